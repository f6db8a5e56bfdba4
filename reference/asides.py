"""What a witness tells besides its answers: printing, calls of forbidden names, names and packages that were missing.

The witness runs the submission, so nothing of it is believed beyond its form: texts of a bounded length and number, and of
forbidden calls only those that the judge asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from hotseat.kernels.channel import Message

PRINTED = 20_000
"""Characters of printing kept in all."""
TOLD = 20
"""Forbidden calls, missing names and missing packages that are kept of one submission, each."""
LONGEST = 200
"""Characters that a name or a place may have."""


@dataclass
class Asides:
    """What one submission's witnesses told so far."""

    forbidden_calls: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """Calls of forbidden names while the submission answers: the name and the place, which may be empty."""
    calls_at_load: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    """The same while its cells run; the candidate's own tests run then too."""
    missing_names: list[str] = field(default_factory=list[str])
    """Names that the submission used and nothing defined."""
    missing_packages: list[str] = field(default_factory=list[str])
    """Packages that the submission imports and that are not installed here."""
    lacked: int = 0
    """How many messages so far told of a missing package."""
    printed: str = ""

    def take(self, message: Message, forbidden: Sequence[str]) -> None:
        """Keep what a message says besides what was asked; whatever is not of its form is passed over."""
        text = message.get("printed")
        if type(text) is str:
            self.print(text)
        calls = self.calls_at_load if message.get("said") == "loaded" else self.forbidden_calls
        for name, place in _rows(message.get("forbidden"), 2):
            if name in forbidden and (name, place) not in calls and len(calls) < TOLD:
                calls.append((name, place))
        self.lacked += bool(_words(message.get("missing_packages")))
        for kept, told in (
            (self.missing_names, message.get("missing_names")),
            (self.missing_packages, message.get("missing_packages")),
        ):
            for name in _words(told):
                if name.isidentifier() and name not in kept and len(kept) < TOLD:
                    kept.append(name)

    def print(self, text: str) -> None:
        """Keep what was printed, as far as there is room."""
        if len(self.printed) < PRINTED:
            self.printed = (self.printed + text)[:PRINTED]


def _words(told: object) -> list[str]:
    """The short texts in what a witness told; nothing where it told something else."""
    return [row[0] for row in _rows([[one] for one in cast("list[Any]", told)] if type(told) is list else None, 1)]


def _rows(told: object, width: int) -> list[tuple[str, ...]]:
    """The rows of ``width`` short texts in what a witness told; nothing where it told something else."""
    if type(told) is not list:
        return []
    found: list[tuple[str, ...]] = []
    for row in cast("list[Any]", told)[:TOLD]:
        if type(row) is list and len(row) == width and all(type(one) is str and len(one) <= LONGEST for one in row):
            found.append(tuple(cast("list[str]", row)))
    return found
