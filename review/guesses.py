"""How well somebody judges themselves: what they guessed against what it came to. Pure.

A guess is asked for before a score is shown, in practice only: for code before the first submission is judged, about the share
of its checks by weight that will hold; for an answer in words before the debrief, about the share of the rubric it covers. So
a guess and its score are about the same thing, and neither is charged for hints.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from hotseat.frozen import frozen

LEAST = 8
"""Guesses below which nothing is said about a habit."""
CLOSE = 0.1
"""A gap that is none to speak of."""


@frozen
class Calibration:
    """What the guesses come to."""

    count: int
    gap: float
    """The mean of guess less score; above 0 one thinks too well of oneself."""
    distance: float
    """The mean distance, whichever way."""
    word: str
    """``over-confident``, ``under-confident``, ``well judged``, ``wide of the mark``, or ``not enough guesses``."""
    sentence: str


def gap_told(guess: float, score: float) -> str:
    """A guess beside what it came to, in a sentence."""
    gap = guess - score
    told = f"You guessed {guess * 100:.0f}; it came to {score * 100:.0f}."
    if abs(gap) <= CLOSE:
        return f"{told} That is well judged."
    return f"{told} That is {abs(gap) * 100:.0f} too {'high' if gap > 0 else 'low'}."


def calibration(guesses: Sequence[tuple[float, float]]) -> Calibration:
    """What guesses and their scores say about the one who guessed.

    Over- or under-confident is said only where the mean gap is larger than ``CLOSE`` and than twice its standard error.
    """
    count = len(guesses)
    gaps = [guess - score for guess, score in guesses]
    gap = sum(gaps) / count if count else 0.0
    distance = sum(map(abs, gaps)) / count if count else 0.0
    if not count:
        told = f"No guess so far. Practice asks for one before it shows a score; from {LEAST} on you are told how well you judge."
        return Calibration(0, gap, distance, "not enough guesses", told)
    if count < LEAST:
        told = f"{count} guess{'' if count == 1 else 'es'} so far; from {LEAST} on you are told how well you judge yourself."
        return Calibration(count, gap, distance, "not enough guesses", told)
    error = math.sqrt(sum((g - gap) ** 2 for g in gaps) / (count - 1) / count)
    if abs(gap) > max(CLOSE, 2 * error):
        word, more = ("over-confident", "more than") if gap > 0 else ("under-confident", "less than")
        told = f"Over {count} guesses you expect {abs(gap) * 100:.0f} points {more} it comes to: {word}."
    elif distance <= 2 * CLOSE:
        word, told = (
            "well judged",
            f"Over {count} guesses you are {distance * 100:.0f} points off on average: well judged.",
        )
    else:
        word = "wide of the mark"
        told = (
            f"Over {count} guesses you are {distance * 100:.0f} points off on average, now too high and now too low: "
            "wide of the mark, and not in one direction."
        )
    return Calibration(count, gap, distance, word, told)
