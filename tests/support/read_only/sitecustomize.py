"""Lets a program find a folder read-only from one moment to the next, and writable again, as a disk that failed would have it.

No system call does that to files that are open for writing. A Python that begins with this folder in ``PYTHONPATH`` imports this
module by itself. While the file that ``HOTSEAT_READ_ONLY`` names is there, nothing in its folder can be written.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable
from typing import Any

SIGN = os.environ.get("HOTSEAT_READ_ONLY", "")
INSIDE = SIGN.rpartition(os.sep)[0] + os.sep
CHANGES = {"os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.truncate", "os.chmod", "os.link", "os.symlink"}
WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


def _refuse(place: Any) -> None:
    """Raise as the system does for a place in the folder, given by its path or its descriptor."""
    try:
        path = os.readlink(f"/proc/self/fd/{place}") if isinstance(place, int) else os.fspath(place)  # noqa: PTH115 - pathlib opens files of its own accord
    except (OSError, TypeError):
        return
    if os.fsdecode(path).startswith(INSIDE) and os.access(SIGN, os.F_OK):
        raise OSError(errno.EROFS, os.strerror(errno.EROFS), path)


def _heard(event: str, arguments: tuple[Any, ...]) -> None:
    if (event == "open" and isinstance(arguments[2], int) and arguments[2] & WRITES) or event in CHANGES:
        _refuse(arguments[0])


def _guarded(call: Callable[..., Any]) -> Callable[..., Any]:
    def guarded(descriptor: int, *given: Any) -> Any:
        _refuse(descriptor)
        return call(descriptor, *given)

    return guarded


if SIGN:
    sys.addaudithook(_heard)
    for name in ("write", "pwrite", "fsync", "fdatasync"):
        setattr(os, name, _guarded(getattr(os, name)))
