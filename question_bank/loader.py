"""A YAML file of the bank as the type it stands for, or everything that is wrong with it."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from hotseat.question_bank.faults import faults
from hotseat.question_bank.model import Entry, Question
from hotseat.question_bank.problem import BrokenFile, Problem
from hotseat.question_bank.strict_yaml import Document, parse, quick, read_text

E = TypeVar("E", bound=Entry)


def load_question(path: Path | str) -> Question:
    """The question in one file, inside a pack or not; its name may be anything.

    Raises :class:`BrokenFile`, whose ``problems`` are all that is wrong with it, each with line and column.
    """
    return load(Path(path), Question)


def load(path: Path, model: type[E], *, inside: Path | None = None, named: bool = False) -> E:
    """The entry in one file.

    ``inside`` is the folder that the file must lie in once links are followed; ``named`` asks that the file's
    name be the entry's id. Raises :class:`BrokenFile`.
    """
    return read(read_text(path, inside=inside), str(path), model, name=path.stem if named else None)


def read(text: str, file: str, model: type[E], *, name: str | None = None) -> E:
    """The entry that ``text`` holds; ``file`` is what problems call it, ``name`` the id it must have, if any.

    Raises :class:`BrokenFile`.
    """
    data = quick(text)
    if data is not None and (name is None or data.get("id") == name):
        with contextlib.suppress(ValidationError):
            return model.model_validate(data, strict=True)
    document = parse(text, file)
    problems = list(document.problems)
    if name is not None:
        problems += _misnamed(document, name)
    try:
        entry = model.model_validate(document.data, strict=True)
    except ValidationError as error:
        raise BrokenFile([*problems, *faults(error, document, model)]) from None
    if problems:
        raise BrokenFile(problems)
    return entry


def _misnamed(document: Document, name: str) -> list[Problem]:
    own = document.data.get("id")
    if not isinstance(own, str) or own == name:
        return []
    return [document.problem(("id",), f"the id is {own!r} and the file's name {name!r}; they must be the same")]
