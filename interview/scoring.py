"""The debrief: scores for each competency, every line of them with the events that earned it.

Pure and repeatable: the same journal gives the same debrief. What was never seen is not assessable, never zero. Length of
text, speed and style are no evidence.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from hotseat.frozen import frozen
from hotseat.interview.clock import question_spent
from hotseat.interview.habits import (
    ACKNOWLEDGE_MISTAKES,
    CLARIFY_FIRST,
    SUGGEST_ALTERNATIVES,
    TEST_INCREMENTALLY,
    THINK_ALOUD,
    HabitSeen,
    observe,
)
from hotseat.interview.own_tests import OwnTests, summary
from hotseat.interview.recovery import recoveries
from hotseat.interview.second_opinion import Opinion, opinion_on
from hotseat.interview.state import QuestionState, State, Submission, Thread
from hotseat.question_bank.model import COMPETENCIES, Competency, RubricPoint

HINT_COST = 0.1
"""The share of what a question scores, its code or its answer, that each hint costs; said with the question."""
NOT_PASSED = 0.7
"""What the checks that held count for when not all of them do: code that is nearly right does not work yet."""
NOT_PASSED_MOST = 0.55
"""The most that code which failed to the end can earn, its verdict and what was said about it: it does not work yet, and no
word on the way makes it work. Only who has nearly everything and says what is wrong with the rest keeps ``NOT_PASSED``:
they know where they stand, as a colleague would need to."""
NEARLY_ALL = 0.9
"""The share of the checks by weight that is nearly everything."""
LEAST_FROM_HABITS = 3.0
"""The weight from which habits alone carry a competency; less is a manner of speaking and no evidence of skill."""
TESTS_HELD = 0.25
"""What having written tests that call the answer and hold on a right one is worth; the rest is for the known faults they
catch."""
NO_TESTS_WEIGHT = 0.5
"""What having written no test counts against one that was; otherwise tests could only cost."""
UNCLEAR = 0.5
"""What a point counts whose reading is unclear, until the person says which it is."""
GROUPS = 3
"""Groups of questions that a candidate can ask: technical, business, team."""

_TITLES: dict[Competency, str] = {
    "problem-solving": "Problem solving",
    "technical-depth": "Technical depth",
    "coding": "Coding",
    "testing": "Testing",
    "communication": "Communication",
    "trade-offs": "Weighing trade-offs",
    "production": "Production sense",
    "curiosity": "Curiosity",
}
_LEVEL_WEIGHT = {"easy": 1.0, "medium": 1.5, "hard": 2.0, "expert": 2.5}


@frozen
class Line:
    """One piece of evidence."""

    text: str
    value: float
    """How well it was done, from 0 to 1."""
    weight: float
    seqs: tuple[int, ...]
    """The events that earned it."""
    disputed: bool = False
    """It rests on a verdict that the person contests, or would change if they were right."""
    habit: bool = False
    """It tells of a habit, and not of an answer or of code."""


@frozen
class CompetencyScore:
    id: Competency
    title: str
    score: float | None
    """From 0 to 1; None when nothing was seen, or too little to tell."""
    lines: tuple[Line, ...]

    @property
    def word(self) -> str:
        """The score as a word; figures with decimals would claim a precision that is not there."""
        return word(self.score)

    @property
    def disputed(self) -> bool:
        """Whether any of its lines is."""
        return any(line.disputed for line in self.lines)


@frozen
class PointOutcome:
    """What became of one rubric point."""

    thread: str
    id: str
    text: str
    state: str
    """``covered``, ``unclear``, ``contradicted`` or ``not found``."""
    quote: str
    overruled: bool
    """Whether ``state`` is the person's own word."""
    probability: float
    read: str = "not found"
    """What the reading says, as in ``state``."""
    second: Opinion | None = None
    """A language model's opinion, where one was asked."""


