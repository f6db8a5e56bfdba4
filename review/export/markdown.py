"""Markdown for other programs to lay out, in which nothing from outside becomes more than text. Pure."""

from __future__ import annotations

import re


def tame(text: str) -> str:
    """Markdown in which no tag, no link and no picture from outside is left; code keeps its signs."""
    rows: list[str] = []
    fence = ""
    for row in text.split("\n"):
        found = re.match(r" {0,3}(`{3,})([^`]*)$", row)
        if found and not fence:
            fence = found[1]
        elif found and len(found[1]) >= len(fence) and not found[2].strip():
            fence = ""
        elif not fence:
            parts = row.split("`")
            whole = len(parts) % 2 == 1
            row = "`".join(p if whole and n % 2 else _escaped(p) for n, p in enumerate(parts))
        rows.append(row)
    return "\n".join([*rows, fence] if fence else rows)


def _escaped(text: str) -> str:
    return text.replace("<", "&lt;").replace("![", "!\\[").replace("](", "]\\(").replace("]:", "]\\:")
