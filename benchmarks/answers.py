"""How well answers in words are read, on questions that were not fitted on.

    python benchmarks/answers.py [--words] [ANSWERS.jsonl ...]

Without a file: the project's own labelled answers and the long answers of the question bank, each question read with
trees fitted on the other questions; and answers as they would be spoken, with the trees as they are shipped. With files:
those answers, read with the shipped trees too; a line holds
``qid question model_answer rubric_points answer covered contradicted ambiguous kind``. Every set is read with its whole
rubric, and again with the points' text alone. F1 counts a point as credited when it is called covered; the area is over
the probabilities; decisions are points of answers. Sentence embeddings are used where they are installed, unless
``--words`` asks for the reading by words alone.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import fit_reading as fitting

from hotseat.question_bank.bank import load_bank
from hotseat.reference import rubric
from hotseat.reference.builtin import builtin_pack
from hotseat.reference.reading import at_hand
from hotseat.reference.reading.forest import Forest, Weighing
from hotseat.reference.rubric import Reading, first_gap, read_answer

SWAPPED = frozenset({"contradiction", "swap", "mixed"})
TRICKS = frozenset(
    {"contradiction", "negation", "swap", "mixed", "stuffing", "question_paste", "offtopic", "aside", "empty"}
)
FOLDS = 10
SPEECH = fitting.TRAINING.with_name("spoken.jsonl")
"""Honest answers to the bank's own questions, as they would be spoken; no tree was fitted on them."""


@dataclass(frozen=True)
class Decision:
    """One point of one answer: what it is labelled, and what was read."""

    question: str
    kind: str
    label: int
    """1 covered, -1 contradicted, 0 neither."""
    probability: float
    covered: bool
    contradicted: bool
    unclear: bool


@dataclass
class Outcome:
    """Everything read from one set."""

    decisions: list[Decision]
    gaps: list[tuple[bool, float]]
    """For each honest answer with something covered and something missing: whether the follow-up hit a gap, and the
    chance of a random one."""
    seconds: list[float]


def speech() -> list[dict[str, Any]]:
    """The spoken answers in the shape of labelled answers, with the rubrics as the bank has them now."""
    bank = load_bank([builtin_pack()])
    out: list[dict[str, Any]] = []
    for row in fitting.rows(SPEECH):
        question = bank.questions[row["question"]]
        asked = next((f for f in question.follow_ups if f.id == row.get("follow_up")), question)
        known = {*row["covered"], *row["contradicted"], *row["neither"]}
        rubric = [p.model_dump(mode="json") for p in asked.rubric]
        ambiguous = [p["id"] for p in rubric if p["id"] not in known]
        asks = {"question": asked.prompt, "model_answer": asked.model_answer, "rubric_points": rubric}
        out.append({**row, **asks, "qid": f"bank/{question.id}", "ambiguous": ambiguous})
    return out


def read_all(data: list[dict[str, Any]], rubric_kind: str) -> Outcome:
    """Read every answer with the coefficients in force."""
    out = Outcome([], [], [])
    for row in data:
        points = fitting.points(row, rubric_kind)
        read_answer(row["question"], row["model_answer"], points, "")
        start = time.perf_counter()
        reading = read_answer(row["question"], row["model_answer"], points, row["answer"])
        out.seconds.append(time.perf_counter() - start)
        labels = {p.id: (p.id in row["covered"]) - (p.id in row["contradicted"]) for p in points}
        for point in reading.points:
            if point.id not in row["ambiguous"]:
                out.decisions.append(
                    Decision(
                        row["qid"], row["kind"], labels[point.id], point.probability,
                        point.covered, point.contradicted, point.unclear,
                    )
                )  # fmt: skip
        out.gaps.extend(_gap(row, points, reading, labels))
    return out


