"""What an interview will ask, settled before it starts: sections, their budgets, the drawn questions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, cast

from hotseat.frozen import frozen

if TYPE_CHECKING:
    from hotseat.question_bank.interview_model import IncidentKind

SectionKind = Literal["opening", "questions", "closing"]
WHY_THESE = "Why these:"
"""How the reasons begin for which a practice takes its questions; the plan gives them, and no interviewer says them."""


@frozen
class PlannedIncident:
    """Something that will happen in a section while a code question is worked on."""

    kind: IncidentKind
    at: float
    """The share of the question's time box after which it comes."""


@frozen
class PlannedSection:
    id: str
    title: str
    kind: SectionKind
    seconds: float
    questions: tuple[str, ...] = ()
    incidents: tuple[PlannedIncident, ...] = ()


@frozen
class Plan:
    title: str
    sections: tuple[PlannedSection, ...]
    dropped: tuple[tuple[str, str], ...] = ()
    """Questions that no longer fit, each with the reason."""
    notes: tuple[str, ...] = ()
    """Sentences on how it was drawn, or why these questions, told at the start."""

    @property
    def seconds(self) -> float:
        """The length of the whole."""
        return sum(s.seconds for s in self.sections)


def to_data(plan: Plan) -> dict[str, Any]:
    """The plan as plain data, for the journal."""
    return {
        "title": plan.title,
        "sections": [
            {
                "id": s.id,
                "title": s.title,
                "kind": s.kind,
                "seconds": s.seconds,
                "questions": list(s.questions),
                "incidents": [[i.kind, i.at] for i in s.incidents],
            }
            for s in plan.sections
        ],
        "dropped": [list(d) for d in plan.dropped],
        "notes": list(plan.notes),
    }


def from_data(data: dict[str, Any]) -> Plan:
    """The plan that :func:`to_data` wrote down."""
    return Plan(
        title=str(data["title"]),
        sections=tuple(
            PlannedSection(
                id=str(s["id"]),
                title=str(s["title"]),
                kind=cast(SectionKind, s["kind"]),
                seconds=float(s["seconds"]),
                questions=tuple(str(q) for q in s["questions"]),
                incidents=tuple(
                    PlannedIncident(cast("IncidentKind", str(i[0])), float(i[1])) for i in s.get("incidents", ())
                ),
            )
            for s in data["sections"]
        ),
        dropped=tuple((str(d[0]), str(d[1])) for d in data.get("dropped", ())),
        notes=tuple(str(n) for n in data.get("notes", ())),
    )


def one_question(question: str, title: str, minutes: float) -> Plan:
    """The plan of a practice: one question in its time box."""
    return Plan(title, (PlannedSection("practice", title, "questions", minutes * 60, (question,)),))
