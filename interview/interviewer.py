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
from hotseat.interview.state import ADD, BAR, QuestionState, Thread
from hotseat.interview.turn import Turn
from hotseat.question_bank.code_blocks import words_of
from hotseat.question_bank.model import FollowUp, RubricPoint

MOST_FOLLOW_UPS = 3
"""Asked on one question, at most: follow-ups, and questions about points, however they came up; "anything to add?" apart."""
MOST_ABOUT_POINTS = 2
"""Of these, questions about points that were left out or are in doubt, before the bank's own follow-ups have had their turn."""
PROBE_SECONDS = 90
"""The time that a probe needs at least."""
PATIENCE = 5.0
"""Seconds of quiet before the interviewer takes an answer for finished; people answer in several messages."""
ADD_SECONDS = 60
"""The time that "anything to add?" needs at least."""
MOST_OFFERED = 2
"""Uncovered points that are asked about beyond the follow-ups where time is left."""
_KIND_OF_CASE = re.compile(r"^Fails for (?!a hidden case)(.+?)\.?$")
"""How the judge names the kind of case that a hidden check failed for."""
CERTAIN_ENOUGH = 0.75
"""A contradicted point is asked about only when its reading is at least this sure."""


def answer_text(there: QuestionState, thread: str) -> str:
    """All that was said to a rubric: a follow-up's, or the question's, together with what was asked about its points."""
    rubric = there.rubric_of(thread)
    return "\n".join(t.text for i, t in there.threads.items() if t.text and there.rubric_of(i) == rubric)


def rubric_thread(there: QuestionState, thread: str) -> str:
    """The thread whose rubric an answer in this thread is held against; see ``QuestionState.rubric_of``."""
    return there.rubric_of(thread)


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
    """After an answer in words: a follow-up, one more part where time is left, or on to the next question."""
    name = there.question.id
    if not there.question.in_words and there.last_verdict != "pass":
        if there.thread == "main":
            # Thinking aloud is heard once and then left in peace; the code speaks next.
            turn.say("acknowledge", question=name)
        else:
            turn.add(e.BackToTask(name))
            turn.say("back-to-code", question=name)
        return
    if _only_code(there):
        turn.say("in-words", question=name)
        return
    if not ask_next(turn, there) and not use_spare_time(turn, there):
        turn.say("move-on", question=name)
        advance(turn)


def _only_code(there: QuestionState) -> bool:
    """Whether the thread's one message so far is code without a word about it; asked about once."""
    thread = there.threads[there.thread]
    return len(thread.said) == 1 and words(words_of(thread.text)) == 0 < words(thread.text)


def ask_next(turn: Turn, there: QuestionState) -> bool:
    """Ask the most valuable thing still worth asking in the time left; returns whether there was one."""
    name = there.question.id
    left = _time_left(turn, there)
    if _asked(there) >= MOST_FOLLOW_UPS or left < PROBE_SECONDS or there.thread == ADD:
        return False
    if there.question.kind == "code" and (there.last_verdict == "pass" or not there.question.in_words):
        return _raise_bar(turn, there, left) or _ask_about_point(turn, there)
    if _ask_about_point(turn, there):
        return True
    ready = [f for f in there.question.follow_ups if _ready(there, f) and _fits(f, left)]
    if ready:
        turn.add(e.FollowUpAsked(name, ready[0].id))
        turn.say("follow-up", question=name, then=ready[0].prompt.strip())
    return bool(ready)


def _asked(there: QuestionState) -> int:
    """How many follow-ups and questions about points have been asked."""
    return sum(1 for t in there.threads if t not in ("main", ADD))


def _time_left(turn: Turn, there: QuestionState) -> float:
    left = question_left(turn.state, there, turn.now)
    return max(left, PROBE_SECONDS * 2) if turn.state.mode == "practice" else left


def _fits(follow_up: FollowUp, left: float) -> bool:
    return follow_up.minutes * 60 * 0.5 <= left


