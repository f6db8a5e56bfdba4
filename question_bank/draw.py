"""Which questions an interview gets: an agenda and a bank in, the drawn sections out. Pure, and decided by the seed.

A question's ``minutes`` are its whole time box, follow-ups and talk about them included, so a section is full when the
boxes in it add up to its budget. An agenda played in another length keeps its shape: every section's budget is scaled,
the boxes are not, and what no longer fits is left out and named. Within a draw, what was never seen comes first, then
what was seen longest ago; among equals the seed decides, question by question, so that a bank that grows does not
shuffle the rest. A part of the bank is kept back for a final mock; see ``kept_back``.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from hotseat.question_bank.interview_model import Agenda, Draw, Section

KEPT_BACK = 0.2
"""The share of the bank that is kept back for a final mock."""
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
class Odds:
    """What tilts a draw, beside the seed and what was seen."""

    topics: Mapping[str, float] = field(default_factory=dict[str, float])
    """How many times as likely as others the questions of a topic come before them; 1 for topics that are not named."""
    kept_back: Collection[str] = ()
    """Questions that are drawn only where no other suits, for as long as they were not seen."""
    final: bool = False
    """The mock for which they were kept back: they come first instead."""


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
    odds: Odds = Odds(),
) -> Drawn:
    """Draw an agenda's questions, none twice.

    ``seen`` holds ids asked before, oldest first where it is a sequence; they are drawn only when nothing else is
    left. ``minutes`` is the length of the whole, the agenda's own where it is None. What is ``wanted`` takes the place
    of a draw's own topics, levels and kinds; where it leaves a draw nothing of its parts, any part will do. ``odds``
    tilt the choice among what is equally fresh. Raises
    ValueError for a length that is not above 0.
    """
    length = agenda.minutes if minutes is None else minutes
    if not length > 0:
        raise ValueError(f"an interview needs more than 0 minutes, not {length:g}")
    order = _Order(questions, seed, seen, wanted, odds)
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
    odds: Odds = Odds(),
) -> tuple[str, ...]:
    """All ids that are wanted, in the order in which practice would ask them: unseen ones first."""
    order = _Order(questions, seed, seen, wanted, odds)
    return tuple(sorted((i for i, q in questions.items() if wanted.holds(q)), key=order.rank))


def kept_back(questions: Collection[str]) -> frozenset[str]:
    """The questions that are kept for a final mock: about a fifth, chosen by id, so that a bank that grows keeps them."""
    return frozenset(i for i in questions if _share(f"kept back:{i}") < KEPT_BACK)


class _Order:
    """Who comes before whom, for one seed and one history."""

    def __init__(
        self, questions: Mapping[str, Drawable], seed: int, seen: Collection[str], wanted: Wanted, odds: Odds
    ) -> None:
        self.questions, self.wanted = questions, wanted
        in_order = isinstance(seen, Sequence)
        self._seen = {question: n if in_order else 0 for n, question in enumerate(seen)}
        self._odds = odds
        self._kept = frozenset(odds.kept_back) - self._seen.keys()
        # The first of several exponential waiting times is each one's in proportion to its rate (Efraimidis and Spirakis, 2006).
        self._wait = {
            i: -math.log1p(-_share(f"{seed}:{i}")) / max(odds.topics.get(q.topic, 1.0), _SLACK)
            for i, q in questions.items()
        }

    def rank(self, question: str) -> tuple[bool, int, bool, float]:
        """Sorts unseen before seen, long ago before lately, and by chance otherwise; what is kept back comes last, or first."""
        kept = question in self._kept
        last, first = (False, kept) if self._odds.final else (kept, False)
        return last, self._seen.get(question, -1), not first, self._wait[question]

    def candidates(self, draw: Draw, asked: set[str], topic: str | None = None) -> list[str]:
        """What a draw may choose from, best first: among what is equally fresh, what is of this topic where there is one."""
        ranks: dict[str, tuple[bool, bool, int, bool, int, bool, float]] = {}
        for i, question in self.questions.items():
            tier = _tier(question, draw, self.wanted)
            if tier is not None and i not in asked:
                last, when, first, wait = self.rank(i)
                ranks[i] = (tier == 2, last, when, topic not in (None, question.topic), tier, first, wait)
        return sorted(ranks, key=ranks.__getitem__)


def _share(text: str) -> float:
    """A number from 0 to below 1 that depends on the text alone, spread evenly."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:6], "big") / 2**48


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
        topic = order.questions[self.questions[0]].topic if draw.same_topic and self.questions else None
        candidates = order.candidates(draw, asked, topic)
        taken = 0
        for i in candidates:
            if taken == draw.count:
                break
            taken += self._take(order.questions[i], asked)
        if taken == draw.count:
            return None
        if len(candidates) <= taken:
            suit = "1 left that suits" if taken == 1 else f"{taken or 'none'} left that suit"
            return f"{self.title} asks for {draw.count} and the bank has {suit}"
        other, many = "other " if asked else "", len(candidates) - taken
        which = f"the only {other}question that suits does not fit" if many == 1 else ""
        which = which or f"none of the {many} {other}questions that suit fits"
        minutes = f"{_tenths(self.left)} minute{'' if _tenths(self.left) == '1' else 's'}"
        return f"{which} into {f'the {minutes} left' if self.questions else minutes}"


def _too_long(question: Drawable, left: float, title: str) -> str:
    if question.minutes <= left + _SLACK:
        return f"gave way to another question in {title}"
    return f"needs {question.minutes:g} minutes; {title} has {_tenths(left)} left"


def _tenths(minutes: float) -> str:
    """Minutes as people read them: never more than are there, so that what does not fit does not seem to."""
    return f"{math.floor(max(minutes, 0) * 10 + _SLACK) / 10:g}"
