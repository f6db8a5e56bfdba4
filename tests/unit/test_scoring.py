"""The debrief: every line with its events, and nothing scored that was not seen."""

from __future__ import annotations

import pytest
from support.interview_fakes import CODE, Play, started

from hotseat.interview import commands as c
from hotseat.interview.scoring import debrief, word

PASS = {"question": "double", "verdict": "pass", "reason": "", "score": 1.0, "seconds": 0.1, "checks": []}
HALF = {**PASS, "verdict": "fail", "score": 0.5}
NOBODY = {**PASS, "verdict": "not-judged", "score": 0.0}


def on_code() -> Play:
    play = Play(started(questions=[CODE]))
    play.to_questions()
    return play


def scores(play: Play) -> dict[str, float | None]:
    return {s.id: s.score for s in debrief(play.state).competencies}


def value(play: Play, name: str) -> float:
    found = debrief(play.state).line(name)
    assert found is not None
    return found.value


def test_an_untouched_question_is_evidence_of_nothing() -> None:
    play = on_code()
    assert set(scores(play).values()) == {None}
    play.do(c.Leave())
    assert set(scores(play).values()) == {None}


def test_a_question_moved_on_from_without_a_line_of_code_counts_as_nothing_submitted() -> None:
    play = on_code()
    play.do(c.Skip())
    assert scores(play)["coding"] == 0.0


def test_each_hint_costs_a_tenth_and_the_best_submission_counts() -> None:
    play = on_code()
    play.do(c.AskHint())
    play.do(c.AskHint())
    play.do(c.Submit())
    play.do(c.VerdictArrived(1, "double", HALF))
    play.do(c.Submit())
    play.do(c.VerdictArrived(2, "double", PASS))
    assert value(play, "code:double") == pytest.approx(0.8)


def test_a_verdict_that_was_nobodys_fault_is_not_scored() -> None:
    play = on_code()
    play.do(c.Submit())
    play.do(c.VerdictArrived(1, "double", NOBODY))
    assert scores(play)["coding"] is None


def test_every_line_points_to_events_that_happened() -> None:
    play = on_code()
    play.say("Which types can x be?")
    play.say("I multiply by two. Alternatively one could add x to itself.")
    play.do(c.RunCells((0,)))
    play.do(c.Submit())
    play.do(c.VerdictArrived(1, "double", PASS))
    happened = {r.seq for r in play.records}
    lines = [line for s in debrief(play.state).competencies for line in s.lines]
    assert lines
    assert all(set(line.seqs) <= happened for line in lines)
    assert scores(play)["communication"] is not None


def test_a_point_the_person_overruled_counts_as_they_say() -> None:
    play = Play()
    play.to_questions()
    play.say("Ridge shrinks correlated weights together.")
    play.read("main", {"zero": False, "shrink": True})
    before = scores(play)["machine-learning"]
    play.do(c.Overrule("ridge", "main", "zero", True))
    assert before == 0.5
    assert scores(play)["machine-learning"] == 1.0
    (point, _) = debrief(play.state).questions[0].points
    assert (point.state, point.read, point.overruled) == ("covered", "not found", True)


def test_a_word_on_a_point_that_is_taken_back_lets_the_reading_count_again() -> None:
    play = Play()
    play.to_questions()
    play.say("Ridge shrinks correlated weights together.")
    play.read("main", {"zero": False, "shrink": True})
    before = scores(play)
    play.do(c.Overrule("ridge", "main", "zero", True))
    play.do(c.Overrule("ridge", "main", "zero", None))
    assert scores(play) == before
    count = len(play.records)
    play.do(c.Overrule("ridge", "main", "zero", None))
    assert len(play.records) == count


def test_the_words_for_scores() -> None:
    assert [word(s) for s in (None, 0.1, 0.4, 0.7, 0.9)] == ["not assessable", "weak", "partial", "solid", "strong"]
