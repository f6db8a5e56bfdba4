"""Landlock: which files a process may read or write, and that it may reach no socket or process outside.

Linux 5.13 and newer, without privileges, through three system calls. A ruleset only allows: what no rule names is denied.
See landlock(7). Rules hold for a whole folder, so a folder is hidden inside a readable one by naming its neighbours
instead: :func:`rules`.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

from hotseat.kernels.linux import SET_NO_NEW_PRIVILEGES, prctl, system_call

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
TRUNCATE, IOCTL_DEV = 1 << 14, 1 << 15
READ = EXECUTE | READ_FILE | READ_DIR
_OF_A_FILE = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
"""The rights that a rule on a single file may carry."""

Rule = tuple[str, int]
"""A path and the rights on it and on all beneath it."""


def abi() -> int:
    """The version of Landlock this kernel speaks; 0 where it has none."""
    if not sys.platform.startswith("linux"):
        return 0
    try:
        return system_call(CREATE_RULESET, None, ctypes.c_size_t(0), 1)
    except OSError:
        return 0


def rules(readable: Iterable[Path], hidden: Sequence[Path]) -> list[Rule]:
    """Rules that make ``readable`` readable but for ``hidden``.

    A folder that holds something hidden may be listed, and each of its entries gets a rule of its own.
    """
    closed = {path.resolve() for path in hidden}
    found: dict[str, int] = {}
    todo = [path.resolve() for path in readable]
    while todo:
        path = todo.pop()
        if any(path == one or one in path.parents for one in closed):
            continue
        if not any(path in one.parents for one in closed):
            found[str(path)] = READ
            continue
        found[str(path)] = READ_DIR
        try:
            todo.extend(entry.resolve() for entry in path.iterdir())
        except OSError:
            continue
    return list(found.items())


def restrict(allowed: Iterable[Rule], writable: Iterable[str], *, network: bool = False) -> int:
    """Restricts this process for good to ``allowed`` and full use of ``writable``; returns the version used.

    ``network`` leaves TCP alone, for a process in a network of its own. To be called while the process has one thread.
    Paths that are not there are left out. Raises OSError where the kernel refuses, and where it has no Landlock.
    """
    version = abi()
    if not version:
        raise OSError("this kernel has no Landlock")
    rights = (1 << 13) - 1
    if version >= 2:
        rights |= 1 << 13
    if version >= 3:
        rights |= TRUNCATE
    if version >= 5:
        rights |= IOCTL_DEV
    tcp = 3 if version >= 4 and not network else 0
    scoped = 3 if version >= 6 else 0
    attributes = struct.pack("QQQ", rights, tcp, scoped)
    size = 8 if version < 4 else 16 if version < 6 else 24
    ruleset = system_call(CREATE_RULESET, attributes, ctypes.c_size_t(size), 0)
    try:
        for path, access in (*allowed, *((path, rights) for path in writable)):
            _add(ruleset, path, access & rights)
        prctl(SET_NO_NEW_PRIVILEGES, 1)
        system_call(RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)
    return version


def _add(ruleset: int, path: str, access: int) -> None:
    try:
        fd = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(fd).st_mode):
            access &= _OF_A_FILE
        if access:
            system_call(ADD_RULE, ruleset, 1, struct.pack("=Qi", access, fd), 0)
    finally:
        os.close(fd)
