"""Questions in an order in which topics and kinds change: no more than ``RUN`` alike in a row, where that can be had. Pure.

Practice that mixes kinds of problems is remembered better than practice in blocks (D. Rohrer and K. Taylor, The shuffling of
mathematics problems improves learning, Instructional Science 35, 2007).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Protocol, TypeVar

RUN = 3
"""Questions of one topic, or of one kind, that may follow each other."""
_PATIENCE = 2_000
"""Steps of the search before what is next best is taken as it comes."""


class Alike(Protocol):
    """What is looked at of a question."""

    @property
    def kind(self) -> str: ...
    @property
    def topic(self) -> str: ...


Q = TypeVar("Q", bound=Alike)


def interleaved(questions: Sequence[Q], before: Sequence[Alike] = ()) -> tuple[Q, ...]:
    """The same questions, as near to the order given as the rule allows; ``before`` came lately, the last one last.

    Where no order keeps to the rule, it is kept as long as it can be.
    """
    made: list[int] = []
    tried: list[list[int]] = [_next(questions, made, before)]
    steps, longest = 0, list[int]()
    while len(made) < len(questions) and tried and steps < _PATIENCE:
        steps += 1
        if tried[-1]:
            made.append(tried[-1].pop(0))
            longest = list(made) if len(made) > len(longest) else longest
            tried.append(_next(questions, made, before))
        else:
            tried.pop()
            if made:
                made.pop()
    if len(made) < len(questions):
        made = _as_it_comes(questions, longest, before)
    return tuple(questions[i] for i in made)


def _as_it_comes(questions: Sequence[Q], made: list[int], before: Sequence[Alike]) -> list[int]:
    """What was ordered and then the rest, each time the first that does not make a run too long, or else the first."""
    while len(made) < len(questions):
        left = [i for i in range(len(questions)) if i not in made]
        last = [*before, *(questions[i] for i in made)][-RUN:]
        made = [*made, next((i for i in left if _fits(questions[i], last)), left[0])]
    return made


def _next(questions: Sequence[Q], made: list[int], before: Sequence[Alike]) -> list[int]:
    """What may come next and leaves an order for the rest, the first of the order given first."""
    taken = set(made)
    last = [*before, *(questions[i] for i in made[-RUN:])][-RUN:]
    left = [i for i in range(len(questions)) if i not in taken]
    found: list[int] = []
    seen: set[tuple[str, str]] = set()
    for i in left:
        look = (questions[i].kind, questions[i].topic)
        if look in seen or not _fits(questions[i], last):
            continue  # Two that are alike in both lead to the same.
        seen.add(look)
        rest = [questions[j] for j in left if j != i]
        if all(_can_be(rest, [*last, questions[i]], what) for what in ("kind", "topic")):
            found.append(i)
    return found


def _fits(question: Alike, last: Sequence[Alike]) -> bool:
    if len(last) < RUN:
        return True
    return any(q.kind != question.kind for q in last) and any(q.topic != question.topic for q in last)


def _can_be(rest: Sequence[Alike], last: Sequence[Alike], what: str) -> bool:
    """Whether what is most frequent can be kept apart by the others, as far as this one property goes."""
    if not rest:
        return True
    name, many = Counter(getattr(q, what) for q in rest).most_common(1)[0]
    ending = getattr(last[-1], what)
    run = 0
    for question in reversed(last):
        if getattr(question, what) != ending:
            break
        run += 1
    names = {name: many}
    names.setdefault(ending, sum(getattr(q, what) == ending for q in rest))
    for value, count in names.items():
        first = RUN - run if value == ending else RUN
        if count > max(first, 0) + RUN * (len(rest) - count):
            return False
    return True
