"""A session as a Jupyter notebook, format 4.5: the code as it was run, what it showed below it, and the talk between. Pure.

The notebook is plain JSON of our own making, so that nothing of Jupyter is needed to write it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from hotseat import __version__
from hotseat.interview.scoring import debrief
from hotseat.interview.state import State
from hotseat.kernels import outputs
from hotseat.review.export import visible
from hotseat.review.export.account import Account
from hotseat.review.export.markdown import tame
from hotseat.review.export.moments import Moment, moments, shown
from hotseat.review.export.pictures import Pictures, Refused
from hotseat.review.export.voice import Voice
from hotseat.review.transcript import debrief_parts, fenced, stamp
from hotseat.review.words import ENDINGS, OUTCOMES, VERDICTS

MOST_TEXT = 200_000
"""Characters of one output that the notebook holds."""


def notebook(account: Account, voice: Voice | None = None) -> str:
    """The notebook as JSON, ending in a line break."""
    voice = voice or Voice()
    pictures = Pictures()
    state = account.state
    title = f"# {visible.line(state.title or 'A session')}\n\n{state.mode.capitalize()} of {state.started_wall[:10]}, by Hotseat."
    cells = [_markdown("title", tame("\n\n".join([title, *account.lost])))]
    supplied: set[str] = set()
    for moment in moments(account):
        if moment.kind == "ran" and moment.question not in supplied:
            supplied.add(moment.question)
            cells += _supplied(state, moment.question)
        cells.append(_cell(moment, voice, pictures))
    parts = [tame(visible.text(part)) for part in debrief_parts(debrief(state))]
    cells.append(_markdown("debrief", "\n\n".join(parts)))
    made = {
        "cells": cells,
        "metadata": {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
            "hotseat": {"version": __version__},
        },
        "nbformat": 4,
        "nbformat_minor": 5,
    }
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def _supplied(state: State, question: str) -> Iterator[dict[str, Any]]:
    """The imports that a question's first cell found in the kernel, as a cell of their own: no cell of the person's."""
    there = state.questions.get(question)
    if there is not None and there.question.imports:
        rows = ["# Hotseat runs this before the first cell of the question.", *there.question.imports]
        yield {
            "cell_type": "code",
            "id": f"s{there.opened_seq}",
            "metadata": {"hotseat": {"supplied": True}},
            "execution_count": None,
            "source": visible.text("\n".join(rows)),
            "outputs": [],
        }


def _cell(moment: Moment, voice: Voice, pictures: Pictures) -> dict[str, Any]:
    if moment.kind == "ran" and moment.cell is not None:
        cell = moment.cell
        ending = ENDINGS.get(cell.ending, cell.ending) or "still running"
        return {
            "cell_type": "code",
            "id": _id(moment.seq),
            "metadata": {"hotseat": {"at": stamp(moment.at), "ending": ending, "seconds": round(cell.seconds, 3)}},
            "execution_count": cell.count,
            "source": visible.text(cell.code),
            "outputs": [o for output in shown(cell) for o in _output(output, cell.count, pictures)],
        }
    return _markdown(moment.seq, _words(moment, voice))


def _markdown(seq: int | str, text: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "id": _id(seq), "metadata": {}, "source": text}


def _id(seq: int | str) -> str:
    """A name for the cell that is the same each time, and none of another's."""
    return f"{'e' if isinstance(seq, int) else ''}{seq}"


def _words(moment: Moment, voice: Voice) -> str:
    head = f"**{stamp(moment.at)}"
    mark = "" if moment.bookmark is None else f"\n\n*Bookmark: {_inline(moment.bookmark)}*"
    match moment.kind:
        case "section":
            return f"## {_inline(moment.text)}{mark}"
        case "said":
            tag = f", {moment.tag}" if moment.tag else ""
            who = f"{head} {voice.name(moment.who)}{tag}:**"
            text = visible.text(moment.text).strip()
            if moment.who != "interviewer":
                # What was typed is no markup: it stands in a block, whatever it holds.
                return f"{who}\n\n{fenced(text, 'text')}{mark}"
            return f"{who}\n\n{tame(text)}{mark}"
        case "handed" if moment.submission is not None:
            code = fenced(visible.text(moment.submission.code), "python")
            return f"{head} Submission {moment.submission.submission}**\n\n{code}{mark}"
        case "judged" if moment.submission is not None:
            return "\n\n".join([*_verdict(head, moment.submission.submission, moment.submission.verdict or {})]) + mark
        case _:
            return f"{head} Noted:** {_inline(moment.text)}{mark}"


def _verdict(head: str, number: int, verdict: Mapping[str, Any]) -> Iterator[str]:
    word = VERDICTS.get(str(verdict.get("verdict")), "NOT JUDGED")
    yield f"{head} Verdict on submission {number}: {word}.** {_inline(str(verdict.get('reason') or ''))}".rstrip()
    rows: list[str] = []
    for check in verdict.get("checks") or ():
        outcome = str(check.get("outcome"))
        message = _inline(str(check.get("message") or "")) if outcome != "passed" else ""
        told = f": {message}" if message else ""
        rows.append(f"- {OUTCOMES.get(outcome, 'NOT RUN')} {_inline(str(check.get('name') or ''))}{told}")
    if rows:
        yield "\n".join(rows)


def _inline(text: str) -> str:
    return tame(visible.line(text, 600))


def _output(output: outputs.Output, count: int | None, pictures: Pictures) -> Sequence[dict[str, Any]]:
    match output:
        case outputs.Stream(name=name, text=text):
            return [{"output_type": "stream", "name": name, "text": _text(text)}]
        case outputs.Result(count=number, text=text) if number is not None and number == count:
            plain = {"text/plain": _text(text)}
            return [{"output_type": "execute_result", "execution_count": number, "data": plain, "metadata": {}}]
        case outputs.Result(text=text) | outputs.Table(text=text):
            return [_display({"text/plain": _text(text)})]
        case outputs.Markdown(text=text, formula=formula):
            # A formula is shown as its source: what draws it in Jupyter reads more than formulas.
            return [_display({"text/plain": _text(text)} if formula else {"text/markdown": tame(_text(text))})]
        case outputs.Picture():
            checked = pictures.check(output)
            if isinstance(checked, Refused):
                return [_display({"text/plain": checked.told})]
            return [_display({checked.mime: checked.data, "text/plain": checked.told})]
        case outputs.Failure(name=name, message=message, traceback=traceback):
            rows = _text(traceback).split("\n") if traceback else []
            return [
                {
                    "output_type": "error",
                    "ename": visible.line(name),
                    "evalue": visible.line(message, 2_000),
                    "traceback": rows,
                }
            ]
        case outputs.Notice(text=text) | outputs.Kept(text=text):
            return [{"output_type": "stream", "name": "stderr", "text": f"{_text(text)}\n"}]
        case _:
            return []


def _display(data: dict[str, str]) -> dict[str, Any]:
    return {"output_type": "display_data", "data": data, "metadata": {}}


def _text(text: str) -> str:
    if len(text) > MOST_TEXT:
        half = MOST_TEXT // 2
        text = f"{text[:half]}\n… {len(text) - MOST_TEXT:,} characters left out …\n{text[-half:]}"
    return visible.printed(text)
