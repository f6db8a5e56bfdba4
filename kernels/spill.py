"""All that one cell has printed, on disk, once it is more than the screen and the journal take.

What is written is harmless text without colours, so that any program may show it. Files are for the person alone; a folder
of them is kept within bounds, and the oldest go first.
"""

from __future__ import annotations

import contextlib
import errno
import os
import re
import secrets
import shutil
from pathlib import Path
from typing import BinaryIO

from hotseat import harmless

MOST = 200_000_000
"""Bytes of one cell's text."""
MOST_ALL = 1_000_000_000
"""Bytes of all cells' texts in one folder."""
LEAST_FREE = 500_000_000
"""Bytes that stay free on the disk."""
LOOK = 20_000_000
"""Bytes between two looks at the free space."""
_NAME = re.compile(r"output-[0-9a-f]{8}\.txt")
_UNFINISHED = re.compile(r"\x1b(?:\[[0-9;:]{0,24})?$|\r$")
"""A colour sequence or a line's end whose second half is in the next piece."""


class Spill:
    """One cell's file. Called by one thread."""

    def __init__(self, folder: Path) -> None:
        """Makes the file. Raises OSError."""
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        _make_room(folder)
        self.file = f"output-{secrets.token_hex(4)}.txt"
        """The file's name in the folder."""
        self.fault = ""
        """Why nothing more is kept, where something is in the way."""
        self.full = False
        """It holds as much as it may."""
        self._folder, self._size, self._look_at, self._rest = folder, 0, 0, ""
        descriptor = os.open(folder / self.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._out: BinaryIO | None = os.fdopen(descriptor, "wb", buffering=1 << 16)

    def write(self, text: str) -> None:
        """Add raw text; what has no room is left out, and :attr:`full` or :attr:`fault` tells so."""
        if self._out is None:
            return
        text = self._rest + text
        self._rest = ""
        if unfinished := _UNFINISHED.search(text):
            text, self._rest = text[: unfinished.start()], unfinished[0]
        data = harmless.plain(text.replace("\r\n", "\n")).encode("utf-8", "replace")
        room = MOST - self._size
        try:
            if self._size >= self._look_at:
                self._look_at = self._size + LOOK
                if shutil.disk_usage(self._folder).free < LEAST_FREE:
                    raise OSError(errno.ENOSPC, "the disk is nearly full")
            self._out.write(data[:room])
        except OSError as fault:
            self.fault = fault.strerror or str(fault)
            self.close()
            return
        self._size += min(len(data), room)
        if len(data) > room:
            self.full = True
            self.close()

    def close(self) -> None:
        """Nothing more comes. Calling it again does nothing."""
        out, self._out = self._out, None
        if out is not None:
            with contextlib.suppress(OSError):
                out.close()


def find(folder: Path, file: str) -> Path | None:
    """Where a cell's whole output lies; None where it is kept no longer. ``file`` may come from anywhere."""
    path = folder / file
    return path if _NAME.fullmatch(file) and path.is_file() and not path.is_symlink() else None


def _make_room(folder: Path) -> None:
    """Remove the oldest files until one more has room."""
    found = [
        (path.stat().st_mtime, path.stat().st_size, path) for path in folder.iterdir() if _NAME.fullmatch(path.name)
    ]
    total = sum(size for _, size, _ in found)
    for _, size, path in sorted(found, key=lambda f: f[0]):
        if total + MOST <= MOST_ALL:
            break
        with contextlib.suppress(OSError):
            path.unlink()
            total -= size
