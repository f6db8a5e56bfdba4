"""Plain prose is laid out exactly as Rich's Markdown lays it out, and everything else is left to it."""

from __future__ import annotations

import pytest
from support.builtin_bank import builtin_bank

from hotseat.tui.theme import DARK
from hotseat.tui.widgets.flow import flow
from hotseat.tui.widgets.plain_flow import prose_flow

WIDTHS = (8, 37, 80)


def _said() -> list[str]:
    bank = builtin_bank()
    asked = [q.prompt for q in bank.questions.values()]
    asked += [f.prompt for q in bank.questions.values() for f in q.follow_ups]
    return asked + [line for p in bank.personas.values() for lines in p.lines.values() for line in lines]


@pytest.mark.in_turn
def test_what_interviewers_say_looks_the_same_either_way_and_seldom_needs_markdown() -> None:
    said = _said()
    plain = [text for text in said if prose_flow(text, 40, DARK.name) is not None]
    assert len(plain) > 0.9 * len(said)
    for text in plain:
        for width in WIDTHS:
            mine, theirs = prose_flow(text, width, DARK.name), flow(text, width, DARK.name)
            assert mine is not None and (mine.plain, mine.spans) == (theirs.plain, theirs.spans), (text, width)


@pytest.mark.parametrize(
    "text",
    [
        "One line\nand  the next.",
        "First paragraph.\n\n\n  Second `code` one.",
        "A word that is far too long to fit: pneumonoultramicroscopicsilicovolcanoconiosis.",
        "`x = 1` begins, and `y` ends it with ` spaces `",
        "ten - five + two = seven; 3.5 is no list",
        "Ünïcode, 中文字符 and an emoji 🙂 here.",
    ],
)
def test_awkward_prose_looks_the_same_either_way(text: str) -> None:
    for width in WIDTHS:
        mine, theirs = prose_flow(text, width, DARK.name), flow(text, width, DARK.name)
        assert mine is not None and (mine.plain, mine.spans) == (theirs.plain, theirs.spans)


@pytest.mark.parametrize(
    "text",
    [
        "*strong*",
        "a_b_c",
        "# Head",
        "> quoted",
        "- one\n- two",
        "1. one",
        "2) two",
        "[a](https://b.c)",
        "```\ncode\n```",
        "    indented",
        "a &amp; b",
        "<b>",
        "head\n====",
        "head\n---",
        "a | b\n--|--",
        "hard  \nbreak",
        "back\\slash",
        "an `open one",
        "``two`` ticks",
    ],
)
def test_what_may_be_markdown_is_left_to_markdown(text: str) -> None:
    assert prose_flow(text, 40, DARK.name) is None
