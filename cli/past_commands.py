"""The commands that look back on past sessions: read and find them, compare attempts, draw charts, score anew."""

from __future__ import annotations

from typing import Annotated

import typer

from hotseat.cli.front_ends import open_front_end
from hotseat.cli.options import AsJson, Plain
from hotseat.cli.places import places
from hotseat.cli.trouble import Stop


def review(
    context: typer.Context,
    session: Annotated[
        str | None, typer.Argument(metavar="SESSION", help="A session's id; left out, the list.")
    ] = None,
    search: Annotated[
        str | None,
        typer.Option("--search", help='Words said, written or printed; "two words" in a row, regul* for any ending.'),
    ] = None,
    topic: Annotated[str | None, typer.Option("--topic", help="Only sessions with a question of this topic.")] = None,
    question: Annotated[str | None, typer.Option("--question", help="Only sessions with this question.")] = None,
    mode: Annotated[str | None, typer.Option("--mode", help="interview or practice.")] = None,
    state: Annotated[str | None, typer.Option("--state", help="open, ended or damaged.")] = None,
    result: Annotated[
        str | None,
        typer.Option("--result", help="strong to weak, a signal such as no-hire, passed, not-passed or said-nothing."),
    ] = None,
    since: Annotated[str | None, typer.Option("--since", help="From this day on: 2026-03-14, 2026-03 or 2026.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Up to this day.")] = None,
    as_json: AsJson = False,
    transcript: Annotated[bool, typer.Option("--transcript", help="Print the transcript as Markdown.")] = False,
    plain: Plain = False,
) -> None:
    """Read past sessions: what was asked and said, the code, the verdicts, the debrief.

    Filters and --search list sessions on standard output, a line each; exit 1 when there is none.
    """
    from hotseat.cli.sessions import check_known, print_transcript, session_json

    here = places()
    filters = (search, topic, question, mode, state, result, since, until)
    if session is not None:
        if any(given is not None for given in filters):
            raise Stop(2, "Name a session to read it, or filter the list, not both.")
        check_known(here, session)
    if as_json and session is not None:
        session_json(here, session)
    elif transcript:
        if session is None:
            raise Stop(2, "Say which session: hotseat review SESSION --transcript. The list: hotseat review --json")
        print_transcript(here, session)
    elif as_json or any(given is not None for given in filters):
        from hotseat.cli.review_list import list_sessions, wish_of

        raise typer.Exit(list_sessions(here, wish_of(*filters), as_json=as_json))
    else:
        raise typer.Exit(open_front_end("review", plain or context.obj is True, session=session))


def compare(
    question: Annotated[str, typer.Argument(metavar="QUESTION", help="The question's id.")],
    sessions: Annotated[
        list[str] | None, typer.Argument(metavar="SESSION", help="Left out, the two latest attempts.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Compare two attempts at a question: verdict, time, hints, the points covered, and the code."""
    from hotseat.cli.compare import compare_attempts

    if sessions and len(sessions) > 2:
        raise Stop(2, "Two attempts are compared; name two sessions at most.")
    raise typer.Exit(compare_attempts(places(), question, sessions or [], as_json=as_json))


def charts_of(
    session: Annotated[
        str | None, typer.Argument(metavar="SESSION", help="A session: where its time went. Left out, all of them.")
    ] = None,
    plain: Annotated[bool, typer.Option("--plain", help="Words alone, without pictures.")] = False,
) -> None:
    """Draw where the time went, the scores over the weeks, and how the topics stand, as text."""
    import shutil

    from hotseat.cli.compare import show_charts

    raise typer.Exit(
        show_charts(places(), session, width=0 if plain else min(shutil.get_terminal_size((80, 24)).columns, 110))
    )


def rescore(
    session: Annotated[
        str | None, typer.Argument(metavar="SESSION", help="A session's id; left out, all of them.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Score past sessions anew, and show line by line what that changes; their journals are only read."""
    from hotseat.cli.rescore import rescore as score_anew

    raise typer.Exit(score_anew(places(), session, as_json=as_json))