def _raise_bar(turn: Turn, there: QuestionState, left: float) -> bool:
    """After code that passed: a changed or wider requirement first, then deeper; its cost where the bank asks nothing."""
    name = there.question.id
    ready = [f for f in there.question.follow_ups if _ready(there, f) and _fits(f, left)]
    if ready:
        chosen = min(ready, key=lambda f: (f.kind == "deeper", f.trigger != "passed"))
        turn.add(e.FollowUpAsked(name, chosen.id))
        turn.say("follow-up", question=name, then=chosen.prompt.strip())
    elif BAR not in there.threads and not there.question.follow_ups:
        turn.add(e.FollowUpAsked(name, BAR))
        turn.say("raise-bar", question=name)
    else:
        return False
    return True


def _ask_about_point(turn: Turn, there: QuestionState) -> bool:
    """Ask about the point that is worth most: one that was left out, or one that is surely the wrong way round.

    A doubtful one goes before a gap that is worth no more, since a wrong belief does harm and a gap is only a gap. It is asked
    about once a question, and in words that are fair to somebody who was right and was misread.
    """
    main = there.threads["main"]
    probes = [t for t in there.threads if t.startswith("probe:") and t not in there.offered]
    contests = [t for t in there.threads if t.startswith("contest:")]
    if len(probes) + len(contests) >= MOST_ABOUT_POINTS:
        return False
    deserved = 2 if main.reading and main.reading.score < 0.5 else 1
    gap = _gap(there, main) if len(probes) < deserved else None
    doubtful = _doubtful(there) if not contests else None
    if doubtful and (gap is None or doubtful[0].weight >= gap.weight):
        point, quote = doubtful
        turn.add(e.FollowUpAsked(there.question.id, f"contest:{point.id}"))
        turn.say("contested", question=there.question.id, quote=quote)
    elif gap and gap.probe:
        turn.add(e.FollowUpAsked(there.question.id, f"probe:{gap.id}"))
        turn.say("probe", question=there.question.id, then=gap.probe)
    else:
        return False
    return True


def use_spare_time(turn: Turn, there: QuestionState) -> bool:
    """With time left for a question in words: one more uncovered point, and at last whether there is anything to add."""
    name = there.question.id
    left = question_left(turn.state, there, turn.now)
    last = there.threads[there.thread]
    if not there.question.in_words or left < ADD_SECONDS or there.thread == ADD or last.gave_up:
        return False
    gap = _gap(there, there.threads["main"])
    probed = len([t for t in there.offered if t != ADD])
    room = probed < MOST_OFFERED and _asked(there) < MOST_FOLLOW_UPS
    if gap and gap.probe and left >= PROBE_SECONDS * 2 and room:
        turn.add(e.FloorOffered(name, f"probe:{gap.id}"))
        turn.say("one-more", question=name, then=gap.probe)
    elif ADD not in there.threads:
        turn.add(e.FloorOffered(name, ADD))
        turn.say("anything-to-add", question=name)
    else:
        return False
    return True


def _ready(there: QuestionState, follow_up: FollowUp) -> bool:
    """Whether a follow-up's trigger has happened and it has not been asked."""
    if follow_up.id in there.threads or follow_up.trigger == "incident":
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
    # A point that was touched on, even wrongly, is less of a gap than one that was never mentioned; where it is unclear
    # whether it was, it is asked about rather than guessed at.
    read: tuple[Mapping[str, Any], ...] = main.reading.points if main.reading else ()
    chance = {
        str(p["id"]): float(p["probability"] if p.get("unclear") else p.get("spoken", p["probability"])) for p in read
    }
    covered = covered_points(there, "main")
    open_points = [
        p for p in there.question.rubric if p.id not in covered and p.probe and not _asked_about(there, p.id)
    ]
    return max(open_points, key=lambda p: p.weight * (1 - chance.get(p.id, 0.0)), default=None)


