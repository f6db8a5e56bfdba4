"""What the candidate's words are taken for: an answer, clarifying questions, a request, or thinking aloud."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hotseat.frozen import frozen
from hotseat.interview.manners import greets, heard_at_the_start, only_polite, opens_as_question, pauses, says_goodbye
from hotseat.interview.pasted import not_pasted
from hotseat.interview.ports import Ears
from hotseat.interview.requests import ASKED, LONGEST, OF_THE_INTERVIEW, asked_beside, request
from hotseat.interview.state import ADD, QuestionState, State
from hotseat.question_bank.code_blocks import words_of

_WORD = re.compile(r"[\w']+")
_SENTENCE = re.compile(r"(?:[^.!?\n]|[.](?=\w))+[.!?]*")
_VERBS = r"what|which|who|when|where|why|how|can|could|may|might|should|shall|is|are|am|do|does|did|will|would|must|has|have|any"
_ASKS = re.compile(
    r"^(?:(?:and|but|so|ok|okay|sorry|also|then|just to (?:check|clarify|be (?:sure|clear)))[,:]?\s+)*"
    rf"(?:(?:{_VERBS})\b|(?:i(?:'d| would) like to (?:know|ask)|i(?:'m| am) (?:wondering|not sure) (?:if|whether|what|which|how)"
    r"|i wonder (?:if|whether|what|which|how)|(?:can|could) you (?:tell me|clarify)|tell me|clarify)\b)",
    re.IGNORECASE,
)
_JOINED = re.compile(
    rf"(?:,|;)?\s+(?:and|or|also|plus|and also)\s+(?=(?:also\s+)?(?:{_VERBS})\b)|\s*;\s*", re.IGNORECASE
)
_MUSES = re.compile(
    r"^\W*(?:so|ok|okay|well|now|hmm+)?\W*(?:where (?:do|should|shall|can) i (?:begin|start)|how (?:do|should|can|shall) i (?:put|say|explain)"
    r"|what (?:i|we) (?:would|need|have|do|can|want)|(?:when|where|how|why|which|what|who) (?:i|we|it|this|that|the|they|you) )",
    re.IGNORECASE,
)
_STATES = re.compile(
    r"^\W*(?:what|which|who|when|where|why|how)(?! (?:is|are|was|were|am|do|does|did|can|could|may|might|shall|should|will|would|must|has|have|many|much|long|big|large)\b)",
    re.IGNORECASE,
)
"""The beginning of "what matters is the tail." and "how often it fails depends on ..."."""
_WANTS = re.compile(
    r"\b(?:tell me|curious|interested in|like to (?:know|hear)|wonder(?:ing)?|question)\b", re.IGNORECASE
)
_NOTHING = (
    r"(?:(?:no|nope|none|nah|that(?:'?s| is| was) (?:all|it|everything)(?: i (?:have|had|wanted to say))?|i(?:'?m| am) (?:good|done|fine|finished)"
    r"|(?:i have )?no(?: more| further| other)? questions?|nothing (?:else|more|further)(?: to add)?|i have none"
    r"|(?:i have )?nothing to add|no,? nothing|let'?s (?:go|move) on|(?:we|you) can (?:go|move) on|it stands?|go on|move on|next)"
    r"(?: (?:from (?:me|my side)|for (?:me|now)|thanks?(?: you)?(?: (?:very|so) much)?|so far|please))*[\s,.;–-]*)+"
)
_POLITE = r"(?:please,? |sorry,? |ok(?:ay)?,? |hmm,? |well,? |honestly,? |um,? |so,? |maybe |i think )*"
_NOTHING_MORE = re.compile(
    rf"^\W*{_POLITE}{_NOTHING}(?:thanks?(?: you)?(?: (?:very|so) much)?(?: for your time)?)?\W*$", re.IGNORECASE
)
_LEAVES = re.compile(
    rf"^\W*(?:(?:i (?:do not|don'?t|can(?:no|')t) (?:see|find|get) (?:it|the (?:bug|mistake|error|fault|problem))"
    rf"(?: (?:at the moment|right now|now|any ?more|any further))?)[\s,.;–-]*)?(?:(?:and|so|but)[, ]*)?{_POLITE}"
    r"(?:(?:i(?:'d| would|'ll| will)|let(?:'?s| us| me)) (?:rather )?(?:leave|stop) (?:it|this|things)?(?: ?(?:at|with))?(?: ?(?:this|that|here|there|it))?"
    r"|(?:that|this)(?:'?s| is) (?:as far as|all) i (?:can )?(?:get|go|come|have|do|can do)(?: (?:with|on) (?:it|this|that))?"
    r"|i(?:'?m| am) (?:done|finished|through)(?: (?:with (?:it|this|that)|here))?|i have nothing more to add(?: here)?)\W*$",
    re.IGNORECASE,
)
"""Words by which somebody leaves a task as it is."""
LONGEST_UNMARKED = 16
"""Words of a question without a question mark; a longer sentence that begins like one is an answer."""
MOST_BARE = 2
"""Words of a request that is so bare ("time?") that it is not held against what can be asked of the question."""
MOST_MATCHED = 1_000
"""Characters of a question that are matched against what can be asked."""
MOST_ASKED = 6
"""Questions of one message that are answered."""
LEAST_TOLD = 6
"""Words around a question from which on they count towards the answer."""
LEAST_BESIDE = 3
"""The same, where all that is asked is whether to go on or whether that was right."""


@frozen
class Asked:
    """One question of a message."""

    text: str
    ref: str | None
    """The clarification or the team's fact that was asked for; None where nothing fits."""


