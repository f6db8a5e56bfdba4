"""``hotseat rescore``: past sessions scored anew by this version, beside what their scorecards said when they were put away.

Journals are only read. What is compared is the scorecard of the events up to the moment it was kept at, so that all that
differs is the scoring's doing; points that were overruled since are told by the debrief.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from hotseat import harmless
from hotseat.cli.places import Places
from hotseat.cli.trouble import CHECK_FAILED, OK, give, give_json, say
from hotseat.frozen import frozen
from hotseat.interview.rescoring import Change

if TYPE_CHECKING:
    from pathlib import Path

LONGEST = 160
"""Characters of a line's text that are told."""


@frozen
class Rescored:
    """One session, scored anew."""

    session: str
    then: int | None
    """The version that scored it; None where that was before scores were kept."""
    version: int
    """The version that scores it here."""
    signal: str
    words: dict[str, str]
    """The word of each competency, by its title, as it is scored here."""
    changes: tuple[Change, ...]
    fault: str = ""
    """What is wrong with its journal, in a sentence; what can be read of it is scored all the same."""


def rescore(here: Places, session: str | None, *, as_json: bool = False) -> int:
    """Score a session anew, or all of them, newest first; returns 0, or 1 when one of them could not be read."""
    from hotseat.cli.sessions import check_known
    from hotseat.review.history import ids

    if session is not None:
        check_known(here, session)
    wanted = [session] if session is not None else ids(here.sessions)
    shown = sys.stderr.isatty() and len(wanted) > 1
    changed = unread = 0
    try:
        for number, name in enumerate(wanted, 1):
            if shown:
                print(f"\r{number} of {len(wanted)} sessions", end="", file=sys.stderr, flush=True)
            found = _rescored(here.sessions, name)
            unread += isinstance(found, str)
            changed += isinstance(found, Rescored) and bool(found.changes)
            told = list(_told(found, name, whole=session is not None)) if not as_json else []
            if shown and (told or as_json):
                print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            if as_json:
                give_json(_data(found, name))
            for row in told:
                give(row)
    finally:
        if shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
    if session is None and not as_json:
        say(_summary(len(wanted), changed, unread))
    return CHECK_FAILED if unread else OK


def _rescored(root: Path, session: str) -> Rescored | str:
    """A session scored anew, or why it cannot be read."""
    from hotseat.interview import journal
    from hotseat.interview.engine import replay
    from hotseat.interview.rescoring import changes
    from hotseat.interview.scoring import SCORING_VERSION, debrief
    from hotseat.review.history import JOURNAL, folder_of, read

    try:
        found = read(root, session)
        known = found.state.looked_back.scored
        state = found.state
        if known is not None:
            records = journal.read(folder_of(root, session) / JOURNAL).records
            state = replay(r for r in records if int(r["seq"]) < known.seq)
        report = debrief(state)
    except Exception as fault:  # whatever one file holds, the others are scored
        return str(fault) or type(fault).__name__
    return Rescored(
        session,
        known.version if known else None,
        SCORING_VERSION,
        report.signal.word,
        {score.title: score.word for score in report.competencies},
        changes(known, report) if known else (),
        found.lost,
    )


def _data(found: Rescored | str, session: str) -> dict[str, Any]:
    if isinstance(found, str):
        return {"session": session, "fault": found}
    return {**asdict(found), "changes": [asdict(change) for change in found.changes]}


def _told(found: Rescored | str, session: str, *, whole: bool) -> Iterator[str]:
    """A session in lines; of many, only those of which there is something to tell."""
    if isinstance(found, str):
        yield f"{session} cannot be read: {harmless.line(found, LONGEST)}"
        return
    if found.fault:
        yield f"{session}: {harmless.line(found.fault, 2 * LONGEST)}"
    if found.then is None:
        if whole:
            yield f"{session}: its score was not kept, so there is nothing to compare. Scored by version {found.version}:"
            yield from _scorecard(found)
    elif found.changes:
        yield f"{session}: scored by version {found.then}, and anew by version {found.version}."
        for change in found.changes:
            yield f"  {harmless.line(change.what, LONGEST)}"
            yield f"    {_side(change.before)} -> {_side(change.after)}"
    elif whole:
        yield f"{session}: version {found.version} scores it as version {found.then} did."
        yield from _scorecard(found)


def _side(said: str) -> str:
    return harmless.line(said, LONGEST) if said else "no such line"


def _scorecard(found: Rescored) -> Iterator[str]:
    yield f"  {'Hire signal':28}{found.signal}"
    for title, word in found.words.items():
        yield f"  {title:28}{word}"


def _summary(many: int, changed: int, unread: int) -> str:
    if not many:
        return "No session yet. hotseat practice begins one."
    told = f"{many} session{'' if many == 1 else 's'} scored anew: {changed or 'none'} changed"
    return f"{told}, {unread} could not be read." if unread else f"{told}."
