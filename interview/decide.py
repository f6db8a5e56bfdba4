"""A command, held against the state, becomes events or a refusal the candidate can act on. Pure."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hotseat.interview import commands as c
from hotseat.interview import drafts, looking_back, outcomes, second_seat
from hotseat.interview import events as e
from hotseat.interview.cells import split
from hotseat.interview.code_pastes import lines_of_much
from hotseat.interview.contest import LONGEST_REASON, file_of, to_contest
from hotseat.interview.course import advance, end, open_next_section, open_question
from hotseat.interview.hearing import hear
from hotseat.interview.replies import answer_own_questions, give_hint, reply, say_again, talk_at_the_end, welcome
from hotseat.interview.state import QuestionState, State
from hotseat.interview.timekeeper import tick
from hotseat.interview.turn import Mind, Turn

HEARTBEAT = 10.0
"""Seconds without an event after which the time is noted."""
LONGEST_CODE = 500_000
"""Characters of one question's code."""

Decision = tuple[e.Event, ...] | c.Refusal
_Handler = Callable[[Turn, Any], c.Refusal | None]


def decide(state: State, command: c.Command, now: float, mind: Mind) -> Decision:
    """The events that a command leads to, which may be none, or why it cannot be carried out."""
    handler = _HANDLERS[type(command)]
    if state.ended and type(command) not in _AFTER_THE_END:
        return c.Refusal("This session has ended. Open its review to read it, or start a new one.")
    if state.paused and type(command) not in _WHILE_PAUSED:
        return c.Refusal("The clock stands still. Continue first.")
    turn = Turn(state, now, mind)
    refusal = handler(turn, command)
    return refusal or tuple(turn.events)


def _asked(turn: Turn) -> QuestionState | None:
    return turn.state.open_question


_NO_QUESTION = c.Refusal("No question is open yet. Say that you are ready, or move on.")
_NO_CODE_HERE = c.Refusal("This session has no code to run, so no kernel runs beside it.")
_NO_CODE = c.Refusal("This question is answered in words; there is no code to submit.")


def _start(turn: Turn, command: c.Start) -> c.Refusal | None:
    if turn.state.section >= 0:
        return c.Refusal("The session has started already.")
    open_next_section(turn)
    return None


def _say(turn: Turn, command: c.Say) -> c.Refusal | None:
    text = command.text.strip()
    if not text:
        return c.Refusal("There is nothing to send yet.")
    if len(text) > drafts.LONGEST_MESSAGE:
        return c.Refusal(
            f"That is {len(text):,} characters; a message holds {drafts.LONGEST_MESSAGE:,}. Send it in parts."
        )
    heard = hear(text, turn.state, turn.mind.ears)
    there = _asked(turn)
    name = there.question.id if there else None
    turn.add(e.CandidateSaid(text, heard.act, name, there.thread if there else "main", heard.told))
    if heard.act == "ready" and turn.state.section_open:
        advance(turn)
    elif (planned := turn.state.planned) and planned.kind == "opening":
        welcome(turn, heard.act)
    elif heard.act == "no-questions":
        if not turn.state.own_questions:
            turn.say("closing-nothing")
        end(turn, "finished")
    elif heard.act == "own-question":
        answer_own_questions(turn, heard.asked)
    elif there and name:
        reply(turn, there, heard)
    elif planned and planned.kind == "closing":
        talk_at_the_end(turn)
    return None


def _edit(turn: Turn, command: c.Edit) -> c.Refusal | None:
    there = _asked(turn)
    if there is None:
        return _NO_QUESTION
    if len(command.text) > LONGEST_CODE:
        return c.Refusal(f"The code has grown past {LONGEST_CODE:,} characters; the last change was not kept.")
    old, new = there.code, command.text
    if old == new:
        return None
    turn.add(e.CodeEdited(there.question.id, *drafts.changed(old, new)))
    lines = lines_of_much(command.pasted)
    if lines:
        turn.add(e.CodePasted(there.question.id, lines, len(command.pasted)))
    return None


def _run(turn: Turn, command: c.RunCells) -> c.Refusal | None:
    there = _asked(turn)
    if there is None:
        return _NO_QUESTION
    if not turn.state.has_code:
        return _NO_CODE_HERE
    if turn.state.kernel in ("dead", "missing"):
        return c.Refusal(
            turn.state.kernel_sentence or "The kernel is not running. Restart it, then run the cell again."
        )
    cells = split(there.code)
    chosen = [cells[i] for i in command.cells if 0 <= i < len(cells) and cells[i].code.strip()]
    if not chosen:
        return c.Refusal("That cell is empty; there is nothing to run.")
    run = max(turn.state.cells, default=0)
    for cell in chosen:
        run += 1
        turn.add(e.CellRun(run, there.question.id, cell.index, cell.code))
    return None


