"""Sessions from the command line's side: open one, find one, go on with one, read one."""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hotseat import __version__
from hotseat.cli.banks import unknown
from hotseat.cli.drawing import CannotStart, InUse, default_persona
from hotseat.cli.places import Places, make_private
from hotseat.cli.trouble import give, lacking, say, wrong_use
from hotseat.frozen import frozen
from hotseat.interview import events as e

if TYPE_CHECKING:
    from hotseat.cli.language_model import ModelSettings
    from hotseat.interview.commands import Command
    from hotseat.interview.engine import Engine
    from hotseat.interview.journal import Journal
    from hotseat.interview.ports import Runner
    from hotseat.interview.state import State
    from hotseat.question_bank.bank import Bank
    from hotseat.question_bank.interview_model import Persona
    from hotseat.review.history import Found


@frozen
class Opened:
    """A session that is being sat."""

    id: str
    folder: Path
    engine: Engine


RunnerMaker = Callable[[Path], "Runner | None"]


async def begin(
    here: Places,
    bank: Bank,
    started: e.SessionStarted,
    make_runner: RunnerMaker,
    monotonic: Callable[[], float] | None = None,
    model: ModelSettings | None = None,
) -> Opened:
    """Make the session's folder and journal, and begin it. Raises CannotStart where it cannot be kept."""
    from hotseat.cli.language_model import make_speech
    from hotseat.cli.wiring import make_engine
    from hotseat.interview.journal import Header, Journal
    from hotseat.review.history import JOURNAL

    name = f"{datetime.now(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(2)}"
    folder = here.sessions / name
    try:
        make_private(here.sessions)
        folder.mkdir(mode=0o700)
        journal = Journal.create(
            folder / JOURNAL, Header(session=name, hotseat=__version__, created=datetime.now(UTC).isoformat())
        )
    except OSError as fault:
        raise CannotStart(f"The session cannot be kept in {folder}: {fault.strerror or fault}.") from None
    has_code = any(q["kind"] == "code" for q in started.questions.values()) or any(started.starters.values())
    if model is not None:
        started = replace(started, versions={**started.versions, "language-model": model.model})
    engine = make_engine(
        bank,
        bank.personas[started.persona],
        journal,
        make_runner(folder) if has_code else None,
        folder,
        labels=here.labels,
        monotonic=monotonic or time.monotonic,
        digests=started.digests,
        speech=make_speech(model, bank.personas[started.persona]),
    )
    try:
        engine.effects.start_kernel()
        await engine.begin(replace(started, session=name))
    except OSError as fault:
        await engine.close()
        raise CannotStart(f"The session cannot be written to {folder}: {fault.strerror or fault}.") from None
    except BaseException:
        await engine.close()
        raise
    return Opened(name, folder, engine)


async def go_on(
    here: Places, bank: Bank, session: str, make_runner: RunnerMaker, model: ModelSettings | None = None
) -> Opened:
    """Open a session again and go on with it. Raises CannotStart where that cannot be."""
    from hotseat.cli.language_model import make_speech
    from hotseat.cli.wiring import make_engine

    folder, journal, state = _reopened(here, session)
    if state.ended:
        journal.close()
        raise CannotStart(f"{session} has ended. Read it with: hotseat review {session}")
    runner = make_runner(folder) if state.has_code else None
    persona = _persona(bank, state)
    engine = make_engine(
        bank,
        persona,
        journal,
        runner,
        folder,
        state=state,
        labels=here.labels,
        digests=state.digests,
        speech=make_speech(model, persona),
    )
    try:
        engine.effects.start_kernel()
        await engine.go_on(away(state.last_wall))
    except BaseException:
        await engine.close()
        raise
    return Opened(session, folder, engine)


async def contest(here: Places, bank: Bank, session: str, question: str, reason: str) -> tuple[State, Path]:
    """Contest the last verdict on a question of a session that nobody sits; returns its state then, and the case.

    Raises CannotStart where it cannot be contested.
    """
    from hotseat.interview.commands import Contest

    engine, folder = await _added(here, bank, session, Contest(reason, question))
    last = max((s for s in engine.state.submissions.values() if s.disputed), key=lambda s: s.contested_seq)
    return engine.state, folder / last.case_file


async def look_back(here: Places, bank: Bank, session: str, word: Command) -> State:
    """Add something to a session that nobody sits; returns its state then. Raises CannotStart where it cannot be added."""
    engine, _ = await _added(here, bank, session, word)
    return engine.state


async def _added(here: Places, bank: Bank, session: str, command: Command) -> tuple[Engine, Path]:
    """Carry out a command on a session that nobody sits. Raises CannotStart where that cannot be."""
    from hotseat.cli.wiring import make_engine

    folder, journal, state = _reopened(here, session)
    engine = make_engine(bank, _persona(bank, state), journal, None, folder, state=state, labels=here.labels)
    try:
        refusal = await engine.do(command)
    finally:
        await engine.close()
    if refusal is not None:
        raise CannotStart(refusal.sentence)
    return engine, folder


