"""Packs written into folders, as somebody may bring them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
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
