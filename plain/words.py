"""The words after a slash: each with what it takes and does. Help, parsing and "did you mean" are made from this one table."""

from __future__ import annotations

import difflib
from dataclasses import dataclass


@dataclass(frozen=True)
class Word:
    """One thing that can be done."""

    name: str
    takes: str
    """What may stand behind it, as people read it."""
    help: str
    also: tuple[str, ...] = ()
    """Other names for it."""
    practice: bool = False
    """Only in practice."""


ANSWERING = (
    Word("clarify", "TEXT", "Ask about the question. Words without a slash do the same.", ("ask",)),
    Word("think", "TEXT", "Think aloud while you code. Words without a slash do the same.", ("aloud", "note")),
    Word("paste", "", "Answer in several paragraphs or with code, up to a line with a single dot."),
    Word("draft", "", "Hear your unsent answer."),
    Word("drop", "", "Throw your unsent answer away."),
    Word("amend", "[N]", "Put your last answer another way, or the one N answers back."),
    Word("dictate", "[FILE]", "Speak an answer, or take a recorded one; a command of yours turns it into words."),
    Word("edit", "[answer|code]", "Open the answer or the code in $VISUAL or $EDITOR.", ("editor",)),
)
INTERVIEW = (
    Word("hint", "", "Ask for a hint; each takes 10 % off what the question scores."),
    Word("repeat", "", "Have the question said again."),
    Word("next", "[now]", "Go on to what comes next. With now: without being asked.", ("on", "go")),
    Word("skip", "", "Leave the question and move on."),
    Word("later", "", "Ask to come back to the question later."),
    Word("said", "[N]", "Hear the last N turns of the conversation again; all with: all.", ("talk",)),
    Word("time", "", "Hear how much time is left.", ("clock",)),
    Word("checklist", "", "Hear the habits and the list from before the call.", ("habits",)),
    Word("tick", "N", "Tick line N of the checklist, or take the tick away."),
    Word("pause", "", "Stop the clock, or let it go on.", practice=True),
    Word("back", "", "Open the question before this one again.", practice=True),
    Word("reveal", "", "Hear the model answer and the reference.", practice=True),
    Word("end", "[now]", "End the session here; the debrief follows. With now: without being asked."),
    Word(
        "quit",
        "[now]",
        "Leave; the session is kept. With now: without being asked.",
        ("leave", "exit", "bye"),
    ),
)
CODING = (
    Word("show", "[N-M]", "Hear the code with its line numbers, or those lines.", ("code",)),
    Word("cells", "", "Hear which cells there are and how they ran."),
    Word("file", "", "Hear where the code lies, to edit it in an editor of your own.", ("path",)),
    Word("write", "", "Type all of the code anew, up to a line with a single dot."),
    Word("append", "", "Add lines at the end of the code, up to a line with a single dot."),
    Word("insert", "N", "Insert lines before line N, up to a line with a single dot."),
    Word("replace", "N-M", "Type anew lines N to M, up to a line with a single dot."),
    Word("delete", "N-M", "Delete lines N to M."),
    Word("undo", "", "Take the last change to the code back."),
    Word("run", "[N|N-M]", "Run all cells, cell N, or cells N to M.", ("runall",)),
    Word(
        "output",
        "[N] [all|whole]",
        "Hear again what the last run printed, or run N; all that is kept with: all; in $PAGER with: whole.",
    ),
    Word("interrupt", "", "Stop the cell that runs, or else the judge; ctrl+c does the same.", ("stop",)),
    Word("restart", "", "Throw the kernel's variables away and begin afresh."),
    Word("submit", "", "Give the code to the judge."),
    Word("checks", "", "Hear the last verdict again.", ("verdict",)),
    Word("contest", "[REASON]", "Dispute the last verdict; a case is written and the score marked."),
    Word("overrule", "", "Say that a rubric point was read wrongly: in the debrief."),
)
HELP = Word("help", "[WORD]", "Hear all words, or what one of them does.", ("h", "words"))
WORDS: tuple[Word, ...] = (HELP, *ANSWERING, *INTERVIEW, *CODING)


def find(name: str, among: tuple[Word, ...] = WORDS) -> Word | None:
    """The word with this name, or another of its names."""
    name = name.lower()
    return next((w for w in among if name == w.name or name in w.also), None)


def nearest(name: str, among: tuple[Word, ...] = WORDS) -> str:
    """The word that was most likely meant, or an empty text."""
    known = [n for w in among for n in (w.name, *w.also)]
    found = difflib.get_close_matches(name.lower(), known, 1, 0.6)
    begun = [n for n in known if len(name) > 1 and n.startswith(name.lower())]
    return begun[0] if begun else found[0] if found else ""


def help_rows(practice: bool, code: bool) -> list[str]:
    """All words that make sense here, one a row under their headings."""
    parts: list[tuple[str, tuple[Word, ...]]] = [("Answering", ANSWERING), ("The interview", INTERVIEW)]
    if code:
        parts.append(("Code", CODING))
    rows = [row(HELP)]
    for title, words in parts:
        rows += [f"{title}.", *(f"  {row(w)}" for w in words if practice or not w.practice)]
    return rows


def row(word: Word) -> str:
    """A word with what it takes and does."""
    takes = f" {word.takes}" if word.takes else ""
    also = f" Also {' and '.join('/' + name for name in word.also)}." if word.also else ""
    return f"/{word.name}{takes}: {word.help}{also}"
