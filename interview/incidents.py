"""Incidents: what goes wrong or changes while the candidate works, as the agenda has it, at a time drawn from the seed.

The kernel dies, a colleague's data leak wants an opinion, the requirement changes half-way. How somebody recovers is
evidence, and what they lose to it is never held against them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from hotseat.interview import events as e
from hotseat.interview.clock import question_left, question_spent
from hotseat.interview.plan import PlannedIncident
from hotseat.interview.state import QuestionState
from hotseat.interview.turn import Turn
from hotseat.question_bank.interview_model import Incident, IncidentKind
from hotseat.question_bank.model import FollowUp, Question

EARLIEST, LATEST = 0.12, 0.3
"""The share of a question's time box after which an incident may come, from and to."""
LEAST_LEFT = 240.0
"""Seconds of the question that must be left to recover in."""
APART = 240.0
"""Seconds between two incidents, at least."""


def planned(kinds: Sequence[IncidentKind], section: str, seed: int) -> tuple[PlannedIncident, ...]:
    """When each of a section's incidents comes, as a share of the time box of the question it comes in."""
    return tuple(PlannedIncident(kind, _share(f"{seed}:{section}:{kind}")) for kind in kinds)


def _share(key: str) -> float:
    chance = int.from_bytes(hashlib.sha256(key.encode()).digest()[:4]) / 2**32
    return round(EARLIEST + (LATEST - EARLIEST) * chance, 3)


def with_leak(question: Question, incident: Incident) -> Question:
    """The question with what a data leak asks, as a follow-up that only the incident itself brings up."""
    asked = FollowUp(
        id=f"incident-{incident.id}",
        kind="wider",
        trigger="incident",
        minutes=3,
        prompt=incident.prompt,
        model_answer=incident.model_answer,
        rubric=incident.rubric,
    )
    return question.model_copy(update={"follow_ups": (*question.follow_ups, asked)})


def happen(turn: Turn, there: QuestionState) -> bool:
    """Let an incident happen that is due; returns whether one did."""
    state, section = turn.state, turn.state.planned
    working = not there.question.in_words and there.thread == "main" and there.first_edit_seq > 0
    if section is None or not working or there.last_verdict == "pass" or state.judging or state.running_cell:
        return False
    if question_left(state, there, turn.now) < LEAST_LEFT or any(turn.now - i.at < APART for i in state.incidents):
        return False
    spent = question_spent(there, turn.now)
    happened = {(i.section, i.kind) for i in state.incidents}
    for incident in section.incidents:
        due = (state.section, incident.kind) not in happened and spent >= incident.at * there.question.minutes * 60
        if due and _begin(turn, there, incident.kind):
            return True
    return False


def _begin(turn: Turn, there: QuestionState, kind: IncidentKind) -> bool:
    name = there.question.id
    if kind == "kernel-dies":
        if turn.state.kernel not in ("ready", "busy") or not there.runs:
            return False  # nothing would be lost with it
        turn.add(e.IncidentHappened(kind, turn.state.section, name))
        turn.say(kind, question=name)
        return True
    asked = next((f for f in there.question.follow_ups if _brings(f, kind) and f.id not in there.threads), None)
    if asked is None:
        return False
    turn.add(e.IncidentHappened(kind, turn.state.section, name))
    turn.add(e.FollowUpAsked(name, asked.id))
    turn.say(kind, question=name, then=asked.prompt.strip())
    return True


def _brings(follow_up: FollowUp, kind: IncidentKind) -> bool:
    return follow_up.trigger == "incident" if kind == "data-leak" else follow_up.kind == "change"
