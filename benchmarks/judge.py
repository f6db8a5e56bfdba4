"""How long a verdict takes, beside what its checks cost by themselves, a fresh pytest and a fresh notebook.

    python benchmarks/judge.py [ID ...] [--rounds N] [--slow N] [--json]

The rounds of all means are interleaved in one run, so that a busy machine disturbs them alike. ``floor`` runs the checks
in a warm process with everything loaded and the reference's answers at hand, without any isolation; where a check is a
race, the other side's runs are part of it. ``judge`` is from
the submission to the verdict, in the app's way: what can be got ready while a person writes has been got ready.
``at once`` follows a verdict without a pause, as when many files are graded. ``pytest`` and ``nbclient`` are given the
reference's answers too; each starts a fresh interpreter or kernel, and isolates nothing. Overheads are milliseconds over
the floor of the same round; ratios are of medians, over rounds in which both ran.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ONE_THREAD = {f"{name}_NUM_THREADS": "1" for name in ("OMP", "OPENBLAS", "MKL")}
FLOOR = """
import importlib, json, pickle, sys, time
sys.path.insert(0, {here!r})
from hotseat.kernels.preload import LIBRARIES
for name in LIBRARIES[{profile!r}]:
    importlib.import_module(name)
import checks_in_process as plain
folder = sys.argv[1]
read = lambda name: open(folder + "/" + name, encoding="utf-8").read()
imports, seed = json.loads(read("task.json"))
checks, _ = plain.checks_of(read("checks.py"))
rivals = {{"reference": plain.names_of(read("solution.py"), imports)}}
if any(check.speed is not None and check.speed.of == "starter" for check in checks):
    rivals["starter"] = plain.names_of(read("starter.py"), imports)
ready = plain.prepared(checks, rivals["reference"], seed)
print("ready", flush=True)
for line in sys.stdin:
    began = time.perf_counter()
    failed = plain.failures(ready, plain.names_of(read("submission.py"), imports), seed, rivals)
    print(json.dumps([time.perf_counter() - began, failed]), flush=True)
"""
TEST = """
import json, sys
sys.path.insert(0, {here!r})
import checks_in_process as plain
folder = {folder!r}
read = lambda name: open(folder + "/" + name, encoding="utf-8").read()
imports, seed = json.loads(read("task.json"))
checks, _ = plain.checks_of(read("checks.py"))
import pickle
kept = pickle.load(open(folder + "/wants.pickle", "rb"))
ready = [plain.Prepared(check, turns) for check, turns in zip(checks, kept)]
names = plain.names_of(read("submission.py"), imports)
"""
BODY = """
import pytest
@pytest.mark.parametrize("k", range(len(ready)), ids=[one.check.name for one in ready])
def test_check(k):
    assert plain.failures([ready[k]], names, seed) == []
"""


@dataclass
class Times:
    """Seconds of one question, by means; the lists of a round's means lie at the same place."""

    floor: list[float] = field(default_factory=list[float])
    judge: list[float] = field(default_factory=list[float])
    at_once: list[float] = field(default_factory=list[float])
    pytest: list[float] = field(default_factory=list[float])
    nbclient: list[float] = field(default_factory=list[float])


class Floor:
    """The warm process in which nothing but the checks runs."""

    def __init__(self, folder: str, profile: str) -> None:
        code = FLOOR.format(here=str(HERE), profile=profile)
        self._process = subprocess.Popen(
            [sys.executable, "-c", code, folder],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, **ONE_THREAD},
        )
        self._line()

    def _line(self) -> str:
        assert self._process.stdout is not None
        while True:
            line = self._process.stdout.readline()
            if not line:
                raise SystemExit("the process for the floor has ended")
            if line.startswith(("ready", "[")):
                return line

    def __call__(self) -> float:
        assert self._process.stdin is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        seconds, failed = json.loads(self._line())
        if failed:
            raise SystemExit(f"the submission should pass, and fails at {failed}")
        return float(seconds)

    def close(self) -> None:
        self._process.kill()
        self._process.wait()


def lay_out(folder: str, question: Any, pack: Any, code: str, seed: int) -> None:
    """Writes what the graders beside the judge need, the reference's answers among it."""
    place = Path(folder)
    checks = pack.checks(question.id).read_text(encoding="utf-8")
    for name, text in (
        ("submission.py", code),
        ("checks.py", checks),
        ("solution.py", pack.solution(question.id)),
        ("starter.py", pack.starter(question.id)),
        ("task.json", json.dumps([list(question.imports), seed])),
        ("test_submission.py", TEST.format(here=str(HERE), folder=folder) + BODY),
    ):
        (place / name).write_text(text, encoding="utf-8")
    prepare = (
        f"import json, pickle, sys; sys.path.insert(0, {str(HERE)!r}); import checks_in_process as p\n"
        f"imports, seed = json.loads(open({folder!r} + '/task.json').read())\n"
        f"checks, _ = p.checks_of(open({folder!r} + '/checks.py').read())\n"
        f"names = p.names_of(open({folder!r} + '/solution.py').read(), imports)\n"
        f"ready = p.prepared(checks, names, seed)\n"
        f"pickle.dump([one.turns for one in ready], open({folder!r} + '/wants.pickle', 'wb'))\n"
    )
    subprocess.run([sys.executable, "-c", prepare], check=True, env={**os.environ, **ONE_THREAD})


