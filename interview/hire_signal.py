"""What an interviewer would say at the end: a hire signal in words, with its reasons from the lines of the scorecard. Pure.

The word follows from the scorecard by the rules below and from nothing else. A number would claim more than was seen, so none
is told. A practised question says nothing about hiring, and neither does an interview of which too little was sat.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from hotseat.frozen import frozen
from hotseat.interview.question_outcome import QuestionOutcome
from hotseat.interview.reasons import PASSED, Reason, for_and_against
from hotseat.interview.scorecard import CompetencyId, CompetencyScore, Line
from hotseat.interview.state import State

Word = Literal["strong hire", "hire", "lean no", "no hire", "not enough seen"]
MEANS: dict[Word, str] = {
    "strong hire": "I would argue for you.",
    "hire": "I would say yes.",
    "lean no": "There is something to work with, and I would not say yes yet.",
    "no hire": "What this job rests on was not there today.",
    "not enough seen": "Too little was seen to say either.",
}
CORE: tuple[CompetencyId, ...] = ("coding", "machine-learning", "problem-solving")
"""What the job rests on. None of them may be weak; where one is, or no code passed, it is a no, and a leaning one only if another
makes up for it. Else their mean decides between a hire and a lean no. A strong hire is strong in each of them, with code that
passed, and good in all that was seen."""
STRONG, REDEEMS, GOOD, WEAK = 0.8, 0.7, 0.6, 0.35
"""Scores from which on a competency is strong, makes up for a failed requirement in part, is good; and below which it is weak."""
LEAST_CORE = 2
"""Competencies of the core that must have been seen."""
LEAST_QUESTIONS = 2
"""Questions that must have been worked on."""


@frozen
class HireSignal:
    word: Word
    sentence: str
    """What the word means, or why there is none."""
    failed: tuple[Reason, ...]
    """The hard requirements that were not met."""
    speaks_for: tuple[Reason, ...]
    """The most telling first."""
    speaks_against: tuple[Reason, ...]
    seen: str
    """What it rests on, in a sentence."""


def signal(state: State, scores: Sequence[CompetencyScore], outcomes: Sequence[QuestionOutcome]) -> HireSignal:
    """The signal that a scorecard gives."""
    lines = [line for score in scores for line in score.lines]
    worked_on = {line.question for line in lines if line.question}
    missing = _missing(state, scores, worked_on)
    failed = () if missing else _failed(scores, lines)
    told = {name for reason in failed for name in reason.lines if name.startswith("code:")}
    rest = [line for line in lines if line.name not in told]
    speaks_for, speaks_against = for_and_against(
        rest, {q.id: q.title for q in outcomes}, _besides(state, scores, lines)
    )
    word = "not enough seen" if missing else _word(scores, failed)
    many = f"{len(worked_on)} question{'' if len(worked_on) == 1 else 's'}"
    minutes = max(1, round(state.at / 60))
    what = "So far:" if missing else "It rests on"
    seen = f"{what} {many} in {minutes} minute{'' if minutes == 1 else 's'}."
    if not missing and len(worked_on) <= LEAST_QUESTIONS:
        seen += " A longer interview tells more."
    return HireSignal(word, missing or MEANS[word], failed, speaks_for, speaks_against, seen)


def _missing(state: State, scores: Sequence[CompetencyScore], worked_on: set[str]) -> str:
    """What was not seen that a signal needs, in a sentence; empty where it was."""
    if state.mode == "practice":
        return "Practice shows how a question went. For a hire signal, sit an interview."
    if not state.ended:
        return "The interview has not come to its end."
    later = state.plan.sections[state.section + 1 :]
    unasked = any(q not in state.questions or state.questions[q].opened_at < 0 for s in later for q in s.questions)
    if state.ended == "left" and (unasked or state.current):
        left, planned = round(state.at / 60), round(state.plan.seconds / 60)
        return f"You left after {left} of {planned} minutes, before it was over; that is too early to say."
    core = [s for s in scores if s.id in CORE and s.score is not None]
    if len(core) < LEAST_CORE or len(worked_on) < LEAST_QUESTIONS:
        return "Too few questions were worked on to say either."
    return ""


def _besides(state: State, scores: Sequence[CompetencyScore], lines: Sequence[Line]) -> tuple[Reason, ...]:
    """What speaks against somebody and stands in no line."""
    found: list[Reason] = []
    last = state.messages[-1].seq if state.messages else 0
    if state.ended == "left":
        found.append(Reason("You left before the end.", last, (), -1.5))
    if state.mode == "interview" and lines and not any(line.kind == "code" for line in lines):
        seen = any(s.id == "coding" and s.score is not None for s in scores)
        told = "You handed in no code" + (", so coding rests on what you said of somebody else's." if seen else ".")
        found.append(Reason(told, next(iter(lines)).moment, (), -1.0))
    return tuple(found)


def _failed(scores: Sequence[CompetencyScore], lines: Sequence[Line]) -> tuple[Reason, ...]:
    """The hard requirements that were not met: code that works, and no weak competency of the core."""
    found: list[Reason] = []
    code = [line for line in lines if line.kind == "code"]
    if code and not any(PASSED in line.text for line in code):
        whose = "Your code did not pass" if len(code) == 1 else f"None of your {len(code)} pieces of code passed"
        told = f"{whose}; code that works is required."
        found.append(Reason(told, code[0].moment, tuple(line.name for line in code), 10.0))
    for score in scores:
        weakest = sorted(score.lines, key=lambda line: (line.value - 1) * line.weight)
        if (
            score.id in CORE
            and score.score is not None
            and score.score < WEAK
            and not (code and found and score.id == "coding")
        ):
            told = f"{score.title} was weak; this job rests on it."
            found.append(Reason(told, weakest[0].moment, tuple(line.name for line in weakest), 9.0))
    return tuple(found)


def _word(scores: Sequence[CompetencyScore], failed: Sequence[Reason]) -> Word:
    seen = {s.id: s.score for s in scores if s.score is not None}
    core = [seen[name] for name in CORE if name in seen]
    if failed:
        return "no hire" if max(core) < REDEEMS else "lean no"
    if sum(core) / len(core) < GOOD:
        return "lean no"
    passed = any(line.kind == "code" and PASSED in line.text for score in scores for line in score.lines)
    if passed and min(core) >= STRONG and all(score >= GOOD for score in seen.values()):
        return "strong hire"
    return "hire"
