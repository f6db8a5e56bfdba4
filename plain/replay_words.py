"""The words of a replay in lines."""

from __future__ import annotations

from hotseat.plain.words import Word

PROMPT = "Replay: "
HOW = (
    "Type next, back, failure, section, or a time such as 12:30; then talk, code, diff, output, verdict or habits. "
    "help tells more; an empty line closes the replay."
)
WORDS = (
    Word("next", "[N]", "Go to the next moment, or hear the next N.", ("n", "on")),
    Word("back", "[N]", "Go to the moment before, or hear the N before.", ("b", "previous")),
    Word("failure", "[back]", "Go to the next run or submission that failed, or to the one before.", ("f", "fail")),
    Word("section", "[back]", "Go to the next part of the session, or to the one before.", ("s", "part")),
    Word("at", "TIME", "Go to a time of the interview, such as 12:30; the time alone does it.", ("time",)),
    Word("where", "", "Hear again where this is, and what happens.", ("now",)),
    Word("talk", "[N]", "Hear the last turns of the talk, or the last N.", ("said",)),
    Word("code", "[N-M]", "Hear the code as it was, or those lines.", ("show",)),
    Word("diff", "", "Hear what leads from the code at this moment to the reference.", ("reference",)),
    Word("output", "[all]", "Hear what the last run had printed.", ("printed",)),
    Word("verdict", "", "Hear the last verdict.", ("checks",)),
    Word("habits", "", "Hear which habits had been seen by then."),
    Word("bookmark", "[NOTE]", "Set a bookmark at this moment, or change its note.", ("mark", "m")),
    Word("unmark", "", "Take the bookmark at this moment out.", ("remove",)),
    Word("bookmarks", "[N]", "Hear the bookmarks, or go to bookmark N.", ("marks",)),
    Word("help", "", "Hear these words."),
    Word("quit", "", "Close the replay; so does an empty line.", ("leave", "exit", "close")),
)
