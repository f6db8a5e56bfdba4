"""What peers said of a session, for the debrief: beside Hotseat's own scores, a competency each. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from hotseat.interview.scoring import debrief
from hotseat.interview.state import State
from hotseat.review.peers import PeerScores, beside
from hotseat.tui import safe
from hotseat.tui.debrief_view import Entry, Group
from hotseat.tui.scorecard_view import COLOURS
from hotseat.tui.widgets.prose import Hanging, Part


def peer_groups(state: State, peers: Sequence[PeerScores]) -> tuple[Group, ...]:
    """The entry with the peers' scores; none where nobody has scored the session."""
    if not peers:
        return ()
    names = f"{len(peers)} peer" if len(peers) == 1 else f"{len(peers)} peers"
    label = Content.assemble(f"{'Scored by':<20}", (names, "$text-muted"))
    return (Group("Peers", (Entry("peers", label, _parts(state, peers)),)),)


def _parts(state: State, peers: Sequence[PeerScores]) -> tuple[Part, ...]:
    told = "Hotseat's own scores stand as they are; these stand beside them."
    parts: list[Part] = [safe.line("What peers said", 120, "bold $primary"), Content.styled(told, "$text-muted")]
    for row in beside(debrief(state), peers):
        parts += [Content(""), safe.line(row.title, 80, "bold"), _row("Hotseat", row.word, "")]
        for peer, given in zip(peers, row.given, strict=True):
            if given.word or given.note:
                parts.append(_row(peer.name, given.word, given.note))
    return tuple(parts)


def _row(name: str, word: str, note: str) -> Part:
    said = safe.said(note) if note else Content("")
    coloured = (word or "no score", COLOURS.get(word, "$text-muted"))
    return Hanging(Content("  "), Content.assemble(safe.line(name, 60), ": ", coloured, "  " if note else "", said))
