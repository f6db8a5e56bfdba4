"""The schemas that editors read are the model's own."""

from __future__ import annotations

import json
from pathlib import Path

import hotseat.question_bank.model as model
from hotseat.question_bank.schema import schemas, write

FOLDER = Path(model.__file__).parent / "schema"


def test_the_committed_schemas_are_those_of_the_model() -> None:
    """Where this fails, run ``python -m hotseat.question_bank.schema``."""
    assert {file.name: file.read_text(encoding="utf-8") for file in FOLDER.iterdir()} == schemas()


def test_schemas_are_json_with_what_the_fields_mean(tmp_path: Path) -> None:
    write(tmp_path / "new")
    question = json.loads((tmp_path / "new" / "question.schema.json").read_text(encoding="utf-8"))
    assert question["properties"]["minutes"]["description"] == "The time box."
    assert question["additionalProperties"] is False
    candidate = json.loads((tmp_path / "new" / "candidate.schema.json").read_text(encoding="utf-8"))
    assert candidate["properties"]["pace"]["description"].startswith("How long everything takes")
    assert {"id", "title", "kind", "prompt"} == set(question["required"])
