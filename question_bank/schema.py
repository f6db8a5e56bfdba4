"""JSON Schemas of the bank's types, for editors that check and complete YAML.

``python -m hotseat.question_bank.schema`` writes them into ``schema/``. A YAML file names its own in its first line:
``# yaml-language-server: $schema=../../schema/question.schema.json``.
"""

from __future__ import annotations

import ast
import inspect
import json
from itertools import chain
from pathlib import Path
from typing import Any

from hotseat.question_bank import interview_model, model
from hotseat.question_bank.interview_model import Agenda, Candidate, Checklist, Incident, Persona, Team
from hotseat.question_bank.model import Entry, NotebookQuestion, Question

MODELS: dict[str, type[Entry]] = {
    "question": Question,
    "agenda": Agenda,
    "checklist": Checklist,
    "persona": Persona,
    "candidate": Candidate,
    "team": Team,
    "incident": Incident,
    "notebook-question": NotebookQuestion,
}


def schemas() -> dict[str, str]:
    """The text of each schema file, by file name."""
    meanings = _meanings()
    return {f"{name}.schema.json": _text(entry, meanings) for name, entry in MODELS.items()}


def write(folder: Path) -> None:
    """Write every schema into ``folder``, which is made where it is missing."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def _text(entry: type[Entry], meanings: dict[str, dict[str, str]]) -> str:
    schema: dict[str, Any] = entry.model_json_schema()
    for name, part in {**schema.get("$defs", {}), entry.__name__: schema}.items():
        for field, meaning in meanings.get(name, {}).items():
            part["properties"][field]["description"] = meaning
    top = {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
    return json.dumps(top, indent=1, ensure_ascii=False) + "\n"


def _meanings() -> dict[str, dict[str, str]]:
    """The string under each field of each class of the bank's types, by class and field."""
    found: dict[str, dict[str, str]] = {}
    rooms = (ast.parse(inspect.getsource(room)).body for room in (model, interview_model))
    for part in chain.from_iterable(rooms):
        if not isinstance(part, ast.ClassDef):
            continue
        for field, after in zip(part.body, part.body[1:], strict=False):
            if not (isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)):
                continue
            if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant):
                meaning = inspect.cleandoc(str(after.value.value))
                found.setdefault(part.name, {})[field.target.id] = " ".join(meaning.split())
    return found


if __name__ == "__main__":
    write(Path(__file__).parent / "schema")
