"""What F1 shows: the keys, the words, and how cells work."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual.content import Content

from hotseat.tui.key_table import EDITOR, FIND
from hotseat.tui.keys import Action, shown
from hotseat.tui.widgets.prose import Hanging, Markdown, Part

CODE = """
## Writing code

The code is one Python file; a line that begins with `# %%` opens a new cell. The mark at the left shows the cell the
cursor is in.

A cell that has changed since it ran, or above which another one ran since, is marked as stale. The file lies on disk too, so
that your own editor can stay open beside Hotseat: the palette tells where it is. `esc` lets go of what is selected; F2 goes
to the answer box.
"""
ANSWERS = """
## Answering

- `enter` sends; `alt+enter` or `ctrl+j` begins a new line; `↑` brings back what you sent
- `alt+↑` amends your last answer while its question is open; `esc` leaves it as it was
- `ctrl+e` opens the answer, or the code, in your own editor (`$VISUAL` or `$EDITOR`)
- Pasted code is kept as code, and a draft is kept as you type it
- A word after a slash does the same as its key: `/hint`, `/submit`, `/next`
- Ask for what the question leaves out. Some limits are told only to those who ask.

Hints are there to be used. Each takes 10 % off what the question scores.
"""


def help_parts(actions: Sequence[Action], keymap: Mapping[str, str] | None = None) -> list[Part]:
    """The table of keys and words, and the notes below it; ``keymap`` holds the keys that the person's settings give."""
    keymap = keymap or {}
    rows: list[Part] = [_row("Keys", "Word", "What it does", "bold")]
    for action in actions:
        keys = " ".join(key for key in action.shown if not key.startswith("ctrl+") or len(action.shown) < 3)
        rows.append(_row(keys, f"/{action.word}" if action.word else "", action.help))
    rows.append(_row("ctrl+p", "", "Find any action by name."))
    rows += [Content(""), Markdown(CODE), Content("")]
    for key in (*EDITOR, *FIND):
        rows.append(_row(" ".join(shown(keymap.get(key.id, key.keys))[:2]), "", key.help))
    return [*rows, Content(""), Markdown(ANSWERS)]


def _row(keys: str, word: str, told: str, style: str = "") -> Part:
    head = Content.assemble((f"{keys:<13}", style or "$primary"), (f"{word:<12}", style or "$secondary"))
    return Hanging(head, Content.styled(told, style))
