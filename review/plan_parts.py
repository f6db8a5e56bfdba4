"""What a plan consists of: the wish that it answers, and days with things to do."""

from __future__ import annotations

from datetime import date
from typing import Literal

from hotseat.frozen import frozen

ItemKind = Literal["mock", "review", "drill", "rest"]
KINDS: tuple[ItemKind, ...] = ("mock", "review", "drill", "rest")


@frozen
class Wish:
    """What a person asks of a plan."""

    interview_on: date
    minutes_a_day: int
    made_on: date


@frozen
class Item:
    """One thing to do."""

    kind: ItemKind
    what: str
    """The id of the agenda or of the question; empty for rest."""
    title: str
    minutes: float
    topic: str = ""
    why: str = ""
    """A part of a sentence."""
    final: bool = False
    """Whether it is the final mock, for which questions are kept back."""
    done: bool = False


@frozen
class Day:
    """One day of a plan."""

    on: date
    items: tuple[Item, ...] = ()

    @property
    def minutes(self) -> float:
        """What all of it takes."""
        return sum(i.minutes for i in self.items)
