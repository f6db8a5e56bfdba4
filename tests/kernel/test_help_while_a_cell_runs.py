"""A real kernel helps while a cell runs, and a real reader of text where there is no kernel."""

from __future__ import annotations

import asyncio
import contextlib
from pathlib import Path

import psutil
import pytest

from hotseat.kernels.code_help import CodeHelp, Place
from hotseat.kernels.kernel import Kernel
from hotseat.kernels.static_help import StaticHelp


def place(text: str) -> Place:
    cursor, code = text.index("|"), text.replace("|", "")
    return Place(code, cursor, 0, len(code))


@pytest.mark.kernel
async def test_names_and_call_tips_come_from_the_kernel_while_a_cell_runs(tmp_path: Path) -> None:
    kernel = Kernel(cwd=tmp_path, log=tmp_path / "log")
    help = CodeHelp(lambda: kernel, tmp_path)
    try:
        await kernel.start()
        made = "class Table:\n    alpha = 1\n    def turn(self, angle=3):\n        'Turn it.'\ntable = Table()"
        await kernel.run(made, on_output=lambda output: None)
        cell = asyncio.create_task(kernel.run("import time; time.sleep(20)", on_output=lambda output: None))
        while kernel.status != "busy":  # noqa: ASYNC110  there is no event for it
            await asyncio.sleep(0.01)
        found = await help.complete(place("table.|"))
        assert found.source == "kernel" and {"alpha", "turn"} <= set(found.names)
        assert (await help.signature(place("table.turn(|"))).split("\n") == ["table.turn(angle=3)", "Turn it."]
        assert "Turn it." in await help.docs(place("table.tu|rn"))
        assert not cell.done()
        await kernel.interrupt()
        await cell
    finally:
        await help.close()
        await kernel.stop()


@pytest.mark.kernel
async def test_the_text_alone_is_enough_and_the_reader_ends_with_its_owner(tmp_path: Path) -> None:
    (tmp_path / "own.py").write_text("def added(left, right=2):\n    'Adds.'\n", encoding="utf-8")
    reader = StaticHelp(tmp_path)
    help = CodeHelp(lambda: None, tmp_path)
    help._static = reader
    try:
        assert (await help.complete(place("import own\nown.ad|"))).names == ("added",)
        assert (await help.signature(place("import own\nown.added(|"))).startswith("added(left, right=2)")
        assert "Adds." in await help.docs(place("import own\nown.add|ed"))
        assert (await help.complete(place("def broken(:\n  x.|"))).names == ()
        assert reader._process is not None
        process = psutil.Process(reader._process.pid)
        # A question that nobody waits for any more leaves the next one its own answer.
        late = asyncio.create_task(help.complete(place("import os.path\nos.path.jo|")))
        await asyncio.sleep(0)
        late.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await late
        assert (await help.complete(place("import own\nown.ad|"))).names == ("added",)
    finally:
        await help.close()
    assert not process.is_running()
    assert await reader.ask("complete", "x.", 1, 2) == {}
