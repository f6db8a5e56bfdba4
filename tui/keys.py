"""What the person can do on the interview screen: each action with its keys, its slash word and what it does.

Footer, help, command palette and slash words are all made from this one table, so that they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from textual.binding import Binding

from hotseat.frozen import frozen


@frozen
class Action:
    """One thing that can be done."""

    name: str
    """The screen's method is ``action_<name>``, and the binding's id ``interview.<name>`` with hyphens."""
    keys: str
    """Key names, joined by commas; the first is the one shown."""
    label: str
    """One or two words, for the footer and the palette."""
    help: str
    word: str = ""
    """What to type after a slash in the answer box; empty where there is no such word."""
    footer: bool = False
    practice: bool = False
    """Only in practice."""

    @property
    def id(self) -> str:
        """The name under which the keys can be changed."""
        return f"interview.{self.name.replace('_', '-')}"

    @property
    def shown(self) -> tuple[str, ...]:
        """The keys as people write them."""
        return shown(self.keys)

    def binding(self) -> Binding:
        """The action's key binding; it works wherever the cursor is."""
        return Binding(self.keys, self.name, self.label, show=self.footer, priority=True, id=self.id)

    def bound_to(self, keymap: Mapping[str, str]) -> Action:
        """The action with the keys that the person's settings give it."""
        return replace(self, keys=keymap.get(self.id, self.keys))


_WRITTEN = {
    "up": "↑",
    "down": "↓",
    "left": "←",
    "right": "→",
    "escape": "esc",
    "underscore": "_",
    "slash": "/",
    "at": "@",
    "question_mark": "?",
    "full_stop": ".",
    "comma": ",",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
}
_SAME = {"ctrl+_": "ctrl+/", "ctrl+@": "ctrl+space"}
"""What terminals send for a key that people know by another name."""


def display(key: str) -> str:
    """A key's name as people write it: ``F5``, ``ctrl+r``, ``alt+↑``."""
    *modifiers, base = key.split("+") if key != "+" else [key]
    base = base.upper() if base[:1] == "f" and base[1:].isdigit() else _WRITTEN.get(base, base)
    written = "+".join([*modifiers, base])
    return _SAME.get(written, written)


def shown(keys: str) -> tuple[str, ...]:
    """Keys joined by commas, as people write them, each once."""
    return tuple(dict.fromkeys(display(key) for key in keys.split(",") if key))


ACTIONS: tuple[Action, ...] = (
    Action("help", "f1", "Help", "Show the keys and the words.", "help", footer=True),
    Action("talk", "f2,ctrl+1", "Talk", "Go to the conversation and the answer box.", "talk", footer=True),
    Action("code", "f3,ctrl+2", "Code", "Go to the code editor.", "code", footer=True),
    Action("panel", "f4", "Panels", "Go round output, checks and habits.", footer=True),
    Action("output", "alt+o,ctrl+3", "Output", "Go to what the cells printed.", "output"),
    Action("checks", "alt+c,ctrl+4", "Checks", "Go to the last verdict.", "checks"),
    Action("habits", "alt+l,ctrl+5", "Habits", "Go to the habits and the checklist.", "habits"),
    Action("run", "f5,ctrl+r", "Run cell", "Run the cell the cursor is in.", "run", footer=True),
    Action("run_all", "f6,alt+r,ctrl+shift+r", "Run all", "Run all cells from the top.", "runall"),
    Action("run_here", "alt+t", "Run to here", "Run the cells from the top down to the one with the cursor.", "runto"),
    Action("interrupt", "f7", "Interrupt", "Stop the cell that runs, or else the judge.", "interrupt"),
    Action("restart", "f8", "Restart kernel", "Throw the kernel's variables away and begin afresh.", "restart"),
    Action("submit", "f9", "Submit", "Give the code to the judge.", "submit", footer=True),
    Action(
        "contest", "alt+d", "Contest", "Dispute the last verdict; a case is written and the score marked.", "contest"
    ),
    Action("next", "f10,alt+n", "Move on", "Go on to what comes next.", "next", footer=True),
    Action("hint", "alt+h", "Hint", "Ask for a hint; each takes 10 % off what the question scores.", "hint"),
    Action("repeat", "alt+g", "Repeat", "Have the question said again.", "repeat"),
    Action("skip", "alt+s", "Skip", "Leave the question and move on.", "skip"),
    Action("pause", "alt+p", "Pause", "Stop the clock, or let it go on.", "pause", practice=True),
    Action("back", "alt+b", "Back", "Open the question before this one again.", "back", practice=True),
    Action("reveal", "alt+v", "Reveal", "Show the model answer and the reference.", "reveal", practice=True),
    Action("amend", "alt+m", "Amend", "Put your last answer another way, or the one before it.", "amend"),
    Action("dictate", "alt+w", "Dictate", "Speak into the answer box with a command of yours; again: stop.", "dictate"),
    Action("editor", "ctrl+e", "Your editor", "Open the answer or the code in $VISUAL or $EDITOR.", "editor"),
    Action("file", "alt+f", "File", "Tell where the code lies, to keep it open in an editor of your own.", "file"),
    Action("zoom", "alt+z", "Zoom", "Give the whole place to the pane with the cursor, or give it back.", "zoom"),
    Action("border_left", "alt+shift+left", "Border left", "Give the code more of the width."),
    Action("border_right", "alt+shift+right", "Border right", "Give the conversation more of the width."),
    Action("border_up", "alt+shift+up", "Border up", "Give the panel below the code more of the height."),
    Action("border_down", "alt+shift+down", "Border down", "Give the code more of the height."),
    Action(
        "borders", "alt+u", "Usual borders", "Put the borders between the panes back where they usually are.", "borders"
    ),
    Action("leave", "ctrl+q", "Leave", "Leave; the interview is kept and can be continued.", "leave", footer=True),
)
WORDS = tuple(a.word for a in ACTIONS if a.word)
"""The slash words, in the order of the table."""


def of_word(word: str) -> Action | None:
    """The action of a slash word, or None."""
    return next((a for a in ACTIONS if a.word and a.word == word.strip().lower()), None)
