"""The index of the sessions: what the list shows of each, and all that was said, written and printed in them, to be searched.

It is one SQLite file in the person's own cache folder, beside the bank's. It holds nothing that the journals do not: it can be
deleted at any time and is made anew from them; a journal that has changed, by its size and time, is read again. Its file is named
by the code that reads journals and by the folder of the sessions. Where no file can be kept there, one in a temporary folder
serves for as long as the program runs.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
import os
import shutil
import sqlite3
import tempfile
import threading
import weakref
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from hotseat.derived import Derived, storable
from hotseat.many import Progress
from hotseat.review.charts import Answered, Sitting
from hotseat.review.history import JOURNAL, Summary, is_id, unreadable
from hotseat.review.index_reading import Entry, of_plain, read_all, to_plain
from hotseat.review.wishes import ANYTHING, Wish

T = TypeVar("T")

LAYOUT = 3
_OURS = 0x48_53_53_49
"""Marks an SQLite file as an index of sessions."""
PIECES = 1 << 16
"""The numbers of a session's pieces follow its own number times this."""
_READERS = ("charts", "history", "index", "index_reading", "outcomes", "pieces", "transcript")
"""The modules of this room that decide what a journal is understood as; all of the interview's do."""
_OWN = "session NOT IN (SELECT row FROM session WHERE mode = 'rehearsal')"
"""Attempts of the person's own."""
_BEGINNING = datetime(2020, 1, 1, tzinfo=UTC).timestamp()
_SAME_SECOND = 64
"""Sessions that may begin in one second."""
_BOTH = "session JOIN summary USING (row)"
TOKENS = "tokenize='unicode61 remove_diacritics 2'"
"""What a word is, as the search engine is told."""
_TABLES = (
    """CREATE TABLE session (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, mtime INTEGER NOT NULL,
    started TEXT NOT NULL, day TEXT NOT NULL, mode TEXT NOT NULL, state TEXT NOT NULL, damaged INTEGER NOT NULL,
    word TEXT NOT NULL, result TEXT NOT NULL, overall REAL, words TEXT NOT NULL)""",
    # What the list shows is much longer than what it is filtered by, and lies by itself so that filters read little.
    "CREATE TABLE summary (row INTEGER PRIMARY KEY, told TEXT NOT NULL)",
    """CREATE TABLE attempt (session INTEGER NOT NULL, place INTEGER NOT NULL, question TEXT NOT NULL, topic TEXT NOT NULL,
    score REAL, PRIMARY KEY (session, place)) WITHOUT ROWID""",
    "CREATE INDEX attempt_by_question ON attempt (question, session)",
    "CREATE INDEX attempt_by_topic ON attempt (topic, session)",
    """CREATE TABLE piece (row INTEGER PRIMARY KEY, seq INTEGER NOT NULL, at REAL NOT NULL, kind TEXT NOT NULL,
    question TEXT NOT NULL, text TEXT NOT NULL)""",
    # A search that ranks by relevance needs the length of each text; this one goes by time. Beginnings of three letters are
    # looked up, and longer ones are few.
    f"CREATE VIRTUAL TABLE said USING fts5(text, content='piece', content_rowid='row', columnsize=0, prefix='3', {TOKENS})",
)


class Sizes(NamedTuple):
    """What there is on the disk of one journal, as the index knows it."""

    size: int
    mtime: int


