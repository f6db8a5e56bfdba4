"""Which YAML files lie in a folder of the bank, and by what a change of each of them is noticed."""

from __future__ import annotations

import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from hotseat.question_bank.problem import Problem

Signature = tuple[int, int, int, int]
"""A file's size in bytes, the times of its last change of content and of any change at all in nanoseconds, and its number
on the disk. The second time cannot be set by hand, so a change is noticed though the first one is put back."""

_SETTLED = 2_000_000_000
"""Nanoseconds. A file system may tell times no finer than this, so one more change within them may leave no trace."""
_INODES = os.name != "nt"
"""Whether listing a folder tells the numbers of its files."""
_MOST = (1 << 63) - 1


class Found(NamedTuple):
    """A file as it lay in its folder."""

    path: str
    name: str
    """The path below the folder that was listed, with slashes."""
    signature: Signature | None
    """None for what is told by no signature, such as a link, whose target may change."""


@dataclass
class Listing:
    """The files of one folder in order of names, and what is wrong with the folder."""

    files: list[Found] = field(default_factory=list[Found])
    problems: list[Problem] = field(default_factory=list[Problem])


def listing(folder: str, *, deep: bool) -> Listing:
    """The YAML files of a folder; with ``deep`` those of its folders too. Never raises."""
    found = Listing()
    _list(folder, "", found, deep=deep)
    return found


def _list(folder: str, before: str, found: Listing, *, deep: bool) -> None:
    try:
        with os.scandir(folder) as entries:
            inner = sorted(entries, key=_name)
    except FileNotFoundError:
        return
    except (OSError, ValueError) as error:
        found.problems.append(Problem(folder, 1, 1, "", f"the folder cannot be read: {error}"))
        return
    for entry in inner:
        name = entry.name
        if name.startswith("."):
            continue
        if name.endswith(".yaml"):
            found.files.append(Found(entry.path, before + name, _of_entry(entry)))
        elif name.endswith(".yml"):
            found.problems.append(Problem(entry.path, 1, 1, "", "ends in .yml and is not read; rename it to .yaml"))
        elif deep and _is_folder(entry):
            _list(entry.path, f"{name}/", found, deep=False)


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def _of_entry(entry: os.DirEntry[str]) -> Signature | None:
    try:
        return None if entry.is_symlink() else _signature(entry.stat(follow_symlinks=False))
    except OSError:
        return None


def signature(path: str | Path) -> Signature | None:
    """What a file is told by now; None for a link, and for what cannot be looked at."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return None
    return None if (found.st_mode & 0o170000) == 0o120000 else _signature(found)


def _signature(found: os.stat_result) -> Signature:
    number = found.st_ino & _MOST if _INODES else 0
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, number


def settled(of: Signature) -> bool:
    """Whether a file of this signature is old enough that every later change will alter the signature."""
    return of[2 if _INODES else 1] < time.time_ns() - _SETTLED
