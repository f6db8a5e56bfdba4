"""One decision in the making: the events so far, and the state they lead to, so that the next step can build on it."""

from __future__ import annotations

from hotseat.frozen import frozen
from hotseat.interview import events as e
from hotseat.interview.evolve import evolve
from hotseat.interview.ports import Ears, Voice
from hotseat.interview.state import State


@frozen
class Mind:
    """How this interviewer hears and speaks."""

    voice: Voice
    ears: Ears


class Turn:
    """Collects the events of one decision, in order."""

    def __init__(self, state: State, now: float, mind: Mind) -> None:
        self.state = state
        self.now = now
        self.mind = mind
        self.events: list[e.Event] = []

    def add(self, event: e.Event) -> int:
        """Let an event happen; returns the sequence number it will have."""
        seq = self.state.seq + 1
        self.events.append(event)
        self.state = evolve(self.state, e.Recorded(seq, self.now, self.state.last_wall, event))
        return seq

    def say(self, act: str, *, question: str | None = None, then: str = "", **facts: str) -> None:
        """Let the interviewer speak: a line of the persona's for this act, and ``then`` what must follow word for word.

        Nothing is said when the persona has no unused line left and nothing must follow.
        """
        text, line = self.mind.voice.say(act, facts, self.state.lines, self.state.seed + self.state.seq)
        whole = f"{text}\n\n{then}" if text and then else text or then
        if whole:
            lead = text.partition("\n\n")[0]
            keep = tuple(dict.fromkeys(fact for fact in facts.values() if fact and fact in lead))
            self.add(e.InterviewerSaid(whole, act, question, line, len(lead), keep))
