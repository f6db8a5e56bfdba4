"""What the candidate's own tests came to, and the words for it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from hotseat import harmless

LONGEST_NAME = 80
MOST_NAMES = 6
"""Names of tests that one sentence lists."""


@dataclass(frozen=True)
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
        )

    @property
    def own(self) -> int:
        """Tests that did not stand in the starter."""
        return self.tests - self.of_starter

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
    return " ".join(sentences(replace(own, left_out=())))


def sentences(own: OwnTests) -> tuple[str, ...]:
    """All there is to say, a sentence each."""
    if not own.tests:
        found = ["No test to try: no assert in a cell, and no function named test_ that needs no arguments."]
    else:
        many = f"{own.tests} test{'' if own.tests == 1 else 's'}"
        told = f", {own.of_starter if own.own else 'all'} of them the starter's" if own.of_starter else ""
        found = [caught(own), f"{many}{told}."]
    if own.wrong_tests:
        found.append(f"Set aside, since they do not hold on a right solution: {_names(own.wrong_tests)}.")
    if own.left_out:
        found.append(
            f"Not tried, since they need a fixture, are skipped, too slow or too many: {_names(own.left_out)}."
        )
    return tuple(found)


def _names(names: tuple[str, ...]) -> str:
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" and {more} more" if more > 0 else "")