def _gap(
    row: dict[str, Any], points: list[Any], reading: Reading, labels: dict[str, int]
) -> Iterator[tuple[bool, float]]:
    values = [v for name, v in labels.items() if name not in row["ambiguous"]]
    if row["kind"] in TRICKS or 1 not in values or all(v == 1 for v in values):
        return
    gap = first_gap(reading, points)
    if gap is None or gap not in row["ambiguous"]:
        yield (gap is not None and labels[gap] != 1), sum(v != 1 for v in values) / len(values)


def area(positive: list[float], negative: list[float]) -> float:
    """Area under the ROC curve: the chance that a positive ranks above a negative, ties counted half."""
    if not positive or not negative:
        return float("nan")
    ranked = sorted([(p, 1) for p in positive] + [(n, 0) for n in negative])
    total, i = 0.0, 0
    while i < len(ranked):
        j = i
        while j < len(ranked) and ranked[j][0] == ranked[i][0]:
            j += 1
        total += sum(label for _, label in ranked[i:j]) * (i + j + 1) / 2
        i = j
    n = len(positive)
    return (total - n * (n + 1) / 2) / (n * len(negative))


def calibration_error(decisions: list[Decision], bins: int = 10) -> float:
    """Expected calibration error over equal bins of probability."""
    error = 0.0
    for k in range(bins):
        inside = [d for d in decisions if min(int(d.probability * bins), bins - 1) == k]
        if inside:
            gap = sum(d.probability for d in inside) - sum(d.label == 1 for d in inside)
            error += abs(gap) / len(decisions)
    return error


def share(decisions: list[Decision], what: str = "covered") -> str:
    """The share of decisions that were called so, with their number."""
    if not decisions:
        return "   -       "
    return f"{sum(getattr(d, what) for d in decisions) / len(decisions):5.1%} of {len(decisions):<4}"


def f1(decisions: list[Decision]) -> tuple[float, float, float]:
    """Precision, recall and F1 of being called covered."""
    hit = sum(d.covered and d.label == 1 for d in decisions)
    called, true = sum(d.covered for d in decisions), sum(d.label == 1 for d in decisions)
    precision, recall = hit / called if called else 0.0, hit / true if true else 0.0
    return precision, recall, 2 * precision * recall / (precision + recall) if hit else 0.0


