"""The reference is shown once a session is over, and never while it may still be answered."""

from __future__ import annotations

import pytest
from support import scene

from hotseat.cli.references import CHANGED, GONE, NONE, reference
from hotseat.front.service import Trouble
from hotseat.interview import events as e
from hotseat.interview.copies import in_question, replace
from hotseat.interview.evolve import evolve
from hotseat.interview.state import State
from hotseat.question_bank.bank import Bank, load_bank
from hotseat.reference.builtin import builtin_pack


@pytest.fixture(scope="module")
def bank() -> Bank:
    return load_bank([builtin_pack()], [])


def over(**digests: str) -> State:
    return replace(scene.ended(), digests=digests)


def test_a_session_that_is_open_keeps_it_back_unless_it_was_shown_there(bank: Bank) -> None:
    with pytest.raises(Trouble, match="still open"):
        reference(bank, scene.state(), "zscore")
    shown = evolve(scene.state(), e.Recorded(99, 500.0, scene.WALL, e.Revealed("zscore", "words", "code")))
    assert reference(bank, shown, "zscore").code == "code"


def test_a_session_that_is_over_has_it_and_says_when_the_question_has_changed(bank: Bank) -> None:
    found = reference(bank, over(zscore=bank.digest("zscore")), "zscore")
    assert "def zscore" in found.code and not found.note
    assert reference(bank, over(zscore="another"), "zscore").note == CHANGED


def test_what_has_none_says_why(bank: Bank) -> None:
    assert reference(bank, over(), "diagonal").note == NONE
    gone = in_question(over(), "zscore")
    gone = replace(gone, questions={"old": replace(gone.questions["zscore"])})
    assert reference(bank, gone, "old").note == GONE
    with pytest.raises(Trouble, match="not asked"):
        reference(bank, over(), "nowhere")
