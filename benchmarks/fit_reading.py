"""Fit the coefficients of the reading of answers, and write them as plain data.

    python benchmarks/fit_reading.py [--check]

Reads the labelled answers beside it (``data/answers/training.jsonl``), each with the whole rubric, with its phrases
alone, and with the points' text alone, so that one set of weights serves every rubric. Long answers come from the
question bank: a model answer says its own points (read without being known as the model answer), and none of a question
from another topic. Weights may not have the wrong sign: more evidence never lowers the chance that a point is spoken of.
How many questions use a word is counted over the same questions and written to ``background.json``. ``--check`` leaves
the files alone and says whether they were made from the labelled answers as they stand. Needs SciPy, which the product
itself does not.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from hotseat.question_bank.bank import load_bank
from hotseat.question_bank.model import Question, RubricPoint
from hotseat.reference.builtin import builtin_pack
from hotseat.reference.reading.features import MEANT, SPOKEN
from hotseat.reference.reading.passage import read
from hotseat.reference.rubric import measured

HERE = Path(__file__).parent
TRAINING = HERE / "data" / "answers" / "training.jsonl"
OUT = HERE.parent / "reference" / "reading" / "coefficients.json"
RUBRICS = ("whole", "phrases", "bare")
"""How much of a rubric is used: all of it, without what is wrong, or the points' text alone."""
BACKGROUND = OUT.with_name("background.json")
COUNTS = {"model_answer": 0.1, "other_topic": 1.0}
"""What a long answer of the bank counts for beside a labelled one; a model answer is the easiest there is to read."""
OTHERS = 3
"""Answers from other topics that each rubric of the bank is read with."""
SIGNS = {"bare": 0, "elsewhere": -1, "anchored": -1, "unwarned": 0}
"""The sign a weight must have; positive where it is not named, free where it is 0."""
SHRINKAGE = 1.0
SHOWS = 0.3
"""A contradiction that shows at least so much by itself is also learnt from by itself."""


def rows(path: Path) -> list[dict[str, Any]]:
    """The labelled answers of a file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def points(row: dict[str, Any], rubric: str) -> list[RubricPoint]:
    """The rubric of a labelled answer, cut down as asked."""
    return [
        RubricPoint(
            id=p["id"],
            text=p["text"],
            phrases=tuple(p.get("phrases", ())) if rubric != "bare" else (),
            wrong=tuple(p.get("wrong", ())) if rubric == "whole" else (),
        )
        for p in row["rubric_points"]
    ]


def bank_rows() -> list[dict[str, Any]]:
    """Model answers of the bank in the shape of labelled answers, each with its own rubric and with others'."""
    questions = list(load_bank([builtin_pack()]).questions.values())
    return [row for q in questions for row in _rows_of(q, [o for o in questions if o.topic != q.topic])]


def _rows_of(question: Question, others: list[Question]) -> Iterator[dict[str, Any]]:
    answers = [o.model_answer for o in others if o.model_answer]
    answers += [f.model_answer for o in others for f in o.follow_ups if f.model_answer]
    asked = [(question.prompt, question.model_answer, question.rubric)]
    asked += [(f.prompt, f.model_answer, f.rubric) for f in question.follow_ups]
    for n, (prompt, model_answer, rubric) in enumerate(asked):
        row = {
            "qid": f"bank/{question.id}",
            "topic": question.topic,
            "question": prompt,
            "rubric_points": [p.model_dump(mode="json") for p in rubric],
            "contradicted": [],
            "ambiguous": [],
        }
        if rubric and model_answer:
            every = [p.id for p in rubric]
            yield {**row, "model_answer": None, "answer": model_answer, "covered": every, "kind": "model_answer"}
            for k in range(OTHERS):
                other = answers[(n * OTHERS + 7 * k) % len(answers)]
                yield {**row, "model_answer": model_answer, "answer": other, "covered": [], "kind": "other_topic"}


def background(data: list[dict[str, Any]]) -> dict[str, Any]:
    """How many of the questions use each telling stem."""
    where: dict[str, set[str]] = defaultdict(set)
    for row in data:
        said = [row["question"], row["model_answer"] or ""]
        said += [x for p in row["rubric_points"] for x in (p["text"], *p.get("phrases", ()))]
        for passage in map(read, dict.fromkeys(said)):
            for i in passage.content:
                where[passage.stems[i]].add(row["qid"])
    found = Counter({stem: len(names) for stem, names in where.items()})
    return {"questions": len({r["qid"] for r in data}), "stems": dict(sorted(found.items()))}


