"""The index of the sessions says what the journals say, whatever happens to them and to itself."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support.golden import hostile
from support.interview_fakes import CODE, TALK, Play, started
from support.journals import Written, write

from hotseat import derived, many
from hotseat.interview import commands as c
from hotseat.interview.events import SessionStarted
from hotseat.interview.state import CANDIDATE
from hotseat.many import Stopped
from hotseat.review import history, index_reading
from hotseat.review.history import Summary
from hotseat.review.index import SessionIndex
from hotseat.review.search import search
from hotseat.review.wishes import read_wish


def sat(*said: str, mode: str = "interview", end: bool = True) -> Play:
    """A session in which these answers were given and some code was judged."""
    play = Play(started(mode, questions=[TALK, CODE]))
    play.to_questions()
    for text in said:
        play.say(text)
    play.do(c.Skip())
    play.do(c.Submit())
    verdict = {
        "question": "double",
        "verdict": "pass",
        "reason": "All hold.",
        "score": 1.0,
        "seconds": 0.1,
        "checks": [],
    }
    play.do(c.VerdictArrived(1, "double", verdict))
    if end:
        play.do(c.Leave())
    return play


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "sessions"


@pytest.fixture
def index(tmp_path: Path, root: Path) -> SessionIndex:
    return SessionIndex(tmp_path / "cache", root)


def put(root: Path, n: int, *said: str, end: bool = True, mode: str = "interview") -> Written:
    """The session of the ``n``-th of March."""
    records = sat(*said, end=end, mode=mode).records
    return write(root, f"202603{n:02}-100000-{n:04x}", records, f"2026-03-{n:02}T10:00:00+00:00")


def found(index: SessionIndex, typed: str) -> list[tuple[str, int]]:
    return [(hit.session, hit.seq) for hit in search(index, read_wish(typed)).hits]


def test_the_list_says_what_each_journal_says_newest_first(index: SessionIndex, root: Path) -> None:
    for n in (1, 3, 2):
        put(root, n, "Ridge shrinks.", end=n != 2)
    assert index.refresh()
    total, rows = index.page()
    assert total == 3
    assert [r.id for r in rows] == history.ids(root)
    assert rows == [history.summary(root, r.id) for r in rows]
    assert [r.open for r in rows] == [False, True, False]
    assert rows[0].attempts[1].score == 1.0


def test_nothing_is_read_again_that_has_not_changed_and_nothing_beside_a_journal_is_written(
    index: SessionIndex, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = put(root, 1)
    before = sorted(p.name for p in written.folder.iterdir())
    assert index.refresh()
    monkeypatch.setattr(index_reading, "read", lambda *_: pytest.fail("read again"))
    assert not index.refresh()
    assert not SessionIndex(tmp_path / "cache", root).refresh()
    assert sorted(p.name for p in written.folder.iterdir()) == before


def test_a_journal_that_goes_on_is_read_again_and_one_that_goes_is_forgotten(index: SessionIndex, root: Path) -> None:
    play = sat("Lasso it is.", end=False)
    written = write(root, "20260301-100000-aaaa", play.records)
    index.refresh()
    assert index.page()[1][0].open
    play.do(c.Leave())
    written.rewrite(play.records)
    index.refresh()
    assert not index.page()[1][0].open
    assert found(index, "lasso")
    written.path.unlink()
    index.refresh()
    assert index.page() == (0, [])
    assert not found(index, "lasso")


def test_words_are_found_at_the_moment_they_were_said_written_and_printed(index: SessionIndex, root: Path) -> None:
    play = sat("The corners of the penalty zero the weights.")
    said = next(m.seq for m in play.state.messages if "corners" in m.text)
    write(root, "20260301-100000-aaaa", play.records)
    index.refresh()
    assert found(index, "corners") == [("20260301-100000-aaaa", said)]
    assert found(index, "CORNERS penal*") == [("20260301-100000-aaaa", said)]
    assert found(index, '"penalty zero"') and not found(index, '"zero penalty"')
    assert not found(index, "corner")
    submitted = play.state.submissions[1].seq
    assert (("20260301-100000-aaaa", submitted)) in found(index, "def")
    (hit,) = search(index, read_wish("corners")).hits
    assert ("corners", True) in hit.snippet
    assert hit.kind == "you"


HOSTILE = [
    '"',
    "AND",
    "NEAR(a b)",
    "a OR",
    "(",
    "*",
    "^x",
    "text:x",
    "-x",
    "a*b",
    "'",
    "\x00",
    "{",
    "a + b",
    '""',
    "% _ \\",
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_is_looked_for_and_never_an_error(index: SessionIndex, root: Path, typed: str) -> None:
    put(root, 1, "a x b")
    index.refresh()
    search(index, read_wish(typed))
    index.page(read_wish(typed))
    assert index.page()[0] == 1, "the index was thrown away over a word"


def test_filters_leave_what_they_name(index: SessionIndex, root: Path) -> None:
    put(root, 1, "lasso", mode="practice")
    put(root, 2, "lasso", end=False)
    put(root, 3, "lasso")
    index.refresh()

    def days(typed: str) -> list[str]:
        listed = [row.started[8:10] for row in index.page(read_wish(typed))[1]]
        hits = [hit.session[6:8] for hit in search(index, read_wish(f"{typed} lasso")).hits]
        assert hits == listed
        return listed

    assert days("mode:practice") == ["01"]
    assert days("state:open") == ["02"]
    assert days("since:2026-03-02 until:2026-03-02") == ["02"]
    assert days("question:ridge") == ["03", "02", "01"]
    assert days("topic:general since:2026-03-03") == ["03"]
    assert days("topic:nonsense") == []
    assert days("state:damaged") == []


def test_words_narrow_the_list_by_what_it_tells(index: SessionIndex, root: Path) -> None:
    put(root, 1, mode="practice")
    put(root, 2)
    index.refresh()
    assert index.page(read_wish("double practice"))[0] == 1
    assert index.page(read_wish("interview practice"))[0] == 1
    assert index.page(read_wish("100%"))[0] == 0


def test_questions_are_counted_and_told_in_the_order_they_were_asked_last(index: SessionIndex, root: Path) -> None:
    put(root, 1)
    put(root, 2)
    index.refresh()
    assert index.counts() == {"ridge": 2, "double": 2}
    assert index.seen() == ["ridge", "double"]


def test_a_rehearsal_counts_as_an_attempt_only_where_it_is_asked_for(index: SessionIndex, root: Path) -> None:
    rehearsed = sat()
    first = rehearsed.records[0]
    assert isinstance(first.event, SessionStarted)
    rehearsed.records[0] = replace(first, event=replace(first.event, versions={CANDIDATE: "strong"}))
    put(root, 1)
    write(root, "20260302-100000-bbbb", rehearsed.records, "2026-03-02T10:00:00+00:00")
    index.refresh()
    assert index.counts() == {"ridge": 1, "double": 1}
    assert index.counts(rehearsed=True) == {"ridge": 2, "double": 2}


def test_one_session_is_brought_up_to_date_by_itself(index: SessionIndex, root: Path) -> None:
    put(root, 1)
    name = put(root, 2).name
    row = index.one(name)
    assert row is not None and row.id == name
    assert index.page()[0] == 1
    assert index.one("20990101-000000-ffff") is None
    assert index.one("../x") is None


def test_many_sessions_are_read_in_several_processes_and_give_the_same(
    index: SessionIndex, root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(1, 20):
        put(root, n, f"word{n}")
    plain = SessionIndex(tmp_path / "other", root)
    plain.refresh()
    monkeypatch.setattr(index_reading, "MUCH", 0)
    monkeypatch.setattr(many, "processors", lambda: 2)
    counts: list[tuple[int, int]] = []
    index.refresh(lambda done, of: counts.append((done, of)))
    assert counts[-1] == (19, 19)
    assert index.page() == plain.page()
    assert found(index, "word7") == found(plain, "word7") != []


def test_a_building_that_is_stopped_keeps_what_it_has_and_goes_on_there(
    index: SessionIndex, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in range(1, 20):
        put(root, n)
    stop = threading.Event()
    with pytest.raises(Stopped):
        index.refresh(lambda done, of: stop.set(), stop)
    kept, rows = index.page()
    assert 0 < kept < 19
    assert [r.id for r in rows] == history.ids(root)[:kept], "the newest are there first"
    read: list[str] = []
    real = index_reading.read

    def counted(at: Path, session: str) -> history.Found:
        read.append(session)
        return real(at, session)

    monkeypatch.setattr(index_reading, "read", counted)
    index.refresh()
    assert index.page()[0] == 19
    assert len(read) == 19 - kept


DAMAGE: dict[str, Callable[[Path], object]] = {
    "deleted": lambda path: path.unlink(),
    "cut": lambda path: path.write_bytes(path.read_bytes()[:5000]),
    "foreign": lambda path: path.write_bytes(b"not a database at all" * 200),
    "empty": lambda path: path.write_bytes(b""),
    "of another layout": lambda path: _run(path, "PRAGMA user_version = 99"),
    "with summaries that are none": lambda path: _run(path, "UPDATE summary SET told = '[]'"),
    "without its search": lambda path: _run(path, "DROP TABLE said"),
}


def _run(path: Path, statement: str) -> None:
    connection = sqlite3.connect(path)
    with connection:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize("damage", DAMAGE)
def test_an_index_that_is_damaged_is_made_anew(index: SessionIndex, root: Path, tmp_path: Path, damage: str) -> None:
    put(root, 1, "lasso")
    index.refresh()
    index.close()
    for end in ("-wal", "-shm"):
        index.path.with_name(index.path.name + end).unlink(missing_ok=True)
    DAMAGE[damage](index.path)
    again = SessionIndex(tmp_path / "cache", root)
    for _ in range(2):
        again.refresh()
        again.page()
        found(again, "lasso")
    again.refresh()
    assert [r.id for r in again.page()[1]] == history.ids(root)
    assert found(again, "lasso")


def test_where_no_index_can_be_kept_the_list_is_there_all_the_same(tmp_path: Path, root: Path) -> None:
    put(root, 1, "lasso")
    (tmp_path / "file").write_text("in the way")
    index = SessionIndex(tmp_path / "file" / "cache", root)
    assert index.refresh()
    assert index.page()[0] == 1
    assert found(index, "lasso")


def test_an_index_that_another_process_holds_is_waited_for_shortly_and_read_all_the_same(
    index: SessionIndex, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(derived, "PATIENCE", 0.01)
    put(root, 1)
    index.refresh()
    put(root, 2)
    other = sqlite3.connect(index.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    index.refresh()
    assert index.page()[0] == 1
    other.execute("ROLLBACK")
    other.close()
    index.refresh()
    assert index.page()[0] == 2


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights of files as POSIX has them")
def test_nobody_else_can_read_the_index(index: SessionIndex, root: Path) -> None:
    put(root, 1)
    index.refresh()
    assert index.path.stat().st_mode & 0o077 == 0
    assert index.path.parent.stat().st_mode & 0o077 == 0


def test_a_rehearsed_session_is_listed_as_such_and_says_nothing_of_the_person(index: SessionIndex, root: Path) -> None:
    put(root, 1, "Ridge shrinks.")
    sitting = sat("Ridge shrinks too.")
    first, *rest = sitting.records
    assert isinstance(first.event, SessionStarted)
    played = replace(first, event=replace(first.event, versions={**first.event.versions, CANDIDATE: "strong"}))
    write(root, "20260302-100000-0002", [played, *rest], "2026-03-02T10:00:00+00:00")
    index.refresh()
    _, rows = index.page()
    assert [row.mode for row in rows] == ["rehearsal", "interview"]
    assert rows[0].attempts and not rows[0].outcomes and rows[1].outcomes
    assert set(index.counts().values()) == {1}
    assert [sitting.session for sitting in index.sittings()] == [rows[1].id]
    assert found(index, "mode:rehearsal shrinks")


def test_a_session_that_no_row_can_hold_hides_none_of_the_others(index: SessionIndex, root: Path) -> None:
    put(root, 1, "a word")
    put(root, 3, "a word")
    hostile(root, name="20260101-000000-bad0")
    index.refresh()
    total, rows = index.page()
    assert total == 3 and len(rows) == 3
    assert not [row.fault for row in rows if row.fault]
    assert index.use(lambda c: c.execute("SELECT count(*) FROM piece WHERE text LIKE '%turned%'").fetchone()[0], 0)


def test_a_number_that_no_column_holds_costs_its_own_session_only(
    index: SessionIndex, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for n in (1, 2, 3):
        put(root, n, "a word")
    read = index_reading.summarise

    def too_large(session: str, *given: Any, **more: Any) -> Summary:
        summary = read(session, *given, **more)
        return replace(summary, overall=1 << 80) if session.endswith("2") else summary  # type: ignore[type-var]

    monkeypatch.setattr(index_reading, "summarise", too_large)
    index.refresh()
    total, rows = index.page()
    assert total == 3 and [bool(row.fault) for row in rows].count(True) == 1
    put(root, 4, "a word")
    index.refresh()
    assert index.page()[0] == 4, "it is gone on with"
