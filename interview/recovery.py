"""How somebody recovered from an incident, as evidence: what they did about a dead kernel, and whether they said so.

What was asked in a data leak or a changed requirement is scored like any follow-up; only that it was taken up at all is
told here.
"""

from __future__ import annotations

from collections.abc import Iterator

from hotseat.interview.scorecard import Aspect, Line
from hotseat.interview.state import IncidentRecord, State

LEAST_TIME = 60.0
"""Seconds between an incident and the end of its question below which nothing can be said about it."""


def recoveries(state: State) -> Iterator[Line]:
    """The lines that each incident earned."""
    for incident in state.incidents:
        there = state.questions[incident.question]
        end = there.closed_at if there.closed_at >= 0 else state.at
        if end - incident.at < LEAST_TIME and not incident.reran_seq:
            continue
        if incident.kind == "kernel-dies":
            yield from _dead_kernel(state, incident)
        else:
            yield from _taken_up(state, incident)


def _dead_kernel(state: State, incident: IncidentRecord) -> Iterator[Line]:
    if incident.reran_seq:
        told, value = "The kernel died: you started it again and ran your cells once more.", 1.0
    elif incident.restarted_seq:
        told, value = "The kernel died: you started it again and ran nothing in it.", 0.6
    elif incident.submitted_seq:
        told, value = "The kernel died: you went on without it and handed your code in.", 0.5
    else:
        told, value = "The kernel died, and nothing came after.", 0.0
    done = (incident.restarted_seq, incident.reran_seq, incident.submitted_seq)
    seqs = (incident.seq, *(s for s in done if s))
    yield _line(incident, "problem-solving", told, value, 1.0, seqs)
    if incident.submitted_seq or incident.reran_seq:
        tested = incident.reran_seq > 0 and (not incident.submitted_seq or incident.reran_seq < incident.submitted_seq)
        told = (
            "Ran the code again after the kernel had died, before handing it in."
            if tested
            else ("Handed in code that was not run again after the kernel had died.")
        )
        yield _line(incident, "testing", told, 1.0 if tested else 0.0, 0.5, seqs)
    said = _said_after(state, incident)
    told = "Said how to go on when the kernel had died." if said else "Said nothing when the kernel had died."
    yield _line(incident, "communication", told, 1.0 if said else 0.0, 1.0, (*said[:1], incident.seq))


def _taken_up(state: State, incident: IncidentRecord) -> Iterator[Line]:
    what = "A colleague's message" if incident.kind == "data-leak" else "A change half-way"
    said = _said_after(state, incident)
    told = f"{what} was taken up." if said else f"{what} was left without an answer."
    yield _line(incident, "collaboration", told, 1.0 if said else 0.0, 1.0, (*said[:1], incident.seq))


def _line(
    incident: IncidentRecord, aspect: Aspect, told: str, value: float, weight: float, seqs: tuple[int, ...]
) -> Line:
    name = f"incident:{incident.seq}/{aspect}"
    return Line(told, value, weight, seqs, name=name, aspect=aspect, question=incident.question)


def _said_after(state: State, incident: IncidentRecord) -> list[int]:
    """The candidate's messages on that question after the incident."""
    return [
        m.seq
        for m in state.messages
        if m.who == "candidate" and m.question == incident.question and m.seq > incident.seq
    ]
