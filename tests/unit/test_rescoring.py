"""What a session was scored with is on record, scoring anew tells line by line what differs, and a journal is only read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.interview_fakes import Play

from hotseat.cli.places import places
from hotseat.cli.rescore import rescore
from hotseat.interview import commands as c
from hotseat.interview import events as e
from hotseat.interview.evolve import evolve
from hotseat.interview.journal import Header, Journal
from hotseat.interview.rescoring import changes, to_record
from hotseat.interview.scoring import SCORING_VERSION, debrief

SESSION = "20300101-090000-abcd"


def over() -> Play:
    """A session that has ended, with an answer that was read."""
    play = Play()
    play.to_questions()
    play.say("Ridge shrinks correlated weights together.")
    play.read("main", {"zero": False, "shrink": True})
    play.do(c.Leave())
    return play


def put_away(play: Play) -> None:
    """Write what its scorecard says, where that is not on record."""
    if event := to_record(play.state):
        recorded = e.Recorded(play.state.seq + 1, play.now, "2030-01-01T00:00:00+00:00", event)
        record = json.loads(json.dumps(e.to_record(recorded)))
        play.records.append(e.from_record(record))
        play.state = evolve(play.state, play.records[-1])


def test_what_was_scored_is_kept_once_and_anew_when_it_says_something_else() -> None:
    play = over()
    put_away(play)
    kept = play.state.looked_back.scored
    assert kept is not None and kept.version == SCORING_VERSION and kept.seq == play.state.seq
    assert {line.name for line in kept.lines} == {line.name for line in debrief(play.state).lines}
    assert to_record(play.state) is None
    play.do(c.Overrule("ridge", "main", "zero", True))
    put_away(play)
    assert play.state.looked_back.scored != kept


def test_a_difference_is_told_for_the_signal_the_competency_and_the_line() -> None:
    play = over()
    put_away(play)
    before = play.state.looked_back.scored
    assert before is not None and changes(before, debrief(play.state)) == ()
    play.do(c.Overrule("ridge", "main", "zero", True))
    told = {change.name: (change.before, change.after) for change in changes(before, debrief(play.state))}
    assert told["machine-learning"] == ("partial", "strong")
    assert told["point:ridge/main/zero"] == ("weak, 0 of weight 1", "strong, 1 of weight 1")
    assert "point:ridge/main/shrink" not in told


def _splendid(score: float | None) -> str:
    return "splendid" if score else "weak"


def kept_on_disk(play: Play, home: Path) -> Path:
    folder = home / "sessions" / SESSION
    folder.mkdir(parents=True)
    with Journal.create(folder / "journal.jsonl", Header(SESSION, "2030-01-01T09:00:00Z", "0.1.0")) as journal:
        journal.append([e.to_record(r) for r in play.records], sync=True)
    return folder / "journal.jsonl"


def test_sessions_are_scored_anew_and_their_journals_are_only_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOTSEAT_HOME", str(tmp_path))
    here = places()
    play = over()
    put_away(play)
    journal = kept_on_disk(play, here.sessions.parent)
    before = journal.read_bytes()
    monkeypatch.setattr("hotseat.interview.scorecard.word", _splendid)
    assert rescore(here, None) == 0
    said = capsys.readouterr()
    assert f"{SESSION}: scored by version {SCORING_VERSION}" in said.out
    assert "Machine-learning knowledge\n    partial -> splendid" in said.out
    assert "1 session scored anew: 1 changed." in said.err
    assert journal.read_bytes() == before


def test_a_session_from_before_scores_were_kept_is_scored_and_one_that_cannot_be_read_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("HOTSEAT_HOME", str(tmp_path))
    here = places()
    journal = kept_on_disk(over(), here.sessions.parent)
    assert rescore(here, SESSION) == 0
    assert "its score was not kept" in capsys.readouterr().out
    journal.write_bytes(journal.read_bytes()[:300])
    assert rescore(here, None, as_json=True) == 1
    assert json.loads(capsys.readouterr().out)["fault"]
