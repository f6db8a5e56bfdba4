"""The first steps: which key comes when, and what shows that it was used. Nothing of the screen in here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Deed = Literal["said", "code", "ran", "judged", "passed", "zoomed", "helped", "found", "ended"]
"""What a person can have done."""


@dataclass(frozen=True)
class Step:
    """One thing to do."""

    deed: Deed
    """What ends the step."""
    words: str
    """What to do; ``{key}`` is where the key is named."""
    action: str = ""
    """The action whose key is named, as the table of keys calls it."""


STEPS: tuple[Step, ...] = (
    Step("said", "You talk with the interviewer here. Type a few words, such as “I am ready”, and press enter."),
    Step("code", "The code has a place of its own. Press {key} to go there.", "interview.code"),
    Step("ran", "Press {key} to run all cells. It will print 7, where 10 is right.", "interview.run-all"),
    Step("judged", "Press {key} to have the code judged. It will say what is wrong.", "interview.submit"),
    Step("passed", "Now go to line 4, make it “return x * 2”, and press {key} again.", "interview.submit"),
    Step(
        "zoomed", "Press {key}: the code has the whole place. Press it again to have the rest back.", "interview.zoom"
    ),
    Step("helped", "{key} lists all keys. Press it, and esc to close the list.", "interview.help"),
    Step("found", "ctrl+p finds anything by its name. Press it, look around, and press esc."),
    Step("ended", "That was all. {key} moves on, which ends this here.", "interview.next"),
)


class Steps:
    """Where somebody is in the first steps."""

    def __init__(self) -> None:
        self.at = 0
        """The index of the step to do now; one past the last when all is done."""

    @property
    def step(self) -> Step | None:
        """The step to do now; None when all is done."""
        return STEPS[self.at] if self.at < len(STEPS) else None

    def did(self, deed: Deed) -> bool:
        """Note what was done; returns whether that was the step."""
        if deed == "ended":
            self.at = len(STEPS)
            return True
        step = self.step
        if step is None or step.deed != deed:
            return False
        self.at += 1
        return True
