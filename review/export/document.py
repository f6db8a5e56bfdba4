"""A session as data for other programs: one JSON object in a form that is written down and counted by versions.

``session.schema.json`` beside this module is that form; ``docs/export.md`` tells it in words. Fields may be added within a
version; one that goes or changes its meaning makes a new version. Pure.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hotseat import __version__
from hotseat.interview.scoring import Debrief, debrief
from hotseat.interview.state import State, Submission
from hotseat.review.charts import section_times
from hotseat.review.export import visible
from hotseat.review.export.account import Account
from hotseat.review.export.moments import Moment, moments, shown

if TYPE_CHECKING:
    from hotseat.review.peers import PeerScores

FORMAT = "hotseat-session/1"
SCHEMA = Path(__file__).with_name("session.schema.json")


def document(account: Account, peers: Sequence[PeerScores] = ()) -> str:
    """The object as JSON, ending in a line break; no control character is in any of its texts."""
    state = account.state
    report = debrief(state)
    made = {
        "format": FORMAT,
        "hotseat": __version__,
        "session": _session(account),
        "lost": list(account.lost),
        "sections": [
            {"title": t.title, "planned": t.planned, "spent": t.spent, "reached": t.reached}
            for t in section_times(state)
        ],
        "questions": _questions(state, report),
        "moments": [_moment(m) for m in moments(account)],
        "scores": _scores(report),
        "looked_back": _looked_back(state),
        "peers": [p.to_data() for p in peers],
    }
    return json.dumps(_clean(made), ensure_ascii=False, allow_nan=False, indent=1) + "\n"


def _session(account: Account) -> dict[str, Any]:
    state = account.state
    return {
        "id": account.session,
        "title": state.title,
        "mode": state.mode,
        "started": state.started_wall,
        "seconds": state.at,
        "planned": state.plan.seconds,
        "ended": state.ended,
        "opened_again": state.resumed,
        "persona": state.persona,
        "seed": state.seed,
        "begun_by": account.hotseat,
    }


def _questions(state: State, report: Debrief) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for outcome in report.questions:
        there = state.questions[outcome.id]
        rows.append(
            {
                "id": outcome.id,
                "title": outcome.title,
                "kind": outcome.kind,
                "topic": there.question.topic,
                "level": there.question.level,
                "prompt": there.question.prompt,
                "how": outcome.how,
                "spent": outcome.spent,
                "box": outcome.box,
                "verdict": outcome.verdict,
                "score": outcome.score,
                "hints": outcome.hints,
                "clarifications": outcome.clarified,
                "disputed": outcome.disputed,
                "points": [
                    {
                        "thread": p.thread,
                        "id": p.id,
                        "text": p.text,
                        "state": p.state,
                        "read": p.read,
                        "overruled": p.overruled,
                        "quote": p.quote,
                    }
                    for p in outcome.points
                ],
                "answers": {t.id: t.text for t in there.threads.values() if t.text},
                "code": there.code,
                "model_answer": there.question.model_answer if there.closed_at >= 0 else "",
                "reference": there.revealed[1] if there.revealed else "",
            }
        )
    return rows


def _moment(moment: Moment) -> dict[str, Any]:
    row: dict[str, Any] = {"seq": moment.seq, "at": moment.at, "kind": moment.kind}
    for name in ("who", "tag", "question", "text"):
        if getattr(moment, name):
            row[name] = getattr(moment, name)
    if moment.earlier:
        row["earlier"] = list(moment.earlier)
    if moment.bookmark is not None:
        row["bookmark"] = moment.bookmark
    if moment.kind == "ran" and moment.cell is not None:
        cell = moment.cell
        row |= {
            "cell": cell.cell,
            "code": cell.code,
            "ending": cell.ending,
            "seconds": cell.seconds,
            "count": cell.count,
            "outputs": [o.to_dict() for o in shown(cell)],
        }
    if moment.kind == "handed" and moment.submission is not None:
        row |= {"submission": moment.submission.submission, "code": moment.submission.code}
    if moment.kind == "judged" and moment.submission is not None:
        row |= _verdict(moment.submission)
    return row


def _verdict(given: Submission) -> dict[str, Any]:
    verdict = given.verdict or {}
    score = verdict.get("score")
    return {
        "submission": given.submission,
        "verdict": str(verdict.get("verdict")),
        "reason": str(verdict.get("reason") or ""),
        "score": float(score) if isinstance(score, int | float) else None,
        "disputed": given.disputed,
        "checks": [
            {
                "name": str(c.get("name") or ""),
                "outcome": str(c.get("outcome")),
                "hidden": bool(c.get("hidden")),
                "message": str(c.get("message") or ""),
            }
            for c in verdict.get("checks") or ()
            if isinstance(c, Mapping)
        ],
    }


def _scores(report: Debrief) -> dict[str, Any]:
    return {
        "signal": {"word": report.signal.word, "sentence": report.signal.sentence},
        "overall": {"word": report.word, "score": report.overall},
        "competencies": [
            {
                "id": s.id,
                "title": s.title,
                "word": s.word,
                "score": s.score,
                "disputed": s.disputed,
                "lines": [
                    {
                        "text": line.text,
                        "value": line.value,
                        "weight": line.weight,
                        "events": list(line.seqs),
                        "disputed": line.disputed,
                    }
                    for line in s.lines
                ],
            }
            for s in report.competencies
        ],
        "habits": [
            {"id": h.id, "seen": h.seen, "sentence": h.sentence, "events": list(h.seqs), "ticked": h.ticked}
            for h in report.habits
        ],
    }


def _looked_back(state: State) -> dict[str, Any]:
    added = state.looked_back
    return {
        "contests": [{"line": name, **asdict(contest)} for name, contest in added.contests.items()],
        "guesses": dict(added.guesses),
        "grades": dict(added.grades),
        "bookmarks": [{"seq": seq, "note": note} for seq, note in sorted(added.bookmarks.items())],
    }


def _clean(value: Any) -> Any:
    """The value with every text in it made harmless; a number that JSON cannot hold is none."""
    match value:
        case str():
            return visible.printed(value)
        case float() if not math.isfinite(value):
            return None
        case dict():
            return {visible.text(str(k)): _clean(v) for k, v in value.items()}  # type: ignore[misc]
        case list() | tuple():
            return [_clean(v) for v in value]  # type: ignore[misc]
        case _:
            return value
