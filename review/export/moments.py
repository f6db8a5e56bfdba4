"""A session as moments in order: what was said, run, handed in and judged, and what else happened. Pure.

Texts are as the journal has them; whoever shows them makes them harmless.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal

from hotseat.frozen import frozen
from hotseat.interview import events as e
from hotseat.interview.clock import spoken
from hotseat.interview.state import CellRecord, State, Submission
from hotseat.kernels import outputs
from hotseat.review.export.account import Account
from hotseat.review.words import INCIDENTS, TAGS

Kind = Literal["section", "said", "ran", "handed", "judged", "noted"]


@frozen
class Moment:
    """One thing that happened."""

    seq: int
    """The number of its event."""
    at: float
    """Seconds of the session."""
    kind: Kind
    text: str = ""
    who: str = ""
    """``interviewer`` or ``candidate``, of what was said."""
    tag: str = ""
    """What sort of turn it is, in a word."""
    question: str = ""
    earlier: tuple[str, ...] = ()
    """What a message said before it was amended, oldest first."""
    cell: CellRecord | None = None
    submission: Submission | None = None
    bookmark: str | None = None
    """The note of a bookmark set here, which may be empty; None without one."""


def moments(account: Account) -> tuple[Moment, ...]:
    """The whole session in order; what has no event that stands in the journal is not in it."""
    state = account.state
    found = [*_said(state), *_code(account), *_happened(account)]
    marks = state.looked_back.bookmarks
    at = _nearest([m.seq for m in found], marks)
    ordered = sorted(found, key=lambda m: m.seq)
    return tuple(_marked(m, marks.get(at.get(m.seq, -1))) for m in ordered)


def _marked(moment: Moment, note: str | None) -> Moment:
    if note is None:
        return moment
    from dataclasses import replace

    return replace(moment, bookmark=note)


def _nearest(seqs: list[int], marks: Mapping[int, str]) -> dict[int, int]:
    """Which bookmark stands at which moment: at its own, or at the last one before it."""
    return {max((s for s in seqs if s <= mark), default=min(seqs, default=0)): mark for mark in sorted(marks)}


def _said(state: State) -> Iterator[Moment]:
    for m in state.messages:
        yield Moment(
            m.seq,
            m.at,
            "said",
            m.text,
            who=m.who,
            tag=TAGS.get(m.act, ""),
            question=m.question or "",
            earlier=m.earlier,
        )


def _code(account: Account) -> Iterator[Moment]:
    state, times = account.state, account.times
    for cell in state.cells.values():
        yield Moment(cell.seq, cell.at, "ran", question=cell.question, cell=cell)
    for given in state.submissions.values():
        yield Moment(given.seq, given.at, "handed", question=given.question, submission=given)
        if given.verdict is not None:
            at = times.get(given.judged_seq, given.at)
            yield Moment(given.judged_seq, at, "judged", question=given.question, submission=given)
        if given.disputed:
            told = f"The verdict on submission {given.submission} is contested. {given.contest_reason}".strip()
            yield Moment(given.contested_seq, given.contested_at, "noted", told, question=given.question)
    for paste in (*state.pastes, *account.pasted):
        yield Moment(paste.seq, paste.at, "noted", paste.sentence, question=paste.question)


def _happened(account: Account) -> Iterator[Moment]:
    sections = account.state.plan.sections
    for r in account.events:
        match r.event:
            case e.SectionOpened(section=n) if account.state.mode == "interview" and 0 <= n < len(sections):
                yield Moment(r.seq, r.at, "section", sections[n].title)
            case e.IncidentHappened(kind=kind, question=question):
                told = INCIDENTS.get(kind, "Something went wrong, as planned.")
                yield Moment(r.seq, r.at, "noted", told, question=question)
            case e.SessionResumed(away_seconds=away):
                yield Moment(r.seq, r.at, "noted", f"The session was opened again after {spoken(away)}.")
            case e.Paused():
                yield Moment(r.seq, r.at, "noted", "The clock was paused.")
            case e.Revealed(question=question):
                yield Moment(r.seq, r.at, "noted", "The model answer was shown.", question=question)
            case e.SessionEnded():
                yield Moment(r.seq, r.at, "noted", "The session ended.")
            case _:
                pass


def shown(cell: CellRecord) -> tuple[outputs.Output, ...]:
    """What stood below a cell in the end; an output that cannot be read becomes a notice that says so."""
    read = [_output(o) for o in cell.outputs]
    page = outputs.page(o for o in read if o is not None)
    if cell.dropped:
        page = (*page, outputs.Notice(f"{cell.dropped:,} characters in the middle of the output were not kept."))
    return page


def _output(data: Mapping[str, Any]) -> outputs.Output | None:
    try:
        return outputs.from_dict(data)
    except (ValueError, TypeError):
        return outputs.Notice("Here stood an output that cannot be read.")
