"""The bank with an index is the bank without one, whatever happens to the files and to the index."""

from __future__ import annotations

import os
import sqlite3
import stat
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from hotseat import derived, many
from hotseat.question_bank import folders, reading
from hotseat.question_bank.bank import Bank, first_page, load_bank
from hotseat.question_bank.index import Index
from hotseat.question_bank.pack import Pack
from hotseat.question_bank.problem import BrokenFile
from hotseat.question_bank.reading import Stopped
from hotseat.reference.builtin import builtin_pack

TALK = "id: {id}\ntitle: {title}\nkind: talk\nprompt: p\nmodel_answer: m\nrubric: [{{id: a, text: b}}]\n"


@pytest.fixture(autouse=True)
def files_settle_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Within a tick of the system's clock, at most a hundredth of a second, one more change may leave no trace."""
    monkeypatch.setattr(folders, "_SETTLED", 12_000_000)


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    return Pack.at(tmp_path / "pack")


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def put(pack: Pack, name: str, title: str = "T", own: str | None = None, topic: str = "general") -> Path:
    file = pack.questions / topic / f"{name}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(TALK.format(id=own or name, title=title))
    return settled(file)


def settled(file: Path) -> Path:
    """The file, once every later change of it can be told."""
    while not folders.settled(folders.signature(file) or folders.NEVER):
        time.sleep(0.001)
    return file


def put_many(pack: Pack, count: int) -> None:
    for n in range(count):
        (pack.questions / f"q-{n}.yaml").parent.mkdir(parents=True, exist_ok=True)
        (pack.questions / f"q-{n}.yaml").write_text(TALK.format(id=f"q-{n}", title="T"))
    settled(pack.questions / f"q-{count - 1}.yaml")


def loaded(packs: list[Pack], cache: Path) -> Bank:
    """A bank from a newly opened index, as another process would have it."""
    return load_bank(packs, [], Index(cache))


def told(bank: Bank) -> tuple[object, ...]:
    """All that a bank says."""
    return (
        list(bank.questions.items()),
        list(bank.summaries.items()),
        bank.problems,
        [(bank.pack_of(own), bank.file_of(own)) for own in bank.questions],
        [list(shelf.items()) for shelf in (bank.agendas, bank.personas, bank.teams, bank.incidents, bank.checklists)],
        bank.extra_files,
    )


