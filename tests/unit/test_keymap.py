"""The keys section of the settings: what can be is done, and what cannot is told and stops nothing."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest

from hotseat.cli.key_list import list_keys
from hotseat.cli.places import Places
from hotseat.tui.key_table import all_keys, capital_of
from hotseat.tui.keymap import named, read_keys


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("F5", "f5"),
        (" Shift+Ctrl+R ", "ctrl+shift+r"),
        ("esc", "escape"),
        ("?", "question_mark"),
        ("alt+↑", "alt+up"),
        ("ctrl++", "ctrl+plus"),
        ("G", "G"),
        ("ctrl+/", "ctrl+slash,ctrl+underscore"),
        ("nokey", None),
        ("hold+x", None),
        ("", None),
    ],
)
def test_a_key_is_understood_as_people_write_it(written: str, meant: str | None) -> None:
    assert named(written) == meant


def test_no_section_changes_nothing_and_a_wrong_one_is_told() -> None:
    assert read_keys(None) == ({}, ())
    keymap, (told,) = read_keys("f5")
    assert keymap == {} and "must be a table" in told


def test_names_with_dots_are_understood_nested_and_plain() -> None:
    nested = read_keys({"interview": {"hint": "alt+y", "run-all": ["f6", "alt+r"]}})
    plain = read_keys({"interview.hint": "alt+y", "interview.run_all": "f6, alt+r"})
    assert nested == plain == ({"interview.hint": "alt+y", "interview.run-all": "f6,alt+r"}, ())


def test_a_typo_is_told_with_the_nearest_name_and_the_rest_is_done() -> None:
    keymap, (told,) = read_keys({"interview": {"hnit": "f4", "hint": "alt+y"}})
    assert keymap == {"interview.hint": "alt+y"}
    assert "'interview.hnit'" in told and "did you mean 'interview.hint'?" in told


@pytest.mark.parametrize("value", [3, "", [], ["f5", 2], "nokey", "ctrl+nokey", {"a": {}}])
def test_what_is_no_key_is_told_and_the_action_keeps_its_own(value: object) -> None:
    keymap, told = read_keys({"editor.comment": value})
    assert keymap == {} and len(told) <= 1


@pytest.mark.parametrize("key", ["x", "space", "enter", "?"])
def test_a_letter_cannot_be_an_action_where_letters_are_typed(key: str) -> None:
    keymap, (told,) = read_keys({"editor.find": key})
    assert keymap == {} and "typed there" in told
    assert read_keys({"home.quit": "x"})[0] == {"home.quit": "x"}


def test_a_key_that_another_action_has_is_told_with_its_name() -> None:
    keymap, (told,) = read_keys({"interview.hint": "f5"})
    assert keymap == {} and "interview.run has it" in told
    keymap, (told,) = read_keys({"interview.hint": "ctrl+f"})
    assert keymap == {} and "editor.find has it" in told


def test_two_actions_may_change_places() -> None:
    wanted = {"interview.run": "f6", "interview.run-all": "f5"}
    assert read_keys(wanted) == (wanted, ())


def test_a_wish_that_falls_back_does_not_leave_another_one_with_a_shared_key() -> None:
    keymap, told = read_keys({"interview.run": "f9", "interview.hint": "f5"})
    taken = [keymap.get(k.id, k.keys) for k in all_keys() if k.place == "interview"]
    keys = ",".join(taken).split(",")
    assert len(keys) == len(set(keys)) and told


def test_our_own_keys_have_one_meaning_each() -> None:
    assert read_keys({key.id: key.keys for key in all_keys() if key.place in ("interview", "editor", "find")})[1] == ()


def test_the_list_of_keys_shows_what_is_in_force(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here = Places(tmp_path, tmp_path)
    here.settings.write_text('[keys]\neditor.comment = "ctrl+k"\nnonsense.x = "f3"\n', encoding="utf-8")
    assert list_keys(here) == 1
    out, err = capsys.readouterr()
    row = next(line for line in out.split("\n") if "editor.comment" in line)
    assert row.strip().startswith("*") and "ctrl+k" in row and "ctrl+/" not in row
    assert "nonsense.x" in err


def test_a_menu_tells_a_letter_with_shift_from_one_without() -> None:
    app = SimpleNamespace(keymap={"home.plan": "P", "home.practice": "p", "home.review": "ctrl+t"})
    told = [capital_of(app, f"home.{use}") for use in ("plan", "practice", "review", "quit")]
    assert told == ["shift+p", "P", "ctrl+t", "Q"]
