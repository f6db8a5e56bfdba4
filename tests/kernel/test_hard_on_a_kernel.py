"""What a cell can do to its kernel, to its output and to the terminal, and what becomes of it."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest
import pytest_asyncio
from support.waiting import until

from hotseat.kernels import cell, launch
from hotseat.kernels.endings import Died, Ending, Failed, Finished
from hotseat.kernels.kernel import Kernel
from hotseat.kernels.outputs import Output, Result, Stream

pytestmark = [pytest.mark.long, pytest.mark.kernel, pytest.mark.asyncio(loop_scope="module")]
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="asks the system for what only Linux has")
DEATHS = int(os.environ.get("HOTSEAT_DEATHS", "3"))
"""How often a kernel is killed in a row."""
DEAF = "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
"""A cell that no interrupt ends."""
WARMING = 20
"""Deaths after which memory is first looked at, where there are more."""
LONGEST = 100 if os.environ.get("HOTSEAT_TORTURE") else 20
"""Millions of characters of a value's text."""


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Kernel]:
    folder = tmp_path_factory.mktemp("hard")
    kernel = Kernel(cwd=folder, log=folder / "kernel.log")
    yield kernel
    await kernel.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def kernel(shared: Kernel) -> Kernel:
    if shared.status != "ready":
        await shared.restart()
    return shared


async def run(kernel: Kernel, code: str, seconds: float | None = None) -> tuple[Ending, list[Output]]:
    shown: list[Output] = []
    ending = await asyncio.wait_for(kernel.run(code, on_output=shown.append, timeout=seconds), 30)
    return ending, shown


def text(shown: list[Output]) -> str:
    return "".join(o.text for o in shown if isinstance(o, Stream | Result))


async def test_a_cell_finds_no_terminal_of_the_programs(kernel: Kernel) -> None:
    code = (
        "import os\nfound = [os.isatty(n) for n in (0, 1, 2)]\n"
        "try: open('/dev/tty', 'w'); found.append('opened')\nexcept OSError: pass\nprint(found)"
    )
    assert text((await run(kernel, code))[1]) == "[False, False, False]\n"


@pytest.mark.parametrize(
    "code",
    [
        "class R:\n    def __repr__(self): raise SystemExit\nR()",
        f"class R:\n    def __repr__(self): return 'x' * {LONGEST}_000_000\nR()",
        "raise ValueError('x' * 10_000_000)",
        "print('\\0' * 1000 + b'\\xff'.decode('utf8', 'surrogateescape'))",
        "class E(Exception):\n    def __str__(self): raise SystemExit\nraise E",
    ],
    ids=["repr that exits", f"repr of {LONGEST} MB", "exception of 10 MB", "no text", "exception without words"],
)
async def test_what_cannot_be_shown_is_bounded_text_and_the_kernel_goes_on(kernel: Kernel, code: str) -> None:
    ending, shown = await run(kernel, code)
    assert isinstance(ending, Finished | Failed)
    held = json.dumps([o.to_dict() for o in shown] + [ending.sentence])
    assert len(held) < 3_000_000 and "\\u0000" not in held
    json.dumps([o.to_dict() for o in shown], ensure_ascii=False).encode("utf-8")
    assert text((await run(kernel, "print('here')"))[1]) == "here\n"


@pytest.mark.parametrize(
    "code",
    [
        "get_ipython().kernel.shell_stream.close()",
        "get_ipython().kernel.shell_stream.socket.close()",
        "get_ipython().kernel.iopub_thread.socket.close()",
        "import os; os.closerange(3, 300)",
        "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)",
    ],
    ids=["the requests' stream", "the requests' socket", "the output's socket", "every descriptor", "stopped"],
)
@on_linux
async def test_a_kernel_that_closes_its_own_wires_is_given_up_within_seconds_and_can_be_started_again(
    kernel: Kernel, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid = int(text((await run(kernel, "import os; print(os.getpid())"))[1]))
    monkeypatch.setattr(cell, "SILENCE", 0.4)
    monkeypatch.setattr(cell, "ANSWER", 0.5)
    began = time.monotonic()
    ending, _ = await run(kernel, code)  # without a time limit, which would end it too
    assert isinstance(ending, Died) and kernel.status == "dead"
    assert time.monotonic() - began < 5
    await until(lambda: not psutil.pid_exists(pid), 2.0)
    monkeypatch.undo()
    await kernel.restart()
    assert isinstance((await run(kernel, "1"))[0], Finished)


@on_linux
async def test_a_kernel_that_is_stopped_while_nothing_runs_is_given_up_with_the_next_cell(
    kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    pid = int(text((await run(kernel, "import os; print(os.getpid())"))[1]))
    monkeypatch.setattr(cell, "SILENCE", 0.4)
    os.kill(pid, signal.SIGSTOP)
    began = time.monotonic()
    assert (await run(kernel, "1"))[0] == Died("silent")
    assert time.monotonic() - began < 5
    await until(lambda: not psutil.pid_exists(pid), 2.0)


@on_linux
async def test_a_kernel_killed_while_it_is_interrupted_is_told_within_a_second(kernel: Kernel) -> None:
    pid = int(text((await run(kernel, "import os; print(os.getpid())"))[1]))
    running = asyncio.create_task(run(kernel, DEAF))
    await asyncio.sleep(0.2)
    stopping = asyncio.create_task(kernel.interrupt())
    await asyncio.sleep(0.05)
    killed = time.monotonic()
    os.kill(pid, signal.SIGKILL)
    assert (await running)[0] == Died("signal", -9)
    assert time.monotonic() - killed < 1
    await asyncio.wait([stopping], timeout=5)


@on_linux
async def test_a_cell_that_kills_the_kernel_again_and_again_leaves_nothing_behind(kernel: Kernel) -> None:
    own = psutil.Process()

    async def held() -> tuple[int, int, int]:
        await run(kernel, "1")
        gc.collect()
        return own.num_fds(), own.num_threads(), own.memory_info().rss

    descriptors, threads, memory = await held()
    for n in range(DEATHS):
        assert (await run(kernel, "import os; os._exit(3)"))[0] == Died("ended", 3)
        await kernel.restart()
        if n + 1 == WARMING:
            memory = (await held())[2]
    after = await held()
    pool = min(32, (os.cpu_count() or 1) + 4)  # of asyncio, which starts its threads as they are needed
    assert after[0] <= descriptors + 1 and after[1] <= threads + pool
    assert DEATHS <= WARMING or after[2] <= 1.05 * memory
    assert not [c for c in psutil.Process().children() if c.status() == psutil.STATUS_ZOMBIE]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such modes")
async def test_a_runtime_folder_that_is_open_to_others_takes_a_folder_that_is_not(tmp_path: Path) -> None:
    base = tmp_path / "open"
    base.mkdir()
    base.chmod(0o777)
    made = launch.private_folder(base)
    assert made.parent == base and made.stat().st_mode & 0o777 == 0o700


async def test_a_kernel_whose_folder_is_deleted_goes_on_or_can_be_started_again(kernel: Kernel) -> None:
    process = kernel._life.process
    assert process is not None
    for name in ("k.json", "bound", "owner"):
        (process.folder / name).unlink(missing_ok=True)
    for path in process.folder.glob("s-*"):
        path.unlink()
    assert isinstance((await run(kernel, "1"))[0], Finished), "what is connected stays so"
    await kernel.restart()
    assert isinstance((await run(kernel, "1"))[0], Finished)
