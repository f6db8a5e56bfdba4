"""A case read back: a file from anywhere, so bounded in size, held strictly to its form, and made harmless where shown.

Reading runs nothing. The checks and the reference in a case are code from outside; whoever judges with them must have been
told to.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from hotseat import harmless
from hotseat.interview import disk
from hotseat.interview.contest import FORMAT, LONGEST_REASON
from hotseat.interview.decide import LONGEST_CODE
from hotseat.question_bank.model import Id, Question

LARGEST_CASE = 8_000_000
"""Bytes of a case's file."""
_FAMILY = FORMAT.partition("/")[0]

Word = Annotated[str, Field(max_length=200)]
Code = Annotated[str, Field(max_length=LONGEST_CODE)]


class BadCase(ValueError):
    """The file is no case that can be read; the message says why in one sentence."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class GivenCheck(_Part):
    """What became of one check."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)
    name: Annotated[str, Field(max_length=600)]
    outcome: Literal["passed", "failed", "error", "timeout", "not-run"]
    message: Annotated[str, Field(max_length=20_000)] = ""
    hidden: bool = True


class GivenVerdict(_Part):
    """The verdict as it was given."""

    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)
    verdict: Literal["pass", "fail", "error", "timeout"]
    reason: Annotated[str, Field(max_length=5_000)] = ""
    score: Annotated[float, Field(ge=0, le=1)]
    checks: Annotated[list[GivenCheck], Field(max_length=1_000)]


class Case(_Part):
    """One contested verdict. Texts are as they stand in the file; make them harmless before they are shown."""

    format: Literal["hotseat-case/1"]
    question: Id
    submission: Annotated[int, Field(ge=1)]
    contested: Word
    reason: Annotated[str, Field(max_length=LONGEST_REASON)]
    code: Code
    seed: Annotated[int, Field(ge=0, lt=1 << 32)]
    digest: Word
    """Of the bank's files that judged; empty where it is not known."""
    versions: Annotated[dict[Word, Word], Field(max_length=50)]
    platform: Word
    verdict: GivenVerdict
    asked: dict[str, Any]
    """The question as it was asked; see :func:`material`."""
    starter: Code
    checks: Code | None
    reference: Code | None


@dataclass(frozen=True)
class Material:
    """What a case brings to be judged with by itself."""

    question: Question
    starter: str
    checks: str
    reference: str


def read_case(path: Path) -> Case:
    """The case in a file. Raises BadCase, with a sentence, for whatever is wrong with it."""
    name = harmless.line(path.name, 80)
    try:
        with os.fdopen(disk.open_regular(path, os.O_RDONLY), "rb") as file:
            data = file.read(LARGEST_CASE + 1)
    except (OSError, ValueError) as fault:
        why = getattr(fault, "strerror", None) or "its name cannot be one"
        raise BadCase(f"{name} cannot be read: {harmless.line(str(why))}.") from None
    if len(data) > LARGEST_CASE:
        raise BadCase(f"{name} is larger than {LARGEST_CASE:,} bytes; no case is.")
    try:
        found: Any = json.loads(data.decode("utf-8"), parse_constant=_no_number)
    except RecursionError:
        raise BadCase(f"{name} is nested too deeply to be a case.") from None
    except ValueError as fault:
        where = f" (line {fault.lineno})" if isinstance(fault, json.JSONDecodeError) else ""
        raise BadCase(f"{name} is not JSON{where}. A case is the file that /contest wrote, unchanged.") from None
    written = str(found.get("format")) if isinstance(found, dict) else ""
    if written != FORMAT:
        if written.startswith(f"{_FAMILY}/"):
            raise BadCase(f"{name} was written by another version of Hotseat ({harmless.line(written, 40)}).")
        raise BadCase(f"{name} is no case. A case is the file that /contest wrote.")
    try:
        return Case.model_validate(found)
    except ValidationError as fault:
        raise BadCase(f"{name} is not a whole case: {_first(fault)}.") from None


def material(case: Case) -> Material:
    """What the case itself brings to judge with. Raises BadCase where that is not all there."""
    if case.checks is None or case.reference is None:
        raise BadCase("This case holds no checks: its bank had changed when it was written.")
    try:
        question = Question.model_validate(case.asked)
    except ValidationError as fault:
        raise BadCase(f"The question in this case cannot be read: {_first(fault)}.") from None
    if question.id != case.question or question.kind != "code":
        raise BadCase("The question in this case is not the one it names.")
    return Material(question, case.starter, case.checks, case.reference)


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def _first(fault: ValidationError) -> str:
    """The first thing wrong, with the place where it is."""
    error = fault.errors(include_url=False, include_context=False, include_input=False)[0]
    where = ".".join(map(str, error["loc"]))
    said = error["msg"][:1].lower() + error["msg"][1:]
    return harmless.line(f"{where}: {said}" if where else said, 200)
