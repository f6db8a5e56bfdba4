"""Who an export speaks to: the person whose session it is, or somebody else who reads it."""

from __future__ import annotations

from hotseat.frozen import frozen


@frozen
class Voice:
    """The words for the person who sat the session."""

    you: str = "You"
    their: str = "your"
    scored: bool = True
    """Whether Hotseat's own scores and readings are told; who is to give scores of their own is not told these first."""
    bare: bool = False
    """Whether files of pictures that may hold more than the picture are left out."""

    def name(self, who: str) -> str:
        """Who said something."""
        return {"interviewer": "Interviewer", "candidate": self.you}.get(who, "Somebody")


OTHERS = Voice("Candidate", "their", scored=False, bare=True)
"""For somebody who did not sit it, and is asked how it went."""
