"""Whatever stands in the files of a person's folder, no command writes anything to the terminal that steers it."""

from __future__ import annotations

import json
import logging
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.hostile import SHORT, STEERS, steering
from support.hostile_home import SESSIONS, furnish

from hotseat.cli.main import main
from hotseat.question_bank.loader import load_question
from hotseat.review.share_form import token

ONE, OTHER = SESSIONS
COMMANDS = [
    ("review",),
    ("review", "--json"),
    ("review", "--search", "turned"),
    ("review", "--search", "turned", "--json"),
    ("review", ONE, "--transcript"),
    ("review", ONE, "--plain"),
    ("compare", "ridge"),
    ("compare", "ridge", "--json"),
    ("charts",),
    ("charts", ONE),
    ("rescore",),
    ("rescore", ONE, "--json"),
    ("plan",),
    ("plan", "--json"),
    ("export", ONE, "--to", "md"),
    ("export", ONE, "--to", "json"),
    ("export", ONE, "--to", "html"),
    ("export", ONE, "--to", "ipynb"),
    ("export", ONE, "-o", "{out}/" + "x\x1b]0;owned\x07.md"),
    ("share", ONE, "--show"),
    ("share", ONE, "-o", "{out}/bundle.zip"),
    ("share", "--take", "{out}/form.yaml"),
    ("pack", "list"),
    ("pack", "trust", "p\x1b]0;owned\x07\u202e[bold]"),
    ("pack", "install", "{out}/pack.zip", "--yes"),
    ("pack", "install", "{out}/odd.zip", "--yes"),
    ("pack", "install", "{out}/\x1b]0;owned\x07.zip", "--yes"),
    ("bank", "list"),
    ("bank", "list", "--json"),
    ("bank", "show", "tries"),
    ("bank", "show", "tries", "--json"),
    ("bank", "lint", "tries", "--quick"),
    ("bank", "unmatched"),
    ("data", "where"),
    ("practice", SHORT.replace("\x00", "").replace("\ud800", "")),
    ("practice", "tries", "--plain"),
    ("resume", ONE),
    ("keys",),
    ("paths",),
]


@pytest.fixture(scope="module")
def furnished(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    home, out = furnish(tmp_path_factory.mktemp("home")), tmp_path_factory.mktemp("out")
    with zipfile.ZipFile(out / "pack.zip", "w") as made:
        made.writestr("p/questions/why.yaml", (home / "pack" / "questions" / "broken.yaml").read_text())
        made.writestr("p/x\x1b]0;owned.txt", "left out")
    with zipfile.ZipFile(out / "odd.zip", "w") as made:
        made.writestr("questions/\x1b]0;owned\x9b2J\u202e.yaml", "id: x")
    told = json.dumps(SHORT.replace("\ud800", ""))
    (out / "form.yaml").write_text(
        f"format: hotseat-share/1\nbundle: '{token(ONE)}'\nname: {told}\n{told}: 1\n", "utf-8"
    )
    return home, out


@pytest.fixture
def quiet_log() -> Iterator[None]:
    root, before = logging.getLogger(), list(logging.getLogger().handlers)
    yield
    root.handlers[:] = before


def test_the_hostile_question_is_one_that_can_be_asked(furnished: tuple[Path, Path]) -> None:
    (file,) = (furnished[0] / "packs").glob("*/questions/tries.yaml")
    assert load_question(file).id == "tries", "else nothing of it would ever be shown"


@pytest.mark.usefixtures("quiet_log")
@pytest.mark.parametrize(
    "command", COMMANDS, ids=lambda c: STEERS.sub("?", " ".join(c))[:60].encode("ascii", "replace").decode()
)
def test_a_command_writes_nothing_that_steers_a_terminal(
    command: tuple[str, ...],
    furnished: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    home, out = furnished
    monkeypatch.setenv("HOTSEAT_HOME", str(home))
    monkeypatch.setattr(sys, "argv", ["hotseat", *(part.replace("{out}", str(out)) for part in command)])
    monkeypatch.setattr(sys, "stdin", (out / "form.yaml").open())
    with pytest.raises(SystemExit) as end:
        main()
    told = capfd.readouterr()
    assert end.value.code in (0, 1, 2, 3)
    assert told.out or told.err
    assert "Something in Hotseat itself failed" not in told.err, (home / "hotseat.log").read_text()
    assert not steering(told.out) and not steering(told.err)
    assert "\x1b" not in told.out + told.err
    assert not steering((home / "hotseat.log").read_text() if (home / "hotseat.log").exists() else "")
