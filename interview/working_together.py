"""What somebody did together with the interviewer: hints and objections taken, and questions of their own. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from hotseat.interview.question_outcome import judged, points_read
from hotseat.interview.scorecard import Line
from hotseat.interview.state import QuestionState, State

GROUPS = 3
"""Groups of questions that a candidate can ask: technical, business, team."""
WENT_ON = 0.5
"""What a hint is worth after which somebody went on and did not get there."""
STOOD = 0.5
"""What an answer to an objection is worth that does not settle it; the person may have been right, and answering is the half."""
ALL_HINTS = 3


def hints_taken(state: State, there: QuestionState) -> Iterator[Line]:
    """One line on the hints of a question: whether something came of them."""
    if not there.hints:
        return
    first, many = there.hints[0], len(there.hints)
    asked = "A hint was asked for" if many == 1 else f"{many} hints were asked for"
    later = tuple(seq for seq in _deeds(state, there) if seq > first)
    if _better(state, there, first):
        value, came = 1.0, "put to use"
        if many >= ALL_HINTS:
            value, came = WENT_ON, "all that there were, and put to use"
    elif later:
        value, came = WENT_ON, "and it did not lead there" if many == 1 else "and they did not lead there"
    else:
        value, came = 0.0, "and nothing came after"
    joint = " and " if came == "put to use" else ", "
    yield Line(
        f"{there.question.title}: {asked}{joint}{came}.",
        value,
        1.0,
        (first, *later[:1]),
        name=f"hints:{there.question.id}",
        aspect="collaboration",
        question=there.question.id,
        title=there.question.title,
    )


def _deeds(state: State, there: QuestionState) -> list[int]:
    """What was run, handed in or answered on a question."""
    runs = [state.cells[r].seq for r in there.runs]
    given = [state.submissions[s].seq for s in there.submissions]
    return sorted([*runs, *given, *(seq for t in there.threads.values() for seq, _ in t.parts)])


def _better(state: State, there: QuestionState, since: int) -> bool:
    """Whether code passed after a hint, or, to a question in words, half of what a good answer says was said."""
    if any(s.seq > since and v.get("verdict") == "pass" for s, v in judged(state, there)):
        return True
    main = there.threads.get("main")
    said = main is not None and any(seq > since for seq, _ in main.parts)
    return there.question.in_words and bool(said and main and main.reading and main.reading.score >= 0.5)


def objections_met(there: QuestionState) -> Iterator[Line]:
    """A line for each point that the interviewer doubted."""
    for thread in there.threads.values():
        verb, _, name = thread.id.partition(":")
        if verb != "contest":
            continue
        rubric = there.threads.get(there.rubric_of(thread.id))
        read = (points_read(rubric) if rubric else {}).get(name, {})
        if not thread.said:
            value, told = 0.0, "An objection was left without an answer."
        elif thread.gave_up:
            value, told = STOOD, "Said so when an objection could not be answered."
        elif read.get("covered"):
            value, told = 1.0, "An objection was taken up, and the point put right."
        else:
            value, told = STOOD, "An objection was answered, and did not change the point."
        yield Line(
            f"{there.question.title}: {told}",
            value,
            1.0,
            (*thread.said[:1], thread.seq),
            name=f"objection:{there.question.id}/{name}",
            aspect="collaboration",
            question=there.question.id,
            title=there.question.title,
        )


def own_questions(state: State) -> Iterator[Line]:
    """What was asked at the end, where that part of the interview was reached."""
    if not any(s.kind == "closing" and state.section >= i for i, s in enumerate(state.plan.sections)):
        return
    asked = state.own_questions
    if not asked:
        last = max((m.seq for m in state.messages if m.act == "closing-invite"), default=state.seq)
        yield Line(
            "You asked no question of your own at the end.", 0.0, 1.0, (last,), name="own-questions", aspect="curiosity"
        )
        return
    groups = {q.group for q in asked if q.group}
    seqs = tuple(q.seq for q in asked)
    spread = min(1.0, max(len(groups), 1) / GROUPS)
    many = f"You asked {len(asked)} question{'' if len(asked) == 1 else 's'} of your own"
    about = {"technical": "the technical side", "business": "the business", "team": "the team"}
    sides = [told for group, told in about.items() if group in groups]
    told = f"{many} at the end" + (f", about {_listed(sides)}." if sides else ".")
    yield Line(told, spread, 2.0, seqs, name="own-questions", aspect="curiosity")
    specific = tuple(q.seq for q in asked if q.specific)
    about = ("It was", "It was not") if len(asked) == 1 else ("At least one was", "None was")
    told = f"{about[not specific]} about this team's own work."
    yield Line(
        told,
        1.0 if specific else 0.3,
        1.0,
        specific or seqs[:1],
        name="own-questions/specific",
        aspect="curiosity",
    )


def _listed(names: list[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)
