"""The debrief: six competencies, every line of them with the events that earned it, and a hire signal with its reasons.

Pure and repeatable: the same journal gives the same debrief. What was never seen is not assessable, never zero. Length of
text, speed and style are no evidence.
"""

from __future__ import annotations

from collections.abc import Mapping

from hotseat.frozen import frozen
from hotseat.interview.evidence import UNCLEAR as UNCLEAR
from hotseat.interview.evidence import from_habits, from_question
from hotseat.interview.habits import HabitSeen, observe
from hotseat.interview.hire_signal import HireSignal as HireSignal
from hotseat.interview.hire_signal import signal
from hotseat.interview.looked_back import LineContest
from hotseat.interview.question_outcome import HINT_COST as HINT_COST
from hotseat.interview.question_outcome import PointOutcome as PointOutcome
from hotseat.interview.question_outcome import QuestionOutcome as QuestionOutcome
from hotseat.interview.question_outcome import outcome
from hotseat.interview.recovery import recoveries
from hotseat.interview.scorecard import COMPETENCIES as COMPETENCIES
from hotseat.interview.scorecard import CompetencyScore as CompetencyScore
from hotseat.interview.scorecard import Line as Line
from hotseat.interview.scorecard import scorecard
from hotseat.interview.scorecard import word as word
from hotseat.interview.state import QuestionState, State
from hotseat.interview.working_together import hints_taken, objections_met, own_questions

SCORING_VERSION = 2
"""Goes up whenever the same journal may score otherwise than before. 1 were the eight aspects, each with a score of its own."""


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
    signal: HireSignal
    left_over: Mapping[str, LineContest]
    """What the person says against lines that this version of the scoring does not have, by the line's name."""

    @property
    def word(self) -> str:
        return word(self.overall)

    @property
    def lines(self) -> tuple[Line, ...]:
        """Every line, in the order of the scorecard."""
        return tuple(line for score in self.competencies for line in score.lines)

    def line(self, name: str) -> Line | None:
        """The line of this name."""
        return next((line for line in self.lines if line.name == name), None)


def debrief(state: State) -> Debrief:
    """The debrief of a session, finished or not."""
    habits = observe(state)
    asked = sorted((q for q in state.questions.values() if q.opened_at >= 0), key=lambda q: q.opened_seq)
    contests = state.looked_back.contests
    lines = _lines(state, asked, habits)
    scores = scorecard(lines, contests)
    outcomes = tuple(outcome(state, q) for q in asked)
    seen = [s.score for s in scores if s.score is not None]
    known = {line.name for line in lines}
    return Debrief(
        competencies=scores,
        habits=habits,
        questions=outcomes,
        overall=sum(seen) / len(seen) if seen else None,
        overrun=sum(state.overruns.values()),
        spent=state.at,
        signal=signal(state, scores, outcomes),
        left_over={name: contest for name, contest in contests.items() if name not in known},
    )


def _lines(state: State, asked: list[QuestionState], habits: tuple[HabitSeen, ...]) -> tuple[Line, ...]:
    lines: list[Line] = []
    for there in asked:
        if there.assessable:
            lines += [*from_question(state, there), *hints_taken(state, there), *objections_met(there)]
    return (*lines, *from_habits(habits, [q for q in asked if q.assessable]), *recoveries(state), *own_questions(state))
