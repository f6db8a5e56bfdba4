"""Who speaks: every line that begins at the margin begins with a role word, and what belongs to it is indented.

So nothing a program prints can be taken for the interviewer's words or for a verdict, a script can tell the lines apart, and a
screen reader does not say the role before each row of a table. Into a pipe a paragraph goes as one line. A terminal would
break it in the middle of a word, on a braille display too, so that sentences are broken between words there; code and
output never are.
"""

from __future__ import annotations

from typing import Literal

from hotseat import harmless

Role = Literal[
    "Interviewer",
    "You",
    "Candidate",
    "Output",
    "Checks",
    "Clock",
    "Note",
    "Code",
    "Debrief",
    "Replay",
    "Plan",
    "Choice",
]
INDENT = "  "
AS_IT_IS = frozenset({"Output", "Code"})
"""Roles whose rows are never broken."""
CODE = "    "
"""What rows of code inside other text begin with."""
NARROWEST = 20
"""Columns below which nothing is broken."""


def block(role: Role, text: str, width: int = 0) -> str:
    """The text under its role word, harmless, broken between words at ``width`` columns (0: never); ends in a line break."""
    first, *rest = harmless.plain(text).split("\n")
    rows = [f"{role}: {first}", *(f"{INDENT}{row}" for row in rest)]
    if width >= NARROWEST and role not in AS_IT_IS:
        rows = [part for row in rows for part in _broken(row, width)]
    return "".join(f"{row.rstrip()}\n" for row in rows)


def _broken(row: str, width: int) -> list[str]:
    body = row.lstrip(" ")
    indent = row[: len(row) - len(body)]
    if len(row) * 2 <= width or body != body.expandtabs() or indent.startswith(INDENT + CODE):
        return [row]
    from wcwidth import wrap

    return wrap(
        body,
        width - 1,
        initial_indent=indent,
        subsequent_indent=indent or INDENT,
        break_long_words=False,
        break_on_hyphens=False,
    ) or [row]
