"""The sessions on disk, one folder each: what one of them holds, and what the list shows of it. Nothing here writes to them.

Of a damaged journal all is read that can be, and what is lost is said. For many sessions at once see :mod:`hotseat.review.index`.
"""

from __future__ import annotations

import math
import re
from pathlib import Path

from hotseat import harmless
from hotseat.counted import counted
from hotseat.frozen import frozen
from hotseat.interview import events as e
from hotseat.interview import journal
from hotseat.interview.copies import replace
from hotseat.interview.evolve import evolve
from hotseat.interview.scoring import debrief
from hotseat.interview.state import State
from hotseat.review.charts import question_score
from hotseat.review.outcomes import Outcome, outcomes, result_told

_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,80}")
JOURNAL = "journal.jsonl"
_NOT_UNDERSTOOD = (LookupError, TypeError, AttributeError, ValueError, ArithmeticError)
"""What folding an event raises that another version wrote, or nobody."""


@frozen
class Attempt:
    """How one question went in one session."""

    question: str
    title: str
    topic: str
    kind: str
    how: str
    """As in ``QuestionOutcome``."""
    score: float | None
    """From 0 to 1, as :func:`hotseat.review.charts.question_score` has it; None where it was not assessable."""
    verdict: str
    hints: int
    spent: float
    box: float


@frozen
class Summary:
    """What the list shows of one session."""

    id: str
    title: str = ""
    mode: str = ""
    """``interview``, ``practice``, or ``rehearsal`` for one that a scripted candidate sat: it tells nothing of the person."""
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
    result: str = ""
    """What came of it in a few words, as :func:`hotseat.review.outcomes.result_told` has it; empty while it has not ended."""
    candidate: str = ""
    """The scripted candidate who sat it; empty where a person did."""
    fault: str = ""
    """Why it cannot be read at all; empty where it can."""
    lost: str = ""
    """What of it could not be read, in a sentence; empty when all is there."""
    closed: bool = False
    """Whether nothing can be added to it, since its file is damaged."""
    attempts: tuple[Attempt, ...] = ()
    """How each question asked went, in order."""
    planned: float = 0.0
    """Seconds that the plan gives it."""
    scores: tuple[tuple[str, float], ...] = ()
    """The competencies that were seen, by id, each with its score from 0 to 1."""
    outcomes: tuple[Outcome, ...] = ()
    """What became of the questions that are closed, in order."""

    @property
    def open(self) -> bool:
        """Whether it can be gone on with."""
        return bool(self.started) and not (self.ended or self.fault or self.closed)

    @property
    def damaged(self) -> bool:
        """Whether its file is broken before its end was written, so that it neither ended nor can be gone on with."""
        return self.closed and not (self.ended or self.fault)


@frozen
class Found:
    """What a session's journal holds, as far as it can be read."""

    state: State
    lost: str
    """As in :class:`Summary`."""
    closed: bool
    last_edits: dict[str, int]
    """The number of the last event that changed the code of a question, by its id."""


def folder_of(root: Path, session: str) -> Path:
    """The folder of a session. Raises ValueError for an id that cannot be one."""
    if not _ID.fullmatch(session) or ".." in session:
        raise ValueError(f"{harmless.line(session, 60)!r} cannot be a session's id.")
    return root / session


def ids(root: Path) -> list[str]:
    """The ids of all sessions, newest first: they begin with the date and time of their start."""
    try:
        found = [p.name for p in root.iterdir() if is_id(p.name) and (p / JOURNAL).exists()]
    except OSError:
        return []
    return sorted(found, reverse=True)


def anything(root: Path) -> bool:
    """Whether there is any session."""
    try:
        return any(is_id(p.name) and (p / JOURNAL).exists() for p in root.iterdir())
    except OSError:
        return False


def is_id(name: str) -> bool:
    """Whether a folder of this name can be a session's."""
    return bool(_ID.fullmatch(name)) and ".." not in name


def summary(root: Path, session: str) -> Summary:
    """What the list shows of a session, read from its journal; never raises for what is on disk."""
    try:
        found = read(root, session)
        return summarise(session, found.state, found.lost, closed=found.closed)
    except Exception as fault:  # whatever one file holds, the others are still listed
        return unreadable(session, fault)


def unreadable(session: str, fault: BaseException) -> Summary:
    """What the list shows of a session that cannot be read."""
    return Summary(session, fault=harmless.line(str(fault) or type(fault).__name__, 300))


def summarise(session: str, state: State, lost: str = "", *, closed: bool = False) -> Summary:
    """What a state comes to in the list."""
    asked = sorted((q for q in state.questions.values() if q.opened_at >= 0), key=lambda q: q.opened_seq)
    result = debrief(state)
    topics = {q.question.id: q.question.topic for q in asked}
    return Summary(
        id=session,
        title=state.title,
        mode="rehearsal" if state.rehearsed else state.mode,
        started=state.started_wall,
        spent=state.at,
        ended=state.ended,
        questions=tuple(q.question.id for q in asked),
        verdicts=tuple(q.last_verdict for q in asked if q.last_verdict),
        overall=result.overall,
        word=result.word if state.ended else "",
        result=result_told(state, result),
        candidate=state.candidate,
        lost=lost,
        closed=closed,
        attempts=tuple(
            Attempt(q.id, q.title, topics[q.id], q.kind, q.how, question_score(q), q.verdict, q.hints, q.spent, q.box)
            for q in result.questions
        ),
        planned=state.plan.seconds,
        scores=tuple((s.id, s.score) for s in result.competencies if s.score is not None),
        outcomes=() if state.rehearsed else outcomes(state, result.questions),
    )


def load(root: Path, session: str) -> tuple[State, str]:
    """A session's state and what of it is lost. Raises OSError or ValueError where it cannot be read."""
    found = read(root, session)
    return found.state, found.lost


def read(root: Path, session: str) -> Found:
    """What a session's journal holds. Raises OSError or ValueError where nothing of it can be read.

    An event that cannot be understood ends the reading there: no state follows from what comes after it.
    """
    contents = journal.read(folder_of(root, session) / JOURNAL)
    state, lost, closed = State(), list[str](), False
    unknown, edits = 0, dict[str, int]()
    for n, record in enumerate(contents.records):
        try:
            recorded = e.from_record(record)
            if not math.isfinite(recorded.at):
                raise ValueError("no time")
            state = evolve(state, recorded)
        except _NOT_UNDERSTOOD as fault:
            if not state.session:
                raise ValueError(f"It was written by another version of Hotseat ({type(fault).__name__}).") from None
            after = len(contents.records) - n
            lost.append(
                f"Event {record['seq']} cannot be understood by this version of Hotseat; it and what follows, "
                f"{counted(after, 'event')}, are left out."
            )
            closed = True
            break
        unknown += isinstance(recorded.event, e.Unknown)
        if isinstance(recorded.event, e.CodeEdited):
            edits[recorded.event.question] = recorded.seq
    if not state.session:
        raise ValueError("The session has no beginning: its file was cut off before the first event.")
    if unknown:
        lost.append(
            f"{counted(unknown, 'event')} of a kind that this version of Hotseat does not know {_are(unknown)} left out."
        )
    if contents.damage is not None:
        lost.append(contents.damage.sentence)
        closed = closed or contents.broken
    return Found(known_as(state, session), " ".join(lost), closed, edits)


def known_as(state: State, session: str) -> State:
    """The state under its folder's name, by which more of a session is asked for; a copy's journal has another."""
    return state if state.session == session else replace(state, session=session)


def _are(count: int) -> str:
    return "is" if count == 1 else "are"
