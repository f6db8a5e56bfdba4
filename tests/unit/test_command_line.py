"""The command line as an interface: what it prints where, and how it exits. None of these needs a kernel."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest
from support.terminal import HOTSEAT


class Run:
    """What one command did."""

    def __init__(self, home: Path, *arguments: str, **env: str) -> None:
        done = subprocess.run(
            [str(HOTSEAT), *arguments],
            env={**os.environ, "HOTSEAT_HOME": str(home), **env},
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        self.code, self.out, self.err = done.returncode, done.stdout, done.stderr
        assert "Traceback" not in self.err + self.out


def test_help_names_the_commands_and_the_exit_codes(own_home: Path) -> None:
    run = Run(own_home, "--help")
    assert run.code == 0
    for word in ("interview", "practice", "grade", "Exit codes", "HOTSEAT_HOME"):
        assert word in run.out


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("bnk",), "bank"),
        (("practice", "zscor"), "zscore"),
        (("grade", "zscores", "x.py"), "zscore"),
        (("bank", "show", "davis-bouldin"), "davies-bouldin"),
        (("bank", "list", "--topic", "samplin"), "sampling"),
        (("rehearse", "--candidate", "stronk"), "strong"),
        (("rehearse", "--candidate", "strong", "--agenda", "two-hours"), "two-hour"),
        (("assess", "sampling-diagnal", "--answer", "x"), "sampling-diagonal"),
    ],
    ids=" ".join,
)
def test_a_wrong_name_exits_2_and_tells_the_nearest(own_home: Path, arguments: tuple[str, ...], hint: str) -> None:
    run = Run(own_home, *arguments)
    assert run.code == 2
    assert hint in run.err
    assert run.out == ""


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("no-such-kernel", ("No kernel is called no-such-kernel", "python3", "py:")),
        ("py:/no/such/python", ("no Python that runs at /no/such/python",)),
        ("other", ("The kernel other runs R", "python3")),
    ],
)
def test_a_kernel_that_cannot_be_is_told_before_a_screen_is_drawn(
    own_home: Path, tmp_path: Path, name: str, told: tuple[str, ...]
) -> None:
    there = tmp_path / "kernels" / "other"
    there.mkdir(parents=True)
    there.joinpath("kernel.json").write_text(json.dumps({"argv": ["R"], "display_name": "R", "language": "R"}))
    run = Run(own_home, "practice", "zscore", "--kernel", name, JUPYTER_PATH=str(tmp_path))
    assert run.code == 2
    for words in told:
        assert words in run.err


def test_lists_are_one_json_object_a_line_with_ids(own_home: Path) -> None:
    run = Run(own_home, "bank", "list", "--json", "--kind", "talk")
    rows = [json.loads(line) for line in run.out.splitlines()]
    assert rows
    assert all(row["id"] and row["kind"] == "talk" for row in rows)
    assert [r["id"] for r in rows] == sorted(r["id"] for r in rows)
    assert Run(own_home, "review", "--json").out == ""


def test_showing_a_question_keeps_its_answers_back(own_home: Path) -> None:
    run = Run(own_home, "bank", "show", "sampling-diagonal", "--json")
    data = json.loads(run.out)
    assert "model_answer" not in data
    assert "rubric" not in data
    assert data["prompt"]


def test_an_answer_is_assessed_on_standard_output_alone(own_home: Path, tmp_path: Path) -> None:
    answer = tmp_path / "mine.txt"
    answer.write_text("A diagonal covariance treats the columns as independent, so correlations are lost.")
    run = Run(own_home, "assess", "sampling-diagonal", "--answer", str(answer), "--json")
    assert run.code == 0
    data = json.loads(run.out)
    assert list(data)[:2] == ["id", "question"]
    assert data["question"] == "sampling-diagonal"
    assert {"id", "covered", "contradicted", "unclear", "probability", "evidence"} <= set(data["points"][0])


def test_the_least_question_file_outside_the_bank_is_enough(own_home: Path, tmp_path: Path) -> None:
    question = tmp_path / "mine.yaml"
    question.write_text(
        "id: early_stop\ntitle: Early stopping\nkind: talk\nprompt: What does early stopping do?\n"
        "model_answer: It stops training when the validation loss no longer falls.\n"
        "rubric:\n  - id: p1\n    text: It stops when the validation loss no longer falls.\n"
    )
    answers = tmp_path / "many.jsonl"
    answers.write_text(
        '{"id": "a", "answer": "You stop training once the validation loss no longer falls."}\n'
        '{"id": "b", "answer": ""}\n'
    )
    run = Run(own_home, "assess", str(question), "--answers", str(answers), "--json")
    assert run.code == 0, run.err
    rows = [json.loads(line) for line in run.out.splitlines()]
    assert [r["id"] for r in rows] == ["a", "b"]
    assert rows[0]["score"] > rows[1]["score"] == 0


def test_a_broken_question_file_is_told_with_file_line_and_key(own_home: Path, tmp_path: Path) -> None:
    question = tmp_path / "mine.yaml"
    question.write_text("id: mine\ntitel: Mine\nkind: talk\nprompt: Why?\n")
    run = Run(own_home, "assess", str(question), "--answer", str(question))
    assert run.code == 2
    assert "mine.yaml:2" in run.err
    assert "titel" in run.err
    assert "title" in run.err


@pytest.mark.parametrize(
    "command", [("assess", "sampling-diagonal", "--answer"), ("grade", "zscore")], ids=lambda c: c[0]
)
def test_a_file_that_is_not_utf_8_is_told_in_a_sentence(
    own_home: Path, tmp_path: Path, command: tuple[str, ...]
) -> None:
    file = tmp_path / "latin.py"
    file.write_bytes("# caf\xe9\n".encode("latin-1"))
    run = Run(own_home, *command, str(file))
    assert run.code in (1, 2)
    assert "not UTF-8" in run.err + run.out


def test_a_missing_file_is_wrong_use(own_home: Path) -> None:
    run = Run(own_home, "grade", "zscore", "nowhere.py")
    assert run.code == 2
    assert "nowhere.py" in run.err


def test_a_broken_file_of_ones_own_is_told_and_the_rest_still_opens(own_home: Path) -> None:
    own = own_home / "pack" / "questions"
    own.mkdir(parents=True)
    (own / "mine.yaml").write_text("id: mine\ntitle: [\n")
    run = Run(own_home, "bank", "list")
    assert run.code == 0
    assert "mine.yaml:" in run.err
    assert "zscore" in run.out
    assert Run(own_home, "bank", "lint", "--quick").code == 1
    named = Run(own_home, "bank", "lint", "mine")
    assert named.code == 3 and "mine.yaml:" in named.err and "no question called" not in named.err


def test_a_new_question_lints_and_can_be_listed(own_home: Path) -> None:
    assert Run(own_home, "bank", "new", "running-median", "--kind", "code", "--topic", "statistics").code == 0
    run = Run(own_home, "bank", "list", "--json")
    assert "running-median" in run.out
    assert Run(own_home, "bank", "new", "running-median").code == 2


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="the superuser may write everywhere")
def test_a_folder_that_cannot_be_written_to_exits_3(own_home: Path) -> None:
    own_home.mkdir()
    own_home.chmod(0o500)
    run = Run(own_home, "rehearse", "--candidate", "strong")
    assert run.code == 3
    assert "HOTSEAT_HOME" in run.err


def test_a_file_in_the_folders_place_exits_3_with_a_remedy(own_home: Path) -> None:
    own_home.write_text("not a folder")
    run = Run(own_home, "rehearse", "--candidate", "strong")
    assert run.code == 3
    assert "HOTSEAT_HOME" in run.err


def test_a_mistake_in_the_settings_never_stops_a_start(own_home: Path) -> None:
    own_home.mkdir()
    (own_home / "config.toml").write_text('agenta = "two-hour"\nkernel_memory = "much"\n')
    run = Run(own_home, "doctor")
    assert "agenta" in run.out
    assert "agenda" in run.out


def test_lint_of_a_folder_names_the_command_that_looks_at_packs(own_home: Path) -> None:
    run = Run(own_home, "bank", "lint", str(own_home))
    assert run.code == 2 and "hotseat pack check" in run.err