def fresh_pytest(folder: str) -> float:
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "test_submission.py"],
        cwd=folder,
        capture_output=True,
        text=True,
        env={**os.environ, **ONE_THREAD},
    )
    spent = time.perf_counter() - began
    if done.returncode:
        raise SystemExit(f"pytest should pass:\n{done.stdout[-2000:]}")
    return spent


def fresh_notebook(folder: str) -> float:
    import nbformat
    from nbclient import NotebookClient

    test = TEST.format(here=str(HERE), folder=folder)
    cells = [test, *("assert plain.failures([one], names, seed) == []" for one in [0])]
    cells[-1] = "for one in ready:\n    assert plain.failures([one], names, seed) == [], one.check.name"
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(cell) for cell in cells])
    began = time.perf_counter()
    NotebookClient(book, timeout=120, kernel_name="python3", resources={"metadata": {"path": folder}}).execute()
    return time.perf_counter() - began


async def timed(judge: Any, question: Any, code: str, seed: int | None = None) -> float:
    began = time.perf_counter()
    verdict = await judge.judge(question, code, seed=seed)
    spent = time.perf_counter() - began
    if verdict.verdict != "pass":
        raise SystemExit(f"{question.id}: the submission should pass, and the verdict is {verdict.reason}")
    return spent


async def measure(bank: Any, name: str, rounds: int, slow: int) -> Times:
    """The times of one question; its reference is the submission."""
    from hotseat.reference.judge import Judge, seeds_of

    question, pack = bank.questions[name], bank.pack_of(name)
    code, times = pack.solution(name), Times()
    judge = Judge(bank.packs)
    with tempfile.TemporaryDirectory() as folder:
        lay_out(folder, question, pack, code, seeds_of(name)[0])
        floor = Floor(folder, question.needs.profile)
        try:
            await judge.warm(question.needs)
            for turn in range(rounds + 1):
                await judge.prepare(question)
                base, mine = floor(), await timed(judge, question, code)
                again = await timed(judge, question, code, seeds_of(name)[0])
                if turn:  # the first round finds nothing ready anywhere
                    times.floor.append(base)
                    times.judge.append(mine)
                    times.at_once.append(again)
                    if turn <= slow:
                        times.pytest.append(await asyncio.to_thread(fresh_pytest, folder))
                        times.nbclient.append(await asyncio.to_thread(fresh_notebook, folder))
        finally:
            floor.close()
            await judge.close()
    return times


def figures(name: str, profile: str, times: Times) -> dict[str, Any]:
    """One question's row."""
    median = statistics.median
    over = sorted(1000 * (mine - base) for mine, base in zip(times.judge, times.floor, strict=True))
    return {
        "question": name,
        "libraries": profile,
        "rounds": len(times.judge),
        "floor_ms": round(1000 * median(times.floor), 1),
        "judge_ms": round(1000 * median(times.judge), 1),
        "over_ms_median": round(median(over), 1),
        "over_ms_p95": round(over[min(len(over) - 1, int(0.95 * len(over)))], 1),
        "at_once_ms": round(1000 * median(times.at_once), 1),
        "pytest_ms": round(1000 * median(times.pytest), 1),
        "nbclient_ms": round(1000 * median(times.nbclient), 1),
        "of_pytest": round(median(times.judge) / median(times.pytest), 3),
        "of_nbclient": round(median(times.judge) / median(times.nbclient), 3),
    }


def main(arguments: Sequence[str]) -> None:
    from hotseat.question_bank.bank import load_bank
    from hotseat.reference.builtin import builtin_pack

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("questions", nargs="*", help="ids; left out, all code questions")
    parser.add_argument("--rounds", type=int, default=30, help="submissions a question")
    parser.add_argument("--slow", type=int, default=5, help="in how many rounds pytest and nbclient run too")
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args(arguments)
    bank = load_bank([builtin_pack()])
    names = chosen.questions or [n for n, q in bank.questions.items() if q.kind == "code"]
    if not chosen.json:
        print(
            f"{'question':22}{'libraries':>10}{'floor':>8}{'judge':>8}{'over':>7}{'p95':>7}{'at once':>9}"
            f"{'pytest':>9}{'nbclient':>10}{'/pytest':>9}{'/nbclient':>11}"
        )
    for name in names:
        times = asyncio.run(measure(bank, name, chosen.rounds, min(chosen.slow, chosen.rounds)))
        row = figures(name, bank.questions[name].needs.profile, times)
        if chosen.json:
            print(json.dumps(row), flush=True)
        else:
            print(
                f"{name:22}{row['libraries']:>10}{row['floor_ms']:8.1f}{row['judge_ms']:8.1f}"
                f"{row['over_ms_median']:7.1f}{row['over_ms_p95']:7.1f}{row['at_once_ms']:9.1f}"
                f"{row['pytest_ms']:9.0f}{row['nbclient_ms']:10.0f}{row['of_pytest']:9.3f}{row['of_nbclient']:11.3f}",
                flush=True,
            )


if __name__ == "__main__":
    main(sys.argv[1:])
