"""The keys of every place but the interview screen's own table: what each is called, its keys, and what it does.

Widgets and screens take their bindings from here, and so do the documentation and ``hotseat keys``. The name before the
dot is the place, the whole name is what the ``keys`` section of the settings calls the action.
"""

from __future__ import annotations

from textual.binding import Binding, BindingType

from hotseat.frozen import frozen
from hotseat.tui.keys import ACTIONS, shown


@frozen
class Key:
    """One action of a place, and its keys."""

    id: str
    """Its name in the settings."""
    keys: str
    """Key names, joined by commas; the first is the one shown."""
    action: str
    """What Textual calls."""
    label: str
    """One or two words."""
    help: str
    """What it does, as a sentence."""
    footer: bool = False
    priority: bool = False
    """Whether it goes before what the widget with the cursor does."""

    @property
    def place(self) -> str:
        """Where it works."""
        return self.id.partition(".")[0]

    @property
    def shown(self) -> tuple[str, ...]:
        """The keys as people write them."""
        return shown(self.keys)


EDITOR: tuple[Key, ...] = (
    Key(
        "editor.run-and-go", "alt+enter,shift+enter", "run_and_go", "Run, go on", "Run the cell and go to the next one."
    ),
    Key("editor.next-cell", "alt+down", "next_cell", "Next cell", "Go to the cell below."),
    Key("editor.previous-cell", "alt+up", "previous_cell", "Previous cell", "Go to the cell above."),
    Key(
        "editor.complete",
        "ctrl+@,ctrl+space",
        "want('complete')",
        "Complete",
        "Complete the name at the cursor; tab behind a name does so too.",
    ),
    Key(
        "editor.docs", "alt+i,f12", "want('docs')", "Documentation", "Show the documentation of the name at the cursor."
    ),
    Key("editor.find", "ctrl+f", "want('find')", "Find", "Find a text in the code, and replace it.", priority=True),
    Key(
        "editor.find-next",
        "ctrl+n",
        "want('find-next')",
        "Find next",
        "Go to the next place of what was looked for last.",
    ),
    Key(
        "editor.go-to-line", "ctrl+g", "want('go-to-line')", "Go to line", "Go to a line by its number.", priority=True
    ),
    Key(
        "editor.comment",
        "ctrl+underscore,ctrl+slash",
        "comment",
        "Comment",
        "Make comments of the selected lines, or take them back.",
    ),
    Key("editor.dedent", "shift+tab", "dedent", "Dedent", "Move the selected lines to the left; tab moves them right."),
    Key("editor.undo", "ctrl+z", "undo", "Undo", "Undo; what was done before a restart too."),
    Key("editor.redo", "ctrl+y", "redo", "Redo", "Redo."),
    Key("editor.copy", "ctrl+c", "copy", "Copy", "Copy what is selected."),
    Key("editor.cut", "ctrl+x", "cut", "Cut", "Cut what is selected, or the line."),
    Key("editor.paste", "ctrl+v", "paste", "Paste", "Paste what was copied here."),
    Key("editor.select-all", "ctrl+a,alt+a", "select_all", "Select all", "Select the whole file."),
    Key("editor.delete-line", "ctrl+shift+k,alt+k", "delete_line", "Delete line", "Delete the line."),
    Key("editor.word-left", "ctrl+left", "cursor_word_left", "Word left", "Go a word to the left."),
    Key("editor.word-right", "ctrl+right", "cursor_word_right", "Word right", "Go a word to the right."),
    Key("editor.delete-word", "ctrl+w", "delete_word_left", "Delete word", "Delete the word before the cursor."),
    Key("editor.start", "ctrl+home", "to_start", "Start", "Go to the first character of the file."),
    Key("editor.end", "ctrl+end", "to_end", "End", "Go behind the last character of the file."),
)
FIND: tuple[Key, ...] = (
    Key(
        "find.close",
        "escape",
        "close",
        "Close",
        "Close the search; the cursor stays where it was found.",
        priority=True,
    ),
    Key("find.next", "down,ctrl+n", "step(1)", "Next", "Go to the next place.", priority=True),
    Key("find.previous", "up", "step(-1)", "Previous", "Go to the place before.", priority=True),
    Key(
        "find.replace-all",
        "alt+enter,alt+a",
        "replace_all",
        "Replace all",
        "Replace every place, as one step to undo.",
        priority=True,
    ),
)
ANSWER: tuple[Key, ...] = (
    Key("answer.new-line", "alt+enter,ctrl+j,shift+enter", "new_line", "New line", "Begin a new line."),
    Key(
        "answer.amend-earlier",
        "alt+up",
        "amend(-1)",
        "Amend the one before",
        "Amend your last answer, or the one before.",
    ),
    Key("answer.amend-later", "alt+down", "amend(1)", "Amend the one after", "Amend the answer after it."),
)
OUTPUT: tuple[Key, ...] = (
    Key("output.end", "end,G", "scroll_end", "To the end", "Go to the end, and follow what is printed."),
    Key("output.home", "home,g", "scroll_home", "To the beginning", "Go to the beginning."),
    Key(
        "output.whole",
        "o",
        "open_whole",
        "All of it",
        "Open all that a cell has printed in `$PAGER`, where that is more than is shown.",
        footer=True,
    ),
    Key(
        "output.open",
        "enter",
        "open_chosen",
        "Open",
        "Open a table or a picture, or unfold a traceback, and fold it again.",
    ),
    Key("output.next", "n", "choose(1)", "Next", "Go to the next one of these."),
    Key("output.previous", "p", "choose(-1)", "Previous", "Go to the one before."),
    Key("output.viewer", "v", "view_chosen", "Viewer", "Open the picture in the system's viewer."),
)
TABLE: tuple[Key, ...] = (Key("table.close", "escape,q,enter", "dismiss(None)", "Close", "Close the table."),)
PICTURE: tuple[Key, ...] = (
    Key("picture.close", "escape,q,enter", "dismiss(None)", "Close", "Close the picture."),
    Key("picture.viewer", "v", "viewer", "Viewer", "Open it in the system's viewer."),
)
HOME: tuple[Key, ...] = (
    Key("home.interview", "i", "choose('interview')", "Interview", "Sit an interview.", footer=True),
    Key("home.practice", "p", "choose('practice')", "Practice", "Practise a question.", footer=True),
    Key("home.review", "r", "choose('review')", "Review", "Read past sessions.", footer=True),
    Key("home.first-steps", "f", "choose('first-steps')", "First steps", "See the keys by using them, in two minutes."),
    Key("home.continue", "c", "choose('continue')", "Continue", "Continue what was left open.", footer=True),
    Key("home.faults", "b", "choose('faults')", "Faults", "Show what is broken.", footer=True),
    Key("home.look", "t", "app.toggle_look", "Look", "Change between dark and light.", footer=True),
    Key("home.quit", "q", "choose('quit')", "Quit", "Leave Hotseat.", footer=True),
)
PICK: tuple[Key, ...] = (
    Key("pick.back", "escape", "app.pop_screen", "Home", "Go back to the home screen.", footer=True),
    Key("pick.take", "enter", "take", "Begin", "Begin this question.", footer=True),
    Key("pick.down", "down", "move(1)", "Next", "Go to the next question."),
    Key("pick.up", "up", "move(-1)", "Previous", "Go to the question before."),
)
REVIEW: tuple[Key, ...] = (
    Key("review.back", "escape", "app.pop_screen", "Home", "Go back to the home screen.", footer=True),
    Key("review.read", "enter", "read", "Read", "Read this session.", footer=True),
    Key("review.continue", "c", "go_on", "Continue", "Go on with this session.", footer=True),
    Key("review.export", "e,x", "export", "Export", "Write the session to a file.", footer=True),
)
DEBRIEF: tuple[Key, ...] = (
    Key("debrief.back", "escape", "back", "Back", "Go back.", footer=True),
    Key("debrief.transcript", "t", "transcript", "Transcript", "Show the transcript.", footer=True),
    Key("debrief.export", "e,x", "export", "Export", "Write the session to a file.", footer=True),
    Key("debrief.contest", "c", "contest", "Contest", "Dispute the last verdict on the question.", footer=True),
    Key(
        "debrief.overrule", "o", "overrule", "Overrule", "Say yourself whether a rubric point was covered.", footer=True
    ),
    Key("debrief.figure", "f", "figure", "Figure", "Compute a figure that the model answer claims.", footer=True),
    Key("debrief.switch", "tab", "switch", "Other side", "Go from the list to the text and back.", footer=True),
    Key("debrief.down", "pagedown,space", "scroll_text(1)", "Down", "Scroll the text down."),
    Key("debrief.up", "pageup", "scroll_text(-1)", "Up", "Scroll the text up."),
)
DIALOG: tuple[Key, ...] = (
    Key("dialog.back", "escape", "dismiss(None)", "Back", "Leave a question unanswered.", footer=True),
    Key("dialog.read-up", "pageup,shift+up", "read(-1)", "Read up", "Scroll the question's text up.", priority=True),
    Key(
        "dialog.read-down",
        "pagedown,shift+down",
        "read(1)",
        "Read down",
        "Scroll the question's text down.",
        priority=True,
    ),
)
LINE: tuple[Key, ...] = (Key("line.back", "escape", "dismiss(None)", "Back", "Leave without a line.", footer=True),)
READ: tuple[Key, ...] = (
    Key("read.close", "escape,q,f1,enter", "dismiss(None)", "Close", "Close what is read.", footer=True),
)
APP: tuple[Key, ...] = (Key("app.quit", "ctrl+q", "quit", "Quit", "Leave Hotseat, or the screen.", priority=True),)