def _interrupt(turn: Turn, command: c.Interrupt) -> c.Refusal | None:
    at_work = turn.state.running_cell or turn.state.judging
    return None if at_work else c.Refusal("No cell is running, and nothing is being judged.")


def _restart(turn: Turn, command: c.RestartKernel) -> c.Refusal | None:
    if not turn.state.has_code:
        return _NO_CODE_HERE
    turn.add(e.KernelChanged("starting", "The kernel is starting afresh; its variables are gone, your code is not."))
    return None


def _reply(turn: Turn, command: c.ReplyInput) -> c.Refusal | None:
    cell = turn.state.running_cell
    if cell is None or cell.waits_for is None:
        return c.Refusal("No cell waits for a line of input.")
    turn.add(e.InputReplied(cell.run, "" if cell.hides_input else command.text))
    return None


def _submit(turn: Turn, command: c.Submit) -> c.Refusal | None:
    there = _asked(turn)
    if there is None:
        return _NO_QUESTION
    if there.question.kind != "code":
        return _NO_CODE
    if turn.state.judging:
        return c.Refusal("The judge is still at your last submission. Its verdict comes in a moment.")
    if not there.code.strip():
        return c.Refusal("The editor is empty; write something to submit first.")
    number = max(turn.state.submissions, default=0) + 1
    turn.add(e.Submitted(number, there.question.id, there.code))
    return None


def _contest(turn: Turn, command: c.Contest) -> c.Refusal | None:
    reason = command.reason.strip()
    if len(reason) > LONGEST_REASON:
        return c.Refusal(f"That is {len(reason):,} characters; a reason holds {LONGEST_REASON:,}. Say it more shortly.")
    found = to_contest(turn.state, command.question)
    if isinstance(found, c.Refusal):
        return found
    turn.add(e.VerdictContested(found.submission, reason, file_of(found)))
    if not turn.state.ended:
        turn.say("disputed", question=found.question, case=file_of(found))
    return None


def _hint(turn: Turn, command: c.AskHint) -> c.Refusal | None:
    there = _asked(turn)
    if there is None:
        return _NO_QUESTION
    give_hint(turn, there)
    return None


def _repeat(turn: Turn, command: c.Repeat) -> c.Refusal | None:
    there = _asked(turn)
    if there is None:
        return _NO_QUESTION
    say_again(turn, there)
    return None


def _next(turn: Turn, command: c.Next) -> c.Refusal | None:
    if turn.state.section < 0:
        open_next_section(turn)
        return None
    planned = turn.state.planned
    if planned and planned.kind == "closing":
        end(turn, "finished")
        return None
    if turn.state.judging:
        return c.Refusal("The judge is still at your submission. Wait for its verdict, then move on.")
    there = _asked(turn)
    touched = there is not None and (there.threads["main"].said or there.submissions or len(there.threads) > 1)
    if there and turn.state.mode == "interview":
        turn.say("move-on", question=there.question.id)
    advance(turn, "done" if touched else "skipped")
    return None


def _skip(turn: Turn, command: c.Skip) -> c.Refusal | None:
    there = _asked(turn)
    if there is None:
        return _NO_QUESTION
    turn.say("skip", question=there.question.id)
    advance(turn, "skipped")
    return None


def _practice_only(turn: Turn, what: str) -> c.Refusal | None:
    if turn.state.mode == "interview":
        return c.Refusal(f"{what} is for practice; an interview goes on as a real one does.")
    return None


def _back(turn: Turn, command: c.Back) -> c.Refusal | None:
    if refusal := _practice_only(turn, "Going back"):
        return refusal
    planned = turn.state.planned
    order = list(planned.questions) if planned else []
    here = order.index(turn.state.current) if turn.state.current in order else len(order)
    if here == 0:
        return c.Refusal("This is the first question; there is none before it.")
    if turn.state.current:
        turn.add(e.QuestionClosed(turn.state.current, "left"))
    open_question(turn, order[here - 1])
    return None


def _reveal(turn: Turn, command: c.Reveal) -> c.Refusal | None:
    if refusal := _practice_only(turn, "Showing the answer"):
        return refusal
    return None if _asked(turn) else _NO_QUESTION


def _pause(turn: Turn, command: c.Pause) -> c.Refusal | None:
    if refusal := _practice_only(turn, "Pausing"):
        return refusal
    if not turn.state.paused:
        turn.say("paused")
        turn.add(e.Paused())
    return None


def _unpause(turn: Turn, command: c.Unpause) -> c.Refusal | None:
    if turn.state.paused:
        turn.add(e.Unpaused())
        turn.say("unpaused")
    return None


def _habit(turn: Turn, command: c.TickHabit) -> c.Refusal | None:
    known = {h.id for h in turn.state.checklist.habits} if turn.state.checklist else set[str]()
    if command.habit not in known:
        return c.Refusal(f"There is no habit called {command.habit!r}.")
    turn.add(e.HabitTicked(command.habit, command.on))
    return None


