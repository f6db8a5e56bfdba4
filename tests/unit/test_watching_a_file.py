"""A file beside the person's own editor is judged on each save, and never written over."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from support.engine_fakes import Bench, bench
from support.interview_fakes import CODE, started
from support.waiting import until

from hotseat.cli import watch as module
from hotseat.cli.places import Places
from hotseat.cli.trouble import Stop
from hotseat.cli.watch import Watch
from hotseat.front.watched_file import Conflict, WatchedFile
from hotseat.interview.commands import Say
from hotseat.interview.state import State

OLD, NEW = "2000-01-01T00:00:00+00:00", "2999-01-01T00:00:00+00:00"
RIGHT = "# %%\nright = 1\n"


@pytest.fixture(autouse=True)
def looks_often(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LOOK_SECONDS", 0.01)


@asynccontextmanager
async def sitting(file: Path) -> AsyncIterator[tuple[Bench, Watch, asyncio.Task[int]]]:
    """A practice of the code question, watched."""
    there = bench()
    await there.engine.begin(started("practice", questions=[CODE]))
    while there.engine.state.current is None:
        await there.engine.do(Say("I am ready"))
    watch = Watch(there.engine, "s1", WatchedFile(file))
    task = asyncio.create_task(watch.run())
    try:
        yield there, watch, task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        await there.engine.close()


async def submissions(there: Bench, count: int) -> State:
    """The state once so many submissions have been judged."""
    await until(lambda: len(there.engine.state.submissions) == count and there.engine.state.judging is None)
    return there.engine.state


def save(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


async def test_the_starter_is_written_and_a_save_that_passes_ends_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "double.py"
    async with sitting(file) as (there, _, task):
        await until(file.exists)
        assert file.read_text(encoding="utf-8").strip() == there.engine.state.open_question.code.strip()  # type: ignore[union-attr]
        await asyncio.sleep(0.05)
        assert not there.engine.state.submissions
        save(file, "# %%\nfirst try = ?\n")
        await submissions(there, 1)
        save(file, RIGHT)
        assert await asyncio.wait_for(task, 5) == 0
        assert there.engine.state.ended and there.engine.state.submissions[2].code == RIGHT.rstrip("\n") + "\n"
    out = capsys.readouterr().out
    assert str(file) in out and "0 of 1 check holds" in out and "1 of 1 check holds" in out and "\x1b" not in out


async def test_a_file_that_was_there_is_judged_at_once_and_never_written(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    save(file, "# %%\nmine = 1\n")
    async with sitting(file) as (there, _, _task):
        await submissions(there, 1)
        assert file.read_text(encoding="utf-8") == "# %%\nmine = 1\n"


async def test_the_same_text_saved_again_is_not_judged_again(tmp_path: Path) -> None:
    file = tmp_path / "mine.py"
    save(file, "# %%\nmine = 1\n")
    async with sitting(file) as (there, _, _task):
        await submissions(there, 1)
        os.utime(file, ns=(1, 1))
        await asyncio.sleep(0.1)
        assert len(there.engine.state.submissions) == 1


@pytest.mark.parametrize(
    ("question", "file", "code", "told"),
    [
        ("zscore", "none/a.py", 2, "There is no folder"),
        ("zscore", "bad.py", 3, "not UTF-8"),
        ("sampling-diagonal", "a.py", 2, "answered in words"),
        ("zscor", "a.py", 2, "Did you mean zscore"),
    ],
)
def test_what_cannot_be_watched_is_told_and_begins_no_session(
    tmp_path: Path, question: str, file: str, code: int, told: str
) -> None:
    (tmp_path / "bad.py").write_bytes(b"\xff\xfe")
    here = Places(tmp_path / "home", tmp_path / "home")
    with pytest.raises(Stop, match=told) as stopped:
        module.watch(here, question, tmp_path / file, seed=None, persona="")
    assert stopped.value.code == code and not here.sessions.exists()


# The file that two sides write.


def seen(file: WatchedFile) -> str | None:
    """What a look finds once the file stands still."""
    return file.look() or file.look()


def test_what_another_editor_saves_is_found_once(tmp_path: Path) -> None:
    file = WatchedFile(tmp_path / "code" / "a.py")
    file.open("one")
    assert file.path.read_text(encoding="utf-8") == "one\n" and seen(file) is None
    save(file.path, "two\n")
    assert seen(file) == "two\n" and seen(file) is None and file.known == "two\n"


def test_a_file_that_is_being_written_is_not_taken_half(tmp_path: Path) -> None:
    file = WatchedFile(tmp_path / "a.py")
    file.open("one")
    save(file.path, "")
    assert file.look() is None
    save(file.path, "two\n")
    assert seen(file) == "two\n"


def test_a_line_break_that_an_editor_adds_at_the_end_is_no_change(tmp_path: Path) -> None:
    file = WatchedFile(tmp_path / "a.py")
    file.open("one")
    save(file.path, "one\n")
    os.utime(file.path, ns=(1, 1))
    assert seen(file) is None and file.known == "one"


def test_where_both_have_changed_nothing_is_written_over(tmp_path: Path) -> None:
    file = WatchedFile(tmp_path / "a.py")
    file.open("one")
    save(file.path, "theirs\n")
    assert file.write("mine") == Conflict("theirs\n")
    assert file.write("mine again") == Conflict("theirs\n")
    assert file.path.read_text(encoding="utf-8") == "theirs\n"
    beside = file.keep_mine("mine", "theirs\n")
    assert beside.read_text(encoding="utf-8") == "theirs\n" and file.path.read_text(encoding="utf-8") == "mine\n"
    assert file.write("mine still") is None and seen(file) is None


def test_a_change_of_theirs_alone_is_no_conflict(tmp_path: Path) -> None:
    file = WatchedFile(tmp_path / "a.py")
    file.open("one")
    save(file.path, "theirs\n")
    assert file.write("one") is None and seen(file) == "theirs\n"


def test_both_sides_with_the_same_text_are_at_one(tmp_path: Path) -> None:
    file = WatchedFile(tmp_path / "a.py")
    file.open("one")
    save(file.path, "two")
    assert file.write("two") is None and seen(file) is None


def test_what_is_no_text_is_told_and_neither_taken_nor_written_over(tmp_path: Path) -> None:
    file = WatchedFile(tmp_path / "a.py")
    file.open("one")
    file.path.write_bytes(b"\xff\xfe\x00")
    assert seen(file) is None and "not UTF-8" in file.fault
    fresh = WatchedFile(tmp_path / "b.py")
    fresh.open("one")
    fresh.path.write_bytes(b"\xff\xfe\x00")
    assert fresh.write("mine") is None and fresh.path.read_bytes() == b"\xff\xfe\x00"


def test_a_file_that_was_removed_is_written_again(tmp_path: Path) -> None:
    file = WatchedFile(tmp_path / "a.py")
    file.open("one")
    file.path.unlink()
    assert seen(file) is None
    assert file.write("one") is None and file.path.exists()


def test_what_comes_from_the_file_is_harmless(tmp_path: Path) -> None:
    file = WatchedFile(tmp_path / "a.py")
    file.open("one")
    save(file.path, "x = '\x1b]0;title\x07'\r\n")
    assert seen(file) == "x = ''\n"


def test_the_file_begins_with_the_recorded_code_and_tells_of_changes_once(tmp_path: Path) -> None:
    file = WatchedFile(tmp_path / "code" / "q.py")
    assert file.resume("a\n", NEW) is None
    assert file.path.read_text() == "a\n"
    assert file.look(settled=False) is None
    file.path.write_text("b\r\nc\n")
    assert file.look(settled=False) == "b\nc\n"
    assert file.look(settled=False) is None


def test_a_file_that_was_edited_after_the_last_record_goes_before_it_and_an_older_one_does_not(tmp_path: Path) -> None:
    path = tmp_path / "q.py"
    path.write_text("mine\n")
    assert WatchedFile(path).resume("recorded\n", OLD) == "mine\n"
    file = WatchedFile(path)
    assert file.resume("recorded\n", NEW) is None
    assert path.read_text() == "recorded\n"
    assert file.aside == tmp_path / "q-before.py" and file.aside.read_text() == "mine\n"


def test_a_file_that_was_edited_while_another_question_was_open_is_taken_when_one_comes_back(tmp_path: Path) -> None:
    file = WatchedFile(tmp_path / "q.py")
    file.resume("a\n", NEW)
    file.path.write_text("edited meanwhile\n")
    assert file.resume("a\n", NEW) == "edited meanwhile\n"
    file.path.write_bytes(b"\xff")
    assert file.resume("a\n", NEW) is None
    assert "not UTF-8" in file.fault and file.path.read_bytes() == b"\xff"


def test_what_cannot_be_taken_from_the_file_is_told_and_leaves_the_code_alone(tmp_path: Path) -> None:
    file = WatchedFile(tmp_path / "q.py")
    file.resume("a\n", NEW)
    file.path.write_bytes(b"\xff\xfe\x00")
    assert file.look(settled=False) is None and "not UTF-8" in file.fault
    file.path.unlink()
    assert file.look(settled=False) is None and "is gone" in file.fault
    file.path.write_text("b\x1b]0;t\x07\n")
    assert file.look(settled=False) == "b\n" and file.cleaned and not file.fault


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may write anywhere")
def test_a_file_that_cannot_be_written_raises(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OSError):
        WatchedFile(tmp_path / "q.py").resume("a\n", NEW)
    tmp_path.chmod(0o700)


async def test_the_rows_of_checks_are_broken_between_words_in_a_narrow_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module.shutil, "get_terminal_size", lambda: os.terminal_size((40, 24)))
    async with sitting(tmp_path / "answer.py") as (_, watch, _task):
        name = "a column that is missing throughout raises ValueError"
        watch._tell_verdict({"verdict": "fail", "checks": [{"name": name, "outcome": "failed"}]}, 1)
    rows = capsys.readouterr().out.split("\n")
    at = next(i for i, row in enumerate(rows) if "a column that is missing" in row)
    assert rows[at : at + 2] == [" ✗ a column that is missing throughout", "   raises ValueError: does not hold"]


def test_an_older_text_that_could_not_make_way_still_makes_way_at_the_next_attempt(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "q.py"
    path.write_text("older\n", "utf-8")
    file = WatchedFile(path)

    def fail(self: Path, target: Path) -> Path:
        raise OSError(30, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fail)
        with pytest.raises(OSError, match="Read-only"):
            file.resume("recorded\n", NEW)
    assert file.resume("recorded\n", NEW) is None
    assert path.read_text("utf-8") == "recorded\n" and (tmp_path / "q-before.py").read_text("utf-8") == "older\n"
