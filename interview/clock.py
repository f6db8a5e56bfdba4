"""Time in an interview: what is left, and a clock that can stand still.

The core never reads a clock; it is told the time as seconds of the interview. Pauses and time away do not count.
"""

from __future__ import annotations

from collections.abc import Callable

from hotseat.interview.state import QuestionState, State


class InterviewClock:
    """Turns a monotonic clock into seconds of the interview, from where an earlier run of it had come to."""

    def __init__(self, monotonic: Callable[[], float], base: float = 0.0, running: bool = False) -> None:
        self._monotonic = monotonic
        self._base = base
        self._since: float | None = monotonic() if running else None

    def now(self) -> float:
        """Seconds of the interview so far; never goes back."""
        if self._since is None:
            return self._base
        return self._base + max(0.0, self._monotonic() - self._since)

    def run(self) -> None:
        """Count from now on."""
        if self._since is None:
            self._since = self._monotonic()

    def stand_still(self) -> None:
        """Stop counting until :meth:`run`."""
        self._base = self.now()
        self._since = None


def total_left(state: State, now: float) -> float:
    """Seconds left of the whole; negative once it is over."""
    return state.plan.seconds - now


def section_left(state: State, now: float) -> float:
    """Seconds left of the open section, 0 without one; negative once it is over."""
    planned = state.planned
    return planned.seconds - (now - state.section_opened_at) if planned and state.section_open else 0.0


def question_spent(there: QuestionState, now: float) -> float:
    """Seconds spent on a question so far."""
    if there.opened_at < 0:
        return 0.0
    return there.spent + (there.closed_at if there.closed_at >= 0 else now) - there.opened_at


def question_left(state: State, there: QuestionState, now: float) -> float:
    """Seconds left for a question: of its own time box, and of its section where that ends sooner."""
    return min(there.question.minutes * 60 - question_spent(there, now), section_left(state, now))


def spoken(seconds: float) -> str:
    """A length of time as it is said: "12 minutes", "1 minute", "40 seconds"."""
    if seconds < 60:
        whole = max(0, round(seconds))
        return f"{whole} second{'' if whole == 1 else 's'}"
    whole = round(seconds / 60)
    return f"{whole} minute{'' if whole == 1 else 's'}"
