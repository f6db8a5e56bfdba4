"""After a question a person computes a figure that its model answer claims, and hears it, without a screen."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.interview_fakes import CODE, TALK
from support.lines import Quick, fast, piped, practising
from support.stage import Stage

from hotseat.front.figures import NO_FIGURES
from hotseat.front.service import FigureLine, Trouble
from hotseat.question_bank.model import Evidence

CELLS = (
    Evidence(id="half", claim="It halves the work.", code="x = 1\nprint(x)\nassert x == 1"),
    Evidence(id="pi", claim="It comes to three point one four.", code="x = 3\nprint(x)\nassert x == 3"),
)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    fast(monkeypatch)


def stage(*cells: Evidence) -> Stage:
    return Stage(questions_=(TALK, CODE.model_copy(update={"evidence": cells})), hand=Quick())  # type: ignore[arg-type]


async def test_a_claim_is_chosen_computed_and_heard(tmp_path: Path) -> None:
    here = stage(*CELLS)
    said, code = await piped(here, tmp_path, "/end", "yes", "1", "figure 1", "2", "", first=practising(here, "double"))
    assert code == 0 and here.calls.count("figure double pi") == 1
    assert "It halves the work." in said and "figure 1 computes one of them." in said
    told = said[said.index("Computing it; that takes some seconds.") :]
    assert told.index("It comes to three point one four.") < told.index("3.14") < told.index("The claim holds.")
    assert "\x1b" not in said


async def test_a_question_without_claims_says_so(tmp_path: Path) -> None:
    here = stage()
    said, _ = await piped(here, tmp_path, "/end", "yes", "figure 1", "", first=practising(here, "double"))
    assert NO_FIGURES in said and not [call for call in here.calls if call.startswith("figure")]


async def test_what_cannot_be_computed_is_a_note(tmp_path: Path) -> None:
    class Unable(Stage):
        async def figure(self, question: str, cell: str) -> FigureLine:
            raise Trouble("The figure cannot be computed here: it needs numba.")

    here = Unable(questions_=(CODE.model_copy(update={"evidence": CELLS}),), hand=Quick())  # type: ignore[arg-type]
    said, code = await piped(here, tmp_path, "/end", "yes", "figure 1", "1", "", first=practising(here, "double"))
    assert code == 0 and "Note: The figure cannot be computed here: it needs numba." in said
