"""Whatever bytes a file of the bank holds, reading it ends in a question or in problems that have a place."""

from __future__ import annotations

import tempfile
import unicodedata
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from support.fuzzing import examples

from hotseat.question_bank.loader import load_question, read
from hotseat.question_bank.model import Question
from hotseat.question_bank.problem import BrokenFile

WHOLE = """\
id: overfit
title: "Overfitting"
kind: talk
minutes: 7.5
prompt: |
  What is it,
  and why?
model_answer: It learns the noise.
clarifications:
  - {id: c, asks: [a, b], answer: "yes"}
rubric:
  - id: noise
    text: It learns the noise.
    phrases: [memorises, 'learns by heart']
follow_ups:
  - id: f
    kind: deeper
    trigger: missed:noise
    prompt: p
    model_answer: m
    rubric: [{id: a, text: b}]
"""
PIECES = [
    "&a ",
    "*a",
    "!!int ",
    "---\n",
    "? ",
    ": ",
    "- ",
    "\t",
    "\n",
    "{",
    "[",
    "'",
    '"',
    "|",
    ">",
    "%",
    "@",
    "\\",
    "é",
    "\x1b",
]
PIECES += ["null", "true", "010", "1e5", "id: x\n", "<<: ", "rubric: []\n", "\u202e", "\ufeff", "\x00", "#", "  "]


def holds(read_it: object) -> None:
    assert callable(read_it)
    try:
        question = read_it()
    except BrokenFile as broken:
        assert broken.problems
        for problem in broken.problems:
            assert problem.line >= 1 and problem.column >= 1 and problem.message
            assert not any(unicodedata.category(sign) in ("Cc", "Cs") for sign in str(problem))
    else:
        assert isinstance(question, Question)


@settings(max_examples=examples(300), deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(WHOLE)), st.integers(0, 12), st.sampled_from(PIECES)), min_size=1, max_size=4)
)
def test_a_question_with_pieces_cut_out_and_put_in(edits: list[tuple[int, int, str]]) -> None:
    text = WHOLE
    for at, cut, piece in edits:
        text = text[:at] + piece + text[at + cut :]
    holds(lambda: read(text, "q.yaml", Question))


@settings(max_examples=examples(100), deadline=None)
@given(st.text(max_size=200) | st.text(alphabet="ab:-[]{}'\"&*!|>%@#? \n\t,~", max_size=60))
def test_any_text(text: str) -> None:
    holds(lambda: read(text.encode("utf-8", "replace").decode(), "q.yaml", Question))


def test_any_bytes() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "q.yaml"

        @settings(max_examples=examples(60), deadline=None)
        @given(st.binary(max_size=120))
        def one(data: bytes) -> None:
            file.write_bytes(data)
            holds(lambda: load_question(file))

        one()
