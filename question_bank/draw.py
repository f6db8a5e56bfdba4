"""Which questions an interview gets: an agenda and a bank in, the drawn sections out. Pure, and decided by the seed.

A question's ``minutes`` are its whole time box, follow-ups and talk about them included, so a section is full when the
boxes in it add up to its budget. An agenda played in another length keeps its shape: every section's budget is scaled,
the boxes are not, and what no longer fits is left out and named. Within a draw, what was never seen comes first, then
what was seen longest ago; among equals the seed decides, question by question, so that a bank that grows does not
shuffle the rest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from hotseat.question_bank.model import Agenda, Draw, Section

_SLACK = 1e-6
"""Minutes by which sums of scaled budgets may be off."""


class Drawable(Protocol):
    """What a draw asks of a question: the question itself has it, and its summary too."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def topic(self) -> str: ...
    @property
    def level(self) -> str: ...
    @property
    def part(self) -> str: ...
    @property
    def minutes(self) -> float: ...


@dataclass(frozen=True)
class Wanted:
    """What the person asked for; an empty field asks for nothing."""

    topics: Collection[str] = ()
    levels: Collection[str] = ()
    kinds: Collection[str] = ()

    def holds(self, question: Drawable) -> bool:
        """Whether the question is of a wanted topic, level and kind."""
        return (
            (not self.topics or question.topic in self.topics)
            and (not self.levels or question.level in self.levels)
            and (not self.kinds or question.kind in self.kinds)
        )

    def __bool__(self) -> bool:
        return bool(self.topics or self.levels or self.kinds)

    def __str__(self) -> str:
        return ", ".join(", ".join(sorted(field)) for field in (self.topics, self.levels, self.kinds) if field)


@dataclass(frozen=True)
class DrawnSection:
    """A section of the agenda with its scaled budget and what will be asked in it, in order."""

    id: str
    title: str
    kind: str
    minutes: float
    questions: tuple[str, ...]


@dataclass(frozen=True)
class Drawn:
    """The outcome of a draw."""

    sections: tuple[DrawnSection, ...]
    dropped: tuple[tuple[str, str], ...]
    """Questions that the agenda in its own length would ask and this one does not, each with the reason."""
    unfilled: tuple[tuple[str, str], ...]
    """Sections that got fewer questions than they ask for, each with the reason."""

    @property
    def questions(self) -> tuple[str, ...]:
        """All drawn ids in order; none twice."""
        return tuple(question for section in self.sections for question in section.questions)


def draw_plan(
    agenda: Agenda,
    questions: Mapping[str, Drawable],
    *,
    seed: int,
    seen: Collection[str] = (),
    minutes: float | None = None,
    wanted: Wanted = Wanted(),
) -> Drawn:
    """Draw an agenda's questions, none twice.

    ``seen`` holds ids asked before, oldest first where it is a sequence; they are drawn only when nothing else is
    left. ``minutes`` is the length of the whole, the agenda's own where it is None. What is ``wanted`` takes the place
    of a draw's own topics, levels and kinds; where it leaves a draw nothing of its parts, any part will do. Raises
    ValueError for a length that is not above 0.
    """
    length = agenda.minutes if minutes is None else minutes
    if not length > 0:
        raise ValueError(f"an interview needs more than 0 minutes, not {length:g}")
    order = _Order(questions, seed, seen, wanted)
    drawn = _fill(agenda, order, length / agenda.minutes)
    if length >= agenda.minutes:
        return drawn
    whole, asked, named = _fill(agenda, order, 1.0), set(drawn.questions), dict(drawn.dropped)
    for section, scaled in zip(whole.sections, drawn.sections, strict=True):
        left = scaled.minutes - sum(questions[q].minutes for q in scaled.questions)
        for question in section.questions:
            if question not in asked:
                named.setdefault(question, _too_long(questions[question], left, scaled.title))
    return Drawn(drawn.sections, tuple(named.items()), drawn.unfilled)


def ranked(
    questions: Mapping[str, Drawable],
    *,
    seed: int,
    seen: Collection[str] = (),
    wanted: Wanted = Wanted(),
) -> tuple[str, ...]:
    """All ids that are wanted, in the order in which practice would ask them: unseen ones first."""
    order = _Order(questions, seed, seen, wanted)
    return tuple(sorted((i for i, q in questions.items() if wanted.holds(q)), key=order.rank))


