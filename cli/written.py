"""Files that a command was asked to write: whole or not at all, and none that is there already unless that is meant."""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

from hotseat import harmless
from hotseat.cli.trouble import lacking, wrong_use
from hotseat.interview import disk


def check_target(path: Path, *, force: bool) -> None:
    """Exit with a sentence where a file cannot be written there: before the work that makes it."""
    name = harmless.line(str(path), 300)
    try:
        there = path.lstat()
    except FileNotFoundError:
        folder = path.parent
        if not folder.is_dir():
            wrong_use(f"There is no folder {harmless.line(str(folder), 300)}. Make it first, or name another file.")
        return
    except (OSError, ValueError) as fault:
        wrong_use(f"{name} cannot be written: {getattr(fault, 'strerror', None) or 'its name cannot be one'}.")
    if stat.S_ISDIR(there.st_mode):
        wrong_use(f"{name} is a folder. Name a file in it.")
    if not stat.S_ISREG(there.st_mode):
        wrong_use(f"{name} is no regular file. Name another one.")
    if not force:
        wrong_use(f"{name} is there already. Name another file, or say --force to replace it.")


def write_file(path: Path, data: bytes, *, force: bool) -> None:
    """Write the file, private to the person. Exits with a sentence where that cannot be done; no part of it is left then."""
    check_target(path, force=force)
    try:
        if force:
            disk.put(path, data)
        else:
            _make(path, data)
    except FileExistsError:
        check_target(path, force=False)
    except OSError as fault:
        lacking(f"{harmless.line(str(path), 300)} cannot be written: {fault.strerror or fault}.")


def _make(path: Path, data: bytes) -> None:
    """Make the file where there is none. Raises OSError, and FileExistsError where one has come meanwhile."""
    descriptor = disk.open_regular(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            disk.sync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise


def pour(data: bytes) -> None:
    """Data of any size on standard output, byte for byte."""
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
