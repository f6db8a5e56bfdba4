"""Fit the trees that weigh what an answer says, and write them as plain data.

    python benchmarks/fit_reading.py [--check] [--labels LABELS.jsonl]

Reads the labelled answers beside it (``data/answers/training.jsonl``), each with the whole rubric, with its phrases
alone, and with the points' text alone, so that one set of trees serves every rubric. Long answers come from the
question bank: a model answer says its own points (read without being known as the model answer), and none of a question
from another topic. Trees may not have the wrong sign: more evidence never lowers the chance that a point is spoken of.
How many questions use a word is counted over the same questions and written to ``background.json``. ``--check`` leaves
the files alone and says whether they were made from the labelled answers as they stand. ``--labels`` takes what a person
has overruled as well (the file that ``hotseat paths`` names). Trees are fitted twice, by words alone and with sentence
embeddings; the second needs ``hotseat[embeddings]``.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

from hotseat.question_bank.bank import load_bank
from hotseat.question_bank.model import Question, RubricPoint
from hotseat.reference.builtin import builtin_pack
from hotseat.reference.reading import at_hand
from hotseat.reference.reading.closeness import NEAR
from hotseat.reference.reading.features import MEANT, MEANT_ELSEWHERE, SPOKEN
from hotseat.reference.reading.forest import Forest, Node, Weighing
from hotseat.reference.reading.passage import read
from hotseat.reference.rubric import measured

HERE = Path(__file__).parent
TRAINING = HERE / "data" / "answers" / "training.jsonl"
OUT = HERE.parent / "reference" / "reading" / "trees.json"
RUBRICS = ("whole", "phrases", "bare")
"""How much of a rubric is used: all of it, without what is wrong, or the points' text alone."""
BACKGROUND = OUT.with_name("background.json")
COUNTS = {"model_answer": 1.0, "other_topic": 0.6, "belief": 0.3, "rejected": 0.2, "astray": 0.5}
"""What an answer that was not labelled but made counts for beside a labelled one."""
SELDOM = {"denial": 0.2}
"""What a kind of labelled answer counts for that people give less often than it was written for the fit."""
REJECTIONS = (
    "It is not true that {}.",
    "Some people say that {}, but that is wrong.",
    "That {} is a myth.",
)
"""Ways of saying that a belief is wrong."""
UPRIGHT = 4.0
"""What a point of a model answer counts for in learning what is no contradiction; few answers are as long and as careful."""
BARE = 0.3
"""What an answer read with the points' text alone counts for; rubrics are mostly written with phrases."""
ASTRAY, STRIDE = 4, 11
"""Labelled answers of other questions that each question is read with, and how many questions lie between them."""
OTHERS = 3
"""Answers from other topics that each rubric of the bank is read with."""
SIGNS = {
    "bare": 0,
    "elsewhere": -1,
    "known": 0,
    "strange": 0,
    "anchored": -1,
    "unwarned": 0,
    "upright": -1,
    "rejected": -1,
    "foreign": -1,
}
"""The sign a weight must have; positive where it is not named, free where it is 0."""
SHRINKAGE = 1.0
ROUNDS, RATE, LEAVES, LEAST = 120, 0.06, 6, 30
"""Trees of a forest, what each adds, the leaves it may have, and the cases a leaf holds at least."""
FOLDS = 5
HONEST = frozenset(
    {"full", "partial", "paraphrase", "bullets", "typos", "rambling", "formula", "correction", "denial", "terse"}
)
"""Kinds of answers after which a follow-up is worth judging."""
EMBED = at_hand.folder() is not None
ALONE = 0.3
"""What such a repetition counts for."""
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
        for k, point in enumerate(rubric):
            # What else such a sentence touches is nobody's label.
            aside = {**row, "model_answer": model_answer, "ambiguous": [p.id for p in rubric if p is not point]}
            for m, wrong in enumerate(point.wrong):
                yield {**aside, "answer": wrong, "covered": [], "contradicted": [point.id], "kind": "belief"}
                said = REJECTIONS[(n + k + m) % len(REJECTIONS)].format(_inside(wrong))
                yield {**aside, "answer": said, "covered": [point.id], "kind": "rejected"}


def _inside(sentence: str) -> str:
    """A sentence as it stands inside another one."""
    first = sentence.split()[0]
    lowered = sentence if first[1:] != first[1:].lower() or len(first) == 1 else sentence[0].lower() + sentence[1:]
    return lowered.rstrip(".")


