"""A cell's mark says how it ran, and owns up where that is out of date."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from support.interview_fakes import CODE

from hotseat.front.cell_notes import cell_notes, stale
from hotseat.interview.cells import split
from hotseat.interview.state import CellRecord, QuestionState, State

A, B, C = "x = 1", "y = x + 1", "print(y)"


def text(*codes: str) -> str:
    return "".join(f"# %%\n{code}\n" for code in codes)


def state(code: str, *runs: tuple[int, str], **changes: Any) -> State:
    """A question with this code, whose cells ran in this order: place and code."""
    records = {
        n: CellRecord(n, 10 * n, float(n), "q", place, ran, ending="finished", seconds=0.1, count=n)
        for n, (place, ran) in enumerate(runs, 1)
    }
    for n, change in changes.items():
        records[int(n[1:])] = replace(records[int(n[1:])], **change)
    there = QuestionState(CODE, code=code, runs=tuple(records))
    return State(questions={"q": there}, cells=records)


def test_cells_that_ran_from_top_to_bottom_are_fresh() -> None:
    notes = cell_notes(state(text(A, B), (0, A), (1, B)), "q")
    assert [n.words for n in notes.values()] == ["[1] finished in 100 ms", "[2] finished in 100 ms"]
    assert {n.tone for n in notes.values()} == {"good"}


def test_a_cell_that_never_ran_says_nothing() -> None:
    assert list(cell_notes(state(text(A, B), (0, A)), "q")) == [0]


def test_a_cell_that_was_edited_since_is_stale_and_back_as_it_was_fresh_again() -> None:
    assert cell_notes(state(text("x = 2"), (0, A)), "q")[0].words == "[1] stale: edited since"
    assert stale(state(text(A), (0, A)), "q") == []


def test_a_cell_below_one_that_ran_again_is_stale() -> None:
    notes = cell_notes(state(text(A, B, C), (0, A), (1, B), (2, C), (1, B)), "q")
    assert [notes[i].tone for i in range(3)] == ["good", "good", "stale"]
    assert notes[2].words == "[3] stale: cell 2 ran since"


def test_what_ran_in_an_earlier_kernel_is_stale() -> None:
    there = state(text(A, B), (0, A), (1, B))
    assert stale(there, "q", kernel_since=15) == [0]
    assert "restarted" in cell_notes(there, "q", kernel_since=15)[0].words


def test_a_cell_that_has_moved_keeps_its_run() -> None:
    moved = cell_notes(state(text("new = 0", A, B), (0, A), (1, B)), "q")
    assert set(moved) == {1, 2} and moved[1].words.startswith("[1]") and moved[2].words.startswith("[2]")


def test_cells_with_the_same_code_are_told_apart() -> None:
    assert set(cell_notes(state(text(C, C), (1, C)), "q")) == {1}


def test_edited_run_and_edited_back_is_stale() -> None:
    assert stale(state(text(A), (0, A), (0, "x = 9")), "q") == [0]


def test_a_cell_left_out_by_a_failure_keeps_its_last_real_run() -> None:
    there = state(text(A, B), (1, B), (0, A), (1, B), r3={"ending": "not-run"}, r2={"ending": "failed"})
    notes = cell_notes(there, "q")
    assert notes[0].tone == "bad" and notes[1].words == "[1] stale: cell 1 ran since"
    only = state(text(A, B), (0, A), (1, B), r2={"ending": "not-run"})
    assert cell_notes(only, "q")[1].words == "not run"


def test_the_cells_here_are_cut_as_the_kernel_gets_them() -> None:
    assert [c.code for c in split(text(A, B))] == [A, B]
