"""``hotseat export`` and ``hotseat share`` on the command line: what goes where, and what is refused in a sentence."""

from __future__ import annotations

import json
import sys
import zipfile
from pathlib import Path

import pytest
from support.golden import session

from hotseat.cli.commands import app
from hotseat.cli.trouble import Stop


@pytest.fixture
def name(own_home: Path) -> str:
    return session(own_home / "sessions", "v1/practice")


def run(*arguments: str) -> int:
    code = app(list(arguments), standalone_mode=False)
    return code if isinstance(code, int) else 0


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("html", "<!DOCTYPE html>"),
        ("ipynb", '{\n "cells": ['),
        ("md", "# Standardise an array"),
        ("json", '{\n "format": "hotseat-session/1"'),
        ("cast", '{"version": 2'),
    ],
)
def test_every_form_comes_on_standard_output_alone(
    name: str, form: str, begins: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert run("export", name, "--to", form) == 0
    out, err = capfdbinary.readouterr()
    assert out.decode().startswith(begins) and out.endswith(b"\n") and err == b""


def test_the_form_follows_the_ending_of_the_file_and_a_file_that_is_there_stays(name: str, tmp_path: Path) -> None:
    out = tmp_path / "mine.html"
    assert run("export", name, "-o", str(out)) == 0
    assert out.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    out.write_text("mine")
    with pytest.raises(Stop, match=r"is there already.* or say --force"):
        run("export", name, "-o", str(out))
    assert out.read_text() == "mine"
    assert run("export", name, "-o", str(out), "--force") == 0
    assert out.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("practise", "--to", "html"), "Did you mean practice"),
        (("practice", "--to", "htm"), "Did you mean html"),
        (("practice",), "Say which form, with --to. The forms are: html"),
        (("practice", "-o", "x.docx"), "There is no form 'docx'"),
        (("practice", "--to", "html", "-o", "/"), "is a folder"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(name: str, arguments: tuple[str, ...], told: str) -> None:
    with pytest.raises(Stop) as stopped:
        run("export", *arguments)
    assert stopped.value.code == 2 and told in stopped.value.sentence


def test_a_terminal_is_not_filled_with_what_is_no_text_to_read(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    for form in ("html", "ipynb", "cast"):
        with pytest.raises(Stop, match=f"-o practice.{form}"):
            run("export", name, "--to", form)


def test_a_session_that_cannot_be_read_is_told_and_nothing_is_written(own_home: Path, tmp_path: Path) -> None:
    folder = own_home / "sessions" / "20260101-000000-dead"
    folder.mkdir(parents=True)
    (folder / "journal.jsonl").write_text("nothing of the kind\n")
    with pytest.raises(Stop) as stopped:
        run("export", folder.name, "-o", str(tmp_path / "x.html"))
    assert stopped.value.code == 3 and "cannot be read" in stopped.value.sentence
    assert not (tmp_path / "x.html").exists()


def test_a_bundle_goes_out_and_its_form_comes_home(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("share", name, "--show", "--name", "Standardise") == 0
    told = capsys.readouterr()
    assert "Standardise" in told.out and "may still tell who you are" in told.err
    assert run("share", name, "-o", str(tmp_path / "b.zip")) == 0
    assert "may still tell who you are" in capsys.readouterr().err
    with zipfile.ZipFile(tmp_path / "b.zip") as packed:
        packed.extract("form.yaml", tmp_path)
    form = tmp_path / "form.yaml"
    form.write_text(form.read_text().replace("score: ''", "score: solid", 1).replace("name: ''", "name: Grace", 1))
    assert run("share", "--take", str(form)) == 0
    assert "Grace scored the whole of practice" in capsys.readouterr().err
    assert run("export", name, "--to", "json") == 0
    assert json.loads(capsys.readouterr().out)["peers"][0]["overall"]["score"] == "solid"
    form.write_text(form.read_text().replace("score: ''", "score: solid", 1))
    assert run("share", "--take", str(form)) == 0
    assert "Grace scored the whole and 1 competency of practice" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "Say which session"),
        (("practice",), "Name the bundle"),
        (("practice", "--take", "x"), "says itself which session"),
        (("--take", "no-such.yaml"), "no-such.yaml"),
    ],
)
def test_what_cannot_be_shared_is_told(name: str, arguments: tuple[str, ...], told: str) -> None:
    with pytest.raises(Stop, match=told):
        run("share", *arguments)


def test_the_page_keeps_the_lines_of_a_check_that_failed(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("export", name, "--to", "html") == 0
    page = capsys.readouterr().out
    assert '<div class="quiet typed">The answer at [0] is -17 where -1.41391 was expected.' in page
    assert "\nExpected: array([-1.413909" in page
