"""What the passing of time makes the interviewer do: warn, nudge a silent coder, and move on kindly."""

from __future__ import annotations

from hotseat.frozen import frozen
from hotseat.interview import events as e
from hotseat.interview.clock import question_left, section_left
from hotseat.interview.course import advance, close_section, end, open_next_section
from hotseat.interview.incidents import happen
from hotseat.interview.interviewer import PATIENCE, react_to_answer, reading_is_current, waits_for_reaction
from hotseat.interview.state import ADD, QuestionState
from hotseat.interview.turn import Turn

GRACE = 60.0
"""Seconds to finish a sentence after the time is over."""
TYPING_GRACE = 60.0
"""More of them while a message is being typed."""
SILENCE = 180.0
"""Seconds of silent coding before the candidate is asked to think aloud."""
TYPING_PATIENCE = 60.0
"""Seconds after the last message for which a half-typed one is waited for."""
SETTLE = 120.0
"""Seconds after the interviewer's own words before it asks to think aloud."""
ADD_PATIENCE = 30.0
"""Seconds of quiet after "anything to add?" that count as a no."""
LONG_BOX = 600.0
"""Seconds of a question's time box from which on five minutes left are worth a word."""
MOST_SILENCES = 2
"""How often that is asked on one question."""


@frozen
class _Wait:
    """What the interviewer holds back a word for."""

    typing: bool
    """A message is being typed."""
    answered: bool
    """An answer was just given; what follows it says more about the time than a warning would."""


def tick(turn: Turn, typing: bool = False) -> None:
    """Let time pass; while the candidate is ``typing`` the interviewer does not cut in."""
    state = turn.state
    if state.paused or state.ended or state.section < 0:
        return
    there = state.open_question
    wait = _Wait(typing, there is not None and there.question.in_words and waits_for_reaction(there))
    if state.mode == "interview" and _section_time(turn, wait):
        return
    if there and _question_time(turn, there, wait):
        return
    there = turn.state.open_question
    if there is None:
        return
    if state.mode == "interview" and not typing and happen(turn, there):
        return
    quiet = turn.now - turn.state.last_said_at >= (TYPING_PATIENCE if typing else PATIENCE)
    coding = not there.question.in_words and there.thread == "main" and there.last_verdict != "pass"
    # Thinking aloud is acknowledged once, and again after each question of the interviewer's own; else it is left in peace.
    heard = coding and there.reacted > 0 and not _replied(there)
    if quiet and not heard and waits_for_reaction(there) and reading_is_current(there) and not turn.state.judging:
        if there.threads[there.thread].gave_up != there.threads[there.thread].said[-1]:
            react_to_answer(turn, there)
    elif _nothing_added(turn, there, typing):
        turn.say("move-on", question=there.question.id)
        advance(turn)
    elif not typing and _silent(turn, there):
        turn.add(e.SilenceNoticed(there.question.id))
        turn.say("silence", question=there.question.id)


def _replied(there: QuestionState) -> bool:
    """Whether something was said to what the interviewer has asked a coder."""
    said = there.threads[there.thread].said
    return bool(there.awaited and said and said[-1] > there.awaited)


def _nothing_added(turn: Turn, there: QuestionState, typing: bool) -> bool:
    """Whether the candidate was asked for more, and has let the moment pass."""
    asked = there.threads[there.thread]
    return there.thread == ADD and not (asked.said or typing) and turn.now - asked.asked_at >= ADD_PATIENCE


def _silent(turn: Turn, there: QuestionState) -> bool:
    return (
        there.question.kind == "code"
        and there.last_verdict != "pass"
        and there.silences < MOST_SILENCES
        and there.thread == "main"
        and turn.now - turn.state.last_said_at >= SILENCE
        and turn.now - turn.state.last_heard_at >= SETTLE
        and turn.state.running_cell is None
        and turn.state.judging is None
    )


def _warn(turn: Turn, kind: str, question: str | None, **facts: str) -> None:
    """Speak a warning once for its section or question."""
    if (kind, turn.state.section, question) not in turn.state.warnings:
        turn.add(e.WarningSpoken(kind, turn.state.section, question))
        turn.say(kind, question=question, **facts)


def _section_time(turn: Turn, wait: _Wait) -> bool:
    """Warn as the section's end comes near; returns True when the section was closed."""
    section = turn.state.planned
    if section is None or not turn.state.section_open:
        return False
    left = section_left(turn.state, turn.now)
    grace = (GRACE if section.kind == "questions" else 0.0) + (TYPING_GRACE if wait.typing else 0.0)
    if left <= -grace:
        if section.kind == "closing":
            end(turn, "finished")
            return True
        if turn.state.current:
            turn.say("move-on", question=turn.state.current)
            turn.add(e.QuestionClosed(turn.state.current, "time"))
        close_section(turn)
        open_next_section(turn)
        return True
    if section.kind == "opening" or (wait.answered and left <= 60):
        return False
    if left <= 0:
        _warn(turn, "time-over", None, section=section.title)
    elif left <= 60 and section.seconds >= 180:
        _warn(turn, "one-minute", None, section=section.title)
    elif 60 < left <= 300 and section.seconds >= 720:
        _warn(turn, "five-minutes", None, section=section.title)
    return False


def _question_time(turn: Turn, there: QuestionState, wait: _Wait) -> bool:
    """Keep a question to its time box where others wait behind it; returns True when it was closed."""
    left = question_left(turn.state, there, turn.now)
    if left > 0:
        of_section = turn.state.mode == "interview" and section_left(turn.state, turn.now) <= 330
        coding = there.question.kind == "code" and there.last_verdict != "pass"
        if left <= 300 and there.question.minutes * 60 >= LONG_BOX and coding and not of_section:
            _warn(turn, "five-minutes-here", there.question.id)
        return False
    if turn.state.mode == "practice":
        _warn(turn, "wrap-up", there.question.id)
        return False
    section = turn.state.planned
    waiting = [i for i in (section.questions if section else ()) if turn.state.questions[i].opened_at < 0]
    if not waiting or section_left(turn.state, turn.now) <= 0:
        return False
    if not wait.answered:
        _warn(turn, "wrap-up", there.question.id)
    if left <= -GRACE - (TYPING_GRACE if wait.typing else 0.0):
        turn.say("move-on", question=there.question.id)
        advance(turn, "time")
        return True
    return False
