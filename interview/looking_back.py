"""Looking back on a session: its commands held against the state, and its events folded into it. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from hotseat.interview import commands as c
from hotseat.interview import events as e
from hotseat.interview.copies import put, replace
from hotseat.interview.looked_back import GRADES, LONGEST_NOTE, LineContest, Scored, ScoredLine
from hotseat.interview.state import State

if TYPE_CHECKING:
    from hotseat.interview.turn import Turn

K = TypeVar("K")
V = TypeVar("V")
_NOT_HERE = c.Refusal("That question was not asked in this session.")


def contest_line(turn: Turn, command: c.ContestLine) -> c.Refusal | None:
    reason = command.reason.strip()
    known = turn.state.looked_back.contests.get(command.line)
    if not reason:
        if known is not None:
            turn.add(e.LineContestWithdrawn(command.line))
        return None
    if refusal := _too_long(reason, "A reason"):
        return refusal
    if known is None or known.reason != reason:
        turn.add(e.LineContested(command.line, command.told, reason))
    return None


def guess_score(turn: Turn, command: c.GuessScore) -> c.Refusal | None:
    if command.question not in turn.state.questions:
        return _NOT_HERE
    if not 0 <= command.guess <= 1:
        return c.Refusal("A guess lies between 0 and 100 per cent.")
    if command.question in turn.state.looked_back.guesses:
        return c.Refusal("You have guessed already; a guess made after the score is no guess.")
    turn.add(e.ScoreGuessed(command.question, command.guess))
    return None


def set_grade(turn: Turn, command: c.SetGrade) -> c.Refusal | None:
    if command.question not in turn.state.questions:
        return _NOT_HERE
    if command.grade not in ("", *GRADES):
        return c.Refusal(f"A grade is one of: {', '.join(GRADES)}.")
    if command.grade != turn.state.looked_back.grades.get(command.question, ""):
        turn.add(e.GradeSet(command.question, command.grade))
    return None


def set_bookmark(turn: Turn, command: c.SetBookmark) -> c.Refusal | None:
    if not 0 < command.moment <= turn.state.seq:
        return c.Refusal("There is no such moment in this session.")
    note = command.note.strip()
    if refusal := _too_long(note, "A note"):
        return refusal
    if turn.state.looked_back.bookmarks.get(command.moment) != note:
        turn.add(e.BookmarkSet(command.moment, note))
    return None


def remove_bookmark(turn: Turn, command: c.RemoveBookmark) -> c.Refusal | None:
    if command.moment not in turn.state.looked_back.bookmarks:
        return c.Refusal("There is no bookmark at that moment.")
    turn.add(e.BookmarkRemoved(command.moment))
    return None


def _too_long(text: str, what: str) -> c.Refusal | None:
    if len(text) <= LONGEST_NOTE:
        return None
    return c.Refusal(f"{what} holds {LONGEST_NOTE:,} characters; that is {len(text):,}. Say it more shortly.")


def line_contested(state: State, r: e.Recorded, event: e.LineContested) -> State:
    contest = LineContest(event.told, event.reason, r.seq)
    return _with(state, contests=put(state.looked_back.contests, event.line, contest))


def line_contest_withdrawn(state: State, r: e.Recorded, event: e.LineContestWithdrawn) -> State:
    return _with(state, contests=_without(state.looked_back.contests, event.line))


def score_guessed(state: State, r: e.Recorded, event: e.ScoreGuessed) -> State:
    return _with(state, guesses=put(state.looked_back.guesses, event.question, event.guess))


def grade_set(state: State, r: e.Recorded, event: e.GradeSet) -> State:
    grades = state.looked_back.grades
    there = put(grades, event.question, event.grade) if event.grade else _without(grades, event.question)
    return _with(state, grades=there)


def bookmark_set(state: State, r: e.Recorded, event: e.BookmarkSet) -> State:
    return _with(state, bookmarks=put(state.looked_back.bookmarks, event.moment, event.note))


def bookmark_removed(state: State, r: e.Recorded, event: e.BookmarkRemoved) -> State:
    return _with(state, bookmarks=_without(state.looked_back.bookmarks, event.moment))


def session_scored(state: State, r: e.Recorded, event: e.SessionScored) -> State:
    lines = tuple(
        ScoredLine(str(x.get("name", "")), str(x.get("text", "")), float(x.get("value", 0)), float(x.get("weight", 0)))
        for x in event.lines
    )
    words = {str(name): str(word) for name, word in event.words.items()}
    return _with(state, scored=Scored(r.seq, event.version, event.signal, words, lines))


def _with(state: State, **changes: Any) -> State:
    return replace(state, looked_back=replace(state.looked_back, **changes))


def _without(table: Mapping[K, V], key: K) -> dict[K, V]:
    return {k: v for k, v in table.items() if k != key}
