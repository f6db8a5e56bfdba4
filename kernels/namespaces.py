"""Namespaces: a network, a table of processes and a view of the files that belong to one sandboxed process alone.

They are for the few questions that need more than the strict sandbox. A network of its own holds nothing but its own
loopback. A table of processes of its own ends with its first process, so nothing that was started in it can be left
behind or hide; the file system around it is read-only but for the scratch folder, and shared memory is private.

Linux, without privileges, through user namespaces, where the machine allows them; see namespaces(7), pid_namespaces(7) and
mount_setattr(2). To be entered before the other layers are put on, which forbid all of this.
"""

from __future__ import annotations

import errno
import json
import os
import select
import signal
import socket
import struct
import sys
import tempfile
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from hotseat.kernels import landlock
from hotseat.kernels.linux import (
    SET_DUMPABLE,
    SET_PARENT_DEATH_SIGNAL,
    mount,
    prctl,
    set_mount_attributes,
    unshare,
    version,
)

NETWORK, PROCESSES = "network namespace", "process namespace"
"""The two layers, by the names under which they are reported."""

_OWN_FILES, _OWN_IDS, _OWN_PROCESSES, _OWN_NETWORK = 0x20000, 0x10000000, 0x20000000, 0x40000000
_PRIVATE, _RECURSIVE, _BIND = 1 << 18, 1 << 14, 1 << 12
_NO_SET_ID, _NO_DEVICES, _NO_PROGRAMS = 2, 4, 8
_READ_ONLY = 1
_GET_FLAGS, _SET_FLAGS, _UP = 0x8913, 0x8914, 1
_SHARED_MEMORY = "/dev/shm"
_TABLE = "/proc"
_HIGHEST_NUMBER = Path("/proc/sys/kernel/pid_max")
"""Bounds the tasks of a table, the superuser's too. Before Linux 6.14 the same file bounds those of the whole machine."""
_BOUNDED_TABLES, _FEWEST_NUMBERS = (6, 14), 301
_NICE = 10
"""How far what can become many steps back, so that whoever watches over it gets a turn."""


@dataclass(frozen=True)
class Inside:
    """The namespaces that the calling process is in now."""

    held: tuple[str, ...] = ()
    parent: int | None = None
    """The process whose end is to be its own, as it is numbered from here."""
    writable: tuple[str, ...] = ()
    """Folders it may write to besides its scratch folder."""
    readable: tuple[landlock.Rule, ...] = ()
    """What it may read because nothing but its own is there."""


def enter(
    wanted: Collection[str], scratch: str, parent: int | None, *, most_tasks: int = 512, shared_megabytes: int = 64
) -> Inside:
    """Puts the calling process, which has one thread, into namespaces of its own, for good.

    With :data:`PROCESSES` among ``wanted`` it returns in a grandchild: the process that was called stays outside, waits,
    and ends as the grandchild ends; killing it kills everything inside. ``most_tasks`` bounds the processes and threads
    in there where the kernel can do that for a table, from Linux 6.14; ``shared_megabytes`` bounds shared memory.
    Raises OSError where the machine refuses; the process is then still what it was, or in namespaces half made.
    """
    flags = _OWN_NETWORK | (_OWN_PROCESSES | _OWN_FILES if PROCESSES in wanted else 0)
    _unshare(flags)
    if NETWORK in wanted:
        _raise_loopback()
    if PROCESSES not in wanted:
        return Inside((NETWORK,), parent)
    _close_the_files(scratch, shared_megabytes)
    own_table = _go_inside(parent, most_tasks)
    os.chdir(scratch)
    held = (NETWORK, PROCESSES) if NETWORK in wanted else (PROCESSES,)
    readable = ((_TABLE, landlock.READ_FILE | landlock.READ_DIR),) if own_table else ()
    return Inside(held, 1, (_SHARED_MEMORY,), readable)


def remedy() -> str:
    """What would let this machine make namespaces, as far as that can be seen."""
    if not sys.platform.startswith("linux"):
        return "Linux; other systems have no namespaces"
    if _setting("kernel/apparmor_restrict_unprivileged_userns") == "1":
        return (
            "sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0 (AppArmor keeps user namespaces from programs)"
        )
    if _setting("kernel/unprivileged_userns_clone") == "0":
        return "sudo sysctl kernel.unprivileged_userns_clone=1"
    if _setting("user/max_user_namespaces") == "0":
        return "sudo sysctl user.max_user_namespaces=10000"
    return "Linux 5.12 or newer with user namespaces; in a container, one that is allowed to make them"


def _setting(name: str) -> str:
    try:
        return Path("/proc/sys", name).read_text("ascii").strip()
    except OSError:
        return ""


def _unshare(flags: int) -> None:
    user, group = os.geteuid(), os.getegid()
    try:
        unshare(_OWN_IDS | flags)
    except OSError:
        if user:
            raise
        unshare(flags)  # the superuser may do without, where user namespaces are switched off
        return
    for name, text in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
        Path("/proc/self", name).write_text(text, "ascii")


