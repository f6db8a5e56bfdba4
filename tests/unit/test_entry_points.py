"""Checkers and exporters of other distributions: loaded when asked for, never in place of Hotseat's own, told in a sentence."""

from __future__ import annotations

import asyncio
import html
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import numpy as np
import pytest
from support.commands import command
from support.distributions import environment, lay_example, write_distribution
from support.golden import session

from hotseat.cli import past_desk, trouble
from hotseat.cli.doctor import _extensions
from hotseat.cli.places import Places
from hotseat.cli.service import RealService
from hotseat.cli.settings import Settings
from hotseat.front.service import Trouble
from hotseat.reference.check import Case, Kind, Observation
from hotseat.reference.checkers import NotUsable, checker, installed_checkers
from hotseat.reference.checkers_named import findings, told
from hotseat.review.export.exporters import installed_exporters
from hotseat.tui.screens.exports import which_form

EXPORTERS, CHECKERS = "hotseat.exporters", "hotseat.checkers"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is looked through for distributions, and whose modules are forgotten afterwards."""
    folder = tmp_path / "site-packages"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    before = set(sys.modules)
    yield folder
    for name in set(sys.modules) - before:
        if str(folder) in str(getattr(sys.modules[name], "__file__", "")):
            del sys.modules[name]


@pytest.fixture
def sat(own_home: Path) -> str:
    return session(own_home / "sessions", "v1/practice")


def exporter(body: str) -> str:
    return f"suffix = '.txt'\ntitle = 'a form'\n\n\ndef export(session):\n    {body}\n"


def test_the_example_exporter_makes_cards_of_what_was_missed(site: Path, sat: str, tmp_path: Path) -> None:
    lay_example(site, "hotseat-anki")
    out = tmp_path / "cards.txt"
    run = command("export", sat, "--to", "anki", "-o", str(out))
    assert run.code == 0 and "cards for Anki of what was missed" in run.err
    data = json.loads(command("export", sat, "--to", "json").out)
    rows = [row.split("\t") for row in out.read_text(encoding="utf-8").splitlines() if not row.startswith("#")]
    missed = [q for q in data["questions"] if any(p["state"] != "covered" for p in q["points"])]
    assert len(rows) == len(missed) > 0 and {len(row) for row in rows} == {4}
    assert len({row[0] for row in rows}) == len(rows)
    for row, question in zip(rows, missed, strict=True):
        assert html.escape(question["title"]) in row[1]
        for point in question["points"]:
            assert (html.escape(point["text"].strip()) in row[2]) == (point["state"] != "covered")


def test_the_app_offers_an_installed_form_and_writes_it_beside_the_session(
    site: Path, sat: str, own_home: Path
) -> None:
    lay_example(site, "hotseat-anki")
    write_distribution(site, "hotseat-html", {EXPORTERS: {"html": "hotseat_html"}})
    offered = [choice.id for choice in which_form()._choices]
    assert offered.count("anki") == 1 and offered.count("html") == 1
    path = asyncio.run(RealService(Places(own_home, own_home), Settings()).export(sat, "anki"))
    assert path.name == "session-anki.txt" and path.read_text(encoding="utf-8").startswith("#separator:tab")
    with pytest.raises(Trouble, match="brings the form 'none'"):
        asyncio.run(RealService(Places(own_home, own_home), Settings()).export(sat, "none"))


def test_an_exporter_is_not_imported_before_its_form_is_asked_for(site: Path, sat: str) -> None:
    write_distribution(site, "hotseat-loud", {EXPORTERS: {"loud": "hotseat_loud"}}, "raise SystemExit('imported')\n")
    assert "loud" in installed_exporters()
    assert command("export", sat, "--to", "md").code == 0
    run = command("export", sat, "--to", "wrong")
    assert run.code == 2 and "loud (by hotseat-loud 0.1.0)" in run.err
    assert "hotseat_loud" not in sys.modules
    run = command("export", sat, "--to", "loud")
    assert run.code == 3 and "cannot be loaded: SystemExit: imported" in run.err


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (exporter("raise KeyError('no such thing')"), "failed on this session: KeyError"),
        (exporter("raise SystemExit(0)"), "failed on this session: SystemExit"),
        (exporter("return 'text'"), "gave str in place of bytes"),
        (exporter("session.data['questions'].clear(); return None"), "gave NoneType"),
        ("title = 'x'\n", "is no exporter"),
        (exporter("return b''").replace("'.txt'", "'/../../x'"), "is no exporter"),
        ("import nothing_of_this_name\n", "cannot be loaded: ModuleNotFoundError"),
    ],
)
def test_an_exporter_that_fails_is_told_and_nothing_is_written_or_lost(
    site: Path, sat: str, own_home: Path, tmp_path: Path, code: str, said: str
) -> None:
    write_distribution(site, "hotseat-broken", {EXPORTERS: {"broken": "hotseat_broken"}}, code)
    before = {p: p.read_bytes() for p in (own_home / "sessions").rglob("*") if p.is_file()}
    out = tmp_path / "out.txt"
    out.write_text("mine")
    run = command("export", sat, "--to", "broken", "-o", str(out), "--force")
    assert run.code == 3 and said in run.err and "hotseat-broken 0.1.0" in run.err
    assert out.read_text() == "mine"
    assert {p: p.read_bytes() for p in (own_home / "sessions").rglob("*") if p.is_file()} == before


def test_an_export_that_takes_over_a_second_says_so_and_how_to_stop_it(
    site: Path, sat: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    said, say = threading.Event(), trouble.say

    def heard(sentence: str) -> None:
        say(sentence)
        said.set()

    monkeypatch.setattr(trouble, "SLOW", 0.01)
    monkeypatch.setattr(trouble, "say", heard)
    monkeypatch.setattr(trouble, "said_for_a_test", said, raising=False)
    waits = exporter(
        "from hotseat.cli import trouble; return b'in time' if trouble.said_for_a_test.wait(20) else b'late'"
    )
    write_distribution(site, "hotseat-slow", {EXPORTERS: {"slow": "hotseat_slow"}}, waits)
    run = command("export", sat, "--to", "slow", "-o", str(tmp_path / "out.txt"))
    assert run.code == 0 and (tmp_path / "out.txt").read_bytes() == b"in time"
    assert f"Writing {sat} as slow. Ctrl+C stops it, and nothing is written." in run.err


def test_an_exporter_that_never_ends_is_given_up_and_keeps_nobody_from_leaving(
    site: Path, sat: str, own_home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    never = threading.Event()
    monkeypatch.setattr(past_desk, "LONGEST_EXPORT", 0.3)
    monkeypatch.setattr(past_desk, "never_for_a_test", never, raising=False)
    waits = exporter("from hotseat.cli import past_desk; past_desk.never_for_a_test.wait(); return b''")
    write_distribution(site, "hotseat-stuck", {EXPORTERS: {"stuck": "hotseat_stuck"}}, waits)
    out = sys.stdout
    with pytest.raises(Trouble, match="had made no file after 0 s and was given up"):
        asyncio.run(RealService(Places(own_home, own_home), Settings()).export(sat, "stuck"))
    assert not list((own_home / "sessions").rglob("*.txt"))
    (still,) = [thread for thread in threading.enumerate() if thread.name == "hotseat-export"]
    assert still.daemon, "the end of the program does not wait for it"
    assert sys.stdout is out, "what the program prints goes where it went before"
    never.set()
    still.join(20)


def test_an_exporter_that_would_end_the_program_is_told_at_once(site: Path, sat: str, own_home: Path) -> None:
    write_distribution(site, "hotseat-ends", {EXPORTERS: {"ends": "hotseat_ends"}}, exporter("raise KeyboardInterrupt"))
    with pytest.raises(Trouble, match=r"ends failed on this session: KeyboardInterrupt\. Nothing was written\."):
        asyncio.run(RealService(Places(own_home, own_home), Settings()).export(sat, "ends"))


def test_a_session_that_makes_no_sense_is_told_in_a_sentence_before_an_exporter_is_asked(
    site: Path, sat: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def odd(*_: object) -> str:
        raise KeyError("of another version")

    write_distribution(site, "hotseat-plain", {EXPORTERS: {"plain-form": "hotseat_plain"}}, exporter("return b''"))
    monkeypatch.setattr("hotseat.review.export.document.document", odd)
    run = command("export", sat, "--to", "plain-form", "-o", str(tmp_path / "x.txt"))
    assert run.code == 3 and "written by another version of Hotseat (KeyError)" in run.err
    assert not (tmp_path / "x.txt").exists()


def test_what_an_exporter_prints_is_no_part_of_what_it_makes(site: Path, sat: str, tmp_path: Path) -> None:
    code = exporter("print('chatter'); return b'the form'")
    write_distribution(site, "hotseat-talks", {EXPORTERS: {"talks": "hotseat_talks"}}, code)
    assert command("export", sat, "--to", "talks", "-o", str(tmp_path / "x.txt")).code == 0
    assert (tmp_path / "x.txt").read_bytes() == b"the form"


def test_names_of_hotseats_own_and_names_that_two_bring_are_refused(site: Path, sat: str, tmp_path: Path) -> None:
    code = exporter("return b'another'")
    write_distribution(site, "hotseat-one", {EXPORTERS: {"html": "hotseat_one", "pdf": "hotseat_one"}}, code)
    write_distribution(
        site, "hotseat-two", {EXPORTERS: {"pdf": "hotseat_one"}, CHECKERS: {"same": "hotseat_one:export"}}
    )
    assert command("export", sat, "--to", "html").out.startswith("<!DOCTYPE html>")
    run = command("export", sat, "--to", "pdf", "-o", str(tmp_path / "x.pdf"))
    assert run.code == 3 and "both bring pdf" in run.err
    assert "name of Hotseat's own" in installed_checkers()["same"].fault
    assert checker("same")(Case((1,)), Observation(2, (1,)), Observation(2, (1,))) is None


def test_the_doctor_tells_what_is_installed_and_what_is_refused_of_it(site: Path) -> None:
    lay_example(site, "hotseat-anki")
    write_distribution(site, "hotseat-two", {CHECKERS: {"same": "hotseat_two:same", "Bad Name": "x:y"}})
    found = {(f.subject, f.state): f.sentence for f in _extensions()}
    assert found["exporter", "ok"] == "anki, of hotseat-anki 0.1.0"
    assert [f.state for f in _extensions() if f.subject == "checker"] == ["weak", "weak"]


def test_a_checker_of_hotseats_own_has_a_name_too_and_an_unknown_one_is_told() -> None:
    assert checker("raises", "ValueError") is not None
    with pytest.raises(NotUsable, match="nothing that is installed brings the checker 'up-to-sing'"):
        checker("up-to-sing")


def test_the_example_checker_takes_either_sign_of_a_column_and_nothing_else(site: Path) -> None:
    lay_example(site, "hotseat-up-to-sign")
    holds = checker("up-to-sign", rtol=1e-6)
    want = np.array([[1.0, 2.0], [3.0, 4.0]])
    case = Case((want,))

    def seen(value: object) -> Observation:
        return Observation(value, (want,))

    assert holds(case, seen(want), seen(want)) is None
    assert holds(case, seen(want * [1, -1]), seen(want)) is None
    assert holds(case, seen(want[0] * -1), seen(want[0])) is None
    assert "The vector" in holds(case, seen(want[0] * [1, -1]), seen(want[0])).full  # type: ignore[union-attr]
    wrong = holds(case, seen(want * [[1, -1], [1, 1]]), seen(want))
    assert isinstance(wrong, Kind) and "Column 1" in wrong.full and "Column 1" not in wrong
    assert "shape" in str(holds(case, seen(want.T[:1]), seen(want)))
    with pytest.raises(NotUsable, match="does not take these settings"):
        checker("up-to-sign", wildly=True)


CHECKS = """\
from hotseat.reference.check import Case, Check, call
from hotseat.reference.checkers import checker


