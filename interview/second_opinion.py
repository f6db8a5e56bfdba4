"""What a language model's second opinion on a rubric point is worth: little, and only where the reading is in doubt.

The reading decides. Where it says "unclear", a second opinion moves what the point counts by ``MOST``, up or down; where it
is sure, the opinion is only shown, for the person to overrule the reading if they agree. It never decides what is asked next.
"""

from __future__ import annotations

from collections.abc import Mapping

from hotseat.frozen import frozen
from hotseat.interview.state import Thread

MOST = 0.25
"""How far a second opinion moves the value of an unclear point."""
_SHIFT: Mapping[str, float] = {"covered": MOST, "contradicted": -MOST}


@frozen
class Opinion:
    """What a model thinks of one point."""

    opinion: str
    """``covered``, ``contradicted`` or ``absent``."""
    quote: str
    """Words of the answer, found there as they stand; empty for ``absent``."""
    model: str

    @property
    def shift(self) -> float:
        """By how much it moves the value of an unclear point."""
        return _SHIFT.get(self.opinion, 0.0)

    def worth_telling(self, state: str) -> bool:
        """Whether it says more than the reading, which made ``state`` of the point."""
        return self.opinion != "absent" or state != "not found"


def opinion_on(thread: Thread, point: str) -> Opinion | None:
    """The second opinion on a point of a thread, if there is one on the answer as it was read last."""
    second = thread.second
    if second is None or thread.reading is None or second.words != thread.reading.words or point not in second.points:
        return None
    found = second.points[point]
    return Opinion(str(found.get("opinion", "")), str(found.get("quote", "")), second.model)
