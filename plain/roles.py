"""Who speaks: every line that begins at the margin begins with a role word, and what belongs to it is indented.

So nothing a program prints can be taken for the interviewer's words or for a verdict, a script can tell the lines apart, and a
screen reader does not say the role before each row of a table. A paragraph is one line: the terminal folds it where it
ends, and a reader does not pause in the middle of a sentence.
"""

from __future__ import annotations

from typing import Literal

from hotseat import harmless

Role = Literal["Interviewer", "You", "Output", "Checks", "Clock", "Note", "Code", "Debrief", "Choice"]
INDENT = "  "


def block(role: Role, text: str) -> str:
    """The text under its role word, harmless; ends in a line break."""
    rows = [row.rstrip() for row in harmless.plain(text).split("\n")]
    first, *rest = rows
    head = f"{role}: {first}".rstrip()
    return "\n".join([head, *(f"{INDENT}{row}".rstrip() for row in rest)]) + "\n"
