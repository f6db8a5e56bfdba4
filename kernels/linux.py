"""Linux's own calls that Python does not carry: prctl, namespaces and mounts, and any system call by number."""

from __future__ import annotations

import ctypes
import os
import platform
import struct
from functools import cache

SET_PARENT_DEATH_SIGNAL, SET_DUMPABLE, SET_SECCOMP, SET_CHILD_SUBREAPER, SET_NO_NEW_PRIVILEGES = 1, 4, 22, 36, 38
_MOUNT_SETATTR, _HERE, _RECURSIVE = 442, -100, 0x8000


def version() -> tuple[int, ...]:
    """The kernel's version as far as it is made of two numbers, such as ``(6, 14)``."""
    return tuple(int(part) for part in platform.release().split("-")[0].split(".")[:2] if part.isdecimal())


def prctl(option: int, argument: int = 0, second: int = 0) -> None:
    """Calls prctl(2). Raises OSError."""
    whole = ctypes.c_ulong
    if _library().prctl(ctypes.c_int(option), whole(argument), whole(second), whole(0), whole(0)):
        code = ctypes.get_errno()
        raise OSError(code, f"prctl {option}: {os.strerror(code)}")


def unshare(flags: int) -> None:
    """Calls unshare(2): this process leaves the namespaces that ``flags`` name. Raises OSError."""
    if _library().unshare(ctypes.c_int(flags)):
        code = ctypes.get_errno()
        raise OSError(code, f"unshare: {os.strerror(code)}")


def mount(source: str | None, target: str, kind: str | None, flags: int = 0, options: str | None = None) -> None:
    """Calls mount(2). Raises OSError."""
    texts = [None if text is None else os.fsencode(text) for text in (source, target, kind, options)]
    if _library().mount(texts[0], texts[1], texts[2], ctypes.c_ulong(flags), texts[3]):
        code = ctypes.get_errno()
        raise OSError(code, f"mount {target}: {os.strerror(code)}")


def set_mount_attributes(target: str, *, add: int = 0, remove: int = 0, recursive: bool = False) -> None:
    """Calls mount_setattr(2), of Linux 5.12. Raises OSError."""
    whole = struct.pack("QQQQ", add, remove, 0, 0)
    flags = ctypes.c_uint(_RECURSIVE if recursive else 0)
    system_call(_MOUNT_SETATTR, ctypes.c_int(_HERE), os.fsencode(target), flags, whole, ctypes.c_size_t(len(whole)))


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