class SessionIndex:
    """The index of the sessions in one folder. No method raises for what is wrong with the index itself."""

    def __init__(self, cache: Path, root: Path) -> None:
        """``root`` holds the sessions, a folder each; the index's file is made in ``cache`` where it is not there."""
        self.root = root
        self._name = f"sessions-{reader()}-{hashlib.sha256(os.fsencode(root)).hexdigest()[:8]}.sqlite3"
        self._reads = self._file(cache)
        self._writes = self._file(cache)
        """Another connection, so that the list can be read while sessions are written down."""
        self._passing = ""
        """The temporary folder, where one is used."""
        self._moving, self._refreshing = threading.Lock(), threading.RLock()

    @property
    def path(self) -> Path:
        """The file, wherever it lies."""
        return self._reads.path

    def _file(self, folder: Path) -> Derived:
        return Derived(folder / self._name, _TABLES, _OURS, LAYOUT)

    def use(self, what: Callable[[sqlite3.Connection], T], otherwise: T) -> T:
        """What ``what`` reads from the index; ``otherwise`` where it cannot."""
        found = self._reads.use(what, otherwise)
        if self._reads.useless and self._elsewhere():
            return self._reads.use(what, otherwise)
        return found

    def _elsewhere(self) -> bool:
        """Go on with a file in a temporary folder, once; returns whether that was to be done."""
        with self._moving:
            if self._passing:
                return not self._reads.useless
            try:
                self._passing = tempfile.mkdtemp(prefix="hotseat-index-")
            except OSError:
                return False
            weakref.finalize(self, shutil.rmtree, self._passing, ignore_errors=True)
            self.close()
            self._reads, self._writes = self._file(Path(self._passing)), self._file(Path(self._passing))
            return True

    def refresh(
        self, progress: Progress | None = None, stop: threading.Event | None = None, only: str | None = None
    ) -> bool:
        """Read what has changed on the disk since the last time, the newest first; returns whether anything had.

        ``only`` looks at one session alone. Raises :class:`hotseat.many.Stopped` once ``stop`` is set; what was read till then
        is kept.
        """
        with self._refreshing:
            return self._refresh(progress, stop, only)

    def _refresh(self, progress: Progress | None, stop: threading.Event | None, only: str | None) -> bool:
        known = self.use(lambda connection: _known(connection, only), {})
        there = dict(_on_disk(self.root, only))
        gone = [session for session in known if session not in there]
        changed = sorted((s for s, found in there.items() if known.get(s) != found), reverse=True)
        if gone:
            self._writes.change(lambda connection: _forget(connection, gone), None)

        def keep(read: Sequence[tuple[int, Entry]]) -> None:
            entries = [(changed[n], there[changed[n]], entry) for n, entry in read]
            self._writes.change(lambda connection: _hold(connection, entries), None)

        if progress is not None and changed:
            progress(0, len(changed))
        size = sum(there[session].size for session in changed)
        read_all(self.root, changed, size, keep, progress, stop)
        return bool(gone or changed)

    def page(self, wish: Wish = ANYTHING, first: int = 0, count: int = -1) -> tuple[int, list[Summary]]:
        """How many sessions are wished for, and some of them, newest first.

        Words are looked for in what the list tells of a session: its title, its questions and their topics, its result.
        """
        where, given = condition(wish)

        def rows(connection: sqlite3.Connection) -> tuple[int, list[Summary]]:
            (total,) = connection.execute(f"SELECT count(*) FROM session WHERE {where}", given).fetchone()
            found = connection.execute(
                "SELECT told FROM summary WHERE row IN "
                f"(SELECT row FROM session WHERE {where} ORDER BY row DESC LIMIT ? OFFSET ?) ORDER BY row DESC",
                (*given, count, first),
            )
            return total, [_summary(told) for (told,) in found]

        return self.use(rows, (0, []))

    def one(self, session: str) -> Summary | None:
        """What the list shows of a session as its journal is now; None where there is no such session."""
        if not is_id(session) or not storable(session):
            return None
        self.refresh(only=session)
        told = self.use(lambda c: c.execute(f"SELECT told FROM {_BOTH} WHERE id = ?", (session,)).fetchone(), None)
        return _summary(told[0]) if told else None

    def some(self, sessions: Sequence[str]) -> dict[str, Summary]:
        """What the list shows of these sessions, by their ids, as the index knows them."""
        marks = ", ".join("?" * len(sessions))

        def rows(connection: sqlite3.Connection) -> dict[str, Summary]:
            found = connection.execute(f"SELECT told FROM {_BOTH} WHERE id IN ({marks})", tuple(sessions))
            return {summary.id: summary for summary in (_summary(told) for (told,) in found)}

        return self.use(rows, {})

    def all(self) -> Iterator[Summary]:
        """Every session, newest first."""
        first = 0
        while True:
            total, found = self.page(first=first, count=500)
            yield from found
            first += len(found)
            if not found or first >= total:
                return

    def seen(self) -> list[str]:
        """The ids of all questions asked so far, oldest first, each once at its latest place."""
        asked = (
            f"SELECT question, max(session * 1000 + place) AS latest FROM attempt WHERE {_OWN} "
            "GROUP BY question ORDER BY latest"
        )
        return self.use(lambda c: [question for question, _ in c.execute(asked)], [])

    def counts(self, *, rehearsed: bool = False) -> dict[str, int]:
        """In how many sessions each question was asked: in those of the person's own, or with ``rehearsed`` in all."""
        which = "TRUE" if rehearsed else _OWN
        asked = f"SELECT question, count(DISTINCT session) FROM attempt WHERE {which} GROUP BY question"
        return self.use(lambda c: dict(c.execute(asked).fetchall()), {})

    def sittings(self) -> list[Sitting]:
        """What the charts are made from: the sessions that have ended, oldest first, with what was scored in them."""

        def rows(connection: sqlite3.Connection) -> list[Sitting]:
            asked: dict[int, list[Answered]] = {}
            for row, *answered in connection.execute(
                f"SELECT session, question, topic, score FROM attempt WHERE {_OWN}"
            ):
                asked.setdefault(row, []).append(Answered(*answered))
            found = connection.execute(
                "SELECT row, id, started, mode, overall FROM session WHERE state = 'ended' AND mode <> 'rehearsal' ORDER BY row"
            )
            return [Sitting(*told, answered=tuple(asked.get(row, ()))) for row, *told in found]

        return self.use(rows, [])

    def close(self) -> None:
        """Close the file; it is opened again when it is needed."""
        self._reads.close()
        self._writes.close()


