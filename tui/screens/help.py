"""What F1 shows: the keys, the words, and how cells work."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from hotseat.tui.keys import Action
from hotseat.tui.widgets.prose import Hanging, Markdown, Part

EDITOR = """
## Writing code

The code is one Python file; a line that begins with `# %%` opens a new cell. The mark at the left shows the cell the
cursor is in.

- `alt+enter` runs the cell and goes to the next one; `alt+↑` and `alt+↓` go from cell to cell
- `tab` and `shift+tab` move selected lines; `ctrl+/` makes comments of them and takes them back
- `ctrl+z` and `ctrl+y` undo and redo; `ctrl+c`, `ctrl+x` and `ctrl+v` copy, cut and paste; `esc` leaves the editor

## Answering

- `enter` sends; `alt+enter` or `ctrl+j` begins a new line; `↑` brings back what you sent
- `alt+↑` amends your last answer while its question is open; `esc` leaves it as it was
- `ctrl+e` opens the answer, or the code, in your own editor (`$VISUAL` or `$EDITOR`)
- Pasted code is kept as code, and a draft is kept as you type it
- A word after a slash does the same as its key: `/hint`, `/submit`, `/next`
- Ask for what the question leaves out. Some limits are told only to those who ask.

Hints are there to be used. Each one costs a little of the question's coding score.
"""


def help_parts(actions: Sequence[Action]) -> list[Part]:
    """The table of keys and words, and the notes below it."""
    rows: list[Part] = [_row("Keys", "Word", "What it does", "bold")]
    for action in actions:
        keys = " ".join(key for key in action.shown if not key.startswith("ctrl+") or len(action.shown) < 3)
        rows.append(_row(keys, f"/{action.word}" if action.word else "", action.help))
    rows.append(_row("ctrl+p", "", "Find any action by name."))
    return [*rows, Content(""), Markdown(EDITOR)]


def _row(keys: str, word: str, told: str, style: str = "") -> Part:
    head = Content.assemble((f"{keys:<13}", style or "$primary"), (f"{word:<12}", style or "$secondary"))
    return Hanging(head, Content.styled(told, style))