@frozen
class QuestionOutcome:
    """What became of one question."""

    id: str
    title: str
    kind: str
    how: str
    spent: float
    """Seconds."""
    box: float
    """Seconds of its time box."""
    verdict: str
    """The last verdict, or empty."""
    score: float | None
    """Best score of a submission, hints charged; None without one."""
    hints: int
    clarified: int
    points: tuple[PointOutcome, ...]
    disputed: bool = False
    """Whether the person contests a verdict on it."""
    own_tests: OwnTests | None = None
    """What the tests in the last submission came to; None where they were not tried."""


@frozen
class Debrief:
    competencies: tuple[CompetencyScore, ...]
    habits: tuple[HabitSeen, ...]
    questions: tuple[QuestionOutcome, ...]
    overall: float | None
    """The mean over the competencies that were seen."""
    overrun: float
    """Seconds that sections went past their budgets, added up."""
    spent: float
    """Seconds of the session."""

    @property
    def word(self) -> str:
        return word(self.overall)


def word(score: float | None) -> str:
    """``strong``, ``solid``, ``partial``, ``weak``, or ``not assessable``."""
    if score is None:
        return "not assessable"
    return "strong" if score >= 0.8 else "solid" if score >= 0.6 else "partial" if score >= 0.35 else "weak"


def debrief(state: State) -> Debrief:
    """The debrief of a session, finished or not."""
    habits = observe(state)
    lines: dict[Competency, list[Line]] = {name: [] for name in COMPETENCIES}
    asked = sorted((q for q in state.questions.values() if q.opened_at >= 0), key=lambda q: q.opened_seq)
    for there in asked:
        if there.assessable:
            _words(there, lines, _most(state, there))
            if there.question.kind == "code":
                _code(state, there, lines)
                _own_tests(there, lines)
    _from_habits(habits, lines)
    for name, line in recoveries(state):
        lines[name].append(Line(*line))
    _closing(state, lines)
    scores = tuple(_score(name, lines[name]) for name in COMPETENCIES)
    seen = [s.score for s in scores if s.score is not None]
    return Debrief(
        competencies=scores,
        habits=habits,
        questions=tuple(_outcome(state, q) for q in asked),
        overall=sum(seen) / len(seen) if seen else None,
        overrun=sum(state.overruns.values()),
        spent=state.at,
    )


def _score(name: Competency, lines: list[Line]) -> CompetencyScore:
    weight = sum(line.weight for line in lines)
    enough = weight and (weight >= LEAST_FROM_HABITS or not all(line.habit for line in lines))
    score = sum(line.value * line.weight for line in lines) / weight if enough else None
    return CompetencyScore(name, _TITLES[name], score, tuple(lines))


def _words(there: QuestionState, lines: dict[Competency, list[Line]], most: float) -> None:
    for thread in there.threads.values():
        if thread.id != "main" and not there.follow_up(thread.id):
            continue  # A probe's answer is read together with the question's own.
        read = {str(p["id"]): p for p in (thread.reading.points if thread.reading else ())}
        probed = {t.partition(":")[2] for t in there.threads}
        for point in there.points_of(thread.id):
            outcome = _point(thread, point, read.get(point.id))
            mended = there.question.kind == "code" and (not there.question.review or there.last_verdict == "pass")
            spoken_part = mended and thread.id == "main"
            if spoken_part and outcome.state == "not found" and point.id not in probed:
                continue  # Nobody asked for it: code that is right needs no speech.
            value = {"covered": 1.0, "unclear": UNCLEAR}.get(outcome.state, 0.0)
            told = outcome.state
            if outcome.state == "unclear" and outcome.second and outcome.second.shift:
                value += outcome.second.shift
                told += f"; second opinion: {outcome.second.opinion}"
            if there.question.in_words and thread.id == "main":
                value *= max(0.0, 1 - HINT_COST * len(there.hints))
            name = point.competency or there.question.competencies[0]
            if spoken_part and name in ("coding", "problem-solving"):
                value = min(value, most)
            seqs = (thread.reading.seq,) if thread.reading else (thread.seq,)
            lines[name].append(Line(f"{there.question.title}: {point.text} ({told})", value, point.weight, seqs))