def table(data: list[dict[str, Any]]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Figures for spoken and meant, labels (1 covered, -1 contradicted, 0 neither), and what each counts for."""
    cases = [case for row in data for case in _cases(json.dumps(row))]
    spoken, meant, labels, counts = zip(*cases, strict=True)
    return np.array(spoken), np.array(meant), np.array(labels), np.array(counts)


@cache
def _cases(row_text: str) -> list[tuple[tuple[float, ...], tuple[float, ...], int, float]]:
    """The figures of one answer for every point found in it, with label and count; kept, as folds ask for them again."""
    row = json.loads(row_text)
    out: list[tuple[tuple[float, ...], tuple[float, ...], int, float]] = []
    for rubric in RUBRICS if row["kind"] not in COUNTS else ("whole",):
        found = measured(row["question"], row["model_answer"], points(row, rubric), row["answer"])
        for point, figure in zip(row["rubric_points"], found, strict=True):
            if point["id"] not in row["ambiguous"] and figure.best is not None:
                label = (point["id"] in row["covered"]) - (point["id"] in row["contradicted"])
                out.append((figure.spoken, figure.meant, label, COUNTS.get(row["kind"], 1.0)))
    return out


def logistic(x: np.ndarray, y: np.ndarray, counts: np.ndarray, names: tuple[str, ...]) -> dict[str, float]:
    """Weights of a logistic regression with ridge shrinkage and bounded signs; each case counts as much as it is said to."""

    def loss(b: np.ndarray) -> tuple[float, np.ndarray]:
        z = b[0] + x @ b[1:]
        p = 1 / (1 + np.exp(-z))
        off = counts * (p - y)
        value = np.sum(counts * (np.logaddexp(0, z) - y * z)) + SHRINKAGE / 2 * np.sum(b[1:] ** 2)
        return float(value), np.concatenate([[np.sum(off)], x.T @ off + SHRINKAGE * b[1:]])

    free: list[tuple[float | None, float | None]] = [(None, None)]
    for name in names:
        sign = SIGNS.get(name, 1)
        free.append((0, None) if sign > 0 else (None, 0) if sign < 0 else (None, None))
    best = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, bounds=free, method="L-BFGS-B")
    return {n: round(float(v), 4) for n, v in zip(("start", *names), best.x, strict=True)}


def fitted(data: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Both regressions on some labelled answers.

    A contradiction that shows by itself is also learnt as if it stood alone, without the other points' polarity:
    labelled answers that contradict one point mostly contradict them all, and people's do not. Model answers contradict
    nothing and teach the second regression nothing.
    """
    spoken, meant, labels, counts = table(data)
    touched = (labels != 0) & (counts >= 1)
    contrary = (labels[touched] < 0).astype(float)
    alone = meant[touched].copy()
    alone[:, MEANT.index("others_against")] = 0
    local = alone[:, [MEANT.index(n) for n in ("denied", "opposed", "believed")]].max(axis=1)
    kept = (contrary == 0) | (local >= SHOWS)
    figures, told = np.vstack([meant[touched], alone[kept]]), np.concatenate([contrary, contrary[kept]])
    return {
        "spoken": logistic(spoken, (labels != 0).astype(float), counts, SPOKEN),
        "meant": logistic(figures, told, np.ones(len(told)), MEANT),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only say whether the coefficients belong to the answers")
    options = parser.parse_args()
    digest = hashlib.sha256(TRAINING.read_bytes()).hexdigest()
    if options.check:
        same = json.loads(OUT.read_text("utf-8"))["fitted_on"]["sha256"] == digest
        print("the coefficients belong to the labelled answers" if same else "fit again: the answers have changed")
        return 0 if same else 1
    data, long = rows(TRAINING), bank_rows()
    BACKGROUND.write_text(json.dumps(background(data + long), indent=0) + "\n", "utf-8")
    out = {
        "fitted_on": {
            "file": f"benchmarks/data/answers/{TRAINING.name}",
            "sha256": digest,
            "answers": len(data),
            "questions": len({r["qid"] for r in data}),
            "long_answers": len(long),
        },
        **fitted(data + long),
    }
    OUT.write_text(json.dumps(out, indent=2) + "\n", "utf-8")
    print(json.dumps(out, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
