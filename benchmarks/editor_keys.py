"""How long a key holds the event loop in the code editor, beside Textual's own text area in the same run.

    python benchmarks/editor_keys.py [--lines 1000] [--keys 300]

Both hold the same file of Python, coloured, and take the same letters at the same place. What is measured is the processor time
of the whole app for one key: taking it in, colouring, marks, and painting what has changed.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
from time import process_time

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import TextArea

from hotseat.front.cell_notes import Note
from hotseat.tui.key_table import PLACES  # noqa: F401  loaded beforehand, as in the app
from hotseat.tui.theme import PALETTES
from hotseat.tui.widgets.editor import CodeEditor

TYPED = "value = compute(first, second) + other[index]\n"


def code(lines: int) -> str:
    """A file of cells."""
    rows: list[str] = []
    while len(rows) < lines:
        n = len(rows)
        rows += [
            f"# %% step {n}",
            f"def step_{n}(x, scale=1.0):",
            '    """Shift."""',
            f"    return x * scale + {n}",
            "",
        ]
    return "\n".join(rows[:lines])


class Bench(App[None]):
    """One widget."""

    def __init__(self, text: str, ours: bool) -> None:
        super().__init__()
        for palette in PALETTES.values():
            self.register_theme(palette.theme())
        self.theme = "hotseat-dark"
        self._text, self._ours = text, ours

    def compose(self) -> ComposeResult:
        yield CodeEditor(self._text) if self._ours else TextArea.code_editor(self._text, language="python")


async def measured(lines: int, keys: int, ours: bool) -> list[float]:
    """Milliseconds of processor time for each key."""
    app = Bench(code(lines), ours)
    async with app.run_test(size=(120, 40)) as pilot:
        box = app.query_one(TextArea)
        box.focus()
        await pilot.pause(0.3)
        if isinstance(box, CodeEditor):
            box.note({n: Note("[3] finished in 5 ms", "good") for n in range(0, lines // 5)})
        box.move_cursor((lines // 2, 0))
        await pilot.pause(0.2)
        spent: list[float] = []
        for n in range(keys):
            letter = TYPED[n % len(TYPED)]
            begun = process_time()
            app.post_message(events.Key({" ": "space", "\n": "enter"}.get(letter, letter), letter))
            await pilot.pause()
            spent.append((process_time() - begun) * 1000)
        return spent


def main() -> None:
    """Print both medians, both 95th percentiles and the ratio."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=1000)
    parser.add_argument("--keys", type=int, default=300)
    given = parser.parse_args()
    figures: dict[str, tuple[float, float]] = {}
    for name, ours in (("text area", False), ("editor", True)):
        spent = sorted(asyncio.run(measured(given.lines, given.keys, ours)))
        figures[name] = statistics.median(spent), spent[int(len(spent) * 0.95)]
        print(f"{name:10} median {figures[name][0]:6.2f} ms   95 % {figures[name][1]:6.2f} ms   {given.lines} lines")
    print(f"ratio of medians {figures['editor'][0] / figures['text area'][0]:.2f}")


if __name__ == "__main__":
    main()
