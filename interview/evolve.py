"""The fold: a state and one recorded event make the next state. Replay and live run both go through here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from hotseat.interview import events as e
from hotseat.interview import evolve_code as code
from hotseat.interview import looking_back
from hotseat.interview.copies import in_question, put, replace
from hotseat.interview.drafts import amended, drafted
from hotseat.interview.own_tests import OwnTests
from hotseat.interview.plan import from_data
from hotseat.interview.state import (
    NUDGES,
    REACTIONS,
    Message,
    OwnQuestion,
    QuestionState,
    Reading,
    SecondOpinion,
    State,
    Submission,
    Thread,
)


def fold(records: Iterable[e.Recorded], state: State | None = None) -> State:
    """The state after all these events."""
    state = state or State()
    for recorded in records:
        state = evolve(state, recorded)
    return state


def evolve(state: State, recorded: e.Recorded) -> State:
    """The state after one more event. An event of an unknown kind changes only the place in the journal."""
    state = replace(state, seq=recorded.seq, at=max(state.at, recorded.at), last_wall=recorded.wall)
    step = _STEPS.get(type(recorded.event))
    return step(state, recorded, recorded.event) if step else state


def _thread(state: State, question: str, thread: str, **changes: Any) -> State:
    there = state.questions.get(question)
    if there is None or thread not in there.threads:
        return state
    return in_question(state, question, threads=put(there.threads, thread, replace(there.threads[thread], **changes)))


def _started(state: State, r: e.Recorded, event: e.SessionStarted) -> State:
    from hotseat.question_bank.interview_model import Checklist, Team
    from hotseat.question_bank.model import Question

    questions = {i: Question.model_validate(q) for i, q in event.questions.items()}
    return replace(
        state,
        session=event.session,
        mode="practice" if event.mode == "practice" else "interview",
        title=event.title,
        started_wall=r.wall,
        plan=from_data(event.plan),
        checklist=Checklist.model_validate(event.checklist),
        persona=event.persona,
        team=Team.model_validate(event.team) if event.team else None,
        seed=event.seed,
        versions=event.versions,
        digests=event.digests,
        starters=event.starters,
        questions={i: QuestionState(q, code=event.starters.get(i, "")) for i, q in questions.items()},
    )


def _resumed(state: State, r: e.Recorded, event: e.SessionResumed) -> State:
    # What ran beside the interview died with it: cells end as not run, and an unjudged submission can be given again.
    cells = {
        i: c
        if c.ending
        else replace(
            c, ending="not-run", sentence="Its end is not known: the session was closed while it ran.", waits_for=None
        )
        for i, c in state.cells.items()
    }
    lost = {
        "verdict": "not-judged",
        "reason": "The session was closed before the judge had finished. Submit again when you are ready.",
        "score": 0.0,
        "seconds": 0.0,
        "checks": [],
    }
    submissions = {
        i: s if s.verdict is not None else replace(s, verdict=lost, judged_seq=r.seq)
        for i, s in state.submissions.items()
    }
    return replace(
        state,
        cells=cells,
        submissions=submissions,
        kernel="stopped",
        resumed=state.resumed + 1,
        last_said_at=state.at,
    )


def _ended(state: State, r: e.Recorded, event: e.SessionEnded) -> State:
    return replace(state, ended=event.reason, ended_wall=r.wall, paused=False)


def _section_opened(state: State, r: e.Recorded, event: e.SectionOpened) -> State:
    return replace(state, section=event.section, section_opened_at=r.at, section_open=True, current=None)


def _section_closed(state: State, r: e.Recorded, event: e.SectionClosed) -> State:
    took = state.section_spent.get(event.section, 0.0) + max(0.0, r.at - state.section_opened_at)
    return replace(
        state,
        section_open=False,
        overruns=put(state.overruns, event.section, event.overrun_seconds),
        section_spent=put(state.section_spent, event.section, took),
    )


def _question_opened(state: State, r: e.Recorded, event: e.QuestionOpened) -> State:
    there = state.questions[event.question]
    threads = there.threads or {"main": Thread("main", r.at, r.seq)}
    state = in_question(
        state,
        event.question,
        opened_at=r.at,
        opened_seq=there.opened_seq or r.seq,
        closed_at=-1.0,
        closed_how="",
        threads=threads,
        thread="main",
        spent=there.spent + (there.closed_at - there.opened_at if there.closed_at >= 0 else 0.0),
    )
    return replace(state, current=event.question, last=event.question, last_said_at=r.at)


def _question_closed(state: State, r: e.Recorded, event: e.QuestionClosed) -> State:
    state = in_question(state, event.question, closed_at=r.at, closed_how=event.how, closed_wall=r.wall)
    return replace(state, current=None if state.current == event.question else state.current)


def _candidate_said(state: State, r: e.Recorded, event: e.CandidateSaid) -> State:
    message = Message(r.seq, r.at, "candidate", event.text, event.act, event.question)
    state = replace(state, messages=(*state.messages, message), last_said_at=r.at, draft="")
    there = state.questions.get(event.question) if event.question else None
    if there is None or event.question is None or event.thread not in there.threads:
        return state
    if event.told:
        told = (*there.threads[event.thread].parts, (r.seq, event.told))
        return _thread(state, event.question, event.thread, parts=told)
    if event.act not in ("answer", "aloud", "dont-know"):
        return state
    thread = there.threads[event.thread]
    if event.act == "dont-know":
        return _thread(state, event.question, event.thread, gave_up=r.seq, said=(*thread.said, r.seq))
    parts = (*thread.parts, (r.seq, event.text))
    return _thread(state, event.question, event.thread, said=(*thread.said, r.seq), parts=parts)


def _interviewer_said(state: State, r: e.Recorded, event: e.InterviewerSaid) -> State:
    message = Message(
        r.seq, r.at, "interviewer", event.text, event.act, event.question, lead=event.lead, keep=event.keep
    )
    state = replace(state, messages=(*state.messages, message), last_heard_at=r.at)
    if event.act == "red-run" and event.question:
        state = in_question(state, event.question, nudged_red=True)
    if event.act in REACTIONS and event.question:
        state = in_question(state, event.question, reacted=r.seq)
    if event.question and event.question in state.questions:
        before = 0 if event.act == "acknowledge" else state.questions[event.question].awaited
        awaited = r.seq if event.act in NUDGES else before
        state = in_question(state, event.question, awaited=awaited)
    return replace(state, lines=state.lines | {event.line}) if event.line else state


def _reworded(state: State, r: e.Recorded, event: e.InterviewerReworded) -> State:
    def other(m: Message) -> Message:
        return replace(m, text=event.lead + m.text[m.lead :], lead=len(event.lead), model=event.model)

    return replace(state, messages=tuple(other(m) if m.seq == event.said else m for m in state.messages))


def _clarified(state: State, r: e.Recorded, event: e.ClarificationGiven) -> State:
    there = state.questions[event.question]
    return in_question(
        state,
        event.question,
        clarified=(*there.clarified, event.clarification),
        clarify_seqs=(*there.clarify_seqs, r.seq),
    )


def _unmatched(state: State, r: e.Recorded, event: e.ClarificationUnmatched) -> State:
    there = state.questions[event.question]
    return in_question(state, event.question, clarify_seqs=(*there.clarify_seqs, r.seq))


def _hinted(state: State, r: e.Recorded, event: e.HintGiven) -> State:
    state = replace(state, last_said_at=r.at)  # who asks for a hint is not silent
    return in_question(state, event.question, hints=(*state.questions[event.question].hints, r.seq))


def _follow_up(state: State, r: e.Recorded, event: e.FollowUpAsked) -> State:
    there = state.questions[event.question]
    threads = put(there.threads, event.thread, Thread(event.thread, r.at, r.seq))
    return in_question(state, event.question, threads=threads, thread=event.thread, reacted=r.seq)


def _offered(state: State, r: e.Recorded, event: e.FloorOffered) -> State:
    there = state.questions[event.question]
    threads = put(there.threads, event.thread, Thread(event.thread, r.at, r.seq))
    offered = (*there.offered, event.thread)
    return in_question(state, event.question, threads=threads, thread=event.thread, offered=offered, reacted=r.seq)


def _back_to_task(state: State, r: e.Recorded, event: e.BackToTask) -> State:
    return in_question(state, event.question, thread="main", reacted=r.seq)


def _read(state: State, r: e.Recorded, event: e.AnswerRead) -> State:
    reading = Reading(r.seq, event.score, event.points, event.words)
    return _thread(state, event.question, event.thread, reading=reading)


def _second(state: State, r: e.Recorded, event: e.SecondOpinionGiven) -> State:
    points = {str(p.get("id")): p for p in event.points}
    return _thread(state, event.question, event.thread, second=SecondOpinion(points, event.words, event.model))


def _overruled(state: State, r: e.Recorded, event: e.PointOverruled) -> State:
    there = state.questions.get(event.question)
    thread = there.threads.get(event.thread) if there else None
    if thread is None:
        return state
    return _thread(state, event.question, event.thread, overruled=put(thread.overruled, event.point, event.covered))


def _overrule_withdrawn(state: State, r: e.Recorded, event: e.OverruleWithdrawn) -> State:
    there = state.questions.get(event.question)
    thread = there.threads.get(event.thread) if there else None
    if thread is None:
        return state
    kept = {point: covered for point, covered in thread.overruled.items() if point != event.point}
    return _thread(state, event.question, event.thread, overruled=kept)


def _submitted(state: State, r: e.Recorded, event: e.Submitted) -> State:
    there = state.questions[event.question]
    submission = Submission(event.submission, r.seq, r.at, event.question, event.code, hints=len(there.hints))
    state = replace(state, submissions=put(state.submissions, event.submission, submission))
    state = code.recovers(state, lambda i: i.question == event.question and not i.submitted_seq, submitted_seq=r.seq)
    return in_question(state, event.question, submissions=(*there.submissions, event.submission))


def _judged(state: State, r: e.Recorded, event: e.Judged) -> State:
    submission = state.submissions.get(event.submission)
    if submission is None:
        return state
    done = replace(submission, verdict=event.verdict, judged_seq=r.seq)
    state = replace(state, submissions=put(state.submissions, event.submission, done))
    return in_question(state, event.question, last_verdict=str(event.verdict.get("verdict", "")))


def _tests_tried(state: State, r: e.Recorded, event: e.OwnTestsTried) -> State:
    tried = OwnTests.of(vars(event), event.submission)
    return in_question(state, event.question, own_tests=replace(tried, seq=r.seq))


def _contested(state: State, r: e.Recorded, event: e.VerdictContested) -> State:
    submission = state.submissions.get(event.submission)
    if submission is None:
        return state
    disputed = replace(
        submission, contested_seq=r.seq, contested_at=r.at, contest_reason=event.reason, case_file=event.file
    )
    return replace(state, submissions=put(state.submissions, event.submission, disputed))


def _warned(state: State, r: e.Recorded, event: e.WarningSpoken) -> State:
    return replace(state, warnings=state.warnings | {(event.kind, event.section, event.question)})


def _silent(state: State, r: e.Recorded, event: e.SilenceNoticed) -> State:
    there = state.questions[event.question]
    return replace(in_question(state, event.question, silences=there.silences + 1), last_said_at=r.at)


def _team_asked(state: State, r: e.Recorded, event: e.TeamAsked) -> State:
    asked = OwnQuestion(r.seq, event.text, event.fact, event.group, event.specific)
    return replace(state, own_questions=(*state.own_questions, asked))


def _habit(state: State, r: e.Recorded, event: e.HabitTicked) -> State:
    return replace(
        state,
        ticked_habits=put(state.ticked_habits, event.habit, event.on),
        habit_ticks=put(state.habit_ticks, event.habit, r.seq),
    )


def _item(state: State, r: e.Recorded, event: e.ItemTicked) -> State:
    return replace(state, ticked_items=put(state.ticked_items, event.item, event.on))


def _revealed(state: State, r: e.Recorded, event: e.Revealed) -> State:
    there = state.questions.get(event.question)
    seq = there.revealed_seq if there and there.revealed_seq else r.seq
    return in_question(state, event.question, revealed=(event.answer, event.solution), revealed_seq=seq)


_STEPS: dict[type[e.Event], Callable[[State, e.Recorded, Any], State]] = {
    e.SessionStarted: _started,
    e.SessionResumed: _resumed,
    e.Paused: lambda s, r, v: replace(s, paused=True),
    e.Unpaused: lambda s, r, v: replace(s, paused=False),
    e.SessionEnded: _ended,
    e.SectionOpened: _section_opened,
    e.SectionClosed: _section_closed,
    e.QuestionOpened: _question_opened,
    e.QuestionClosed: _question_closed,
    e.CandidateSaid: _candidate_said,
    e.AnswerDrafted: drafted,
    e.AnswerAmended: amended,
    e.InterviewerSaid: _interviewer_said,
    e.InterviewerReworded: _reworded,
    e.ModelFellSilent: lambda s, r, v: replace(s, model_silent=v.reason),
    e.ClarificationGiven: _clarified,
    e.ClarificationUnmatched: _unmatched,
    e.HintGiven: _hinted,
    e.FollowUpAsked: _follow_up,
    e.FloorOffered: _offered,
    e.BackToTask: _back_to_task,
    e.AnswerRead: _read,
    e.SecondOpinionGiven: _second,
    e.PointOverruled: _overruled,
    e.OverruleWithdrawn: _overrule_withdrawn,
    e.LineContested: looking_back.line_contested,
    e.LineContestWithdrawn: looking_back.line_contest_withdrawn,
    e.ScoreGuessed: looking_back.score_guessed,
    e.GradeSet: looking_back.grade_set,
    e.BookmarkSet: looking_back.bookmark_set,
    e.BookmarkRemoved: looking_back.bookmark_removed,
    e.SessionScored: looking_back.session_scored,
    e.CodeEdited: code.edited,
    e.CodePasted: code.pasted,
    e.CellRun: code.cell_run,
    e.CellOutput: code.output,
    e.CellEnded: code.cell_ended,
    e.InputAsked: code.input_asked,
    e.InputReplied: code.input_replied,
    e.KernelChanged: code.kernel_changed,
    e.Submitted: _submitted,
    e.Judged: _judged,
    e.OwnTestsTried: _tests_tried,
    e.VerdictContested: _contested,
    e.WarningSpoken: _warned,
    e.SilenceNoticed: _silent,
    e.TeamAsked: _team_asked,
    e.IncidentHappened: code.incident_happened,
    e.HabitTicked: _habit,
    e.ItemTicked: _item,
    e.Revealed: _revealed,
}
