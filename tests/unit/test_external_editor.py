"""The person's own editor: found, run on a private file, and nothing is lost whatever it does."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from hotseat.front.external_editor import NoEditor, at_line, command, edit

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the editors here are shell scripts")


def _editor(folder: Path, script: str) -> dict[str, str]:
    path = folder / "my editor"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(0o700)
    return {"VISUAL": f"'{path}' --wait", "PATH": os.environ["PATH"]}


def _left(folder: Path) -> list[Path]:
    return list(folder.iterdir())


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder


def test_visual_goes_before_editor_and_options_are_kept(tmp_path: Path) -> None:
    environ = {**_editor(tmp_path, "true"), "EDITOR": "cat"}
    assert command(environ) == [str(tmp_path / "my editor"), "--wait"]
    del environ["VISUAL"]
    assert command(environ) == ["cat"]


@pytest.mark.parametrize(
    ("environ", "told"),
    [
        ({"VISUAL": "no-such-editor-anywhere -w"}, "no such program"),
        ({"EDITOR": "'open"}, "a quote is open"),
        ({}, "Set VISUAL or EDITOR"),
    ],
)
def test_an_editor_that_is_missing_is_told(environ: dict[str, str], told: str, tmp_path: Path) -> None:
    with pytest.raises(NoEditor, match=told):
        command({"PATH": str(tmp_path), **environ})


@pytest.mark.parametrize(
    ("program", "line", "options"),
    [("/usr/bin/vim", 12, ["+12"]), ("nano", 3, ["+3"]), ("vim", 1, []), ("code", 12, []), ("sed", 2, [])],
)
def test_an_editor_that_can_begins_at_the_line_of_the_cursor(program: str, line: int, options: list[str]) -> None:
    assert at_line([program], line) == options


async def test_what_is_saved_comes_back_and_the_file_is_private_and_gone(
    tmp_path: Path, own_temporary_folder: Path
) -> None:
    look = tmp_path / "seen"
    environ = _editor(
        tmp_path, f'ls -l "$2" > {look}; echo "$2" >> {look}; cat "$2" >> {look}; printf "more\\n" >> "$2"'
    )
    brought = await edit("one\ntwo", "answer.md", environ)
    assert brought.text == "one\ntwo\nmore"
    mode, path, *text = look.read_text(encoding="utf-8").split("\n")
    assert mode.startswith("-rw-------") and path.endswith("/answer.md")
    assert text == ["one", "two", ""]
    assert _left(own_temporary_folder) == []


async def test_the_folder_of_the_file_is_private_too(tmp_path: Path) -> None:
    look = tmp_path / "seen"
    await edit("", "answer.md", _editor(tmp_path, f'dirname "$2" > {look}; ls -ld "$(dirname "$2")" >> {look}'))
    assert look.read_text(encoding="utf-8").split("\n")[1].startswith("drwx------")


async def test_an_editor_that_fails_changes_nothing_and_what_was_saved_is_kept(
    tmp_path: Path, own_temporary_folder: Path
) -> None:
    with pytest.raises(NoEditor, match="your text is as it was") as told:
        await edit("one", "answer.md", _editor(tmp_path, 'sleep 0.05; echo lost >> "$2"; exit 3'))
    (folder,) = _left(own_temporary_folder)
    assert str(folder / "answer.md") in str(told.value)
    assert "lost" in (folder / "answer.md").read_text(encoding="utf-8")


async def test_a_file_that_is_gone_or_no_text_is_told(tmp_path: Path) -> None:
    with pytest.raises(NoEditor, match="left no file"):
        await edit("one", "answer.md", _editor(tmp_path, 'rm "$2"'))
    with pytest.raises(NoEditor, match="not UTF-8"):
        await edit("one", "answer.md", _editor(tmp_path, "printf '\\377\\376' > \"$2\""))


async def test_an_editor_that_closes_at_once_without_a_change_is_asked_to_wait(tmp_path: Path) -> None:
    brought = await edit("one", "answer.md", _editor(tmp_path, "true"))
    assert brought.text == "one"
    assert "wait" in brought.note


async def test_control_sequences_in_what_was_saved_are_made_harmless(tmp_path: Path) -> None:
    brought = await edit("", "answer.md", _editor(tmp_path, "printf 'a\\033]2;title\\007b\\r\\nc' > \"$2\""))
    assert brought.text == "ab\nc"