def condition(wish: Wish) -> tuple[str, list[Any]]:
    """A wish as a condition on the table of sessions, and what stands for its question marks."""
    parts, given = ["1"], list[Any]()
    for part, value in (
        ("mode = ?", wish.mode),
        ("day >= ?", wish.since),
        ("day <= ?", wish.until),
        ("row IN (SELECT session FROM attempt WHERE topic = ?)", wish.topic),
        ("row IN (SELECT session FROM attempt WHERE question = ?)", wish.question),
    ):
        if value:
            parts.append(part)
            given.append(value)
    if wish.word:
        # What was passed at the second try was passed.
        parts.append("(word = ? OR result = ? OR result LIKE ? || ' at try %')")
        given += [wish.word] * 3
    if wish.state == "damaged":
        parts.append("damaged")
    elif wish.state:
        parts.append("state = ?")
        given.append(wish.state)
    for term in wish.terms:
        parts.append("words LIKE ? ESCAPE '\\'")
        given.append("%" + "".join(f"\\{c}" if c in "%_\\" else c for c in term.text.lower()) + "%")
    return " AND ".join(parts), given


def _known(connection: sqlite3.Connection, only: str | None) -> dict[str, Sizes]:
    where, given = ("WHERE id = ?", (only,)) if only is not None else ("", ())
    found = connection.execute(f"SELECT id, size, mtime FROM session {where}", given)
    return {session: Sizes(size, mtime) for session, size, mtime in found}


def _on_disk(root: Path, only: str | None) -> Iterator[tuple[str, Sizes]]:
    """The sessions there are, each with the size and time of its journal."""
    names: Iterable[str]
    if only is not None:
        names = [only]
    else:
        try:
            with os.scandir(root) as entries:
                names = [entry.name for entry in entries]
        except OSError:
            return
    start = str(root)
    for name in names:
        if is_id(name):
            with contextlib.suppress(OSError):
                found = os.lstat(os.path.join(start, name, JOURNAL))  # noqa: PTH118  a Path for each takes three times as long
                yield name, Sizes(found.st_size, found.st_mtime_ns)


def _forget(connection: sqlite3.Connection, sessions: Iterable[str]) -> None:
    for session in sessions:
        found = connection.execute("SELECT row FROM session WHERE id = ?", (session,)).fetchone()
        if found is None:
            continue
        (row,) = found
        own = "row >= ? AND row < ?"
        span = (row * PIECES, (row + 1) * PIECES)
        connection.execute(
            f"INSERT INTO said (said, rowid, text) SELECT 'delete', row, text FROM piece WHERE {own}", span
        )
        connection.execute(f"DELETE FROM piece WHERE {own}", span)
        connection.execute("DELETE FROM attempt WHERE session = ?", (row,))
        connection.execute("DELETE FROM summary WHERE row = ?", (row,))
        connection.execute("DELETE FROM session WHERE row = ?", (row,))


