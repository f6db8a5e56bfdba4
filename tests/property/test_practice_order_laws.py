"""Topics and kinds change: never four alike in a row where any order avoids it."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st
from support.practice_history import Q

from hotseat.review.schedule_order import RUN, interleaved

kinds = st.sampled_from(["talk", "code"])
topics = st.sampled_from(["sampling", "sql", "statistics"])


@st.composite
def lists(draw: st.DrawFn, most: int) -> list[Q]:
    looks = draw(st.lists(st.tuples(kinds, topics), max_size=most))
    return [Q(f"q{n}", kind=kind, topic=topic) for n, (kind, topic) in enumerate(looks)]


def holds(order: Sequence[Q], before: int = 0) -> bool:
    """Whether no more than ``RUN`` alike follow each other, beyond those that came before."""
    windows = [order[n : n + RUN + 1] for n in range(max(0, before - RUN), len(order) - RUN)]
    return all(len({q.kind for q in w}) > 1 and len({q.topic for q in w}) > 1 for w in windows)


@settings(deadline=None, max_examples=150)
@given(lists(40), lists(3))
def test_nothing_is_lost_and_an_order_that_keeps_the_rule_stays_as_it_was(questions: list[Q], before: list[Q]) -> None:
    order = interleaved(questions, before)
    assert sorted(q.id for q in order) == sorted(q.id for q in questions)
    if holds([*before, *questions], len(before)):
        assert list(order) == questions
    assert interleaved(questions, before) == order


@settings(deadline=None, max_examples=150)
@given(lists(7), lists(3))
def test_never_four_alike_in_a_row_where_any_order_avoids_it(questions: list[Q], before: list[Q]) -> None:
    order = interleaved(questions, before)
    if holds([*before, *order], len(before)):
        return
    assert not any(holds([*before, *other], len(before)) for other in itertools.permutations(questions))


@settings(deadline=None, max_examples=60)
@given(lists(40))
def test_where_it_cannot_be_avoided_four_alike_come_only_when_nothing_else_is_left_or_fits(questions: list[Q]) -> None:
    order = interleaved(questions)
    if holds(order):
        return
    first = next(n for n in range(len(order)) if not holds(order[: n + 1]))
    rest, ahead = order[first:], order[first - RUN : first]
    assert all(len({q.kind for q in (*ahead, r)}) == 1 or len({q.topic for q in (*ahead, r)}) == 1 for r in rest)
