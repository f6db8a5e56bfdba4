"""Scripted candidates say what somebody would say to this question at this moment."""

from __future__ import annotations

from random import Random

import pytest
from support.rehearsal_stage import bank, sit

from hotseat.interview import events as e
from hotseat.interview import rehearsed_words as said
from hotseat.interview.habits import _SUGGESTS
from hotseat.interview.rehearsed_alternatives import ALTERNATIVES
from hotseat.interview.rehearsed_words import Words
from hotseat.interview.requests import request
from hotseat.interview.state import QuestionState


def _there(question: str) -> QuestionState:
    return QuestionState(bank().questions[question])


def test_every_question_of_the_bank_has_another_way_of_its_own() -> None:
    assert set(ALTERNATIVES) == set(bank().questions)
    assert len(set(ALTERNATIVES.values())) == len(ALTERNATIVES)


@pytest.mark.parametrize("question", sorted(ALTERNATIVES))
def test_another_way_is_seen_as_one_and_named_once(question: str) -> None:
    assert _SUGGESTS.search(ALTERNATIVES[question])
    words = Words(bank().candidates["strong"], Random(1))
    both = [*words.answer(_there(question), "main"), *words.answer(_there(question), "main")]
    assert both.count(ALTERNATIVES[question]) == 1


def test_of_a_question_that_is_not_in_the_bank_no_other_way_is_named() -> None:
    question = bank().questions["zscore"].model_copy(update={"id": "of-another-pack"})
    told = Words(bank().candidates["strong"], Random(1)).answer(QuestionState(question), "main")
    assert not set(told) & set(ALTERNATIVES.values())


def test_requests_for_hints_and_ignorance_are_understood_as_such() -> None:
    hints = (*said._FIRST_HINTS, *said._MORE_HINTS)
    assert [text for text in hints if request(text) != "hint"] == []
    assert [text for text in said._UNKNOWN if request(text) != "dont-know"] == []


def test_the_first_hint_on_a_question_is_not_called_another() -> None:
    for seed in range(30):
        words = Words(bank().candidates["hint-leaner"], Random(seed))
        for first in (True, False, False) * 3:
            assert ("another" in (text := words.asks_for_hint(first)) or "more" in text or "further" in text) != first


def test_who_corrects_themselves_does_so_in_several_ways_and_not_each_time() -> None:
    words = Words(bank().candidates["nervous"], Random(3))
    talk = [q.id for q in bank().questions.values() if any(p.wrong for p in q.rubric)]
    told = [" ".join(words.answer(_there(q), "main")) for q in talk]
    taken_back = [c for text in told for c in said._CORRECTIONS if c in text]
    assert 0.2 * len(told) < len(taken_back) < 0.8 * len(told)
    assert len(set(taken_back)) >= min(4, len(taken_back))


def test_a_dead_kernel_is_noticed_only_after_some_seconds() -> None:
    records = sit("average", 7, agenda="two-hour-with-surprises").records
    died = [r for r in records if isinstance(r.event, e.IncidentHappened) and r.event.kind == "kernel-dies"]
    assert died
    for one in died:
        after = next(r for r in records if r.seq > one.seq and isinstance(r.event, e.CandidateSaid | e.CellRun))
        assert after.at - one.at >= 5
