"""What a screen remembers is there again at the next start, and a damaged file costs nothing but that."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotseat.front.kept import CODE, TALK, Kept, read_kept, within, write_kept


def test_what_is_remembered_is_read_again(tmp_path: Path) -> None:
    kept = Kept(talk=33, code=70, welcomed=True)
    write_kept(tmp_path / "new" / "screen.json", kept)
    assert read_kept(tmp_path / "new" / "screen.json") == kept
    assert [p.name for p in (tmp_path / "new").iterdir()] == ["screen.json"]


@pytest.mark.parametrize("text", ["", "{", "[1]", "null", '{"talk": "x", "code": true}', "[" * 100_000, "\x00"])
def test_a_damaged_file_is_as_none(tmp_path: Path, text: str) -> None:
    file = tmp_path / "screen.json"
    file.write_text(text, encoding="utf-8")
    assert read_kept(file) == Kept()
    assert read_kept(tmp_path / "none.json") == Kept()


def test_shares_that_would_hide_a_pane_are_bounded(tmp_path: Path) -> None:
    file = tmp_path / "screen.json"
    file.write_text('{"talk": 3, "code": 9999999}', encoding="utf-8")
    assert read_kept(file) == Kept(talk=TALK[0], code=CODE[1])
    assert within(-1e9, TALK) == TALK[0]


def test_a_write_that_fails_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "screen.json"
    write_kept(file, Kept(talk=33))

    def full(descriptor: int, data: bytes) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hotseat.interview.disk.write_whole", full)
    with pytest.raises(OSError, match="space"):
        write_kept(file, Kept(talk=50))
    monkeypatch.undo()
    assert read_kept(file) == Kept(talk=33)
