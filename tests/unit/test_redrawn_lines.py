"""Progress bars that go up in the lines are drawn in place, within bounds, wherever the output is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from hotseat.interview.running_cells import _join
from hotseat.kernels.collect import Collector
from hotseat.kernels.outputs import Notice, Output, Stream, from_dict, page
from hotseat.kernels.redraw import MOST_ROWS
from hotseat.plain.printed import Printed
from hotseat.tui.widgets.scrollback import Block

UP = "\x1b[A"
NESTED = [
    "\router:   0%",
    "\n\rinner:   0%" + UP,
    "\n\rinner:  50%" + UP,
    "\n\rinner: 100%" + UP,
    "\router:  50%",
    "\n\rinner:   0%" + UP,
    "\n\rinner: 100%" + UP,
    "\n\r           \r" + UP,
    "\router: 100%",
    "\n",
]
"""What nested tqdm bars print: the inner one a line below, and up again after each."""
RICH = [
    "\x1b[?25lreading ━━━   1%\nfitting ━━━   0%",
    "\r\x1b[2K\x1b[1A\x1b[2Kreading ━━━  50%\nfitting ━━━  10%",
    "\r\x1b[2K\x1b[1A\x1b[2K\x1b[32mreading ━━━ 100%\x1b[0m\nfitting ━━━ 100%",
    "\n\x1b[?25h",
]
"""What rich's progress prints on a terminal."""


def taken(pieces: list[str], name: str = "stderr", *, one_by_one: bool = True) -> list[Output]:
    collector, found = Collector(), list[Output]()
    for piece in [*pieces, None]:
        if piece is None:
            collector.finish()
        else:
            collector.add("stream", {"name": name, "text": piece})
        while (one_by_one or piece is None) and (output := collector.take()) is not None:
            found.append(output)
    return found


def on_screen(outputs: list[Output]) -> list[str]:
    block = Block("run")
    for output in outputs:
        if isinstance(output, Stream):
            block.write(output.name, output.text, output.back)
        elif isinstance(output, Notice):
            block.add("notice", output.text)
    return [line.text for line in block.lines()][1:]


def on_page(outputs: list[Output]) -> str:
    return "".join(output.text for output in page(outputs) if isinstance(output, Stream))


def test_nested_bars_stay_in_their_two_lines_at_every_step() -> None:
    for count in range(2, len(NESTED) - 2):
        shown = on_screen(taken(NESTED[:count]))
        assert len(shown) == 2 and shown[0].startswith("outer") and shown[1].startswith("inner"), shown
    assert on_screen(taken([*NESTED, "done\n"])) == ["outer: 100%", "done"]


def test_it_makes_no_difference_how_much_comes_at_once() -> None:
    assert on_screen(taken([*NESTED, "done\n"], one_by_one=False)) == ["outer: 100%", "done"]


def test_richs_live_lines_are_written_anew_with_their_colours() -> None:
    outputs = taken(RICH, "stdout")
    assert on_screen(outputs) == ["\x1b[32mreading ━━━ 100%\x1b[0m", "fitting ━━━ 100%"]
    assert on_page(outputs) == "\x1b[32mreading ━━━ 100%\x1b[0m\nfitting ━━━ 100%\n"


def test_what_was_printed_before_and_after_stays() -> None:
    outputs = taken(["start\n", *RICH, "done\n", "more\n"], "stdout")
    assert on_screen(outputs)[0] == "start" and on_screen(outputs)[-2:] == ["done", "more"]
    assert len(on_screen(outputs)) == 5


def test_a_program_cannot_go_up_beyond_what_others_have_shown() -> None:
    collector = Collector()
    collector.add("stream", {"name": "stdout", "text": "mine\n"})
    collector.add("execute_result", {"data": {"text/plain": "42"}, "execution_count": 1})
    collector.add("stream", {"name": "stdout", "text": UP * 9 + "\rover\n"})
    found: list[Output] = []
    while (output := collector.take()) is not None:
        found.append(output)
    assert [o.back for o in found if isinstance(o, Stream)] == [0, 0]


def test_a_program_cannot_go_up_beyond_the_lines_that_are_kept() -> None:
    lines = [f"line {n}\n" for n in range(500)]
    shown = on_screen(taken([*lines, UP * 400 + "\rover" + "\x1b[400B"], "stdout"))
    assert "line 438" in shown and shown.count("over") == 1
    assert shown.index("over") >= 500 - MOST_ROWS


def test_plain_lines_say_each_bar_in_its_last_state() -> None:
    printed = Printed(1, lambda name, data: Path(name))
    said = [row for output in taken([*NESTED, "done\n"]) for row in printed.take(output.to_dict())] + printed.end()
    assert [row for row in said if row][-2:] == ["outer: 100%", "done"]
    assert len(said) <= 4


@given(st.data())
def test_batches_of_what_comes_show_the_same(data: st.DataObject) -> None:
    outputs = taken(["start\nof ", *NESTED, *RICH, "done\n"])
    passed: list[dict[str, Any]] = []
    for output in outputs:
        assert isinstance(output, Stream)
        if passed and data.draw(st.booleans()):
            _join(passed[-1], output.to_dict())
        else:
            passed.append(output.to_dict())
    assert on_screen([from_dict(told) for told in passed]) == on_screen(outputs)


PIECES = [
    *NESTED,
    *RICH,
    "\x1b[3A",
    "\x1b[2B",
    "\x1b[J",
    "\x1b[K",
    "\x1b[1G",
    "a\nb\n",
    "\x1b]52;c;x\x07",
    "\x1b",
    "[A",
    "\r",
]


@given(st.lists(st.sampled_from(PIECES), max_size=30), st.booleans())
def test_whatever_is_printed_screen_and_page_agree_and_no_move_gets_out(pieces: list[str], at_once: bool) -> None:
    outputs = taken(pieces, one_by_one=not at_once)
    shown = on_screen(outputs)
    assert [row for row in on_page(outputs).rstrip("\n").split("\n") if row] == [row for row in shown if row]
    for output in outputs:
        assert isinstance(output, Stream) and output.back <= MOST_ROWS + len(pieces) * 3
        assert from_dict(output.to_dict()) == output
    assert not any(sign in "".join(shown) for sign in (UP, "\x1b[2K", "\x1b]", "\x07", "\r"))
