"""What the interviewer does next: which point to ask about, when to follow up, how to react to a verdict.

Everything is decided from the state; the words come from the voice. The interviewer never tells the answer and never
praises what the evidence does not carry.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from hotseat.interview import events as e
from hotseat.interview.clock import question_left
from hotseat.interview.course import advance
from hotseat.interview.hearing import words
from hotseat.interview.state import QuestionState, Thread
from hotseat.interview.turn import Turn
from hotseat.question_bank.model import FollowUp, RubricPoint

MOST_FOLLOW_UPS = 3
"""Follow-ups and probes asked on one question, at most."""
PROBE_SECONDS = 90
"""The time that a probe needs at least."""
PATIENCE = 5.0
"""Seconds of quiet before the interviewer takes an answer for finished; people answer in several messages."""
CERTAIN_ENOUGH = 0.75
"""A contradicted point is asked about only when its reading is at least this sure."""


def answer_text(there: QuestionState, thread: str) -> str:
    """All that was said to a rubric: a follow-up's own thread, or the question's together with its probes."""
    if there.follow_up(thread):
        return there.threads[thread].text
    own = [t.text for i, t in there.threads.items() if not there.follow_up(i) and t.text]
    return "\n".join(own)


def rubric_thread(there: QuestionState, thread: str) -> str:
    """The thread whose rubric an answer in this thread is held against: its own for a follow-up, else ``main``."""
    return thread if there.follow_up(thread) else "main"


def waits_for_reaction(there: QuestionState) -> bool:
    """Whether the candidate said something in the open thread that the interviewer has not reacted to."""
    thread = there.threads.get(there.thread)
    return bool(thread and thread.said and thread.said[-1] > there.reacted)


def reading_is_current(there: QuestionState) -> bool:
    """Whether all that was said in the open thread has been read."""
    thread = there.threads[rubric_thread(there, there.thread)]
    said = words(answer_text(there, there.thread))
    return said == 0 or (thread.reading is not None and thread.reading.words == said)


def react_to_answer(turn: Turn, there: QuestionState) -> None:
    """After an answer in words: a follow-up, or on to the next question."""
    name = there.question.id
    if there.question.kind == "code" and there.thread == "main" and there.last_verdict != "pass":
        # Thinking aloud is heard once and then left in peace; the code speaks next.
        turn.say("acknowledge", question=name)
        return
    if not ask_next(turn, there):
        turn.say("move-on", question=name)
        advance(turn)


def ask_next(turn: Turn, there: QuestionState) -> bool:
    """Ask the most valuable thing still worth asking in the time left; returns whether there was one."""
    name = there.question.id
    asked = [t for t in there.threads if t != "main"]
    left = question_left(turn.state, there, turn.now)
    if turn.state.mode == "practice":
        left = max(left, PROBE_SECONDS * 2)
    if len(asked) >= MOST_FOLLOW_UPS or left < PROBE_SECONDS:
        return False
    probes = [t for t in asked if not there.follow_up(t)]
    main = there.threads["main"]
    gap = _gap(there, main)
    if gap and gap.probe and len(probes) < (2 if main.reading and main.reading.score < 0.5 else 1):
        turn.add(e.FollowUpAsked(name, f"probe:{gap.id}"))
        turn.say("probe", question=name, then=gap.probe)
        return True
    # Doubt comes after the gaps: most points that read as wrong in an honest answer are only worded oddly.
    doubtful = _doubtful(there, main)
    if doubtful and not probes:
        point, quote = doubtful
        turn.add(e.FollowUpAsked(name, f"contest:{point.id}"))
        turn.say("contested", question=name, quote=quote)
        return True
    follow_up = next((f for f in there.question.follow_ups if _ready(there, f) and f.minutes * 60 * 0.5 <= left), None)
    if follow_up is None:
        return False
    turn.add(e.FollowUpAsked(name, follow_up.id))
    turn.say("follow-up", question=name, then=follow_up.prompt.strip())
    return True


def _ready(there: QuestionState, follow_up: FollowUp) -> bool:
    """Whether a follow-up's trigger has happened and it has not been asked."""
    if follow_up.id in there.threads:
        return False
    verb, _, point = follow_up.trigger.partition(":")
    if verb == "always":
        return True
    if verb in ("passed", "failed"):
        return there.last_verdict == "pass" if verb == "passed" else there.last_verdict in ("fail", "error", "timeout")
    covered = point in covered_points(there, "main")
    return covered if verb == "covered" else not covered and not _asked_about(there, point)


def covered_points(there: QuestionState, thread: str) -> set[str]:
    """The points of a thread that count as covered; the person's own word goes before the reading."""
    held = there.threads.get(thread)
    if held is None:
        return set()
    points: tuple[Mapping[str, Any], ...] = held.reading.points if held.reading else ()
    read = {str(p["id"]): bool(p["covered"]) for p in points}
    return {i for i, covered in {**read, **held.overruled}.items() if covered}


