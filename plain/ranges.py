"""Lines of a text by their numbers from 1: read a range as people type it, show lines, put others in their place. Pure."""

from __future__ import annotations

import re

_RANGE = re.compile(r"(\d{1,7})(?:\s*(?:-|–|to|:|\.\.)\s*(\d{1,7}|end)?)?", re.IGNORECASE)


class NoRange(Exception):
    """What was typed is no range of the text; the message says what is."""


def read_range(typed: str, last: int, what: str = "line") -> tuple[int, int]:
    """First and last number of ``3``, ``3-5`` or ``3-`` out of 1 to ``last``. Raises NoRange."""
    found = _RANGE.fullmatch(typed.strip())
    if found is None:
        raise NoRange(f"Say which {what}s: a number such as 3, or two such as 3-5.")
    first = int(found[1])
    open_end = "-" in typed or ":" in typed or found[2] is not None
    end = int(found[2]) if found[2] and found[2].lower() != "end" else last if open_end else first
    if not 1 <= first <= end <= last:
        raise NoRange(f"There {'is' if last == 1 else 'are'} {last} {what}{'' if last == 1 else 's'}, counted from 1.")
    return first, end


def rows_of(text: str) -> list[str]:
    """The lines of a text; none for an empty one, and a line break at the end opens no line."""
    return text.removesuffix("\n").split("\n") if text else []


def numbered(text: str, first: int, last: int) -> str:
    """These lines, each behind its number."""
    return "\n".join(f"{n}: {row}" for n, row in enumerate(rows_of(text), 1) if first <= n <= last)


def asked_for(text: str, typed: str) -> str:
    """The lines of a text that a range as typed names, each behind its number; all of them where nothing is typed.

    Raises NoRange.
    """
    last = len(rows_of(text))
    return numbered(text, *(read_range(typed, last) if typed else (1, last)))


def put(text: str, first: int, last: int, new: list[str]) -> str:
    """The text with lines ``first`` to ``last`` replaced; ``last`` before ``first`` inserts before ``first``."""
    rows = rows_of(text)
    rows[first - 1 : max(last, first - 1)] = new
    return "\n".join(rows) + "\n" if rows else ""
