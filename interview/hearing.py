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
_POLITE = r"(?:please,? |sorry,? |ok(?:ay)?,? |hmm,? |well,? |honestly,? |um,? |so,? |maybe )*"
_REQUESTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (act, re.compile(rf"^\W*{_POLITE}(?:{pattern})\W*(?:please)?\W*$", re.IGNORECASE))
    for act, pattern in (
        (
            "hint",
            r"(?:(?:can|could|may) (?:i|you) (?:please )?(?:get|have|give me|ask for) |give me |i(?:'d| would) like |i need |i could use )?"
            r"(?:a|another|one|the next|some|any)? ?(?:more )?(?:small |little )?(?:hints?|clue|nudge)(?: for (?:this|that|it)| here| on this)?",
        ),
        (
            "repeat",
            r"(?:(?:can|could|would) you (?:please )?)?(?:repeat|say)(?: (?:that|it|this|the (?:whole )?question))?(?: (?:again|once more))?"
            r"|what was the question(?: again)?|come again",
        ),
        (
            "skip",
            r"(?:(?:can|could|may|shall) (?:we|i) (?:please )?|let'?s |i(?:'d| would) like to |i want to )?"
            r"(?:skip|pass(?: on)?|leave|move on(?: from)?)(?: (?:this|that|it|the question|this (?:one|question)|to the next (?:one|question)))?"
            r"|next(?: question)?",
        ),
        (
            "dont-know",
            r"(?:i (?:really |honestly |just )?(?:don'?t|do not) know(?: (?:this|that|it|the answer|this one|sorry))?"
            r"|(?:i have )?no (?:idea|clue)|dunno|i(?:'?m| am) (?:really )?not sure|not sure|i can'?t answer(?: (?:this|that|it))?)",
        ),
    )
)
"""Requests are whole messages: an answer that begins with "skip connections" asks for nothing."""
_NOTHING_TO_ASK = re.compile(
    rf"^\W*{_POLITE}(?:(?:no|nope|none|that(?:'?s| is) (?:all|it|everything)|i(?:'?m| am) (?:good|done|fine)"
    r"|(?:i have )?no(?: more| further| other)? questions?|nothing (?:else|more|further)|i have none)"
    r"(?: (?:from (?:me|my side)|for (?:me|now)|thanks?(?: you)?(?: (?:very|so) much)?|so far))*[\s,.;–-]*)+"
    r"(?:thanks?(?: you)?(?: (?:very|so) much)?(?: for your time)?)?\W*$",
    re.IGNORECASE,
)
_NOT_READY = re.compile(
    r"\b(?:not (?:quite |yet )?ready|not yet|wait|one (?:moment|second|minute)|hold on)\b", re.IGNORECASE
)
MOST_MATCHED = 1_000
"""Characters of a question that are matched against what can be asked."""
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
        return Heard("aloud" if _NOT_READY.search(text) and words(text) <= 12 else "ready")
    if planned.kind == "closing":
        if _NOTHING_TO_ASK.match(text):
            return Heard("no-questions")
        team = state.team
        return Heard(
            "own-question", ears.match(text[:MOST_MATCHED], [(f.id, f.asks) for f in team.facts]) if team else None
        )
    there = state.open_question
    if there is None:
        return Heard("aloud")
    for act, pattern in _REQUESTS:
        if len(text) <= 120 and pattern.match(text.strip()):
            return Heard(act)
    if asks(text):
        return Heard(
            "clarify", ears.match(text[-MOST_MATCHED:], [(c.id, c.asks) for c in there.question.clarifications])
        )
    return Heard(_spoken_act(there))


def _spoken_act(there: QuestionState) -> str:
    """Words on a code question are thinking aloud until a follow-up has been asked."""
    return "aloud" if there.question.kind == "code" and there.thread == "main" else "answer"
