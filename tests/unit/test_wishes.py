"""What a person types: words, phrases, beginnings and filters, never the search engine's own language."""

from __future__ import annotations

import pytest

from hotseat.review.search import expression
from hotseat.review.wishes import Term, Wish, read_wish


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        ("lasso", (Term("lasso"),)),
        ("regul*", (Term("regul", True),)),
        ("re*", (Term("re"),)),
        ('"zero weights" now', (Term("zero weights"), Term("now"))),
        ('"not closed', (Term("not closed"),)),
        ("foo:bar", (Term("foo:bar"),)),
        ("a AND b", (Term("a"), Term("AND"), Term("b"))),
        ('" * ( ) \x00', ()),
    ],
)
def test_words_phrases_and_beginnings(typed: str, terms: tuple[Term, ...]) -> None:
    assert read_wish(typed).terms == terms


def test_the_last_word_may_go_on_while_it_is_typed() -> None:
    assert read_wish("big lass", typing=True).terms == (Term("big"), Term("lass", True))
    assert read_wish("big lass ", typing=True).terms == (Term("big"), Term("lass"))
    assert read_wish("la", typing=True).terms == (Term("la"),)


def test_filters_are_read_and_need_not_be_written_out() -> None:
    wish = read_wish("topic:SQL mode:prac state:op result:weak since:2026-02 until:2026-02 join")
    assert wish == Wish("practice", "sql", "", "open", "weak", "2026-02-01", "2026-02-28", (Term("join"),))


@pytest.mark.parametrize("typed", ["since:banana", "until:2026-13", "mode:both", "state:x", "result:s"])
def test_a_filter_that_makes_no_sense_is_told_and_filters_nothing(typed: str) -> None:
    wish = read_wish(typed)
    assert wish.anything and len(wish.faults) == 1
    assert typed.partition(":")[0] in wish.faults[0]


def test_the_search_engine_is_given_quoted_words_only() -> None:
    assert expression(read_wish('say "a b" NEAR( c* colu*').terms) == '"say" "a b" "NEAR(" "c" "colu"*'
    assert expression((Term('a"b'),)) == '"a b"'
