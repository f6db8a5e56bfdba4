"""Everything that can happen in an interview, as one closed set of facts.

An event says what happened, never what to do about it. Its fields are plain data, so that it is one JSON line in the
journal. State, resume, review, score and export are all folds over these; nothing else is the truth. The course of the
session is here, the conversation and the code have rooms of their own.
"""

from __future__ import annotations

from dataclasses import fields
from typing import ClassVar

from hotseat.frozen import frozen
from hotseat.interview.code_events import CellEnded as CellEnded
from hotseat.interview.code_events import CellOutput as CellOutput
from hotseat.interview.code_events import CellRun as CellRun
from hotseat.interview.code_events import CodeEdited as CodeEdited
from hotseat.interview.code_events import CodePasted as CodePasted
from hotseat.interview.code_events import InputAsked as InputAsked
from hotseat.interview.code_events import InputReplied as InputReplied
from hotseat.interview.code_events import Judged as Judged
from hotseat.interview.code_events import KernelChanged as KernelChanged
from hotseat.interview.code_events import OwnTestsTried as OwnTestsTried
from hotseat.interview.code_events import Submitted as Submitted
from hotseat.interview.code_events import VerdictContested as VerdictContested
from hotseat.interview.event import Data as Data
from hotseat.interview.event import Event as Event
from hotseat.interview.event import Recorded as Recorded
from hotseat.interview.review_events import BookmarkRemoved as BookmarkRemoved
from hotseat.interview.review_events import BookmarkSet as BookmarkSet
from hotseat.interview.review_events import GradeSet as GradeSet
from hotseat.interview.review_events import LineContested as LineContested
from hotseat.interview.review_events import LineContestWithdrawn as LineContestWithdrawn
from hotseat.interview.review_events import ScoreGuessed as ScoreGuessed
from hotseat.interview.review_events import SessionScored as SessionScored
from hotseat.interview.talk_events import AnswerAmended as AnswerAmended
from hotseat.interview.talk_events import AnswerDrafted as AnswerDrafted
from hotseat.interview.talk_events import AnswerRead as AnswerRead
from hotseat.interview.talk_events import BackToTask as BackToTask
from hotseat.interview.talk_events import CandidateSaid as CandidateSaid
from hotseat.interview.talk_events import ClarificationGiven as ClarificationGiven
from hotseat.interview.talk_events import ClarificationUnmatched as ClarificationUnmatched
from hotseat.interview.talk_events import FloorOffered as FloorOffered
from hotseat.interview.talk_events import FollowUpAsked as FollowUpAsked
from hotseat.interview.talk_events import HintGiven as HintGiven
from hotseat.interview.talk_events import InterviewerReworded as InterviewerReworded
from hotseat.interview.talk_events import InterviewerSaid as InterviewerSaid
from hotseat.interview.talk_events import ModelFellSilent as ModelFellSilent
from hotseat.interview.talk_events import OverruleWithdrawn as OverruleWithdrawn
from hotseat.interview.talk_events import PointOverruled as PointOverruled
from hotseat.interview.talk_events import SecondOpinionGiven as SecondOpinionGiven
from hotseat.interview.talk_events import SilenceNoticed as SilenceNoticed
from hotseat.interview.talk_events import TeamAsked as TeamAsked


@frozen
class SessionStarted(Event):
    """The first event: all that the session needs, so that it can be read when the bank has changed."""

    session: str
    mode: str
    """``interview`` or ``practice``."""
    title: str
    plan: Data
    questions: dict[str, Data]
    """Each drawn question in full, by id."""
    starters: dict[str, str]
    """The code each code question begins with, by id."""
    digests: dict[str, str]
    """A digest of each question's files, by id."""
    checklist: Data
    persona: str
    team: Data | None
    seed: int
    versions: dict[str, str]


@frozen
class SessionResumed(Event):
    """The session was opened again after it had been closed or killed; the time away is not charged."""

    away_seconds: float


@frozen
class Paused(Event):
    """The clock stands still (practice only)."""


@frozen
class Unpaused(Event):
    """The clock runs again."""


@frozen
class SessionEnded(Event):
    """Nothing more is asked."""

    reason: str
    """``finished``, ``left`` or ``time``."""


@frozen
class SectionOpened(Event):
    section: int


@frozen
class SectionClosed(Event):
    section: int
    overrun_seconds: float
    """How far past its budget the section went; 0 when it kept to it."""


@frozen
class QuestionOpened(Event):
    question: str


@frozen
class QuestionClosed(Event):
    question: str
    how: str
    """``done``, ``skipped``, ``time``, ``left`` or ``later`` (practice: it is opened again at the end)."""


@frozen
class WarningSpoken(Event):
    """A time warning was said; each kind once for its subject."""

    kind: str
    """``five-minutes``, ``five-minutes-here`` (the question's), ``one-minute``, ``time-over`` or ``wrap-up``."""
    section: int
    question: str | None = None


@frozen
class TimePassed(Event):
    """Nothing else happened for a while; written so that a session cut off goes on at the time it had come to."""

    streams: ClassVar[bool] = True


@frozen
class IncidentHappened(Event):
    """Something went wrong or changed while a question was worked on; how the person recovers is evidence."""

    kind: str
    """``kernel-dies``, ``data-leak`` or ``requirement-change``."""
    section: int
    question: str


@frozen
class HabitTicked(Event):
    habit: str
    on: bool


@frozen
class ItemTicked(Event):
    """A line of the before-the-call list."""

    item: str
    on: bool


@frozen
class Revealed(Event):
    """The model answer and the reference were shown (practice only)."""

    question: str
    answer: str
    solution: str


@frozen
class Unknown(Event):
    """An event of a kind this version does not know; kept and skipped."""

    kind: str
    data: Data


def _kind(cls: type[Event]) -> str:
    name = cls.__name__
    return "".join(f"-{c.lower()}" if c.isupper() and i else c.lower() for i, c in enumerate(name))


KINDS: dict[str, type[Event]] = {_kind(cls): cls for cls in Event.__subclasses__() if cls is not Unknown}
"""Every kind of event by its name in the journal."""
_FIELDS: dict[type[Event], frozenset[str]] = {cls: frozenset(f.name for f in fields(cls)) for cls in KINDS.values()}


def to_record(recorded: Recorded) -> Data:
    """The journal's record of an event: seq, at, wall, kind, data."""
    event = recorded.event
    kind, data = (
        (event.kind, event.data)
        if isinstance(event, Unknown)
        else (_kind(type(event)), {f.name: getattr(event, f.name) for f in fields(event)})
    )
    return {
        "seq": recorded.seq,
        "at": round(recorded.at, 3),
        "wall": recorded.wall,
        "kind": kind,
        "data": data,
    }


def from_record(record: Data) -> Recorded:
    """The event of a journal's record. A kind this version does not know, or one with other fields, becomes Unknown."""
    kind, data = str(record.get("kind", "")), record.get("data")
    data = data if isinstance(data, dict) else {}
    cls = KINDS.get(kind)
    event: Event = Unknown(kind, data)
    if cls is not None:
        names = _FIELDS[cls]
        plain = {k: tuple(v) if isinstance(v, list) else v for k, v in data.items() if k in names}
        try:
            event = cls(**plain)
        except TypeError:
            event = Unknown(kind, data)
    return Recorded(int(record["seq"]), float(record["at"]), str(record.get("wall", "")), event)
