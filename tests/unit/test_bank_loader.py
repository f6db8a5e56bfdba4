"""Questions from files: the least that is valid, and every complaint with its place, key and nearest right thing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hotseat.question_bank.faults import _PATTERNS  # pyright: ignore[reportPrivateUsage]
from hotseat.question_bank.interview_model import Agenda
from hotseat.question_bank.loader import load, load_question, read
from hotseat.question_bank.model import Question
from hotseat.question_bank.problem import BrokenFile
from hotseat.question_bank.schema import schemas

LEAST = """\
id: overfit
title: Overfitting
kind: talk
prompt: What is overfitting?
model_answer: A model that learns the noise.
rubric:
  - id: noise
    text: It learns the noise of its training data.
"""


def complaints(text: str) -> list[str]:
    with pytest.raises(BrokenFile) as caught:
        read(text, "q.yaml", Question)
    return [str(problem).removeprefix("q.yaml:") for problem in caught.value.problems]


def test_the_least_talk_question_is_read_from_a_file_of_any_name(tmp_path: Path) -> None:
    file = tmp_path / "some name.yml"
    file.write_text(LEAST)
    question = load_question(file)
    assert (question.id, question.kind, question.minutes) == ("overfit", "talk", 10)
    assert question.rubric[0].phrases == ()
    assert load_question(str(file)) == question


@pytest.mark.parametrize(
    ("more", "complaint"),
    [
        ("titel: x", "9:1: titel: unknown key 'titel', did you mean 'title'?"),
        ("topic: statistic", "9:8: topic: 'statistic' is not known here, did you mean 'statistics'?"),
        ("level: 3", "9:8: level: must be one of easy, medium, hard, expert, not the number 3"),
        ("level: guru", "9:8: level: 'guru' is not known here; choose one of easy, medium, hard, expert"),
        ("minutes: '10'", "9:10: minutes: must be a number, not the text '10'"),
        ("minutes: true", "9:10: minutes: must be a number, not the truth value true"),
        ("minutes: 0", "9:10: minutes: is 0 and must be above 0"),
        ("minutes:", "9:9: minutes: has no value; write one, or leave the key out"),
        ("contract: 5", "9:11: contract: must be text, not the number 5; put it in quotes"),
        ("contract: ''", "9:11: contract: is empty; write something"),
        ("hints: [a, b, c, d]", "9:8: hints: holds 4 items; at most 3 are allowed"),
        ("hints: one", "9:8: hints: must be a list (items that begin with '- '), not the text 'one'"),
        ("rules: {no_loops: no}", "9:19: rules.no_loops: must be true or false, not the text 'no'"),
        ("rules: [a]", "9:8: rules: must be a mapping (lines of the form 'key: value'), not a list"),
        ("needs: {memory: 1.5}", "9:17: needs.memory: must be a whole number, not the number 1.5"),
        ("profile: base", "9:1: profile: unknown key 'profile' here; it belongs under 'needs'"),
        ("functions: [a b]", "9:13: functions[0]: 'a b' must be a Python name, such as 'zscore'"),
        ("title: again", "9:1: title: key 'title' is repeated (first on line 2)"),
        ("prompt: a: b", "9:10: a colon inside a value, or an indentation that does not fit; "
         "put a value that holds ': ' in quotes"),
        ("sources: [{title: t, url: 'http://x'}]", "9:27: sources[0].url: 'http://x' must begin with https://"),
    ],
)  # fmt: skip
def test_each_fault_is_one_line_with_its_place_and_the_nearest_right_thing(more: str, complaint: str) -> None:
    assert complaint in complaints(LEAST + more + "\n")


def test_an_unknown_key_like_no_other_lists_the_keys() -> None:
    (complaint,) = complaints(LEAST.replace("    text:", "    zz: 1\n    text:"))
    assert complaint.startswith("8:5: rubric[0].zz: unknown key 'zz'; the keys here are id, text, phrases, ")


def test_a_missing_key_is_named_where_its_mapping_begins() -> None:
    assert complaints(LEAST.replace("title: Overfitting\n", "")) == ["1:1: key 'title' is missing"]
    assert complaints(LEAST.replace("    text: It learns the noise of its training data.\n", "")) == [
        "7:5: rubric[0]: key 'text' is missing"
    ]


def test_all_faults_of_a_file_come_at_once_in_order() -> None:
    text = LEAST.replace("kind: talk", "kind: chat") + "minutes: x\nminutes: 3\n"
    found = complaints(text)
    assert [line.split(":")[0] for line in found] == ["3", "9", "10"]


def test_pieces_that_do_not_fit_together_are_named_where_they_stand() -> None:
    twice = LEAST + "  - id: noise\n    text: Again.\n"
    assert complaints(twice) == ["9:9: rubric[1].id: the id 'noise' is used twice in rubric"]
    follow_up = (
        "follow_ups:\n  - id: f\n    kind: deeper\n    trigger: missed:bias\n    prompt: p\n"
        "    model_answer: m\n    rubric: [{id: a, text: b}]\n"
    )
    assert complaints(LEAST + follow_up) == [
        "12:14: follow_ups[0].trigger: follow-up 'f' waits for missed point 'bias', which the rubric lacks"
    ]
    code = LEAST.replace("kind: talk", "kind: code")
    assert complaints(code) == ["1:1: a code question needs functions: the names its code must define"]


def test_an_agenda_must_add_up() -> None:
    with pytest.raises(BrokenFile, match=r"a:3:10: minutes: the sections add up to 20 minutes, the agenda says 30"):
        read("id: a\ntitle: t\nminutes: 30\nsections:\n  - {id: s, title: s, minutes: 20}\n", "a", Agenda)


@pytest.mark.parametrize("name", ["../../etc/x", "C:\\x", "Ünïcode", "x" * 65, "-x", "a b"])
def test_ids_are_plain_slugs(name: str) -> None:
    (complaint,) = complaints(LEAST.replace("id: overfit", f"id: '{name}'"))
    assert "may hold only lower-case letters, digits, hyphens and underscores" in complaint


def test_in_a_pack_the_files_name_is_the_id(tmp_path: Path) -> None:
    file = tmp_path / "other.yaml"
    file.write_text(LEAST)
    with pytest.raises(BrokenFile, match=r"other.yaml:1:5: id: the id is 'overfit' and the file's name 'other'"):
        load(file, Question, named=True)


def test_hostile_text_in_a_prompt_reaches_nobody() -> None:
    text = LEAST.replace("prompt: What is overfitting?", 'prompt: "\\e]52;c;cHduZWQ=\\aWhat\\e[2J is\\x9b1m [/nope]?"')
    assert read(text, "q", Question).prompt == "What is [/nope]?"


def test_every_pattern_of_the_model_has_words_of_its_own() -> None:
    import re

    found = {
        m.encode().decode("unicode_escape") for s in schemas().values() for m in re.findall(r'"pattern": "(.*?)"', s)
    }
    assert found <= set(_PATTERNS)


def test_reading_a_question_loads_no_heavy_library() -> None:
    code = (
        "import sys, hotseat.question_bank.bank, hotseat.question_bank.draw\n"
        "print([m for m in ('numpy', 'pandas', 'torch', 'sklearn', 'textual', 'rich') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
