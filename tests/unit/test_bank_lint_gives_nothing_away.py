"""What the linter takes for a hint that gives the answer away, or a brief that tells a withheld limit, and what it lets be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from hotseat.question_bank.bank import load_bank
from hotseat.question_bank.lint import lint
from hotseat.question_bank.pack import Pack

SOLUTION = """\
import numpy as np


def counts(values):
    edges = np.flatnonzero(np.diff(values)) + 1
    return np.split(values, edges)
"""
ANSWER = (
    "I mark the places where neighbours differ, cut the array there, and count each piece. "
    "That takes one pass over the data and no loop in Python at all, which matters for long arrays."
)
AWAY = "the first hint gives the answer away: "


def found(folder: Path, **fields: Any) -> list[str]:
    """The findings about one question that tell on its first hint or its brief, with the line they stand on."""
    question: dict[str, Any] = {
        "id": "runs",
        "title": "Runs",
        "kind": "code",
        "prompt": "Split an array into its runs. How would you do that with NumPy?",
        "functions": ["counts"],
        "imports": ["import numpy as np"],
        "model_answer": ANSWER,
        "hints": ["What do two neighbours have in common inside a run?", "b", "c"],
        "rubric": [
            {
                "id": "pass",
                "text": "It takes one pass.",
                "phrases": ["one pass over the data", "linear"],
                "wrong": ["quadratic"],
            }
        ],
        "clarifications": [
            {"id": "size", "asks": ["How long?"], "answer": "Up to 50 million whole numbers."},
            {"id": "empty", "asks": ["Empty?"], "answer": "An empty array has no runs."},
        ],
    }
    (folder / "questions").mkdir(exist_ok=True)
    (folder / "solutions").mkdir(exist_ok=True)
    (folder / "solutions" / "runs.py").write_text(SOLUTION)
    file = folder / "questions" / "runs.yaml"
    file.write_text(yaml.safe_dump(question | fields, sort_keys=False, width=1000))
    rows = file.read_text().splitlines()
    return [
        f"{one.severity}: {one.message} @ {rows[one.line - 1].strip()[:12]}"
        for one in lint(load_bank([Pack.at(folder)], extras=[]))
        if one.file.endswith("runs.yaml")
        and ("hint" in one.message or "brief" in one.message)
        and "rungs" not in one.message
    ]


def first(hint: str) -> dict[str, Any]:
    return {"hints": [hint, "b", "c"]}


@pytest.mark.parametrize(
    ("hint", "message"),
    [
        ("Take `np.diff` and then `np.flatnonzero`.", f"error: {AWAY}the reference calls diff and flatnonzero too"),
        ("Look at np.split() and diff().", f"error: {AWAY}the reference calls diff and split too"),
        ("Is there something in NumPy like `np.diff`?",
         "warning: the first hint names 'diff', which the reference calls: is it still a nudge?"),
        ("Write edges = np.flatnonzero(np.diff(values)) + 1 first.", f"error: {AWAY}it holds a line of the reference"),
        ("Mark the places where neighbours differ, and cut the array there.",
         f"error: {AWAY}it says a sentence of the model answer"),
        ("Remember: that takes one pass over the data and no loop in Python at all. Think about why.",
         f"error: {AWAY}it says a sentence of the model answer"),
        ("Could this be done in one pass over the data?", f"error: {AWAY}it says point 'pass'"),
    ],
)  # fmt: skip
def test_a_first_hint_that_gives_the_answer_away_is_told(tmp_path: Path, hint: str, message: str) -> None:
    told = [one.replace("- '", "- ") for one in found(tmp_path, **first(hint))]
    assert f"{message} @ - {hint[:8]}" in [one[: len(f"{message} @ - ") + 8] for one in told]


@pytest.mark.parametrize(
    ("hints", "message"),
    [
        (["Compare neighbours.", "Cut the array.", "Compare neighbours!"], "error: hint 3 says no more than hint 1"),
        (["Cut wherever neighbours differ, and then take the lengths of the pieces.", "Look at neighbours.",
          "Cut wherever two neighbours differ; take the lengths."], f"error: {AWAY}it says what the last one is for"),
    ],
)  # fmt: skip
def test_rungs_that_do_not_go_on_are_told(tmp_path: Path, hints: list[str], message: str) -> None:
    assert message in [one.partition(" @")[0] for one in found(tmp_path, hints=hints)]


def test_a_first_hint_copied_out_of_the_model_answer_is_told(tmp_path: Path) -> None:
    answer = "It is as if we were to go through it from one end to the other and back again. Then we stop."
    hint = "What if we were to go through it from one end to the other and back, or with tables, pages, lists, marks and colours?"
    assert any(
        "the model answer says 'if we were to go" in one for one in found(tmp_path, model_answer=answer, **first(hint))
    )


@pytest.mark.parametrize(
    "hint",
    [
        "What do two neighbours have in common inside a run?",
        "Think of what changes from one value to the next.",
        "Where does a run end? Say it of two neighbours first.",
        "Your `counts` may lean on NumPy: what would you look for in its documentation?",
        "Try it by hand on [1, 1, 2]: what did you look at?",
    ],
)
def test_a_nudge_is_let_be(tmp_path: Path, hint: str) -> None:
    assert found(tmp_path, **first(hint)) == []


def test_a_function_that_the_brief_names_gives_nothing_away(tmp_path: Path) -> None:
    prompt = "Split an array into its runs with `np.diff` and `np.split`."
    assert found(tmp_path, prompt=prompt, **first("What does `np.diff` give at a border, and `np.split` want?")) == []


@pytest.mark.parametrize(
    ("prompt", "message"),
    [
        ("Split an array of 50 million values into its runs.",
         "error: the brief already tells the limit of clarification 'size': 50 @ answer: Up t"),
        ("Split an array into its runs. An empty array has no runs.",
         "error: the brief already says the answer to clarification 'empty' @ answer: An e"),
    ],
)  # fmt: skip
def test_a_brief_that_tells_a_withheld_limit_is_told(tmp_path: Path, prompt: str, message: str) -> None:
    assert found(tmp_path, prompt=prompt) == [message]


@pytest.mark.parametrize(
    "prompt",
    [
        "Split a long array into its runs.",
        "You have 50 minutes. Split an array into its runs.",
        "Split an array into its runs, millions of times a day.",
    ],
)
def test_a_brief_that_keeps_its_limits_is_let_be(tmp_path: Path, prompt: str) -> None:
    assert found(tmp_path, prompt=prompt) == []


def test_a_hint_to_a_question_in_words_is_held_against_its_answer(tmp_path: Path) -> None:
    words = {"kind": "talk", "functions": [], "imports": []}
    assert found(tmp_path, **words, **first("What do two neighbours have in common inside a run?")) == []
    told = found(tmp_path, **words, **first("Mark the places where neighbours differ, and cut the array there."))
    assert [one.partition(" @")[0] for one in told] == [f"error: {AWAY}it says a sentence of the model answer"]
