"""A person's folder in which everything that others could have written tries something."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import yaml
from support.golden import hostile
from support.hostile import CODEABLE, SHORT
from support.packs_on_disk import TALK

SESSIONS = ("20260101-000000-bad0", "20260102-000000-bad1")
PLAIN = SHORT.replace("\ud800", "")


def furnish(home: Path) -> Path:
    """Sessions, a friend's scores, packs, a plan and settings, all hostile; returns the folder."""
    for name in SESSIONS:
        hostile(home / "sessions", name=name)
    _scores(home / "sessions" / SESSIONS[0] / "peers")
    _pack(home / "packs" / ("mine" if sys.platform == "win32" else "p\x1b]0;owned\x07\u202e[bold]"))
    _own(home / "pack" / "questions")
    _plan(home / "plan.json")
    told = "".join(f"\\U{ord(sign):08x}" for sign in PLAIN)
    (home / "config.toml").write_text(f'theme = "{told}"\n"{told}" = 1\n', encoding="utf-8")
    return home


def _scores(folder: Path) -> None:
    folder.mkdir(parents=True)
    note = {"score": "strong", "note": SHORT}
    data = {
        "format": "hotseat-peer/1",
        "name": SHORT,
        "taken": SHORT,
        "overall": note,
        "scores": {SHORT: note, "coding": note},
    }
    (folder / "friend.json").write_text(json.dumps(data), encoding="utf-8")


def _pack(folder: Path) -> None:
    (folder / "questions").mkdir(parents=True)
    question: dict[str, Any] = {
        **TALK,
        "id": "tries",
        "title": f"Tries {PLAIN}",
        "prompt": CODEABLE,
        "model_answer": CODEABLE,
        "hints": [PLAIN],
        "clarifications": [{"id": "a", "asks": [PLAIN], "answer": PLAIN}],
        "rubric": [{"id": "because", "text": PLAIN}],
    }
    (folder / "questions" / "tries.yaml").write_text(yaml.safe_dump(question), encoding="utf-8")


def _own(folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "broken.yaml").write_text(yaml.safe_dump({**TALK, "id": "broken", PLAIN: PLAIN}), encoding="utf-8")
    if sys.platform != "win32":
        (folder / "b\x1b]0;owned\x07\x9b2J\u202e[.yaml").write_text("id: [\n", encoding="utf-8")


def _plan(file: Path) -> None:
    item = {"kind": "drill", "what": "tries", "title": SHORT, "minutes": 5, "topic": SHORT, "why": SHORT}
    item |= {"final": False, "done": False}
    data = {
        "format": 1,
        "wish": {"interview_on": "2099-01-01", "minutes_a_day": 30, "made_on": "2026-01-01"},
        "laid_on": None,
        "days": [{"on": "2099-01-01", "items": [item]}],
        "left_out": [SHORT],
    }
    file.write_text(json.dumps(data), encoding="utf-8")
