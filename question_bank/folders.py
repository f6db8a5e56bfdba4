"""Which YAML files lie in a folder of the bank, and by what a change of each of them is noticed."""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from hotseat.question_bank.problem import Problem

Signature = tuple[int, int, int, int]
"""A file's size in bytes, the times of its last change of content and of any change at all in nanoseconds, and its number
on the disk. The second time cannot be set by hand, so a change is noticed though the first one is put back."""

NEVER: Signature = (-1, 0, 0, 0)
"""Stands for the signature of what has to be read again whatever it looks like."""
_SETTLED = 2_000_000_000
"""Nanoseconds. A file system may tell times no finer than this, so one more change within them may leave no trace."""
_INODES = os.name != "nt"
"""Whether listing a folder tells the numbers of its files."""
_MOST = (1 << 63) - 1
_NAME = attrgetter("name")


class Kept(NamedTuple):
    """What is remembered of one file."""

    name: str
    """The path below the folder, with slashes."""
    size: int
    mtime: int
    ctime: int
    inode: int
    row: int
    """Stands for this one reading; a later reading of the file gets another."""
    id: str
    """Empty where the file cannot be used."""
    told: str
    """As JSON the fields of a question's summary, or the faults of a file that cannot be used; see ``record``."""
    body: str
    """The entry as JSON; empty where it has to be asked for, by ``row``."""

    @property
    def signature(self) -> Signature:
        return self[1:5]


class Stale(NamedTuple):
    """A file of which nothing is remembered as it is now."""

    name: str
    """The path below the folder, with slashes."""
    size: int


@dataclass
class Listing:
    """The files of one folder in order of names, and what is wrong with the folder."""

    files: list[Kept | Stale] = field(default_factory=list["Kept | Stale"])
    problems: list[Problem] = field(default_factory=list[Problem])


def listing(folder: str, kept: Mapping[str, Kept], *, deep: bool) -> Listing:
    """The YAML files of a folder, held against what is kept of them by name; with ``deep`` those of its folders too.

    Never raises.
    """
    found = Listing()
    _list(folder, "", kept, found, deep=deep)
    return found


def _list(folder: str, before: str, kept: Mapping[str, Kept], found: Listing, *, deep: bool) -> None:
    with contextlib.ExitStack() as opened:
        try:
            inner = sorted(_entries(folder, opened), key=_NAME)
        except FileNotFoundError:
            return
        except (OSError, ValueError) as error:
            found.problems.append(Problem(folder, 1, 1, "", f"the folder cannot be read: {error}"))
            return
        add = found.files.append
        for entry in inner:
            name = entry.name
            if name[0] == ".":
                continue
            if name.endswith(".yaml"):
                name = before + name
                try:
                    now = entry.stat(follow_symlinks=False)
                except OSError:
                    now = None
                known = kept.get(name)
                # Ten thousand files are compared in a blink only if little is done for each of them. A link, whose target
                # may change unseen, is kept as NEVER, so that it is always read again.
                if (
                    known is not None
                    and now is not None
                    and known[2] == now.st_mtime_ns
                    and known[3] == now.st_ctime_ns
                    and known[1] == now.st_size
                    and (not _INODES or known[4] == now.st_ino & _MOST)
                ):
                    add(known)
                else:
                    add(Stale(name, now.st_size if now is not None else 0))
            elif name.endswith(".yml"):
                told = "ends in .yml and is not read; rename it to .yaml"
                found.problems.append(Problem(os.path.join(folder, name), 1, 1, "", told))  # noqa: PTH118
            elif deep and _is_folder(entry):
                _list(os.path.join(folder, name), f"{name}/", kept, found, deep=False)  # noqa: PTH118


def _entries(folder: str, opened: contextlib.ExitStack) -> Iterable[os.DirEntry[str]]:
    """What lies in a folder; looking at each is quicker from within the folder, where the system can do that."""
    if os.scandir not in os.supports_fd:
        return opened.enter_context(os.scandir(folder))
    within = os.open(folder, os.O_RDONLY | getattr(os, "O_CLOEXEC", 0))
    opened.callback(os.close, within)
    return opened.enter_context(os.scandir(within))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir(follow_symlinks=False)
    except OSError:
        return False


def signature(path: str | Path) -> Signature | None:
    """What a file is told by now; None for a link, whose target may change, and for what cannot be looked at."""
    try:
        found = os.lstat(path)
    except (OSError, ValueError):
        return None
    if stat.S_ISLNK(found.st_mode):
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino & _MOST if _INODES else 0


def settled(of: Signature) -> bool:
    """Whether a file of this signature is old enough that every later change will alter the signature."""
    return of[2 if _INODES else 1] < time.time_ns() - _SETTLED
