"""The fold over what happens to code: edits, cells and their output, the kernel, and recovering from an incident."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from hotseat.interview import events as e
from hotseat.interview.copies import in_question, put, replace
from hotseat.interview.state import OUTPUT_CAP, CellRecord, IncidentRecord, PasteRecord, State


def edited(state: State, r: e.Recorded, event: e.CodeEdited) -> State:
    there = state.questions[event.question]
    code = there.code[: event.start] + event.text + there.code[event.end :]
    return in_question(state, event.question, code=code, edited_at=r.at, first_edit_seq=there.first_edit_seq or r.seq)


def pasted(state: State, r: e.Recorded, event: e.CodePasted) -> State:
    return replace(
        state, pastes=(*state.pastes, PasteRecord(r.seq, r.at, event.question, event.lines, event.characters))
    )


def cell_run(state: State, r: e.Recorded, event: e.CellRun) -> State:
    cell = CellRecord(event.run, r.seq, r.at, event.question, event.cell, event.code)
    state = replace(state, cells=put(state.cells, event.run, cell))
    state = recovers(state, lambda i: i.restarted_seq and not i.reran_seq, reran_seq=r.seq)
    there = state.questions.get(event.question)
    return in_question(state, event.question, runs=(*there.runs, event.run)) if there else state


def _cell(state: State, run: int, **changes: Any) -> State:
    if run not in state.cells:
        return state
    return replace(state, cells=put(state.cells, run, replace(state.cells[run], **changes)))


def _length(output: Mapping[str, Any]) -> int:
    return sum(len(v) for v in output.values() if isinstance(v, str))


def output(state: State, r: e.Recorded, event: e.CellOutput) -> State:
    cell = state.cells.get(event.run)
    if cell is None:
        return state
    outputs, size, dropped = [*cell.outputs, *event.outputs], cell.size, cell.dropped
    size += sum(map(_length, event.outputs))
    half = next((i for i, total in _running(outputs) if total > OUTPUT_CAP // 2), len(outputs))
    while size > OUTPUT_CAP and len(outputs) > half + 1:
        gone = _length(outputs.pop(half))
        size, dropped = size - gone, dropped + gone
    return _cell(state, event.run, outputs=tuple(outputs), size=size, dropped=dropped)


def _running(outputs: Iterable[Mapping[str, Any]]) -> Iterable[tuple[int, int]]:
    total = 0
    for i, output in enumerate(outputs):
        total += _length(output)
        yield i, total


def cell_ended(state: State, r: e.Recorded, event: e.CellEnded) -> State:
    return _cell(
        state,
        event.run,
        ending=event.ending,
        sentence=event.sentence,
        seconds=event.seconds,
        count=event.count,
        waits_for=None,
        ended_seq=r.seq,
    )


def input_asked(state: State, r: e.Recorded, event: e.InputAsked) -> State:
    return _shown(_cell(state, event.run, waits_for=event.prompt, hides_input=event.password), event.run, event.prompt)


def input_replied(state: State, r: e.Recorded, event: e.InputReplied) -> State:
    return _shown(_cell(state, event.run, waits_for=None), event.run, f"{event.text}\n")


def _shown(state: State, run: int, text: str) -> State:
    """The state with more text among a cell's output: a prompt, or what was typed behind it."""
    cell = state.cells.get(run)
    if cell is None or not text:
        return state
    added = {"kind": "stream", "name": "stdout", "text": text}
    return _cell(state, run, outputs=(*cell.outputs, added), size=cell.size + len(text))


def incident_happened(state: State, r: e.Recorded, event: e.IncidentHappened) -> State:
    happened = IncidentRecord(event.kind, event.section, event.question, r.seq, r.at)
    return replace(state, incidents=(*state.incidents, happened))


def recovers(state: State, which: Callable[[IncidentRecord], object], **done: int) -> State:
    """The state in which something was done about these incidents."""
    if not any(map(which, state.incidents)):
        return state
    return replace(state, incidents=tuple(replace(i, **done) if which(i) else i for i in state.incidents))


def kernel_changed(state: State, r: e.Recorded, event: e.KernelChanged) -> State:
    state = replace(state, kernel=event.status, kernel_sentence=event.sentence)
    if event.status != "starting":
        return state
    return recovers(state, lambda i: i.kind == "kernel-dies" and not i.restarted_seq, restarted_seq=r.seq)
