"""The five habits, each seen by rules over what happened, with the events that show it.

Length of text, speed of typing and style of language are never evidence. The person may tick a habit too; both are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from hotseat.interview.state import CellRecord, Message, QuestionState, State

THINK_ALOUD = "think-aloud"
CLARIFY_FIRST = "clarify-first"
TEST_INCREMENTALLY = "test-incrementally"
ACKNOWLEDGE_MISTAKES = "acknowledge-mistakes"
SUGGEST_ALTERNATIVES = "suggest-alternatives"

_ADMITS = re.compile(
    r"\b(?:my (?:mistake|bad|error|fault)|good catch|i (?:was|got (?:it|that)) wrong"
    r"|i (?:made|see) (?:a|my|the) (?:mistake|error|bug)"
    r"|that'?s (?:wrong|a bug|my bug|a mistake|not right)|let me (?:fix|correct)|i (?:forgot|missed|overlooked|misread|mixed up)"
    r"|i should have|you'?re right|i (?:don'?t|do not) know|i'?m not sure|i haven'?t used|i take that back)\b",
    re.IGNORECASE,
)
_SUGGESTS = re.compile(
    r"\b(?:alternative(?:ly|s)?|another (?:option|way|approach|idea)|one (?:could|might) also"
    r"|(?:we|i|you) (?:could|might) (?:also|instead)"
    r"|instead of|rather than|the other (?:option|way)|trade-?offs?|on the other hand|it would also work|a different approach"
    r"|compared (?:to|with))\b",
    re.IGNORECASE,
)
LEAST_THOUGHT = 5
"""Words from which on a message tells what somebody thinks."""


@dataclass(frozen=True)
class HabitSeen:
    """One habit over the whole session."""

    id: str
    seen: float | None
    """The share of the occasions for it in which it was seen, from 0 to 1; None when there was no occasion."""
    seqs: tuple[int, ...]
    """The events that show it."""
    sentence: str
    ticked: bool | None
    """The person's own word, or None."""


def observe(state: State) -> tuple[HabitSeen, ...]:
    """The five habits as the events show them."""
    asked = [q for q in state.questions.values() if q.opened_at >= 0 and q.assessable]
    coded = [q for q in asked if q.question.kind == "code"]
    return tuple(
        HabitSeen(name, seen, tuple(sorted(seqs)), sentence, state.ticked_habits.get(name))
        for name, seen, seqs, sentence in (
            _think_aloud(state, coded),
            _clarify_first(state, coded),
            _test_incrementally(state, coded),
            _acknowledge(state),
            _suggest(state, asked),
        )
    )


_Seen = tuple[str, float | None, Iterable[int], str]


def _share(hits: int, of: int) -> float | None:
    return hits / of if of else None


def _think_aloud(state: State, coded: list[QuestionState]) -> _Seen:
    seqs: list[int] = []
    hits = 0.0
    for there in coded:
        spoken = [m for m in _said(state) if m.question == there.question.id and m.act == "aloud" and _tells(m.text)]
        seqs += [m.seq for m in spoken]
        hits += min(len(spoken), 2) / 2
    seen = hits / len(coded) if coded else None
    sentence = (
        "No code question was worked on."
        if seen is None
        else f"{len(seqs)} message{'' if len(seqs) == 1 else 's'} on your thinking over {_questions(len(coded))}."
    )
    return THINK_ALOUD, seen, seqs, sentence


def _clarify_first(state: State, coded: list[QuestionState]) -> _Seen:
    seqs = [s for q in coded for s in q.clarify_seqs if not _first_code(state, q) or s < _first_code(state, q)]
    hits = sum(1 for q in coded if any(s in seqs for s in q.clarify_seqs))
    sentence = (
        "No code question was worked on."
        if not coded
        else f"Asked before coding on {hits} of {_questions(len(coded))}."
    )
    return CLARIFY_FIRST, _share(hits, len(coded)), seqs, sentence


def _first_code(state: State, there: QuestionState) -> int:
    """The first run or submission, or 0; typing a line before asking is no fault."""
    first = [state.cells[r].seq for r in there.runs] + [state.submissions[s].seq for s in there.submissions]
    return min(first, default=0)


def _test_incrementally(state: State, coded: list[QuestionState]) -> _Seen:
    seqs: list[int] = []
    hits, of = 0.0, 0
    for there in coded:
        if not there.submissions and not there.runs:
            continue
        of += 1
        first = min((state.submissions[s].seq for s in there.submissions), default=0)
        before = _distinct([state.cells[r] for r in there.runs if not first or state.cells[r].seq < first])
        seqs += before
        hits += min(len(before), 2) / 2
    sentence = (
        "No code was run or submitted."
        if not of
        else f"{_pieces(len(seqs))} run before the first submission, over {_questions(of)}."
    )
    return TEST_INCREMENTALLY, hits / of if of else None, seqs, sentence


def _distinct(cells: Iterable[CellRecord]) -> list[int]:
    """The first run of each piece of code that does something: running the same again tests nothing new."""
    first: dict[str, int] = {}
    for cell in cells:
        lines = (line.partition("#")[0].rstrip() for line in cell.code.splitlines())
        does = "\n".join(line for line in lines if line and not line.startswith(("import ", "from ")))
        if does:
            first.setdefault(does, cell.seq)
    return list(first.values())


def _acknowledge(state: State) -> _Seen:
    wrong = [c.ended_seq for c in state.cells.values() if c.ending == "failed"]
    wrong += [
        s.judged_seq
        for s in state.submissions.values()
        if s.verdict and s.verdict.get("verdict") in ("fail", "error", "timeout")
    ]
    wrong += [t.gave_up for q in state.questions.values() for t in q.threads.values() if t.gave_up]
    wrong += [m.seq for m in state.messages if m.act == "contested"]
    admitted = [m.seq for m in _said(state) if _ADMITS.search(m.text) or m.act == "dont-know"]
    shown = [s for s in admitted if any(w <= s for w in wrong)]
    if not wrong and not admitted:
        return ACKNOWLEDGE_MISTAKES, None, (), "Nothing went wrong that called for it."
    sentence = (
        "Said so when something was wrong or not known."
        if shown or admitted
        else "Something went wrong and was passed over."
    )
    return ACKNOWLEDGE_MISTAKES, 1.0 if shown or admitted else 0.0, shown or admitted, sentence


def _suggest(state: State, asked: list[QuestionState]) -> _Seen:
    seqs = [m.seq for m in _said(state) if m.act in ("answer", "aloud") and _SUGGESTS.search(m.text)]
    if not asked:
        return SUGGEST_ALTERNATIVES, None, (), "No question was worked on."
    seen = min(1.0, len(seqs) / 2)
    sentence = (
        f"{len(seqs)} time{'' if len(seqs) == 1 else 's'} another way was weighed."
        if seqs
        else "No other way was weighed."
    )
    return SUGGEST_ALTERNATIVES, seen, seqs, sentence


def _said(state: State) -> list[Message]:
    """What the candidate said; the same words again are not said again."""
    first: dict[tuple[str | None, str], Message] = {}
    for message in state.messages:
        if message.who == "candidate":
            first.setdefault((message.question, " ".join(message.text.lower().split())), message)
    return list(first.values())


def _tells(text: str) -> bool:
    """Whether a message has more in it than "ok" or "hm, let me see"."""
    return len(text.split()) >= LEAST_THOUGHT


def _questions(n: int) -> str:
    return f"{n} code question{'' if n == 1 else 's'}"


def _pieces(n: int) -> str:
    return f"{n} different piece{'' if n == 1 else 's'} of code"
