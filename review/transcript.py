"""A session as people read it: the conversation, the code, the verdicts and the debrief, as Markdown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from hotseat import harmless
from hotseat.interview.clock import spoken
from hotseat.interview.own_tests import sentences
from hotseat.interview.scoring import Debrief, QuestionOutcome, debrief
from hotseat.interview.state import CellRecord, Message, State, Submission
from hotseat.kernels.outputs import redrawn
from hotseat.review.pastes import Paste
from hotseat.review.scorecard import competencies, signal
from hotseat.review.words import HOW, OUTCOMES, SPEAKERS, speaker

MOST_OUTPUT = 4_000
"""Characters of one cell's output that a transcript shows; the journal has the rest."""


def transcript(state: State, pasted: Sequence[Paste] = ()) -> str:
    """The whole session as Markdown, ending in a line break; no control character is in it.

    ``pasted`` is the code that came in at once otherwise, which is noted at its time like that which was pasted.
    """
    parts = [*_head(state), *_course(state, pasted), *debrief_parts(debrief(state))]
    return "\n\n".join(part.rstrip() for part in parts if part.strip()) + "\n"


def stamp(seconds: float) -> str:
    """A moment of the interview: ``07:05``, or ``1:07:05`` past the hour."""
    whole = int(max(0.0, seconds))
    hours, minutes, rest = whole // 3600, whole // 60 % 60, whole % 60
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes:02}:{rest:02}"


def _head(state: State) -> Iterator[str]:
    yield f"# {state.title or 'A session'}"
    how = {"finished": "finished", "left": "left early", "time": "ended by the clock", "": "not finished"}
    yield (
        f"{state.mode.capitalize()} of {state.started_wall[:16].replace('T', ' ')} UTC, {how.get(state.ended, state.ended)} "
        f"after {spoken(state.at)}."
    )
    models = sorted({m.model for m in state.messages if m.model})
    if models:
        yield f"Some of the interviewer's words are a language model's ({harmless.line(', '.join(models), 100)})."
    if state.plan.dropped:
        yield "Left out of the plan: " + "; ".join(f"{name} ({why})" for name, why in state.plan.dropped) + "."


def _course(state: State, pasted: Sequence[Paste]) -> Iterator[str]:
    yield "## What happened"
    events: list[tuple[int, str]] = [(m.seq, _message(m)) for m in state.messages]
    events += [(c.seq, _cell(c)) for c in state.cells.values()]
    events += [(s.seq, _submission(s)) for s in state.submissions.values()]
    events += [(p.seq, f"**{stamp(p.at)} Noted:** {p.sentence}") for p in (*state.pastes, *pasted)]
    for _, text in sorted(events):
        yield text


def _message(message: Message) -> str:
    amended = ", amended" if message.earlier else ""
    head = f"**{stamp(message.at)} {SPEAKERS.get(speaker(message), message.who)}{amended}:**"
    parts = [_said(head, message.text)]
    for text in message.earlier[::-1]:
        was = "\n".join(f"> {row}".rstrip() for row in _said("Before it was amended:", text).split("\n"))
        parts.append(was)
    return "\n\n".join(parts)


def _said(head: str, text: str) -> str:
    """A text behind its head; one that begins with a block of code below it, and no block is left open."""
    text = harmless.plain(text).strip()
    opened = ""
    for row in text.split("\n"):
        found = re.match(r" {0,3}(`{3,})([^`]*)$", row)
        if found and not opened:
            opened = found[1]
        elif found and len(found[1]) >= len(opened) and not found[2].strip():
            opened = ""
    closed = f"{text}\n{opened}" if opened else text
    return f"{head}\n\n{closed}" if text.startswith("```") else f"{head} {closed}"


