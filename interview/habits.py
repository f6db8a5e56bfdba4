"""The five habits, each seen by rules over what happened, with the events that show it.

Length of text, speed of typing and style of language are never evidence. The person may tick a habit too; both are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hotseat.counted import counted
from hotseat.frozen import frozen
from hotseat.interview.state import CellRecord, Message, QuestionState, State, Submission

THINK_ALOUD = "think-aloud"
CLARIFY_FIRST = "clarify-first"
TEST_INCREMENTALLY = "test-incrementally"
ACKNOWLEDGE_MISTAKES = "acknowledge-mistakes"
SUGGEST_ALTERNATIVES = "suggest-alternatives"
FAILURES = frozenset({"fail", "error", "timeout"})
"""Verdicts that find fault with the code."""

_ADMITS = re.compile(
    r"(?<!if )(?<!when )(?<!whether )(?<!unless )(?<!case )(?<!that )\b"
    r"(?:my (?:mistake|bad|error|fault)\b|good catch\b|i (?:was|got (?:it|that)) wrong\b"
    r"|i (?:made|see) (?:a|my|the) (?:mistake|error|bug)\b"
    r"|(?:that'?s|that is|that was) (?:wrong|a bug|my bug|a mistake|my mistake|not right)\b"
    r"(?! (?:here|for|if|when|because|since|with|in))"
    r"|let me (?:fix|correct)\b|i (?:forgot|missed|overlooked|misread|mixed up)\b"
    r"|i should have\b|you(?:'re| are) right\b(?! (?:to|that it|in the))|i take that back\b)",
    re.IGNORECASE,
)
_SUGGESTS = re.compile(
    r"\b(?:alternative(?:ly|s)?|another (?:option|way|approach|idea)|one (?:could|might) also"
    r"|(?:we|i|you) (?:could|might) (?:also|instead)"
    r"|the other (?:option|way)|trade-?offs?|on the other hand|it would also work|a different approach"
    r"|compared (?:to|with))\b",
    re.IGNORECASE,
)
_REPLACES = re.compile(r"\b(?:instead of|rather than) (?:a |an |the |this |that )?[a-z]{3,}", re.IGNORECASE)
_WEIGHS = re.compile(
    r"\b(?:could|might|may|because|since|but|costs?|price|cheaper|dearer|faster|slower|simpler|safer|harder|easier|unless|depends|if)\b",
    re.IGNORECASE,
)
"""What makes "this rather than that" a choice that was weighed, and not a correction or a formula."""
UNMENDED = 0.5
"""What an admission is worth that nothing followed from."""
UNCAUGHT = 0.5
"""What testing in steps is worth where the answer failed all the same."""
LEAST_THOUGHT = 5
"""Words from which on a message tells what somebody thinks."""


@frozen
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
    # How somebody codes shows only where they did; that a question was passed over is told by its score.
    coded = [q for q in asked if not q.question.in_words and q.worked_on]
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
        else f"{len(seqs) or 'No'} message{'' if len(seqs) == 1 else 's'} on your thinking over {_questions(len(coded))}."
    )
    return THINK_ALOUD, seen, seqs, sentence


def _clarify_first(state: State, coded: list[QuestionState]) -> _Seen:
    seqs = [s for q in coded for s in q.clarify_seqs if not _first_code(state, q) or s < _first_code(state, q)]
    hits = sum(1 for q in coded if any(s in seqs for s in q.clarify_seqs))
    sentence = (
        "No code question was worked on."
        if not coded
        else f"Asked before coding on {hits or 'none'} of {_questions(len(coded))}."
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
        failed = there.last_verdict in FAILURES and bool(there.submissions)
        hits += min(len(before), 2) / 2 * (UNCAUGHT if failed else 1.0)
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
    """Over the questions on which something went wrong: whether that was said, and whether anything came of it.

    What is said before anything went wrong admits nothing. "I don't know" is fair when one is asked, and is half of it, as any
    admission that nothing follows; the other half is a repair: a run or a verdict that is better, or a further answer.
    A cell that failed and was put right is ordinary work, of which nothing need be said.
    A point that the interviewer came back to may be admitted, and need not be: the person may have been right.
    """
    seqs: list[int] = []
    credits: list[float] = []
    for name, there in state.questions.items():
        failed = [state.cells[r].ended_seq for r in there.runs if state.cells[r].ending == "failed"]
        verdicts = [s.judged_seq for s in _judged(state, there) if (s.verdict or {}).get("verdict") in FAILURES]
        failed += verdicts
        unknown = [m.seq for m in _said(state) if m.question == name and m.act == "dont-know"]
        asked = [m.seq for m in state.messages if m.question == name and m.act == "contested"]
        first = min((*failed, *asked), default=0)
        passed_over = any(seq in verdicts or not _repaired(state, there, seq) for seq in failed)
        admits = [
            m.seq for m in _said(state) if m.question == name and first and m.seq > first and _ADMITS.search(m.text)
        ]
        admits += unknown
        seqs += admits
        if admits:
            credits.append(1.0 if _repaired(state, there, min(admits)) else UNMENDED)
        elif passed_over:
            credits.append(0.0)
    if not credits:
        return ACKNOWLEDGE_MISTAKES, None, (), "Nothing went wrong that called for it."
    said_so = sum(1 for c in credits if c)
    sentence = (
        f"Said so when something was wrong or not known, on {said_so} of {counted(len(credits), 'occasion')}."
        if seqs
        else "Something went wrong and was passed over."
    )
    return ACKNOWLEDGE_MISTAKES, sum(credits) / len(credits), seqs, sentence


def _judged(state: State, there: QuestionState) -> list[Submission]:
    return [s for s in (state.submissions[n] for n in there.submissions) if s.judged]


def _repaired(state: State, there: QuestionState, since: int) -> bool:
    """Whether something better came after an admission: a run or a verdict that passed, an amendment, a further answer."""
    ran = any(c.ending == "finished" and c.seq > since for c in (state.cells[r] for r in there.runs))
    passed = any(s.judged_seq > since and (s.verdict or {}).get("verdict") == "pass" for s in _judged(state, there))
    amended = any(t.amended > since for t in there.threads.values())
    name = there.question.id
    answered = any(m.question == name and m.seq > since and m.act == "answer" and _tells(m.text) for m in _said(state))
    return ran or passed or amended or answered


def _suggest(state: State, asked: list[QuestionState]) -> _Seen:
    seqs = [m.seq for m in _said(state) if m.act in ("answer", "aloud") and weighs(m.text)]
    if not asked:
        return SUGGEST_ALTERNATIVES, None, (), "No question was worked on."
    seen = min(1.0, len(seqs) / 2)
    sentence = (
        f"{len(seqs)} time{'' if len(seqs) == 1 else 's'} another way was weighed."
        if seqs
        else "No other way was weighed."
    )
    return SUGGEST_ALTERNATIVES, seen, seqs, sentence


def weighs(text: str) -> bool:
    """Whether a text sets one way against another."""
    if _SUGGESTS.search(text):
        return True
    return any(_REPLACES.search(s) and _WEIGHS.search(s) for s in re.split(r"(?<=[.!?])\s+|\n", text))


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
    return f"{n} different piece{'' if n == 1 else 's'} of code" if n else "No code"