def show(title: str, outcome: Outcome) -> None:
    """Print the table of one set."""
    d = outcome.decisions
    precision, recall, score = f1(d)
    covered = [x for x in d if x.label == 1]
    print(f"\n{title}: {len(outcome.seconds)} answers, {len({x.question for x in d})} questions, {len(d)} decisions")
    print(f"  F1 {score:.3f}   precision {precision:.3f}   recall {recall:.3f}", end="   ")
    print(f"area {area([x.probability for x in covered], [x.probability for x in d if x.label != 1]):.3f}", end="   ")
    print(f"calibration error {calibration_error(d):.3f}")
    wrong = [x for x in d if x.label == -1]
    print(f"  credited though swapped    {share([x for x in wrong if x.kind in SWAPPED])}")
    print(f"  credited though negated    {share([x for x in wrong if x.kind == 'negation'])}")
    for kind, name in (
        ("stuffing", "list of keywords"),
        ("offtopic", "off topic"),
        ("aside", "talk beside it"),
        ("question_paste", "pasted back"),
        ("empty", "empty"),
    ):
        print(f"  credited, {name:17s}{share([x for x in d if x.kind == kind])}")
    honest = [x for x in d if x.kind not in TRICKS]
    print(f"  credited, honest gaps      {share([x for x in honest if x.label == 0])}")
    print(f"  covered called contested   {share(covered, 'contradicted')}   unclear {share(covered, 'unclear')}")
    print(f"  contradictions seen        {share(wrong, 'contradicted')}   unclear {share(wrong, 'unclear')}")
    for kind in sorted({x.kind for x in honest}):
        print(f"  recall, {kind:19s}{share([x for x in covered if x.kind == kind])}")
    if outcome.gaps:
        hits = sum(h for h, _ in outcome.gaps) / len(outcome.gaps)
        chance = sum(c for _, c in outcome.gaps) / len(outcome.gaps)
        print(f"  first follow-up at a gap   {hits:5.1%} of {len(outcome.gaps)} (at random {chance:.1%})")
    times = sorted(outcome.seconds)
    middle, late = times[len(times) // 2], times[int(0.95 * (len(times) - 1))]
    print(f"  ms an answer               median {1000 * middle:.1f}   95 % {1000 * late:.1f}")


def by_question(outcome: Outcome) -> None:
    """Print F1, area and calibration error for each question."""
    for name in sorted({d.question for d in outcome.decisions}):
        d = [x for x in outcome.decisions if x.question == name]
        rank = area([x.probability for x in d if x.label == 1], [x.probability for x in d if x.label != 1])
        print(f"    {name:20s} F1 {f1(d)[2]:.2f}   area {rank:.2f}   calibration error {calibration_error(d):.3f}")


def long_answers(outcome: Outcome) -> None:
    """Print how the long answers of the bank were read."""
    print(f"\nheld-out questions of the bank, whole rubric: {len(outcome.seconds)} long answers")
    d = [x for x in outcome.decisions if x.kind in {"model_answer", "other_topic"}]
    print(f"  recall, model answer       {share([x for x in d if x.kind == 'model_answer'])}")
    print(f"  credited, other topic      {share([x for x in d if x.kind == 'other_topic'])}")
    print(f"  called contested           {share(d, 'contradicted')}")
    said = [x for x in outcome.decisions if x.kind == "belief"]
    rejected = [x for x in outcome.decisions if x.kind == "rejected"]
    print(f"  wrong beliefs said: called contradicted {share(said, 'contradicted')}, credited {share(said)}")
    print(f"  and rejected: called contradicted {share(rejected, 'contradicted')}, credited {share(rejected)}")
    times = sorted(outcome.seconds)
    middle, late = times[len(times) // 2], times[int(0.95 * (len(times) - 1))]
    print(f"  ms an answer               median {1000 * middle:.1f}   95 % {1000 * late:.1f}")


def held_out(data: list[dict[str, Any]], beside: list[dict[str, Any]], rubric_kind: str) -> Outcome:
    """Read each question with coefficients fitted on the others, and on answers to still other questions."""
    names = sorted({r["qid"] for r in data})
    out = Outcome([], [], [])
    shipped = rubric.weighing
    kind = "embeddings" if at_hand.ready() else "words"
    try:
        for fold in range(FOLDS):
            left = set(names[fold::FOLDS])
            made = fitting.fitted([r for r in data if r["qid"] not in left] + beside, kind)
            by = Weighing(Forest.of(made["spoken"]), Forest.of(made["meant"]))
            rubric.weighing = lambda name, by=by: by  # type: ignore[assignment]
            part = read_all([r for r in data if r["qid"] in left], rubric_kind)
            out.decisions += part.decisions
            out.gaps += part.gaps
            out.seconds += part.seconds
    finally:
        rubric.weighing = shipped
    return out


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="*", type=Path, metavar="ANSWERS.jsonl")
    parser.add_argument("--words", action="store_true", help="by words alone, without sentence embeddings")
    options = parser.parse_args()
    if not options.words:
        at_hand.wait()
    sets = [(p.name, fitting.rows(p)) for p in options.files] or [
        ("held-out questions", fitting.rows(fitting.TRAINING))
    ]
    long = [] if options.files else fitting.bank_rows()
    for name, data in sets:
        for kind, title in (
            ("whole", "whole rubric"),
            ("phrases", "without wrong beliefs"),
            ("bare", "text of the points alone"),
        ):
            if kind == "phrases" and not any(p.get("wrong") for r in data for p in r["rubric_points"]):
                continue
            outcome = read_all(data, kind) if options.files else held_out(data, long, kind)
            show(f"{name}, {title}", outcome)
            if kind == "whole":
                by_question(outcome)
    if long:
        show("answers as they would be spoken, to questions of the bank", read_all(speech(), "whole"))
        long_answers(held_out(long, fitting.rows(fitting.TRAINING), "whole"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
