"""``hotseat plan`` on the command line: what it prints where, what it keeps, and how it exits."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from hotseat.cli.plan import plan
from hotseat.cli.trouble import Stop
from hotseat.front.views import turns
from hotseat.interview import commands as c


def asked(until: str = "", minutes: int | None = None, *, forget: bool = False, as_json: bool = True) -> int:
    return plan(until, minutes, forget=forget, as_json=as_json, plain=False)


def ahead(days: int) -> str:
    return (datetime.now().astimezone().date() + timedelta(days=days)).isoformat()


def test_a_plan_is_kept_shown_changed_and_taken_away(own_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert asked(ahead(10)) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["interview_on"] == ahead(10) and told["minutes_a_day"] == 60
    assert len(told["days"]) == 10 and told["readiness"]["word"] == "not enough evidence"
    file = Path(told["file"])
    assert file.is_relative_to(own_home)
    before = file.read_bytes()
    assert asked() == 0 and file.read_bytes() == before, "looking changes nothing"
    capsys.readouterr()
    assert asked(minutes=120) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["interview_on"] == ahead(10) and told["minutes_a_day"] == 120
    assert any(i["kind"] == "mock" and i["minutes"] == 120 for d in told["days"] for i in d["items"])
    assert asked(forget=True, as_json=False) == 0 and not file.exists()
    assert "No date yet" in capsys.readouterr().out


def test_what_makes_no_plan_exits_2_with_a_sentence_and_writes_nothing(own_home: Path) -> None:
    for given in (("yesterday", None), (ahead(-1), None), (ahead(400), None), (ahead(5), 5), ("", 30)):
        with pytest.raises(Stop) as stopped:
            asked(*given)
        assert stopped.value.code == 2 and str(stopped.value).endswith(".")
    assert not list(own_home.rglob("plan.json"))


def test_a_damaged_plan_is_told_and_kept_beside_the_new_one(own_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked(ahead(10))
    file = Path(json.loads(capsys.readouterr().out)["file"])
    file.write_text("{ my own notes", encoding="utf-8")
    with pytest.raises(Stop, match="is damaged") as stopped:
        asked()
    assert stopped.value.code == 2 and file.read_text(encoding="utf-8") == "{ my own notes"
    assert asked(ahead(5)) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["notes"][0] == "The old plan could not be read and is kept as plan.json.damaged."
    assert file.with_name("plan.json.damaged").read_text(encoding="utf-8") == "{ my own notes"


def test_no_question_of_the_plan_is_kept_back_or_needs_what_is_not_there(
    own_home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from hotseat.cli.banks import open_bank
    from hotseat.cli.packs import askable
    from hotseat.cli.places import places
    from hotseat.question_bank.draw import kept_back
    from hotseat.question_bank.engines import installed

    monkeypatch.setenv("HOTSEAT_ENGINES", "none")
    installed.cache_clear()
    try:
        asked(ahead(60), 240)
        told = json.loads(capsys.readouterr().out)
        bank = open_bank(places())
        drills = {i["what"] for d in told["days"] for i in d["items"] if i["kind"] == "drill"}
        assert len(drills) > 20
        assert not drills & kept_back(bank.questions) and drills <= set(askable(bank))
    finally:
        installed.cache_clear()


def test_the_day_is_the_one_where_the_person_lives() -> None:
    from hotseat.cli.plan_desk import local_now

    assert local_now().tzinfo is not None
    assert abs((local_now() - datetime.now(UTC)).total_seconds()) < 60


def test_practice_without_an_id_asks_what_is_due_and_says_why_at_the_start() -> None:
    from support.interview_fakes import Play
    from support.practice_history import outcome, practice
    from support.rehearsal_stage import bank

    from hotseat.cli.drawing import practice_started
    from hotseat.cli.packs import askable
    from hotseat.question_bank.draw import Wanted, kept_back
    from hotseat.review.plan_facts import gathered

    there = bank()
    now = datetime.now(UTC)
    answered = outcome("zscore", 0, at=(now - timedelta(days=4)).isoformat(), topic="statistics", share=0.1)
    known = gathered([practice(answered)], askable(there), kept_back(there.questions), there.agendas, None)
    begun = practice_started(there, None, seed=1, wanted=Wanted(), persona="warm", facts=known)
    assert next(iter(begun.questions)) == "zscore"
    notes = begun.plan["notes"]
    assert (
        len(notes) == 3
        and notes[0].endswith("; last time not known.")
        and "due for" in notes[0]
        and "new; " in notes[1]
    )
    assert not set(begun.questions) & kept_back(there.questions)
    named = practice_started(there, "zscore", seed=1, wanted=Wanted(), persona="warm", facts=known)
    assert not named.plan["notes"], "a question that was asked for needs no reason"
    play = Play(begun)
    play.do(c.Start())
    assert play.acts()[:2] == ["course", "ask"]
    assert play.state.messages[0].text.startswith(f"Why these:\n- {notes[0]}")
    assert [turn.who for turn in turns(play.state)][:2] == ["notice", "interviewer"], (
        "the plan says why, no interviewer"
    )
