"""The sessions on disk: one folder each, listed newest first.

Folding a long journal takes time, so what the list shows of a session that has not changed since is kept beside it in
``summary.json``. That file can be deleted at any time.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

from hotseat import harmless
from hotseat.frozen import frozen
from hotseat.interview import disk, journal
from hotseat.interview.state import State
from hotseat.review.outcomes import Outcome, outcomes

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,80}")
JOURNAL = "journal.jsonl"
SUMMARY = "summary.json"
_FORMAT = 2


@frozen
class Summary:
    """What the list shows of one session."""

    id: str
    title: str = ""
    mode: str = ""
    started: str = ""
    """Date and time in UTC, ISO 8601."""
    spent: float = 0.0
    """Seconds of the session."""
    ended: str = ""
    """``finished``, ``left``, ``time``, or empty while it can be gone on with."""
    questions: tuple[str, ...] = ()
    """The ids of the questions asked, in order."""
    verdicts: tuple[str, ...] = ()
    """The last verdict on each code question that was submitted."""
    overall: float | None = None
    """The mean of the competencies seen, from 0 to 1."""
    word: str = ""
    """The same as a word."""
    fault: str = ""
    """Why it cannot be read, or what is wrong with the file; empty when all is well."""
    planned: float = 0.0
    """Seconds that the plan gives it."""
    scores: tuple[tuple[str, float], ...] = ()
    """The competencies that were seen, by id, each with its score from 0 to 1."""
    outcomes: tuple[Outcome, ...] = ()
    """What became of the questions that are closed, in order."""

    @property
    def open(self) -> bool:
        """Whether it can be gone on with."""
        return bool(self.started) and not self.ended and not self.fault


def folder_of(root: Path, session: str) -> Path:
    """The folder of a session. Raises ValueError for an id that cannot be one."""
    if not _ID.fullmatch(session) or ".." in session:
        raise ValueError(f"{harmless.line(session, 60)!r} cannot be a session's id.")
    return root / session


def ids(root: Path) -> list[str]:
    """The ids of all sessions, newest first: they begin with the date and time of their start."""
    try:
        found = [p.name for p in root.iterdir() if _ID.fullmatch(p.name) and (p / JOURNAL).exists()]
    except OSError:
        return []
    return sorted(found, reverse=True)


def summaries(root: Path) -> Iterator[Summary]:
    """One summary a session, newest first; one that cannot be read says why."""
    for session in ids(root):
        yield summary(root, session)


def summary(root: Path, session: str) -> Summary:
    """What the list shows of a session; never raises for what is on disk."""
    folder = folder_of(root, session)
    key = _key(folder / JOURNAL)
    kept = _kept(folder / SUMMARY, key)
    if kept is not None:
        return kept
    try:
        state, damage = load(root, session)
    except Exception as fault:  # whatever one file holds, the others are still listed
        return Summary(session, fault=harmless.line(str(fault) or type(fault).__name__, 300))
    made = summarise(session, state, damage)
    if made.ended and not made.fault:
        _keep(folder / SUMMARY, key, made)
    return made


def summarise(session: str, state: State, damage: str = "") -> Summary:
    """What a state comes to in the list."""
    asked = sorted((q for q in state.questions.values() if q.opened_at >= 0), key=lambda q: q.opened_seq)
    from hotseat.interview.scoring import debrief

    result = debrief(state)
    return Summary(
        id=session,
        title=state.title,
        mode=state.mode,
        started=state.started_wall,
        spent=state.at,
        ended=state.ended,
        questions=tuple(q.question.id for q in asked),
        verdicts=tuple(q.last_verdict for q in asked if q.last_verdict),
        overall=result.overall,
        word=result.word if state.ended else "",
        fault=damage,
        planned=state.plan.seconds,
        scores=tuple((s.id, s.score) for s in result.competencies if s.score is not None),
        outcomes=outcomes(state, result.questions),
    )


def load(root: Path, session: str) -> tuple[State, str]:
    """A session's state and what is wrong with its file. Raises OSError or ValueError where it cannot be read."""
    contents = journal.read(folder_of(root, session) / JOURNAL)
    try:
        from hotseat.interview.engine import replay

        state = replay(contents.records)
    except (LookupError, TypeError, AttributeError) as fault:
        raise ValueError(
            f"It was written by another version of Hotseat and cannot be read ({type(fault).__name__})."
        ) from None
    if not state.session:
        raise ValueError("The session has no beginning: its file was cut off before the first event.")
    broken = contents.damage is not None and contents.damage.kind == "broken"
    return state, contents.damage.sentence if contents.damage and broken else ""


def seen_questions(root: Path) -> list[str]:
    """The ids of all questions asked so far, oldest first, each once at its latest place."""
    order: dict[str, None] = {}
    for session in reversed(ids(root)):
        for question in summary(root, session).questions:
            order.pop(question, None)
            order[question] = None
    return list(order)


def _key(path: Path) -> list[int]:
    try:
        stat = path.stat()
    except OSError:
        return []
    return [_FORMAT, stat.st_size, stat.st_mtime_ns]


def _kept(path: Path, key: list[int]) -> Summary | None:
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8"))
        if not key or data["key"] != key:
            return None
        made = Summary(**data["summary"])
        return replace(
            made,
            questions=tuple(made.questions),
            verdicts=tuple(made.verdicts),
            scores=tuple((str(name), float(score)) for name, score in made.scores),
            outcomes=tuple(Outcome(**found) for found in data["summary"]["outcomes"]),
        )
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _keep(path: Path, key: list[int], made: Summary) -> None:
    try:
        disk.put(path, json.dumps({"key": key, "summary": asdict(made)}).encode(), lasting=False)
    except OSError:
        return  # It is only a convenience; the journal is the truth.
