"""Finds what was said, written and printed: the places in the sessions where all the words stand, the newest sessions first."""

from __future__ import annotations

import contextlib
import re
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hotseat.frozen import frozen
from hotseat.review.index import PIECES, TOKENS, SessionIndex, condition
from hotseat.review.wishes import Term, Wish

MOST = 50
"""Sessions with hits that are told at once."""
FEW = 400
"""Sessions up to which each that passes the filters is looked into by itself."""
LOOKED_AT = 200_000
"""Hits that are looked at for the sake of the filters; then the search says that there may be more."""
_WORDS = 14
"""Words of a snippet."""
_OPEN, _CLOSE = "\x02", "\x03"


@frozen
class Hit:
    """One place in a session where all the words stand; of each session the first is told, with how many more there are."""

    session: str
    seq: int
    """Of the event, so that the session can be opened there."""
    at: float
    kind: str
    """A key of ``pieces.WHO``."""
    question: str
    snippet: tuple[tuple[str, bool], ...]
    """Harmless text around the words in parts, each with whether it is one of the words."""
    more: int
    """Further places in the same session."""

    @property
    def text(self) -> str:
        """The snippet in one line."""
        return "".join(text for text, _ in self.snippet)


@frozen
class Hits:
    """What a search found."""

    hits: tuple[Hit, ...] = ()
    more: bool = False
    """Whether there are more sessions with hits than are told."""


def search(index: SessionIndex, wish: Wish, most: int = MOST) -> Hits:
    """The places in the sessions that pass the filters; none where no word is looked for."""
    words = expression(wish.terms)
    if not words:
        return Hits()
    return index.use(lambda connection: _search(connection, words, wish, most), Hits())


def expression(terms: Iterable[Term]) -> str:
    """The terms as the search engine wants them: each quoted, so that none is taken for its language."""
    return " ".join(f'"{term.text.replace(chr(34), " ")}"{"*" if term.begins else ""}' for term in terms)


def _search(connection: sqlite3.Connection, words: str, wish: Wish, most: int) -> Hits:
    found: dict[int, list[int]] = {}
    more = False
    for rows in _hits(connection, words, wish):
        for (row,) in rows:
            session = row // PIECES
            if session not in found and len(found) == most:
                more = True
                break
            found.setdefault(session, []).append(row)
        if more:
            break
    return Hits(_told(connection, words, found), more)


def _hits(connection: sqlite3.Connection, words: str, wish: Wish) -> Iterable[Iterable[tuple[int]]]:
    """The rows of all hits in the sessions that pass the filters, the newest sessions first."""
    if not wish.filters:
        yield connection.execute("SELECT rowid FROM said WHERE said MATCH ? ORDER BY rowid DESC", (words,))
        return
    where, given = condition(_filters(wish))
    sessions = [row for (row,) in connection.execute(f"SELECT row FROM session WHERE {where} ORDER BY row DESC", given)]
    own = "SELECT rowid FROM said WHERE said MATCH ? AND rowid >= ? AND rowid < ? ORDER BY rowid DESC"
    if len(sessions) <= FEW:
        for session in sessions:
            yield connection.execute(own, (words, session * PIECES, (session + 1) * PIECES))
        return
    wanted = set(sessions)
    # The newest stands first: what lies outside of their time is not looked at.
    between = (sessions[-1] * PIECES, (sessions[0] + 1) * PIECES)
    all_hits = connection.execute(f"{own} LIMIT ?", (words, *between, LOOKED_AT))
    yield (row for row in all_hits if row[0] // PIECES in wanted)


def _filters(wish: Wish) -> Wish:
    """The wish without its words, which are looked for in the text."""
    return Wish(wish.mode, wish.topic, wish.question, wish.state, wish.word, wish.since, wish.until)


def _told(connection: sqlite3.Connection, words: str, found: Mapping[int, Sequence[int]]) -> tuple[Hit, ...]:
    """The first place in each session; ``found`` has the rows of all places by their sessions."""
    if not found:
        return ()
    firsts = {session: min(rows) for session, rows in found.items()}
    named = dict(_those(connection, "SELECT row, id FROM session", firsts))
    pieces = {
        row: told
        for row, *told in _those(connection, "SELECT row, seq, at, kind, question, text FROM piece", firsts.values())
    }
    snippets = _snippets(words, {row: told[-1] for row, told in pieces.items()})
    hits: list[Hit] = []
    for session, row in firsts.items():
        if session not in named or row not in snippets:
            raise sqlite3.DatabaseError("a hit belongs to no session")
        seq, at, kind, question, _ = pieces[row]
        hits.append(Hit(named[session], seq, at, kind, question, _parts(snippets[row]), len(found[session]) - 1))
    return tuple(hits)


def _those(connection: sqlite3.Connection, select: str, rows: Iterable[int]) -> Iterable[tuple[Any, ...]]:
    wanted = tuple(rows)
    return connection.execute(f"{select} WHERE row IN ({', '.join('?' * len(wanted))})", wanted)


def _snippets(words: str, texts: Mapping[int, str]) -> dict[int, str]:
    """The words of each text in their surroundings.

    A search in an index of these few texts alone: asked of the whole index, each snippet would look the words up among all
    sessions again, which for words that stand in all of them takes most of the time.
    """
    with contextlib.closing(sqlite3.connect(":memory:")) as passing:
        passing.execute(f"CREATE VIRTUAL TABLE shown USING fts5(text, {TOKENS})")
        passing.executemany("INSERT INTO shown (rowid, text) VALUES (?, ?)", texts.items())
        told = f"SELECT rowid, snippet(shown, 0, ?, ?, '…', {_WORDS}) FROM shown WHERE shown MATCH ?"
        return dict(passing.execute(told, (_OPEN, _CLOSE, words)).fetchall())


def _parts(text: str) -> tuple[tuple[str, bool], ...]:
    flat = re.sub(r"\s+", " ", text)
    parts = re.split(f"{_OPEN}|{_CLOSE}", flat)
    return tuple((part, bool(n % 2)) for n, part in enumerate(parts) if part)
