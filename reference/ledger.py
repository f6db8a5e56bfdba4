"""What is known of a question from an earlier run, kept beside a digest of all that it depends on.

A result counts only while its digest is still that of the files, the judge's own code and the libraries that are installed;
what did not run has not passed. Each question has a file of its own, ``ledger/<id>.json``, so that two changes to two questions
never meet in one file. ``tools/content.py`` runs what no record holds for and writes it down; a failure is never written.

A record's seal lies over the record itself. It keeps nobody from forging one, who can compute it like this file does; it makes
an edit by hand, or a merge of two halves, show.
"""

from __future__ import annotations

import ast
import hashlib
import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal, cast

from hotseat.question_bank import engines
from hotseat.question_bank.model import Question
from hotseat.question_bank.pack import Pack
from hotseat.reference.evidence import Figure
from hotseat.reference.gate import Tried

Part = Literal["gate", "evidence", "mutation"]
"""``gate``: starter, reference, right and wrong solutions; ``evidence``: the figures; ``mutation``: slips in the reference."""
PARTS: tuple[Part, ...] = ("gate", "evidence", "mutation")
FOLDER = Path(str(files("hotseat.reference"))) / "ledger"
FORMAT = 1
_ROOTS = (
    "hotseat.reference.judge",
    "hotseat.reference.witness",
    "hotseat.reference.examiner",
    "hotseat.reference.own_tests_witness",
    "hotseat.kernels.warm_parent",
    "hotseat.kernels.plain_arrays",
    "hotseat.kernels.plain_frames",
    "hotseat.kernels.plain_tensors",
    "hotseat.kernels.numba_at_work",
)
"""Where the judge's code begins; what these import of the two rooms belongs to it."""
_ROOTS_OF: Mapping[Part, tuple[str, ...]] = {
    "gate": ("hotseat.reference.gate",),
    "evidence": ("hotseat.reference.evidence",),
    "mutation": (),
}
"""What else a part rests on: so a change to how right solutions are tried asks for no slip to be tried again."""
_ROOMS = ("hotseat.reference", "hotseat.kernels")
_INSTALLED_AS = {"sklearn": "scikit-learn", "yaml": "PyYAML"}
"""Names to install by, where they are not the names to import by."""
_STANDS_ON = {
    "scikit-learn": ("scipy", "joblib"),
    "gplearn": ("scikit-learn", "scipy", "joblib"),
    "kneed": ("scipy",),
    "numba": ("llvmlite",),
    "fastapi": ("starlette", "pydantic", "httpx2"),
    "pyspark": ("py4j",),
}
"""Libraries under a library whose version can change what it gives."""


@dataclass(frozen=True)
class Record:
    """One part of what is known of a question."""

    digest: str
    versions: Mapping[str, str | None]
    """The interpreter and the libraries it was found with."""
    result: Mapping[str, Any]

    def sealed(self) -> dict[str, Any]:
        """The record as it lies in its file."""
        told = {"digest": self.digest, "versions": dict(self.versions), "result": dict(self.result)}
        return told | {"seal": _seal(told)}


@dataclass(frozen=True)
class State:
    """What the parts of one question depend on, as things are now."""

    digest: str
    versions: Mapping[str, str | None]


def state(question: Question, pack: Pack, part: Part, tools: Sequence[str] = ()) -> State:
    """What a result would depend on that was found now. ``tools`` are further texts it depends on. Raises BrokenFile."""
    if part == "evidence":
        texts = {f"evidence {cell.id}": cell.code for cell in question.evidence}
        asked = question.model_dump(mode="json", include={"id", "needs"})
        asked["claims"] = {cell.id: cell.claim for cell in question.evidence}
    else:
        texts = pack.run_texts(question.id)
        if part == "gate":
            texts |= pack.beside("right", question.id) | pack.beside("wrong", question.id)
        asked = question.model_dump(mode="json", include={"id", "kind", "functions", "imports", "rules", "needs"})
    versions = versions_of([*texts.values(), *question.imports], question.needs.packages)
    return State(_digest([FORMAT, part, asked, texts, list(tools), of_the_judge(part)]), versions)


def known(question: str, part: Part, now: State, folder: Path = FOLDER) -> Mapping[str, Any] | None:
    """The result that is recorded for things as they are ``now``, or None where there is none: see :func:`why_not`."""
    record = read(question, folder).get(part)
    return record.result if record is not None and not _differs(record, now) else None


def why_not(question: str, part: Part, now: State, folder: Path = FOLDER) -> str:
    """Why no record holds, in a few words; an empty text where one does."""
    record = read(question, folder).get(part)
    return "nothing is recorded" if record is None else _differs(record, now)


