"""A session that another program has open: what is told of it, and what somebody who looks on is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hotseat.front.service import Trouble
from hotseat.frozen import frozen

if TYPE_CHECKING:
    from hotseat.review.replay_recording import Recording

TITLE = "This session is open elsewhere"
LOOK, NOT_NOW = "Look at it", "Not now"


class OpenElsewhere(Trouble):
    """A session cannot be gone on with, for another program has it open; it can be looked at."""

    def __init__(self, session: str, pid: int | None) -> None:
        """``pid`` is the process that has it, where that is known."""
        super().__init__(
            f"{session} is open in {process(pid)}, and only one program may write it. You can look at it here: "
            "what happens there shows here, and nothing you do here changes it."
        )
        self.session, self.pid = session, pid


@frozen
class Onlook:
    """What is new to somebody who looks on."""

    more: Recording | None = None
    """The whole recording, where something was added to it."""
    open: bool = True
    """Whether the session is still open in the other program."""


def process(pid: int | None) -> str:
    """A process, as it is told."""
    return f"process {pid}" if pid else "another process"


def looked_at(pid: int | None) -> str:
    """What is told above a session that is looked at while it goes on elsewhere."""
    return f"Read only: open in {process(pid)}. What happens there shows here."


def let_go(session: str, *, ended: bool) -> str:
    """What is told once the other program has closed it; ``ended``: it came to its end there."""
    if ended:
        return f"It has ended there. Read it with: hotseat review {session}"
    return f"It is closed there now. Go on with it by: hotseat resume {session}"
