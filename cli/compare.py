"""Two attempts at one question without a screen, and the charts in words and pictures of text."""

from __future__ import annotations

import difflib
from dataclasses import asdict

from hotseat import harmless
from hotseat.cli.banks import unknown
from hotseat.cli.past import attempts, charts, comparison, up_to_date
from hotseat.cli.places import Places
from hotseat.cli.sessions import check_known
from hotseat.cli.trouble import OK, give, give_json, lacking, say, wrong_use
from hotseat.front import attempt_words, chart_words
from hotseat.front.service import Trouble
from hotseat.review.history import is_id


def compare_attempts(here: Places, question: str, sessions: list[str], *, as_json: bool) -> int:
    """Tell the person's two latest attempts at a question, or those of the sessions named, side by side."""
    for session in sessions:
        check_known(here, session)
    index = up_to_date(here)
    found = attempts(index, question)
    if not found:
        known = list(index.counts(rehearsed=True))
        near = [k for k in known if k.startswith(question)] or difflib.get_close_matches(question, known, 3, 0.5)
        if near:
            wrong_use(unknown("question among your sessions", question, near[:3], "hotseat review --json"))
        if is_id(question) and (here.sessions / question).is_dir():
            wrong_use(f"{question!r} is a session. Name a question of it; hotseat review --json lists them.")
        told = harmless.line(question, 60)
        wrong_use(f"{told!r} was never asked. Practise it with: hotseat practice {told}")
    own = [a.session for a in found if not a.candidate]
    chosen = [*sessions, *(a for a in own if a not in sessions)][:2]
    if len(chosen) < 2:
        told = f"{attempt_words.ONLY_ONE} Practise it again with: hotseat practice {harmless.line(question, 60)}"
        rehearsed = next((a for a in found if a.candidate and a.session not in sessions), None)
        if rehearsed is not None:
            named = " ".join([rehearsed.session, *chosen])
            told += (
                f"\nA rehearsal is compared where it is named: hotseat compare {harmless.line(question, 60)} {named}"
            )
        wrong_use(told)
    try:
        told = comparison(here.sessions, question, *chosen)
    except Trouble as trouble:
        lacking(str(trouble))
    if as_json:
        plain = asdict(told)
        give_json({name: plain[name] for name in ("title", "left", "right", "rows", "points", "diff")})
        return OK
    for row in attempt_words.told(told):
        give(row)
    give("Code, minus the earlier and plus the later:")
    for row in told.diff or (attempt_words.code_told(told),):
        give(row)
    if len(own) > 2 and not sessions:
        say(f"The two latest of {len(own)} attempts; others with: hotseat compare {question} SESSION SESSION")
    return OK


def show_charts(here: Places, session: str | None, *, width: int) -> int:
    """The charts as text, each picture with words; those of a session where one is named."""
    from hotseat.front import plots
    from hotseat.review.charts import section_times
    from hotseat.review.history import load

    if session is not None:
        check_known(here, session)
        try:
            state, lost = load(here.sessions, session)
        except (OSError, ValueError) as fault:
            lacking(f"{session} cannot be read: {fault}")
        if lost:
            say(lost)
        times = section_times(state)
        _give(
            "Where the time went",
            plots.sections(times, width),
            chart_words.LEGEND_SECTIONS,
            chart_words.sections(times),
        )
        return OK
    found = charts(up_to_date(here).sittings())
    told = [found.trend, *chart_words.weeks(found.weeks)]
    _give("Scores over the weeks", plots.weeks(found.weeks, width), chart_words.LEGEND_WEEKS, told)
    give("")
    told = [*chart_words.standings(found.standings), chart_words.HOW_SURE]
    _give("How the topics stand", plots.standings(found.standings, width), chart_words.LEGEND_TOPICS, told)
    return OK


def _give(title: str, picture: str, legend: str, told: list[str]) -> None:
    give(title)
    if picture:
        give(picture)
        give(legend)
    for row in told:
        give(row)
