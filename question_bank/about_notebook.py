"""Questions about a candidate's own notebook: what the bank can ask, laid over what stands in its cells.

Pure but for :func:`notebook_questions`, which reads the bank's files. Which questions are asked is decided by the seed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import cast

from hotseat.question_bank.loader import load
from hotseat.question_bank.model import NotebookQuestion, Question
from hotseat.question_bank.notebook import Notebook
from hotseat.question_bank.notebook_code import Code, Seen
from hotseat.question_bank.sights import look

FOLDER = Path(str(files("hotseat.question_bank"))) / "notebook_questions"
PREFIX = "notebook-"
"""What the ids of such questions begin with, so that none is taken for one of the bank's."""
_MOST_SEEN = 50
"""Places at which one question could be asked that are looked at; a notebook may hold a thousand calls."""


@dataclass(frozen=True)
class About:
    """A question about a notebook, and the place that it is about."""

    question: Question
    asked: NotebookQuestion
    seen: Seen


def notebook_questions(folder: Path = FOLDER) -> tuple[NotebookQuestion, ...]:
    """All that the bank can ask about a notebook, by id. Raises BrokenFile."""
    return tuple(load(path, NotebookQuestion, inside=folder, named=True) for path in sorted(folder.glob("*.yaml")))


def about(notebook: Notebook, asked: Sequence[NotebookQuestion], seed: int) -> tuple[About, ...]:
    """One question for each that the notebook gives rise to, the one to be asked first at the head.

    Those from which most is to be learnt come early; what is asked for (what a line does, why a choice, what is wrong, what
    breaks at scale) and the cells alternate, so that a few questions go across the whole notebook.
    """
    code = Code.of(notebook)
    found = [a for one in asked if (a := _about(code, one, seed)) is not None]
    order: list[About] = []
    while found:
        best = min(found, key=lambda a: (-a.asked.worth * _news(a, order), _chance(seed, a.asked.id)))
        order.append(best)
        found.remove(best)
    return tuple(order)


def _news(one: About, order: Sequence[About]) -> float:
    """What is left of a question's worth after those before it: half for each of the same aspect or cell."""
    same = sum((o.asked.aspect == one.asked.aspect) + (o.seen.cell == one.seen.cell) for o in order)
    return 0.5**same


def _chance(seed: int, text: str) -> bytes:
    return hashlib.sha256(f"{seed}:{text}".encode()).digest()


def _about(code: Code, one: NotebookQuestion, seed: int) -> About | None:
    places = [seen for _, seen in zip(range(_MOST_SEEN), look(code, one), strict=False)]
    if not places:
        return None
    seen = min(places, key=lambda s: _chance(seed, f"{one.id}:{s.cell}:{s.first}"))
    return About(question_about(one, seen, code.excerpt(seen), code.excerpt(seen, around=0, most=1)), one, seen)


def question_about(one: NotebookQuestion, seen: Seen, excerpt: str, line: str = "") -> Question:
    """What is asked about a place in a notebook, with the ``excerpt`` of its code shown."""
    facts = {"cell": str(seen.cell), "name": seen.name, "value": seen.value, "line": line.strip()}
    data = cast("dict[str, object]", _filled(one.model_dump(mode="json"), facts))
    kept = {k: data[k] for k in ("title", "topic", "level", "minutes", "competencies", "rubric", "model_answer")}
    kept |= {k: data[k] for k in ("clarifications", "hints", "follow_ups")}
    prompt = f"{str(data['prompt']).strip()}\n\n{_fenced(excerpt)}"
    own = {"id": f"{PREFIX}{one.id}"[:64], "kind": "talk", "part": "deep-dive", "prompt": prompt}
    return Question.model_validate(kept | own)


def _filled(value: object, facts: Mapping[str, str]) -> object:
    """The value with the facts in every text of it."""
    if isinstance(value, str):
        return Template(value).safe_substitute(facts)
    if isinstance(value, Mapping):
        return {k: _filled(v, facts) for k, v in cast("Mapping[object, object]", value).items()}
    if isinstance(value, list):
        return [_filled(v, facts) for v in cast("list[object]", value)]
    return value


def _fenced(code: str) -> str:
    """A block of code whose fence is longer than any in the code."""
    fence = "```"
    while fence in code:
        fence += "`"
    return f"{fence}python\n{code}\n{fence}"
