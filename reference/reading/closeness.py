"""How near in meaning an answer comes to each point of a rubric, by sentence embeddings: the figures beside the words.

An answer is read once, and the states of its word pieces are averaged over clauses, neighbours and sentences. None of the
figures grows with the length of the answer; negations and swapped facts hardly show in them, the other figures see those.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from hotseat.reference.reading.embeddings import MiniLM, Vectors
from hotseat.reference.reading.passage import Passage

NEAR = ("near_text", "near_phrase", "near_mean", "near_lead", "near_mean_lead")
"""Cosines with the point's text, with the nearest phrase, with all on average; and the lead over the other points."""
_SHORTEST = 3
"""Words of a stretch that is a statement."""
_PORTION = 240
"""Word pieces that are read at once."""


def _stretches(passage: Passage, masked: set[int]) -> list[tuple[int, int]]:
    """Clauses, up to three together, whole sentences and two sentences, as ranges of clauses."""
    clauses = passage.clauses()
    tokens = passage.tokens
    sentence = [tokens[first].sentence for first, _ in clauses]
    out: set[tuple[int, int]] = set()
    for a in range(len(clauses)):
        for b in range(a + 1, min(a + 3, len(clauses)) + 1):
            if sentence[b - 1] == sentence[a] and clauses[b - 1][1] - clauses[a][0] >= _SHORTEST:
                out.add((a, b))
    starts = [a for a in range(len(clauses)) if a == 0 or sentence[a] != sentence[a - 1]]
    ends = [*starts[1:], len(clauses)]
    out |= set(zip(starts, ends, strict=True))
    out |= set(zip(starts, ends[1:], strict=False))

    def told(a: int, b: int) -> bool:
        inside = range(clauses[a][0], clauses[b - 1][1])
        return 2 * sum(i in masked for i in inside) < len(inside)

    return [s for s in sorted(out) if told(*s)]


def _clause_states(model: MiniLM, passage: Passage) -> tuple[Vectors, Vectors]:
    """For each clause the sum of its pieces' states and their number."""
    parts = [model.pieces(passage.words(first, last)) for first, last in passage.clauses()]
    sums = np.zeros((len(parts), 384), np.float32)
    counts = np.zeros(len(parts), np.float32)
    first = 0
    while first < len(parts):
        last, length = first, 0
        while last < len(parts) and (last == first or length + len(parts[last]) <= _PORTION):
            length += len(parts[last])
            last += 1
        states = model.states([p for part in parts[first:last] for p in part])[1:-1]
        at = 0
        for k in range(first, last):
            rows = states[at : at + len(parts[k])]
            sums[k], counts[k] = rows.sum(0), len(rows)
            at += len(parts[k])
        first = last
    return sums, counts


def closeness(
    model: MiniLM, passage: Passage, masked: set[int], points: Sequence[Sequence[str]]
) -> list[tuple[float, ...]]:
    """The figures of ``NEAR`` for each point; ``points`` are the texts of each, its own text first."""
    nothing = [(0.0,) * len(NEAR) for _ in points]
    stretches = _stretches(passage, masked) if passage.tokens else []
    if not stretches or not points:
        return nothing
    sums, counts = _clause_states(model, passage)
    total = np.concatenate([np.zeros((1, sums.shape[1]), np.float32), sums.cumsum(0)])
    number = np.concatenate([[0.0], counts.cumsum()])
    means = np.array([total[b] - total[a] for a, b in stretches])
    kept = np.array([number[b] - number[a] > 0 for a, b in stretches])
    if not kept.any():
        return nothing
    means = means[kept] / np.linalg.norm(means[kept], axis=1, keepdims=True)
    near = [means @ np.array([model.text(t) for t in said]).T for said in points]
    best = np.array([s.max(1) for s in near])
    mean = np.array([s.mean(1) for s in near])
    out: list[tuple[float, ...]] = []
    for k, s in enumerate(near):
        at, middle = int(best[k].argmax()), int(mean[k].argmax())
        rival = max((best[j, at] for j in range(len(near)) if j != k), default=0.0)
        mean_rival = max((mean[j, middle] for j in range(len(near)) if j != k), default=0.0)
        out.append(
            (
                float(s[:, 0].max()),
                float(s[:, 1:].max()) if s.shape[1] > 1 else float(s[:, 0].max()),
                float(mean[k, middle]),
                float(best[k, at] - rival),
                float(mean[k, middle] - mean_rival),
            )
        )
    return out
