"""The questions of a bank, as closed, frozen types, and what every piece of a bank has in common.

The YAML files under this folder are these types written down. ``loader`` reads them. What an interview is made of besides its
questions is in :mod:`hotseat.question_bank.interview_model`.
Everything is data: nothing here opens a file, draws at random or talks to anybody.
"""

from __future__ import annotations

from typing import Annotated, Literal, Self, cast

from pydantic import BaseModel, ConfigDict, Field, model_validator

Id = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
"""Lower-case words joined by hyphens or underscores; one slug joins a question to its code."""
Line = Annotated[str, Field(min_length=1, max_length=600)]
"""One sentence or phrase."""
Text = Annotated[str, Field(min_length=1, max_length=20_000)]
"""Prose in plain Markdown: paragraphs, lists, inline code, fenced code."""

Package = Annotated[str, Field(pattern=r"^[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$")]
"""A library by the name one imports or the name one installs."""

Kind = Literal["talk", "code"]
Level = Literal["easy", "medium", "hard", "expert"]
Part = Literal["deep-dive", "pair", "end-to-end", "follow-up", "drill"]
"""Where in an interview a question belongs; a drill may also stand in for pair programming."""
Topic = Literal[
    "statistics",
    "wrangling",
    "evaluation",
    "classical-ml",
    "deep-learning",
    "sampling",
    "clustering",
    "time-series",
    "function-recovery",
    "production",
    "probability",
    "sql",
    "data-structures",
    "debugging",
    "tokenization",
    "language-models",
    "general",
]
Competency = Literal[
    "problem-solving",
    "technical-depth",
    "coding",
    "testing",
    "communication",
    "trade-offs",
    "production",
    "curiosity",
]
Sight = Literal[
    "call",
    "row-loop",
    "fitted-before-split",
    "scored-on-training",
    "random-split-of-series",
    "out-of-order",
    "function",
    "longest-cell",
    "chosen-number",
    "hidden-warnings",
    "swallowed-errors",
    "chance-without-seed",
]
"""What can be seen in a notebook's code: a call by name, or something that takes a look at more than one line."""
Aspect = Literal["what", "why", "fault", "scale"]
"""What is asked about it: which line does what, why this choice, what is wrong with it, what breaks at scale."""
COMPETENCIES: tuple[Competency, ...] = (
    "problem-solving",
    "technical-depth",
    "coding",
    "testing",
    "communication",
    "trade-offs",
    "production",
    "curiosity",
)
LEVELS: tuple[Level, ...] = ("easy", "medium", "hard", "expert")


class Misfit(ValueError):
    """Pieces that do not fit together; ``at`` leads from the entry to the place that is wrong."""

    def __init__(self, message: str, at: tuple[str | int, ...] = ()) -> None:
        super().__init__(message)
        self.at = at


class Entry(BaseModel):
    """What every piece of the bank has in common: no unknown keys, never changed once read."""

    # A kind's validator is built when the first of its kind is read: a session reads four of some twenty kinds.
    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, defer_build=True)

    @model_validator(mode="after")
    def _ids_once(self) -> Self:
        for name in type(self).model_fields:
            seen: set[str] = set()
            pieces: object = getattr(self, name)
            for n, piece in enumerate(cast("tuple[object, ...]", pieces) if isinstance(pieces, tuple) else ()):
                own = getattr(piece, "id", None)
                if isinstance(own, str):
                    if own in seen:
                        raise Misfit(f"the id {own!r} is used twice in {name}", (name, n, "id"))
                    seen.add(own)
        return self


class RubricPoint(Entry):
    """One thing a good answer in words says."""

    id: Id
    text: Line
    """The point as a full sentence: what counts as covering it."""
    phrases: tuple[Line, ...] = ()
    """Other ways to say it, at least one of them without the jargon."""
    wrong: tuple[Line, ...] = ()
    """What a wrong belief about this point sounds like, as a person would say it."""
    probe: Line | None = None
    """A question that leads to this point without telling it, asked when an answer leaves it out."""
    weight: Annotated[float, Field(gt=0, le=10)] = 1.0
    competency: Competency | None = None
    """The competency this point is evidence for; the question's first one where it is left out."""


class Clarification(Entry):
    """A limit the brief leaves out on purpose; told only when it is asked for."""

    id: Id
    asks: Annotated[tuple[Line, ...], Field(min_length=1)]
    """Several ways in which a candidate may ask for it."""
    answer: Line


class FollowUp(Entry):
    """A question asked after the first one, when its trigger has happened."""

    id: Id
    kind: Literal["deeper", "wider", "change"]
    """Deeper into the same thing, wider to its surroundings, or a change of the requirement."""
    trigger: Annotated[
        str, Field(pattern=r"^(always|passed|failed|incident|covered:[a-z0-9_-]+|missed:[a-z0-9_-]+)$")
    ] = "always"
    """``always``; ``passed`` or ``failed`` (the last verdict); ``covered:<point>`` or ``missed:<point>`` (the
    answer so far); ``incident``: only an incident brings it up."""
    minutes: Annotated[float, Field(gt=0, le=30)] = 3
    prompt: Text
    model_answer: Text
    rubric: Annotated[tuple[RubricPoint, ...], Field(min_length=1)]


class Evidence(Entry):
    """A cell that computes a number claimed in a model answer, in seconds, and asserts the claim."""

    id: Id
    claim: Line
    """The claim in the model answer's words."""
    code: Text
    """Python that stands alone, prints the figure, and ends with an assert that holds the claim to it."""


class Source(Entry):
    """Where the literature says so."""

    title: Line
    url: Annotated[str, Field(pattern=r"^https://")] | None = None


