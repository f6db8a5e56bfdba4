"""What of a message is the question itself, pasted back: it asks for nothing that has not been said."""

from __future__ import annotations

import re

from hotseat.question_bank.model import Question

_WORD = re.compile(r"[\w']+")
_SENTENCE = re.compile(r"[^.!?\n]+(?:[.!?]+|$)")
_RUN = 3
"""Words in a row that are looked for together."""
_SAME = 0.8
"""The share of a sentence's runs that stand in what was said, from which on it is taken from there."""


def _runs(text: str) -> list[tuple[str, ...]]:
    found = [w.lower() for w in _WORD.findall(text)]
    return [tuple(found[i : i + _RUN]) for i in range(len(found) - _RUN + 1)]


def not_pasted(text: str, question: Question) -> str:
    """The message without the sentences that stand in the question, its probes or its follow-ups; the same where none do."""
    said = [question.prompt, *(p.probe or "" for p in question.rubric)]
    for follow_up in question.follow_ups:
        said += [follow_up.prompt, *(p.probe or "" for p in follow_up.rubric)]
    known = {run for one in said for run in _runs(one)}
    sentences: list[str] = _SENTENCE.findall(text)
    kept = [s for s in sentences if not _stands(s, known)]
    return text if len(kept) == len(sentences) else " ".join(s.strip() for s in kept).strip()


def _stands(sentence: str, known: set[tuple[str, ...]]) -> bool:
    runs = _runs(sentence)
    return bool(runs) and sum(run in known for run in runs) >= _SAME * len(runs)