@frozen
class Heard:
    """How a message was understood."""

    act: str
    """As in ``CandidateSaid.act``."""
    asked: tuple[Asked, ...] = ()
    """What was asked, in order, each thing once."""
    told: str = ""
    """Of a message that asks, the sentences around it that count towards the answer."""


def words(text: str) -> int:
    """How many words a text has."""
    return len(_WORD.findall(text))


def sentences(text: str) -> list[str]:
    """The sentences of a text; a point inside a number or a dotted name ends none."""
    return [s.strip() for s in _SENTENCE.findall(text) if s.strip()]


def told(text: str) -> str:
    """The sentences of a message that tell something rather than ask; empty where they are too few to matter."""
    asked = _questions(text)
    kept = " ".join(s for s in sentences(text) if s not in asked)
    return kept if words(kept) >= LEAST_TOLD else ""


def _questions(text: str) -> list[str]:
    """The sentences of a message that ask, with a question mark or without."""
    found = sentences(text)
    return [s for s in found if s.endswith("?") or (len(found) <= 3 and _unmarked(s))]


def _unmarked(sentence: str) -> bool:
    """Whether a sentence asks although it has no question mark; "so, where do I begin ..." is talk."""
    if words(sentence) > LONGEST_UNMARKED or not _ASKS.match(sentence) or _MUSES.match(sentence):
        return False
    return not (sentence.endswith(".") and _STATES.match(sentence))


def asks(text: str) -> bool:
    """Whether a message is a question rather than an answer with a question in it."""
    asked, whole = _questions(text), sentences(text)
    if not asked:
        return False
    rest = sum(words(s) for s in whole if s not in asked)
    return whole[-1] in asked and rest <= 2 * sum(map(words, asked)) + 12


def asked_for(text: str, ways: Sequence[tuple[str, Sequence[str]]], ears: Ears) -> tuple[Asked, ...]:
    """What a message asks for, question by question; two joined by "and" are two where each is known.

    A sentence that only leads to a question ("May I ask something?") is left out where another one is understood.
    """
    found: list[Asked] = []
    for sentence in _questions(text)[:MOST_ASKED]:
        parts = _JOINED.split(sentence)
        whole = Asked(sentence, ears.match(sentence[-MOST_MATCHED:], ways))
        each = [Asked(part, ears.match(part[-MOST_MATCHED:], ways)) for part in parts] if len(parts) > 1 else []
        known = {a.ref for a in each if a.ref}
        found += each if len(known) > 1 or (known and whole.ref is None) else [whole]
    if not found or (not any(a.ref for a in found) and len(found) > 1):
        # What was put before a question may be what makes it understood.
        together = ears.match(text[-MOST_MATCHED:], ways)
        found = [Asked(text, together)] if together or not found else found
    return _once(found)


