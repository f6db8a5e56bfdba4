"""What is shown of a question before the bank is open is what its files say, or nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hotseat.cli import glimpse as glimpsing
from hotseat.cli.glimpse import glimpse
from hotseat.front.ahead import Ahead
from hotseat.question_bank import index
from hotseat.question_bank.bank import load_bank
from hotseat.question_bank.pack import Pack
from hotseat.reference.builtin import builtin_pack


@pytest.fixture
def there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pack in the place of the one that ships with Hotseat."""
    (tmp_path / "pack" / "questions" / "drills").mkdir(parents=True)
    (tmp_path / "pack" / "starters").mkdir()
    shipped = next(builtin_pack().questions.glob("*/zscore.yaml"))
    shutil.copy(shipped, tmp_path / "pack" / "questions" / "drills" / "zscore.yaml")
    (tmp_path / "pack" / "starters" / "zscore.py").write_text("def add(a, b): ...\n\x1b[2J", encoding="utf-8")

    def pack(package: str) -> Path:
        return tmp_path / "pack"

    monkeypatch.setattr(glimpsing, "_folder", pack)
    return tmp_path


def test_without_an_index_the_starter_is_shown_and_nothing_is_made_up(there: Path) -> None:
    assert glimpse(there / "cache", "zscore") == Ahead("", "", "def add(a, b): ...\n")


def test_a_question_that_is_not_there_or_not_known_yet_shows_nothing(there: Path) -> None:
    assert glimpse(there / "cache", "taking-away") == glimpse(there / "cache", None) == Ahead()


def test_the_index_tells_title_and_words_only_while_the_file_is_as_it_was_read(
    there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def settled(of: object) -> bool:
        return True

    monkeypatch.setattr("hotseat.question_bank.record.settled", settled)
    load_bank([Pack.at(there / "pack")], [], index.Index(there / "cache"))
    shown = glimpse(there / "cache", "zscore")
    assert shown.title == "Standardise an array" and shown.words.startswith("This one is small.")
    file = there / "pack" / "questions" / "drills" / "zscore.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("small", "tiny"), encoding="utf-8")
    assert glimpse(there / "cache", "zscore").words == ""


def test_a_damaged_or_foreign_index_tells_nothing(there: Path) -> None:
    (there / "cache").mkdir()
    (there / "cache" / "bank-0.sqlite3").write_bytes(b"no database at all" * 100)
    assert glimpse(there / "cache", "zscore").title == ""


def test_the_index_is_known_by_the_same_mark_and_columns() -> None:
    assert glimpsing._OURS == index._OURS  # pyright: ignore[reportPrivateUsage]


def test_the_starter_shown_ahead_is_the_one_that_the_session_begins_with(tmp_path: Path) -> None:
    assert glimpse(tmp_path, "zscore").code == builtin_pack().starter("zscore")