def _persona(bank: Bank, state: State) -> Persona:
    return bank.personas.get(state.persona) or default_persona(bank)


def _reopened(here: Places, session: str) -> tuple[Path, Journal, State]:
    """A session's folder, its journal to be gone on with, and its state. Raises CannotStart where that cannot be."""
    from hotseat.interview.engine import replay
    from hotseat.interview.journal import Journal, JournalLocked
    from hotseat.review.history import JOURNAL, folder_of, known_as

    folder = folder_of(here.sessions, session)
    try:
        journal = Journal.open(folder / JOURNAL)
    except JournalLocked as locked:
        raise InUse(session, locked.pid) from None
    except OSError as fault:
        raise CannotStart(f"{session} cannot be opened: {fault.strerror or fault}.") from None
    if journal.read_only:
        journal.close()
        raise CannotStart(f"{session} is damaged and can only be read: hotseat review {session}")
    try:
        state = replay(journal.found.records)
    except (LookupError, TypeError, AttributeError, ValueError):
        journal.close()
        raise CannotStart(f"{session} was written by another version of Hotseat and cannot be gone on with.") from None
    if not state.session:
        journal.close()
        raise CannotStart(f"{session} was cut off before it began. Start a new one.")
    return folder, journal, known_as(state, session)


def away(last: str) -> float:
    """Seconds since a moment in ISO 8601, by the wall clock; 0 where that is later, or no moment."""
    try:
        return max(0.0, (datetime.now(UTC) - datetime.fromisoformat(last)).total_seconds())
    except ValueError:
        return 0.0


def find_open(here: Places, session: str | None) -> str:
    """The session to go on with; exits where there is none."""
    from hotseat.cli.past import up_to_date
    from hotseat.front.past import DAMAGED_HOW
    from hotseat.review.index import SessionIndex
    from hotseat.review.wishes import Wish

    if session is not None:
        check_known(here, session)
        found = SessionIndex(here.index, here.sessions).one(session)
        if found is None:
            return session
        if found.ended:
            wrong_use(f"{session} has ended. Read it with: hotseat review {session}")
        if found.damaged:
            wrong_use(
                f"{session} is damaged and cannot be gone on with. {DAMAGED_HOW} Read it with: hotseat review {session}"
            )
        return session
    _, newest = up_to_date(here).page(Wish(state="open"), count=1)
    if newest:
        return newest[0].id
    wrong_use("No session is open. Start one with: hotseat interview, or hotseat practice")


def check_known(here: Places, session: str) -> None:
    """Exit with the nearest ids where there is no such session."""
    import difflib

    from hotseat.review.history import ids

    known = ids(here.sessions)
    if session not in known:
        near = [k for k in known if k.startswith(session)] or difflib.get_close_matches(session, known, 3, 0.5)
        wrong_use(unknown("session", session, near[:3], "hotseat review --json"))


def session_json(here: Places, session: str) -> None:
    """One session with its debrief, as one JSON object."""
    from hotseat.interview.scoring import SCORING_VERSION, debrief
    from hotseat.review.history import summarise

    there = _load(here, session)
    state, result = there.state, debrief(there.state)
    give(
        json.dumps(
            {
                **asdict(summarise(session, state, there.lost, closed=there.closed)),
                "signal": asdict(result.signal),
                "scoring_version": SCORING_VERSION,
                "competencies": [
                    {
                        "id": s.id,
                        "score": s.score,
                        "word": s.word,
                        "disputed": s.disputed,
                        "lines": [asdict(line) for line in s.lines],
                    }
                    for s in result.competencies
                ],
                "habits": [asdict(h) for h in result.habits],
                "outcomes": [asdict(q) for q in result.questions],
                "messages": [asdict(m) for m in state.messages],
            },
            ensure_ascii=False,
        )
    )


def print_transcript(here: Places, session: str) -> None:
    """A session's transcript on standard output."""
    from hotseat.front.past import DAMAGED_HOW
    from hotseat.review.export import visible
    from hotseat.review.pastes import of_session
    from hotseat.review.transcript import transcript
    from hotseat.review.words import DAMAGED

    there = _load(here, session)
    if there.lost:
        say(there.lost)
    if there.closed and not there.state.ended:
        say(f"{DAMAGED} {DAMAGED_HOW}")
    give(visible.text(transcript(there.state, of_session(here.sessions, session))).rstrip("\n"))


def _load(here: Places, session: str) -> Found:
    from hotseat.review.history import read

    try:
        return read(here.sessions, session)
    except (OSError, ValueError) as fault:
        lacking(f"{session} cannot be read: {fault}")