def inputs(rng):
    a = rng.normal(size=(4, 4))
    return [Case((a @ a.T,), note="a symmetric matrix")]


CHECKS = [
    Check("the vectors up to sign", inputs, call("axes"), checker("up-to-sign", rtol=1e-6), visible=True),
    Check("again", inputs, call("axes"), checker("up-to-sign")),
]
"""


def test_the_linter_tells_a_checker_that_is_not_here_with_its_line(site: Path, tmp_path: Path) -> None:
    path = tmp_path / "axes.py"
    path.write_text(CHECKS)
    found = list(findings(path, CHECKS))
    assert [(f.line, f.severity) for f in found] == [(11, "error"), (12, "error")]
    assert "not installed here" in told([CHECKS])
    lay_example(site, "hotseat-up-to-sign")
    assert not list(findings(path, CHECKS))
    assert "up-to-sign (hotseat-up-to-sign 0.1.0)" in told([CHECKS])


QUESTION = """\
id: axes
title: Principal axes
kind: code
prompt: Give the eigenvectors.
functions: [axes]
imports: [import numpy as np]
"""


@pytest.mark.sandbox
@pytest.mark.skipif(sys.platform == "win32", reason="an environment of links")
def test_a_checker_of_an_installed_distribution_judges_in_the_sandbox(own_home: Path, tmp_path: Path) -> None:
    pack = own_home / "pack"
    texts = {
        "questions/axes.yaml": QUESTION,
        "checks/axes.py": CHECKS,
        "solutions/axes.py": "import numpy as np\n\n\ndef axes(a):\n    return np.linalg.eigh(a)[1]\n",
        "starters/axes.py": "def axes(a):\n    raise NotImplementedError\n",
    }
    for name, text in texts.items():
        (pack / name).parent.mkdir(parents=True, exist_ok=True)
        (pack / name).write_text(text)
    assert command("pack", "trust", "own", "--own", "--yes").code == 0
    answers = {"turned": "-np.linalg.eigh(a)[1]", "wrong": "np.linalg.eigh(a)[1][:, ::-1]"}
    for name, code in answers.items():
        (tmp_path / f"{name}.py").write_text(f"import numpy as np\n\n\ndef axes(a):\n    return {code}\n")
    python, packages = environment(tmp_path / "venv")
    words = [python, "-m", "hotseat", "grade", "axes", *(tmp_path / f"{name}.py" for name in answers), "--json"]
    env = {**os.environ, "HOTSEAT_HOME": str(own_home)}

    def graded() -> list[tuple[str, str]]:
        done = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
        assert "Traceback" not in done.stderr, done.stderr
        return [(row["verdict"], row["reason"]) for row in map(json.loads, done.stdout.splitlines())]

    assert all(v == "not-judged" and "brings the checker 'up-to-sign'" in reason for v, reason in graded())
    lay_example(packages, "hotseat-up-to-sign")
    assert [verdict for verdict, _ in graded()] == ["pass", "fail"]
