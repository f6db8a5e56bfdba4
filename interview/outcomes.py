"""What ran beside the interview reports back: output, endings, verdicts, readings. Each becomes events by the same path."""

from __future__ import annotations

from hotseat.interview import commands as c
from hotseat.interview import events as e
from hotseat.interview.drafts import last_amendment
from hotseat.interview.interviewer import react_to_verdict
from hotseat.interview.state import QuestionState, Thread
from hotseat.interview.turn import Turn


def take_output(turn: Turn, command: c.OutputArrived) -> c.Refusal | None:
    """More of what a cell shows."""
    if command.run in turn.state.cells and command.outputs:
        turn.add(e.CellOutput(command.run, command.outputs))
    return None


def take_finished(turn: Turn, command: c.CellFinished) -> c.Refusal | None:
    """A cell ended; the first red run of a question is nudged once."""
    cell = turn.state.cells.get(command.run)
    if cell is None or cell.ending:
        return None
    turn.add(e.CellEnded(command.run, command.ending, command.sentence, round(command.seconds, 3), command.count))
    there = turn.state.questions.get(cell.question)
    if command.ending == "failed" and there and there.open and not there.nudged_red and turn.state.mode == "interview":
        turn.say("red-run", question=cell.question)
    return None


def take_input(turn: Turn, command: c.InputWanted) -> c.Refusal | None:
    """A cell waits for a line."""
    if command.run in turn.state.cells:
        turn.add(e.InputAsked(command.run, command.prompt, command.password))
    return None


def take_kernel(turn: Turn, command: c.KernelReported) -> c.Refusal | None:
    """The kernel started, died or is missing; what is known already is not written again."""
    if (command.status, command.sentence) != (turn.state.kernel, turn.state.kernel_sentence):
        turn.add(e.KernelChanged(command.status, command.sentence))
    return None


def take_verdict(turn: Turn, command: c.VerdictArrived) -> c.Refusal | None:
    """The judge's verdict; only the first one on a submission counts."""
    submission = turn.state.submissions.get(command.submission)
    if submission is None or submission.verdict is not None:
        return None
    turn.add(e.Judged(command.submission, command.question, command.verdict))
    there = turn.state.questions[command.question]
    if there.open and turn.state.current == command.question and not turn.state.ended:
        react_to_verdict(turn, there, command.verdict)
    return None


def take_own_tests(turn: Turn, command: c.OwnTestsArrived) -> c.Refusal | None:
    """What a submission's own tests came to; of several submissions the last one counts."""
    there = turn.state.questions.get(command.question)
    own, known = command.own, there.own_tests.submission if there and there.own_tests else 0
    if there and own.submission in there.submissions and own.submission > known:
        turn.add(
            e.OwnTestsTried(
                own.submission,
                command.question,
                own.tests,
                own.of_starter,
                own.wrong_tests,
                own.left_out,
                own.caught,
                own.faults,
                own.idle_tests,
                own.why,
                own.more_wrong,
                own.more_idle,
                own.more_slow,
                own.held,
            )
        )
    return None


def take_reading(turn: Turn, command: c.ReadingArrived) -> c.Refusal | None:
    """The reading of an answer; one of fewer words than the last, or from before an amendment, is late and is dropped."""
    there = turn.state.questions.get(command.question)
    thread = there.threads.get(command.thread) if there else None
    if there is None or thread is None or (thread.reading and thread.reading.words > command.words):
        return None
    if command.amended != last_amendment(there, command.thread):
        return None
    points, score = _kept(there, thread, command)
    turn.add(e.AnswerRead(command.question, command.thread, score, points, command.words))
    return None


def _kept(there: QuestionState, thread: Thread, command: c.ReadingArrived) -> tuple[tuple[e.Data, ...], float]:
    """The points and the score of a reading, without losing what an earlier one of the same words had found.

    Saying more takes nothing back: a point that was covered stays so until it is contradicted or the words are amended.
    """
    last = thread.reading
    if last is None or last.seq < last_amendment(there, command.thread):
        return command.points, command.score
    before = {str(p["id"]): p for p in last.points if p["covered"]}
    weights = {p.id: p.weight for p in there.points_of(command.thread)}
    whole = sum(weights.values())
    points: list[e.Data] = []
    score = command.score
    for point in command.points:
        held = before.get(str(point["id"]))
        if held is None or point["covered"] or point["contradicted"]:
            points.append(point)
            continue
        points.append(dict(held))
        if whole:
            gained = float(held["probability"]) - float(point["probability"])
            score += weights.get(str(point["id"]), 0.0) * max(0.0, gained) / whole
    return tuple(points), min(1.0, score)


def take_solution(turn: Turn, command: c.SolutionArrived) -> c.Refusal | None:
    """What may be shown of a question that was given up."""
    turn.add(e.Revealed(command.question, command.answer, command.solution))
    turn.say("revealed", question=command.question)
    return None


LONGEST_LEAD = 400
"""Signs of a language model's wording."""


def take_lead(turn: Turn, command: c.LeadArrived) -> c.Refusal | None:
    """Other words for the beginning of a message, once; words without its facts, or with more than one paragraph, are dropped."""
    message = next((m for m in reversed(turn.state.messages) if m.seq == command.said), None)
    lead = command.lead.strip()
    if message is None or not message.lead or message.model or not lead:
        return None
    if len(lead) > LONGEST_LEAD or "\n\n" in lead or any(fact not in lead for fact in message.keep):
        return None
    turn.add(e.InterviewerReworded(message.seq, lead, command.model))
    return None


def take_silence(turn: Turn, command: c.ModelWentSilent) -> c.Refusal | None:
    """The language model is out of use; told once."""
    if not turn.state.model_silent:
        turn.add(e.ModelFellSilent(command.model, command.reason))
    return None


def take_second_opinion(turn: Turn, command: c.SecondOpinionArrived) -> c.Refusal | None:
    """A second opinion counts only beside the reading that it is about."""
    there = turn.state.questions.get(command.question)
    thread = there.threads.get(command.thread) if there else None
    if thread is None or thread.reading is None or thread.reading.words != command.words:
        return None
    turn.add(e.SecondOpinionGiven(command.question, command.thread, command.points, command.words, command.model))
    return None