def _doubtful(there: QuestionState) -> tuple[RubricPoint, str] | None:
    """The weightiest point that the candidate surely seems to have the wrong way round, with their words.

    Looked for in the question's own answer, and in the answer to the follow-up that is open.
    """
    found: list[tuple[RubricPoint, str]] = []
    for thread in dict.fromkeys((there.rubric_of(there.thread), "main")):
        held = there.threads[thread]
        points = {p.id: p for p in there.points_of(thread)}
        for read in held.reading.points if held.reading else ():
            point, quote = points.get(str(read["id"])), str(read.get("evidence", "")).strip()
            sure = read.get("contradicted") and 1 - float(read["probability"]) >= CERTAIN_ENOUGH
            if point and sure and quote and point.id not in held.overruled and not _asked_about(there, point.id):
                found.append((point, quote if len(quote) <= 160 else quote[:157].rsplit(" ", 1)[0] + " …"))
    return max(found, key=lambda one: one[0].weight, default=None)


def _asked_about(there: QuestionState, point: str) -> bool:
    return f"probe:{point}" in there.threads or f"contest:{point}" in there.threads


def react_to_verdict(turn: Turn, there: QuestionState, verdict: Mapping[str, Any]) -> None:
    """A pass raises the bar; a failed check becomes a question; the machine's fault is never the candidate's."""
    name = there.question.id
    kind = str(verdict.get("verdict", "not-judged"))
    if kind == "pass":
        turn.say("passed", question=name)
        there = turn.state.questions[name]
        # Code that was mended answers what was asked about its fault.
        done = there.thread == "main" or (there.question.in_words and there.thread.startswith("probe:"))
        if turn.state.current == name and done and not ask_next(turn, there):
            turn.say("move-on", question=name)
            advance(turn)
        return
    reason = str(verdict.get("reason", ""))
    missed = _first_missed(verdict)
    if left_behind := str(verdict.get("left_behind", "")):
        turn.say("error", question=name, reason=left_behind)
    elif kind == "fail" and missed and missed.get("outcome") == "failed":
        _ask_about(turn, there, missed)
    elif kind == "timeout" and missed:
        turn.say("timeout", question=name, check=str(missed["name"]))
    elif kind == "not-judged" and verdict.get("stopped"):
        turn.say("judge-stopped", question=name)
    elif kind == "not-judged":
        turn.say("not-judged", question=name, reason=reason)
    else:
        turn.say("error", question=name, reason=reason or str(missed.get("message", "")) if missed else reason)


def _first_missed(verdict: Mapping[str, Any]) -> Mapping[str, Any] | None:
    checks: list[Mapping[str, Any]] = [c for c in verdict.get("checks", ()) if c.get("outcome") != "passed"]
    return next((c for c in checks if c.get("outcome") in ("failed", "timeout", "error")), None)


def _ask_about(turn: Turn, there: QuestionState, missed: Mapping[str, Any]) -> None:
    """A check that failed as a question: with the counterexample, or with the kind of case where that is hidden."""
    name, check = there.question.id, str(missed["name"])
    sentence, _, shown = str(missed.get("message", "")).partition("\n")
    if _asked_before(turn, there, check, sentence):
        turn.say("failed-again", question=name, check=check)
    elif missed.get("hidden") and (case := _KIND_OF_CASE.match(sentence)):
        turn.say("failed-case", question=name, check=check, case=case[1])
    else:
        block = f"\n\n```\n{shown.strip()}\n```" if shown.strip() and not missed.get("hidden") else ""
        turn.say("failed", question=name, check=check, counterexample=f"{sentence or check}{block}")


def _asked_before(turn: Turn, there: QuestionState, check: str, sentence: str) -> bool:
    """Whether an earlier submission of the question failed first at the same check with the same words."""
    earlier = [turn.state.submissions[s].verdict for s in there.submissions[:-1]]
    missed = [_first_missed(v) for v in earlier if v]
    return any(
        m and m.get("name") == check and str(m.get("message", "")).partition("\n")[0] == sentence for m in missed
    )
