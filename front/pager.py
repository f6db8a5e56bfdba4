"""A file in the person's pager, which has the terminal meanwhile."""

from __future__ import annotations

import os
import shlex
import shutil
from collections.abc import Mapping
from pathlib import Path

from hotseat import harmless
from hotseat.front import external_editor

FALLBACKS = ("less", "more")


class NoPager(Exception):
    """The file could not be shown; the message says why, and what to do."""


def command(environ: Mapping[str, str]) -> list[str]:
    """The pager with its options, as PAGER names it, or one that is there. Raises NoPager."""
    wish = environ.get("PAGER", "").strip()
    path = environ.get("PATH")
    if wish:
        try:
            words = shlex.split(wish)
        except ValueError:
            words = []
        if words and shutil.which(words[0], path=path):
            return words
    found = next((there for name in FALLBACKS if (there := shutil.which(name, path=path))), None)
    if found is None:
        raise NoPager("No pager was found. Set PAGER to one, or open the file yourself.")
    return [found]


async def show(file: Path, environ: Mapping[str, str] = os.environ) -> None:
    """Show a file until the pager is closed. Raises NoPager. The terminal must be the pager's meanwhile."""
    words = command(environ)
    try:
        code = await external_editor.run([*words, str(file)])
    except external_editor.NoEditor as fault:
        raise NoPager(str(fault)) from None
    if code:
        raise NoPager(f"{harmless.line(words[0], 60)} ended with an error ({code}). The file is {file}.")
