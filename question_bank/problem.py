"""What is wrong with a file of the bank: a place and a sentence.

A file that cannot be used raises :class:`BrokenFile`, which carries every problem in it, not only the first.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from hotseat import harmless


@dataclass(frozen=True, order=True)
class Problem:
    """One fault and its place. All text in it is safe to show."""

    file: str
    line: int
    """Counted from 1; 1 where the fault is the file's as a whole."""
    column: int
    """Counted from 1, in characters."""
    path: str
    """The key the fault lies under, such as ``rubric[2].phrases[0]``; empty for the file as a whole."""
    message: str
    """The fault in words, and where there is one, the nearest thing that would be right."""

    def __post_init__(self) -> None:
        for name, width in (("file", 400), ("path", 200), ("message", 600)):
            object.__setattr__(self, name, harmless.line(getattr(self, name), width))

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}:{self.column}: "
        return where + (f"{self.path}: " if self.path else "") + self.message


class BrokenFile(Exception):
    """A file that cannot be used. Its text is one problem a line."""

    problems: tuple[Problem, ...]
    """At least one, in the order of their places."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(map(str, self.problems)))
