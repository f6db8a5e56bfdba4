"""How well a question was known, in the four grades of spaced repetition, with the reason in a sentence. Pure.

The rule, in the order in which it is applied:

1. The person's own grade, where there is one.
2. Nothing to go by gives no grade: the question was left or put off before anything was handed in or said, or the judge could
   not judge.
3. *Again*: the answer was shown before it was found; code that never passed; words that cover less than ``AGAIN`` of the rubric;
   nothing handed in or said.
4. *Hard*: with a hint, over the time box, words that cover less than ``HARD`` of the rubric, or code that passed only after
   ``MANY_TRIES`` submissions.
5. *Easy*: code that passed at the first submission within ``QUICK`` of the time box; words that cover ``EASY`` of the rubric.
6. *Good*: everything else.

A review of somebody's code may be answered by mending it or in words; the better of both counts.
"""

from __future__ import annotations

from hotseat.frozen import frozen
from hotseat.interview.looked_back import GRADES
from hotseat.review.outcomes import Outcome

AGAIN = 0.5
"""The share of the rubric by weight below which words are as good as forgotten."""
HARD = 0.75
"""The share below which they were hard."""
EASY = 0.9
"""The share from which they were easy."""
MANY_TRIES = 3
"""Judged submissions after which a pass is a hard one."""
QUICK = 0.5
"""The share of the time box within which code that passes at once was easy."""


@frozen
class Grade:
    """A grade and why."""

    word: str
    """One of :data:`hotseat.interview.looked_back.GRADES`."""
    why: str
    """One sentence."""
    own: bool = False
    """Whether it is the person's own word."""


def grade(found: Outcome) -> Grade | None:
    """The grade of what became of a question; None where there is nothing to go by."""
    if found.own in GRADES:
        return Grade(found.own, "That is your own grade.", own=True)
    by_code = _by_code(found) if found.kind == "code" else None
    by_words = _by_words(found) if found.in_words else None
    rated = [g for g in (by_code, by_words) if g is not None]
    if rated:
        return max(rated, key=lambda g: GRADES.index(g.word))
    if found.how in ("left", "later") or found.verdict:
        return None
    return Grade("again", "Nothing was said to it." if found.in_words else "Nothing was handed in.")


def _by_code(found: Outcome) -> Grade | None:
    if not found.judged:
        return None
    if not found.passed_at:
        return Grade("again", f"The best of your code held {found.code_best or 0:.0%} of the checks by weight.")
    if found.revealed:
        return Grade("again", "The answer was shown before your code passed.")
    if helped := _helped(found):
        return Grade("hard", f"Your code passed {helped}.")
    if found.passed_at > MANY_TRIES:
        return Grade("hard", f"Your code passed at submission {found.passed_at}.")
    if found.passed_at == 1 and found.spent <= found.box * QUICK:
        return Grade("easy", f"Your code passed at once, in {_minutes(found.spent)} of {_minutes(found.box)}.")
    return Grade("good", "Your code passed within its time and without a hint.")


def _by_words(found: Outcome) -> Grade | None:
    if not found.said or found.share is None:
        return None
    if found.revealed:
        return Grade("again", "The answer was shown before yours was whole.")
    told = f"Your words covered {found.share:.0%} of what a good answer says"
    if found.share < AGAIN:
        return Grade("again", f"{told}.")
    if helped := _helped(found):
        return Grade("hard", f"{told}, {helped}.")
    if found.share < HARD:
        return Grade("hard", f"{told}.")
    return Grade("easy" if found.share >= EASY else "good", f"{told}.")


def _helped(found: Outcome) -> str:
    """What makes a good answer a hard one, as the end of a sentence; empty where nothing does."""
    if found.hints:
        return f"with {found.hints} hint{'' if found.hints == 1 else 's'}"
    if found.spent > found.box:
        return f"in {_minutes(found.spent)}, which is over its {_minutes(found.box)}"
    return ""


def _minutes(seconds: float) -> str:
    whole = max(1, round(seconds / 60))
    return f"{whole} minute{'' if whole == 1 else 's'}"
