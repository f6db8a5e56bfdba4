"""A submission taken apart: cells, lines of the file, notebook commands, and what does not parse."""

from __future__ import annotations

import pytest

from hotseat.reference.submission import DoesNotParse, cells_of, parsed

FILE = """# %% [markdown]
# Some prose
# %% Imports
import math

# %%

# %% Work
def f(x):
    return x
"""


def test_cells_are_counted_over_the_whole_file_and_prose_is_left_out() -> None:
    assert [(cell.number, cell.line) for cell in cells_of(FILE)] == [(2, 3), (3, 6), (4, 8)]


def test_a_file_without_marks_is_one_cell_and_an_empty_one_is_none() -> None:
    assert [(cell.number, cell.line) for cell in cells_of("x = 1\n")] == [(1, 1)]
    assert cells_of("") == [] == cells_of("\n\n  \n")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_lines_are_those_of_the_file_whatever_ends_them(newline: str) -> None:
    cells, _ = parsed(FILE.replace("\n", newline))
    assert cells[-1][1].body[0].lineno == 9


def test_notebook_commands_are_left_out_with_a_note() -> None:
    source = (
        "%matplotlib inline\nimport math\n!pip list\nif True:\n    %time x = 1\n# %%\n%%timeit\nf(1)\n# %%\nmath?\n"
    )
    cells, notes = parsed(source)
    assert [cell.number for cell, _ in cells] == [1, 3]
    assert notes == [
        "Line 1 is a notebook command and was left out.",
        "Cell 2 is a notebook command (%%) and was left out.",
        "Line 10 is a notebook command and was left out.",
    ]


def test_a_percent_sign_that_is_python_is_no_command() -> None:
    cells, notes = parsed("x = (7\n% 3)\nassert x != 2\n")
    assert len(cells) == 1 and notes == []


@pytest.mark.parametrize(
    ("source", "line"),
    [("# %%\nx = 1\n# %%\ndef f(:\n    pass\n", 4), ("def f():\nreturn 1", 2), ("x = (\n", 1), ("'abc", 1)],
)
def test_what_is_not_python_is_told_with_cell_and_line(source: str, line: int) -> None:
    with pytest.raises(DoesNotParse) as caught:
        parsed(source)
    assert caught.value.line == line and str(line) in str(caught.value) and "cell" in str(caught.value)


@pytest.mark.parametrize("source", ["x = '\0'", "(" * 100_000, "x = " + "-" * 200_000 + "1", "x" * 2_000_000])
def test_hostile_sources_are_refused_like_any_other(source: str) -> None:
    with pytest.raises(DoesNotParse):
        parsed(source)


def test_a_mark_inside_a_string_does_not_break_the_file() -> None:
    cells, _ = parsed('text = """\n# %% not a cell\n"""\ndef f(): return text\n')
    assert len(cells) == 1
