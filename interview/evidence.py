"""The lines that answers, code and habits earn, each with its events. Length of text, speed and style are no evidence. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from hotseat.interview.habits import (
    ACKNOWLEDGE_MISTAKES,
    CLARIFY_FIRST,
    SUGGEST_ALTERNATIVES,
    TEST_INCREMENTALLY,
    THINK_ALOUD,
    HabitSeen,
)
from hotseat.interview.own_tests import summary
from hotseat.interview.question_outcome import (
    HINT_COST,
    NOT_PASSED,
    Judged,
    PointOutcome,
    charged,
    hinted,
    judged,
    point_outcome,
    points_read,
    spoken_beside_code,
)
from hotseat.interview.scorecard import SPOKEN, Aspect, Line
from hotseat.interview.state import QuestionState, State, Submission, Thread

NOT_PASSED_MOST = 0.55
"""The most that code which failed to the end can earn, its verdict and what was said about it: it does not work yet, and no
word on the way makes it work. Only who has nearly everything and says what is wrong with the rest keeps ``NOT_PASSED``:
they know where they stand, as a colleague would need to."""
NEARLY_ALL = 0.9
"""The share of the checks by weight that is nearly everything."""
TESTS_HELD = 0.25
"""What having written tests that call the answer and hold on a right one is worth; the rest is for the known faults they
catch."""
NO_TESTS_WEIGHT = 0.5
"""What having written no test counts against one that was; otherwise tests could only cost."""
UNCLEAR = 0.5
"""What a point counts whose reading is unclear, until the person says which it is."""
_LEVEL_WEIGHT = {"easy": 1.0, "medium": 1.5, "hard": 2.0, "expert": 2.5}
_HABITS: dict[str, tuple[Aspect, float]] = {
    THINK_ALOUD: ("communication", 3.0),
    CLARIFY_FIRST: ("collaboration", 2.0),
    ACKNOWLEDGE_MISTAKES: ("collaboration", 1.0),
    TEST_INCREMENTALLY: ("testing", 1.5),
    SUGGEST_ALTERNATIVES: ("trade-offs", 1.0),
}
"""The aspect that each habit speaks for, and its weight."""


def from_question(state: State, there: QuestionState) -> Iterator[Line]:
    """What was said to a question and its follow-ups, the code, and the tests in it."""
    yield from _words(state, there)
    if there.question.kind == "code":
        yield from _code(state, there)
        yield from _own_tests(there)


def from_habits(habits: tuple[HabitSeen, ...], asked: Sequence[QuestionState]) -> Iterator[Line]:
    """A line for each habit that there was an occasion for; one that was not seen points to where it could have been."""
    occasions = tuple(q.opened_seq for q in asked if not q.question.in_words) or tuple(q.opened_seq for q in asked)
    for habit in habits:
        if habit.seen is not None:
            aspect, weight = _HABITS[habit.id]
            yield Line(
                habit.sentence,
                habit.seen,
                weight,
                habit.seqs or occasions,
                habit=True,
                name=f"habit:{habit.id}",
                aspect=aspect,
            )


def _words(state: State, there: QuestionState) -> Iterator[Line]:
    most = _most(state, there)
    for thread in there.threads.values():
        if thread.id != "main" and not there.follow_up(thread.id):
            continue  # A probe's answer is read together with the question's own.
        read = points_read(thread)
        for point in there.points_of(thread.id):
            found = point_outcome(there, thread, point, read.get(point.id))
            if not found.asked:
                continue
            value = {"covered": 1.0, "unclear": UNCLEAR}.get(found.state, 0.0)
            told = found.state
            if found.state == "unclear" and found.second and found.second.shift:
                value += found.second.shift
                told += f"; second opinion: {found.second.opinion}"
            if there.question.in_words and thread.id == "main":
                value *= max(0.0, 1 - HINT_COST * len(there.hints))
            aspect = _aspect(there, point.competency)
            if spoken_beside_code(there, thread.id) and aspect in ("coding", "problem-solving"):
                value = min(value, most)
            yield Line(
                f"{there.question.title}: {point.text} ({told})",
                value,
                point.weight,
                _said_at(there, thread, found),
                name=f"point:{there.question.id}/{thread.id}/{point.id}",
                aspect=aspect,
                question=there.question.id,
                title=there.question.title,
                state=found.state,
            )


def _aspect(there: QuestionState, named: str | None) -> Aspect:
    aspect = cast("Aspect", named or there.question.competencies[0])
    return aspect if there.question.review else SPOKEN.get(aspect, aspect)


def _said_at(there: QuestionState, thread: Thread, found: PointOutcome) -> tuple[int, ...]:
    """The message that a point was read from, and the reading; without words on it, where the question was asked."""
    parts = [p for t in there.threads.values() if there.rubric_of(t.id) == thread.id for p in t.parts]
    wanted = " ".join(found.quote.split())
    said = [seq for seq, text in parts if wanted and wanted in " ".join(text.split())]
    if not said and found.state != "not found":
        said = [seq for seq, _ in parts[-1:]]
    return (*(said[:1] or [thread.seq]), *((thread.reading.seq,) if thread.reading else ()))


def _most(state: State, there: QuestionState) -> float:
    """The most that a question's code and the words on it can earn; see ``NOT_PASSED_MOST``."""
    given = judged(state, there)
    if not given or any(verdict.get("verdict") == "pass" for _, verdict in given):
        return 1.0
    last, verdict = given[-1]
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


