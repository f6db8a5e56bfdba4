"""``hotseat grade``: judge files without a screen, one after the other, each told as soon as it is done."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hotseat import harmless
from hotseat.cli.banks import find, open_bank, tell_problems
from hotseat.cli.places import Places
from hotseat.cli.trouble import CHECK_FAILED, ENVIRONMENT, OK, give, give_json, say, wrong_use

if TYPE_CHECKING:
    from hotseat.question_bank.model import Question
    from hotseat.reference.judge import Judge

LARGEST_FILE = 1_000_000
"""Bytes of one file of code."""

_GLYPH = {"passed": "PASS", "failed": "FAIL", "error": "ERROR", "timeout": "TIME", "not-run": "NOT RUN"}


def grade_files(
    here: Places, question: str, files: Sequence[Path], *, as_json: bool, seed: int | None, own_tests: bool = False
) -> int:
    """Judge each file; returns 0 when all pass, 1 when any does not, 3 when any was not judged.

    ``seed`` is the place of a seed in the question's pool, from 0. What is told of a file holds it too, as ``seed``, so that
    the same inputs can be asked for again. With ``own_tests`` each file's own tests are tried too; they bear on no verdict
    and on no exit code.
    """
    from hotseat.reference.judge import SEEDS, Judge, seeds_of

    bank = open_bank(here)
    asked = find(bank, question)
    if asked.kind != "code":
        tell_problems(bank)
        wrong_use(f"{asked.id} is answered in words. Try: hotseat assess {asked.id} --answer FILE")
    if seed is not None and not 0 <= seed < SEEDS:
        wrong_use(f"--seed is a number from 0 to {SEEDS - 1}, not {seed}.")
    drawn = None if seed is None else seeds_of(asked.id)[seed]
    for file in files:
        if not file.is_file():
            wrong_use(f"{harmless.line(str(file))} is not a file.")

    async def run() -> list[str]:
        judge = Judge([bank.pack_of(asked.id)])
        try:
            return [await _one(judge, asked, file, as_json=as_json, seed=drawn, own_tests=own_tests) for file in files]
        finally:
            await judge.close()

    verdicts = asyncio.run(run())
    if "not-judged" in verdicts:
        return ENVIRONMENT
    return OK if all(v == "pass" for v in verdicts) else CHECK_FAILED


async def _one(
    judge: Judge, question: Question, file: Path, *, as_json: bool, seed: int | None, own_tests: bool
) -> str:
    if sys.stderr.isatty():
        say(f"Judging {harmless.line(file.name)} …")
    from hotseat.reference.judge import seeds_of

    code, fault = _read(file)
    if fault:
        result: dict[str, Any] = {
            "question": question.id,
            "verdict": "error",
            "reason": fault,
            "score": 0.0,
            "seconds": 0.0,
            "checks": [],
            "seed": None,
        }
    else:
        verdict, pool = await judge.judge(question, code, seed=seed), seeds_of(question.id)
        place = pool.index(verdict.seed) if verdict.seed in pool else None
        result = {**verdict.to_dict(), "seed": place}
    result = {"question": result.pop("question"), "file": str(file), **result}
    if own_tests:
        tried = None if fault else await judge.try_own_tests(question, code)
        result["own_tests"] = None if tried is None else tried.to_dict()
    if as_json:
        give_json(result)
    else:
        _tell(result)
    return str(result["verdict"])


def _read(file: Path) -> tuple[str, str]:
    """A file's text and, where it cannot be judged, why."""
    try:
        data = file.read_bytes()
    except OSError as fault:
        return "", f"{file.name} cannot be read: {fault.strerror}."
    if len(data) > LARGEST_FILE:
        return "", f"{file.name} is larger than {LARGEST_FILE:,} bytes; a submission is one file of code."
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        return "", f"{file.name} is not UTF-8 text (line {line}). Save it as UTF-8 and try again."


def _tell(result: dict[str, Any]) -> None:
    again = "" if result["verdict"] == "pass" or result["seed"] is None else f", seed {result['seed']}"
    told = f"{result['verdict']}, score {result['score']:.2f}, {result['seconds']:.2f} s{again}"
    give(f"{harmless.line(result['file'])}: {told}")
    if result["reason"]:
        give(f"  {harmless.line(str(result['reason']), 300)}")
    for note in result.get("notes", ()):
        give(f"  {harmless.line(str(note), 300)}")
    for check in result["checks"]:
        hidden = " (hidden)" if check["hidden"] else ""
        give(f"  {_GLYPH.get(check['outcome'], check['outcome']):8}{check['name']}{hidden}")
        if check["outcome"] != "passed" and check["message"]:
            for row in harmless.plain(str(check["message"])).splitlines():
                give(f"          {row}")
    if "own_tests" in result:
        from hotseat.interview.own_tests import OwnTests, sentences

        tried = result["own_tests"]
        told = (
            ("Its own tests could not be tried on known faults.",) if tried is None else sentences(OwnTests.of(tried))
        )
        for row in told:
            give(f"  {row}")
