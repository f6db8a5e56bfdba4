"""What the candidate's own tests came to, and the words for it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from hotseat import harmless
from hotseat.frozen import frozen

LONGEST_NAME = 80
MOST_NAMES = 6
"""Names of tests that one sentence lists."""
_WHY = {
    "fixture": (
        "Not tried, since it asks for a fixture that is no plain function of the same file",
        "Not tried, since they ask for a fixture that is no plain function of the same file",
    ),
    "skipped": (
        "Not tried, since it is marked to be skipped or to fail",
        "Not tried, since they are marked to be skipped or to fail",
    ),
    "async": ("Not tried, since it is async", "Not tried, since they are async"),
    "slow": ("Not tried to the end, since it takes too long", "Not tried to the end, since they take too long"),
    "many": ("Not tried, since it comes after too many others", "Not tried, since they come after too many others"),
    "": ("Not tried", "Not tried"),
}
"""What is said of tests that were left out, by the reason: of one and of several. Journals from before gave no reason."""


@frozen
class OwnTests:
    """One submission's tests, tried on the question's reference and on its known-wrong solutions."""

    tests: int
    """How many there are, those set aside included."""
    of_starter: int
    """How many of them stood in the starter."""
    wrong_tests: tuple[str, ...]
    """Names of those that do not hold on a right solution; they are set aside."""
    left_out: tuple[str, ...]
    """Names of those that were not tried."""
    caught: int
    """Known-wrong solutions on which one of the others does not hold."""
    faults: int
    """Known-wrong solutions tried."""
    submission: int = 0
    seq: int = 0
    """Of the event that told it."""
    idle_tests: tuple[str, ...] = ()
    """Names of those that never call what the question asks for; they are set aside too."""
    why: tuple[str, ...] = ()
    """The reason for each of ``left_out``, where it is known: ``fixture``, ``skipped``, ``async``, ``slow`` or ``many``."""
    more_wrong: int = 0
    more_idle: int = 0
    more_slow: int = 0
    """How many more there are of each kind than are named."""
    held: int | None = None
    """How many were tried on the known-wrong solutions; None in journals from before that was told."""

    @staticmethod
    def of(tried: Mapping[str, Any], submission: int = 0) -> OwnTests:
        """From the plain data that the judge gives."""
        return OwnTests(
            int(tried["tests"]),
            int(tried["of_starter"]),
            tuple(harmless.line(str(name), LONGEST_NAME) for name in tried["wrong_tests"]),
            tuple(harmless.line(str(name), LONGEST_NAME) for name in tried["left_out"]),
            int(tried["caught"]),
            int(tried["faults"]),
            submission,
            idle_tests=tuple(harmless.line(str(name), LONGEST_NAME) for name in tried.get("idle_tests", ())),
            why=tuple(str(why) for why in tried.get("why", ())),
            more_wrong=int(tried.get("more_wrong", 0)),
            more_idle=int(tried.get("more_idle", 0)),
            more_slow=int(tried.get("more_slow", 0)),
            held=None if tried.get("held") is None else int(tried["held"]),
        )

    @property
    def own(self) -> int:
        """Tests that did not stand in the starter."""
        return self.tests - self.of_starter

    @property
    def counted(self) -> int:
        """Tests that hold on a right solution and look at the answer."""
        return self.tests - len(self.wrong_tests) if self.held is None else self.held

    @property
    def share(self) -> float:
        """The share of the faults that are caught, from 0 to 1."""
        return self.caught / self.faults if self.faults else 0.0


def caught(own: OwnTests) -> str:
    """The one sentence that matters, or an empty text without tests."""
    if not own.tests:
        return ""
    whose = "The starter's tests" if not own.own else "Your tests"
    if not own.faults:
        return f"{whose} took too long to be tried to the end."
    return f"{whose} would have caught {own.caught} of {own.faults} known faults."


def summary(own: OwnTests) -> str:
    """The sentences that a score rests on."""
    return " ".join(sentences(replace(own, left_out=(), more_slow=0)))


def sentences(own: OwnTests) -> tuple[str, ...]:
    """All there is to say, a sentence each."""
    if not own.tests:
        found = ["No test to try: no assert in a cell, and no function whose name begins with test_."]
    else:
        many = f"{own.tests} test{'' if own.tests == 1 else 's'}"
        whose = f"{own.of_starter if own.own else 'all'} of them the starter's" if own.tests > 1 else "the starter's"
        found = [caught(own), f"{many}, {whose}." if own.of_starter else f"{many}."]
    for names, more, one, several in (
        (
            own.wrong_tests,
            own.more_wrong,
            "it does not hold on a right solution",
            "they do not hold on a right solution",
        ),
        (
            own.idle_tests,
            own.more_idle,
            "it never calls what the question asks for",
            "they never call what the question asks for",
        ),
    ):
        if names or more:
            found.append(_told(f"Set aside, since {one}", f"Set aside, since {several}", names, more))
    reasons = dict(zip(own.left_out, own.why, strict=False))
    for why, (one, several) in _WHY.items():
        names = tuple(n for n in own.left_out if (reasons.get(n, "") if reasons.get(n, "") in _WHY else "") == why)
        more = own.more_slow if why == "slow" else 0
        if names or more:
            found.append(_told(one, several, names, more))
    return tuple(found)


def _told(one: str, several: str, names: tuple[str, ...], more: int) -> str:
    """A sentence on some tests, of which ``more`` are not named."""
    unnamed = more + max(0, len(names) - MOST_NAMES)
    if not names:
        return f"{several if more > 1 else one}: {more} test{'' if more == 1 else 's'}."
    rest = f" and {unnamed} more" if unnamed else ""
    return f"{several if len(names) + more > 1 else one}: {', '.join(names[:MOST_NAMES])}{rest}."
