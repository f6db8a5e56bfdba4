"""Packs written into folders, as somebody may bring them."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from support.commands import command
from support.judge_packs import CHECKS, SOLUTION, STARTER

CODE: dict[str, Any] = {
    "id": "double",
    "title": "Double",
    "kind": "code",
    "prompt": "Double it.",
    "functions": ["double"],
    "imports": ["import numpy as np"],
}
TALK: dict[str, Any] = {
    "id": "why",
    "title": "Why",
    "kind": "talk",
    "prompt": "Why?",
    "model_answer": "Because.",
    "rubric": [{"id": "because", "text": "Because."}],
}


def write_pack(folder: Path, *, suffix: str = "", code: bool = True, **fields: Any) -> Path:
    """A pack with a question in words and one in code, whose ids end with ``suffix``."""
    (folder / "questions").mkdir(parents=True)
    for question in (TALK, CODE | fields) if code else (TALK,):
        name = f"{question['id']}{suffix}"
        text = yaml.safe_dump({**question, "id": name})
        (folder / "questions" / f"{name}.yaml").write_text(text, encoding="utf-8")
    for part, text in (("checks", CHECKS), ("solutions", SOLUTION), ("starters", STARTER)) if code else ():
        (folder / part).mkdir()
        (folder / part / f"double{suffix}.py").write_text(text, encoding="utf-8")
    return folder


def example_pack(folder: Path, *kinds: str) -> Path:
    """A pack as ``pack new`` writes it, with an example of each of these kinds; made once, and nobody's own."""
    for name, data in _examples(kinds).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return folder


@cache
def _examples(kinds: tuple[str, ...]) -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as made, pytest.MonkeyPatch.context() as patch:
        patch.setenv("HOTSEAT_HOME", f"{made}/home")
        folder = Path(made) / "acme"
        for kind in kinds:
            assert command("pack", "new", str(folder), "--kind", kind).code == 0
        files = [path for path in folder.rglob("*") if path.is_file() and not path.name.startswith(".")]
        return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
