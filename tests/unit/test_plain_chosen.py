"""When plain lines are shown: by the option, before or behind the command, by the settings, or where no screen can be drawn."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from hotseat.cli import commands, front_ends, plain, screen
from hotseat.cli.settings import read_settings


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str, dict[str, Any]]]:
    """What was shown, in place of showing it."""
    found: list[tuple[str, str, dict[str, Any]]] = []

    def kept(how: str) -> Any:
        def show(here: object, first: str, model: object = None, **wishes: Any) -> int:
            found.append((how, first, wishes))
            return 0

        return show

    monkeypatch.setattr(plain, "show_plain", kept("plain"))
    monkeypatch.setattr(screen, "show", kept("screen"))
    monkeypatch.setattr(front_ends, "is_terminal", lambda: True)
    monkeypatch.delenv("HOTSEAT_PLAIN", raising=False)
    return found


@pytest.mark.parametrize(
    ("arguments", "first"),
    [
        (["--plain"], "home"),
        (["practice", "zscore", "--plain"], "practice"),
        (["--plain", "practice", "zscore"], "practice"),
        (["interview", "--plain", "--seed", "3", "--agenda", "thirty-minutes"], "interview"),
        (["review", "--plain"], "review"),
    ],
    ids=lambda x: " ".join(x) if isinstance(x, list) else "",
)
def test_the_option_asks_for_it_on_every_way_in(shown: list[Any], arguments: list[str], first: str) -> None:
    assert CliRunner().invoke(commands.app, arguments).exit_code == 0
    assert [(how, where) for how, where, _ in shown] == [("plain", first)]


def test_seeds_and_filters_go_along(shown: list[Any]) -> None:
    CliRunner().invoke(commands.app, ["practice", "--plain", "--seed", "3", "--kind", "talk", "--persona", "brisk"])
    (_, _, wishes) = shown[0]
    assert wishes["seed"] == 3 and wishes["persona"] == "brisk" and "talk" in str(wishes["wanted"])


def test_without_a_wish_a_terminal_gets_the_screen(shown: list[Any]) -> None:
    CliRunner().invoke(commands.app, ["practice", "zscore"])
    assert shown[0][0] == "screen"


@pytest.mark.parametrize(("value", "how"), [("1", "plain"), ("yes", "plain"), ("0", "screen"), ("", "screen")])
def test_the_environment_switches_it(shown: list[Any], monkeypatch: pytest.MonkeyPatch, value: str, how: str) -> None:
    monkeypatch.setenv("HOTSEAT_PLAIN", value)
    CliRunner().invoke(commands.app, [])
    assert shown[0][0] == how


def test_the_settings_switch_it_and_take_nothing_but_true_or_false(shown: list[Any], own_home: Path) -> None:
    own_home.mkdir()
    (own_home / "config.toml").write_text("plain = true\n", encoding="utf-8")
    CliRunner().invoke(commands.app, [])
    assert shown[0][0] == "plain"
    (own_home / "config.toml").write_text('plain = "very"\nkernel_memory = true\n', encoding="utf-8")
    settings, wrong = read_settings(own_home / "config.toml")
    assert not settings.plain and settings.kernel_memory == 4096
    assert "true or false" in wrong[0] and "a whole number" in wrong[1]


def test_where_no_screen_can_be_drawn_one_sentence_says_so(
    shown: list[Any], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(front_ends, "is_terminal", lambda: False)
    result = CliRunner().invoke(commands.app, [])
    assert shown[0][0] == "plain"
    assert (result.stderr + capsys.readouterr().err).count("is no terminal, so this goes on in plain lines") == 1


def test_a_closed_stream_is_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    assert plain.why_plain().startswith("Standard input is no terminal")
