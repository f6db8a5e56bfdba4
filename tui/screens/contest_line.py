"""What is asked when the person contests a line of the scorecard, or has contested it already."""

from __future__ import annotations

from hotseat.interview.looked_back import LONGEST_NOTE
from hotseat.interview.scorecard import Line
from hotseat.interview.scorecard_words import WHAT_FOLLOWS
from hotseat.tui.screens.dialogs import Ask, AskLine, Choice


def what_is_wrong(line: Line) -> AskLine:
    """Asks for the reason."""
    return AskLine(
        "What is wrong with this line?", f"{line.text}\n\n{WHAT_FOLLOWS}", hint="Your reason", most=LONGEST_NOTE
    )


def back_or_anew(line: Line) -> Ask:
    """Asks what becomes of a contest: ``back`` takes it back, ``anew`` says it otherwise."""
    said = line.contest.reason if line.contest else ""
    choices = [
        Choice("back", "Take it back", "The line stands as if you had said nothing."),
        Choice("anew", "Say it otherwise"),
    ]
    return Ask("You contest this line", f"{line.text}\n\nYou said: {said}", choices)
