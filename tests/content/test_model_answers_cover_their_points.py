"""A model answer is read as what it is: it says its own points, denies none, and says nothing to another question."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import pytest
from support.builtin_bank import builtin_bank

from hotseat.question_bank.about_notebook import notebook_questions, question_about
from hotseat.question_bank.model import Question, RubricPoint
from hotseat.question_bank.notebook_code import Seen
from hotseat.reference.rubric import Reading, read_answer

SHARE = 0.8
"""The weighted share of its points that the reader must find in a model answer."""
BY_CHANCE = 1
"""Points of any rubric that an answer to something else may be taken to say."""
NEXT_TO_NOTHING = 0.5
"""The weighted share of a rubric below which more of its points may be, once in some hundred rubrics; ``STRAY`` bounds all."""
STRAY = 0.04
"""The share of all points that answers to something else may be taken to say."""
NEIGHBOURS = {
    ("binary-auc", "davies-bouldin"): "both say what is refused with a ValueError, and what sorting or pairing costs",
    (
        "review-default-list",
        "review-generator-read-twice",
    ): "both speak of a default, of an empty list and of what is left",
    ("binary-auc/same-as-ranks", "bpe-merges"): "both count pairs and say what becomes of ties",
    (
        "logistic-regression",
        "loss-is-nan",
    ): "both say where a loss or its gradient overflows, and what is done about it",
    ("binary-auc/same-as-ranks", "bootstrap-interval"): "both say that ties count half",
    ("binary-auc/class-imbalance", "bootstrap-interval"): "both say what a small sample leaves open",
    (
        "recover-approach",
        "reservoir-sampling",
    ): "both speak of what one place or column tells about the whole, though of other things",
    ("sampling-conditional", "scaling-law-fit"): "both solve a linear least-squares problem and speak of its residual",
}
"""Rubrics (first) that an answer from another topic (second) does say something to, and why."""


BANK = builtin_bank()
ABOUT_NOTEBOOKS = [question_about(one, Seen(3, 1, 1, "name", "value"), "pass") for one in notebook_questions()]
QUESTIONS = [*BANK.questions.values(), *ABOUT_NOTEBOOKS]
KNOWN = {q.id: q for q in QUESTIONS}
SPOKEN = [q for q in QUESTIONS if q.rubric]


def _parts(question: Question) -> Iterator[tuple[str, str, str | None, tuple[RubricPoint, ...]]]:
    """The name, prompt, model answer and rubric of a question and of each of its follow-ups."""
    if question.rubric:
        yield question.id, question.prompt, question.model_answer, question.rubric
    for f in question.follow_ups:
        yield f"{question.id}/{f.id}", f.prompt, f.model_answer, f.rubric


def _elsewhere(question: Question) -> tuple[str, str]:
    """The id and model answer of the next question, by id and round the corner, whose topic is another.

    What is asked about notebooks is about the same craft in one cell after another, so it is no answer to something else.
    """
    start = QUESTIONS.index(question)
    for other in QUESTIONS[start + 1 :] + QUESTIONS[:start]:
        if other.id in BANK.questions and other.topic != question.topic and other.model_answer is not None:
            return other.id, other.model_answer
    raise AssertionError(f"the bank holds no answer from a topic other than {question.topic}")


@pytest.mark.parametrize("question", SPOKEN, ids=lambda q: q.id)
def test_a_rubric_comes_with_a_model_answer(question: Question) -> None:
    assert [name for name, _, answer, _ in _parts(question) if answer is None] == []


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.id)
def test_no_point_of_a_model_answer_is_read_as_contradicted(question: Question) -> None:
    assert [
        f"{name}, {p.id}: {p.evidence}"
        for name, (own, _) in _readings(question.id).items()
        for p in own.points
        if p.contradicted
    ] == []


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.id)
def test_a_model_answer_covers_its_points(question: Question) -> None:
    thin: list[str] = []
    for name, _, _, points in _parts(question):
        own, _ = _readings(question.id)[name]
        covered = {p.id for p in own.points if p.covered}
        weight = sum(p.weight for p in points)
        if sum(p.weight for p in points if p.id in covered) < SHARE * weight:
            thin.append(f"{name}: not found are {', '.join(p.id for p in points if p.id not in covered)}")
    assert thin == []


@cache
def _readings(question_id: str) -> dict[str, tuple[Reading, Reading]]:
    """For each part of a question how its model answer is read, and how the answer to something else is."""
    question = KNOWN[question_id]
    _, other = _elsewhere(question)
    return {
        name: (read_answer(prompt, answer, points, answer or ""), read_answer(prompt, answer, points, other))
        for name, prompt, answer, points in _parts(question)
    }


def _taken(question_id: str) -> dict[str, list[str]]:
    """For each part of a question the points that the answer to something else is read as covering."""
    return {name: [p.id for p in other.points if p.covered] for name, (_, other) in _readings(question_id).items()}


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: q.id)
def test_an_answer_to_something_else_covers_next_to_nothing(question: Question) -> None:
    other, _ = _elsewhere(question)
    weights = {name: {p.id: p.weight for p in points} for name, _, _, points in _parts(question)}
    taken = {
        name: points
        for name, points in _taken(question.id).items()
        if len(points) > BY_CHANCE
        and sum(weights[name][p] for p in points) >= NEXT_TO_NOTHING * sum(weights[name].values())
        and (name, other) not in NEIGHBOURS
    }
    assert taken == {}, f"in the answer to {other}"


def test_few_points_in_all_are_covered_by_answers_to_something_else() -> None:
    taken = sum(len(points) for q in QUESTIONS for points in _taken(q.id).values())
    assert taken <= STRAY * sum(len(points) for q in QUESTIONS for _, _, _, points in _parts(q))


def test_the_neighbours_are_few_and_in_the_bank() -> None:
    parts = {name for q in QUESTIONS for name, *_ in _parts(q)}
    assert len(NEIGHBOURS) <= 0.05 * len(parts)
    assert {name for name, _ in NEIGHBOURS} <= parts
    assert {other for _, other in NEIGHBOURS} <= set(KNOWN)


@pytest.mark.parametrize("question", SPOKEN, ids=lambda q: q.id)
def test_every_point_has_a_question_that_leads_to_it(question: Question) -> None:
    assert [p.id for p in question.rubric if not (p.probe and p.probe.endswith("?"))] == []
