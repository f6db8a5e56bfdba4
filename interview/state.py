"""The state of an interview: what the events so far add up to.

All of it is frozen; ``evolve`` makes the next one. Screen, line mode, review and scoring read the same state.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import TYPE_CHECKING, Any, Literal

from hotseat.frozen import frozen
from hotseat.interview.code_pastes import MuchCode
from hotseat.interview.looked_back import LookedBack
from hotseat.interview.own_tests import OwnTests
from hotseat.interview.plan import Plan, PlannedSection

if TYPE_CHECKING:
    from hotseat.question_bank.interview_model import Checklist, Team
    from hotseat.question_bank.model import FollowUp, Question, RubricPoint

CANDIDATE = "candidate"
"""Among a session's versions: the scripted candidate who sits it."""
OUTPUT_CAP = 1_000_000
"""Characters of a cell's output kept in the state; past that the head and the tail are."""

ADD = "add"
"""The thread in which the candidate may add something before a question is closed."""
BAR = "bar"
"""The thread of a question about the cost of code that passed, where the bank has no follow-up for it."""
REACTIONS = frozenset({"acknowledge", "in-words", "dont-know", "passed", "failed", "error", "timeout", "not-judged"})
"""Acts by which the interviewer has answered what the candidate said or did; a follow-up asked is one too."""

NUDGES = frozenset({"red-run", "failed", "failed-case", "failed-again", "error", "timeout", "silence", "kernel-dies"})
"""Acts by which the interviewer asks something of somebody who codes, and hears what they say to it."""


@frozen
class Message:
    """One turn of the conversation."""

    seq: int
    at: float
    who: Literal["interviewer", "candidate"]
    text: str
    act: str
    question: str | None
    earlier: tuple[str, ...] = ()
    """What it said before it was amended, oldest first."""
    lead: int = 0
    """As in ``InterviewerSaid``; of the text as it stands now."""
    keep: tuple[str, ...] = ()
    model: str = ""
    """The language model whose words the lead is in; empty for the offline voice."""


@frozen
class CellRecord:
    """One run of one cell."""

    run: int
    seq: int
    at: float
    question: str
    cell: int
    code: str
    outputs: tuple[Mapping[str, Any], ...] = ()
    size: int = 0
    """Characters of output kept."""
    dropped: int = 0
    """Characters of output left out in the middle."""
    ending: str = ""
    """Empty while it runs."""
    sentence: str = ""
    seconds: float = 0.0
    count: int | None = None
    waits_for: str | None = None
    """The prompt of an ``input()`` that waits for a line."""
    hides_input: bool = False
    ended_seq: int = 0


@frozen
class Submission:
    submission: int
    seq: int
    at: float
    question: str
    code: str
    verdict: Mapping[str, Any] | None = None
    """None while the judge works."""
    judged_seq: int = 0
    hints: int = 0
    """Hints given before it."""
    contested_seq: int = 0
    """Of the event by which the person disputed the verdict, or 0."""
    contested_at: float = 0.0
    contest_reason: str = ""
    case_file: str = ""
    """The case of a disputed verdict, as a path inside the session's folder."""

    @property
    def judged(self) -> bool:
        """Whether there is a verdict on the code: one that was nobody's fault is none."""
        return self.verdict is not None and self.verdict.get("verdict") != "not-judged"

    @property
    def disputed(self) -> bool:
        """Whether the person has contested the verdict."""
        return self.contested_seq > 0


@frozen
class Reading:
    """The last reading of one thread's answer."""

    seq: int
    score: float
    points: tuple[Mapping[str, Any], ...]
    words: int
    """How many were read; -1 once the answer has been amended, until it is read anew."""


@frozen
class SecondOpinion:
    """A language model's opinion on points that the reading did not find covered."""

    points: Mapping[str, Mapping[str, Any]]
    """By point: opinion and quote."""
    words: int
    model: str


