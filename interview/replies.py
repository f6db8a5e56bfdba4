"""What the interviewer says when spoken to: to clarifying questions, requests, "I don't know", and questions of the team."""

from __future__ import annotations

import re

from hotseat.interview import events as e
from hotseat.interview.clock import question_left, spoken
from hotseat.interview.course import advance, brief, others_left
from hotseat.interview.hearing import Asked, Heard
from hotseat.interview.interviewer import ask_next
from hotseat.interview.state import QuestionState
from hotseat.interview.turn import Turn
from hotseat.question_bank.model import Clarification


def reply(turn: Turn, there: QuestionState, heard: Heard) -> None:
    """Answer what was said to an open question, where it calls for an answer at once."""
    name = there.question.id
    there = turn.state.questions[name]
    match heard.act:
        case "clarify":
            clarify(turn, there, heard.asked)
        case "hint":
            give_hint(turn, there)
        case "repeat":
            say_again(turn, there)
        case "skip":
            turn.say("skip", question=name)
            advance(turn, "skipped")
        case "later":
            put_off(turn, there)
        case "dont-know":
            give_up(turn, there)
        case "nothing-more":
            turn.say("move-on", question=name)
            advance(turn)
        case "asked-time":
            turn.say("asked-time", question=name, left=spoken(max(0.0, question_left(turn.state, there, turn.now))))
        case "asked-break":
            turn.say("break-how" if turn.state.mode == "practice" else "asked-break", question=name)
        case "asked-on" | "asked-right" | "asked-docs" | "asked-assistant":
            turn.say(heard.act, question=name)
        case _:
            pass


def clarify(turn: Turn, there: QuestionState, asked: tuple[Asked, ...]) -> None:
    """Tell what was asked for, and only that; be honest where there is no answer, once by asking for other words."""
    name = there.question.id
    known = [c for a in asked for c in there.question.clarifications if c.id == a.ref]
    new = [c for c in known if c.id not in there.clarified]
    for clarification in new:
        turn.add(e.ClarificationGiven(name, clarification.id))
    if new:
        turn.say("clarify", question=name, then=_answers(new))
    if old := [c for c in known if c not in new]:
        turn.say("clarify-again", question=name, then=_answers(old))
    if unknown := [a.text for a in asked if a.ref is None]:
        again = all(any(_same(text, old) for old in _put_another_way(turn, name)) for text in unknown)
        for text in unknown:
            turn.add(e.ClarificationUnmatched(name, text))
        before = len(turn.events)
        turn.say("clarify-open" if again else "clarify-unmatched", question=name)
        if len(turn.events) == before:
            # Nobody is left without a reply because an interviewer ran out of words for one.
            turn.say("clarify-unmatched" if again else "clarify-open", question=name)


def _answers(clarifications: list[Clarification]) -> str:
    return "\n\n".join(c.answer for c in clarifications)


def _put_another_way(turn: Turn, question: str) -> list[str]:
    """What was asked and met with a request for other words, since the last clarification that could be given."""
    found: list[str] = []
    asked = ""
    for message in (m for m in turn.state.messages[:-1] if m.question == question):
        if message.who == "candidate":
            asked = message.text
        elif message.act in ("clarify", "clarify-again"):
            found = []
        elif message.act in ("clarify-unmatched", "clarify-open"):
            found.append(asked)
    return found


_EMPTY = re.compile(
    r"the|and|but|for|are|was|were|can|could|may|will|would|should|shall|does|did|has|have|had|you|"
    r"your|what|which|who|when|where|why|how|any|there|this|that|these|those|with|from|about|into|mean|"
    r"know|tell|get|use|used|want|need|please|just|some|sorry"
)
"""Words that say nothing of what a question is about."""
_ENDS = re.compile(r"(?:ings?|ed|es|s|e)$")


def _same(text: str, other: str) -> bool:
    """Whether one question is the other in other words: half of what the shorter one is about, or nothing of its own."""
    one, two = _about(text), _about(other)
    return 2 * len(one & two) >= min(len(one), len(two))


def _about(text: str) -> set[str]:
    found = (w for w in re.findall(r"[^\W_]+", text.lower()) if (len(w) > 2 or w.isdigit()) and not _EMPTY.fullmatch(w))
    return {_ENDS.sub("", w) if len(w) > 4 else w for w in found}


def give_hint(turn: Turn, there: QuestionState) -> None:
    """The next rung of the question's hints, one a request; what each costs was said with the question."""
    name, rung = there.question.id, len(there.hints) + 1
    if there.thread != "main" and (there.follow_up(there.thread) or not there.question.in_words):
        # The hints lead to the question itself; one of them here would only confuse.
        turn.say("no-hint-here", question=name)
        return
    if rung > len(there.question.hints):
        turn.say("no-more-hints", question=name)
        return
    turn.add(e.HintGiven(name, rung))
    turn.say(f"hint-{rung}", question=name, then=there.question.hints[rung - 1])


