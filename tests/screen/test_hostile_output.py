"""Each control sequence that could do harm, through each way by which text from outside comes to the terminal."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from support.hostile import CATALOGUE, COLOUR, STEERS, steering
from support.interview_fakes import CODE
from support.output_bench import Bench
from support.screens import until
from textual.app import App
from textual.widgets import DataTable

from hotseat import harmless
from hotseat.front.external_editor import NoEditor, command
from hotseat.kernels import values
from hotseat.kernels.collect import Collector
from hotseat.kernels.outputs import Output
from hotseat.plain.printed import Printed
from hotseat.question_bank.model import Question
from hotseat.tui import safe
from hotseat.tui.screens.table import TableScreen

SEQUENCES = CATALOGUE
PAINTED = re.compile(r"[\n\t\r\x1b]|" + STEERS.pattern)


def hostile(name: str) -> str:
    return f"before{SEQUENCES[name]}after"


def check(text: str) -> None:
    """What goes on holds no control sequence but colours."""
    assert not steering(text.lstrip("\r"), colours=True)
    assert "\x1b" not in COLOUR.sub("", text) and "\r" not in text.lstrip("\r"), repr(text)


def shown(kind: str, content: dict[str, Any]) -> list[Output]:
    collector = Collector()
    collector.add(kind, content)
    collector.finish()
    found: list[Output] = []
    while (output := collector.take()) is not None:
        found.append(output)
    return found


def frame_of(text: str) -> dict[str, Any]:
    cell = text.replace("&", "&amp;").replace("<", "&lt;")
    head = f"<thead><tr><th></th><th>{cell}</th></tr></thead>"
    html = f"<table>{head}<tbody><tr><th>{cell}</th><td>{cell}</td></tr></tbody></table>"
    told = {"what": text, "rows": 1, "columns": 1, "html": html, "dtypes": [text], "index_dtypes": [text]}
    return {"data": {values.MIME: json.dumps(told), "text/html": html, "text/plain": text}, "execution_count": 1}


WAYS: dict[str, Callable[[str], list[Output]]] = {
    "stdout": lambda text: shown("stream", {"name": "stdout", "text": f"{text}\n"}),
    "stderr": lambda text: shown("stream", {"name": "stderr", "text": f"{text}\n"}),
    "error": lambda text: shown("error", {"ename": text, "evalue": text, "traceback": ["Cell In[1], line 1", text]}),
    "value": lambda text: shown("execute_result", {"data": {"text/plain": text}, "execution_count": 1}),
    "display": lambda text: shown("display_data", {"data": {"text/plain": text}}),
    "Markdown": lambda text: shown(
        "display_data", {"data": {"text/markdown": f"# {text}\n\n`{text}`", "text/plain": ""}}
    ),
    "LaTeX": lambda text: shown("display_data", {"data": {"text/latex": f"$\\frac{{{text}}}{{b}}$", "text/plain": ""}}),
    "HTML": lambda text: shown("display_data", {"data": {"text/html": f"<p title='{text}'>{text}</p>"}}),
    "picture": lambda text: shown("display_data", {"data": {"image/png": "AAAA", "text/plain": text}}),
    "array": lambda text: shown(
        "execute_result",
        {
            "data": {
                values.MIME: json.dumps({"what": text, "shape": [1], "dtype": text, "device": text}),
                "text/plain": text,
            }
        },
    ),
    "frame": lambda text: shown("execute_result", frame_of(text)),
}
each = pytest.mark.parametrize("name", SEQUENCES)


@each
@pytest.mark.parametrize("way", WAYS)
def test_what_a_kernel_sends_is_harmless_before_any_room_gets_it(name: str, way: str) -> None:
    outputs = WAYS[way](hostile(name))
    assert outputs
    for output in outputs:
        for value in output.to_dict().values():
            check(str(value))


@each
def test_in_plain_lines_every_way_gives_text_and_no_sequence(name: str) -> None:
    """Also where the room below had let it through: what a journal holds can have been edited."""
    told = hostile(name)
    raw = [
        {"kind": kind, "text": told, "name": "stdout", "traceback": told, "about": told}
        for kind in ("stream", "result")
    ]
    raw += [
        {"kind": kind, "text": told, "traceback": told, "formula": True}
        for kind in ("markdown", "failure", "notice", "x")
    ]
    raw.append({"kind": "table", "text": told, "head": told, "body": told, "dtypes": told, "what": told, "index": 0})
    for output in (*raw, *(o.to_dict() for way in WAYS.values() for o in way(told))):
        for row in Printed(1, lambda name, data: Path("x")).take(output):
            check(row)


def painted(app: App[Any]) -> str:
    """Every character that goes to the terminal, links included."""
    segments = [segment for strip in app.screen._compositor.render_strips() for segment in strip]
    assert not any("@click" in str(segment.style.meta) for segment in segments if segment.style)
    return "".join(segment.text + ((segment.style.link or "") if segment.style else "") for segment in segments)


async def test_the_output_pane_and_an_opened_table_paint_none_of_them() -> None:
    app = Bench()
    async with app.run_test(size=(200, 60)) as pilot:
        for run, name in enumerate(SEQUENCES, 1):
            told = hostile(name)
            outputs = [output.to_dict() for way in WAYS.values() for output in way(told)]
            outputs += [
                {"kind": kind, "text": told, "traceback": told} for kind in ("stream", "failure", "result", told)
            ]
            outputs.append({"kind": "table", "text": told, "head": told, "body": told, "dtypes": told, "what": told})
            app.pane.clear()
            app.show(*outputs, title=told, run=run)
            app.pane.focus()
            await until(pilot, lambda: "before" in painted(app) or "after" in painted(app))
            assert not PAINTED.search(painted(app)), name
            app.pane._chosen = max(app.pane._exhibits)
            await pilot.press("enter")
            await until(pilot, lambda: isinstance(app.screen, TableScreen) and bool(app.screen.query(DataTable)))
            assert not PAINTED.search(painted(app)), name
            await pilot.press("escape")
            await pilot.pause()
            assert app.is_running


@each
def test_names_of_files_and_questions_are_harmless_lines(name: str) -> None:
    told = hostile(name)
    check(harmless.line(f"{told}.py"))
    check(safe.line(told).plain)
    check(safe.column(told, 30).plain)
    with pytest.raises(NoEditor) as fault:
        command({"EDITOR": told, "PATH": ""})
    check(str(fault.value))
    raw = CODE.model_dump(mode="json") | {"title": told.replace("\ud800", "")}
    try:
        question = Question.model_validate(raw)
    except ValueError:
        return  # refused at the border, which is harmless too
    check(safe.line(question.title).plain)