def astray(data: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Honest answers to other questions, read with a rubric they say nothing of."""
    names = sorted({r["qid"] for r in data})
    by_question = {name: [r for r in data if r["qid"] == name] for name in names}
    out: list[dict[str, Any]] = []
    for n, name in enumerate(names):
        first = by_question[name][0]
        for k in range(ASTRAY):
            other = by_question[names[(n + STRIDE * k + 7) % len(names)]]
            told = [r for r in other if r["kind"] in HONEST and r["topic"] != first["topic"]]
            if told:
                answer = told[(n + 3 * k) % len(told)]["answer"]
                nothing = {"covered": [], "contradicted": [], "ambiguous": []}
                out.append({**first, **nothing, "answer": answer, "kind": "astray"})
    return out


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


def table(data: list[dict[str, Any]], kind: str) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Figures for spoken and meant, labels (1 covered, -1 contradicted, 0 neither), and what each counts for in either."""
    cases = [case for row in data for case in _cases(json.dumps(row))]
    spoken = [(*c.spoken, *(c.near if kind == "embeddings" else ())) for c in cases]
    counts, upright = [c.count for c in cases], [c.upright for c in cases]
    labels, meant = [c.label for c in cases], [c.meant for c in cases]
    return np.array(spoken), np.array(meant), np.array(labels), np.array(counts), np.array(upright)


@dataclass(frozen=True)
class Case:
    """The figures of one point of one answer, with its label and what it counts for."""

    spoken: tuple[float, ...]
    meant: tuple[float, ...]
    near: tuple[float, ...]
    label: int
    count: float
    upright: float
    """What it counts for in learning what is a contradiction and what is none."""
    rubric: str


@cache
def _cases(row_text: str) -> list[Case]:
    """The figures of one answer for every point, with label and count; kept, as folds ask for them again."""
    row = json.loads(row_text)
    out: list[Case] = []
    count = COUNTS.get(row["kind"], SELDOM.get(row["kind"], 1.0))
    for rubric in RUBRICS if row["kind"] not in COUNTS or row["kind"] == "astray" else ("whole",):
        found = measured(
            row["question"],
            row["model_answer"],
            points(row, rubric),
            row["answer"],
            at_hand.wait() if EMBED else None,
        )
        for point, figure in zip(row["rubric_points"], found, strict=True):
            if point["id"] not in row["ambiguous"] and (figure.best is not None or figure.near):
                label = (point["id"] in row["covered"]) - (point["id"] in row["contradicted"])
                near = figure.near or (0.0,) * len(NEAR)
                weight = BARE if rubric == "bare" else count
                upright = UPRIGHT if row["kind"] == "model_answer" else weight
                out.append(Case(figure.spoken, figure.meant, near, label, weight, upright, rubric))
    return out


def boosted(x: np.ndarray, y: np.ndarray, counts: np.ndarray, names: tuple[str, ...]) -> Forest:
    """Gradient-boosted trees with bounded signs as plain data; each case counts as much as it is said to."""
    signs = [SIGNS.get(name, 1) for name in names]
    model = HistGradientBoostingClassifier(
        max_iter=ROUNDS, learning_rate=RATE, max_leaf_nodes=LEAVES, min_samples_leaf=LEAST, l2_regularization=SHRINKAGE,
        monotonic_cst=signs, early_stopping=False, random_state=0,
    ).fit(x, y, sample_weight=counts)  # fmt: skip
    trees = tuple(_node(rounds[0].nodes, 0) for rounds in model._predictors)
    return Forest(round(float(model._baseline_prediction[0, 0]), 5), names, trees)


def _node(nodes: np.ndarray, at: int) -> Node:
    node = nodes[at]
    if node["is_leaf"]:
        return round(float(node["value"]), 5)
    low, high = _node(nodes, int(node["left"])), _node(nodes, int(node["right"]))
    return [int(node["feature_idx"]), round(float(node["num_threshold"]), 5), low, high]


def fitted(data: list[dict[str, Any]], kind: str = "words") -> dict[str, dict[str, Any]]:
    """Both forests on some labelled answers, by ``words`` alone or with ``embeddings``.

    A contradiction that shows by itself is also learnt as if it stood alone, without the other points' polarity:
    labelled answers that contradict one point mostly contradict them all, and people's do not.
    """
    own = [r for r in data if r["kind"] not in COUNTS and r["topic"] != "own"]
    spoken, meant, labels, counts, upright = table(data + astray(own), kind)
    touched = labels != 0
    contrary = (labels[touched] < 0).astype(float)
    alone = meant[touched].copy()
    alone[:, [i for i, n in enumerate(MEANT) if n in MEANT_ELSEWHERE]] = 0
    local = alone[:, [MEANT.index(n) for n in ("denied", "opposed", "believed")]].max(axis=1)
    kept = (contrary == 0) | (local >= SHOWS)
    figures, told = np.vstack([meant[touched], alone[kept]]), np.concatenate([contrary, contrary[kept]])
    weights = np.concatenate([upright[touched], ALONE * upright[touched][kept]])
    names = SPOKEN if kind == "words" else (*SPOKEN, *NEAR)
    return {
        "spoken": boosted(spoken, labels != 0, counts, names).to_dict(),
        "meant": boosted(figures, told > 0, weights, MEANT).to_dict(),
    }


def left_out(data: list[dict[str, Any]], beside: list[dict[str, Any]], kind: str) -> dict[str, float]:
    """F1, area and hits of the first follow-up by the points' phrases, each question read with trees of the others."""
    names = sorted({r["qid"] for r in data})
    chances: list[float] = []
    true: list[bool] = []
    hits: list[bool] = []
    for fold in range(FOLDS):
        left = set(names[fold::FOLDS])
        made = fitted([r for r in data if r["qid"] not in left] + beside, kind)
        by = Weighing(Forest.of(made["spoken"]), Forest.of(made["meant"]))
        for row in (r for r in data if r["qid"] in left):
            cases = [c for c in _cases(json.dumps(row)) if c.rubric == "phrases"]
            found = [by.chances(c.spoken, c.near if kind == "embeddings" else (), c.meant) for c in cases]
            covered = [spoken * (1 - contrary) for spoken, contrary in found]
            right = [c.label == 1 for c in cases]
            chances += covered
            true += right
            if row["kind"] in HONEST and any(right) and not all(right):
                gaps = [i for i, chance in enumerate(covered) if chance < 0.5]
                hits.append(bool(gaps) and not right[min(gaps, key=lambda i: found[i][0])])
    called = [chance >= 0.5 for chance in chances]
    f1 = 2 * sum(c and t for c, t in zip(called, true, strict=True)) / (sum(called) + sum(true))
    area = roc_auc_score(true, chances)
    return {"f1": round(f1, 3), "area": round(float(area), 3), "follow_up": round(sum(hits) / len(hits), 3)}


def own_labels(path: Path) -> list[dict[str, Any]]:
    """What a person has overruled, in the shape of labelled answers of one point; the last word on a point counts."""
    last = {(r["session"], r["question"], r["thread"], r["point"]["id"]): r for r in rows(path)}
    return [
        {
            "qid": f"own/{r['question']}", "topic": "own", "question": r["prompt"], "model_answer": r["model_answer"],
            "rubric_points": [r["point"]], "answer": r["answer"], "covered": [r["point"]["id"]] if r["covered"] else [],
            "contradicted": [], "ambiguous": [], "kind": "own",
        }
        for r in last.values()
        if r["covered"] is not None
    ]  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--check", action="store_true", help="only say whether the trees belong to the answers")
    parser.add_argument("--labels", type=Path, metavar="LABELS.jsonl", help="your own labels, fitted with the rest")
    options = parser.parse_args()
    digest = hashlib.sha256(TRAINING.read_bytes()).hexdigest()
    if options.check:
        same = json.loads(OUT.read_text("utf-8"))["fitted_on"]["sha256"] == digest
        print("the trees belong to the labelled answers" if same else "fit again: the answers have changed")
        return 0 if same else 1
    data, long = rows(TRAINING), bank_rows()
    BACKGROUND.write_text(json.dumps(background(data + long), indent=0) + "\n", "utf-8")
    long += own_labels(options.labels) if options.labels else []
    about = {"file": f"benchmarks/data/answers/{TRAINING.name}", "sha256": digest, "answers": len(data)}
    about |= {"questions": len({r["qid"] for r in data}), "long_answers": len(long)}
    out: dict[str, Any] = {"fitted_on": about}
    for kind in ("words", "embeddings") if EMBED else ("words",):
        quality = left_out(data, long, kind)
        out[kind] = {"left_out": quality, **fitted(data + long, kind)}
        print(kind, quality)
    if not EMBED:
        out["embeddings"] = json.loads(OUT.read_text("utf-8"))["embeddings"]
        print("the embeddings' trees are left as they were: install hotseat[embeddings] to fit them")
    OUT.write_text(json.dumps(out, separators=(",", ":")) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
