"""Finding a text in code, and putting another in its place. Pure."""

from __future__ import annotations

MOST_PLACES = 10_000
"""Places that are looked for; a longer list helps nobody."""

Spot = tuple[int, int, int]
"""Row, and the columns from and to."""


def exact(query: str) -> bool:
    """Whether the case matters: it does once there is a capital letter in what is looked for."""
    return query != query.lower()


def spots(lines: list[str], query: str) -> list[Spot]:
    """Every place of a text, in order, none overlapping the one before; none for an empty text."""
    if not query or "\n" in query:
        return []
    keep = exact(query)
    found: list[Spot] = []
    for row, line in enumerate(lines):
        # A letter whose small form is longer would shift every column behind it.
        seen = line if keep or len(line.lower()) != len(line) else line.lower()
        at = seen.find(query)
        while at >= 0:
            found.append((row, at, at + len(query)))
            if len(found) == MOST_PLACES:
                return found
            at = seen.find(query, at + len(query))
    return found


def after(found: list[Spot], place: tuple[int, int], step: int) -> int | None:
    """The index of the next place from here (``step`` 1), or of the one before (-1), round the end; None without any."""
    if not found:
        return None
    if step > 0:
        return next((i for i, (row, start, _) in enumerate(found) if (row, start) >= place), 0)
    return next((i for i in range(len(found) - 1, -1, -1) if found[i][:2] < place), len(found) - 1)


def replaced(lines: list[str], query: str, new: str) -> tuple[str, int]:
    """The whole text with every place replaced, and how many there were."""
    found = spots(lines, query)
    rows = list(lines)
    for row, start, end in reversed(found):
        rows[row] = rows[row][:start] + new + rows[row][end:]
    return "\n".join(rows), len(found)
