"""All that was said, written and printed in a session, in pieces that each belong to a moment of it. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from hotseat import harmless
from hotseat.interview.state import State
from hotseat.review.transcript import printed

MOST = 100_000
"""Characters of one piece; of what is longer the beginning and the end are taken."""
WHO = {
    "you": "You",
    "interviewer": "Interviewer",
    "code": "Code",
    "printed": "Printed",
    "verdict": "Verdict",
    "note": "Your note",
}
"""How each kind of piece is told."""


class Piece(NamedTuple):
    """Something that can be found again."""

    seq: int
    """Of the event that it belongs to."""
    at: float
    """Seconds of the interview."""
    kind: str
    """A key of ``WHO``."""
    question: str
    """The id of the question that was open, or empty."""
    text: str
    """Harmless."""


def pieces(state: State, last_edits: Mapping[str, int]) -> list[Piece]:
    """The pieces in order. Code that stood there before word for word is told once, where it stood first.

    ``last_edits`` gives the event that changed the code of a question last, by the question's id.
    """
    found = sorted((*_said(state), *_written(state, last_edits), *_told(state)), key=lambda piece: piece.seq)
    known: set[tuple[str, str, str]] = set()
    kept: list[Piece] = []
    for piece in found:
        text = _bounded(harmless.plain(piece.text).strip())
        key = (piece.kind, piece.question, text)
        if text and key not in known:
            known.add(key)
            kept.append(piece._replace(text=text))
    return kept


def _said(state: State) -> Iterator[Piece]:
    for message in state.messages:
        kind = "you" if message.who == "candidate" else "interviewer"
        for text in (*message.earlier, message.text):
            yield Piece(message.seq, message.at, kind, message.question or "", text)


def _written(state: State, last_edits: Mapping[str, int]) -> Iterator[Piece]:
    for given in state.submissions.values():
        yield Piece(given.seq, given.at, "code", given.question, given.code)
        if given.verdict is not None:
            yield Piece(given.judged_seq, given.at, "verdict", given.question, str(given.verdict.get("reason") or ""))
    for cell in state.cells.values():
        yield Piece(cell.seq, cell.at, "code", cell.question, cell.code)
        shown = printed(cell) or cell.sentence
        yield Piece(cell.ended_seq or cell.seq, cell.at + cell.seconds, "printed", cell.question, shown)
    for name, seq in last_edits.items():
        there = state.questions.get(name)
        if there is not None and there.code != state.starters.get(name, ""):
            yield Piece(seq, max(0.0, there.edited_at), "code", name, there.code)


def _told(state: State) -> Iterator[Piece]:
    for given in state.submissions.values():
        if given.disputed:
            yield Piece(given.contested_seq, given.contested_at, "note", given.question, given.contest_reason)
    for contest in state.looked_back.contests.values():
        yield Piece(contest.seq, state.at, "note", "", contest.reason)
    for seq, note in state.looked_back.bookmarks.items():
        yield Piece(seq, state.at, "note", "", note)


def _bounded(text: str) -> str:
    if len(text) <= MOST:
        return text
    return f"{text[: MOST // 2]}\n…\n{text[-MOST // 2 :]}"
