"""An SQLite file that holds nothing but what can be made anew from other files: an index, in the person's own cache folder.

It can be deleted at any time. Damaged, foreign or of another layout, it is made anew; locked, or where it cannot be written, it
is done without. Standard library only, so that any room may.
"""

from __future__ import annotations

import contextlib
import os
import sqlite3
import stat
import threading
import time
import weakref
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")

PATIENCE = 0.5
"""Seconds to wait for another process that writes; then it is done without."""
_LONG_AGO = 30 * 24 * 3600
"""Seconds after which a file of another version that nobody wrote to is removed."""


class Derived:
    """The file, opened when it is first needed. No method raises for what is wrong with it."""

    def __init__(self, path: Path, tables: Sequence[str], mark: int, layout: int) -> None:
        """``tables`` are the statements that lay it out; ``mark`` and ``layout`` tell whose file it is and how it is laid out.

        Files in the same folder whose names begin alike up to the first hyphen are of other versions. The folder is made
        where it is not there, private to this person.
        """
        self.path = path
        self._tables, self._told = tuple(tables), [mark, layout]
        self._connection: sqlite3.Connection | None = None
        self._useless = False
        self._lock = threading.RLock()

    @property
    def useless(self) -> bool:
        """Whether the file can neither be used nor made anew; whoever asks is then told the other thing each time."""
        return self._useless

    def use(self, what: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """What ``what`` makes of the open file; ``otherwise`` where that fails. A damaged file is made anew once."""
        with self._lock:
            for again in (True, False):
                if self._useless:
                    return otherwise
                try:
                    if self._connection is None:
                        self._connection = self._open()
                    return what(self._connection)
                except sqlite3.OperationalError as fault:
                    # Locked by another process, or a full disk: the file is not to blame, and may do the next time.
                    if _is_busy(fault):
                        return otherwise
                    self.close()
                    self._useless = not (again and self._remove())
                except sqlite3.Error:
                    self.close()
                    self._useless = not (again and self._remove())
                except (OSError, ValueError, TypeError, OverflowError):
                    self.close()
                    self._useless = True
        return otherwise

    def change(self, what: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """Like :meth:`use`; the change is carried out wholly or not at all."""
        return self.use(lambda connection: whole(connection, what), otherwise)

    def close(self) -> None:
        """Close the file; it is opened again when it is needed."""
        with self._lock:
            if self._connection is not None:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.close()
            self._connection = None

    def _open(self) -> sqlite3.Connection:
        _make_private(self.path.parent)
        if not self.path.exists():
            # SQLite gives its side files the rights of the file itself.
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600))
        elif not stat.S_ISREG(self.path.lstat().st_mode):
            raise OSError("the index is not a regular file")
        connection = sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA synchronous = NORMAL")
            if connection.execute("PRAGMA application_id").fetchone()[0] == 0:
                connection.execute("PRAGMA journal_mode = WAL")
                whole(connection, self._lay_out)
                self._remove_old()
            found = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
            if found != self._told:
                raise sqlite3.DatabaseError("not this index")
        except BaseException:
            connection.close()
            raise
        weakref.finalize(self, connection.close)
        return connection

    def _lay_out(self, connection: sqlite3.Connection) -> None:
        # Another process may have been first.
        if connection.execute("PRAGMA application_id").fetchone()[0] == 0:
            for statement in self._tables:
                connection.execute(statement)
            connection.execute(f"PRAGMA application_id = {self._told[0]}")
            connection.execute(f"PRAGMA user_version = {self._told[1]}")

    def _remove(self) -> bool:
        """Delete the file and what SQLite lays beside it; returns whether that could be done."""
        try:
            for end in ("", "-wal", "-shm", "-journal"):
                self.path.with_name(self.path.name + end).unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def _remove_old(self) -> None:
        """Delete the files of other versions that were not written to for long."""
        family = self.path.name.partition("-")[0]
        for path in self.path.parent.glob(f"{family}-*.sqlite3*"):
            with contextlib.suppress(OSError):
                if not path.name.startswith(self.path.name) and path.stat().st_mtime < time.time() - _LONG_AGO:
                    path.unlink()


def _is_busy(fault: sqlite3.OperationalError) -> bool:
    code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_INTERRUPT)


def whole(connection: sqlite3.Connection, write: Callable[[sqlite3.Connection], T]) -> T:
    """Carry out a change wholly or not at all."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        done = write(connection)
        connection.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            connection.execute("ROLLBACK")
        raise
    return done


def check(rows: Sequence[tuple[Any, ...]], types: tuple[type, ...]) -> None:
    """Raise DatabaseError where a value is not of its column's type, as in a file that was damaged or tampered with."""
    for column, wanted in zip(zip(*rows, strict=True), types, strict=False):
        if set(map(type, column)) != {wanted}:
            raise sqlite3.DatabaseError("a value is not of its column's type")


def storable(name: str) -> bool:
    """Whether SQLite takes the name as text; a name that is no UTF-8 on the disk is none."""
    return name.isascii() or name.encode("utf-8", "replace").decode("utf-8") == name


def _make_private(folder: Path) -> None:
    """Make the folder, or see that it is this person's alone. Raises OSError where it is not."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    found = folder.stat()
    if not hasattr(os, "geteuid"):
        return
    if found.st_uid != os.geteuid():
        raise PermissionError(13, "the folder belongs to somebody else", str(folder))
    if found.st_mode & 0o077:
        folder.chmod(0o700)
