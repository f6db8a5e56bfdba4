"""The moments of a replay: what each record of a session is, in a line, and where in the session it lies. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from hotseat import harmless
from hotseat.frozen import frozen
from hotseat.interview import events as e
from hotseat.interview.state import PasteRecord, State

Kind = Literal["talk", "edit", "run", "verdict", "habit", "course", "time", "kernel", "review", "lost"]
FAILED_ENDINGS = frozenset({"failed", "timed-out", "died", "killed-for-memory"})
FAILED_VERDICTS = frozenset({"fail", "error", "timeout"})
MOST_WORDS = 160
"""Characters of a moment's words."""
_ENDINGS = {
    "finished": "finished",
    "failed": "failed",
    "interrupted": "was interrupted",
    "timed-out": "took too long",
    "died": "ended with the kernel, which died",
    "killed-for-memory": "was ended because it took too much memory",
    "end-missed": "ended while the connection was away",
    "not-run": "was not run",
}
_VERDICTS = {"pass": "passed", "fail": "failed", "error": "ended in an error", "timeout": "took too long"}
_HOW = {"done": "done", "skipped": "skipped", "time": "the time ran out", "left": "left", "later": "put off"}
_ENDED = {"finished": "sat through to the end", "left": "left before the end", "time": "ended by the clock"}
_INCIDENTS = {
    "kernel-dies": "The kernel dies",
    "data-leak": "A leak in the data comes up",
    "requirement-change": "The requirement changes",
}
_KERNEL = {
    "starting": "The kernel is started",
    "ready": "The kernel is ready",
    "busy": "The kernel is at work",
    "away": "The kernel cannot be reached",
    "dead": "The kernel died",
    "stopped": "The kernel is stopped",
    "missing": "There is no kernel",
}
_WARNINGS = {
    "five-minutes": "Five minutes are left",
    "five-minutes-here": "Five minutes are left for this question",
    "one-minute": "One minute is left",
    "time-over": "The time is over",
    "wrap-up": "It is time to wrap up",
}


@frozen
class Moment:
    """One record of a session."""

    index: int
    """Its place among the moments, from 0."""
    seq: int
    """The number of its event."""
    at: float
    """Seconds of the interview."""
    wall: str
    """Date and time in UTC, ISO 8601, as far as it was recorded so."""
    kind: Kind
    words: str
    """What happened, in one harmless line."""
    section: int
    """The section it lies in, from 0; -1 before the first."""
    question: str
    """The id of the question it is about, or that is open; empty where there is none."""
    group: str = ""
    """Moments next to each other with the same group, which is not empty, belong to one row of the timeline."""
    failed: bool = False
    """Whether a run or a submission failed here, or the kernel died."""
    passed: bool = False
    """Whether a submission passed here."""
    quiet: bool = False
    """Whether nothing happened but that time went by."""
    opens: bool = False
    """Whether a section begins here."""
    sure: bool = True
    """False where records before it are missing, so that what stood there then is not sure."""


def moment(index: int, recorded: e.Recorded, state: State, *, understood: bool = True, sure: bool = True) -> Moment:
    """The moment of a record; ``state`` is the one after it, ``understood`` whether the event could be taken into it."""
    kind, words, group, failed = _told(recorded.event, state)
    if not understood:
        kind, words, group, failed = "lost", f"{words} (this cannot be taken in)", "", False
    own = getattr(recorded.event, "question", None)
    question = own if isinstance(own, str) and own else state.current or ""
    return Moment(
        index=index,
        seq=recorded.seq,
        at=recorded.at,
        wall=recorded.wall,
        kind=kind,
        words=harmless.line(words, MOST_WORDS),
        section=state.section,
        question=question,
        group=group,
        failed=failed,
        passed=isinstance(recorded.event, e.Judged) and recorded.event.verdict.get("verdict") == "pass",
        quiet=isinstance(recorded.event, e.TimePassed),
        opens=isinstance(recorded.event, e.SectionOpened),
        sure=sure,
    )


