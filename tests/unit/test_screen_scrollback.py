"""What cells print is kept within bounds, in order, and shows what a terminal would show."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotseat.tui.widgets import scrollback
from hotseat.tui.widgets.scrollback import (
    ALL_CHARACTERS,
    HEAD_LINES,
    LINE_CHARACTERS,
    TAIL_LINES,
    Block,
    Line,
    Scrollback,
    rows_of,
)


def texts(block: Block) -> list[str]:
    return [line.text for line in block.lines()][1:]


def test_pieces_of_a_line_are_joined_and_lines_are_kept_in_order() -> None:
    block = Block("run")
    for piece in ("on", "e\ntw", "o\n", "three"):
        block.write("stdout", piece)
    assert texts(block) == ["one", "two", "three"]


def test_a_hundred_thousand_lines_keep_head_and_tail_and_tell_how_many_are_missing() -> None:
    block = Block("run")
    for start in range(0, 100_000, 1_000):
        block.write("stdout", "".join(f"line {n}\n" for n in range(start, start + 1_000)))
    shown = texts(block)
    assert shown[0] == "line 0"
    assert shown[-1] == "line 99999"
    assert len(shown) == HEAD_LINES + 1 + TAIL_LINES
    assert block.dropped == 100_000 - HEAD_LINES - TAIL_LINES
    assert f"{block.dropped:,} lines are not shown here" in shown[HEAD_LINES]
    assert [block[i].text for i in range(len(block))][1:] == shown


def test_a_carriage_return_writes_the_line_again() -> None:
    block = Block("run")
    for percent in range(0, 101, 10):
        block.write("stderr", f"\r{percent}%")
    assert texts(block) == ["100%"]
    block.write("stderr", "\ndone\n")
    assert texts(block) == ["100%", "done"]


def test_a_carriage_return_that_ends_one_message_acts_on_the_next() -> None:
    block = Block("run")
    block.write("stdout", "10%\r")
    assert texts(block) == ["10%"]
    block.write("stdout", "20%\r")
    block.write("stdout", "30%\r\nnext")
    assert texts(block)[-2:] == ["30%", "next"]


def test_windows_line_ends_are_line_ends() -> None:
    block = Block("run")
    block.write("stdout", "a\r\nb\r\n")
    assert texts(block) == ["a", "b"]


def test_a_colour_that_is_not_ended_goes_on_in_the_next_line_and_not_in_the_next_output() -> None:
    block = Block("run")
    block.write("stdout", "\x1b[31mred\nstill red\x1b[0m\nplain\n")
    assert texts(block) == ["\x1b[31mred", "\x1b[31mstill red\x1b[0m", "plain"]
    block.write("stdout", "\x1b[32mgreen")
    block.add("result", "42")
    assert texts(block)[-1] == "42"


def test_a_colour_sequence_split_over_two_messages_is_put_together() -> None:
    block = Block("run")
    block.write("stdout", "a\x1b[3")
    block.write("stdout", "1mb\n")
    assert texts(block) == ["a\x1b[31mb"]


def test_an_unfinished_control_string_swallows_its_own_message_and_nothing_after_it() -> None:
    block = Block("run")
    block.write("stdout", "ok\n\x1b]0;title")
    block.write("stdout", "next\n")
    assert texts(block) == ["ok", "next"]


def test_controls_that_are_not_colours_are_gone() -> None:
    block = Block("run")
    block.write("stdout", "a\x1b[2Jb\x1b]52;c;AAAA\x07c\x9b1md\x08e\n")
    assert texts(block) == ["abcde"]


def test_a_line_without_end_is_cut_and_tells_its_length() -> None:
    block = Block("run")
    block.write("stdout", "x" * 100_000 + "\nend\n")
    first, last = texts(block)
    assert len(first) < LINE_CHARACTERS + 60
    assert "characters more" in first
    assert last == "end"


def test_streams_that_take_turns_keep_their_lines_apart() -> None:
    block = Block("run")
    block.write("stdout", "out")
    block.write("stderr", "err\n")
    assert [(x.kind, x.text) for x in block.lines()][1:] == [("stdout", "out"), ("stderr", "err")]


def test_all_runs_together_stay_within_bounds() -> None:
    back = Scrollback()
    for run in range(12):
        block = back.open(f"run {run}")
        block.write("stdout", ("y" * 999 + "\n") * 900)
    assert back.gone > 0
    assert sum(b.size for b in back.blocks) <= ALL_CHARACTERS + 1_000_000
    assert back.blocks[-1].title == "run 11"


def test_every_row_is_found_and_long_lines_fold() -> None:
    back = Scrollback()
    one = back.open("one")
    one.write("stdout", "0123456789abc\nshort\n")
    back.open("two").write("stdout", "end\n")
    seen = [back.find(row, 10) for row in range(back.height(10))]
    assert [(f[1].text, f[2]) if f else None for f in seen] == [
        ("one", 0),
        ("0123456789abc", 0),
        ("0123456789abc", 1),
        ("short", 0),
        None,
        ("two", 0),
        ("end", 0),
    ]
    assert back.find(back.height(10), 10) is None


def test_wide_characters_take_the_rows_they_need() -> None:
    assert rows_of(Line("stdout", "日本語日本語"), 12) == 1
    assert rows_of(Line("stdout", "日本語日本語"), 5) == 3
    assert rows_of(Line("stdout", "\x1b[31mred\x1b[0m"), 3) == 1
    assert rows_of(Line("stdout", ""), 5) == 1


OPERATIONS = st.one_of(
    st.tuples(
        st.just("write"), st.sampled_from(["a\nb", "x" * 90 + "\n", "\rc\n", "日本" * 30 + "\n", "\n\n", "a\tb\n"])
    ),
    st.tuples(st.just("back"), st.integers(1, 4)),
    st.tuples(st.just("put"), st.integers(1, 3)),
    st.tuples(st.just("turn"), st.integers(1, 3)),
    st.tuples(st.just("live"), st.sampled_from(["", "one\ntwo", "x" * 200])),
    st.tuples(st.just("look"), st.sampled_from([7, 20, 80])),
)


@given(st.lists(OPERATIONS, max_size=40), st.sampled_from([7, 20, 80]), st.booleans())
def test_the_height_is_that_of_all_lines_whatever_came_before(
    operations: list[tuple[str, Any]], width: int, small: bool
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        if small:  # so that lines are left out in the middle
            patch.setattr(scrollback, "HEAD_LINES", 3)
            patch.setattr(scrollback, "TAIL_LINES", 4)
        block = Block("run")
        for kind, value in operations:
            match kind:
                case "write":
                    block.write("stdout", value)
                case "back":
                    block.write("stdout", "\rover\n", back=value)
                case "put":
                    block.put(
                        [Line("fold", "open it", value, when="shut"), Line("error", "x" * 50, value, when="open")]
                    )
                case "turn":
                    block.turn(value)
                case "live":
                    block.live(value)
                case _:
                    block.height(value)
        shown = [rows_of(line, width) if block._shows(line) else 0 for line in block.lines()]
        assert block.height(width) == sum(shown) and len(shown) == len(block)
        found = [block.at(row, width) for row in range(block.height(width))]
        assert found == [(n, fold) for n, rows in enumerate(shown) for fold in range(rows)]
