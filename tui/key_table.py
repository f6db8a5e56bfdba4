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
    Key("home.plan", "l", "choose('plan')", "Plan", "See what is due, and the days until your interview.", footer=True),
    Key("home.review", "r", "choose('review')", "Review", "Read past sessions.", footer=True),
    Key("home.packs", "k", "choose('packs')", "Packs", "Look at a pack of questions as its author does."),
    Key("home.first-steps", "f", "choose('first-steps')", "First steps", "See the keys by using them, in two minutes."),
    Key("home.continue", "c", "choose('continue')", "Continue", "Continue what was left open.", footer=True),
    Key("home.faults", "b", "choose('faults')", "Faults", "Show what is broken.", footer=True),
    Key("home.look", "t", "app.toggle_look", "Look", "Change between dark and light.", footer=True),
    Key("home.quit", "q", "choose('quit')", "Quit", "Leave Hotseat.", footer=True),
)
PREVIEW: tuple[Key, ...] = (
    Key("preview.back", "escape", "app.pop_screen", "Back", "Go back.", footer=True),
    Key("preview.run", "g", "run", "Run", "Run the question's code in the sandbox: what must fail fails.", footer=True),
    Key("preview.hint", "h", "hint", "Hint", "Show one more rung of the hints, or the first alone again.", footer=True),
    Key(
        "preview.answers",
        "a",
        "answers",
        "Answers",
        "Show only what a candidate sees before the question is over, or all of it.",
        footer=True,
    ),
    Key(
        "preview.edit",
        "e",
        "edit",
        "Edit",
        "Open the question's file in your editor; with the cursor on a finding, the place that it is about.",
        footer=True,
    ),
    Key("preview.next-part", "n", "chapter(1)", "Next part", "Go to the next heading.", footer=True),
    Key("preview.part-before", "p", "chapter(-1)", "Part before", "Go to the heading before."),
    Key("preview.next-pane", "tab", "switch(1)", "Other side", "Go to the next pane.", footer=True),
    Key("preview.pane-before", "shift+tab", "switch(-1)", "Side before", "Go to the pane before."),
    Key("preview.down", "pagedown,space", "scroll_text(1)", "Down", "Scroll the question down."),
    Key("preview.up", "pageup", "scroll_text(-1)", "Up", "Scroll the question up."),
)
PICK: tuple[Key, ...] = (
    Key("pick.back", "escape", "app.pop_screen", "Home", "Go back to the home screen.", footer=True),
    Key("pick.take", "enter", "take", "Begin", "Begin this question.", footer=True),
    Key("pick.down", "down", "move(1)", "Next", "Go to the next question."),
    Key("pick.up", "up", "move(-1)", "Previous", "Go to the question before."),
)
PLAN: tuple[Key, ...] = (
    Key("plan.back", "escape", "app.pop_screen", "Home", "Go back to the home screen.", footer=True),
    Key("plan.begin", "enter", "begin", "Begin", "Begin what the cursor is on.", footer=True),
    Key("plan.date", "d", "date", "Date", "Give the date of your interview, and how much time a day has.", footer=True),
    Key("plan.reasons", "w", "reasons", "Why", "Show what readiness rests on.", footer=True),
    Key("plan.grade", "g", "grade", "Grade", "Say yourself how well you knew a question.", footer=True),
    Key("plan.forget", "x", "forget", "Forget", "Take the plan away.", footer=True),
)
REVIEW: tuple[Key, ...] = (
    Key("review.back", "escape", "back", "Back", "Clear what you typed; where nothing is, go home.", footer=True),
    Key("review.find", "slash", "find", "Find", "Look for words and filters.", footer=True),
    Key("review.read", "enter", "read", "Read", "Read this session.", footer=True),
    Key("review.continue", "c", "go_on", "Continue", "Go on with this session.", footer=True),
    Key("review.replay", "p", "replay", "Replay", "Replay this session, moment by moment.", footer=True),
    Key("review.export", "e,x", "export", "Export", "Write the session to a file.", footer=True),
    Key(
        "review.compare", "m", "compare", "Compare", "Compare two attempts at a question of this session.", footer=True
    ),
    Key(
        "review.charts",
        "g",
        "charts",
        "Charts",
        "See where the time went, scores by week, and weak topics.",
        footer=True,
    ),
    Key("review.down", "down", "move(1)", "Next", "Go to the next line while typing."),
    Key("review.up", "up", "move(-1)", "Previous", "Go to the line before while typing."),
)
COMPARE: tuple[Key, ...] = (
    Key("compare.back", "escape,q", "app.pop_screen", "Back", "Go back.", footer=True),
    Key(
        "compare.earlier",
        "left",
        "other(1)",
        "Earlier",
        "Compare with the attempt before that one.",
        footer=True,
        priority=True,
    ),
    Key(
        "compare.later",
        "right",
        "other(-1)",
        "Later",
        "Compare with the attempt after that one.",
        footer=True,
        priority=True,
    ),
)
CHARTS: tuple[Key, ...] = (Key("charts.back", "escape,q", "app.pop_screen", "Back", "Go back.", footer=True),)
DEBRIEF: tuple[Key, ...] = (
    Key("debrief.back", "escape", "back", "Back", "Go back.", footer=True),
    Key(
        "debrief.moment", "enter", "moment", "Moment", "Go to the moment that a line or a reason rests on.", footer=True
    ),
    Key("debrief.switch", "tab", "switch", "Switch", "Go from the list to the text and back.", footer=True),
    Key("debrief.transcript", "t", "transcript", "Transcript", "Show the transcript.", footer=True),
    Key("debrief.replay", "p", "replay", "Replay", "Replay the session, moment by moment.", footer=True),
    Key("debrief.export", "e,x", "export", "Export", "Write the session to a file.", footer=True),
    Key(
        "debrief.contest",
        "c",
        "contest",
        "Contest",
        "Contest the last verdict on the question, or a line of the scorecard; on a line once more takes it back.",
        footer=True,
    ),
    Key(
        "debrief.overrule", "o", "overrule", "Overrule", "Say yourself whether a rubric point was covered.", footer=True
    ),
    Key("debrief.figure", "f", "figure", "Figure", "Compute a figure that the model answer claims.", footer=True),
    Key("debrief.again", "a", "again", "Again", "Practise the question again, from the start.", footer=True),
    Key("debrief.down", "pagedown,space", "scroll_text(1)", "Down", "Scroll the text down."),
    Key("debrief.up", "pageup", "scroll_text(-1)", "Up", "Scroll the text up."),
)
REPLAY: tuple[Key, ...] = (
    Key("replay.back", "escape", "back", "Back", "Leave the replay.", footer=True),
    Key("replay.play", "space", "play", "Play", "Play on from here, or stop.", footer=True),
    Key("replay.on", "right,full_stop", "step(1)", "Step", "Go to the next moment.", footer=True),
    Key("replay.step-back", "left,comma", "step(-1)", "Step back", "Go to the moment before."),
    Key("replay.faster", "plus,equals_sign", "faster(1)", "Faster", "Play twice as fast, up to 16 times.", footer=True),
    Key("replay.slower", "minus", "faster(-1)", "Slower", "Play half as fast, down to the speed of life."),
    Key("replay.idle", "i", "idle", "Idle", "Skip the time in which nothing happened, or play it."),
    Key("replay.failure", "f", "failure(1)", "Failure", "Go to the next run or submission that failed.", footer=True),
    Key("replay.failure-back", "F", "failure(-1)", "Failure before", "Go to the failure before."),
    Key("replay.section", "s", "section(1)", "Part", "Go to the next part of the session.", footer=True),
    Key(
        "replay.section-back", "S", "section(-1)", "Part before", "Go to the beginning of this part, or the one before."
    ),
    Key("replay.bookmark", "b", "bookmark(1)", "Bookmark", "Go to the next bookmark."),
    Key("replay.bookmark-back", "B", "bookmark(-1)", "Bookmark before", "Go to the bookmark before."),
    Key("replay.mark", "m", "mark", "Mark", "Set a bookmark here with a note, or change its note.", footer=True),
    Key("replay.unmark", "x", "unmark", "Take out", "Take the bookmark at this moment out."),
    Key(
        "replay.diff",
        "d",
        "diff",
        "Diff",
        "Show what leads from the code at this moment to the reference.",
        footer=True,
    ),
    Key("replay.time", "t", "time", "Time", "Go to a time of the interview.", footer=True),
    Key("replay.next-pane", "tab", "go_round(1)", "Next pane", "Go to the next pane.", priority=True),
    Key("replay.previous-pane", "shift+tab", "go_round(-1)", "Previous pane", "Go to the pane before.", priority=True),
    Key("replay.timeline", "1", "pane('timeline')", "Timeline", "Go to the timeline."),
    Key("replay.talk", "2", "pane('talk')", "Talk", "Go to what was said last."),
    Key("replay.code", "3", "pane('code')", "Code", "Go to the code."),
    Key("replay.output", "4", "pane('output')", "Output", "Go to what the cells had printed."),
    Key("replay.verdict", "5", "pane('verdict')", "Verdict", "Go to the last verdict."),
    Key("replay.habits", "6", "pane('habits')", "Habits", "Go to the habits as they were seen by then."),
)
TIMELINE: tuple[Key, ...] = (
    Key("timeline.up", "up", "move(-1)", "Row above", "Go to the row above."),
    Key("timeline.down", "down", "move(1)", "Row below", "Go to the row below."),
    Key("timeline.page-up", "pageup", "page(-1)", "Page up", "Go a page up."),
    Key("timeline.page-down", "pagedown", "page(1)", "Page down", "Go a page down."),
    Key("timeline.start", "home", "end(-1)", "Beginning", "Go to the beginning of the session."),
    Key("timeline.end", "end", "end(1)", "End", "Go to the end of the session."),
)
AFTER: tuple[Key, ...] = (
    Key("after.again", "a", "again", "Again", "Practise this question again, from the start.", footer=True),
    Key("after.back", "escape", "app.pop_screen", "Home", "Go back to the home screen.", footer=True),
    Key("after.next", "n,right", "turn(1)", "Next", "Go to the next question of the practice.", footer=True),
    Key("after.previous", "b,left", "turn(-1)", "Before", "Go to the question before it."),
    Key("after.debrief", "d", "debrief", "Debrief", "Read the whole session, its habits and transcript.", footer=True),
    Key("after.overrule", "o", "overrule", "Overrule", "Say yourself whether a rubric point was covered.", footer=True),
    Key("after.contest", "c", "contest", "Contest", "Contest the last verdict on the question.", footer=True),
    Key("after.figure", "f", "figure", "Figure", "Compute a figure that the model answer claims.", footer=True),
    Key("after.replay", "p", "replay", "Replay", "Replay the session, moment by moment.", footer=True),
    Key("after.export", "e,x", "export", "Export", "Write the session to a file."),
    Key("after.down", "pagedown,space", "scroll_text(1)", "Down", "Scroll down."),
    Key("after.up", "pageup", "scroll_text(-1)", "Up", "Scroll up."),
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
    "preview": ("In the preview of a pack", PREVIEW),
    "pick": ("While choosing a question", PICK),
    "plan": ("In the plan", PLAN),
    "review": ("In the list of sessions", REVIEW),
    "compare": ("While comparing two attempts", COMPARE),
    "charts": ("In the charts", CHARTS),
    "after": ("After a practice", AFTER),
    "debrief": ("In the debrief", DEBRIEF),
    "replay": ("In a replay", REPLAY),
    "timeline": ("In the timeline of a replay", TIMELINE),
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
    frozenset({"replay", "timeline"}),
    frozenset({"replay", "output"}),
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


def capital_of(app: object, action: str) -> str:
    """The same for a menu or a sentence: a letter as the keyboard shows it, and one that needs shift with it."""
    key = key_of(app, action)
    if len(key) != 1 or not key.isalpha():
        return key
    return f"shift+{key.lower()}" if key.isupper() else key.upper()


def all_keys() -> tuple[Key, ...]:
    """Every action of every place."""
    return tuple(key for _, keys in PLACES.values() for key in keys)
