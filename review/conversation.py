"""A session as a conversation: what was said, with the code told in a line, and the debrief in brief. Markdown."""

from __future__ import annotations

from collections.abc import Iterator

from hotseat import harmless
from hotseat.counted import counted
from hotseat.interview.clock import spoken
from hotseat.interview.scoring import debrief
from hotseat.interview.state import CellRecord, State, Submission
from hotseat.review.scorecard import words
from hotseat.review.transcript import stamp


def conversation(state: State, *, who: str = "You", interviewer: str = "Interviewer") -> str:
    """The conversation as Markdown, ending in a line break; no control character is in it."""
    parts = [_head(state), *_turns(state, who, interviewer), *_end(state)]
    return "\n\n".join(part.rstrip() for part in parts if part.strip()) + "\n"


def _head(state: State) -> str:
    names = ", ".join(q.question.title for q in state.questions.values() if q.opened_at >= 0)
    return f"*{state.title}, {spoken(state.at)} by the clock. Asked: {names}.*"


def _turns(state: State, who: str, interviewer: str) -> Iterator[str]:
    names = {"interviewer": interviewer, "candidate": who}
    turns = [(m.seq, f"**{stamp(m.at)} {names[m.who]}:** {_quoted(m.text)}") for m in state.messages]
    turns += [(c.seq, f"*{stamp(c.at)} {_cell(c)}*") for c in state.cells.values()]
    turns += [(s.seq, f"*{stamp(s.at)} {_submission(s)}*") for s in state.submissions.values()]
    turns += [(i.seq, f"*{stamp(i.at)} The kernel dies.*") for i in state.incidents if i.kind == "kernel-dies"]
    last = ""
    for _, text in sorted(turns):
        if text != last:
            yield text
        last = text


def _quoted(text: str) -> str:
    return harmless.plain(text).strip()


def _cell(cell: CellRecord) -> str:
    ending = {"finished": "runs to the end", "failed": "ends in an error", "": "still runs"}
    told = harmless.line(cell.sentence, 200) if cell.ending == "failed" else ""
    return f"Cell {cell.cell + 1} {ending.get(cell.ending, 'does not run')}{': ' + told if told else ''}."


def _submission(submission: Submission) -> str:
    rows = len([row for row in submission.code.splitlines() if row.strip()])
    verdict = submission.verdict or {}
    return f"Submits {counted(rows, 'line')} of code. Verdict: {harmless.line(str(verdict.get('verdict', 'none')))}."


def _end(state: State) -> Iterator[str]:
    result = debrief(state)
    yield f"**Debrief: {result.signal.word}.** {words(result)}."
    shown = [f"{h.id.replace('-', ' ')} {_seen(h.seen)}" for h in result.habits]
    yield "Habits: " + ", ".join(shown) + "."


def _seen(seen: float | None) -> str:
    return "no occasion" if seen is None else "seen" if seen >= 0.5 else "now and then" if seen else "not seen"
