"""What peers said of a session, in lines: beside Hotseat's own scores, a competency each. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from hotseat.interview.scoring import debrief
from hotseat.interview.state import State
from hotseat.review.peers import PeerScores, beside

NOBODY = "No peer has scored this session. hotseat share makes a bundle for a friend to score it."


def peer_rows(state: State, peers: Sequence[PeerScores]) -> list[str]:
    """Each competency with what Hotseat and each peer say of it; a sentence where nobody has said anything."""
    if not peers:
        return [NOBODY]
    rows = ["What peers said. Hotseat's own scores stand as they are."]
    for row in beside(debrief(state), peers):
        rows.append(f"{row.title}. Hotseat: {row.word}.")
        for peer, given in zip(peers, row.given, strict=True):
            if given.word or given.note:
                first, *rest = (given.note or "").split("\n")
                rows.append(f"  {peer.name}: {given.word or 'no score'}. {first}".rstrip())
                rows += [f"    {line}" for line in rest]
    return rows