def _raise_loopback() -> None:
    """Switches on ``lo``, the only thing in a new network."""
    import fcntl

    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        found = fcntl.ioctl(any_socket, _GET_FLAGS, struct.pack("16sh14x", b"lo", 0))
        (flags,) = struct.unpack_from("h", found, 16)
        fcntl.ioctl(any_socket, _SET_FLAGS, struct.pack("16sh14x", b"lo", flags | _UP))


def _close_the_files(scratch: str, shared_megabytes: int) -> None:
    """Makes every file system read-only to this process but for ``scratch``, and shared memory its own."""
    mount(None, "/", None, _PRIVATE | _RECURSIVE)
    mount(scratch, scratch, None, _BIND)
    set_mount_attributes("/", add=_READ_ONLY, recursive=True)
    set_mount_attributes(scratch, remove=_READ_ONLY)
    if not Path(_SHARED_MEMORY).is_dir():
        raise OSError(errno.ENOENT, f"there is no {_SHARED_MEMORY}")
    options = f"size={shared_megabytes}m,nr_inodes=2000,mode=0700"
    mount("tmpfs", _SHARED_MEMORY, "tmpfs", _NO_SET_ID | _NO_DEVICES | _NO_PROGRAMS, options)


def _go_inside(parent: int | None, most_tasks: int) -> bool:
    """Forks twice: what waits outside, the first process inside, and the one that this returns in.

    The first process of the table only takes in orphans: the kernel shields it from signals that come from inside, and
    kills every other process of the table with it. Returns whether ``/proc`` shows the new table.
    """
    alive, held = os.pipe()
    told, tell = os.pipe()
    first = os.fork()
    if first:
        _wait_outside(first, parent, told, held)
    os.close(held)
    os.close(told)
    prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
    if select.select([alive], [], [], 0)[0]:
        os._exit(97)  # whoever waits outside has ended before it could be tied to
    prctl(SET_DUMPABLE, 0)
    own_table = _show_the_table(most_tasks)
    inner = os.fork()
    if inner:
        _take_in_orphans(inner, tell)
    os.close(alive)
    os.close(tell)
    os.nice(_NICE)
    return own_table


def _show_the_table(most_tasks: int) -> bool:
    """Bounds the new table and mounts it on ``/proc``; returns whether it could be.

    It is refused where parts of the old one are covered, as in most containers.
    """
    try:
        mount("proc", _TABLE, "proc", _NO_SET_ID | _NO_DEVICES | _NO_PROGRAMS)
    except OSError:
        return False
    if version() >= _BOUNDED_TABLES:
        with suppress(OSError):
            _HIGHEST_NUMBER.write_text(str(max(most_tasks, _FEWEST_NUMBERS)), "ascii")
    set_mount_attributes(_TABLE, add=_READ_ONLY)
    return True


def _wait_outside(first: int, parent: int | None, told: int, held: int) -> NoReturn:
    """Ends as the process inside ends, which the first one of the table tells."""
    try:
        _close_all_but(told, held)
        if parent is not None:
            prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
            if os.getppid() != parent:
                os._exit(97)
        answer = os.read(told, 4)
        os.waitpid(first, 0)
        code = os.waitstatus_to_exitcode(struct.unpack("i", answer)[0]) if len(answer) == 4 else -signal.SIGKILL
        if code < 0:
            if code != -signal.SIGKILL:
                signal.signal(-code, signal.SIG_DFL)
            os.kill(os.getpid(), -code)
        os._exit(max(code, 0))
    finally:
        os._exit(70)


def _take_in_orphans(inner: int, tell: int) -> NoReturn:
    try:
        _close_all_but(tell)
        while True:
            pid, status = os.wait()
            if pid == inner:
                os.write(tell, struct.pack("i", status))
                os._exit(0)
    finally:
        os._exit(70)


def _close_all_but(*kept: int) -> None:
    before = 0
    for fd in sorted(kept):
        os.closerange(before, fd)
        before = fd + 1
    os.closerange(before, 1 << 20)


def probe() -> dict[str, str]:
    """For each of the two layers why this machine cannot make it; empty where it can.

    It is tried in a process of its own each, forked from this one, which must have one thread.
    """
    return {name: _tried(name) for name in (NETWORK, PROCESSES)}


def _tried(name: str) -> str:
    with tempfile.TemporaryDirectory(prefix="hotseat-namespaces-") as scratch:
        heard, say = os.pipe()
        pid = os.fork()
        if pid == 0:
            try:
                enter([name], scratch, os.getppid())
                os.write(say, b"+")
            except OSError as error:
                os.write(say, (error.strerror or str(error)).encode())
            finally:
                os._exit(0)
        os.close(say)
        answer = os.read(heard, 4096)
        os.close(heard)
        os.waitpid(pid, 0)
    return "" if answer == b"+" else answer.decode(errors="replace") or "the process ended"


if __name__ == "__main__":
    print(json.dumps(probe()))
