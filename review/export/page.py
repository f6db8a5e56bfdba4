"""A session as one page of HTML: it holds all it shows, runs no script, loads nothing, and reads well without the app.

Every text passes ``visible`` and the template's escaping; the policy in the page's head forbids scripts and loads even if
something slipped through.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from markupsafe import Markup

from hotseat import __version__
from hotseat.interview.clock import spoken
from hotseat.interview.habits import HabitSeen
from hotseat.interview.scorecard_words import on_questions
from hotseat.interview.scoring import CompetencyScore, Debrief, Line, debrief
from hotseat.interview.state import State
from hotseat.review.charts import section_times
from hotseat.review.export import drawing, prose, visible
from hotseat.review.export.account import Account
from hotseat.review.export.moments import Moment, moments
from hotseat.review.export.page_moments import moment_rows
from hotseat.review.export.page_questions import question_rows
from hotseat.review.export.voice import Voice
from hotseat.review.peers import PeerScores, beside
from hotseat.review.transcript import stamp
from hotseat.review.words import how_ended

if TYPE_CHECKING:
    from jinja2 import Template

MOST_LINKS = 6
"""Moments that one line of the scorecard leads to."""


def page(account: Account, voice: Voice | None = None, peers: Sequence[PeerScores] = ()) -> str:
    """The whole page."""
    voice = voice or Voice()
    state, found, report = account.state, moments(account), debrief(account.state)
    css = _file("page.css")
    scores = [_score(s, found) for s in report.competencies]
    return _template().render(
        policy=_policy(css),
        css=Markup(css),
        version=__version__,
        title=f"{'Practice' if state.mode == 'practice' else 'Interview'}: {state.title or 'a session'}",
        facts=_facts(account, report),
        lost=account.lost,
        scored=voice.scored,
        overall=_overall(report),
        scores=scores,
        contests=[{"told": c.told, "reason": c.reason} for c in state.looked_back.contests.values()],
        peers=[p.name for p in peers],
        peer_rows=_beside(report, peers),
        course=drawing.course(found, max(state.at, state.plan.seconds if not state.ended else 0.0)),
        times=_times(state),
        questions=question_rows(state, report, voice),
        habits=[_habit(h, state) for h in report.habits] if voice.scored else [],
        moments=moment_rows(found, voice),
        you=voice.you.lower(),
        their=voice.their,
    )


def _facts(account: Account, report: Debrief) -> str:
    state = account.state
    day = state.started_wall[:16].replace("T", " ")
    when = f"{day} UTC. " if day else ""
    opened = f" Opened again {state.resumed} time{'' if state.resumed == 1 else 's'}." if state.resumed else ""
    over = f" Parts went over their time by {spoken(report.overrun)} in all." if report.overrun >= 1 else ""
    planned = f" of {spoken(state.plan.seconds)} planned" if state.plan.seconds else ""
    return f"{when}{spoken(report.spent).capitalize()}{planned}. {how_ended(state.ended, account.closed)}{opened}{over}"


def _overall(report: Debrief) -> dict[str, Any]:
    """The hire signal in words, with its reasons."""
    found = report.signal
    tone = {"strong hire": "strong", "hire": "strong", "lean no": "partial", "no hire": "weak"}.get(
        found.word, "not-assessable"
    )
    lists = (
        ("What is required and was not there", found.failed),
        ("What speaks for you", found.speaks_for),
        ("What speaks against you", found.speaks_against),
    )
    return {
        "word": found.word,
        "tone": tone,
        "told": f"{found.sentence} {found.seen}".strip(),
        "lists": [{"title": title, "rows": [r.text for r in rows]} for title, rows in lists if rows],
    }


def _score(score: CompetencyScore, found: Sequence[Moment]) -> dict[str, Any]:
    groups = [
        {"heading": group.heading, "lines": [_line(line, found) for line in group.lines]}
        for group in on_questions(score)
    ]
    return {
        "title": score.title,
        "word": score.word + (", disputed" if score.disputed else ""),
        "tone": _tone(score.word),
        "bar": drawing.bar(score.score, score.word),
        "count": len(score.lines),
        "groups": groups,
    }


def _line(line: Line, found: Sequence[Moment]) -> dict[str, Any]:
    return {
        "text": line.bare,
        "disputed": line.disputed,
        "contest": line.contest.reason if line.contest else "",
        "moments": _links(line.seqs, found),
    }


def _links(seqs: Sequence[int], found: Sequence[Moment]) -> list[dict[str, Any]]:
    """The moments at these events, or the last ones before them, each once."""
    places: dict[int, Moment] = {}
    for seq in seqs:
        before = [m for m in found if m.seq <= seq]
        if before:
            places.setdefault(before[-1].seq, before[-1])
    shown = list(places.values())
    return [{"seq": m.seq, "told": stamp(m.at)} for m in shown[:MOST_LINKS]]


def _habit(habit: HabitSeen, state: State) -> dict[str, str]:
    names = {h.id: h.text for h in state.checklist.habits} if state.checklist else {}
    seen = habit.seen
    word = "no occasion" if seen is None else "seen" if seen >= 0.5 else "now and then" if seen else "not seen"
    title = names.get(habit.id, habit.id.replace("-", " ").capitalize()).rstrip(".")
    return {"title": title, "word": word, "sentence": habit.sentence}


def _times(state: State) -> list[dict[str, Any]]:
    times = section_times(state)
    most = max((max(t.planned, t.spent) for t in times), default=1.0)
    rows: list[dict[str, Any]] = []
    for time in times:
        told = f"{spoken(time.spent)} of {spoken(time.planned)}" if time.reached else "not reached"
        rows.append({"title": time.title, "told": told, "bar": drawing.time_bar(time, most, told)})
    return rows


def _beside(report: Debrief, peers: Sequence[PeerScores]) -> list[dict[str, Any]]:
    """The scores of Hotseat and of each peer, a competency a row."""
    rows: list[dict[str, Any]] = []
    for row in beside(report, peers):
        words = [{"word": row.word, "tone": _tone(row.word), "note": ""}]
        words += [{"word": g.word or "–", "tone": _tone(g.word), "note": g.note} for g in row.given]
        rows.append({"title": row.title, "words": words})
    return rows


def _tone(word: str) -> str:
    return word.replace(" ", "-") if word in ("strong", "solid", "partial", "weak") else "not-assessable"


def _policy(css: str) -> str:
    """What the page may do: show this one style sheet and pictures that stand in it, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(css.encode("utf-8")).digest()).decode("ascii")
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src data:; "
        "script-src 'none'; base-uri 'none'; form-action 'none'"
    )


def _file(name: str) -> str:
    return Path(__file__).with_name(name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    from jinja2 import Environment, StrictUndefined

    inside = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        # What is no markup of our own is text from outside.
        finalize=lambda value: visible.text(value) if type(value) is str else value,  # type: ignore[arg-type]
        trim_blocks=True,
        keep_trailing_newline=True,
    )
    inside.filters["typed"] = prose.typed
    return inside.from_string(_file("page.html"))