def read(question: str, folder: Path = FOLDER) -> dict[Part, Record]:
    """The records of a question that are whole: of this format, and with a seal that fits. Never raises for what they hold."""
    try:
        data = json.loads((folder / f"{question}.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(data, dict):
        return {}
    found: dict[Part, Record] = {}
    for part in PARTS:
        told = cast("dict[str, Any]", data).get(part)
        if not isinstance(told, dict):
            continue
        kept = {name: value for name, value in cast("dict[str, Any]", told).items() if name != "seal"}
        if told.get("seal") == _seal(kept) and kept.keys() == {"digest", "versions", "result"}:
            found[part] = Record(kept["digest"], kept["versions"], kept["result"])
    return found


def write(question: str, part: Part, now: State, result: Mapping[str, Any], folder: Path = FOLDER) -> bool:
    """Record a result that was found ``now``; what it replaces is gone. Returns whether anything changed. Raises OSError.

    Only what holds is to be written: a failure has no place here.
    """
    records = read(question, folder)
    new = Record(now.digest, now.versions, result)
    before = records.get(part)
    if before is not None and (before.digest, before.versions, lasting(before.result)) == (
        new.digest,
        new.versions,
        lasting(result),
    ):
        return False  # only how long it took differs
    records[part] = new
    data = {part: records[part].sealed() for part in PARTS if part in records}
    folder.mkdir(parents=True, exist_ok=True)
    beside = folder / f".{question}.json.new"
    text = json.dumps(data, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    beside.write_text(text, "utf-8", newline="\n")
    beside.replace(folder / f"{question}.json")
    return True


def lasting(result: Mapping[str, Any]) -> dict[str, Any]:
    """A result without what differs from run to run: how long it took, and the figures, which may be times themselves."""
    kept = {name: value for name, value in result.items() if name != "seconds"}
    if "cells" in kept:
        kept["cells"] = sorted(kept["cells"])
    return kept


def of_code(tried: Tried, seconds: float) -> dict[str, Any]:
    """What is recorded of a question's code."""
    return {
        "starter": tried.starter,
        "own_tests": tried.own_tests,
        "passed": list(tried.passed),
        "caught": {name: list(checks) for name, checks in tried.caught.items()},
        "seconds": round(seconds, 1),
    }


def of_evidence(figures: Iterable[Figure]) -> dict[str, Any]:
    """What is recorded of a question's figures, cell by cell."""
    return {"cells": {one.id: {"printed": one.printed, "seconds": round(one.seconds, 1)} for one in figures}}


def tenth(questions: Iterable[str], turn: str) -> frozenset[str]:
    """About a tenth of the questions: those that are run again although a record holds.

    ``turn`` decides which: the commit that is tried, or the day. Every run of one commit takes the same ones, and over the
    commits each question has its turn.
    """
    return frozenset(q for q in questions if int(hashlib.sha256(f"{turn}:{q}".encode()).hexdigest(), 16) % 10 == 0)


def versions_of(texts: Iterable[str], packages: Iterable[str] = ()) -> dict[str, str | None]:
    """The versions of the interpreter and of every library that the code imports or needs; None where one is missing."""
    names = {"numpy", *packages}
    for text in texts:
        names |= _imported(text)
    names = {_INSTALLED_AS.get(name, name) for name in names}
    names |= {under for name in names for under in _STANDS_ON.get(name, ())}
    found = {name: _version(name) for name in sorted(names)}
    return {"python": f"{sys.version_info[0]}.{sys.version_info[1]}"} | found


@cache
def of_the_judge(part: Part) -> str:
    """A digest of the code that a part rests on, judge and sandbox, without its docstrings and comments."""
    todo, seen = [*_ROOTS, *_ROOTS_OF[part]], dict[str, str]()
    while todo:
        name = todo.pop()
        if name in seen or not name.startswith(_ROOMS):
            continue
        path = _file(name)
        if path is None:
            continue
        tree = ast.parse(path.read_text("utf-8"))
        todo += _imports_of(tree)
        seen[name] = _bare(tree)
    return _digest(sorted(seen.items()))


def _file(module: str) -> Path | None:
    room, _, name = module.rpartition(".")
    if not room or module in _ROOMS:
        return None
    path = Path(str(files(room))) / f"{name}.py" if room in _ROOMS else None
    return path if path is not None and path.is_file() else None


def _imports_of(tree: ast.Module) -> list[str]:
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            found += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return found


def _bare(tree: ast.Module) -> str:
    """The code as it runs: comments and docstrings change no verdict."""
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if isinstance(body, list):
            rows = cast("list[ast.stmt]", body)
            node.body = [row for row in rows if not _is_text(row)] or [ast.Pass()]  # pyright: ignore[reportAttributeAccessIssue]
    return ast.unparse(tree)


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)


def _imported(text: str) -> set[str]:
    """The libraries beyond Python's own that some code imports, by the first part of their names."""
    try:
        found = _imports_of(ast.parse(text))
    except (SyntaxError, ValueError, RecursionError):
        return set()
    return {name.partition(".")[0] for name in found} - set(sys.stdlib_module_names) - {"hotseat"}


def _version(name: str) -> str | None:
    """A library's version without the part that names its build: a processor's or a graphics card's torch is one torch."""
    found = engines.version(name)
    return found.partition("+")[0] if found is not None else None


def _differs(record: Record, now: State) -> str:
    if record.versions != now.versions:
        for name in sorted(record.versions.keys() | now.versions.keys()):
            before, after = record.versions.get(name), now.versions.get(name)
            if before != after:
                return f"{name} was {before or 'not there'} and is {after or 'not there'}"
    return "" if record.digest == now.digest else "the question's files or the judge's code have changed"


def _seal(told: Mapping[str, Any]) -> str:
    return _digest(["hotseat-ledger", told])[:16]


def _digest(data: object) -> str:
    return hashlib.sha256(json.dumps(data, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
