"""When a guess is asked for and what is told of it, whichever the front end. Pure.

Only practice asks, and only before anything that gives the score away: for code before its first submission is judged, for an
answer in words once the session is over and before its debrief opens. An interview does not stop for guesses.
"""

from __future__ import annotations

import re

from hotseat.front.service import FIRST_STEPS
from hotseat.interview.scoring import debrief
from hotseat.interview.state import State
from hotseat.review.guesses import gap_told
from hotseat.review.outcomes import covered

TITLE = "Your guess, before the score"
OF_CODE = "How much of the score will this submission reach, from 0 to 100? It counts what the checks hold, by weight."
OF_WORDS = "How much of what a good answer says did you say, from 0 to 100?"
HOW = "A number from 0 to 100"
AGAIN = "A guess is a whole number from 0 to 100. An empty one skips it."
_NUMBER = re.compile(r"\s*(\d{1,3})\s*%?\s*")


def guess_of(text: str) -> float | None:
    """What was typed as a share; None where it is no number from 0 to 100."""
    found = _NUMBER.fullmatch(text)
    return int(found[1]) / 100 if found and int(found[1]) <= 100 else None


def asks_before_submission(state: State, question: str | None) -> bool:
    """Whether this is the moment to ask for a guess about the code of a question."""
    there = state.questions.get(question or "")
    if there is None or question is None or state.mode != "practice" or question == FIRST_STEPS:
        return False
    ready = there.open and there.question.kind == "code" and bool(there.code.strip()) and not state.judging
    return ready and not there.submissions and question not in state.looked_back.guesses


def asked_at_the_end(state: State) -> tuple[str, ...]:
    """The questions whose answers in words a guess is to be asked for, before the debrief."""
    if state.mode != "practice" or not state.ended:
        return ()
    return tuple(
        name
        for name, there in state.questions.items()
        if there.question.in_words
        and there.question.rubric
        and not there.submissions
        and any(t.said for t in there.threads.values())
        and there.revealed is None
        and name not in state.looked_back.guesses
    )


def told_of(state: State, question: str) -> str:
    """The guess beside what it came to, in a sentence; empty where one of them is not there."""
    there, guess = state.questions.get(question), state.looked_back.guesses.get(question)
    if there is None or guess is None:
        return ""
    judged = [s for s in (state.submissions[i] for i in there.submissions) if s.judged]
    if judged:
        return gap_told(guess, float((judged[0].verdict or {}).get("score", 0.0)))
    result = next((q for q in debrief(state).questions if q.id == question), None)
    score = covered(there, result.points) if result and there.question.in_words else None
    return gap_told(guess, score) if score is not None else ""


def told_of_first(state: State, question: str) -> str:
    """The same right after the verdict that the guess was about; empty after any later one."""
    there = state.questions.get(question)
    judged = [s for s in there.submissions if state.submissions[s].judged] if there else []
    return told_of(state, question) if len(judged) == 1 else ""