def _told(event: e.Event, state: State) -> tuple[Kind, str, str, bool]:
    """The kind of an event, its words, its group, and whether something failed."""
    match event:
        case e.InterviewerSaid(text=text):
            return "talk", f"Interviewer: “{_start(text.replace('**', '').replace('`', ''))}”", "", False
        case e.CandidateSaid(text=text):
            return "talk", f"You: “{_start(text)}”", "", False
        case e.AnswerDrafted(amends=amends):
            return "talk", "You type an answer" if not amends else "You put an answer another way", "draft", False
        case e.CodeEdited(question=question, start=start, end=end, text=text):
            return "edit", _edit(start, end, text), f"edit {question}", False
        case e.CellRun(cell=cell):
            return "run", f"Cell {cell + 1} is run", "", False
        case e.CellOutput(run=run, outputs=outputs):
            return "run", _printed(state, run, outputs), f"output {run}", False
        case e.CellEnded(run=run, ending=ending):
            return "run", _cell_ended(state, event), "", ending in FAILED_ENDINGS
        case e.Submitted(submission=number):
            return "verdict", f"Submission {number} goes to the judge", "", False
        case e.Judged(submission=number, verdict=verdict):
            name = str(verdict.get("verdict", ""))
            told = f"Submission {number} {_VERDICTS.get(name, 'was not judged')}"
            return "verdict", _with(told, str(verdict.get("reason") or "")), "", name in FAILED_VERDICTS
        case e.IncidentHappened(kind=kind):
            return "kernel", _INCIDENTS.get(kind, f"Something happens: {kind}"), "", kind == "kernel-dies"
        case e.KernelChanged(status=status, sentence=sentence):
            return "kernel", _with(_KERNEL.get(status, status), sentence), "", status == "dead"
        case e.Unknown(kind=kind):
            return "lost", f"An event that cannot be read: {kind}", "", False
        case _:
            kind, words = _course(event, state) or _about(event, state)
            return kind, words, "time" if isinstance(event, e.TimePassed) else "", False


def _course(event: e.Event, state: State) -> tuple[Kind, str] | None:
    """The kind and the words of what belongs to the course of a session or its clock."""
    match event:
        case e.SessionStarted(title=title, mode=mode):
            return "course", f"The {'practice' if mode == 'practice' else 'interview'} begins: {title}"
        case e.SessionResumed(away_seconds=away):
            return "course", f"You come back after {_away(away)}"
        case e.SessionEnded(reason=reason):
            return "course", f"The session is over: {_ENDED.get(reason, reason)}"
        case e.Paused():
            return "course", "The clock is stopped"
        case e.Unpaused():
            return "course", "The clock goes on"
        case e.SectionOpened(section=section):
            return "course", f"Part {section + 1}: {_section(state, section)}"
        case e.SectionClosed(section=section, overrun_seconds=over):
            late = f", {_away(over)} over its time" if over >= 1 else ""
            return "course", f"Part {section + 1} is over{late}"
        case e.QuestionOpened(question=question):
            return "course", f"The question is: {_title(state, question)}"
        case e.QuestionClosed(question=question, how=how):
            return "course", f"{_title(state, question)} is closed: {_HOW.get(how, how)}"
        case e.WarningSpoken(kind=kind):
            return "time", _WARNINGS.get(kind, f"The time is told: {kind}")
        case e.SilenceNoticed():
            return "time", "Nothing was said for a while"
        case e.TimePassed():
            return "time", "Time goes by"
        case _:
            return None