INTERVIEW: tuple[Key, ...] = tuple(
    Key(a.id, a.keys, a.name, a.label, a.help, footer=a.footer, priority=True) for a in ACTIONS
)
PLACES: dict[str, tuple[str, tuple[Key, ...]]] = {
    "interview": ("On the interview screen", INTERVIEW),
    "editor": ("In the code editor", EDITOR),
    "find": ("While searching the code", FIND),
    "answer": ("In the answer box", ANSWER),
    "output": ("In the output", OUTPUT),
    "table": ("In a table that is opened", TABLE),
    "picture": ("In a picture that is opened", PICTURE),
    "home": ("On the home screen", HOME),
    "pick": ("While choosing a question", PICK),
    "review": ("In the list of sessions", REVIEW),
    "debrief": ("In the debrief", DEBRIEF),
    "dialog": ("In a question with answers to choose from", DIALOG),
    "line": ("In a question that takes a line", LINE),
    "read": ("In a text that is read", READ),
    "app": ("Everywhere", APP),
}
"""Every place: how it is called, and its keys."""
TOGETHER = (
    frozenset({"interview", "editor"}),
    frozenset({"interview", "find"}),
    frozenset({"interview", "answer"}),
    frozenset({"interview", "output"}),
)
"""Places whose keys work at the same time, so that one key cannot mean two things in them."""
TYPED_IN = frozenset({"interview", "editor", "find", "answer", "pick", "line"})
"""Places where a letter is a letter: an action there needs another key."""


def bindings(*keys: Key) -> list[BindingType]:
    """The bindings of a place, as Textual wants them."""
    return [Binding(k.keys, k.action, k.label, show=k.footer, priority=k.priority, id=k.id) for k in keys]


def key_of(app: object, action: str) -> str:
    """The first key of an action, as people write it and as the person's settings have it."""
    own = next(key.keys for key in all_keys() if key.id == action)
    return shown(getattr(app, "keymap", {}).get(action, own))[0]


def all_keys() -> tuple[Key, ...]:
    """Every action of every place."""
    return tuple(key for _, keys in PLACES.values() for key in keys)
