"""What is said of a question where many are told of: in lists, in draws and in the facts of a pack."""

from __future__ import annotations

from typing import NamedTuple

from hotseat.question_bank.model import Question
from hotseat.question_bank.trust import declared, seal


class Summary(NamedTuple):
    """A question in a few plain values, so that ten thousand of them are had at once."""

    id: str
    title: str
    kind: str
    topic: str
    level: str
    part: str
    minutes: float
    competency_ids: str
    """The competencies, with spaces between them."""
    follow_ups: int
    """How many there are."""
    profile: str
    """The libraries its judge has at hand."""
    processes: bool
    """Whether its code may start processes; ``loopback`` whether it may use sockets."""
    loopback: bool
    package_names: str
    """The optional libraries that it needs, with spaces between them."""
    review: bool
    """Whether words alone answer it though it is a code question."""
    declares: str
    """The SHA-256 of what its file lets run, as ``trust.declared`` gives it; empty where it lets nothing run."""
    declares_size: int
    """The bytes of that."""

    @property
    def competencies(self) -> tuple[str, ...]:
        return tuple(self.competency_ids.split())

    @property
    def packages(self) -> tuple[str, ...]:
        return tuple(self.package_names.split())

    @property
    def in_words(self) -> bool:
        """Whether words alone answer it: a talk question, or a review."""
        return self.kind == "talk" or self.review

    @property
    def wide(self) -> bool:
        """Whether its code may do more than the strict sandbox lets it."""
        return bool(self.processes or self.loopback)


def summary(question: Question) -> Summary:
    """The summary of a question."""
    text = declared(question)[1] if question.kind == "code" or question.evidence else ""
    return Summary(
        question.id,
        question.title,
        question.kind,
        question.topic,
        question.level,
        question.part,
        float(question.minutes),
        " ".join(question.competencies),
        len(question.follow_ups),
        question.needs.profile,
        question.needs.processes,
        question.needs.loopback,
        " ".join(question.needs.packages),
        question.review,
        seal(text) if text else "",
        len(text.encode("utf-8")),
    )