@frozen
class Thread:
    """A question or follow-up and what was said to it."""

    id: str
    asked_at: float
    seq: int
    """Of the event that opened it."""
    said: tuple[int, ...] = ()
    """Sequence numbers of the candidate's messages in it."""
    parts: tuple[tuple[int, str], ...] = ()
    """What each message counts with, by its sequence number, in order."""
    amended: int = 0
    """Sequence number of the last amendment, or 0."""
    reading: Reading | None = None
    second: SecondOpinion | None = None
    """Counts only while it is about the same words as the reading."""
    overruled: Mapping[str, bool] = field(default_factory=dict[str, bool])
    """Points the person decided for themselves."""
    gave_up: int = 0
    """Sequence number of "I don't know", or 0."""

    @property
    def text(self) -> str:
        """What counts of those messages, joined by line breaks."""
        return "\n".join(text for _, text in self.parts)


@frozen
class QuestionState:
    """What has happened on one question."""

    question: Question
    opened_at: float = -1.0
    """-1 until it is asked."""
    opened_seq: int = 0
    closed_at: float = -1.0
    closed_how: str = ""
    closed_wall: str = ""
    """Date and time of that in UTC, ISO 8601."""
    spent: float = 0.0
    """Seconds spent in earlier openings of it (practice may come back)."""
    code: str = ""
    edited_at: float = -1.0
    first_edit_seq: int = 0
    clarified: tuple[str, ...] = ()
    clarify_seqs: tuple[int, ...] = ()
    """Of every clarifying question, answered or not."""
    hints: tuple[int, ...] = ()
    """Sequence numbers of the hints given, by rung."""
    threads: Mapping[str, Thread] = field(default_factory=dict[str, Thread])
    thread: str = "main"
    """The one being answered."""
    runs: tuple[int, ...] = ()
    submissions: tuple[int, ...] = ()
    last_verdict: str = ""
    own_tests: OwnTests | None = None
    """What the tests in the last submission came to, once they have been tried."""
    offered: tuple[str, ...] = ()
    """Threads that were opened because time was left, beyond the follow-ups."""
    reacted: int = 0
    """The last sequence number the interviewer reacted to with a question of its own."""
    awaited: int = 0
    """The event by which the interviewer asked a coder something of its own that it has not heard a reply to, or 0."""
    nudged_red: bool = False
    silences: int = 0
    revealed: tuple[str, str] | None = None
    """The model answer and the reference, once shown."""
    revealed_seq: int = 0
    """Of the event that showed them first, or 0."""

    @property
    def open(self) -> bool:
        return self.opened_at >= 0 and self.closed_at < 0

    @property
    def worked_on(self) -> bool:
        """Whether anything was said to it, run or submitted."""
        return bool(self.submissions or self.runs or any(t.said for t in self.threads.values()))

    @property
    def assessable(self) -> bool:
        """Whether it is evidence of anything: one that was left, or is open, without a word or a run of code is not."""
        return self.worked_on or self.closed_how in ("time", "skipped", "done")

    def points_of(self, thread: str) -> tuple[RubricPoint, ...]:
        """The rubric points that an answer in this thread is held against."""
        follow_up = self.follow_up(self.rubric_of(thread))
        return follow_up.rubric if follow_up else self.question.rubric

    def rubric_of(self, thread: str) -> str:
        """The thread whose rubric an answer in this thread is held against: a follow-up's own, else ``main``.

        What is said to a question about a doubtful point is held against the rubric that the point stands in.
        """
        if self.follow_up(thread):
            return thread
        verb, _, point = thread.partition(":")
        if verb != "contest" or any(p.id == point for p in self.question.rubric):
            return "main"
        asked = (f for f in self.question.follow_ups if f.id in self.threads)
        return next((f.id for f in asked if any(p.id == point for p in f.rubric)), "main")

    def follow_up(self, thread: str) -> FollowUp | None:
        """The bank's follow-up with this id, if it is one."""
        return next((f for f in self.question.follow_ups if f.id == thread), None)


@frozen
class OwnQuestion:
    """A question the candidate asked at the end."""

    seq: int
    text: str
    fact: str | None
    group: str | None
    specific: bool


@frozen
class IncidentRecord:
    """An incident, and what the candidate did about it."""

    kind: str
    section: int
    question: str
    seq: int
    at: float
    restarted_seq: int = 0
    """Of a dead kernel: when it was started again, or 0."""
    reran_seq: int = 0
    """When the first cell was run after that, or 0."""
    submitted_seq: int = 0
    """When code was submitted after it, or 0."""