def _item(turn: Turn, command: c.TickItem) -> c.Refusal | None:
    known = {i.id for i in turn.state.checklist.before} if turn.state.checklist else set[str]()
    if command.item not in known:
        return c.Refusal(f"The list has no line called {command.item!r}.")
    turn.add(e.ItemTicked(command.item, command.on))
    return None


def _overrule(turn: Turn, command: c.Overrule) -> c.Refusal | None:
    there = turn.state.questions.get(command.question)
    if there is None or command.thread not in there.threads:
        return c.Refusal("That answer is not part of this session.")
    if command.point not in {p.id for p in there.points_of(command.thread)}:
        return c.Refusal(f"The rubric has no point called {command.point!r}.")
    known = there.threads[command.thread].overruled.get(command.point)
    if command.covered is None and known is not None:
        turn.add(e.OverruleWithdrawn(command.question, command.thread, command.point))
    elif command.covered is not None and command.covered != known:
        turn.add(e.PointOverruled(command.question, command.thread, command.point, command.covered))
    return None


def _leave(turn: Turn, command: c.Leave) -> c.Refusal | None:
    end(turn, "left")
    return None


def _tick(turn: Turn, command: c.Tick) -> c.Refusal | None:
    tick(turn, command.typing)
    running = turn.state.section >= 0 and not turn.state.paused and not turn.state.ended
    if running and not turn.events and turn.now - turn.state.at >= HEARTBEAT:
        turn.add(e.TimePassed())
    return None


def _resume(turn: Turn, command: c.Resume) -> c.Refusal | None:
    turn.add(e.SessionResumed(round(max(0.0, command.away_seconds), 1)))
    turn.say("resume")
    return None


_HANDLERS: dict[type[c.Command], _Handler] = {
    c.Start: _start,
    c.Say: _say,
    c.Draft: drafts.draft,
    c.Amend: drafts.amend,
    c.Edit: _edit,
    c.RunCells: _run,
    c.Interrupt: _interrupt,
    c.RestartKernel: _restart,
    c.ReplyInput: _reply,
    c.Submit: _submit,
    c.Contest: _contest,
    c.AskHint: _hint,
    c.Repeat: _repeat,
    c.Next: _next,
    c.Skip: _skip,
    c.Back: _back,
    c.Reveal: _reveal,
    c.Pause: _pause,
    c.Unpause: _unpause,
    c.TickHabit: _habit,
    c.TickItem: _item,
    c.Overrule: _overrule,
    c.ContestLine: looking_back.contest_line,
    c.GuessScore: looking_back.guess_score,
    c.SetGrade: looking_back.set_grade,
    c.SetBookmark: looking_back.set_bookmark,
    c.RemoveBookmark: looking_back.remove_bookmark,
    c.Leave: _leave,
    c.TakeSeat: second_seat.take,
    c.SeatSays: second_seat.say,
    c.LeaveSeat: second_seat.leave,
    c.Tick: _tick,
    c.Resume: _resume,
    c.OutputArrived: outcomes.take_output,
    c.CellFinished: outcomes.take_finished,
    c.InputWanted: outcomes.take_input,
    c.KernelReported: outcomes.take_kernel,
    c.VerdictArrived: outcomes.take_verdict,
    c.OwnTestsArrived: outcomes.take_own_tests,
    c.ReadingArrived: outcomes.take_reading,
    c.SolutionArrived: outcomes.take_solution,
    c.LeadArrived: outcomes.take_lead,
    c.ModelWentSilent: outcomes.take_silence,
    c.SecondOpinionArrived: outcomes.take_second_opinion,
}
_OUTCOMES = frozenset(
    {
        c.OutputArrived,
        c.CellFinished,
        c.InputWanted,
        c.KernelReported,
        c.VerdictArrived,
        c.OwnTestsArrived,
        c.ReadingArrived,
        c.LeadArrived,
        c.ModelWentSilent,
        c.SecondOpinionArrived,
        c.Tick,
    }
)
LOOKING_BACK = frozenset({c.Overrule, c.ContestLine, c.GuessScore, c.SetGrade, c.SetBookmark, c.RemoveBookmark})
"""What may be said of a session that nobody sits."""
_AFTER_THE_END = _OUTCOMES | LOOKING_BACK | {c.Contest, c.TickHabit}
_WHILE_PAUSED = _OUTCOMES | {
    c.GuessScore,
    c.Draft,
    c.Contest,
    c.Unpause,
    c.Leave,
    c.Resume,
    c.TickHabit,
    c.TickItem,
    c.SolutionArrived,
    c.TakeSeat,
    c.SeatSays,
    c.LeaveSeat,
}
