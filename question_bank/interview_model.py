"""What a bank holds besides questions: agendas, incidents, checklists, interviewers, teams and candidates.

As with questions, these are closed, frozen types, and the YAML files under this folder are these types written down.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, model_validator

from hotseat.question_bank.model import Entry, Id, Kind, Level, Line, Misfit, Part, RubricPoint, Text, Topic

IncidentKind = Literal["kernel-dies", "data-leak", "requirement-change"]
"""What may happen while the candidate works: the kernel dies, a colleague's data leak is shown, the requirement changes."""


class Draw(Entry):
    """What a section draws: the named questions, or some that fit."""

    ids: tuple[Id, ...] = ()
    """Exactly these, in this order; the other fields are then ignored."""
    parts: tuple[Part, ...] = ()
    topics: tuple[Topic, ...] = ()
    kinds: tuple[Kind, ...] = ()
    levels: tuple[Level, ...] = ()
    same_topic: bool = False
    """Of the topic of the section's first question, as long as an unseen one of it is left: a talk that stays with one thing."""
    count: Annotated[int, Field(ge=1, le=20)] = 1


class Section(Entry):
    """One part of an interview, with its own budget."""

    id: Id
    title: Line
    kind: Literal["opening", "questions", "closing"] = "questions"
    minutes: Annotated[float, Field(gt=0, le=240)]
    draw: tuple[Draw, ...] = ()
    incidents: tuple[IncidentKind, ...] = ()
    """What happens while its code questions are worked on, each once, at a time that the seed decides."""


class Incident(Entry):
    """A data leak: what an honest colleague writes, and what a good opinion on it says."""

    id: Id
    title: Line
    prompt: Text
    """The message, with its snippet, and what the candidate is asked about it."""
    model_answer: Text
    rubric: Annotated[tuple[RubricPoint, ...], Field(min_length=1)]


class Agenda(Entry):
    """The course of an interview."""

    id: Id
    title: Line
    minutes: Annotated[float, Field(gt=0, le=480)]
    sections: Annotated[tuple[Section, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _adds_up(self) -> Agenda:
        total = sum(s.minutes for s in self.sections)
        if abs(total - self.minutes) > 1e-6:
            raise Misfit(f"the sections add up to {total:g} minutes, the agenda says {self.minutes:g}", ("minutes",))
        return self


class ChecklistItem(Entry):
    """One line to tick or to keep in mind."""

    id: Id
    text: Line
    why: Line | None = None


class Checklist(Entry):
    """What to have ready before the call, the habits during it, and what to remember."""

    id: Id
    title: Line
    before: tuple[ChecklistItem, ...]
    habits: tuple[ChecklistItem, ...]
    mindsets: tuple[ChecklistItem, ...]
    reminders: tuple[ChecklistItem, ...]
    tips: tuple[ChecklistItem, ...]


class Persona(Entry):
    """An interviewer's way of speaking: for each act, sentences to choose from, with ``$name`` for a fact."""

    id: Id
    name: Line
    title: Line
    lines: dict[Id, Annotated[tuple[Line, ...], Field(min_length=1)]]


class TeamFact(Entry):
    """One thing the interviewer can tell about the team, and the ways to ask for it."""

    id: Id
    group: Literal["technical", "business", "team"]
    asks: Annotated[tuple[Line, ...], Field(min_length=1)]
    answer: Text


class Team(Entry):
    """A small fictional team, for the candidate's own questions at the end."""

    id: Id
    title: Line
    about: Text
    facts: Annotated[tuple[TeamFact, ...], Field(min_length=1)]
    unknown: Annotated[tuple[Line, ...], Field(min_length=1)]
    """What the interviewer says to a question the profile does not answer."""
    specific: tuple[Line, ...] = ()
    """Words that show a question is about this team's work, not about any team's."""


class Candidate(Entry):
    """A scripted candidate: how one kind of person behaves in an interview. Shares lie between 0 and 1."""

    id: Id
    title: Line
    pace: Annotated[float, Field(gt=0, le=10)] = 1.0
    """How long everything takes, against the time a strong candidate needs."""
    answers: Literal["model", "partial", "mistaken", "keywords", "vague", "nothing"] = "model"
    """What an answer in words is made of; ``mistaken`` puts a wrong belief in place of what is left out."""
    manner: Literal["plain", "rambling", "simple", "correcting"] = "plain"
    """How it is said: to the point, with much around it, in short simple sentences, or wrong at first and then put right."""
    coverage: Annotated[float, Field(ge=0, le=1)] = 1.0
    """The share of the rubric points a partial answer covers."""
    clarifies: Annotated[int, Field(ge=0, le=10)] = 2
    """Clarifications asked before coding."""
    thinks_aloud: bool = True
    openness: Annotated[float, Field(ge=0, le=1)] = 1.0
    """The share of code questions on which they ask first and think aloud, where they do so at all."""
    hints: Annotated[int, Field(ge=0, le=3)] = 0
    """Hints asked for at each question."""
    code: Literal["right", "wrong-then-right", "wrong", "starter", "nothing"] = "right"
    """What is submitted, in order."""
    runs_cells: bool = True
    own_tests: bool = True
    admits: bool = True
    """Says so when something was wrong or is not known."""
    suggests: bool = True
    """Names an alternative of their own accord."""
    own_questions: Annotated[int, Field(ge=0, le=8)] = 3
    asks_aside: bool = False
    """Also asks what no bank knows, and to hear the question again."""
    recovers: bool = True
    """Starts a dead kernel again and runs the cells once more."""
    leaves_after: Annotated[float, Field(gt=0, le=1)] = 1.0
    """The share of the interview after which the candidate walks away; 1 is to the end."""
