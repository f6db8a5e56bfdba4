"""The output of cells, from the journal's plain data into the output pane."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hotseat.front import pictures, views
from hotseat.front.formulas import formula, in_text
from hotseat.front.tables import table
from hotseat.interview import events as e
from hotseat.interview.state import CellRecord, State
from hotseat.tui.widgets.output import Output


def follow(event: e.Event, state: State, pane: Output) -> None:
    """Show what one event adds to the output."""
    match event:
        case e.CellRun(run=run):
            running = state.running_cell
            status = "running" if running and running.run == run else "waiting"
            pane.open(run, views.run_title(state.cells[run]), status)
        case e.CellOutput(run=run, outputs=outputs):
            for output in outputs:
                put(pane, run, output)
        case e.InputAsked(run=run, prompt=prompt):
            pane.write(run, prompt)
        case e.InputReplied(run=run, text=text):
            pane.write(run, f"{text}\n")
        case e.CellEnded(run=run, ending=ending, sentence=sentence, seconds=seconds, count=count):
            if ending not in ("finished", "failed") and sentence:
                pane.notice(run, sentence)
            pane.end(run, ending, views.run_words(ending, seconds, count))
            if state.running_cell:
                pane.begin(state.running_cell.run)
        case _:
            pass


def replay(state: State, pane: Output) -> None:
    """Show the output of every run so far, as after a resume."""
    show_runs(state.cells, pane)


def show_runs(cells: Mapping[int, CellRecord], pane: Output) -> None:
    """Show the output of these runs."""
    for run, cell in cells.items():
        pane.open(run, views.run_title(cell))
        for output in cell.outputs:
            put(pane, run, output)
        if cell.dropped:
            pane.notice(run, f"… {cell.dropped:,} characters are not shown here …")
        if cell.ending:
            if cell.ending not in ("finished", "failed") and cell.sentence:
                pane.notice(run, cell.sentence)
            pane.end(run, cell.ending, views.run_words(cell.ending, cell.seconds, cell.count))


def put(pane: Output, run: int, output: Mapping[str, Any]) -> None:
    """Show one output; a kind that is not known is told with its text."""
    text = str(output.get("text") or "")
    match output.get("kind"):
        case "stream":
            pane.write(run, text, str(output.get("name", "stdout")), views.lines_back(output))
        case "result":
            pane.result(run, text, str(output.get("about") or ""))
        case "table":
            view = table(output)
            if view is not None:
                pane.table(run, view)
            else:
                pane.result(run, text)
        case "markdown":
            if output.get("formula"):
                pane.result(run, formula(text))
            else:
                pane.markdown(run, in_text(text))
        case "picture":
            picture = pictures.picture(output)
            if picture is not None:
                pane.picture(run, picture)
            else:
                pane.notice(run, f"▣ {text or 'A picture'} ({output.get('mime', 'image')}), whose data cannot be read")
        case "failure":
            pane.failure(run, str(output.get("traceback") or f"{output.get('name')}: {output.get('message')}"))
        case "clear":
            pane.wipe(run)
        case "kept":
            pane.kept(run, str(output.get("file") or ""), text)
        case _:
            pane.notice(run, text)
