"""What the screen says and offers when a cell does not stop, when the kernel dies, and when more is printed than is shown."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pytest
from support.interview_fakes import CODE
from support.screens import playing, rows, until
from support.stage import FakeEnding, FakeRunner, Stage
from textual.pilot import Pilot

from hotseat.front import pager
from hotseat.tui.app import HotseatApp
from hotseat.tui.screens import running
from hotseat.tui.screens.dialogs import Ask
from hotseat.tui.screens.interview import InterviewScreen
from hotseat.tui.widgets.answer import AnswerBox
from hotseat.tui.widgets.output import Output

CELLS = "# %% one\none = 1\n\n# %% two\ntwo = 2\n\n# %% last\nlast\n"


@dataclass
class Kernel(FakeRunner):
    """Does what the code of a cell says: goes on, dies, or prints more than is shown."""

    over: asyncio.Event = field(default_factory=asyncio.Event)
    ran: list[str] = field(default_factory=list[str])
    file: str = ""
    last: str = "hang"
    """What the cell called ``last`` does."""

    def whole_output(self, file: str) -> str:
        return self.file

    async def run(
        self,
        code: str,
        on_output: Callable[[Mapping[str, Any]], None],
        ask_input: Callable[[str, bool], Awaitable[str | None]],
    ) -> FakeEnding:
        self.ran.append(code)
        if code != "last":
            return FakeEnding("finished", "Done.", len(self.ran))
        if self.last == "die":
            assert self.statuses
            self.statuses("dead", "The kernel crashed.")
            return FakeEnding("died", "The kernel crashed. Restart it and run your cells again.")
        if self.last == "flood":
            on_output({"kind": "stream", "name": "stdout", "text": "the beginning\n"})
            on_output({"kind": "kept", "file": "output-00000000.txt", "text": "All of it is kept."})
            on_output({"kind": "tail", "text": "line 7\nline 8\n"})
            on_output({"kind": "tail", "text": "line 8\nline [/9]\n"})
        await self.over.wait()
        return FakeEnding("interrupted", "Interrupted. Your names are kept.")

    async def restart(self) -> None:
        self.over.set()
        await super().restart()


def seen(app: HotseatApp) -> InterviewScreen:
    return cast("InterviewScreen", next(s for s in app.screen_stack if isinstance(s, InterviewScreen)))


async def all_cells(pilot: Pilot[Any]) -> None:
    """Sit down before three cells and run them all."""
    await pilot.press("i", "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen))
    await until(pilot, lambda: "[greet]" in rows(pilot.app) or "[checklist]" in rows(pilot.app))
    box = pilot.app.screen.query_one(AnswerBox)
    box.load_text("I am ready")
    await pilot.press("enter")
    await until(pilot, lambda: "[ask]" in rows(pilot.app))
    await pilot.press("f3")
    screen = seen(cast("HotseatApp", pilot.app))
    screen.work.editor.load_text(CELLS)
    await pilot.press("f6")


async def begin(stage: Stage, pilot: Pilot[Any]) -> None:
    await all_cells(pilot)
    kernel = cast("Kernel", stage.runner)
    await until(pilot, lambda: kernel.ran[-1:] == ["last"])


async def test_a_cell_that_goes_on_after_an_interrupt_can_be_ended_with_its_kernel(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(running, "PATIENCE", 0.05)
    stage = Stage(questions_=(CODE,), runner=Kernel())
    async with playing(stage, size=(120, 40)) as (app, pilot):
        await begin(stage, pilot)
        await pilot.press("f7")
        await until(pilot, lambda: "The cell goes on" in rows(app))
        assert stage.runner.interrupted == 1
        await pilot.press("down", "enter")
        await until(pilot, lambda: stage.runner.restarted == 1 and not seen(app).state.running_cell)
        assert isinstance(app.screen, InterviewScreen)


async def test_the_offer_goes_when_the_cell_ends_by_itself_and_none_is_made_when_it_ended_in_time(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(running, "PATIENCE", 0.05)
    kernel = Kernel()
    stage = Stage(questions_=(CODE,), runner=kernel)
    async with playing(stage, size=(120, 40)) as (app, pilot):
        await begin(stage, pilot)
        await pilot.press("f7")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        kernel.over.set()
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
        kernel.over.clear()
        await pilot.press("f6")
        await until(pilot, lambda: len(kernel.ran) == 6 and kernel.ran[-1] == "last")
        await pilot.press("f7")
        kernel.over.set()
        await pilot.pause(0.2)
        assert isinstance(app.screen, InterviewScreen)


async def test_a_kernel_that_dies_in_a_cell_can_be_restarted_with_the_cells_from_before_run_again() -> None:
    kernel = Kernel(last="die")
    stage = Stage(questions_=(CODE,), runner=kernel)
    async with playing(stage, size=(120, 40)) as (app, pilot):
        await all_cells(pilot)
        await until(pilot, lambda: "The kernel has ended" in rows(app))
        assert "run the 2 cells from before again" in rows(app)
        kernel.ran.clear()
        await pilot.press("down", "enter")
        await until(pilot, lambda: kernel.ran[-1:] == ["two = 2"])
        assert kernel.restarted == 1
        assert kernel.ran[-2:] == ["one = 1", "two = 2"], "not the one that ended the kernel"
        await pilot.pause(0.1)
        assert isinstance(app.screen, InterviewScreen), "one death is told once"


async def test_declining_leaves_the_kernel_as_it_is() -> None:
    kernel = Kernel(last="die")
    stage = Stage(questions_=(CODE,), runner=kernel)
    async with playing(stage, size=(120, 40)) as (app, pilot):
        await all_cells(pilot)
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, InterviewScreen))
        assert kernel.restarted == 0


async def test_what_is_printed_now_is_seen_and_the_whole_of_it_opens_with_a_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Path] = []

    async def show(file: Path, environ: Mapping[str, str] = {}) -> None:
        shown.append(file)

    monkeypatch.setattr(pager, "show", show)
    monkeypatch.setattr(HotseatApp, "suspend", lambda self: nullcontext())  # pyright: ignore
    file = tmp_path / "output-00000000.txt"
    file.write_text("all of it\n")
    kernel = Kernel(last="flood", file=str(file))
    stage = Stage(questions_=(CODE,), runner=kernel)
    async with playing(stage, size=(120, 40)) as (app, pilot):
        await begin(stage, pilot)
        await until(pilot, lambda: "line [/9]" in rows(app) and "All of it is kept. O opens it." in rows(app))
        assert "line 7" not in rows(app)
        seen(app).query_one(Output).focus()
        await pilot.press("o")
        await until(pilot, lambda: shown == [file])
        kernel.over.set()
        await until(pilot, lambda: "line [/9]" not in rows(app))
        kernel.file = ""
        await pilot.press("o")
        await until(pilot, lambda: "not kept any longer" in rows(app))


async def test_the_end_so_far_is_no_event() -> None:
    kernel = Kernel(last="flood")
    stage = Stage(questions_=(CODE,), runner=kernel)
    async with playing(stage, size=(120, 40)) as (_, pilot):
        await begin(stage, pilot)
        kernel.over.set()
        await pilot.pause(0.4)
        assert "line 8" not in str(stage.journal.records)
        assert "All of it is kept" in str(stage.journal.records)
