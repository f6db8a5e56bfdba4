"""Linux's own calls that Python does not carry: prctl, and any system call by number."""

from __future__ import annotations

import ctypes
import os
from functools import cache

SET_PARENT_DEATH_SIGNAL, SET_DUMPABLE, SET_SECCOMP, SET_CHILD_SUBREAPER, SET_NO_NEW_PRIVILEGES = 1, 4, 22, 36, 38


def prctl(option: int, argument: int = 0, second: int = 0) -> None:
    """Calls prctl(2). Raises OSError."""
    whole = ctypes.c_ulong
    if _library().prctl(ctypes.c_int(option), whole(argument), whole(second), whole(0), whole(0)):
        code = ctypes.get_errno()
        raise OSError(code, f"prctl {option}: {os.strerror(code)}")


def system_call(number: int, *arguments: object) -> int:
    """Calls the system call ``number``; returns what it returns. Raises OSError."""
    found = int(_library().syscall(ctypes.c_long(number), *arguments))
    if found < 0:
        code = ctypes.get_errno()
        raise OSError(code, f"system call {number}: {os.strerror(code)}")
    return found


@cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)
