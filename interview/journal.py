"""The journal of a session: an append-only file of which nothing is lost that was said to be saved.

A batch of records is one write; with ``sync`` it is on the disk when ``append`` returns. What a crash leaves half
written at the end is set aside in ``<journal>.torn`` when the session is opened again; damage anywhere else opens the
journal for reading only. A full disk undoes the batch, so that the file always ends in a whole line, and the same
batch can be written again once there is room. One process at a time may write. See ``journal_lines`` for the format.
"""

from __future__ import annotations

import contextlib
import os
import threading
import weakref
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from hotseat.interview import disk, side_files
from hotseat.interview.journal_lines import (
    Damage,
    Header,
    JournalContents,
    Record,
    encode,
    header_line,
    is_record,
    read_header,
    scan,
    scan_on,
)
from hotseat.interview.journal_trouble import (
    JournalError,
    JournalFull,
    JournalLocked,
    JournalTooNew,
    trouble,
    unwritten,
)

T = TypeVar("T")

__all__ = [
    "Damage",
    "Header",
    "Journal",
    "JournalContents",
    "JournalError",
    "JournalFull",
    "JournalLocked",
    "JournalTooNew",
    "Record",
    "load_blob",
    "owner",
    "peek",
    "read",
    "read_on",
]


def read(path: Path) -> JournalContents:
    """What a journal holds, whoever else has it open. Raises :class:`JournalError` where it is none or too new."""

    def all_of_it(descriptor: int) -> JournalContents:
        with os.fdopen(descriptor, "rb") as file:
            return scan(file, str(path))

    return _opened(path, os.O_RDONLY, all_of_it)


def read_on(path: Path, before: JournalContents) -> JournalContents:
    """What a journal holds that was read before, and without damage then; only what was added is read.

    Raises :class:`JournalError` where it is not there any more.
    """

    def what_was_added(descriptor: int) -> JournalContents:
        with os.fdopen(descriptor, "rb") as file:
            file.seek(before.size)
            return scan_on(file, before)

    return _opened(path, os.O_RDONLY, what_was_added)


def owner(path: Path) -> int | None:
    """The process that has noted that a journal is its own; None where none has. It may have ended since."""
    try:
        return int(_note(path).read_text(encoding="ascii"))
    except (OSError, ValueError):
        return None


def peek(path: Path) -> Header:
    """A journal's first line alone, for long lists. Raises :class:`JournalError` like :func:`read`."""

    def first(descriptor: int) -> Header:
        with os.fdopen(descriptor, "rb") as file:
            return read_header(file.readline(1 << 16), str(path))[0]

    return _opened(path, os.O_RDONLY, first)


def load_blob(journal: Path, digest: str) -> bytes:
    """What ``store_blob`` of this journal kept. Raises :class:`JournalError` where it is missing or damaged."""
    return side_files.load(_blobs(journal), digest)