def _code(state: State, there: QuestionState) -> Iterator[Line]:
    weight = _LEVEL_WEIGHT[there.question.level] * 2
    given = judged(state, there)
    if given:
        best, verdict = max(given, key=lambda sv: charged(*sv))
        value = min(charged(best, verdict), _most(state, there))
        told = f"{there.question.title}: {_outcome(given, best, verdict)}"
        disputed = _disputed(given, best, value)
        contests = tuple(s.contested_seq for s, _ in given if s.disputed) if disputed else ()
        coding, solving = (best.judged_seq, best.seq, *contests), (best.judged_seq, *contests)
    elif there.question.review or there.submissions:
        return  # Answered in words, which its points tell; or only verdicts that were nobody's fault: not assessable.
    else:
        late = " before the time ran out" if there.closed_how == "time" else ""
        told, value, disputed = f"{there.question.title}: no code was handed in{late}", 0.0, False
        coding = solving = (there.opened_seq,)
    name, title = there.question.id, there.question.title
    yield Line(told, value, weight, coding, disputed, name=f"code:{name}", aspect="coding", question=name, title=title)
    yield Line(
        told,
        value,
        weight / 2,
        solving,
        disputed,
        name=f"solved:{name}",
        aspect="problem-solving",
        question=name,
        title=title,
    )


def _outcome(given: list[Judged], best: Submission, verdict: Mapping[str, Any]) -> str:
    """What came of the code, in words."""
    hints = f", with {best.hints} hint{'' if best.hints == 1 else 's'}" if best.hints else ""
    if verdict.get("verdict") == "pass":
        tries = [s.submission for s, _ in given].index(best.submission) + 1
        return f"the code passed at {'the first submission' if tries == 1 else f'submission {tries}'}{hints}"
    return f"the code did not pass; {float(verdict.get('score', 0)):.0%} of the checks by weight held{hints}"


def _disputed(given: list[Judged], best: Submission, value: float) -> bool:
    """Whether the score rests on a contested verdict, or would rise if one of them turned into a pass."""
    return any(s.disputed and (s is best or hinted(s) > value) for s, _ in given)


def _own_tests(there: QuestionState) -> Iterator[Line]:
    """One line on the tests in the last submission; those that came with the starter alone are told and not scored."""
    own = there.own_tests
    if own is None or not own.faults:
        return
    if own.tests:
        value = TESTS_HELD + (1 - TESTS_HELD) * own.share if own.counted else 0.0
        weight = _LEVEL_WEIGHT[there.question.level] if own.own > 0 else 0.0
        told = f"{there.question.title}: {summary(own)}"
    else:
        value, weight = 0.0, _LEVEL_WEIGHT[there.question.level] * NO_TESTS_WEIGHT
        told = f"{there.question.title}: no test of your own was handed in."
    name = there.question.id
    yield Line(
        told,
        value,
        weight,
        (own.seq,),
        name=f"tests:{name}",
        aspect="testing",
        question=name,
        title=there.question.title,
    )
