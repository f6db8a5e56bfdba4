"""Small packs and questions for tests of the judge, and the judge itself within a module's event loop."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

from hotseat.question_bank.model import Question
from hotseat.question_bank.pack import Pack
from hotseat.question_bank.trust import OWN
from hotseat.reference.judge import Judge
from hotseat.reference.verdict import Verdict

CHECKS = """
import numpy as np
from hotseat.reference.check import Case, Check, Speed, call
from hotseat.reference.compare import same


def observe_twice(candidate, x):
    return [candidate.double(x), candidate.double(x)]


def some(rng):
    return [Case((rng.normal(size=n),), note=f"{n} numbers") for n in (3, 5)]


CHECKS = [
    Check("doubles", some, call("double"), same(), visible=True, weight=3),
    Check("doubles again", some, observe_twice, same(keep_input=False), hint="Call it twice."),
    Check("an array of nothing", lambda rng: [Case((np.zeros(0),), note="an empty array")], call("double"), same()),
]
"""
SOLUTION = "def double(x):\n    return 2 * x\n"
STARTER = "def double(x):\n    raise NotImplementedError\n"


def own_pack(folder: Path) -> Pack:
    """The pack in a folder as its author has it: all of it may be run."""
    return Pack.at(folder, trust=OWN)


def small_pack(
    folder: Path, *, checks: str = CHECKS, solution: str = SOLUTION, starter: str = STARTER, **more: Any
) -> tuple[Pack, Question]:
    """A pack with one code question, ``double``, and that question."""
    for name, text in (("checks", checks), ("solutions", solution), ("starters", starter)):
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name / "double.py").write_text(dedent(text), encoding="utf-8")
    fields: dict[str, Any] = {
        "id": "double",
        "title": "Double",
        "kind": "code",
        "prompt": "Double it.",
        "functions": ["double"],
        "imports": ["import numpy as np"],
        "needs": {"seconds": 0.5, "memory": 256},
    }
    return own_pack(folder), Question.model_validate(fields | more)


class Bench:
    """A judge over one small pack whose files are written anew for each submission."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.judge = Judge([own_pack(folder)])

    async def __call__(self, code: str, **pack: Any) -> Verdict:
        _, question = small_pack(self.folder, **pack)
        return await self.judge.judge(question, dedent(code), seed=1)


def until(condition: Callable[[], bool], seconds: float = 5.0) -> bool:
    """Whether a condition about the machine comes to hold within some seconds."""
    import time

    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True
