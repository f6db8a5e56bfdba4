"""The scorecard: six competencies, each with its lines, and each line with the events that earned it.

Questions in the bank name finer competencies, eight of them, and so do journals of every age; here they are *aspects*, and
:data:`ASPECTS` says for which of the six each of them speaks. What a person does together with the interviewer is seen in
the course of events and not in any question: collaboration has an aspect of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from hotseat.frozen import frozen
from hotseat.interview.copies import replace
from hotseat.interview.looked_back import LineContest

CompetencyId = Literal["problem-solving", "coding", "machine-learning", "communication", "production", "collaboration"]
COMPETENCIES: dict[CompetencyId, str] = {
    "problem-solving": "Problem solving",
    "coding": "Coding",
    "machine-learning": "Machine-learning knowledge",
    "communication": "Communication",
    "production": "Production mind",
    "collaboration": "Collaboration",
}
"""The six, in the order they are told in, with their titles."""
SHOWN_BY: dict[CompetencyId, str] = {
    "problem-solving": "Whether problems were solved, and ways weighed against each other.",
    "coding": "Code that passes, tests of one's own, and running it in steps.",
    "machine-learning": "What was known of methods and their pitfalls, and what was believed that is wrong.",
    "communication": "Thinking aloud at the code, and saying things so that others can act on them.",
    "production": "What happens to the work once it runs: speed, scale, watching it.",
    "collaboration": "Asking before building, taking hints and objections, owning up, and questions of one's own.",
}
"""What each of them is read from, in a sentence."""
Aspect = Literal[
    "problem-solving",
    "technical-depth",
    "coding",
    "testing",
    "communication",
    "trade-offs",
    "production",
    "curiosity",
    "collaboration",
]
ASPECTS: dict[Aspect, CompetencyId] = {
    "problem-solving": "problem-solving",
    "trade-offs": "problem-solving",
    "coding": "coding",
    "testing": "coding",
    "technical-depth": "machine-learning",
    "communication": "communication",
    "production": "production",
    "curiosity": "collaboration",
    "collaboration": "collaboration",
}
"""The competency that each aspect speaks for."""
SPOKEN: dict[Aspect, Aspect] = {"coding": "problem-solving", "testing": "problem-solving"}
"""What is said about coding and testing is no code: it tells how somebody would go about it. To name the fault in code that
is to be reviewed is work on code, and stays where it is."""
LEAST_FROM_HABITS = 3.0
"""The weight from which habits alone carry a competency; less is a manner of speaking and no evidence of skill."""


@frozen
class Line:
    """One piece of evidence."""

    text: str
    value: float
    """How well it was done, from 0 to 1."""
    weight: float
    seqs: tuple[int, ...]
    """The events that earned it, the most telling one first."""
    disputed: bool = False
    """It rests on a verdict that the person contests, or would change if they were right."""
    habit: bool = False
    """It tells of a habit, and not of an answer or of code."""
    name: str = ""
    """What it is about, the same in every version of the scoring and once on a scorecard: ``point:ID/thread/point``,
    ``code:ID``, ``solved:ID``, ``tests:ID``, ``habit:ID``, ``hints:ID``, ``objection:ID/point``, ``incident:SEQ/aspect``,
    ``own-questions`` or ``own-questions/specific``."""
    aspect: Aspect = "technical-depth"
    question: str = ""
    """The id of the question it is about, or empty."""
    state: str = ""
    """Of a rubric point: ``covered``, ``unclear``, ``contradicted`` or ``not found``."""
    contest: LineContest | None = None
    """What the person says against it; the score stands."""
    title: str = ""
    """The title of the question, where the text begins with it."""

    @property
    def bare(self) -> str:
        """The text without the question's title, for where that stands above it."""
        text = self.text.removeprefix(f"{self.title}: ") if self.title else self.text
        return text[:1].upper() + text[1:]

    @property
    def kind(self) -> str:
        """What its name begins with."""
        return self.name.partition(":")[0]

    @property
    def moment(self) -> int:
        """The event to look at first."""
        return self.seqs[0] if self.seqs else 0


@frozen
class CompetencyScore:
    id: CompetencyId
    title: str
    score: float | None
    """From 0 to 1; None when nothing was seen, or too little to tell."""
    lines: tuple[Line, ...]

    @property
    def word(self) -> str:
        """The score as a word; figures with decimals would claim a precision that is not there."""
        return word(self.score)

    @property
    def disputed(self) -> bool:
        """Whether any of its lines rests on a contested verdict, or is contested itself."""
        return any(line.disputed or line.contest for line in self.lines)


def word(score: float | None) -> str:
    """``strong``, ``solid``, ``partial``, ``weak``, or ``not assessable``."""
    if score is None:
        return "not assessable"
    return "strong" if score >= 0.8 else "solid" if score >= 0.6 else "partial" if score >= 0.35 else "weak"


def scorecard(lines: tuple[Line, ...], contests: Mapping[str, LineContest]) -> tuple[CompetencyScore, ...]:
    """The six competencies over these lines, each line with what the person says against it."""
    rows: dict[CompetencyId, list[Line]] = {name: [] for name in COMPETENCIES}
    for line in lines:
        rows[ASPECTS[line.aspect]].append(_contested(line, contests.get(line.name)))
    return tuple(_score(name, tuple(rows[name])) for name in COMPETENCIES)


def _contested(line: Line, contest: LineContest | None) -> Line:
    return replace(line, contest=contest) if contest else line


def _score(name: CompetencyId, lines: tuple[Line, ...]) -> CompetencyScore:
    weight = sum(line.weight for line in lines)
    enough = weight and (weight >= LEAST_FROM_HABITS or not all(line.habit for line in lines))
    score = sum(line.value * line.weight for line in lines) / weight if enough else None
    return CompetencyScore(name, COMPETENCIES[name], score, lines)
