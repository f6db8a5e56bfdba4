"""From wishes to a plan: what an interview leans to, keeps back and leaves out, and that the candidate is told."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support.engine_fakes import EchoRunner
from support.interview_fakes import Play, started
from support.rehearsal_stage import bank

from hotseat.cli.banks import LARGEST_ADVERT, advert_text
from hotseat.cli.drawing import CannotStart, interview_started, practice_started
from hotseat.cli.packs import askable
from hotseat.cli.places import Places
from hotseat.cli.sessions import begin, go_on
from hotseat.cli.trouble import Stop
from hotseat.interview.commands import Refusal, RunCells, Submit
from hotseat.interview.events import SessionStarted
from hotseat.interview.plan import Plan, from_data, to_data
from hotseat.question_bank.about_notebook import PREFIX
from hotseat.question_bank.draw import Wanted, kept_back
from hotseat.question_bank.notebook import parse_notebook, take_home

ADVERT = "You know Kubernetes and MLOps. Forecasting is welcome."


def drawn(seed: int = 1, **more: object) -> SessionStarted:
    given: dict[str, object] = {"minutes": None, "wanted": Wanted(), "persona": "warm", "seen": [], **more}
    return interview_started(bank(), "two-hour", seed=seed, **given)  # type: ignore[arg-type]


def test_an_advert_is_told_as_topics_with_the_words_that_name_them() -> None:
    notes = from_data(drawn(advert=ADVERT).plan).notes
    assert notes[1:] == ("- production, for “Kubernetes”, “MLOps”", "- time-series, for “Forecasting”")


def test_an_advert_that_names_no_topic_is_told_so() -> None:
    assert "names none of the bank's topics" in from_data(drawn(advert="Come and work with us.").plan).notes[0]


def test_without_an_advert_nothing_is_said_about_the_draw() -> None:
    assert from_data(drawn().plan).notes == ()


def test_the_words_of_an_advert_are_made_harmless() -> None:
    notes = from_data(drawn(advert="Time\x1b]52;c;x\x07 series and time\u202e-series, [red]Docker").plan).notes
    assert not any(c in "".join(notes) for c in "\x1b\x07\u202e")


def test_practice_keeps_its_hands_off_what_is_kept_back() -> None:
    kept = kept_back(bank().questions)
    for seed in range(10):
        begun = practice_started(bank(), None, seed=seed, wanted=Wanted(), persona="warm")
        assert not kept & begun.questions.keys()


def test_the_final_mock_asks_what_was_kept_back_and_says_so() -> None:
    kept = kept_back(bank().questions)
    final = [drawn(seed, final=True) for seed in range(5)]
    assert all(kept & f.questions.keys() for f in final)
    assert all("final mock" in from_data(f.plan).notes[0] for f in final)


def test_the_candidate_is_told_what_was_left_out_and_why_before_the_start() -> None:
    first = started()
    plan = from_data(first.plan)
    told = Plan(
        plan.title, plan.sections, (("Ridge or lasso", "needs 20 minutes; Deep dive has 3 left"),), ("A note.",)
    )
    play = Play(SessionStarted(**{**vars(first), "plan": to_data(told)}))
    from hotseat.interview import commands as c

    play.do(c.Start())
    assert play.acts() == ["greet", "course", "checklist"]
    assert "A note.\n\nLeft out of this plan:\n- Ridge or lasso: needs 20 minutes" in play.state.messages[1].text


def test_what_two_draws_of_a_section_lack_is_told_once() -> None:
    course = bank().agendas["thirty-minutes"]
    tight = tuple(
        s.model_copy(update={"minutes": 1, "draw": (s.draw[0], s.draw[0])}) if s.id == "pair-programming" else s
        for s in course.sections
    )
    agendas = {"tight": course.model_copy(update={"sections": tight})}
    begun = interview_started(
        replace(bank(), agendas=agendas), "tight", seed=1, minutes=None, wanted=Wanted(), persona="warm", seen=[]
    )
    told = [what for what, why in from_data(begun.plan).dropped if why.endswith("into 1 minute")]
    assert told == ["Pair programming"]


def test_an_interview_of_another_length_than_its_course_says_so_before_the_start() -> None:
    assert from_data(drawn().plan).notes == ()
    shorter = from_data(drawn(minutes=45).plan)
    assert "You asked for 45 minutes; this course takes" in shorter.notes[0] and "is shorter" in shorter.notes[0]


def test_a_plan_that_was_written_without_notes_has_none() -> None:
    data = to_data(Plan("t", ()))
    del data["notes"]
    assert from_data(data).notes == ()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x7fELF\xff\xfe", "no plain text"),
        (b"  \n", "holds no text"),
        (b"a\x00b", "holds no text"),
        (b"x" * (LARGEST_ADVERT + 1), "larger than"),
    ],
)
def test_a_file_that_is_no_advert_is_refused_in_a_sentence(tmp_path: Path, data: bytes, said: str) -> None:
    file = tmp_path / "advert.txt"
    file.write_bytes(data)
    with pytest.raises(Stop, match=said):
        advert_text(file)


def test_an_advert_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(Stop, match="cannot be read: No such file"):
        advert_text(tmp_path / "none.txt")


def test_half_of_the_deep_dive_asks_about_the_candidates_notebook_and_the_budget_holds() -> None:
    begun = drawn(notebook=take_home())
    dive = next(s for s in from_data(begun.plan).sections if s.id == "deep-dive")
    minutes = {q: float(data["minutes"]) for q, data in begun.questions.items()}
    own = [q for q in dive.questions if q.startswith(PREFIX)]
    assert own and dive.questions[: len(own)] == tuple(own)
    assert sum(minutes[q] for q in own) <= dive.seconds / 60 / 2
    assert sum(minutes[q] for q in dive.questions) <= dive.seconds / 60
    assert all("n_components" in begun.starters[q] for q in own), "the notebook is shown beside each"


def test_a_deep_dive_shows_the_part_of_the_take_home_that_it_talks_about() -> None:
    begun = drawn()
    talks = [q for q, data in begun.questions.items() if data["kind"] == "talk" and data["part"] == "deep-dive"]
    assert talks and all("# %% [2]" in begun.starters[q] for q in talks)


def test_a_practice_may_be_about_a_notebook_alone() -> None:
    begun = practice_started(bank(), None, seed=1, wanted=Wanted(), persona="warm", notebook=take_home())
    assert begun.questions and all(q.startswith(PREFIX) for q in begun.questions)


async def test_a_notebook_that_is_talked_about_can_be_run_at_once_and_after_a_resume(own_home: Path) -> None:
    here = Places(own_home, own_home)
    begun = practice_started(bank(), None, seed=1, wanted=Wanted(), persona="warm", notebook=take_home())
    opened = await begin(here, bank(), begun, lambda _: EchoRunner())
    assert await opened.engine.do(RunCells((1,))) is None
    refused = await opened.engine.do(Submit())
    assert isinstance(refused, Refusal) and refused.sentence.endswith("there is no code to submit.")
    await opened.engine.close()
    again = await go_on(here, bank(), opened.id, lambda _: EchoRunner())
    assert await again.engine.do(RunCells((1,))) is None
    await again.engine.effects.settle()
    assert [run.ending for run in again.engine.state.cells.values()][-1] == "finished"
    await again.engine.close()


def test_a_notebook_with_nothing_to_ask_about_is_refused_in_a_sentence() -> None:
    bare = parse_notebook(b'{"cells": [{"cell_type": "code", "source": "x = 1"}]}', "bare.ipynb")
    with pytest.raises(CannotStart, match=r"bare\.ipynb holds nothing that Hotseat knows to ask about"):
        drawn(notebook=bare)


def test_three_two_hour_interviews_in_a_row_repeat_no_question_and_each_is_full() -> None:
    for seed in range(10):
        seen: list[str] = []
        for turn in range(3):
            begun = drawn(seed * 10 + turn, seen=seen)
            plan = from_data(begun.plan)
            assert not set(seen) & begun.questions.keys()
            assert len(plan.sections) == 5 and len(begun.questions) >= 5, plan.dropped
            seen += begun.questions


def test_a_deep_dive_stays_with_one_part_of_the_take_home() -> None:
    for seed in range(10):
        begun = drawn(seed)
        dive = [d for d in begun.questions.values() if d["part"] == "deep-dive"]
        kept = kept_back(bank().questions)
        free = [
            q
            for q in askable(bank()).values()
            if (q.topic, q.part, q.kind) == (dive[0]["topic"], "deep-dive", "code") and q.id not in kept
        ]
        assert len({d["topic"] for d in dive}) == 1 or not free
