"""The course of an interview: opening and closing sections and questions, and what comes next."""

from __future__ import annotations

from hotseat.interview import events as e
from hotseat.interview.clock import question_left, section_left, spoken
from hotseat.interview.plan import WHY_THESE
from hotseat.interview.scoring import HINT_COST
from hotseat.interview.state import QuestionState, State
from hotseat.interview.turn import Turn
from hotseat.question_bank.about_notebook import PREFIX

LEAST_SHARE = 0.5
"""A further question is opened only when at least this share of its time box is left in the section."""


def open_next_section(turn: Turn) -> None:
    """Open the section after the current one; end the session when there is none."""
    index = turn.state.section + 1
    if index >= len(turn.state.plan.sections):
        end(turn, "finished")
        return
    turn.add(e.SectionOpened(index))
    section = turn.state.plan.sections[index]
    if section.kind == "opening":
        turn.say("greet", title=turn.state.title, minutes=spoken(turn.state.plan.seconds))
        if told := _how_it_was_drawn(turn):
            turn.say("course", then=told)
        turn.say("checklist")
    elif section.kind == "closing":
        turn.say("closing-invite", minutes=spoken(section.seconds))
    else:
        if turn.state.mode == "interview":
            turn.say("open-section", section=section.title, minutes=spoken(section.seconds))
        elif turn.state.plan.notes:
            turn.add(e.InterviewerSaid("\n".join([WHY_THESE, *(f"- {n}" for n in turn.state.plan.notes)]), "course"))
        advance(turn)


def _how_it_was_drawn(turn: Turn) -> str:
    """What the candidate should know of the plan: what it leans to, and what it had to leave out."""
    plan = turn.state.plan
    parts = ["\n".join(plan.notes)] if plan.notes else []
    if plan.dropped:
        parts.append("\n".join(["Left out of this plan:", *(f"- {what}: {why}" for what, why in plan.dropped)]))
    return "\n\n".join(parts)


def advance(turn: Turn, how: str = "done") -> None:
    """Close the open question, if there is one, and open what comes next: a question, a section, or the end."""
    if turn.state.current:
        turn.add(e.QuestionClosed(turn.state.current, how))
    section = turn.state.planned
    waiting = [
        i
        for i in (section.questions if section and turn.state.section_open else ())
        if turn.state.questions[i].opened_at < 0
    ]
    for question in waiting:
        there = turn.state.questions[question]
        if turn.state.mode == "practice" or _fits(turn, there):
            open_question(turn, question)
            return
    put_off = [i for i in (section.questions if section else ()) if turn.state.questions[i].closed_how == "later"]
    if put_off:
        turn.add(e.QuestionOpened(put_off[0]))
        turn.say("back-again", question=put_off[0], then=brief(turn, put_off[0]))
        return
    close_section(turn)
    open_next_section(turn)


def _fits(turn: Turn, there: QuestionState) -> bool:
    return section_left(turn.state, turn.now) >= there.question.minutes * 60 * LEAST_SHARE


def others_left(state: State, question: str) -> bool:
    """Whether another question of the section waits to be asked, or to be asked again."""
    section = state.planned
    others = (state.questions[i] for i in (section.questions if section else ()) if i != question)
    return any(there.opened_at < 0 or there.closed_how == "later" for there in others)


def close_section(turn: Turn) -> None:
    """Close the open section and record by how much it overran."""
    if turn.state.section_open:
        overrun = max(0.0, -section_left(turn.state, turn.now))
        turn.add(e.SectionClosed(turn.state.section, round(overrun, 1)))


NOTEBOOK_AT_HAND = (
    "A take-home notebook is at hand as code. Where the question tells of something that does not stand in it, take the "
    "question's word. Read it, and run what you like."
)
"""Said with a deep dive. The notebook is Hotseat's or the person's own, and the questions know of more than it holds."""
OWN_NOTEBOOK_AT_HAND = "Your notebook is at hand as code. Read it, and run what you like."
"""Said with a question that was made from the cells of that very notebook."""


def open_question(turn: Turn, question: str) -> None:
    """Ask a question, with the rules that the candidate must know before the start."""
    turn.add(e.QuestionOpened(question))
    turn.say("ask", question=question, then=brief(turn, question))


def brief(turn: Turn, question: str) -> str:
    """The question as it is asked: its prompt, its rules, and the time for it."""
    there = turn.state.questions[question]
    parts = [there.question.prompt.strip()]
    if there.question.rules.say:
        parts.append("Rules: " + " ".join(there.question.rules.say))
    if there.question.kind == "talk" and turn.state.starters.get(question):
        parts.append(OWN_NOTEBOOK_AT_HAND if question.startswith(PREFIX) else NOTEBOOK_AT_HAND)
    if hints := len(there.question.hints):
        most = "One hint" if hints == 1 else f"Up to {hints} hints"
        parts.append(f"{most} if you ask; each takes {HINT_COST * 100:.0f} % off what this question scores.")
    left = question_left(turn.state, there, turn.now)
    if left > 0:
        parts.append(f"Time for this one: about {spoken(left)}.")
    return "\n\n".join(parts)


def end(turn: Turn, reason: str) -> None:
    """End the session, and say goodbye when it has run its course."""
    if turn.state.current:
        turn.add(e.QuestionClosed(turn.state.current, "left" if reason == "left" else "done"))
    close_section(turn)
    if reason != "left":
        turn.say("goodbye")
    turn.add(e.SessionEnded(reason))
