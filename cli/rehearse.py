"""``hotseat rehearse``: a scripted candidate sits an interview under a virtual clock; it becomes a session like any other."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any

from hotseat.cli.banks import check_persona, open_bank, tell_problems, unknown
from hotseat.cli.drawing import CannotStart, interview_started
from hotseat.cli.places import Places
from hotseat.cli.sessions import begin
from hotseat.cli.settings import read_settings
from hotseat.cli.trouble import ENVIRONMENT, OK, give, give_json, lacking, say, wrong_use

if TYPE_CHECKING:
    from hotseat.interview.scoring import Debrief
    from hotseat.interview.state import State
    from hotseat.question_bank.bank import Bank
    from hotseat.question_bank.interview_model import Candidate


def rehearse(
    here: Places,
    candidate: str,
    agenda: str,
    *,
    seed: int | None,
    minutes: float | None,
    persona: str,
    form: str,
) -> int:
    """Play one interview and tell it as ``table``, ``json`` or ``transcript``.

    Returns 0, or 3 when the kernel or the judge failed on the way.
    """
    from hotseat.interview.state import CANDIDATE
    from hotseat.question_bank.draw import Wanted

    settings, wrong = read_settings(here.settings)
    for sentence in wrong:
        say(sentence)
    bank = open_bank(here)
    tell_problems(bank)
    if candidate not in bank.candidates:
        wrong_use(unknown("candidate", candidate, _near(candidate, bank), ", ".join(bank.candidates)))
    check_persona(here, persona)
    try:
        started = interview_started(
            bank,
            agenda or settings.agenda,
            seed=seed,
            minutes=minutes,
            wanted=Wanted(),
            persona=persona or settings.persona,
            seen=[],
        )
    except CannotStart as fault:
        wrong_use(str(fault))
    started = replace(started, versions={**started.versions, CANDIDATE: candidate})
    if sys.stderr.isatty():
        say(f"{candidate} sits {started.title} …")
    session, state = asyncio.run(play(here, bank, bank.candidates[candidate], started))
    _tell(session, state, candidate, form)
    faulty = any(s.verdict and s.verdict.get("verdict") == "not-judged" for s in state.submissions.values())
    return ENVIRONMENT if faulty or state.kernel == "missing" else OK


def _near(candidate: str, bank: Bank) -> list[str]:
    import difflib

    return difflib.get_close_matches(candidate, bank.candidates, 3, 0.4)


async def play(here: Places, bank: Bank, who: Candidate, started: Any) -> tuple[str, State]:
    """Play one interview with the real kernel and the real judge; returns the session's id and the state it ended with."""
    from hotseat.cli.kernel_runner import KernelRunner
    from hotseat.cli.wiring import PackAnswers
    from hotseat.interview.rehearsal import Rehearsal, VirtualClock

    clock = VirtualClock()
    try:
        opened = await begin(here, bank, started, KernelRunner, clock)
    except CannotStart as fault:
        lacking(str(fault))
    last = ""

    def progress(state: State) -> None:
        nonlocal last
        planned = state.planned
        line = f"{state.at / 60:5.1f} min  {planned.title if planned else ''}  {state.current or ''}".rstrip()
        where = f"{state.section} {state.current}"
        if where != last and sys.stderr.isatty():
            say(line)
        last = where

    try:
        await opened.engine.settle()
        state = await Rehearsal(opened.engine, clock, who, PackAnswers(bank), started.seed, progress).play()
        await opened.engine.settle(everything=True)
        return opened.id, opened.engine.state if opened.engine.state.ended else state
    finally:
        await opened.engine.close()


def _tell(session: str, state: State, candidate: str, form: str) -> None:
    from hotseat.interview.scoring import debrief

    if form == "transcript":
        from hotseat.review.conversation import conversation
        from hotseat.review.export import visible

        give(visible.text(conversation(state)).rstrip("\n"))
        return
    result: Debrief = debrief(state)
    if form == "json":
        give_json(
            {
                "session": session,
                "candidate": candidate,
                "ended": state.ended,
                "minutes": round(state.at / 60, 1),
                "overall": result.overall,
                "signal": result.signal.word,
                "competencies": {s.id: s.score for s in result.competencies},
                "habits": {h.id: h.seen for h in result.habits},
                "questions": [asdict(q) for q in result.questions],
            }
        )
        return
    give(f"{candidate}: {state.title}, {state.at / 60:.0f} minutes by the virtual clock: {result.signal.word}.")
    for score in result.competencies:
        give(f"  {score.title:27} {score.word}")
    give(f"Read it with: hotseat review {session}")
