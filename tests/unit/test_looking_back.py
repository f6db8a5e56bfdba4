"""What a person adds when they look back is kept beside what happened, also when the session is over."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.golden import session
from support.interview_fakes import Play

from hotseat.interview import commands as c
from hotseat.interview.scoring import debrief
from hotseat.review.history import load


@pytest.fixture
def play() -> Play:
    over = Play()
    over.to_questions()
    over.do(c.Leave())
    return over


def test_a_contested_line_is_kept_beside_the_score_and_taken_back_by_an_empty_reason(play: Play) -> None:
    before = debrief(play.state)
    assert play.do(c.ContestLine("a-line", "Ridge: zero (not found)", " I said it at the start. ")) is None
    contest = play.state.looked_back.contests["a-line"]
    assert (contest.told, contest.reason) == ("Ridge: zero (not found)", "I said it at the start.")
    assert debrief(play.state).overall == before.overall
    seq = play.state.seq
    assert play.do(c.ContestLine("a-line", "Ridge: zero (not found)", "I said it at the start.")) is None
    assert play.state.seq == seq, "the same word twice is one word"
    play.do(c.ContestLine("a-line", "", "  "))
    assert not play.state.looked_back.contests


def test_a_guess_is_made_once_because_it_comes_before_the_score(play: Play) -> None:
    assert play.do(c.GuessScore("ridge", 0.7)) is None
    assert isinstance(play.do(c.GuessScore("ridge", 0.9)), c.Refusal)
    assert play.state.looked_back.guesses == {"ridge": 0.7}
    assert isinstance(play.do(c.GuessScore("double", 1.7)), c.Refusal)
    assert isinstance(play.do(c.GuessScore("nothing", 0.5)), c.Refusal)


def test_ones_own_grade_is_kept_changed_and_taken_back(play: Play) -> None:
    assert play.do(c.SetGrade("ridge", "hard")) is None
    assert play.do(c.SetGrade("ridge", "good")) is None
    assert play.state.looked_back.grades == {"ridge": "good"}
    assert isinstance(play.do(c.SetGrade("ridge", "splendid")), c.Refusal)
    play.do(c.SetGrade("ridge", ""))
    assert not play.state.looked_back.grades


def test_a_moment_is_marked_with_a_note_that_can_change_and_go(play: Play) -> None:
    assert play.do(c.SetBookmark(2)) is None
    assert play.do(c.SetBookmark(2, "here I lost the thread")) is None
    assert play.state.looked_back.bookmarks == {2: "here I lost the thread"}
    assert isinstance(play.do(c.SetBookmark(play.state.seq + 1)), c.Refusal)
    assert isinstance(play.do(c.SetBookmark(3, "x" * 2001)), c.Refusal)
    assert play.do(c.RemoveBookmark(2)) is None
    assert isinstance(play.do(c.RemoveBookmark(2)), c.Refusal)


def test_a_session_whose_folder_was_given_another_name_is_known_by_that(own_home: Path) -> None:
    first = session(own_home / "sessions", "v1/practice")
    (own_home / "sessions" / first).rename(own_home / "sessions" / "kept")
    state, _ = load(own_home / "sessions", "kept")
    assert state.session == "kept"