def _point(thread: Thread, point: RubricPoint, read: Mapping[str, Any] | None) -> PointOutcome:
    overruled = point.id in thread.overruled
    state = found = _read_state(read)
    if overruled:
        state = "covered" if thread.overruled[point.id] else "not found"
    quote = str(read.get("evidence", "")) if read else ""
    probability = float(read.get("probability", 0.0)) if read else 0.0
    second = opinion_on(thread, point.id)
    return PointOutcome(thread.id, point.id, point.text, state, quote, overruled, probability, found, second)


def _read_state(read: Mapping[str, Any] | None) -> str:
    if read is None:
        return "not found"
    if read.get("contradicted"):
        return "contradicted"
    if read.get("unclear"):
        return "unclear"
    return "covered" if read.get("covered") else "not found"


def _judged(state: State, there: QuestionState) -> list[tuple[Submission, Mapping[str, Any]]]:
    given = [state.submissions[s] for s in there.submissions]
    return [(s, s.verdict) for s in given if s.verdict and s.verdict.get("verdict") != "not-judged"]


def _charged(submission: Submission, verdict: Mapping[str, Any]) -> float:
    whole = 1.0 if verdict.get("verdict") == "pass" else NOT_PASSED
    return whole * float(verdict.get("score", 0.0)) * _hinted(submission)


def _most(state: State, there: QuestionState) -> float:
    """The most that a question's code and the words on it can earn; see ``NOT_PASSED_MOST``."""
    judged = _judged(state, there)
    if not judged or any(verdict.get("verdict") == "pass" for _, verdict in judged):
        return 1.0
    last, verdict = judged[-1]
    if float(verdict.get("score", 0.0)) >= NEARLY_ALL and _names_fault(state, last, verdict):
        return NOT_PASSED
    return NOT_PASSED_MOST


def _names_fault(state: State, submission: Submission, verdict: Mapping[str, Any]) -> bool:
    """Whether the candidate said, after a verdict, what is wrong: in two words or more of what the checks that failed say."""
    missed = [c for c in verdict.get("checks", ()) if c.get("outcome") != "passed"]
    told = _long_words(" ".join(f"{c.get('name', '')} {c.get('message', '')}" for c in missed))
    later = (
        m.text
        for m in state.messages
        if m.who == "candidate" and m.question == submission.question and m.seq > submission.judged_seq
    )
    return any(len(_long_words(text) & told) >= 2 for text in later)


def _long_words(text: str) -> set[str]:
    return {w[:6] for w in re.findall(r"[^\W\d_]{4,}", text.lower())}


def _hinted(submission: Submission) -> float:
    """What is left of a full score after the hints."""
    return max(0.0, 1 - HINT_COST * submission.hints)


def _disputed(judged: list[tuple[Submission, Mapping[str, Any]]], best: Submission, value: float) -> bool:
    """Whether the score rests on a contested verdict, or would rise if one of them turned into a pass."""
    return any(s.disputed and (s is best or _hinted(s) > value) for s, _ in judged)


def _own_tests(there: QuestionState, lines: dict[Competency, list[Line]]) -> None:
    """One line on the tests in the last submission; those that came with the starter alone are told and not scored."""
    own = there.own_tests
    if own is None or not own.faults:
        return
    if not own.tests:
        weight = _LEVEL_WEIGHT[there.question.level] * NO_TESTS_WEIGHT
        told = f"{there.question.title}: no test of your own was handed in."
        lines["testing"].append(Line(told, 0.0, weight, (own.seq,)))
        return
    value = TESTS_HELD + (1 - TESTS_HELD) * own.share if own.counted else 0.0
    weight = _LEVEL_WEIGHT[there.question.level] if own.own > 0 else 0.0
    told = f"{there.question.title}: {summary(own)}"
    lines["testing"].append(Line(told, value, weight, (own.seq,)))