def _hold(connection: sqlite3.Connection, entries: Sequence[tuple[str, Sizes, Entry]]) -> None:
    _forget(connection, (session for session, _, _ in entries))
    for session, sizes, entry in entries:
        connection.execute("SAVEPOINT one")
        try:
            _hold_one(connection, session, sizes, entry)
        except (ValueError, OverflowError, sqlite3.InterfaceError, sqlite3.ProgrammingError) as fault:
            # A number that no column holds, or the like: the others are still listed, and this one as what it is.
            connection.execute("ROLLBACK TO one")
            _hold_one(connection, session, sizes, Entry(unreadable(session, fault), ()))
        connection.execute("RELEASE one")


def _hold_one(connection: sqlite3.Connection, session: str, sizes: Sizes, entry: Entry) -> None:
    summary, pieces = entry
    row = _free_row(connection, session, summary.started, sizes.mtime)
    state = "" if summary.fault or summary.damaged else "open" if summary.open else "ended"
    damaged = bool(summary.fault or summary.lost)
    connection.execute(
        "INSERT INTO session VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        _text((row, session, *sizes, summary.started, summary.started[:10], summary.mode, state, damaged,
               summary.word, summary.result, summary.overall, _words(summary))),
    )  # fmt: skip
    connection.execute("INSERT INTO summary VALUES (?, ?)", (row, json.dumps(to_plain(summary))))
    connection.executemany(
        "INSERT INTO attempt VALUES (?, ?, ?, ?, ?)",
        [_text((row, place, a.question, a.topic, a.score)) for place, a in enumerate(summary.attempts)],
    )
    own = [_text((row * PIECES + n, *piece)) for n, piece in enumerate(pieces[:PIECES])]
    connection.executemany("INSERT INTO piece VALUES (?, ?, ?, ?, ?, ?)", own)
    connection.executemany("INSERT INTO said (rowid, text) VALUES (?, ?)", [(p[0], p[-1]) for p in own])


def _text(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """The same with each half of a surrogate pair, which is no text, as a question mark."""
    return tuple(v.encode("utf-8", "replace").decode() if isinstance(v, str) else v for v in values)


def _words(summary: Summary) -> str:
    """What the list tells of a session, in small letters."""
    asked = (f"{a.question} {a.title} {a.topic}" for a in summary.attempts)
    return " ".join(
        (
            summary.id,
            summary.title,
            summary.mode,
            summary.started[:10],
            summary.word,
            summary.result,
            summary.candidate,
            *asked,
        )
    ).lower()


def _free_row(connection: sqlite3.Connection, session: str, started: str, mtime: int) -> int:
    """A number for a session that none has yet; the later it began the larger."""
    seconds = _moment(started, session, mtime) - _BEGINNING
    row = min(max(int(seconds), 0), 1 << 32) * _SAME_SECOND + 1
    while connection.execute("SELECT 1 FROM session WHERE row = ?", (row,)).fetchone():
        row += 1
    return row


def _moment(started: str, session: str, mtime: int) -> float:
    with contextlib.suppress(ValueError, OverflowError):
        return datetime.fromisoformat(started).timestamp()
    with contextlib.suppress(ValueError, OverflowError):
        return datetime.strptime(session[:15], "%Y%m%d-%H%M%S").replace(tzinfo=UTC).timestamp()
    return mtime / 1e9


def _summary(told: str) -> Summary:
    """Raises DatabaseError where that is none, as in a file that was damaged or tampered with."""
    try:
        return of_plain(json.loads(told))
    except (ValueError, TypeError, LookupError, AttributeError):
        raise sqlite3.DatabaseError("a summary is none") from None


@functools.cache
def reader() -> str:
    """Names the code that reads journals: the first 16 signs of a SHA-256 over its source."""
    from hotseat import __version__, harmless, interview

    total = hashlib.sha256(f"{LAYOUT} {__version__}".encode())
    own = (Path(__file__).with_name(f"{name}.py") for name in _READERS)
    for path in (Path(harmless.__file__), *own, *sorted(Path(interview.__file__).parent.glob("*.py"))):
        # Where the source does not lie beside the program, the version alone must do.
        with contextlib.suppress(OSError):
            total.update(path.read_bytes())
    return total.hexdigest()[:16]