def _about(event: e.Event, state: State) -> tuple[Kind, str]:
    """The kind and the words of all that is told about talk, code and verdicts, and of what was added later."""
    match event:
        case e.AnswerAmended(text=text):
            return "talk", f"You amend an answer: “{_start(text)}”"
        case e.InterviewerReworded(lead=lead):
            return "talk", f"A language model words it: “{_start(lead)}”"
        case e.ModelFellSilent(reason=reason):
            return "talk", _with("The language model fell silent", reason)
        case e.ClarificationGiven():
            return "talk", "Your question about the task is understood"
        case e.ClarificationUnmatched():
            return "talk", "Your question about the task has no answer in the bank"
        case e.HintGiven(rung=rung):
            return "talk", f"Hint {rung} is given"
        case e.FollowUpAsked(thread=thread):
            return "talk", "A point is asked about" if ":" in thread else "A follow-up is asked"
        case e.FloorOffered():
            return "talk", "You are offered to add something"
        case e.BackToTask():
            return "talk", "Back to the code"
        case e.AnswerRead(score=score, points=points):
            covered = sum(1 for point in points if point.get("covered"))
            return "verdict", f"Your answer was read: {covered} of {len(points)} points, {score:.0%}"
        case e.SecondOpinionGiven(model=model):
            return "verdict", f"A second opinion on your answer, by {model}"
        case e.TeamAsked(group=group):
            return "talk", f"That was a question of yours{f', a {group} one' if group else ''}"
        case e.CodePasted(question=question, lines=lines, characters=characters):
            return "edit", PasteRecord(0, 0.0, question, lines, characters).sentence.rstrip(".")
        case e.InputAsked(prompt=prompt):
            return "run", f"The cell asks for a line: {prompt}"
        case e.InputReplied():
            return "run", "You give it a line"
        case e.OwnTestsTried(tests=0):
            return "verdict", "There were no tests of your own to try"
        case e.OwnTestsTried(caught=caught, faults=faults, tests=tests):
            return (
                "verdict",
                f"Your {tests} test{' catches' if tests == 1 else 's catch'} {caught} of {faults} known faults",
            )
        case e.VerdictContested(submission=number):
            return "review", f"You contest the verdict on submission {number}"
        case e.HabitTicked(habit=habit, on=on):
            return "habit", f"You {'tick' if on else 'take back'}: {_habit(state, habit)}"
        case e.ItemTicked(item=item, on=on):
            return "habit", f"On the list you {'tick' if on else 'take back'}: {_item(state, item)}"
        case e.Revealed():
            return "review", "The model answer and the reference are shown"
        case e.PointOverruled(covered=covered):
            return "review", f"You say that a point was {'' if covered else 'not '}covered"
        case e.OverruleWithdrawn():
            return "review", "You take your word on a point back"
        case e.LineContested(told=told):
            return "review", f"You contest a line of the scorecard: {told}"
        case e.LineContestWithdrawn():
            return "review", "You take back what you said of a line of the scorecard"
        case e.ScoreGuessed(guess=guess):
            return "review", f"You guess your score: {guess:.0%}"
        case e.GradeSet(grade=grade):
            return "review", f"You grade yourself: {grade}" if grade else "You take your own grade back"
        case e.BookmarkSet(note=note):
            return "review", _with("You set a bookmark", note)
        case e.BookmarkRemoved():
            return "review", "You take a bookmark out"
        case e.SessionScored(signal=signal):
            return "review", f"The session is scored; the hire signal: {signal}"
        case _:
            return "review", "Something was added"


def _with(words: str, more: str) -> str:
    return f"{words}: {more}" if more else words


def _start(text: str) -> str:
    """The beginning of what was said, in a line."""
    return harmless.line(text[: MOST_WORDS * 4], MOST_WORDS - 20)


def _edit(start: int, end: int, text: str) -> str:
    gone, rows = end - start, text.count("\n")
    if not text:
        return f"You take {gone:,} character{'' if gone == 1 else 's'} out"
    shown = harmless.line(text.strip()[:200], 60)
    if rows > 1:
        return f"You write {rows + 1:,} lines"
    verb = "change" if gone > 0 else "write"
    return f"You {verb}: {shown}" if shown else "You add a space or a line"


def _printed(state: State, run: int, outputs: tuple[Mapping[str, Any], ...]) -> str:
    cell = state.cells.get(run)
    name = f"Cell {cell.cell + 1}" if cell else "A cell"
    for output in outputs:
        if output.get("kind") == "failure":
            return f"{name}: {output.get('name', '')}: {output.get('message', '')}".rstrip(": ")
    text = next((str(output.get("text") or "") for output in outputs if str(output.get("text") or "").strip()), "")
    shown = harmless.line(text.strip()[:300], 100)
    return f"{name} prints: {shown}" if shown else f"{name} shows something"


def _cell_ended(state: State, event: e.CellEnded) -> str:
    cell = state.cells.get(event.run)
    name = f"Cell {cell.cell + 1}" if cell else "A cell"
    told = f"{name} {_ENDINGS.get(event.ending, event.ending)}"
    if event.ending == "finished":
        return f"{told} in {event.seconds:.1f} s"
    return _with(told, event.sentence)


def _section(state: State, section: int) -> str:
    sections = state.plan.sections
    return sections[section].title if 0 <= section < len(sections) else "a part that is not in the plan"


def _title(state: State, question: str) -> str:
    there = state.questions.get(question)
    return there.question.title if there else question


def _habit(state: State, habit: str) -> str:
    found = (h.text for h in state.checklist.habits if h.id == habit) if state.checklist else ()
    return next(iter(found), habit)


def _item(state: State, item: str) -> str:
    found = (i.text for i in state.checklist.before if i.id == item) if state.checklist else ()
    return next(iter(found), item)


def _away(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} s"
    if seconds < 5400:
        return f"{seconds / 60:.0f} min"
    return f"{seconds / 3600:.0f} h" if seconds < 48 * 3600 else f"{seconds / 86400:.0f} days"
