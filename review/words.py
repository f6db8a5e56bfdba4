"""The words by which front ends and reports name what happened."""

from __future__ import annotations

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
    "open": "still open",
}
"""How a question was closed."""
ENDED = {
    "finished": "Sat through to the end.",
    "left": "Left before the end.",
    "time": "Ended by the clock.",
    "": "Still open.",
}
"""How a session ended."""
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
