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
import secrets
import sqlite3
import zlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from hotseat.derived import Derived, check, storable, whole
from hotseat.question_bank.folders import NEVER, Kept
from hotseat.question_bank.record import Record

SCHEMA = 1
_OURS = 0x48_53_42_49
"""Marks an SQLite file as an index of a bank."""
_READERS = ("record", "model", "summary", "trust", "loader", "faults", "strict_yaml", "problem", "folders", "index")
"""The modules that decide what a file is understood as."""
_COLUMNS = "f.name, f.size, f.mtime, f.ctime, f.inode, f.row, f.id, f.told"
_TYPES = (str, int, int, int, int, int, str, str, str)
_TABLES = (
    "CREATE TABLE folder (row INTEGER PRIMARY KEY, shelf TEXT NOT NULL, path TEXT NOT NULL, UNIQUE (shelf, path))",
    """CREATE TABLE file (folder INTEGER NOT NULL, name TEXT NOT NULL,
    size INTEGER NOT NULL, mtime INTEGER NOT NULL, ctime INTEGER NOT NULL, inode INTEGER NOT NULL,
    row INTEGER NOT NULL, id TEXT NOT NULL, told TEXT NOT NULL, PRIMARY KEY (folder, name)) WITHOUT ROWID""",
    "CREATE INDEX file_by_id ON file (id, folder)",
    "CREATE TABLE body (file INTEGER PRIMARY KEY, sum INTEGER NOT NULL, json TEXT NOT NULL)",
)


class Index:
    """The index in one folder, opened when it is first needed. No method raises for what is wrong with it."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is made where it is not there, private to this person."""
        self._file = Derived(folder / f"bank-{reader()}.sqlite3", _TABLES, _OURS, SCHEMA)
        self.path = self._file.path

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
            check(found, _TYPES)
            if bodies:
                found = [row[:-1] for row in found if _sum(row[-2]) == row[-1]]
            return {row[0]: Kept._make(row) for row in found}

        return self._file.use(rows, {})

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
            check(found, (int, str))
            homes = dict(found)
            # The index of ids gives all of this in its own order; a join would look up a folder for each file.
            among = f"FROM file INDEXED BY file_by_id WHERE id > '' AND folder IN ({', '.join(map(str, homes))})"
            total = connection.execute(f"SELECT count(DISTINCT id) {among}").fetchone()[0]
            found = connection.execute(f"SELECT folder, told {among} ORDER BY id LIMIT ?", (count,)).fetchall()
            check(found, (int, str))
            return total, [(homes[folder], told) for folder, told in found]

        return self._file.use(rows, (0, []))

    def body(self, row: int) -> str | None:
        """The entry as JSON that one reading gave; None where it is held no longer."""

        def one(connection: sqlite3.Connection) -> str | None:
            found = connection.execute("SELECT json, sum FROM body WHERE file = ?", (row,)).fetchone()
            if found is None or not isinstance(found[0], str) or _sum(found[0]) != found[1]:
                return None
            return found[0]

        return self._file.use(one, None)

    def keep(self, shelf: str, folder: str, records: Mapping[str, Record], gone: Iterable[str] = ()) -> dict[str, int]:
        """Hold these readings, by the files' names, and forget the files that are gone.

        Returns the rows of those that are held now; where nothing can be written, of none.
        """
        records = {name: record for name, record in records.items() if storable(name)}
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

        return self._file.change(write, {})

    def forget_lost_folders(self) -> None:
        """Forget the folders that are there no longer."""

        def write(connection: sqlite3.Connection) -> None:
            lost = [(r,) for r, path in connection.execute("SELECT row, path FROM folder") if not Path(path).is_dir()]
            if lost:
                whole(connection, lambda inner: _drop(inner, lost))

        self._file.use(write, None)

    def close(self) -> None:
        """Close the file; it is opened again when it is needed."""
        self._file.close()


def _drop(connection: sqlite3.Connection, folders: list[tuple[int]]) -> None:
    connection.executemany("DELETE FROM body WHERE file IN (SELECT row FROM file WHERE folder = ?)", folders)
    connection.executemany("DELETE FROM file WHERE folder = ?", folders)
    connection.executemany("DELETE FROM folder WHERE row = ?", folders)


def _sum(text: str) -> int:
    return zlib.crc32(text.encode("utf-8"))


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