class _Order:
    """Who comes before whom, for one seed and one history."""

    def __init__(self, questions: Mapping[str, Drawable], seed: int, seen: Collection[str], wanted: Wanted) -> None:
        self.questions, self.wanted = questions, wanted
        in_order = isinstance(seen, Sequence)
        self._seen = {question: n if in_order else 0 for n, question in enumerate(seen)}
        self._chance = {i: hashlib.sha256(f"{seed}:{i}".encode()).digest() for i in questions}

    def rank(self, question: str) -> tuple[int, bytes]:
        """Sorts unseen before seen, long ago before lately, and by chance otherwise."""
        return self._seen.get(question, -1), self._chance[question]

    def candidates(self, draw: Draw, asked: set[str]) -> list[str]:
        """What a draw may choose from, best first."""
        ranks: dict[str, tuple[bool, int, int, bytes]] = {}
        for i, question in self.questions.items():
            tier = _tier(question, draw, self.wanted)
            if tier is not None and i not in asked:
                when, chance = self.rank(i)
                ranks[i] = (tier == 2, when, tier, chance)
        return sorted(ranks, key=ranks.__getitem__)


def suits(question: Drawable, draw: Draw) -> bool:
    """Whether a draw by filter may take the question, whatever its time box."""
    return _tier(question, draw, Wanted()) is not None


def _tier(question: Drawable, draw: Draw, wanted: Wanted) -> int | None:
    """0 for a question the draw asks for, 1 for one that may stand in, 2 for a wanted one of another part."""
    own = Wanted(wanted.topics or draw.topics, wanted.levels or draw.levels, wanted.kinds or draw.kinds)
    if not own.holds(question):
        return None
    if not draw.parts or question.part in draw.parts:
        return 0
    if question.part == "drill" and "pair" in draw.parts:
        return 1
    return 2 if wanted else None


def _fill(agenda: Agenda, order: _Order, factor: float) -> Drawn:
    asked: set[str] = set()
    dropped: dict[str, str] = {}
    sections: list[DrawnSection] = []
    unfilled: list[tuple[str, str]] = []
    for section in agenda.sections:
        room = _Room(section, section.minutes * factor)
        for draw in section.draw:
            if draw.ids:
                dropped.update(room.take_named(draw.ids, order, asked))
            elif reason := room.take_some(draw, order, asked):
                unfilled.append((section.id, reason))
        sections.append(DrawnSection(section.id, section.title, section.kind, room.minutes, tuple(room.questions)))
    return Drawn(tuple(sections), tuple((i, why) for i, why in dropped.items() if i not in asked), tuple(unfilled))


class _Room:
    """A section while it is filled."""

    def __init__(self, section: Section, minutes: float) -> None:
        self.title, self.minutes, self.left = section.title, minutes, minutes
        self.questions: list[str] = []

    def _take(self, question: Drawable, asked: set[str]) -> bool:
        if question.minutes > self.left + _SLACK:
            return False
        self.questions.append(question.id)
        self.left -= question.minutes
        asked.add(question.id)
        return True

    def take_named(self, ids: Sequence[str], order: _Order, asked: set[str]) -> dict[str, str]:
        """Take these, in this order; returns those that were not taken, each with the reason."""
        dropped: dict[str, str] = {}
        for i in ids:
            question = order.questions.get(i)
            if question is None:
                dropped[i] = "the bank has no such question"
            elif not order.wanted.holds(question):
                dropped[i] = f"is not what was asked for: {order.wanted}"
            elif i not in asked and not self._take(question, asked):
                dropped[i] = _too_long(question, self.left, self.title)
        return dropped

    def take_some(self, draw: Draw, order: _Order, asked: set[str]) -> str | None:
        """Take the best that fit, as many as the draw asks for; returns why they are fewer, or None."""
        candidates = order.candidates(draw, asked)
        taken = 0
        for i in candidates:
            if taken == draw.count:
                break
            taken += self._take(order.questions[i], asked)
        if taken == draw.count:
            return None
        if len(candidates) <= taken:
            return f"{self.title} asks for {draw.count} and the bank has {taken} left that suit"
        return f"none of the {len(candidates) - taken} left that suit fits into {self.left:g} minutes"


def _too_long(question: Drawable, left: float, title: str) -> str:
    if question.minutes <= left + _SLACK:
        return f"gave way to another question in {title}"
    return f"needs {question.minutes:g} minutes; {title} has {max(left, 0):.3g} left"
