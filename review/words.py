"""The words by which front ends and reports name what happened."""

from __future__ import annotations

from typing import Literal

from hotseat.interview.plan import WHY_THESE
from hotseat.interview.state import Message, State

TAGS = {
    "hint": "hint",
    "clarify": "clarification",
    "clarify-unmatched": "clarification",
    "ask": "question",
    "follow-up": "follow-up",
    "probe": "follow-up",
    "repeat": "again",
    "five-minutes": "time",
    "one-minute": "time",
    "time-over": "time",
    "wrap-up": "time",
    "aloud": "thinking aloud",
    "own-question": "your question",
    "skip": "skip",
    "seat": "second seat",
}
"""The kinds of turn that are worth a word beside the name."""
ENDINGS = {
    "finished": "finished",
    "failed": "failed",
    "interrupted": "interrupted",
    "timed-out": "timed out",
    "died": "kernel died",
    "killed-for-memory": "killed for memory",
    "end-missed": "its end was missed",
    "not-run": "not run",
}
"""How the run of a cell ended."""
HOW = {
    "done": "done",
    "skipped": "skipped",
    "time": "time ran out",
    "left": "left",
    "open": "not closed",
}
"""How a question was closed."""
ENDED = {
    "finished": "Sat through to the end.",
    "left": "Left before the end.",
    "time": "Ended by the clock.",
    "": "Still open.",
}
"""How a session ended."""
DAMAGED = "Damaged: it cannot be gone on with."
"""In place of that for a session whose file is broken before its end was written."""
OUTCOMES = {"passed": "PASS", "failed": "FAIL", "error": "ERROR", "timeout": "TIME", "not-run": "NOT RUN"}
"""The word for each outcome of a check."""
VERDICTS = {"pass": "PASS", "fail": "FAIL", "error": "ERROR", "timeout": "TIME", "not-judged": "NOT JUDGED"}
"""The word for each verdict."""
INCIDENTS = {
    "kernel-dies": "The kernel died.",
    "data-leak": "A leak in the data came up.",
    "requirement-change": "The requirement changed.",
}
"""What went wrong on purpose."""
SPEAKERS = {"interviewer": "Interviewer", "candidate": "You", "notice": "Hotseat"}
"""How each of those that :func:`speaker` gives is called, to the person whose session it is."""


def speaker(message: Message) -> Literal["interviewer", "candidate", "notice"]:
    """Who says a message: ``interviewer``, ``candidate``, or ``notice`` for Hotseat itself."""
    of_the_plan = message.act == "course" and message.text.startswith(WHY_THESE)
    return "notice" if of_the_plan else message.who


def heading(state: State) -> str:
    """What a session was, and whose where it was a rehearsal, as its debrief begins."""
    kind = "Interview" if state.mode == "interview" else "Practice"
    return f"{kind}: {state.title}{f', rehearsed by {state.candidate}' if state.candidate else ''}"


def how_ended(ended: str, damaged: bool = False) -> str:
    """How a session ended, in a sentence; ``damaged``: nothing can be added to its file."""
    return DAMAGED if damaged and not ended else ENDED.get(ended, "")
