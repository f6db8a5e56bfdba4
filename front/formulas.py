"""LaTeX as text: Unicode where that is easily read, and as it was typed where not."""

from __future__ import annotations

import re

from hotseat import harmless

LONGEST = 4_000
"""Characters of a formula that is read; a longer one stays as it was typed."""
_DEPTH = 60
"""Braces within braces; a formula with more stays as it was typed."""
_INLINE = re.compile(r"(?<![\\$\w])\$(?=\S)([^$\n]{1,300}?)(?<=[^\s\\])\$(?![\w$])|\$\$(.{1,2000}?)\$\$", re.DOTALL)
_RAISED = re.compile(r"\^(?:\(([-+]?\d{1,3}|[-+]?n|T)\)|(\d|n|T))")
_SIGNS = str.maketrans("0123456789+-nT", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿᵀ")
_GROUP = re.compile(r"([_^])\s*\{([^{}\\]{2,40})\}")
"""What is raised or lowered and has more than one sign: it must not run into what follows."""
_DISPLAY = re.compile(r"^\s*(?:\$\$?|\\\[|\\\()\s*(?:\\displaystyle\s*)?|\s*(?:\$\$?|\\\]|\\\))\s*$")


def formula(source: str) -> str:
    """A formula in LaTeX as text, without a control character; as it was typed where it cannot be read."""
    bare = _DISPLAY.sub("", harmless.plain(source)).strip()
    depth = most = 0
    for sign in bare:
        depth += (sign == "{") - (sign == "}")
        most = max(most, depth)
    if not bare or len(bare) > LONGEST or most > _DEPTH or bare.count("\\begin") > 20:
        return bare
    try:
        from pylatexenc.latex2text import LatexNodes2Text

        text = LatexNodes2Text(math_mode="text", keep_comments=False).latex_to_text(
            f"${_GROUP.sub(_in_brackets, bare)}$"
        )
    except Exception:  # what was typed need not be LaTeX, and the reader raises many things
        return bare
    text = _RAISED.sub(lambda found: (found[1] or found[2]).translate(_SIGNS), text)
    rows = (row.rstrip() for row in harmless.plain(text).strip().split("\n"))
    return "\n".join(row for row in rows if row) or bare


def _in_brackets(found: re.Match[str]) -> str:
    return f"{found[1]}{{({found[2]})}}"


def in_text(text: str) -> str:
    """Text whose formulas between dollars are turned into Unicode; code and prices stay as they are."""
    if "$" not in text:
        return text
    parts = re.split(r"(```.*?```|`[^`\n]*`)", text, flags=re.DOTALL)
    return "".join(
        part if n % 2 else _INLINE.sub(lambda found: formula(found[1] or found[2] or ""), part)
        for n, part in enumerate(parts)
    )
