"""``hotseat assess``: hold answers in words against a rubric, without a screen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hotseat import harmless
from hotseat.cli.banks import find, open_bank, unknown
from hotseat.cli.places import Places
from hotseat.cli.trouble import OK, give, give_json, wrong_use

if TYPE_CHECKING:
    from hotseat.question_bank.model import Question, RubricPoint

LARGEST_ANSWER = 200_000
"""Bytes of one answer."""


def assess_files(
    here: Places, question: str, answer: Path | None, answers: Path | None, *, follow_up: str | None, as_json: bool
) -> int:
    """Score one answer or many; returns 0. Exits with 2 where the question or a file is not what it should be."""
    if (answer is None) == (answers is None):
        wrong_use("Give one of the two: --answer FILE for one answer, --answers FILE.jsonl for many.")
    asked = _question(here, question)
    prompt, model, points = _rubric(asked, follow_up)
    from hotseat.reference.reading import at_hand

    at_hand.wait()
    if answers is not None:
        for name, text in _many(answers):
            _score(asked.id, name, prompt, model, points, text, as_json=True)
    elif answer is not None:
        _score(asked.id, answer.stem, prompt, model, points, _text(answer), as_json=as_json)
    return OK


def _question(here: Places, question: str) -> Question:
    if question.endswith((".yaml", ".yml")) or "/" in question or "\\" in question:
        from hotseat.question_bank.loader import load_question
        from hotseat.question_bank.problem import BrokenFile

        try:
            return load_question(Path(question))
        except BrokenFile as broken:
            wrong_use(str(broken))
    return find(open_bank(here), question)


def _rubric(asked: Question, follow_up: str | None) -> tuple[str, str | None, tuple[RubricPoint, ...]]:
    if follow_up is not None:
        found = next((f for f in asked.follow_ups if f.id == follow_up), None)
        if found is None:
            wrong_use(
                unknown("follow-up", follow_up, [f.id for f in asked.follow_ups], f"hotseat bank show {asked.id}")
            )
        return found.prompt, found.model_answer, found.rubric
    if not asked.rubric and asked.model_answer and asked.kind != "code":
        from hotseat.reference.rubric import points_of

        return asked.prompt, asked.model_answer, points_of(asked.model_answer)
    if not asked.rubric:
        wrong_use(f"{asked.id} has no rubric; it is judged by its code. Try: hotseat grade {asked.id} FILE")
    return asked.prompt, asked.model_answer, asked.rubric


def _text(file: Path) -> str:
    try:
        data = file.read_bytes()
    except OSError as fault:
        wrong_use(f"{harmless.line(str(file))} cannot be read: {fault.strerror}.")
    if len(data) > LARGEST_ANSWER:
        wrong_use(f"{file.name} is larger than {LARGEST_ANSWER:,} bytes; that is no answer but a book.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        wrong_use(f"{file.name} is not UTF-8 text (line {line}). Save it as UTF-8 and try again.")


def _many(file: Path) -> Iterator[tuple[str, str]]:
    """Each line's id and answer, in order."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except OSError as fault:
        wrong_use(f"{harmless.line(str(file))} cannot be read: {fault.strerror}.")
    except UnicodeDecodeError:
        wrong_use(f"{file.name} is not UTF-8 text. Save it as UTF-8 and try again.")
    for number, row in enumerate(text.split("\n"), 1):
        if not row.strip():
            continue
        try:
            data = json.loads(row)
            name, answer = data["id"], data["answer"]
        except (ValueError, KeyError, TypeError, RecursionError):
            wrong_use(f"{file.name}, line {number}: a JSON object with id and answer is needed.")
        if not isinstance(answer, str):
            wrong_use(f"{file.name}, line {number}: answer must be a text.")
        yield str(name), answer


def _score(
    question: str,
    name: str,
    prompt: str,
    model: str | None,
    points: tuple[RubricPoint, ...],
    answer: str,
    *,
    as_json: bool,
) -> None:
    from hotseat.reference.rubric import read_answer

    reading = read_answer(prompt, model, points, answer).to_dict()
    result: dict[str, Any] = {"id": name, "question": question, **reading}
    if as_json:
        give_json(result)
        return
    give(f"{name}: score {result['score']:.2f}")
    texts = {p.id: p.text for p in points}
    for point in result["points"]:
        state = (
            "CONTRADICTED"
            if point["contradicted"]
            else "UNCLEAR"
            if point["unclear"]
            else "COVERED"
            if point["covered"]
            else "NOT FOUND"
        )
        give(f"  {state:13}{texts.get(point['id'], point['id'])}  ({point['probability']:.0%})")
        if point["evidence"]:
            give(f"               “{harmless.line(point['evidence'])}”")
