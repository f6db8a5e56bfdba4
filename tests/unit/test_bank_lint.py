"""The linter: a whole question is silent, and each thing that is missing or gives something away is one finding."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from hotseat.question_bank.bank import load_bank
from hotseat.question_bank.lint import lint
from hotseat.question_bank.lint_files import flaws, is_from_scratch, solutions_wanted
from hotseat.question_bank.lint_finding import Finding
from hotseat.question_bank.lint_words import distinctive_lines, words
from hotseat.question_bank.loader import read
from hotseat.question_bank.model import Question
from hotseat.question_bank.pack import Pack


class Unshared(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def dump(data: object) -> str:
    return yaml.dump(data, Dumper=Unshared, sort_keys=False, width=1000)


SOLUTION = '''\
import numpy as np


def zscore(x):
    """Standard scores."""
    centred = x - x.mean(axis=0)
    return centred / centred.std(axis=0, ddof=0)
'''
CHECKS = """\
from hotseat.reference.check import Check, call

CHECKS = [
    Check(name="scores have mean zero", inputs=lambda rng: [], observe=call("zscore"), visible=True),
    Check(name="a constant column gives zeros", inputs=lambda rng: [], observe=call("zscore")),
]
"""


def whole() -> dict[str, Any]:
    point = {"phrases": ["subtract the mean and divide by the spread"], "wrong": ["scale to the range"]}
    rubric = [{"id": "formula", "text": "Subtract the mean and divide by the standard deviation.", **point}]
    follow_ups = [
        {"id": kind, "kind": kind, "prompt": "And then?", "model_answer": "Subtract the mean and divide by the spread.",
         "rubric": [{"id": "formula", "text": "Subtract the mean and divide.", **point}]}
        for kind in ("deeper", "wider", "change")
    ]  # fmt: skip
    facts = [
        "Population deviation.",
        "Zeros for constant input.",
        "Up to ten million rows.",
        "Missing values stay out of the totals.",
    ]
    return {
        "id": "zscore", "title": "Standard scores", "kind": "code", "topic": "statistics", "minutes": 10,
        "prompt": "Write a function that standardises an array.", "contract": "Population deviation.",
        "clarifications": [
            {"id": f"c{n}", "asks": [f"Way {m} to ask {n}?" for m in range(3)], "answer": fact}
            for n, fact in enumerate(facts)
        ],
        "hints": ["What does a score of two mean?", "Move, then scale.", "Mean away, then divide by the deviation."],
        "rubric": rubric, "model_answer": "I subtract the mean and divide by the standard deviation.",
        "follow_ups": follow_ups, "functions": ["zscore"],
    }  # fmt: skip


def pack(folder: Path, question: dict[str, Any] | None = None) -> Path:
    question = question or whole()
    own = question["id"]
    files = {
        f"questions/statistics/{own}.yaml": dump(question),
        f"starters/{own}.py": "def zscore(x):\n    raise NotImplementedError\n",
        f"solutions/{own}.py": SOLUTION,
        f"checks/{own}.py": CHECKS,
        **{f"right/{own}__style_{n}.py": SOLUTION for n in range(3)},
        **{f"wrong/{own}__flaw_{n}.py": f'"""Flaw {n}.\n\nfails: scores have mean zero\n"""\n' for n in range(8)},
    }
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def findings(folder: Path, extras: Path | None = None) -> tuple[Finding, ...]:
    return lint(load_bank([Pack.at(folder)], extras=[extras] if extras else []))


def messages(folder: Path, extras: Path | None = None) -> list[str]:
    return [f"{Path(f.file).name}:{f.severity}: {f.message}" for f in findings(folder, extras)]


def test_a_whole_question_is_silent(tmp_path: Path) -> None:
    assert messages(pack(tmp_path)) == []


@pytest.mark.parametrize(
    ("change", "at", "message"),
    [
        ({"clarifications": []}, "clarifications:", "error: has 0 clarifications; write at least 4"),
        ({"hints": ["one"]}, "hints:", "error: has 1 hint; write 3 rungs"),
        ({"follow_ups": []}, "follow_ups:", "warning: has 0 follow-ups; write at least 3"),
        ({"topic": "wrangling"}, "topic:", "warning: lies in statistics/ and its topic is 'wrangling'"),
        ({"hints": ["Try `centred.std(axis=0, ddof=0)`.", "b", "c"]}, "- Try",
         "error: the first hint gives the answer away: the reference holds 'centred.std(axis=0, ddof=0)'"),
        ({"hints": ["Write centred = x - x.mean(axis=0) first.", "b", "c"]}, "- Write",
         "error: the first hint gives the answer away: it holds a line of the reference"),
        ({"prompt": "Standardise this, with zeros for constant input."}, "  answer: Zeros",
         "error: the brief already says the answer to clarification 'c1'"),
        ({"prompt": "Standardise this. There are up to ten million rows in it."}, "  answer: Up to",
         "error: the brief already says the answer to clarification 'c2'"),
        ({"prompt": "Standardise it and let every missing value stay out of the total."}, "  answer: Missing",
         "error: a sentence of the brief gives away the answer to clarification 'c3'"),
        ({"model_answer": "I have no idea."}, "- id: formula", "warning: the model answer does not seem to say point 'formula'"),
        ({"contract": None}, "id:", "warning: has no contract: say in full what the answer is held to"),
    ],
)  # fmt: skip
def test_each_fault_in_a_question_has_its_line(tmp_path: Path, change: dict[str, Any], at: str, message: str) -> None:
    question = {k: v for k, v in {**whole(), **change}.items() if v is not None}
    rows = (pack(tmp_path, question) / "questions" / "statistics" / "zscore.yaml").read_text().splitlines()
    found = {f"{f.severity}: {f.message}": rows[f.line - 1] for f in findings(tmp_path)}
    assert message in found
    assert found[message].startswith(at)


def test_phrases_belong_to_one_point_and_to_one_side(tmp_path: Path) -> None:
    question = whole()
    question["rubric"] += [{"id": "other", "text": "Divide by the standard deviation.", "wrong": ["scale to the range"],
                            "phrases": ["Subtract the  mean and divide by the spread", "scale to the range"]}]  # fmt: skip
    assert messages(pack(tmp_path, question)) == [
        "zscore.yaml:error: the phrase 'Subtract the  mean and divide by the spread' "
        "stands under point 'formula' as well".replace("  ", " "),
        "zscore.yaml:error: the phrase 'scale to the range' also stands as a wrong belief",
    ]


def test_one_way_of_asking_cannot_mean_two_things(tmp_path: Path) -> None:
    question = whole()
    question["clarifications"][1]["asks"][0] = "Way 0 to ask 0?"
    assert messages(pack(tmp_path, question)) == [
        "zscore.yaml:error: 'Way 0 to ask 0?' asks for clarification 'c0' as well"
    ]


def test_a_question_in_words_waits_for_no_verdict_and_needs_no_code(tmp_path: Path) -> None:
    question = {**whole(), "kind": "talk", "functions": []}
    question["follow_ups"][0]["trigger"] = "passed"
    pack(tmp_path, question)
    assert "zscore.yaml:error: follow-up 'deeper' waits for a verdict, and a question in words gets none" in messages(
        tmp_path
    )
    assert "zscore.py:warning: is never used: 'zscore' is answered in words" in messages(tmp_path)


@pytest.mark.parametrize(
    ("gone", "message"),
    [
        ("starters/zscore.py", "has no starter: write starters/zscore.py"),
        ("solutions/zscore.py", "has no reference: write solutions/zscore.py"),
        ("checks/zscore.py", "has no checks: write checks/zscore.py"),
        ("right/zscore__style_0.py", "has 2 right solutions in right/; at least 3 are needed"),
        ("wrong/zscore__flaw_0.py", "has 7 wrong solutions in wrong/; at least 8 are needed"),
    ],
)
def test_each_missing_file_is_named(tmp_path: Path, gone: str, message: str) -> None:
    (pack(tmp_path) / gone).unlink()
    assert messages(tmp_path) == [f"zscore.yaml:error: {message}"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("solutions/zscore.py", "def z(x):\n    return x\n", "does not define 'zscore', which the question asks for"),
        ("starters/zscore.py", "def zscore(x:\n", "is not Python: '(' was never closed"),
        ("starters/zscore.py", "x = '\0'\n", "is not Python"),
        ("checks/zscore.py", "X = 1\n", "does not define CHECKS, the list of its checks"),
        ("checks/zscore.py", CHECKS.replace(", visible=True", ""), "has no visible check"),
        ("checks/zscore.py", CHECKS.replace("]", "]").replace('("zscore")),\n]', '("zscore"), visible=True),\n]'),
         "has no hidden check"),
        ("wrong/zscore__flaw_1.py", '"""No scaling."""\n', "its docstring lacks a line 'fails: "),
        ("wrong/zscore__flaw_1.py", '"""fails: scores have mean zero"""\n', "does not say what is wrong with it"),
        ("wrong/zscore__flaw_1.py", '"""Off.\n\nfails: score have mean zero\n"""\n',
         "fails a check that is not in the checks file: 'score have mean zero', did you mean 'scores have mean zero'?"),
        ("wrong/zscor__flaw.py", "", "belongs to no question: the bank has no 'zscor', did you mean 'zscore'?"),
        ("right/other.py", "", "is named without its question; call it right/<id>__<what it does>.py"),
        ("checks/other.py", "", "belongs to no question: the bank has no 'other'"),
    ],
)  # fmt: skip
def test_each_fault_in_a_code_file_is_named(tmp_path: Path, name: str, text: str, message: str) -> None:
    (pack(tmp_path) / name).write_text(text)
    (found, *_) = [f for f in findings(tmp_path) if message in f.message]
    assert found.severity == "error"
    assert Path(found.file) == tmp_path / name


def test_code_that_lies_outside_the_pack_or_is_no_utf_8_is_a_finding(tmp_path: Path) -> None:
    folder = pack(tmp_path / "pack")
    (tmp_path / "secret.py").write_text(SOLUTION)
    (folder / "right" / "zscore__style_0.py").unlink()
    (folder / "right" / "zscore__style_0.py").symlink_to(tmp_path / "secret.py")
    (folder / "starters" / "zscore.py").write_bytes(b"x = 1\n\xff")
    (folder / "solutions" / "zscore.py").write_bytes(b"\xff\xfe")
    found = messages(folder)
    assert "zscore__style_0.py:error: is a link that leads out of its pack; put the file itself there" in found
    assert "zscore.py:error: byte 0xff is not UTF-8; save the file as UTF-8" in found


def test_flaws_may_be_several_and_may_be_of_the_rules(tmp_path: Path) -> None:
    assert flaws("Wrong.\n\n  fails: one, two\nfails: rules\nfails:\n") == ["one, two", "rules"]
    folder = pack(tmp_path)
    (folder / "wrong" / "zscore__loop.py").write_text('"""A loop.\n\nfails: rules\n"""\n')
    assert messages(folder) == []


def test_engines_and_training_need_fewer_solutions() -> None:
    text = "id: a\ntitle: t\nkind: code\nprompt: p\nfunctions: [f]\n"
    assert solutions_wanted(read(text, "a", Question)) == (3, 8)
    for more in (
        "needs: {profile: torch}",
        "needs: {packages: [pyspark]}",
        "topic: deep-learning",
        "topic: function-recovery",
        "part: end-to-end",
    ):
        question = read(text + more, "a", Question)
        assert not is_from_scratch(question)
        assert solutions_wanted(question) == (2, 4)
    assert is_from_scratch(read(text + "needs: {profile: science}", "a", Question))


def test_broken_files_are_findings_and_keep_their_code(tmp_path: Path) -> None:
    folder = pack(tmp_path)
    (folder / "questions" / "statistics" / "zscore.yaml").write_text("id: zscore\ntitel: x\n")
    found = findings(folder)
    assert {f.severity for f in found} == {"error"}
    assert "titel: unknown key 'titel', did you mean 'title'?" in [f.message for f in found]
    assert not any("belongs to no question" in f.message for f in found)


def test_agendas_that_cannot_be_filled_are_found(tmp_path: Path) -> None:
    folder = pack(tmp_path / "pack")
    agendas = tmp_path / "extras" / "agendas"
    agendas.mkdir(parents=True)
    sections = [
        {"id": "empty", "title": "E", "minutes": 10},
        {"id": "named", "title": "N", "minutes": 10, "draw": [{"ids": ["zscoer"]}]},
        {"id": "many", "title": "M", "minutes": 10, "draw": [{"topics": ["statistics"], "count": 2}]},
        {"id": "short", "title": "S", "minutes": 5, "draw": [{}]},
        {"id": "end", "title": "C", "minutes": 5, "kind": "closing"},
    ]
    agenda: dict[str, Any] = {"id": "a", "title": "A", "minutes": 40, "sections": sections}
    (agendas / "a.yaml").write_text(dump(agenda))
    assert [f.message for f in findings(folder, tmp_path / "extras")] == [
        "section 'empty' draws no question",
        "the bank has no question 'zscoer', did you mean 'zscore'?",
        "section 'many' can never be filled: it asks for 2 questions and 1 suits and fits into 10 minutes",
        "section 'short' can never be filled: it asks for 1 question and 0 suit and fit into 5 minutes",
    ]
    twice = [
        {"id": name, "title": name, "minutes": 20, "draw": [{"topics": ["statistics"]}]} for name in ("one", "two")
    ]
    (agendas / "a.yaml").write_text(dump({**agenda, "sections": twice}))
    (found,) = findings(folder, tmp_path / "extras")
    assert (found.severity, found.message) == (
        "warning", "two: with seed 9 two asks for 1 and the bank has none left that suit"
    )  # fmt: skip


def test_checklists_and_teams_are_held_to_their_sizes(tmp_path: Path) -> None:
    item = {"id": "x", "text": "Water."}
    checklist = {"id": "c", "title": "C", **{k: [item] for k in ("before", "habits", "mindsets", "reminders", "tips")}}
    team = {"id": "t", "title": "T", "about": "a", "unknown": ["No."], "specific": ["trains"],
            "facts": [{"id": "f", "group": "team", "asks": ["a"], "answer": "b"}]}  # fmt: skip
    for folder, name, data in (("checklists", "c", checklist), ("teams", "t", team)):
        (tmp_path / "extras" / folder).mkdir(parents=True)
        (tmp_path / "extras" / folder / f"{name}.yaml").write_text(dump(data))
    found = [f.message for f in findings(pack(tmp_path / "pack"), tmp_path / "extras")]
    assert "before holds 1 item and should hold 6" in found
    assert "tips holds 1 item and should hold 4" in found
    assert "has no fact of the group 'business'" in found
    assert len(found) == 7


def test_words_and_lines_are_compared_by_what_carries_them() -> None:
    assert words("The columns are shuffled, and shuffling a column costs 2.5 ms") == words("column shuffle cost 2.5")
    assert distinctive_lines(SOLUTION) == ["centred=x-x.mean(axis=0)", "centred/centred.std(axis=0,ddof=0)"]
    assert distinctive_lines("def (") == []


def test_only_the_asked_questions_are_linted(tmp_path: Path) -> None:
    folder = pack(tmp_path)
    (folder / "checks" / "stray.py").write_text("")
    (folder / "starters" / "zscore.py").unlink()
    bank = load_bank([Pack.at(folder)], extras=[])
    assert len(lint(bank)) == 2
    assert [f.message for f in lint(bank, only=["zscore"])] == ["has no starter: write starters/zscore.py"]
    assert str(lint(bank, only=["zscore"])[0]).endswith(
        "zscore.yaml:1: error: has no starter: write starters/zscore.py"
    )