def fenced(text: str, language: str = "") -> str:
    """The text in a block of code, whatever fences stand in it."""
    longest = max((len(m) for m in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}"


def _cell(cell: CellRecord) -> str:
    ending = {"finished": "finished", "": "was still running"}.get(cell.ending, cell.ending.replace("-", " "))
    shown = printed(cell)
    if len(shown) > MOST_OUTPUT:
        cut = len(shown) - MOST_OUTPUT
        shown = f"{shown[: MOST_OUTPUT // 2]}\n… {cut:,} characters left out …\n{shown[-MOST_OUTPUT // 2 :]}"
    head = f"**{stamp(cell.at)} Cell {cell.cell + 1}** ({ending}, {cell.seconds:.1f} s)"
    parts = [head, fenced(harmless.plain(cell.code), "python")]
    if shown.strip():
        parts.append(fenced(shown, "text"))
    return "\n\n".join(parts)


def printed(cell: CellRecord) -> str:
    """What a cell has printed, as it stood in the end, harmless and without colours."""
    return harmless.colours_dropped(harmless.coloured("".join(_output(o) for o in _joined(cell.outputs))))


def _joined(outputs: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The outputs, with lines that were written over as they stand in the end."""
    shown: list[Mapping[str, Any]] = []
    for output in outputs:
        back = output.get("back")
        if isinstance(back, int) and back and shown and output.get("kind") == "stream":
            before: list[str] = []
            while shown and shown[-1].get("kind") == "stream" and shown[-1].get("name") == output.get("name"):
                before.append(str(shown.pop().get("text", "")))
            text = redrawn("".join(reversed(before)), str(output.get("text", "")), back)
            shown.append({**output, "text": text, "back": 0})
        else:
            shown.append(output)
    return shown


def _output(output: Mapping[str, Any]) -> str:
    match output.get("kind"):
        case "stream":
            return str(output.get("text", ""))
        case "result" | "markdown" | "notice" | "kept":
            return f"{output.get('text', '')}\n"
        case "failure":
            return f"{output.get('traceback') or output.get('message', '')}\n"
        case "picture":
            return f"[picture: {output.get('text') or output.get('mime', '')}]\n"
        case _:
            return ""


def _submission(submission: Submission) -> str:
    head = f"**{stamp(submission.at)} Submission {submission.submission}**"
    verdict = submission.verdict
    parts = [head, fenced(harmless.plain(submission.code), "python")]
    if verdict is None:
        parts.append("No verdict: the session ended first.")
        return "\n\n".join(parts)
    reason = harmless.line(str(verdict.get("reason", "")), 300)
    parts.append(
        f"Verdict: **{verdict.get('verdict')}**, score {float(verdict.get('score', 0)):.2f}. {reason}".rstrip()
    )
    rows: list[str] = []
    for check in verdict.get("checks", ()):
        hidden = " (hidden)" if check.get("hidden") else ""
        message = harmless.line(str(check.get("message") or ""), 300)
        told = f": {message}" if message and check.get("outcome") != "passed" else ""
        rows.append(
            f"- {OUTCOMES.get(check.get('outcome'), 'NOT RUN')} {harmless.line(str(check.get('name')))}{hidden}{told}"
        )
    parts.append("\n".join(rows))
    if submission.disputed:
        parts.append(_contest(submission))
    return "\n\n".join(parts)


def _contest(submission: Submission) -> str:
    told = f"**You contest this verdict.** The case is kept as `{harmless.line(submission.case_file)}`."
    reason = harmless.plain(submission.contest_reason).strip()
    return "\n".join([told, "", *(f"> {row}" for row in reason.splitlines())]) if reason else told


def debrief_parts(result: Debrief) -> Iterator[str]:
    """The debrief as paragraphs, from its heading on."""
    yield "## Debrief"
    yield from signal(result)
    yield "### Scorecard"
    yield competencies(result)
    yield "### Habits"
    rows: list[str] = []
    for habit in result.habits:
        seen = (
            "no occasion"
            if habit.seen is None
            else "seen"
            if habit.seen >= 0.5
            else "now and then"
            if habit.seen
            else "not seen"
        )
        own = "" if habit.ticked is None else "; you say: yes" if habit.ticked else "; you say: no"
        rows.append(f"- {habit.id.replace('-', ' ')}: {seen}. {habit.sentence}{own}")
    yield "\n".join(rows)
    for question in result.questions:
        yield _question(question)
    if result.overrun >= 1:
        yield f"Parts went over their time by {spoken(result.overrun)} in all."


def _question(question: QuestionOutcome) -> str:
    rows = [f"### {question.title}", ""]
    rows.append(f"{spoken(question.spent)} of {spoken(question.box)}, {HOW.get(question.how, question.how)}.")
    if question.hints:
        rows[-1] += f" Hints: {question.hints}."
    if question.verdict:
        rows[-1] += f" Last verdict: {question.verdict}."
    if question.disputed:
        rows[-1] += " You contest a verdict."
    if question.own_tests:
        rows += ["", f"Your tests: {' '.join(sentences(question.own_tests))}"]
    if question.points:
        rows.append("")
    for point in question.points:
        mark = {"covered": "x", "unclear": "?", "contradicted": "!"}.get(point.state, " ")
        quote = f" — “{harmless.line(point.quote, 160)}”" if point.quote and point.state != "not found" else ""
        own = f", your word; read as {point.read}" if point.overruled else ""
        rows.append(f"- [{mark}] {point.text} ({point.told}{own}){quote}")
        if point.second and point.second.worth_telling(point.state):
            words = f" — “{harmless.line(point.second.quote, 160)}”" if point.second.quote else ""
            rows.append(f"  - second opinion of {harmless.line(point.second.model, 60)}: {point.second.opinion}{words}")
    return "\n".join(rows)