class Journal:
    """A journal that this process may write to."""

    def __init__(self, path: Path, descriptor: int, found: JournalContents) -> None:
        """Use :meth:`create` or :meth:`open`."""
        self.path = path
        self.found = found
        """What the journal held when it was opened."""
        self._descriptor = descriptor
        self._good = found.size
        """Bytes up to the end of the last whole batch."""
        self._chain = found.chain
        self._seq: int | None = found.records[-1]["seq"] if found.records else None
        self._ragged = False
        """Whether the file ends in part of a batch that could not be taken back."""
        self._mutex = threading.Lock()
        _open_journals.add(self)

    @property
    def read_only(self) -> bool:
        """Whether the journal was found damaged, so that nothing may be added to it."""
        return self.found.broken

    @staticmethod
    def create(path: Path, header: Header) -> Journal:
        """Begin a journal in a private folder, which is made where it is missing. Raises :class:`JournalError`."""
        line, chain = header_line(header)
        try:
            disk.make_private(path.parent)
        except OSError as error:
            raise trouble(path.parent, error) from error
        descriptor = _opened(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_EXCL, _locked(path))
        try:
            disk.write_whole(descriptor, line)
            disk.sync(descriptor)
            disk.sync_folder(path.parent)
        except OSError as error:
            os.close(descriptor)
            path.unlink(missing_ok=True)
            _note(path).unlink(missing_ok=True)
            raise trouble(path, error) from error
        return Journal(path, descriptor, JournalContents(header, (), None, size=len(line), chain=chain))

    @staticmethod
    def open(path: Path) -> Journal:
        """Go on with a journal; ``found`` tells what it holds and what was lost.

        A torn end is set aside first. Raises :class:`JournalLocked`, :class:`JournalTooNew`, :class:`JournalFull`, and
        :class:`JournalError` for anything else in the way.
        """
        descriptor = _opened(path, os.O_RDWR | os.O_APPEND, _locked(path))
        try:
            with os.fdopen(descriptor, "rb", closefd=False) as file:
                found = scan(file, str(path))
            if found.damage and found.damage.kind == "torn":
                _set_aside(path, descriptor, found.size)
            if hasattr(os, "fchmod"):
                with contextlib.suppress(PermissionError):
                    os.fchmod(descriptor, 0o600)
        except OSError as error:
            os.close(descriptor)
            raise trouble(path, error) from error
        return Journal(path, descriptor, found)

    def append(self, records: Sequence[Record], *, sync: bool) -> None:
        """Write records in order, all of them or none; with ``sync`` they are on the disk when this returns.

        Raises :class:`JournalFull` where there is no room and :class:`JournalError` for anything else in the way; the
        same records may then be appended again. Raises ValueError for what is no record or does not follow.
        """
        with self._mutex:
            self._ready()
            batch, chain, seq = self._encoded(records)
            if sync:
                self._find()
            try:
                self._trim()
                if batch:
                    self._ragged = True
                    disk.write_whole(self._descriptor, batch)
                if sync:
                    disk.sync(self._descriptor)
            except OSError as error:
                self._trim_if_possible()
                raise unwritten(self.path, error) from error
            self._ragged = False
            self._good, self._chain, self._seq = self._good + len(batch), chain, seq

    def store_blob(self, data: bytes) -> str:
        """Keep a large piece in a file of its own and return its digest, by which a record can name it.

        Raises :class:`JournalFull` and :class:`JournalError` like :meth:`append`.
        """
        try:
            return side_files.store(_blobs(self.path), data)
        except OSError as error:
            raise unwritten(self.path, error) from error

    def check(self) -> str:
        """Look whether the file is still the one under the journal's name, and put it back where it is not.

        Returns an empty text, or a sentence about what had happened; another file that had taken the name is kept
        beside it. Synced appends look by themselves. Raises :class:`JournalError` where it cannot be put back.
        """
        with self._mutex:
            self._ready()
            return self._find()

    def close(self) -> None:
        """Let go of the file; further calls do nothing."""
        with self._mutex:
            if self._descriptor >= 0:
                self._trim_if_possible()
                _note(self.path).unlink(missing_ok=True)
                os.close(self._descriptor)
                self._descriptor = -1
            _open_journals.discard(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _ready(self) -> None:
        if self._descriptor < 0:
            raise JournalError("the journal is closed")
        if self.read_only:
            raise JournalError(f"{self.path} is damaged and open for reading only")

    def _encoded(self, records: Sequence[Record]) -> tuple[bytes, str, int | None]:
        chain, seq, lines = self._chain, self._seq, list[bytes]()
        for record in records:
            if not is_record(record):
                raise ValueError("a record needs seq, at, wall, kind and data")
            own: Any = record["seq"]
            if seq is not None and own != seq + 1:
                raise ValueError(f"record {own} does not follow record {seq}")
            line, chain = encode(record, chain)
            seq = own
            lines.append(line)
        return b"".join(lines), chain, seq

    def _trim(self) -> None:
        """Take back what an append that failed has left at the end."""
        if self._ragged:
            os.ftruncate(self._descriptor, self._good)
            self._ragged = False

    def _trim_if_possible(self) -> None:
        try:
            self._trim()
        except OSError:
            return

    def _find(self) -> str:
        own = os.fstat(self._descriptor)
        if own.st_size < self._good:
            raise JournalError(f"{self.path} was cut short by another program; what follows cannot be saved in it")
        try:
            there = self.path.lstat()
        except OSError:
            there = None
        if there and (there.st_dev, there.st_ino) == (own.st_dev, own.st_ino):
            return ""
        try:
            aside = self._put_back(taken=there is not None)
        except OSError as error:
            raise unwritten(self.path, error) from error
        if aside:
            return f"Another file had taken the journal's place. It is kept as {aside.name}, and the journal is back."
        return "The journal had been removed. It was written anew from what is still open, and nothing is lost."

    def _put_back(self, *, taken: bool) -> Path | None:
        """Copy the file that is still open to the journal's name; what had that name is renamed and returned."""
        self._trim()
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        with os.fdopen(self._descriptor, "rb", closefd=False) as file:
            data = file.read(self._good)
        disk.make_private(self.path.parent)
        aside = _unused(self.path.with_name(self.path.name + ".other")) if taken else None
        if aside:
            self.path.rename(aside)
        disk.put(self.path, data)
        descriptor = disk.open_regular(self.path, os.O_RDWR | os.O_APPEND)
        disk.lock(descriptor)
        os.close(self._descriptor)
        self._descriptor = descriptor
        return aside

    def _forget(self) -> None:
        """In a forked child: close the file, or the child would keep the session locked after its parent's end."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


_open_journals: weakref.WeakSet[Journal] = weakref.WeakSet()


def _after_fork() -> None:
    for journal in tuple(_open_journals):
        journal._forget()  # pyright: ignore[reportPrivateUsage]


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)


def _blobs(journal: Path) -> Path:
    return journal.parent / "blobs"


def _note(journal: Path) -> Path:
    """The file that says which process has the journal; the lock itself is on the journal."""
    return journal.with_name(journal.name + ".lock")


def _locked(path: Path) -> Callable[[int], int]:
    """Locks a descriptor of the journal and notes whose it is; closes it where another process has the lock."""

    def take(descriptor: int) -> int:
        if not disk.lock(descriptor):
            os.close(descriptor)
            raise JournalLocked(owner(path))
        # Without the note a second process is still kept out; it only cannot say by whom.
        with contextlib.suppress(OSError):
            disk.put(_note(path), f"{os.getpid()}\n".encode("ascii"))
        return descriptor

    return take


def _opened(path: Path, flags: int, use: Callable[[int], T]) -> T:
    try:
        return use(disk.open_regular(path, flags))
    except OSError as error:
        raise trouble(path, error) from error


def _set_aside(path: Path, descriptor: int, good: int) -> None:
    """Move what follows the last whole line to ``<journal>.torn``, after what lies there from earlier times."""
    os.lseek(descriptor, good, os.SEEK_SET)
    with os.fdopen(descriptor, "rb", closefd=False) as file:
        tail = file.read()
    torn = disk.open_regular(path.with_name(path.name + ".torn"), os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    try:
        disk.write_whole(torn, tail)
        disk.sync(torn)
    finally:
        os.close(torn)
    os.ftruncate(descriptor, good)
    disk.sync(descriptor)


def _unused(path: Path) -> Path:
    """The path, or the first with a number behind it that does not exist."""
    number, found = 1, path
    while os.path.lexists(found):
        number += 1
        found = path.with_name(f"{path.name}-{number}")
    return found
