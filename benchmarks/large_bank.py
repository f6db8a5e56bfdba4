"""How quick a bank of 10,000 questions is, as shares of the time in which PyYAML's C loader loads all its files.

    python benchmarks/large_bank.py [--questions 10000] [--repeats 5]

A second share is that of the work, the time that processors spent: on a busy machine it is the truer one for what one process
does; several processes share the work of the cold build. Everything is measured in one run on files made in a temporary
folder, which is removed in the end. The C loader (which reads without checking anything) is the measure: the median of its
runs over all files, one file after the other. Held against it:

cold build      every file read, checked and put into an index that was not there
first page      a new index object opens the file, tells how many questions there are and gives the first 50 by id
verified fresh  a new index object opens the file, and the bank is loaded: every file is looked at, none had changed
changed file    a question looked up in a loaded bank after its file was changed (told in ms too, since the promise is)
one question    looked up in a loaded bank: its file looked at, its entry decoded
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from hotseat.question_bank.bank import first_page, load_bank
from hotseat.question_bank.index import Index
from hotseat.question_bank.pack import Pack

TOPICS = ("statistics", "wrangling", "evaluation", "classical-ml", "deep-learning", "sampling", "clustering", "time-series",
          "production", "general")  # fmt: skip
LEVELS = ("easy", "medium", "hard", "expert")
PAGE = 50
POINT = """\
  - id: point-{n}
    text: The spread of sample {n} of question {q} must be told together with its centre.
    phrases: [how wide sample {n} lies around its middle, the deviation beside the mean]
    wrong: [the mean of sample {n} says all there is to say]
    probe: What besides the centre of sample {n} would you tell?
"""
QUESTION = """\
id: {id}
title: Generated question {q} on {topic}
kind: talk
topic: {topic}
level: {level}
part: drill
minutes: {minutes}
competencies: [technical-depth, communication]
prompt: >
  Sample {q} has a few hundred rows and two of its columns are skewed. How would you describe it to a colleague
  who has to decide with it, and what would you leave out?
clarifications:
  - id: rows
    asks: [How many rows are there?, What size is the sample?, Is it large?]
    answer: There are {q} rows.
hints:
  - Think of what a colleague decides with it.
  - A centre alone hides the rest.
  - Name the centre, the spread and the shape.
rubric:
{points}model_answer: >
  I would tell the centre, the spread and the shape, with the number of rows, since a mean alone hides that two columns of
  sample {q} are skewed; a median and quartiles hold for those. I would leave out what no decision hangs on.
follow_ups:
  - id: skew
    kind: deeper
    prompt: What would change if sample {q} were not skewed?
    model_answer: The mean and the deviation would then say most of it.
    rubric:
      - id: mean
        text: Without skew the mean and the deviation describe the sample well.
        phrases: [a symmetric sample is told by its mean and its deviation]
"""


def generate(folder: Path, questions: int) -> list[Path]:
    """Write the files of a pack; returns them."""
    files: list[Path] = []
    for n in range(questions):
        topic = TOPICS[n % len(TOPICS)]
        text = QUESTION.format(
            id=f"generated-{n:05d}",
            q=n,
            topic=topic,
            level=LEVELS[n % 4],
            minutes=5 + n % 20,
            points="".join(POINT.format(n=k, q=n) for k in range(5)),
        )
        file = folder / "questions" / topic / f"generated-{n:05d}.yaml"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        files.append(file)
    return files


class Took(NamedTuple):
    """What a call took, in seconds."""

    time: float
    work: float
    """Of processors, this process's and those that it started."""


def timed(what: Callable[[], Any]) -> Took:
    """What one call takes."""
    before, began = _work(), time.perf_counter()
    what()
    spent = time.perf_counter() - began
    return Took(spent, _work() - before)


def _work() -> float:
    return time.process_time() + sum(os.times()[2:4])


def c_loader(files: list[Path]) -> None:
    """Load all files as most programs would; what is read is thrown away."""
    for file in files:
        with file.open(encoding="utf-8") as stream:
            yaml.load(stream, Loader=yaml.CSafeLoader)


def main() -> int:
    """Measure, and print a line a figure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--questions", type=int, default=10_000)
    parser.add_argument("--repeats", type=int, default=5)
    wishes = parser.parse_args()
    root = Path(tempfile.mkdtemp(prefix="large-bank-"))
    try:
        measure(root, wishes.questions, wishes.repeats)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    return 0


def measure(root: Path, questions: int, repeats: int) -> None:
    """Print the figures for a pack that is made under ``root``."""
    files = generate(root / "pack", questions)
    size = sum(file.stat().st_size for file in files)
    print(
        f"{questions:,} questions of {size / questions / 1000:.1f} kB, {os.cpu_count()} processors, medians of {repeats}"
    )
    packs, cache = [Pack.at(root / "pack")], root / "cache"
    time.sleep(2.1)  # A file that was written less than two seconds ago is read again the next time, too.

    def open_index(use: Callable[[Index], Any]) -> None:
        index = Index(cache)
        use(index)
        index.close()

    def whole(index: Index) -> None:
        bank = load_bank(packs, [], index)
        assert len(bank.questions) == questions and not bank.problems, bank.problems[:1]

    def page(index: Index) -> None:
        total, rows = first_page(packs, index, PAGE)
        assert total == questions and len(rows) == min(PAGE, questions)

    measures: list[Took] = []
    cold: list[Took] = []
    first: list[Took] = []
    fresh: list[Took] = []
    changed: list[Took] = []
    for _ in range(repeats):
        measures.append(timed(lambda: c_loader(files)))
        shutil.rmtree(cache, ignore_errors=True)
        cold.append(timed(lambda: open_index(whole)))
    for _ in range(repeats * 4):
        first.append(timed(lambda: open_index(page)))
        fresh.append(timed(lambda: open_index(whole)))
    time.sleep(2.1)
    open_index(whole)
    index = Index(cache)
    bank = load_bank(packs, [], index)
    for file in files[: repeats * 4]:
        text = file.read_text(encoding="utf-8").replace("title: Generated", "title: Changed")
        file.write_text(text, encoding="utf-8")
        changed.append(timed(lambda name=file.stem: bank.questions[name]))
        assert bank.questions[file.stem].title.startswith("Changed")
    one = [timed(lambda name=name: bank.questions[name]) for name in list(bank.questions)[-20 * repeats :]]
    base, work = (statistics.median(took) for took in zip(*measures, strict=True))
    print(f"C loader, all files {base:8.3f} s    work {work:.3f} s")
    for name, found, goal in (
        ("cold build", cold, "0.6"),
        ("first page", first, "0.001"),
        ("verified fresh", fresh, "0.02"),
        ("changed file", changed, "5 ms"),
        ("one question", one, ""),
    ):
        middle, worked = (statistics.median(took) for took in zip(*found, strict=True))
        goal = f"   (goal {goal})" if goal else ""
        print(
            f"{name:16} {middle / base:9.5f} of its time   {worked / work:9.5f} of its work   {middle * 1000:9.2f} ms{goal}"
        )


if __name__ == "__main__":
    sys.exit(main())
