"""The keys are one table: what the app does, what F1 shows and what the documentation says agree."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import hotseat
from hotseat.tui.key_table import Key, all_keys
from hotseat.tui.keys import ACTIONS, WORDS, Action, of_word
from hotseat.tui.screens.help import help_parts
from hotseat.tui.widgets.prose import Hanging

DOCS = Path(hotseat.__file__).parent.parent / "docs" / "keys.md"


@pytest.mark.parametrize("key", [k for k in all_keys() if k.place != "interview"], ids=lambda k: k.id)
def test_the_documentation_lists_the_keys_of_every_place_with_their_names(key: Key) -> None:
    keys = ", ".join(f"`{written}`" for written in key.shown)
    assert f"| {keys} | `{key.id}` | {key.help} |" in DOCS.read_text(encoding="utf-8").split("\n")


def test_the_documentation_lists_no_key_that_is_not_there() -> None:
    named = set(re.findall(r"^\|.*\| `([a-z]+\.[a-z-]+)` \|", DOCS.read_text(encoding="utf-8"), re.MULTILINE))
    assert named == {k.id for k in all_keys() if k.place != "interview"}


@pytest.mark.parametrize("action", ACTIONS, ids=lambda a: a.name)
def test_the_documentation_lists_every_action_with_its_keys_and_word(action: Action) -> None:
    row = next(line for line in DOCS.read_text(encoding="utf-8").split("\n") if action.help in line)
    assert all(f"`{key}`" in row for key in action.shown)
    assert (f"`/{action.word}`" in row) == bool(action.word)
    assert ("Practice only" in row) == action.practice


def test_the_help_shows_every_action_and_word() -> None:
    shown = "\n".join(p.head.plain + p.text.plain for p in help_parts(ACTIONS) if isinstance(p, Hanging))
    assert all(a.help in shown and a.shown[0] in shown for a in ACTIONS)
    assert all(f"/{word}" in shown for word in WORDS)


def test_a_word_is_found_whatever_its_case_and_an_unknown_one_is_not() -> None:
    found = of_word(" HINT ")
    assert found is not None and found.name == "hint"
    assert of_word("") is None and of_word("nonsense") is None


def test_every_pane_can_be_reached_without_a_modern_terminal() -> None:
    for action in ACTIONS:
        plain = [k for k in action.keys.split(",") if not re.fullmatch(r"ctrl\+(shift\+.|\d)", k)]
        assert plain, action.name


def test_the_footer_fits_eighty_columns() -> None:
    shown = [a for a in ACTIONS if a.footer]
    assert len(shown) <= 8
    assert sum(len(a.shown[0]) + len(a.label) + 2 for a in shown) - 1 <= 80
