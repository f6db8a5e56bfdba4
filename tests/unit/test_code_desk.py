"""What another editor saved is laid beside the file before that is written over, also where it takes several attempts."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from hotseat.interview import disk
from hotseat.tui.code_desk import CodeDesk


async def test_another_version_that_could_not_be_kept_is_kept_before_the_file_is_written_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = CodeDesk(tmp_path)
    await desk.open("q", "mine")
    file = tmp_path / "code" / "q.py"
    file.write_text("theirs\n", "utf-8")
    await desk.look()
    assert await desk.look() == ("mine", "theirs\n"), "the second look finds that it stands still"

    def fail(path: Path, data: bytes, *, lasting: bool = True) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr(disk, "put", fail)
        assert await desk.keep_mine("mine and more", "theirs\n") is None
        assert desk.behind and await desk.save("q", "mine and more") is None
        assert desk.behind and file.read_text("utf-8") == "theirs\n"
    assert await desk.save("q", "mine and more") is None
    assert not desk.behind and file.read_text("utf-8") == "mine and more\n"
    beside = tmp_path / "code" / "q.theirs.py"
    assert beside.read_text("utf-8") == "theirs\n"


async def test_a_version_that_was_kept_at_last_is_not_taken_back_by_one_that_could_not_be_kept_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = CodeDesk(tmp_path)
    await desk.open("q", "mine")

    def fail(path: Path, data: bytes, *, lasting: bool = True) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    with monkeypatch.context() as patch:
        patch.setattr(disk, "put", fail)
        assert await desk.keep_mine("mine", "theirs\n") is None
    beside = await desk.keep_mine("mine", "theirs, and later\n")
    assert beside is not None and await desk.save("q", "mine and more") is None
    assert beside.read_text("utf-8") == "theirs, and later\n"