def _once(found: Sequence[Asked]) -> tuple[Asked, ...]:
    """Each thing once; a sentence that only leads to a question not at all where there is another."""
    known = list({a.ref: a for a in found if a.ref}.values())
    unknown = {a.text.lower(): a for a in found if a.ref is None and not _LEADS.match(a.text)}
    if not known and not unknown:
        return tuple(found[-1:])
    return (*known, *(a for a in unknown.values() if not known or words(a.text) >= 5))


_LEADS = re.compile(
    r"^\W*(?:(?:can|may|could|might) i (?:just |quickly )?ask (?:you )?(?:something|a (?:quick )?question|one (?:more |last )?thing|another (?:one|question))"
    r"|(?:i have )?(?:a|one|another) (?:quick |last |more )?(?:question|thing)|(?:quick|another|next|last|one more) question)\W*$",
    re.IGNORECASE,
)


def hear(text: str, state: State, ears: Ears) -> Heard:
    """What a message means at this moment of the interview; code in it asks for nothing."""
    text = words_of(text, remarks=False)
    planned = state.planned
    if planned is None or planned.kind == "opening":
        return Heard(heard_at_the_start(text))
    if planned.kind == "closing":
        return _heard_at_the_end(text, state, ears)
    there = state.open_question
    if there is None:
        return Heard("aloud")
    if there.thread == ADD and _NOTHING_MORE.match(text):
        return Heard("nothing-more")
    if there.question.kind == "code" and there.thread == "main" and there.submissions:
        flat = " ".join(text.replace("’", "'").split())
        if len(flat) <= LONGEST and (_LEAVES.match(flat) or _NOTHING_MORE.match(flat)):
            return Heard("nothing-more")
    act = request(text) or ("asked-on" if greets(text) else None)
    if act and (words(text) <= MOST_BARE or act in OF_THE_INTERVIEW):
        return Heard(act)
    begun = there.thread != "main" or bool(there.threads[there.thread].said)
    if act is None and there.question.in_words and pauses(text, begun=begun):
        return Heard("waits")
    if act in (None, *ASKED) and asks(text):
        return _heard_question(text, act, there, ears)
    return Heard(act or _spoken_act(there))


def _heard_at_the_end(text: str, state: State, ears: Ears) -> Heard:
    if _NOTHING_MORE.match(text) or says_goodbye(text):
        return Heard("no-questions")
    if only_polite(text):
        return Heard("aloud")
    facts = [(f.id, (*f.asks, f.answer)) for f in state.team.facts] if state.team else []
    asked = asked_for(text[:MOST_MATCHED], facts, ears)
    asking = bool(_questions(text) or _WANTS.search(text) or opens_as_question(text))
    return Heard("own-question", asked) if asking or any(a.ref for a in asked) else Heard("aloud")


def _heard_question(text: str, act: str | None, there: QuestionState, ears: Ears) -> Heard:
    own = not_pasted(text, there.question)
    asked = asked_for(own, _ways(there), ears) if own else (Asked(text, None),)
    if act and not any(a.ref for a in asked):
        return Heard(act)
    beside = [asked_beside(a.text) for a in asked]
    rest = sum(words(s) for s in sentences(text) if s not in _questions(text))
    if rest >= LEAST_BESIDE and not any(a.ref for a in asked) and all(beside):
        # "... Does that make sense?" at the end of an answer asks for nothing; the next turn is the reaction to it.
        on = set(beside) <= {"asked-on", "asked-right"}
        return Heard(_spoken_act(there)) if on else Heard(beside[-1] or "", told=told(text))
    return Heard("clarify", asked, told(text))


def _ways(there: QuestionState) -> list[tuple[str, tuple[str, ...]]]:
    """What can be asked of a question; an answer's own words tell what it is the answer to."""
    return [(c.id, (*c.asks, c.answer)) for c in there.question.clarifications]


def _spoken_act(there: QuestionState) -> str:
    """Words on code that is to be written are thinking aloud until a follow-up has been asked."""
    return "aloud" if not there.question.in_words and there.thread == "main" else "answer"