def say_again(turn: Turn, there: QuestionState) -> None:
    """The open question once more: the follow-up or the probe where one is asked."""
    follow_up = there.follow_up(there.thread)
    point = there.thread.partition(":")[2] if there.thread.startswith("probe:") else ""
    probe = next((p.probe for p in there.question.rubric if p.id == point and p.probe), None)
    quoted = [m.text for m in turn.state.messages if m.act == "contested" and m.question == there.question.id]
    contested = quoted[-1] if quoted and there.thread.startswith("contest:") else ""
    text = follow_up.prompt.strip() if follow_up else probe or contested or brief(turn, there.question.id)
    turn.say("repeat", question=there.question.id, then=text)


def put_off(turn: Turn, there: QuestionState) -> None:
    """Come back to a question at the end, in practice; an interview only goes forward."""
    name = there.question.id
    if turn.state.mode == "interview":
        turn.say("no-later", question=name)
    elif not others_left(turn.state, name):
        turn.say("later-last", question=name)
    else:
        turn.say("later", question=name)
        advance(turn, "later")


def give_up(turn: Turn, there: QuestionState) -> None:
    """After "I don't know": kind the first time, on the second the interview moves on. Coding is not ended by it."""
    name = there.question.id
    main = there.thread == "main"
    if main and (not there.question.in_words or (_times_given_up(there) <= 1 and there.reacted == 0)):
        turn.say("dont-know", question=name)
    elif not ask_next(turn, there):
        turn.say("move-on", question=name)
        advance(turn)


def _times_given_up(there: QuestionState) -> int:
    return sum(1 for t in there.threads.values() if t.gave_up)


_GROUPS = (
    (
        "team",
        r"team|week|day|manager|report|colleagues?|people|hours|remote|office|onboarding|mentor|hiring|learn|career|review|on-call|engineers?",
    ),
    (
        "business",
        r"customers?|users?|business|decisions?|costs?|value|revenue|impact|ship|goal|priorit\w*|stakeholders?|product|market|success",
    ),
    (
        "technical",
        r"data|models?|tools?|stack|latency|deploy\w*|tests?|pipelines?|features?|training|monitor\w*|code|infrastructure|scale|gpu|frameworks?",
    ),
)
"""Words by which a question that the profile does not answer is told to belong to a group."""


def _group(text: str) -> str | None:
    hits = {name: len(re.findall(rf"\b(?:{words})\b", text, re.IGNORECASE)) for name, words in _GROUPS}
    best = max(hits, key=lambda name: hits[name])
    return best if hits[best] else None


def _says(text: str, words: str) -> bool:
    """Whether these words stand in the text as whole words."""
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE) is not None


def answer_own_questions(turn: Turn, asked: tuple[Asked, ...]) -> None:
    """Answer from the team's profile, each question, or say honestly that the profile does not tell."""
    team = turn.state.team
    facts = {f.id: f for f in team.facts} if team else {}
    before = {q.fact for q in turn.state.own_questions}
    known = [facts[a.ref] for a in asked if a.ref in facts]
    for one in asked:
        fact = facts.get(one.ref or "")
        specific = team is not None and any(_says(one.text, words) for words in team.specific)
        group = fact.group if fact else _group(one.text)
        turn.add(e.TeamAsked(one.text, fact.id if fact else None, group, specific))
    if new := [f for f in known if f.id not in before]:
        turn.say("closing-answer", then="\n\n".join(f.answer.strip() for f in new))
    if old := [f for f in known if f.id in before]:
        turn.say("closing-again", then=" ".join(_first_sentence(f.answer) for f in old))
    if len(known) < len(asked):
        said = [m.text for m in turn.state.messages]
        fresh = (u for u in (team.unknown if team else ()) if not any(u in text for text in said))
        turn.say("closing-unknown", then=next(fresh, ""))


def _first_sentence(text: str) -> str:
    flat = " ".join(text.split())
    end = re.search(r"(?<=[.!?])\s", flat)
    return flat[: end.start()] if end else flat


def talk_at_the_end(turn: Turn) -> None:
    """A word in the closing part that asks nothing: an invitation to ask, once, and after that a word of attention."""
    invited = any(m.act == "closing-else" for m in turn.state.messages)
    turn.say("closing-heard" if invited else "closing-else")


def welcome(turn: Turn, act: str) -> None:
    """Before the start: a greeting is met, a question answered, and anything else met with whether to begin.

    Only a word of readiness begins, so that no clock is started by somebody who says hello.
    """
    match act:
        case "asked-time":
            turn.say("asked-length", minutes=spoken(turn.state.plan.seconds))
        case "asked-docs" | "asked-assistant":
            turn.say(act)
        case "asked-break":
            turn.say("break-how" if turn.state.mode == "practice" else "asked-break")
        case "greeting":
            turn.say("greeted")
            return
        case "repeat":
            turn.say("asked-length", minutes=spoken(turn.state.plan.seconds))
        case "opening-question":
            turn.say("opening-unknown")
        case "waits":
            turn.say("no-hurry")
            return
        case _:
            pass
    turn.say("begin")