@frozen
class PasteRecord(MuchCode):
    """Much code that was pasted at once: a fact, which no score rests on."""

    @property
    def sentence(self) -> str:
        """What to say of it."""
        verb = "was" if self.lines == 1 else "were"
        return f"{self.size} {verb} pasted."


@frozen
class State:
    """The whole interview. A fresh one stands for a journal without events."""

    seq: int = 0
    """Of the last event."""
    at: float = 0.0
    """Of the last event."""
    session: str = ""
    mode: Literal["interview", "practice"] = "interview"
    title: str = ""
    started_wall: str = ""
    last_wall: str = ""
    plan: Plan = field(default_factory=lambda: Plan("", ()))
    checklist: Checklist | None = None
    persona: str = ""
    team: Team | None = None
    seed: int = 0
    versions: Mapping[str, str] = field(default_factory=dict[str, str])
    digests: Mapping[str, str] = field(default_factory=dict[str, str])
    starters: Mapping[str, str] = field(default_factory=dict[str, str])
    questions: Mapping[str, QuestionState] = field(default_factory=dict[str, QuestionState])
    section: int = -1
    """Index of the open section, -1 before the first."""
    section_opened_at: float = 0.0
    section_open: bool = False
    overruns: Mapping[int, float] = field(default_factory=dict[int, float])
    """Seconds each closed section went past its budget."""
    section_spent: Mapping[int, float] = field(default_factory=dict[int, float])
    """Seconds each closed section took."""
    current: str | None = None
    """The open question."""
    last: str | None = None
    """The question opened last."""
    paused: bool = False
    ended: str = ""
    """Why the session ended, or empty."""
    ended_wall: str = ""
    messages: tuple[Message, ...] = ()
    cells: Mapping[int, CellRecord] = field(default_factory=dict[int, CellRecord])
    submissions: Mapping[int, Submission] = field(default_factory=dict[int, Submission])
    kernel: str = "stopped"
    kernel_sentence: str = ""
    warnings: frozenset[tuple[str, int, str | None]] = frozenset()
    lines: frozenset[str] = frozenset()
    """The persona's lines used so far."""
    ticked_habits: Mapping[str, bool] = field(default_factory=dict[str, bool])
    habit_ticks: Mapping[str, int] = field(default_factory=dict[str, int])
    """Sequence number of each habit's last tick by the person."""
    ticked_items: Mapping[str, bool] = field(default_factory=dict[str, bool])
    own_questions: tuple[OwnQuestion, ...] = ()
    incidents: tuple[IncidentRecord, ...] = ()
    pastes: tuple[PasteRecord, ...] = ()
    last_said_at: float = 0.0
    """When the candidate last said something."""
    draft: str = ""
    """What stands in the answer box and has not been said."""
    amending: int = 0
    """The message that is being amended, by its sequence number, or 0."""
    amendment: str = ""
    """Its new text as far as it is typed; the draft waits meanwhile."""
    model_silent: str = ""
    """Why the language model could not be used at some time; empty when it never failed."""
    last_heard_at: float = 0.0
    """When the interviewer last said something."""
    resumed: int = 0
    """How often the session was opened again."""
    looked_back: LookedBack = field(default_factory=LookedBack)
    """What the person added when they looked back."""

    @property
    def open_question(self) -> QuestionState | None:
        """The question being worked on."""
        return self.questions[self.current] if self.current else None

    @property
    def rehearsed(self) -> bool:
        """Whether a scripted candidate sits it, so that it tells nothing of the person."""
        return CANDIDATE in self.versions

    @property
    def candidate(self) -> str:
        """The id of the scripted candidate who sits it; empty where a person does."""
        return self.versions.get(CANDIDATE, "")

    @property
    def has_code(self) -> bool:
        """Whether there is code to run in this session: a question's own, or a notebook that a question is about."""
        return any(q.question.kind == "code" for q in self.questions.values()) or any(self.starters.values())

    @property
    def planned(self) -> PlannedSection | None:
        """The open section."""
        return self.plan.sections[self.section] if 0 <= self.section < len(self.plan.sections) else None

    @property
    def running_cell(self) -> CellRecord | None:
        """The cell that runs, or the first that waits to."""
        return next((c for c in self.cells.values() if not c.ending), None)

    @property
    def judging(self) -> Submission | None:
        """The submission without a verdict, if there is one."""
        return next((s for s in self.submissions.values() if s.verdict is None), None)
