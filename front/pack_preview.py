"""A pack as its author looks at it: each question with all that lies beside it, and what the linter has to say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from hotseat.frozen import frozen

if TYPE_CHECKING:
    from hotseat.question_bank.checks_told import CheckTold
    from hotseat.question_bank.model import Question


@frozen
class PackLine:
    """A pack that can be looked at."""

    name: str
    version: str
    """As the pack says; empty where it says none."""
    folder: str
    questions: int


@frozen
class FindingLine:
    """One thing that is wrong with a pack, or could be better. Text from outside."""

    question: str
    """The question that it is about; empty for the pack as a whole."""
    severity: Literal["error", "warning"]
    file: str
    """Its path inside the pack."""
    line: int
    message: str
    ran: bool = False
    """Whether it was found by running the question's code, and not by reading."""


@frozen
class SolutionLine:
    """A right or a known-wrong solution."""

    file: str
    told: str
    """The first line of its docstring. Text from outside."""
    fails: tuple[str, ...] = ()
    """The checks that catch it."""


@frozen
class QuestionSheet:
    """One question with what lies beside it. All text in it is from outside."""

    id: str
    question: Question | None
    """None where its file cannot be used; the findings say why."""
    starter: str = ""
    reference: str = ""
    checks: tuple[CheckTold, ...] = ()
    right: tuple[SolutionLine, ...] = ()
    wrong: tuple[SolutionLine, ...] = ()

    @property
    def title(self) -> str:
        """What it is called; its id where it cannot be read."""
        return self.question.title if self.question is not None else self.id


@frozen
class PackView:
    """A pack as it lies in its folder now."""

    name: str
    version: str
    folder: str
    sheets: tuple[QuestionSheet, ...]
    findings: tuple[FindingLine, ...]
    """In the order of files and lines."""
    stamp: str
    """What the folder looked like; another one means that something was saved."""

    def about(self, question: str) -> tuple[FindingLine, ...]:
        """The findings about one question, and those about the pack as a whole behind them."""
        own = tuple(f for f in self.findings if question and f.question == question)
        return own + tuple(f for f in self.findings if not f.question)

    def worst(self, question: str) -> Literal["error", "warning", ""]:
        """The worst that is said of a question; empty where nothing is."""
        said = {f.severity for f in self.findings if f.question == question}
        return "error" if "error" in said else "warning" if said else ""
