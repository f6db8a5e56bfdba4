"""Fit the coefficients of the reading of answers, and write them as plain data.

    python benchmarks/fit_reading.py [--check]

Reads the labelled answers beside it (``data/answers/training.jsonl``), each with the whole rubric, with its phrases
alone, and with the points' text alone, so that one set of weights serves every rubric. Weights may not have the wrong
sign: more evidence never lowers the chance that a point is spoken of. ``--check`` leaves the file alone and says whether
it was made from the labelled answers as they stand. Needs SciPy, which the product itself does not.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from hotseat.question_bank.model import RubricPoint
from hotseat.reference.reading.features import MEANT, SPOKEN
from hotseat.reference.rubric import measured

HERE = Path(__file__).parent
TRAINING = HERE / "data" / "answers" / "training.jsonl"
OUT = HERE.parent / "reference" / "reading" / "coefficients.json"
RUBRICS = ("whole", "phrases", "bare")
"""How much of a rubric is used: all of it, without what is wrong, or the points' text alone."""
SIGNS = {"bare": 0, "anchored": -1, "unwarned": 0}
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


def table(data: list[dict[str, Any]]) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Figures for spoken and meant, labels (1 covered, -1 contradicted, 0 neither), and question numbers."""
    spoken, meant, labels, groups = [], [], [], []
    names = sorted({r["qid"] for r in data})
    for row in data:
        for rubric in RUBRICS:
            found = measured(row["question"], row["model_answer"], points(row, rubric), row["answer"])
            for point, figure in zip(row["rubric_points"], found, strict=True):
                if point["id"] in row["ambiguous"] or figure.best is None:
                    continue
                spoken.append(figure.spoken)
                meant.append(figure.meant)
                labels.append((point["id"] in row["covered"]) - (point["id"] in row["contradicted"]))
                groups.append(names.index(row["qid"]))
    return np.array(spoken), np.array(meant), np.array(labels), np.array(groups)


def logistic(x: np.ndarray, y: np.ndarray, names: tuple[str, ...]) -> dict[str, float]:
    """Weights of a logistic regression with ridge shrinkage and bounded signs."""

    def loss(b: np.ndarray) -> tuple[float, np.ndarray]:
        z = b[0] + x @ b[1:]
        p = 1 / (1 + np.exp(-z))
        value = np.sum(np.logaddexp(0, z) - y * z) + SHRINKAGE / 2 * np.sum(b[1:] ** 2)
        return float(value), np.concatenate([[np.sum(p - y)], x.T @ (p - y) + SHRINKAGE * b[1:]])

    free: list[tuple[float | None, float | None]] = [(None, None)]
    for name in names:
        sign = SIGNS.get(name, 1)
        free.append((0, None) if sign > 0 else (None, 0) if sign < 0 else (None, None))
    best = minimize(loss, np.zeros(x.shape[1] + 1), jac=True, bounds=free, method="L-BFGS-B")
    return {n: round(float(v), 4) for n, v in zip(("start", *names), best.x, strict=True)}


def fitted(data: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Both regressions on some labelled answers.

    A contradiction that shows by itself is also learnt as if it stood alone, without the other points' polarity:
    labelled answers that contradict one point mostly contradict them all, and people's do not.
    """
    spoken, meant, labels, _ = table(data)
    touched = labels != 0
    contrary = (labels[touched] < 0).astype(float)
    alone = meant[touched].copy()
    alone[:, MEANT.index("others_against")] = 0
    local = alone[:, [MEANT.index(n) for n in ("denied", "opposed", "believed")]].max(axis=1)
    kept = (contrary == 0) | (local >= SHOWS)
    figures, told = np.vstack([meant[touched], alone[kept]]), np.concatenate([contrary, contrary[kept]])
    return {
        "spoken": logistic(spoken, touched.astype(float), SPOKEN),
        "meant": logistic(figures, told, MEANT),
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
    data = rows(TRAINING)
    out = {
        "fitted_on": {
            "file": f"benchmarks/data/answers/{TRAINING.name}",
            "sha256": digest,
            "answers": len(data),
            "questions": len({r["qid"] for r in data}),
        },
        **fitted(data),
    }
    OUT.write_text(json.dumps(out, indent=2) + "\n", "utf-8")
    print(json.dumps(out, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
