"""``hotseat bank``: its commands; each imports what it needs when it runs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hotseat.cli.options import AsJson, Kind, Level, Topic
from hotseat.cli.places import places

bank_app = typer.Typer(
    help="Look into the question bank, check it, add to it.", no_args_is_help=True, rich_markup_mode=None
)


@bank_app.command("list")
def bank_list(
    topic: Topic = None,
    level: Level = None,
    kind: Kind = None,
    as_json: AsJson = False,
    markdown: Annotated[bool, typer.Option("--markdown", help="As a table in Markdown.")] = False,
) -> None:
    """List the questions."""
    from hotseat.cli.bank import list_questions

    list_questions(places(), topic or (), level or (), kind or (), as_json=as_json, markdown=markdown)


@bank_app.command("show")
def bank_show(
    question: Annotated[str, typer.Argument(metavar="ID")],
    answers: Annotated[bool, typer.Option("--answers", help="Show the model answer and the rubric too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Show a question as it is asked."""
    from hotseat.cli.bank import show_question

    show_question(places(), question, answers=answers, as_json=as_json)


@bank_app.command("unmatched")
def bank_unmatched(as_json: AsJson = False) -> None:
    """List what people asked about a question and the bank had no answer to, over all sessions."""
    from hotseat.cli.unmatched import list_unmatched

    list_unmatched(places(), as_json=as_json)


@bank_app.command("lint")
def bank_lint(
    questions: Annotated[list[str] | None, typer.Argument(metavar="ID", help="Left out, the whole bank.")] = None,
    quick: Annotated[bool, typer.Option("--quick", help="Only what can be seen without running any code.")] = False,
    as_json: AsJson = False,
) -> None:
    """Hold the bank to its promises: starters fail, references pass, wrong solutions are caught, claims hold."""
    from hotseat.cli.bank import lint

    raise typer.Exit(lint(places(), questions or [], quick=quick, as_json=as_json))


@bank_app.command("evidence")
def bank_evidence(
    questions: Annotated[list[str] | None, typer.Argument(metavar="ID", help="Left out, the whole bank.")] = None,
    as_json: AsJson = False,
) -> None:
    """Compute the figures that model answers claim, and hold each claim against its figure."""
    from hotseat.cli.evidence import show_evidence

    raise typer.Exit(show_evidence(places(), questions or [], as_json=as_json))


@bank_app.command("new")
def bank_new(
    question: Annotated[str, typer.Argument(metavar="ID", help="Lower-case words joined by hyphens.")],
    kind: Annotated[str, typer.Option("--kind", help="talk or code.")] = "talk",
    topic: Annotated[str, typer.Option("--topic")] = "general",
    into: Annotated[Path | None, typer.Option("--into", help="The pack's folder; left out, your own.")] = None,
) -> None:
    """Write the files of a new question, ready to be filled in."""
    from hotseat.cli.bank import new_question

    new_question(places(), question, kind, topic, into)
