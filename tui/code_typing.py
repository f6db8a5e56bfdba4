"""What a key does to Python code: brackets and quotes in pairs, and how far the next line is indented. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

CLOSING = {"(": ")", "[": "]", "{": "}"}
QUOTES = "'\""
_PREFIXES = frozenset({"r", "b", "u", "f", "t", "br", "rb", "fr", "rf", "tr", "rt"})
LOOK_BACK = 4000
"""Characters before the cursor in which an open bracket is looked for."""
_TEXTS = re.compile(r"\"[^\"\n]*\"|'[^'\n]*'|#.*")
_CALLED = re.compile(r"[\w)\]]$")
_DEFINED = re.compile(
    r"\b(?:def|class)\s+\w+$|\b(?:and|or|not|in|is|if|else|elif|while|for|return|yield|lambda|import|assert|await)$"
)
_LEAVING = ("return", "pass", "break", "continue", "raise")
"""Statements after which a block has nothing more to do."""


@dataclass(frozen=True)
class Typed:
    """What comes of a key."""

    text: str
    """Put in at the cursor; empty to step over what stands there."""
    back: int = 0
    """Characters that the cursor goes back from the text's end."""
    over: int = 0
    """Characters that the cursor steps over."""


def opened(before: str) -> str:
    """What a line is inside of at its end: a quote, three of them, ``#`` for a comment, or nothing."""
    inside, at = "", 0
    while at < len(before):
        if inside:
            if before[at] == "\\":
                at += 2
                continue
            if before.startswith(inside, at):
                at += len(inside)
                inside = ""
                continue
        elif before[at] == "#":
            return "#"
        elif before[at] in QUOTES:
            inside = before[at] * (3 if before.startswith(before[at] * 3, at) else 1)
            at += len(inside)
            continue
        at += 1
    return inside


def typed(before: str, after: str, character: str) -> Typed | None:
    """What typing a character between the two halves of a line comes to; None where it is just put in."""
    inside = opened(before)
    if inside == "#":
        return None
    if character in CLOSING:
        return Typed(character + CLOSING[character], back=1) if not inside and _free(after) else None
    if character in CLOSING.values():
        # What was closed by itself is stepped over; where one is missing it is put in.
        line = before + after
        opening = next(o for o, c in CLOSING.items() if c == character)
        closed = line.count(character) >= line.count(opening)
        return Typed("", over=1) if after.startswith(character) and closed and not inside else None
    if character in QUOTES:
        if inside:
            return Typed("", over=1) if inside[0] == character and after.startswith(character) else None
        if before.endswith(character * 2) and not before.endswith(character * 3):
            return Typed(character * 4, back=3)
        word = before[len(before.rstrip("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_")) :]
        if (word and word.lower() not in _PREFIXES) or not _free(after) or before.endswith(character):
            return None
        return Typed(character * 2, back=1)
    return None


def _free(after: str) -> bool:
    """Whether nothing stands right behind the cursor that a pair would be put around by mistake."""
    return not after or after[0] in " \t)]},:;"


def empty_pair(before: str, after: str) -> bool:
    """Whether the cursor stands in a pair with nothing in it, which goes as a whole."""
    if not before or not after:
        return False
    if before[-1] in QUOTES:
        # The second of two quotes ends a text; only an opening one has its partner behind it.
        return after[0] == before[-1] and not opened(before[:-1]) and opened(before) == before[-1]
    return CLOSING.get(before[-1]) == after[0]


def wrapped(character: str, selected: str) -> str | None:
    """What becomes of a selection when an opening bracket or a quote is typed over it; None where it is replaced."""
    if not selected:
        return None
    if character in CLOSING:
        return character + selected + CLOSING[character]
    return character + selected + character if character in QUOTES and "\n" not in selected else None


def next_line(before: str, after: str, width: int) -> Typed:
    """What enter puts in: a line break, and the indentation that the next line should have, in steps of ``width``."""
    indent = before[: len(before) - len(before.lstrip())]
    code = _without_comment(before).rstrip()
    if opened(before) not in ("", "#"):
        return Typed("\n" + indent)
    if code.endswith(tuple(CLOSING)) and after.startswith(CLOSING[code[-1]]):
        return Typed(f"\n{indent}{' ' * width}\n{indent}", back=len(indent) + 1)
    if code.endswith((":", *CLOSING)):
        return Typed("\n" + indent + " " * width)
    if code.strip().split(" ")[0] in _LEAVING and not after.strip() and _balanced(code):
        return Typed("\n" + indent[:-width] if len(indent) >= width else "\n")
    return Typed("\n" + indent)


def _without_comment(before: str) -> str:
    at = before.find("#")
    while at >= 0:
        if opened(before[:at]) == "":
            return before[:at]
        at = before.find("#", at + 1)
    return before


def _balanced(code: str) -> bool:
    return all(code.count(o) == code.count(c) for o, c in CLOSING.items())


def inside_call(before: str) -> bool:
    """Whether the innermost bracket that is open at the end of this code is that of a call, not of a definition."""
    open_: list[bool] = []
    for line in before[-LOOK_BACK:].split("\n"):
        bare = _TEXTS.sub("", line)
        for at, sign in enumerate(bare):
            if sign in CLOSING:
                head = bare[:at].rstrip()
                called = sign == "(" and bool(_CALLED.search(head)) and not _DEFINED.search(head)
                open_.append(called)
            elif sign in CLOSING.values() and open_:
                open_.pop()
    return bool(open_) and open_[-1]


def toggled(lines: list[str]) -> list[str]:
    """The lines as comments, or as code again where all that are not blank are comments."""
    body = [line for line in lines if line.strip()]
    if body and all(line.lstrip().startswith("#") for line in body):
        out: list[str] = []
        for line in lines:
            indent = line[: len(line) - len(line.lstrip())]
            bare = line.lstrip().removeprefix("#")
            out.append(indent + bare.removeprefix(" ") if line.strip() else line)
        return out
    at = min((len(line) - len(line.lstrip()) for line in body), default=0)
    return [line[:at] + "# " + line[at:] if line.strip() else line for line in lines]
