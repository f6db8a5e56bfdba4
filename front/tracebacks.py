"""A traceback with the frames of libraries told apart from the candidate's own, so that those can come first."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hotseat import harmless
from hotseat.frozen import frozen

_FRAME = re.compile(r"(?:Cell In\s?\[|Input In\s?\[|File\s|\s{2}File\s\")")
_PLACE = re.compile(r"File\s+\"?([^\s\",:][^\",\n]*?)(?:\"|:\d|:\s|,|$)")
_LIBRARY = re.compile(
    r"(?:site|dist)-packages[\\/]|[\\/]lib(?:64)?[\\/]python\d|[\\/]Lib[\\/]|^<(?:frozen|__array_function__)|\.p(?:yx|xd|xi)$"
)
_KERNEL = re.compile(r"[\\/]kernels[\\/]launcher[\\/]\w+\.py")
"""What runs the cells; an interrupt can fall into it, as while a line is printed."""
_PACKAGE = re.compile(r"(?:site|dist)-packages[\\/]([A-Za-z0-9_]+)|File\s+\"?([a-z_]+)/[\w/]*\.p(?:yx|xd|xi)")


_RULE = re.compile(r"^(?:\x1b\[[0-9;]*m)*[-=─]{10,}(?:\x1b\[[0-9;]*m)*\n", re.MULTILINE)
_GAP = re.compile(r" {3,}(?=Traceback \(most recent call last\))")


def tidy(traceback: str) -> str:
    """The traceback without the rules and the gap that fit one width alone."""
    return _GAP.sub(" ", _RULE.sub("", traceback))


@frozen
class Stretch:
    """Consecutive lines of a traceback."""

    lines: tuple[str, ...]
    """As they came, colours in them."""
    frames: int = 0
    """How many frames of libraries these are; 0 for what is always shown."""
    told: str = ""
    """Those frames in a line, such as ``3 frames in pandas``."""


def stretches(traceback: str) -> tuple[Stretch, ...]:
    """The traceback in stretches that are always shown and such that can be folded away; joined they are all of it.

    Nothing can be folded away where no frame is the candidate's own, for then nothing would say where it happened.
    """
    lines = traceback.rstrip("\n").split("\n")
    bare = [harmless.colours_dropped(line) for line in lines]
    parts = _parts(bare)
    if not any(kind == "own" for kind, _, _ in parts):
        return (Stretch(tuple(lines)),)
    found: list[Stretch] = []
    kept: list[str] = []
    frames: list[tuple[int, int]] = []

    def fold() -> None:
        if frames:
            begin, end = frames[0][0], frames[-1][1]
            if kept:
                found.append(Stretch(tuple(kept)))
                kept.clear()
            found.append(Stretch(tuple(lines[begin:end]), len(frames), _told([bare[b] for b, _ in frames])))
            frames.clear()

    for kind, begin, end in parts:
        if kind == "library":
            frames.append((begin, end))
        else:
            fold()
            kept += lines[begin:end]
    fold()
    if kept:
        found.append(Stretch(tuple(kept)))
    return tuple(found)


def _parts(bare: Sequence[str]) -> list[tuple[str, int, int]]:
    """The kind of each run of lines, with its bounds: a frame reaches to the next one or to the blank line behind it."""
    parts: list[tuple[str, int, int]] = []
    at = 0
    while at < len(bare):
        end = at + 1
        if not _FRAME.match(bare[at]):
            while end < len(bare) and not _FRAME.match(bare[end]):
                end += 1
            parts.append(("other", at, end))
            at = end
            continue
        plain = bare[at].startswith("  File")
        while end < len(bare) and not _FRAME.match(bare[end]):
            if (plain and not bare[end].startswith("  ")) or (not plain and not bare[end].strip()):
                break
            end += 1
        if end < len(bare) and not bare[end].strip():
            end += 1  # the blank line behind a frame goes with it
        parts.append(("library" if _of_library(bare[at]) else "own", at, end))
        at = end
    return parts


def _of_library(header: str) -> bool:
    place = _PLACE.search(header)
    return place is not None and any(known.search(place[1]) for known in (_LIBRARY, _KERNEL))


def _told(headers: Sequence[str]) -> str:
    names = list(dict.fromkeys(map(_package, headers)))
    where = ", ".join(names[:3]) + (" and others" if len(names) > 3 else "")
    return f"{len(headers)} {'frame' if len(headers) == 1 else 'frames'} in {where}"


def _package(header: str) -> str:
    if _KERNEL.search(header):
        return "the kernel"
    found = _PACKAGE.search(header)
    return found[1] or found[2] if found else "the standard library"
