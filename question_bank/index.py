"""The index: what the files of the bank held when they were read, so that only those that have changed are read again.

It is one SQLite file in the person's own cache folder. It holds nothing that the YAML files do not: it can be deleted at any
time, and where it is damaged, locked, foreign or cannot be written, the bank is read without it. Its file is named by the
code that reads the bank, so that what another version understood is never taken for what this one would. It holds text and
numbers only, and an entry that is taken from it is validated as one from YAML is.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import os
import secrets
import sqlite3
import stat
import threading
import time
import weakref
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from hotseat.question_bank.folders import NEVER, Kept
from hotseat.question_bank.record import Record

T = TypeVar("T")

SCHEMA = 1
_OURS = 0x48_53_42_49
"""Marks an SQLite file as an index of a bank."""
_READERS = ("record", "model", "summary", "trust", "loader", "faults", "strict_yaml", "problem", "folders", "index")
"""The modules that decide what a file is understood as."""
_PATIENCE = 0.5
"""Seconds to wait for another process that writes; then it is done without."""
_LONG_AGO = 30 * 24 * 3600
"""Seconds after which an index of another version that nobody wrote to is removed."""
_COLUMNS = "f.name, f.size, f.mtime, f.ctime, f.inode, f.row, f.id, f.told"
_TYPES = (str, int, int, int, int, int, str, str, str)
_TABLES = f"""
CREATE TABLE folder (row INTEGER PRIMARY KEY, shelf TEXT NOT NULL, path TEXT NOT NULL, UNIQUE (shelf, path));
CREATE TABLE file (folder INTEGER NOT NULL, name TEXT NOT NULL,
    size INTEGER NOT NULL, mtime INTEGER NOT NULL, ctime INTEGER NOT NULL, inode INTEGER NOT NULL,
    row INTEGER NOT NULL, id TEXT NOT NULL, told TEXT NOT NULL, PRIMARY KEY (folder, name)) WITHOUT ROWID;
CREATE INDEX file_by_id ON file (id, folder);
CREATE TABLE body (file INTEGER PRIMARY KEY, sum INTEGER NOT NULL, json TEXT NOT NULL);
PRAGMA application_id = {_OURS};
PRAGMA user_version = {SCHEMA};
"""


class Index:
    """The index in one folder, opened when it is first needed. No method raises for what is wrong with it."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is made where it is not there, private to this person."""
        self.path = folder / f"bank-{reader()}.sqlite3"
        self._connection: sqlite3.Connection | None = None
        self._useless = False
        self._lock = threading.RLock()

    def kept(self, shelf: str, folder: str, *, bodies: bool) -> dict[str, Kept]:
        """What is held of the files of a folder, by their names; with ``bodies`` their entries too."""
        body = "coalesce(b.json, ''), coalesce(b.sum, 0)" if bodies else "''"
        join = "LEFT JOIN body b ON b.file = f.row" if bodies else ""

        def rows(connection: sqlite3.Connection) -> dict[str, Kept]:
            found = connection.execute(
                f"SELECT {_COLUMNS}, {body} FROM file f JOIN folder d ON d.row = f.folder {join} "
                "WHERE d.shelf = ? AND d.path = ?",
                (shelf, folder),
            ).fetchall()
            _check(found, _TYPES)
            if bodies:
                found = [row[:-1] for row in found if _sum(row[-2]) == row[-1]]
            return {row[0]: Kept._make(row) for row in found}

        return self._try(rows, {})

    def first(self, folders: Sequence[str], count: int) -> tuple[int, list[tuple[str, str]]]:
        """How many questions the folders held when they were last read, and the first of them by id, each as its folder
        and what is told of it.

        Of an id that several files give, all are returned and one is counted.
        """
        marks = ", ".join("?" * len(folders))

        def rows(connection: sqlite3.Connection) -> tuple[int, list[tuple[str, str]]]:
            found = connection.execute(
                f"SELECT row, path FROM folder WHERE shelf = 'questions' AND path IN ({marks})", folders
            ).fetchall()
            _check(found, (int, str))
            homes = dict(found)
            # The index of ids gives all of this in its own order; a join would look up a folder for each file.
            among = f"FROM file INDEXED BY file_by_id WHERE id > '' AND folder IN ({', '.join(map(str, homes))})"
            total = connection.execute(f"SELECT count(DISTINCT id) {among}").fetchone()[0]
            found = connection.execute(f"SELECT folder, told {among} ORDER BY id LIMIT ?", (count,)).fetchall()
            _check(found, (int, str))
            return total, [(homes[folder], told) for folder, told in found]

        return self._try(rows, (0, []))

    def body(self, row: int) -> str | None:
        """The entry as JSON that one reading gave; None where it is held no longer."""

        def one(connection: sqlite3.Connection) -> str | None:
            found = connection.execute("SELECT json, sum FROM body WHERE file = ?", (row,)).fetchone()
            if found is None or not isinstance(found[0], str) or _sum(found[0]) != found[1]:
                return None
            return found[0]

        return self._try(one, None)

    def keep(self, shelf: str, folder: str, records: Mapping[str, Record], gone: Iterable[str] = ()) -> dict[str, int]:
        """Hold these readings, by the files' names, and forget the files that are gone.

        Returns the rows of those that are held now; where nothing can be written, of none.
        """
        records = {name: record for name, record in records.items() if _storable(name)}
        names = [(name,) for name in (*records, *gone)]

        def write(connection: sqlite3.Connection) -> dict[str, int]:
            kept: dict[str, int] = {}
            connection.execute("INSERT OR IGNORE INTO folder (shelf, path) VALUES (?, ?)", (shelf, folder))
            found = connection.execute("SELECT row FROM folder WHERE shelf = ? AND path = ?", (shelf, folder))
            (home,) = found.fetchone()
            of_name = f"folder = {home:d} AND name = ?"
            connection.executemany(f"DELETE FROM body WHERE file = (SELECT row FROM file WHERE {of_name})", names)
            connection.executemany(f"DELETE FROM file WHERE {of_name}", names)
            for name, record in records.items():
                row = secrets.randbits(62) + 1
                connection.execute(
                    "INSERT INTO file VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (home, name, *(record.signature or NEVER), row, record.id, record.told),
                )
                if record.body:
                    connection.execute("INSERT INTO body VALUES (?, ?, ?)", (row, _sum(record.body), record.body))
                kept[name] = row
            return kept

        return self._try(lambda connection: _whole(connection, write), {})

    def forget_lost_folders(self) -> None:
        """Forget the folders that are there no longer."""

        def write(connection: sqlite3.Connection) -> None:
            lost = [(r,) for r, path in connection.execute("SELECT row, path FROM folder") if not Path(path).is_dir()]
            if lost:
                _whole(connection, lambda inner: _drop(inner, lost))

        self._try(write, None)

    def close(self) -> None:
        """Close the file; it is opened again when it is needed."""
        with self._lock:
            if self._connection is not None:
                with contextlib.suppress(sqlite3.Error):
                    self._connection.close()
            self._connection = None

    def _try(self, use: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """What ``use`` makes of the open index; ``otherwise`` where that fails. A damaged index is made anew once."""
        with self._lock:
            for again in (True, False):
                if self._useless:
                    return otherwise
                try:
                    if self._connection is None:
                        self._connection = self._open()
                    return use(self._connection)
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

    def _open(self) -> sqlite3.Connection:
        _make_private(self.path.parent)
        new = not self.path.exists()
        if new:
            # SQLite gives its side files the rights of the file itself.
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600))
        elif not stat.S_ISREG(self.path.lstat().st_mode):
            raise OSError("the index is not a regular file")
        connection = sqlite3.connect(self.path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False)
        try:
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("PRAGMA synchronous = NORMAL")
            if connection.execute("PRAGMA application_id").fetchone()[0] == 0:
                connection.execute("PRAGMA journal_mode = WAL")
                _whole(connection, _lay_out)
                self._remove_old()
            found = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
            if found != [_OURS, SCHEMA]:
                raise sqlite3.DatabaseError("not an index of a bank")
        except BaseException:
            connection.close()
            raise
        weakref.finalize(self, connection.close)
        return connection

    def _remove(self) -> bool:
        """Delete the file and what SQLite lays beside it; returns whether that could be done."""
        try:
            for end in ("", "-wal", "-shm", "-journal"):
                self.path.with_name(self.path.name + end).unlink(missing_ok=True)
        except OSError:
            return False
        return True

    def _remove_old(self) -> None:
        """Delete the indexes of other versions that were not written to for long."""
        for path in self.path.parent.glob("bank-*.sqlite3*"):
            with contextlib.suppress(OSError):
                if not path.name.startswith(self.path.name) and path.stat().st_mtime < time.time() - _LONG_AGO:
                    path.unlink()


