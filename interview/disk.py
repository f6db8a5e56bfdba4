"""Files that must survive a crash: opened without following links, written whole, forced to the disk, locked.

The few calls that differ between systems are here, so that what uses them reads the same everywhere.
"""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None
try:
    import msvcrt
except ImportError:
    msvcrt = None

FULL = {errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)}
"""The ways a system says that there is no room."""
SHUT = {errno.EROFS, errno.EACCES, errno.EPERM}
"""The ways a system says that nothing may be written."""
_SAFE = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)
_FAR = 1 << 62
"""Where Windows locks one byte: far from what is read and written."""


class NotRegular(OSError):
    """The name stands for a link, a pipe, a device or a folder."""


def open_regular(path: Path, flags: int) -> int:
    """A descriptor of a regular file, private to this person where it is made now.

    Raises :class:`NotRegular` for anything but a regular file, links included, and OSError as ``os.open`` does.
    """
    try:
        # A named pipe would be waited for without O_NONBLOCK.
        descriptor = os.open(path, flags | _SAFE | getattr(os, "O_NONBLOCK", 0), 0o600)
    except OSError as error:
        if error.errno in (errno.ELOOP, errno.ENXIO, errno.EISDIR):
            raise NotRegular(error.errno, "not a regular file", str(path)) from None
        raise
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise NotRegular(errno.EINVAL, "not a regular file", str(path))
    return descriptor


def write_whole(descriptor: int, data: bytes) -> None:
    """One write of all the data. Raises OSError where not all of it was taken; some of it may then be in the file."""
    if os.write(descriptor, data) != len(data):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def sync(descriptor: int) -> None:
    """Return when the file's data and size are on the disk."""
    if sys.platform == "darwin" and fcntl is not None:
        # There fsync leaves the data in the drive's own cache.
        with contextlib.suppress(OSError):
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    getattr(os, "fdatasync", os.fsync)(descriptor)


def sync_folder(folder: Path) -> None:
    """Return when a file made or renamed in the folder will be found there after a power cut, where that can be had."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | getattr(os, "O_CLOEXEC", 0))
    try:
        with contextlib.suppress(OSError):
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def make_private(folder: Path) -> None:
    """Make a folder, and those above it that are missing, for this person alone whatever the umask. Raises OSError."""
    missing = [place for place in (folder, *folder.parents) if not place.exists()]
    for place in reversed(missing):
        place.mkdir(mode=0o700, exist_ok=True)
    if not folder.is_dir():
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))


def lock(descriptor: int) -> bool:
    """Take the file for this process alone until the descriptor is closed; False where another process has it.

    Where the system or the file system knows no locks, True.
    """
    try:
        if fcntl is not None:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        elif msvcrt is not None:
            os.lseek(descriptor, _FAR, os.SEEK_SET)
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # pyright: ignore
            os.lseek(descriptor, 0, os.SEEK_SET)
    except OSError as error:
        return error.errno not in (errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK)
    return True


def put(path: Path, data: bytes, *, lasting: bool = True) -> None:
    """Make a file with this content, all of it or not at all, replacing what has the name. Raises OSError.

    One that need not be ``lasting`` may be the old one again after a power cut, and costs no wait for the disk.
    """
    passing = path.with_name(f".{path.name}.{os.getpid()}.part")
    descriptor = open_regular(passing, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    try:
        try:
            write_whole(descriptor, data)
            if lasting:
                sync(descriptor)
        finally:
            os.close(descriptor)
        passing.replace(path)
        if lasting:
            sync_folder(path.parent)
    except OSError:
        passing.unlink(missing_ok=True)
        raise