class Rules(Entry):
    """What a submission's source may not contain; told to the candidate before the start."""

    no_loops: bool = False
    """No ``for``, ``while`` or comprehension inside the asked functions."""
    forbidden: tuple[Line, ...] = ()
    """Dotted names that may be neither called nor imported, such as ``sklearn.metrics.roc_auc_score``."""
    say: tuple[Line, ...] = ()
    """The rules in the words the candidate reads."""


class Needs(Entry):
    """What a question's code may use beyond the strict sandbox."""

    profile: Literal["base", "science", "torch"] = "base"
    """The libraries its judge has at hand: numpy; and pandas and scikit-learn; and torch."""
    seconds: Annotated[float, Field(gt=0, le=120)] = 5
    """Wall time allowed for one check."""
    memory: Annotated[int, Field(ge=64, le=8192)] = 1024
    """Megabytes the candidate's process may add to what the libraries take."""
    processes: bool = False
    """Whether the code may start other processes, as joblib, a compiler or Spark does. They are bounded in number, share
    ``memory``, and see no file but their scratch folder. Where they cannot be kept apart, the question is not judged."""
    loopback: bool = False
    """Whether the code may use sockets, as a service and its client do, in a network that holds nothing but its own
    loopback. Where the machine cannot make one, the question is not judged."""
    packages: Annotated[tuple[Package, ...], Field(max_length=8)] = ()
    """Optional libraries that the code or the evidence needs, such as numba or gplearn. Where one is missing, a question in
    code is neither drawn nor judged, and what to install is said."""


class Question(Entry):
    """One question. The least that a talk question needs is ``id title kind prompt model_answer rubric``.

    A code question also names its ``functions``; its starter, reference, checks, right and wrong solutions
    are files with the same id in the pack.
    """

    id: Id
    title: Line
    kind: Kind
    topic: Topic = "general"
    level: Level = "medium"
    part: Part = "drill"
    minutes: Annotated[float, Field(gt=0, le=120)] = 10
    """The time box."""
    competencies: tuple[Competency, ...] = ("technical-depth",)
    prompt: Text
    """The brief, as an interviewer would say it; limits are left out, to be asked for."""
    contract: Text | None = None
    """What the judge holds people to, in full; private until the question is over."""
    clarifications: tuple[Clarification, ...] = ()
    hints: Annotated[tuple[Line, ...], Field(max_length=3)] = ()
    """Up to three rungs, from a nudge to nearly the way; none of them the answer."""
    rubric: tuple[RubricPoint, ...] = ()
    """The points of the spoken part."""
    model_answer: Text | None = None
    follow_ups: tuple[FollowUp, ...] = ()
    review: bool = False
    """The starter is somebody's code with a fault in it, to be named in words or mended: either answers the question."""
    functions: tuple[Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")], ...] = ()
    """The functions and classes that the candidate's code must define."""
    imports: tuple[Line, ...] = ()
    """Import lines supplied to the candidate's code, in the kernel and in the judge alike."""
    rules: Rules = Rules()
    needs: Needs = Needs()
    evidence: tuple[Evidence, ...] = ()
    sources: tuple[Source, ...] = ()

    @property
    def packages(self) -> tuple[str, ...]:
        """The optional packages its code needs."""
        return self.needs.packages

    @property
    def in_words(self) -> bool:
        """Whether words alone answer it: a talk question, or a review."""
        return self.kind == "talk" or self.review

    @model_validator(mode="after")
    def _whole(self) -> Question:
        if self.kind == "talk" and not self.rubric:
            raise ValueError("a talk question needs a rubric with at least one point")
        if self.kind == "talk" and self.model_answer is None:
            raise ValueError("a talk question needs a model_answer")
        if self.review and (self.kind != "code" or not self.rubric):
            raise Misfit("a review is a code question whose rubric names its faults", ("review",))
        if self.kind == "code" and not self.functions:
            raise ValueError("a code question needs functions: the names its code must define")
        points = {p.id for p in self.rubric}
        for n, follow_up in enumerate(self.follow_ups):
            verb, _, point = follow_up.trigger.partition(":")
            if point and point not in points:
                raise Misfit(
                    f"follow-up {follow_up.id!r} waits for {verb} point {point!r}, which the rubric lacks",
                    ("follow_ups", n, "trigger"),
                )
        return self


class NotebookQuestion(Entry):
    """A question about a candidate's own notebook, asked where a notebook shows what it is about.

    In its texts ``$cell`` is the number of the cell, ``$name`` what was seen there (a function, a name), ``$value`` a number or
    word that was chosen there, and ``$line`` the line.
    """

    id: Id
    title: Line
    sight: Sight = "call"
    calls: tuple[Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_.]*$")], ...] = ()
    """For a call: the functions, by the end of their dotted names. For a chosen number: the arguments' names."""
    lacks: Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$")] | None = None
    """Only calls without this argument."""
    aspect: Aspect
    worth: Annotated[float, Field(gt=0, le=10)] = 1.0
    """How much there is to be learnt from the answer, beside other questions that the notebook gives rise to."""
    topic: Topic = "general"
    level: Level = "medium"
    minutes: Annotated[float, Field(gt=0, le=30)] = 7
    competencies: tuple[Competency, ...] = ("technical-depth",)
    prompt: Text
    model_answer: Text
    rubric: Annotated[tuple[RubricPoint, ...], Field(min_length=1)]
    clarifications: tuple[Clarification, ...] = ()
    hints: Annotated[tuple[Line, ...], Field(max_length=3)] = ()
    follow_ups: tuple[FollowUp, ...] = ()

    @model_validator(mode="after")
    def _calls_are_named(self) -> Self:
        if (self.sight in ("call", "chosen-number")) != bool(self.calls):
            raise Misfit("calls are named for the sights 'call' and 'chosen-number', and for no other", ("calls",))
        return self