def _gap(there: QuestionState, main: Thread) -> RubricPoint | None:
    """The uncovered point that is worth most, unclear ones included, that has not been asked about."""
    # A point that was touched on, even wrongly, is less of a gap than one that was never mentioned.
    read: tuple[Mapping[str, Any], ...] = main.reading.points if main.reading else ()
    chance = {str(p["id"]): float(p.get("spoken", p["probability"])) for p in read}
    covered = covered_points(there, "main")
    open_points = [
        p for p in there.question.rubric if p.id not in covered and p.probe and not _asked_about(there, p.id)
    ]
    return max(open_points, key=lambda p: p.weight * (1 - chance.get(p.id, 0.0)), default=None)


def _doubtful(there: QuestionState, main: Thread) -> tuple[RubricPoint, str] | None:
    """A point the candidate seems to have the wrong way round, with their words."""
    for read in main.reading.points if main.reading else ():
        point = next((p for p in there.question.rubric if p.id == read["id"]), None)
        quote = str(read.get("evidence", "")).strip()
        sure = 1 - float(read["probability"]) >= CERTAIN_ENOUGH
        if point and read.get("contradicted") and sure and quote and not _asked_about(there, point.id):
            return point, quote if len(quote) <= 160 else quote[:157].rsplit(" ", 1)[0] + " …"
    return None


def _asked_about(there: QuestionState, point: str) -> bool:
    return f"probe:{point}" in there.threads or f"contest:{point}" in there.threads


def react_to_verdict(turn: Turn, there: QuestionState, verdict: Mapping[str, Any]) -> None:
    """A pass raises the bar; a failed check becomes a question; the machine's fault is never the candidate's."""
    name = there.question.id
    kind = str(verdict.get("verdict", "not-judged"))
    if kind == "pass":
        turn.say("passed", question=name)
        there = turn.state.questions[name]
        if turn.state.current == name and there.thread == "main" and not ask_next(turn, there):
            turn.say("move-on", question=name)
            advance(turn)
        return
    reason = str(verdict.get("reason", ""))
    checks: list[Mapping[str, Any]] = [c for c in verdict.get("checks", ()) if c.get("outcome") != "passed"]
    missed = next((c for c in checks if c.get("outcome") in ("failed", "timeout", "error")), None)
    check = str(missed["name"]) if missed else ""
    message = str(missed.get("message", "")) if missed else reason
    if left_behind := str(verdict.get("left_behind", "")):
        turn.say("error", question=name, reason=left_behind)
    elif kind == "fail" and missed and missed.get("outcome") == "failed":
        sentence, _, case = message.partition("\n")
        shown = f"```\n{case.strip()}\n```" if case.strip() else ""
        turn.say("failed", question=name, check=check, counterexample=sentence or check, then=shown)
    elif kind == "timeout" and missed:
        turn.say("timeout", question=name, check=check)
    elif kind == "not-judged":
        turn.say("not-judged", question=name, reason=reason)
    else:
        turn.say("error", question=name, reason=reason or message)


def give_hint(turn: Turn, there: QuestionState) -> None:
    """The next rung of the question's hints, one a request."""
    name, rung = there.question.id, len(there.hints) + 1
    if there.thread != "main":
        # The hints lead to the question itself; one of them here would only confuse.
        turn.say("no-hint-here", question=name)
        return
    if rung > len(there.question.hints):
        turn.say("no-more-hints", question=name)
        return
    turn.add(e.HintGiven(name, rung))
    turn.say(f"hint-{rung}", question=name, then=there.question.hints[rung - 1])


def answer_clarification(turn: Turn, there: QuestionState, text: str, clarification: str | None) -> None:
    """Tell what was asked for, and only that; be honest where there is no answer."""
    name = there.question.id
    known = next((c for c in there.question.clarifications if c.id == clarification), None)
    if known is None:
        turn.add(e.ClarificationUnmatched(name, text))
        turn.say("clarify-unmatched", question=name)
    else:
        turn.add(e.ClarificationGiven(name, known.id))
        turn.say("clarify", question=name, then=known.answer)


def give_up(turn: Turn, there: QuestionState) -> None:
    """After "I don't know": kind the first time, on the second the interview moves on."""
    name = there.question.id
    if there.thread == "main" and sum(1 for t in there.threads.values() if t.gave_up) <= 1 and there.reacted == 0:
        turn.say("dont-know", question=name)
        return
    if not ask_next(turn, there):
        turn.say("move-on", question=name)
        advance(turn)


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


def answer_own_question(turn: Turn, text: str, fact: str | None) -> None:
    """Answer from the team's profile, or say honestly that the profile does not tell."""
    team = turn.state.team
    known = next((f for f in team.facts if f.id == fact), None) if team else None
    specific = team is not None and any(_says(text, words) for words in team.specific)
    turn.add(e.TeamAsked(text, known.id if known else None, known.group if known else _group(text), specific))
    if known:
        turn.say("closing-answer", then=known.answer.strip())
    else:
        unknown = team.unknown if team else ()
        used = {m.text for m in turn.state.messages}
        turn.say("closing-unknown", then=next((u for u in unknown if not any(u in t for t in used)), ""))