def _code(state: State, there: QuestionState, lines: dict[Competency, list[Line]]) -> None:
    weight = _LEVEL_WEIGHT[there.question.level] * 2
    judged = _judged(state, there)
    title = there.question.title
    if judged:
        best, verdict = max(judged, key=lambda sv: _charged(*sv))
        value = min(_charged(best, verdict), _most(state, there))
        outcome = (
            "passed"
            if verdict.get("verdict") == "pass"
            else f"{float(verdict.get('score', 0)):.0%} of the checks by weight"
        )
        hints = f", {best.hints} hint{'' if best.hints == 1 else 's'} taken" if best.hints else ""
        tries = f" at submission {judged.index((best, verdict)) + 1}" if len(judged) > 1 else ""
        disputed = _disputed(judged, best, value)
        contests = tuple(s.contested_seq for s, _ in judged if s.disputed) if disputed else ()
        told = f"{title}: {outcome}{tries}{hints}"
        lines["coding"].append(Line(told, value, weight, (best.seq, best.judged_seq, *contests), disputed))
        told = f"{title}: {outcome}{hints}"
        lines["problem-solving"].append(Line(told, value, weight / 2, (best.judged_seq, *contests), disputed))
    elif there.question.review:
        return  # It was answered in words, or not at all, which the points of its rubric tell.
    elif there.submissions:
        return  # Only verdicts that were nobody's fault: not assessable.
    else:
        lines["coding"].append(Line(f"{title}: nothing was submitted", 0.0, weight, (there.opened_seq,)))
        lines["problem-solving"].append(Line(f"{title}: nothing was submitted", 0.0, weight / 2, (there.opened_seq,)))


def _from_habits(habits: tuple[HabitSeen, ...], lines: dict[Competency, list[Line]]) -> None:
    targets: dict[str, tuple[Competency, float]] = {
        THINK_ALOUD: ("communication", 3.0),
        CLARIFY_FIRST: ("communication", 2.0),
        ACKNOWLEDGE_MISTAKES: ("communication", 1.0),
        TEST_INCREMENTALLY: ("testing", 3.0),
        SUGGEST_ALTERNATIVES: ("trade-offs", 1.0),
    }
    for habit in habits:
        if habit.seen is not None:
            name, weight = targets[habit.id]
            lines[name].append(Line(habit.sentence, habit.seen, weight, habit.seqs, habit=True))


def _closing(state: State, lines: dict[Competency, list[Line]]) -> None:
    opened = any(s.kind == "closing" and state.section >= i for i, s in enumerate(state.plan.sections))
    if not opened:
        return
    asked = state.own_questions
    groups = {q.group for q in asked if q.group}
    specific = any(q.specific for q in asked)
    if not asked:
        lines["curiosity"].append(Line("No question of your own at the end.", 0.0, 1.0, (state.seq,)))
        return
    seqs = tuple(q.seq for q in asked)
    spread = min(1.0, max(len(groups), 1 if asked else 0) / GROUPS)
    n = f"{len(asked)} question{'' if len(asked) == 1 else 's'}"
    lines["curiosity"].append(Line(f"{n} of your own, over {len(groups)} of {GROUPS} groups.", spread, 2.0, seqs))
    told = "At least one was about this team's own work." if specific else "None was about this team's own work."
    lines["curiosity"].append(Line(told, 1.0 if specific else 0.3, 1.0, seqs))


def _outcome(state: State, there: QuestionState) -> QuestionOutcome:
    points: list[PointOutcome] = []
    for thread in there.threads.values():
        if thread.id == "main" or there.follow_up(thread.id):
            read = {str(p["id"]): p for p in (thread.reading.points if thread.reading else ())}
            points += [_point(thread, p, read.get(p.id)) for p in there.points_of(thread.id)]
    judged = _judged(state, there)
    return QuestionOutcome(
        id=there.question.id,
        title=there.question.title,
        kind=there.question.kind,
        how=there.closed_how or "open",
        spent=question_spent(there, state.at),
        box=there.question.minutes * 60,
        verdict=there.last_verdict,
        score=max((_charged(*sv) for sv in judged), default=None),
        hints=len(there.hints),
        clarified=len(there.clarified),
        points=tuple(points),
        disputed=any(state.submissions[s].disputed for s in there.submissions),
        own_tests=there.own_tests,
    )
