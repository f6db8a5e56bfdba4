"""Thousands of submissions judged: what each doubling costs, and one job beside several and a Dask cluster in one run.

    python benchmarks/grade_many.py [--counts 250,500,1000,2000] [--beside 250] [--jobs N] [--no-dask]

The submissions are the bank's right and known-wrong solutions over and over, each with a comment of its own, so that each has a
seed of its own. The results of all ways are held against each other; exits with 1 where they differ in more than the figures
that messages tell of times. Ratios are to one job in the same run; compare no seconds across machines.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))
Lines = dict[tuple[str, str], dict[str, Any]]
_MEASURED = re.compile(r"It took [\d.e+-]+ times|n to the power of [\d.-]+|From [\d,]+ to [\d,]+ its time")


def make(folder: Path, count: int) -> Path:
    """A list of submissions; the first ones of a longer list are those of a shorter one."""
    from hotseat.question_bank.bank import load_bank
    from hotseat.question_bank.engines import unavailable
    from hotseat.reference.builtin import builtin_pack

    pack = builtin_pack()
    bank = load_bank([pack])
    files = [
        (name, file)
        for name, question in sorted(bank.questions.items())
        if question.kind == "code" and unavailable(question) is None
        for file in [*pack.right(name), *pack.wrong(name)]
    ]
    random.Random(1).shuffle(files)
    path = folder / f"{count}.jsonl"
    with path.open("w", encoding="utf-8") as out:
        for number in range(count):
            name, file = files[number % len(files)]
            code = f"{file.read_text(encoding='utf-8')}\n# Submission {number}.\n"
            row = {"id": f"{number:05} {file.stem}", "question": name, "code": code}
            out.write(json.dumps(row) + "\n")
    return path


def graded(source: Path, *options: str) -> tuple[float, float, Lines]:
    """Seconds, megabytes of the command itself at most, and the results without what differs from run to run."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "results.jsonl"
        command = [sys.executable, "-m", "hotseat", "grade", str(source), "-o", str(out), *options]
        began = time.monotonic()
        done = subprocess.Popen(command, env=os.environ | {"HOTSEAT_HOME": folder}, stderr=subprocess.PIPE, text=True)
        assert done.stderr is not None
        said = done.stderr.read()
        _, status, usage = os.wait4(done.pid, 0)
        seconds = time.monotonic() - began
        if os.waitstatus_to_exitcode(status) not in (0, 1, 3):
            raise SystemExit(f"hotseat grade ended with {os.waitstatus_to_exitcode(status)}: {said}")
        lines: Lines = {}
        for row in out.read_text(encoding="utf-8").splitlines():
            line = json.loads(row)
            del line["run"]
            lines[line["question"], line["id"]] = line
    return seconds, usage.ru_maxrss / 1024, lines


def differing(first: Lines, second: Lines) -> list[str]:
    """What is not the same in both, the figures of times in messages left out."""
    found = [f"{key} is there only once" for key in sorted(first.keys() ^ second.keys())]
    for key in sorted(first.keys() & second.keys()):
        one, other = (json.loads(_MEASURED.sub("...", json.dumps(lines[key]))) for lines in (first, second))
        parts = [name for name in one if one[name] != other.get(name)]
        if parts:
            found.append(f"{key}: {', '.join(f'{n} {one[n]!r:.300} and {other.get(n)!r:.300}' for n in parts)}")
    return found


def main(arguments: Sequence[str]) -> int:
    from hotseat.many import processors

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--counts", default="250,500,1000,2000", help="submissions, doubling")
    parser.add_argument("--beside", type=int, default=250, help="submissions that every way judges")
    parser.add_argument("--jobs", type=int, default=max(2, processors()))
    parser.add_argument("--no-dask", action="store_true")
    wanted = parser.parse_args(arguments)
    counts = [int(count) for count in wanted.counts.split(",") if count]
    bad: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        print(f"{processors()} processors, load {os.getloadavg()[0]:.1f}\n")
        ways: list[tuple[str, int, tuple[str, ...]]] = [
            ("--jobs 1", 1, ("--jobs", "1")),
            (f"--jobs {wanted.jobs}", wanted.jobs, ("--jobs", str(wanted.jobs))),
        ]
        source = make(folder, wanted.beside)
        print(f"{wanted.beside:,} submissions, each way     seconds   a second   per core   of one job")
        first = 0.0
        known: Lines = {}
        for title, many, options in ways:
            seconds, _, lines = graded(source, *options)
            first = first or seconds
            _row(title, seconds, wanted.beside, many, first)
            bad += differing(known or lines, lines)
            known = known or lines
        if not wanted.no_dask:
            from support.cluster import LocalCluster

            with LocalCluster(folder) as cluster:
                for _ in range(wanted.jobs):
                    cluster.work("--no-nanny")
                # The first run waits for workers to start and judges to warm up, and is not counted.
                graded(make(folder, min(10, wanted.beside)), "--dask", cluster.address)
                seconds, _, lines = graded(source, "--dask", cluster.address)
            _row(f"--dask, {wanted.jobs} workers", seconds, wanted.beside, wanted.jobs, first)
            bad += differing(known, lines)
        if counts:
            print(
                f"\n--jobs {wanted.jobs}                     seconds   a second   per core   of half as many   memory, MB"
            )
        before = 0.0
        for count in counts:
            seconds, memory, _ = graded(make(folder, count), "--jobs", str(wanted.jobs))
            ratio = f"{seconds / before:.2f}" if before else "-"
            rate = count / seconds
            print(
                f"{count:>8,}{seconds:27.1f}{rate:11.2f}{rate / wanted.jobs:11.2f}{ratio:>18}{memory:13.0f}", flush=True
            )
            before = seconds
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"\nload {os.getloadavg()[0]:.1f} at the end, {children.ru_utime + children.ru_stime:.0f} s of the commands' own work"
    )
    print("All ways gave the same results." if not bad else f"{len(bad)} results differ:")
    for line in bad[:20]:
        print("DIFFERS", line)
    return 1 if bad else 0


def _row(title: str, seconds: float, count: int, many: int, first: float) -> None:
    rate = count / seconds
    print(f"{title:30}{seconds:13.1f}{rate:11.2f}{rate / many:11.2f}{first / seconds:13.2f}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
