"""What the candidate's words are taken for: an answer, a clarifying question, a request, or thinking aloud."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hotseat.interview.ports import Ears
from hotseat.interview.state import QuestionState, State

_WORD = re.compile(r"[\w']+")
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")
_ASKS = re.compile(
    r"^(?:(?:and|but|so|ok|okay|sorry|just to (?:check|clarify|be sure))[,:]?\s+)*"
    r"(?:what|which|who|when|where|why|how|can|could|may|might|should|shall|is|are|am|do|does|did|will|would|must|has|have|any)\b",
    re.IGNORECASE,
)
_REQUESTS: tuple[tuple[str, int, re.Pattern[str]], ...] = (
    ("hint", 14, re.compile(r"\b(?:hint|hints|clue|nudge)\b", re.IGNORECASE)),
    (
        "repeat",
        14,
        re.compile(
            r"\b(?:repeat (?:that|it|the question|please)|say (?:that|it) again|what was the question|come again)\b|^repeat\b",
            re.IGNORECASE,
        ),
    ),
    (
        "skip",
        10,
        re.compile(
            r"^(?:please )?(?:skip|pass)\b(?! the)|\b(?:skip (?:this|that|it)|(?:can|could|shall) we (?:skip|move on)|"
            r"let'?s (?:skip|move on)|next question)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "dont-know",
        9,
        re.compile(
            r"^(?:sorry,? |honestly,? |well,? |hmm,? )*"
            r"(?:i (?:really |honestly |just )?(?:don'?t|do not) know\b(?! (?:if|whether|how much))"
            r"|(?:i have )?no (?:idea|clue)\b|dunno\b|i'?m not sure\W*$|not sure\W*$|i can'?t answer)",
            re.IGNORECASE,
        ),
    ),
)
_NOTHING_TO_ASK = re.compile(
    r"\b(?:no(?: more| further| other)? questions?|that'?s (?:all|it|everything)|nothing (?:else|more|further)"
    r"|i'?m (?:good|done|fine))\b|^(?:no|nope|none)\b",
    re.IGNORECASE,
)


LEAST_TOLD = 6
"""Words around a question from which on they count towards the answer."""


@dataclass(frozen=True)
class Heard:
    """How a message was understood."""

    act: str
    """As in ``CandidateSaid.act``."""
    ref: str | None = None
    """The clarification or the team's fact that was asked for."""


def words(text: str) -> int:
    """How many words a text has."""
    return len(_WORD.findall(text))


def told(text: str) -> str:
    """The sentences of a message that tell something rather than ask; empty where they are too few to matter."""
    sentences = [s.strip() for s in _SENTENCE.findall(text) if s.strip()]
    kept = " ".join(s for s in sentences if not s.endswith("?"))
    return kept if words(kept) >= LEAST_TOLD else ""


def asks(text: str) -> bool:
    """Whether a message is a question rather than an answer with a question in it."""
    sentences = [s.strip() for s in _SENTENCE.findall(text) if s.strip()]
    asked = [s for s in sentences if s.endswith("?") or (len(sentences) <= 2 and _ASKS.match(s) and words(s) <= 25)]
    if not asked:
        return False
    told = sum(words(s) for s in sentences if s not in asked)
    return sentences[-1] in asked and told <= 2 * sum(map(words, asked)) + 12


def hear(text: str, state: State, ears: Ears) -> Heard:
    """What a message means at this moment of the interview."""
    planned = state.planned
    if planned is None or planned.kind == "opening":
        return Heard("ready")
    if planned.kind == "closing":
        if _NOTHING_TO_ASK.search(text) and words(text) <= 12 and not text.strip().endswith("?"):
            return Heard("no-questions")
        team = state.team
        return Heard("own-question", ears.match(text, [(f.id, f.asks) for f in team.facts]) if team else None)
    there = state.open_question
    if there is None:
        return Heard("aloud")
    for act, longest, pattern in _REQUESTS:
        if words(text) <= longest and pattern.search(text):
            return Heard(act)
    if asks(text):
        return Heard("clarify", ears.match(text, [(c.id, c.asks) for c in there.question.clarifications]))
    return Heard(_spoken_act(there))


def _spoken_act(there: QuestionState) -> str:
    """Words on a code question are thinking aloud until a follow-up has been asked."""
    return "aloud" if there.question.kind == "code" and there.thread == "main" else "answer"
