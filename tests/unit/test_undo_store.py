"""The undo history outlives a restart, and a damaged one breaks nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from textual.document._history import EditHistory
from textual.widgets import TextArea

from hotseat.tui import undo_store


def area(text: str = "") -> TextArea:
    return TextArea(text, max_checkpoints=undo_store.MOST_STEPS)


def written(path: Path, texts: list[str]) -> TextArea:
    """A text area through which these texts went, one step each, and whose history is on disk."""
    box = area()
    for text in texts:
        box.replace(text, (0, 0), box.document.end)
        box.history.checkpoint()
    undo_store.save(path, box.text, *undo_store.steps(box.history))
    return box


def again(path: Path, text: str) -> TextArea:
    """What a restart makes of it: the text as the session has it, with the history from disk."""
    box = area(text)
    undo_store.put_back(box.history, *undo_store.load(path, text))
    return box


def test_every_step_can_be_taken_back_after_a_restart_and_redone(tmp_path: Path) -> None:
    written(tmp_path / "u.json", ["a", "a\nb", "\u00e9\n\n# x", ""])
    box = again(tmp_path / "u.json", "")
    seen = []
    for _ in range(4):
        box.undo()
        seen.append(box.text)
    assert seen == ["\u00e9\n\n# x", "a\nb", "a", ""]
    box.redo()
    box.redo()
    assert box.text == "a\nb"


def test_what_was_undone_can_be_redone_after_a_restart(tmp_path: Path) -> None:
    box = written(tmp_path / "u.json", ["a", "ab", "abc"])
    box.undo()
    undo_store.save(tmp_path / "u.json", box.text, *undo_store.steps(box.history))
    later = again(tmp_path / "u.json", "ab")
    later.redo()
    assert later.text == "abc"
    later.undo()
    later.undo()
    assert later.text == "a"


def test_a_text_that_went_on_without_the_history_is_joined_to_it(tmp_path: Path) -> None:
    written(tmp_path / "u.json", ["one", "one two"])
    box = again(tmp_path / "u.json", "one two\nthree")
    box.undo()
    assert box.text == "one two"
    box.undo()
    assert box.text == "one"


def test_it_is_bounded_and_the_newest_steps_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo_store, "MOST_CHARACTERS", 3000)
    texts = [f"{n:03}" * 100 for n in range(20)]
    written(tmp_path / "u.json", texts)
    assert (tmp_path / "u.json").stat().st_size < 6000
    box = again(tmp_path / "u.json", texts[-1])
    box.undo()
    assert box.text == texts[-2]


def test_it_is_private(tmp_path: Path) -> None:
    written(tmp_path / "undo" / "u.json", ["a"])
    assert (tmp_path / "undo" / "u.json").stat().st_mode & 0o077 == 0


def _no_list(data: dict[str, Any]) -> None:
    data["undo"] = 3


def _beyond_the_text(data: dict[str, Any]) -> None:
    data["undo"][-1][0][1] = [99, 0]


def _other_text(data: dict[str, Any]) -> None:
    data["undo"][-1][0][0] = "something else"


def _negative(data: dict[str, Any]) -> None:
    data["undo"][-1][0][4] = [-1, 0]


def _selection_beyond(data: dict[str, Any]) -> None:
    data["undo"][-1][0][6] = [50, 50]


@pytest.mark.parametrize("harm", [_no_list, _beyond_the_text, _other_text, _negative, _selection_beyond])
def test_a_damaged_history_is_left_out(tmp_path: Path, harm: Any) -> None:
    path = tmp_path / "u.json"
    written(path, ["a", "a\nb"])
    data = json.loads(path.read_text(encoding="utf-8"))
    harm(data)
    path.write_text(json.dumps(data), encoding="utf-8")
    assert undo_store.load(path, "a\nb") == ([], [])


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b"\xff", b"null"])
def test_what_is_no_history_is_left_out(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "u.json"
    path.write_bytes(content)
    assert undo_store.load(path, "") == ([], [])
    assert undo_store.load(tmp_path / "none.json", "") == ([], [])


def test_an_empty_history_takes_nothing_back() -> None:
    history = EditHistory(max_checkpoints=5, checkpoint_timer=1.0, checkpoint_max_characters=10)
    undo_store.put_back(history, [], [])
    assert history.undo_stack == []