def reads(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the files that are read from now on."""
    names: list[str] = []
    real = reading.read_record

    def counted(shelf: str, folder: str, path: str) -> reading.Record:
        names.append(Path(path).name)
        return real(shelf, folder, path)

    monkeypatch.setattr(reading, "read_record", counted)
    return names


def test_the_built_in_bank_is_the_same_from_the_index(cache: Path) -> None:
    plain = told(load_bank([builtin_pack()]))
    for _ in range(2):
        assert told(load_bank([builtin_pack()], index=Index(cache))) == plain


def test_nothing_is_read_again_that_has_not_changed(pack: Pack, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(pack, "one")
    bad = put(pack, "bad")
    bad.write_text("id: bad\ntitel: x\n")
    settled(bad)
    first = loaded([pack], cache)
    names = reads(monkeypatch)
    assert told(loaded([pack], cache)) == told(first)
    assert names == []


CHANGES: dict[str, Callable[[Pack, Path], object]] = {
    "another text": lambda pack, file: file.write_text(TALK.format(id="one", title="Another")),
    "a text of the same length": lambda pack, file: file.write_text(TALK.format(id="one", title="U")),
    "another file in its place": lambda pack, file: put(pack, "other", "U", own="one").replace(file),
    "what cannot be used": lambda pack, file: file.write_text("id: one\ntitel: x\n"),
    "nothing": lambda pack, file: file.unlink(),
    "another name": lambda pack, file: file.rename(file.with_name("two.yaml")),
    "another folder": lambda pack, file: file.rename(pack.questions / "one.yaml"),
    "a link out of the pack": lambda pack, file: (file.unlink(), file.symlink_to(Path(__file__))),
    "a folder": lambda pack, file: (file.unlink(), file.mkdir()),
    "a second one of its id": lambda pack, file: put(pack, "one", "Second", topic="statistics"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen(pack: Pack, cache: Path, change: str) -> None:
    file = put(pack, "one")
    put(pack, "steady")
    loaded([pack], cache)
    CHANGES[change](pack, file)
    plain = told(load_bank([pack], []))
    assert told(loaded([pack], cache)) == plain
    assert told(loaded([pack], cache)) == plain


@pytest.mark.skipif(sys.platform == "win32", reason="the time of any change is told by POSIX systems")
def test_a_change_is_seen_though_size_and_time_are_as_before(pack: Pack, cache: Path) -> None:
    file = put(pack, "one", "T")
    before = file.stat()
    loaded([pack], cache)
    file.write_text(TALK.format(id="one", title="U"))
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert loaded([pack], cache).questions["one"].title == "U"


def test_a_file_that_was_written_a_moment_ago_is_read_again(
    pack: Pack, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(pack, "one")
    monkeypatch.setattr(folders, "_SETTLED", 3600 * 10**9)
    bank = loaded([pack], cache)
    names = reads(monkeypatch)
    assert told(loaded([pack], cache)) == told(bank)
    assert names == ["one.yaml"]
    assert first_page([pack], Index(cache), 5)[0] == 1, "a first page shows it all the same"


@pytest.mark.parametrize("indexed", [True, False])
def test_a_question_is_looked_up_as_its_file_is_now(pack: Pack, cache: Path, indexed: bool) -> None:
    file = put(pack, "one", "T")
    bank = load_bank([pack], [], Index(cache) if indexed else None)
    assert bank.questions["one"].title == "T"
    assert bank.questions["one"] is bank.questions["one"]
    file.write_text(TALK.format(id="one", title="U"))
    assert bank.questions["one"].title == "U"
    settled(file)
    assert bank.questions["one"].title == "U"
    file.write_text("id: one\ntitel: x\n")
    with pytest.raises(BrokenFile, match="did you mean 'title'"):
        bank.questions["one"]
    file.unlink()
    with pytest.raises(BrokenFile, match="no such file"):
        bank.questions["one"]
    with pytest.raises(KeyError):
        bank.questions["never"]


def test_opening_a_question_reads_no_yaml(pack: Pack, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(pack, "one")
    loaded([pack], cache)

    def refuse(*given: object, **named: object) -> None:
        raise AssertionError("a file was read")

    monkeypatch.setattr("hotseat.question_bank.loader.load", refuse)
    monkeypatch.setattr(reading, "read_record", refuse)
    assert loaded([pack], cache).questions["one"].title == "T"


def _truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _garbage(path: Path) -> None:
    path.write_bytes(b"no database at all" * 500)


def _foreign(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA application_id = 7")
        connection.execute("CREATE TABLE file (a, b)")
    connection.close()


def _statement(text: str) -> Callable[[Path], None]:
    def run(path: Path) -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute(text)
        connection.close()

    return run


DAMAGES: dict[str, Callable[[Path], object]] = {
    "cut off": _truncate,
    "garbage": _garbage,
    "empty": lambda path: path.write_bytes(b""),
    "foreign": _foreign,
    "of another layout": _statement("PRAGMA user_version = 99"),
    "without a table": _statement("DROP TABLE body"),
    "without bodies": _statement("DELETE FROM body"),
    "with other bodies": _statement("UPDATE body SET json = '{}'"),
    "with bodies of another type": _statement("UPDATE body SET json = x'00'"),
    "with summaries that are none": _statement("UPDATE file SET told = '[]'"),
    "with summaries of another": _statement("UPDATE file SET told = replace(told, 'one', 'two')"),
    "with a number for a text": _statement("UPDATE file SET told = x'01'"),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_index_is_made_anew_or_done_without(pack: Pack, cache: Path, damage: str) -> None:
    put(pack, "one")
    put(pack, "bad").write_text("id: bad\ntitel: x\n")
    plain = told(loaded([pack], cache))
    index = Index(cache)
    for end in ("-wal", "-shm"):
        index.path.with_name(index.path.name + end).unlink(missing_ok=True)
    DAMAGES[damage](index.path)
    first_page([pack], Index(cache), 5)
    assert told(loaded([pack], cache)) == plain
    assert told(loaded([pack], cache)) == plain


def test_an_index_that_another_process_writes_to_is_done_without(
    pack: Pack, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(derived, "PATIENCE", 0.01)
    put(pack, "one")
    loaded([pack], cache)
    other = sqlite3.connect(Index(cache).path, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    put(pack, "two")
    assert list(loaded([pack], cache).questions) == ["one", "two"]
    other.execute("ROLLBACK")
    other.close()
    assert Index(cache).path.exists()
    assert list(loaded([pack], cache).questions) == ["one", "two"]


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights are POSIX's")
def test_the_index_is_this_persons_alone(pack: Pack, cache: Path) -> None:
    put(pack, "one")
    cache.mkdir(mode=0o755)
    loaded([pack], cache)
    assert stat.S_IMODE(cache.stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in cache.iterdir()} == {0o600}


def test_where_no_index_can_be_made_the_bank_opens_all_the_same(pack: Pack, tmp_path: Path) -> None:
    put(pack, "one")
    (tmp_path / "file").write_text("in the way")
    assert list(loaded([pack], tmp_path / "file" / "cache").questions) == ["one"]


def test_the_index_may_be_deleted_while_the_bank_is_open(pack: Pack, cache: Path) -> None:
    put(pack, "one")
    index = Index(cache)
    bank = load_bank([pack], [], index)
    index.close()
    index.path.unlink()
    assert bank.questions["one"].title == "T"
    assert list(loaded([pack], cache).questions) == ["one"]


def test_files_that_are_gone_are_forgotten_and_so_are_their_folders(pack: Pack, cache: Path, tmp_path: Path) -> None:
    other = Pack.at(tmp_path / "other")
    put(pack, "one")
    put(pack, "two").unlink()
    put(other, "three")
    loaded([pack, other], cache)
    (pack.questions / "general" / "one.yaml").unlink()
    (other.questions / "general" / "three.yaml").unlink()
    (other.questions / "general").rmdir()
    other.questions.rmdir()
    put(pack, "four")
    loaded([pack], cache)
    connection = sqlite3.connect(Index(cache).path)
    assert connection.execute("SELECT name FROM file").fetchall() == [("general/four.yaml",)]
    assert connection.execute("SELECT count(*) FROM body").fetchone() == (1,)
    connection.close()


def test_two_at_once_lose_nothing(pack: Pack, cache: Path) -> None:
    put_many(pack, 40)
    banks: list[Bank] = []
    threads = [threading.Thread(target=lambda: banks.append(loaded([pack], cache))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    plain = told(load_bank([pack], []))
    assert [told(bank) for bank in banks] == [plain] * 4
    assert told(loaded([pack], cache)) == plain


def test_a_first_page_tells_the_questions_in_the_order_of_the_bank(pack: Pack, cache: Path, tmp_path: Path) -> None:
    other = Pack.at(tmp_path / "other")
    for n in range(9):
        put(pack, f"q-{n}", topic="statistics" if n % 2 else "general")
    put(other, "q-3", "hidden by the first pack")
    put(other, "q-0a")
    put(pack, "bad").write_text("id: bad\n")
    index = Index(cache)
    assert first_page([pack, other], index, 4) == (0, [])
    bank = load_bank([pack, other], [], index)
    total, page = first_page([pack, other], Index(cache), 4)
    assert total == len(bank.questions) == 10
    assert page == [(bank.summaries[own], bank.pack_of(own)) for own in list(bank.questions)[:4]]


def test_many_files_are_read_in_several_processes_and_give_the_same(
    pack: Pack, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_many(pack, 80)
    put(pack, "bad").write_text("id: bad\ntitel: x\n")
    plain = told(load_bank([pack], []))
    monkeypatch.setattr(reading, "MANY", 0)
    monkeypatch.setattr(many, "processors", lambda: 2)
    counts: list[tuple[int, int]] = []
    bank = load_bank([pack], [], Index(cache), progress=lambda done, of: counts.append((done, of)))
    assert told(bank) == plain
    assert counts[-1] == (81, 81)
    assert [done for done, _ in counts] == sorted(done for done, _ in counts)


def test_a_process_that_ends_leaves_no_file_out(pack: Pack, monkeypatch: pytest.MonkeyPatch) -> None:
    put_many(pack, 80)
    monkeypatch.setattr(reading, "MANY", 0)
    monkeypatch.setattr(many, "processors", lambda: 2)
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    assert len(load_bank([pack], []).questions) == 80


def test_a_reading_that_is_stopped_goes_on_where_it_was(
    pack: Pack, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_many(pack, 80)
    stop = threading.Event()
    with pytest.raises(Stopped):
        load_bank([pack], [], Index(cache), progress=lambda done, of: stop.set(), stop=stop)
    names = reads(monkeypatch)
    assert len(loaded([pack], cache).questions) == 80
    assert 0 < len(names) < 80


def test_indexes_of_other_versions_go_once_nobody_writes_to_them(pack: Pack, cache: Path) -> None:
    cache.mkdir()
    old, young = cache / "bank-old.sqlite3", cache / "bank-young.sqlite3"
    old.write_bytes(b"")
    young.write_bytes(b"")
    os.utime(old, (0, time.time() - 40 * 24 * 3600))
    loaded([pack], cache)
    assert young.exists() and not old.exists()
