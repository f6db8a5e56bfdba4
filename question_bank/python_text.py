"""Python that lies in a pack, parsed: whatever somebody put there becomes a tree or one sentence.

Nothing is run. A file of a few kilobytes may be nested so deeply that Python's parser gives up by exhausting its stack,
which is a fault of the file and of nothing else.
"""

from __future__ import annotations

import ast
import warnings


class NotPython(ValueError):
    """The text is no Python; the message goes on from the file's name: "is not Python: invalid syntax (line 3)"."""

    def __init__(self, said: str, line: int = 1) -> None:
        super().__init__(said)
        self.line = line
        """Where, counted from 1."""


def parsed(text: str) -> ast.Module:
    """The tree of a file's text. Raises NotPython."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(text)
    except SyntaxError as error:
        raise NotPython(f"is not Python: {error.msg} (line {error.lineno or 1})", error.lineno or 1) from None
    except (ValueError, RecursionError, MemoryError):
        raise NotPython("is not Python that can be read: it is nested too deeply or holds a null character") from None


def docstring(text: str) -> str:
    """The docstring at the head of a file's text, or an empty one. Raises NotPython."""
    return ast.get_docstring(parsed(text)) or ""
