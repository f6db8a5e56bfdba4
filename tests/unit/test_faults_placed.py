"""An exception is placed at the candidate's own lines that it went through, the one where it arose last."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hotseat.front.faults import Place, fault
from hotseat.interview.state import CellRecord, State

IMPORTS, FUNCTION, CALL = "import numpy as np", "def f(x):\n    return y", "a = 1\nf(a)"
CELLS = {0: IMPORTS, 1: FUNCTION, 2: CALL}


def ran(run: int, cell: int, count: int | None, seq: int) -> CellRecord:
    return replace(CellRecord(run, seq, 0.0, "q", cell, CELLS[cell]), count=count)


STATE = State(cells={1: ran(1, 0, 1, 10), 2: ran(2, 1, 2, 12), 3: ran(3, 2, None, 14)})


def failure(*frames: tuple[int, int], line: int = 2) -> list[dict[str, object]]:
    told = "\n".join(f"\x1b[32mCell In[{count}], line {n}\x1b[0m\n----> {n}" for count, n in frames)
    return [{"kind": "failure", "name": "NameError", "message": "name 'y'", "line": line, "traceback": told}]


def test_the_line_where_it_arose_comes_behind_the_line_that_called_it() -> None:
    found = fault(STATE, 3, failure((3, 2), (2, 2)), CELLS)
    assert found and found.places == (Place(2, 2), Place(1, 2)) and found.words == "NameError: name 'y'"


def test_a_cell_that_was_changed_since_is_left_out() -> None:
    found = fault(STATE, 3, failure((3, 2), (2, 2)), {**CELLS, 1: "def f(x):\n    pass"})
    assert found and found.places == (Place(2, 2),)
    assert fault(STATE, 3, failure((3, 2), (2, 2)), {}) is None


def test_a_callback_ends_where_it_arose_and_each_line_comes_once() -> None:
    found = fault(STATE, 3, failure((3, 2), (2, 2), (3, 1), (2, 2)), CELLS)
    assert found and found.places == (Place(2, 2), Place(2, 1), Place(1, 2))


def test_numbers_of_a_kernel_that_is_gone_are_not_mixed_up() -> None:
    found = fault(STATE, 3, failure((1, 2)), CELLS, kernel_since=13)
    assert found and found.places == (Place(2, 2),)


@pytest.mark.parametrize("outputs", [[], [{"kind": "stream", "text": "x"}], [{"kind": "failure", "traceback": "?"}]])
def test_what_tells_no_line_is_placed_nowhere(outputs: list[dict[str, object]]) -> None:
    assert fault(STATE, 3, outputs, CELLS) is None
    assert fault(STATE, 9, failure((1, 1)), CELLS) is None