def _is_busy(fault: sqlite3.OperationalError) -> bool:
    code = getattr(fault, "sqlite_errorcode", 0) & 0xFF
    return code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_INTERRUPT)


def _whole(connection: sqlite3.Connection, write: Callable[[sqlite3.Connection], T]) -> T:
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


def _lay_out(connection: sqlite3.Connection) -> None:
    # Another process may have been first.
    if connection.execute("PRAGMA application_id").fetchone()[0] == 0:
        for statement in _TABLES.split(";"):
            connection.execute(statement)


def _drop(connection: sqlite3.Connection, folders: list[tuple[int]]) -> None:
    connection.executemany("DELETE FROM body WHERE file IN (SELECT row FROM file WHERE folder = ?)", folders)
    connection.executemany("DELETE FROM file WHERE folder = ?", folders)
    connection.executemany("DELETE FROM folder WHERE row = ?", folders)


def _check(rows: Sequence[tuple[Any, ...]], types: tuple[type, ...]) -> None:
    """Raise DatabaseError where a value is not of its column's type, as in a file that was damaged or tampered with."""
    for column, wanted in zip(zip(*rows, strict=True), types, strict=False):
        if set(map(type, column)) != {wanted}:
            raise sqlite3.DatabaseError("a value is not of its column's type")


def _storable(name: str) -> bool:
    """Whether SQLite takes the name as text; a name that is no UTF-8 on the disk is none."""
    return name.isascii() or name.encode("utf-8", "replace").decode("utf-8") == name


def _sum(text: str) -> int:
    return zlib.crc32(text.encode("utf-8"))


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


@functools.cache
def reader() -> str:
    """Names the code that reads the bank: the first 16 signs of a SHA-256 over its source."""
    import pydantic
    import yaml

    from hotseat import __version__, harmless

    total = hashlib.sha256(
        f"{SCHEMA} {__version__} {pydantic.VERSION} {yaml.__version__} {yaml.__with_libyaml__}".encode()
    )
    for path in (Path(harmless.__file__), *(Path(__file__).with_name(f"{name}.py") for name in _READERS)):
        # Where the source does not lie beside the program, the versions alone must do.
        with contextlib.suppress(OSError):
            total.update(path.read_bytes())
    return total.hexdigest()[:16]
