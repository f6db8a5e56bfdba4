"""Pictures of the output pane at three sizes, filled with what is awkward.

A picture that changed on purpose is taken anew with ``pytest --snapshot-update tests/screen``.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from support.output_bench import TRACEBACK, Bench, frame, picture, png, stream
from support.screens import rows, shot, until
from syrupy.assertion import SnapshotAssertion

from hotseat.tui import painting
from hotseat.tui.widgets.output import Output

SIZES = [(80, 24), (120, 40), (200, 60)]
FAILURE = {"kind": "failure", "name": "KeyError", "message": "'z'", "traceback": TRACEBACK}
COLOURS = "".join(
    f"\x1b[{code}mcolour {code}\x1b[0m " for code in (1, 3, 4, 7, 31, 92, 44, "38;5;208", "38;2;90;200;160")
)
WIDE = "日本語のテキストは幅が二倍です。" * 8
EMOJI = "👩‍🔬 🇨🇭 👍🏽 ❤️ 🏳️‍🌈 e\u0301 ﷽ \u1f468" * 6


def markdown(text: str, *, formula: bool = False) -> dict[str, Any]:
    return {"kind": "markdown", "text": text, "formula": formula}


def nothing(app: Bench) -> None:
    app.show(stream(""), {"kind": "result", "text": ""}, frame(0, 0), frame(0, 2), markdown(""))


def words(app: Bench) -> None:
    app.show(
        stream("x" * 700 + "\n"), stream(WIDE + "\n"), stream(EMOJI + "\n"), stream("a\tb\tc\n" + "\u0301" * 50 + "\n")
    )


def lines(app: Bench) -> None:
    app.show(stream("".join(f"line {n}\n" for n in range(10_000))))


def tables(app: Bench) -> None:
    awkward = {
        "head": "\tname\t" + "n" * 90,
        "body": f"0\t{WIDE}\t1.5\n1\t{EMOJI}\t-20\n2\t\tnan",
        "dtypes": "int64\tstr\tfloat64",
    }
    small = {"kind": "table", "what": "DataFrame", "index": 1, "rows": 3, "columns": 2, "text": ""} | awkward
    array = {"kind": "result", "text": "array([[0., 0.]])", "about": "ndarray · 1 × 2 · float64"}
    app.show(small, frame(60, 40, total=1_000_000), array)


def mixed(app: Bench) -> None:
    text = "# Result\n\n*A* table of $\\alpha^2$:\n\n| a | b |\n|---|---|\n| 1 | `2` |\n\n1. one\n2. two"
    bar = "\r  0%|        |\r 50%|████    |\r100%|████████|\n"
    app.show(
        stream(COLOURS + "\n"), stream(bar, "stderr"), frame(3, 3), markdown(text),
        markdown(r"$$\frac{\sum_{i=1}^{n} x_i}{n} \leq \sqrt{2}$$", formula=True), picture(png(64, 48)), FAILURE,
        {"kind": "notice", "text": "The kernel died."}, {"kind": "stream", "text": "warned\n", "name": "stderr"},
    )  # fmt: skip


async def settled(app: Bench, pilot: Any) -> None:
    """Until the pane has painted what it holds."""
    pane = app.query_one(Output)
    await until(pilot, lambda: not pane._due and pane.virtual_size.height == pane.scrollback.height(pane._width))


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("fill", [nothing, words, lines, tables, mixed])
async def test_rows_of_the_output(
    snapshot: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch, fill: Callable[[Bench], None], size: tuple[int, int]
) -> None:
    monkeypatch.setattr(painting, "installed", lambda: False)
    app = Bench()
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        fill(app)
        app.pane.focus()
        await settled(app, pilot)
        assert rows(app) == snapshot


@pytest.mark.parametrize("look", ["hotseat-dark", "hotseat-light"])
@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
async def test_colours_of_the_output(
    picture: SnapshotAssertion, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], look: str
) -> None:
    monkeypatch.setattr(painting, "installed", lambda: False)
    app = Bench(look)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        mixed(app)
        app.pane.focus()
        await settled(app, pilot)
        assert shot(app) == picture


async def test_an_opened_table(picture: SnapshotAssertion) -> None:
    app = Bench()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        tables(app)
        app.pane.focus()
        await settled(app, pilot)
        await pilot.press("enter")
        await until(pilot, lambda: "Here are its first 30" in rows(app))
        assert shot(app) == picture
