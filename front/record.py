"""What a session's record says at the places that scores point to, and the whole of it in order. Pure."""

from __future__ import annotations

from hotseat import harmless
from hotseat.front.lines import Turn, verdict_word
from hotseat.front.times import clock
from hotseat.front.views import run_words, turns
from hotseat.interview.state import State

INCIDENTS = {
    "kernel-dies": "the kernel died",
    "data-leak": "a colleague's message came in",
    "requirement-change": "the requirement was changed",
}


def places(state: State) -> dict[int, str]:
    """For each event that scores point to, by its number: when it was and what it was, in a line."""
    names = {"interviewer": "Interviewer", "candidate": "You"}
    found = {m.seq: (m.at, f"{names[m.who]}: “{harmless.line(m.text, 70)}”") for m in state.messages}
    for cell in state.cells.values():
        found[cell.seq] = (cell.at, f"cell {cell.cell + 1} was run")
        if cell.ended_seq:
            words = run_words(cell.ending, cell.seconds, cell.count)
            found[cell.ended_seq] = (cell.at + cell.seconds, f"cell {cell.cell + 1}: {words}")
    for given in state.submissions.values():
        found[given.seq] = (given.at, f"submission {given.submission}")
        if given.verdict is not None:
            verdict = verdict_word(str(given.verdict.get("verdict")))
            found[given.judged_seq] = (given.at, f"verdict on submission {given.submission}: {verdict}")
        if given.disputed:
            found[given.contested_seq] = (
                given.contested_at,
                f"you contested the verdict on submission {given.submission}",
            )
    for there in state.questions.values():
        for thread in there.threads.values():
            found.setdefault(thread.seq, (thread.asked_at, f"{there.question.title} was asked"))
            if thread.reading:
                found[thread.reading.seq] = (
                    _at(state, thread.reading.seq),
                    f"your answer to {there.question.title} was read",
                )
        if there.own_tests:
            found[there.own_tests.seq] = (state.submissions[there.own_tests.submission].at, "your tests were tried")
        for seq in there.clarify_seqs:
            found.setdefault(seq, (_at(state, seq), "you asked about the task"))
        for rung, seq in enumerate(there.hints, 1):
            found.setdefault(seq, (_at(state, seq), f"hint {rung} was given"))
        if there.opened_seq:
            found.setdefault(there.opened_seq, (there.opened_at, f"{there.question.title} was asked"))
    for asked in state.own_questions:
        found.setdefault(asked.seq, (_at(state, asked.seq), f"your question: “{harmless.line(asked.text, 70)}”"))
    for incident in state.incidents:
        found.setdefault(incident.seq, (incident.at, INCIDENTS.get(incident.kind, incident.kind)))
    return {seq: f"{clock(at)}  {told}" for seq, (at, told) in found.items()}


def _at(state: State, seq: int) -> float:
    """When an event was, as near as the messages tell: right after the last one before it."""
    return max((m.at for m in state.messages if m.seq <= seq), default=0.0)


def timeline(state: State) -> list[Turn]:
    """The conversation with what was run and submitted between the turns."""
    return [turn for _, turn in _placed(state)]


def turn_at(state: State, seq: int) -> int:
    """Where in the timeline a moment lies, from 0: the turn that is that event, or else the last one before it."""
    return max((n for n, (at, _) in enumerate(_placed(state)) if at <= seq), default=0)


def _placed(state: State) -> list[tuple[int, Turn]]:
    """Each turn of the timeline with the number of its event."""
    rows = [(m.seq, turn) for m, turn in zip(state.messages, turns(state), strict=True)]
    for m in state.messages:
        rows += [(m.seq, Turn("candidate", text, m.at, "before it was amended")) for text in m.earlier[::-1]]
    for cell in state.cells.values():
        words = run_words(cell.ending, cell.seconds, cell.count) if cell.ending else "still running"
        said = f"Cell {cell.cell + 1}: {words}."
        if cell.ending == "failed" and cell.sentence:
            said += f" {cell.sentence}"
        rows.append((cell.seq, Turn("notice", said, cell.at, "run")))
    rows += [(p.seq, Turn("notice", p.sentence, p.at, "paste")) for p in state.pastes]
    for given in state.submissions.values():
        verdict = given.verdict
        said = f"Submission {given.submission}: " + (
            verdict_word(str(verdict.get("verdict"))) if verdict is not None else "not judged"
        )
        reason = str(verdict.get("reason") or "") if verdict is not None else ""
        rows.append((given.seq, Turn("notice", f"{said}. {reason}".strip(), given.at, "verdict")))
        if given.disputed:
            told = f"You contested the verdict on submission {given.submission}. {given.contest_reason}".strip()
            rows.append((given.contested_seq, Turn("notice", told, given.contested_at, "disputed")))
    return sorted(rows, key=lambda row: row[0])
