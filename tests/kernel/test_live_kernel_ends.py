"""How kernels begin and end: every death told apart, told at once, and nothing left behind."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest
import pytest_asyncio
from support.waiting import until

from hotseat.kernels import cell
from hotseat.kernels.endings import Died, Ending, Failed, Finished, KilledForMemory, TimedOut
from hotseat.kernels.kernel import Completion, Kernel, KernelUnavailable
from hotseat.kernels.outputs import Output, Stream
from hotseat.kernels.process import Process

pytestmark = [pytest.mark.kernel, pytest.mark.asyncio(loop_scope="module")]
on_linux = pytest.mark.skipif(sys.platform != "linux", reason="asks the system for what only Linux has")


def nothing(output: Output) -> None: ...


async def run(kernel: Kernel, code: str, seconds: float | None = None) -> Ending:
    return await asyncio.wait_for(kernel.run(code, on_output=nothing, timeout=seconds), 20)


async def value(kernel: Kernel, code: str) -> int:
    shown: list[Output] = []
    await kernel.run(f"print({code})", on_output=shown.append)
    assert isinstance(shown[0], Stream)
    return int(shown[0].text)


def alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Kernel]:
    folder = tmp_path_factory.mktemp("ends")
    kernel = Kernel(cwd=folder, log=folder / "kernel.log", runtime=folder / "r", memory_megabytes=600)
    yield kernel
    await kernel.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def kernel(shared: Kernel) -> Kernel:
    """The module's kernel, started again where the test before has ended it."""
    if shared.status != "ready":
        await shared.restart()
    return shared


@pytest.mark.parametrize(
    ("code", "want"),
    [
        ("exit()", Died("exit", 0)),
        ("quit()", Died("exit", 0)),
        ("import os; os._exit(7)", Died("ended", 7)),
        ("import os; os.kill(os.getpid(), 9)", Died("signal", -9)),
        ("import ctypes; ctypes.string_at(0)", Died("signal", -11)),
    ],
)
async def test_deaths_in_a_cell_are_told_apart_and_at_once(kernel: Kernel, code: str, want: Died) -> None:
    began = time.monotonic()
    assert await run(kernel, code) == want
    assert time.monotonic() - began < 2
    assert kernel.status == "dead"
    assert kernel.ended == want


async def test_a_kernel_killed_while_busy_is_told_within_a_second_and_restarts(kernel: Kernel) -> None:
    pid = await value(kernel, "__import__('os').getpid()")
    running = asyncio.create_task(run(kernel, "x = 1\nwhile True: pass"))
    await asyncio.sleep(0.2)
    killed = time.monotonic()
    os.kill(pid, signal.SIGKILL)
    assert await running == Died("signal", -9)
    assert time.monotonic() - killed < 1
    assert await run(kernel, "1") == Died("gone")
    assert await kernel.complete("pri", 3) == Completion((), 3, 3)
    await kernel.restart()
    assert isinstance(await run(kernel, "x"), Failed)
    assert isinstance(await run(kernel, "1"), Finished)


async def test_a_kernel_killed_while_idle_is_told_within_a_second(kernel: Kernel) -> None:
    os.kill(await value(kernel, "__import__('os').getpid()"), signal.SIGKILL)
    await until(lambda: kernel.status == "dead", 1.0)
    assert kernel.ended == Died("signal", -9)


async def test_what_was_said_last_is_still_shown(kernel: Kernel) -> None:
    shown: list[Output] = []
    code = "import os, time\nprint('last words', flush=True)\ntime.sleep(0.2)\nos._exit(1)"
    await kernel.run(code, on_output=shown.append)
    assert shown == [Stream("stdout", "last words\n")]


async def test_a_cell_waits_for_a_kernel_that_starts(kernel: Kernel) -> None:
    restarting = asyncio.create_task(kernel.restart())
    await asyncio.sleep(0.01)
    assert kernel.status == "starting"
    assert isinstance(await run(kernel, "1"), Finished)
    await restarting


async def test_a_restart_ends_the_cell_that_runs(kernel: Kernel) -> None:
    running = asyncio.create_task(run(kernel, "while True: pass"))
    await asyncio.sleep(0.1)
    began = time.monotonic()
    await kernel.restart()
    assert await running == Died("stopped")
    assert time.monotonic() - began < 8
    assert kernel.status == "ready"


async def test_too_much_memory_is_an_error_in_the_cell(kernel: Kernel) -> None:
    ending = await run(kernel, "keep = [bytearray(50 << 20) for _ in range(100)]")
    assert isinstance(ending, Failed)
    assert ending.name == "MemoryError"
    assert isinstance(await run(kernel, "1"), Finished)


def _two_gigabytes(process: Process) -> int:
    return 2 << 30


async def test_a_kernel_whose_children_take_the_memory_is_ended(
    kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Process, "quick_memory", _two_gigabytes)
    monkeypatch.setattr(Process, "memory", _two_gigabytes)
    monkeypatch.setattr(Process, "shared_memory", _two_gigabytes)
    assert await run(kernel, "while True: pass") == KilledForMemory(600)
    assert kernel.status == "dead"


@on_linux
async def test_the_quick_look_at_memory_counts_what_cells_and_their_children_hold(kernel: Kernel) -> None:
    process = kernel._life.process  # type: ignore[union-attr] # pyright: ignore
    before, slow = process.quick_memory(), process.memory()
    assert before is not None and 0.8 * slow < before < 1.2 * slow
    code = "import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', 'b = bytearray(90 << 20); input()'], stdin=-1)"
    await run(kernel, code)
    await until(lambda: (process.quick_memory() or 0) > before + (80 << 20), 5.0)
    await run(kernel, "p.kill(); p.wait()")


async def test_a_cell_that_cannot_be_interrupted_costs_its_kernel(
    kernel: Kernel, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cell, "GRACE", 0.3)
    code = "import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)\nwhile True: pass"
    assert await run(kernel, code, 0.3) == TimedOut(0.3, kernel_lost=True)
    assert kernel.status == "dead"


@pytest.mark.parametrize(
    "code",
    [
        "get_ipython().kernel.iopub_thread.socket.close()",
        pytest.param("import os, signal; os.kill(os.getpid(), signal.SIGSTOP)", marks=on_linux),
    ],
)
async def test_a_kernel_that_falls_silent_is_given_up(
    kernel: Kernel, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cell, "SILENCE", 0.4)
    assert await run(kernel, code) == Died("silent")


async def test_stopping_leaves_no_process_and_no_file(kernel: Kernel) -> None:
    folder = kernel._life.process.folder  # type: ignore[union-attr] # pyright: ignore
    own = await value(kernel, "__import__('os').getpid()")
    spawn = "__import__('subprocess').Popen(['sleep', '300'], start_new_session=%s).pid"
    children = [await value(kernel, spawn % escaped) for escaped in (False, True)]
    await kernel.run(
        "import os\nif os.fork() == 0:\n    os.setsid(); os.fork(); __import__('time').sleep(300)", on_output=nothing
    )
    assert all(map(alive, children))
    marked = [p.pid for p in psutil.process_iter() if _marked(p, folder)]
    assert len(marked) >= 5 or sys.platform != "linux"
    began = time.monotonic()
    await kernel.stop()
    assert time.monotonic() - began < 2
    assert kernel.status == "stopped"
    await until(lambda: not [pid for pid in (own, *children, *marked) if alive(pid)], 2.0)
    assert not folder.exists()
    await kernel.stop()


def _marked(process: psutil.Process, folder: Path) -> bool:
    try:
        return process.environ().get("IPYTHONDIR", "").startswith(str(folder))
    except psutil.Error:
        return False


async def test_restarts_use_up_nothing(kernel: Kernel) -> None:
    async def held() -> tuple[int, int]:
        await run(kernel, "1")
        await kernel.complete("pri", 3)
        here = psutil.Process()
        return here.num_fds(), sum("hotseat" in t.name for t in threading.enumerate())

    before = await held()
    for _ in range(3):
        await kernel.restart()
    after = await held()
    assert after[0] <= before[0] + 1
    assert after[1] == before[1]
    assert not [c for c in psutil.Process().children() if c.status() == psutil.STATUS_ZOMBIE]


APP = """
import asyncio, sys, time
from pathlib import Path
from hotseat.kernels.kernel import Kernel

async def main():
    folder = Path(sys.argv[1])
    kernel = Kernel(cwd=folder, log=folder / "kernel.log", runtime=folder)
    await kernel.start()
    spawn = "import subprocess, os; p = subprocess.Popen(['sleep', '300'], start_new_session=True)"
    await kernel.run(spawn + "; print(os.getpid(), p.pid)", on_output=lambda o: print(o.text, end="", flush=True))
    await kernel.run("sum(range(10**12))", on_output=print)

asyncio.run(main())
"""


@on_linux
async def test_when_even_the_keeper_is_killed_nothing_is_left(kernel: Kernel) -> None:
    child = await value(kernel, "__import__('subprocess').Popen(['sleep', '300'], start_new_session=True).pid")
    code = "import os, time; os.kill(os.getppid(), 9); time.sleep(5)"
    assert await run(kernel, code) == Died("signal", -9)
    await until(lambda: not alive(child), 3.0)


@on_linux
async def test_when_the_application_is_killed_nothing_is_left_and_the_next_start_tidies_up(tmp_path: Path) -> None:
    app = await asyncio.create_subprocess_exec(
        sys.executable, "-c", APP, str(tmp_path), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert app.stdout is not None
    pids = [int(n) for n in (await asyncio.wait_for(app.stdout.readline(), 20)).split()]
    await asyncio.sleep(0.1)  # the kernel is inside a long call of C code by now, which holds its interpreter
    assert all(map(alive, pids))
    app.kill()
    await until(lambda: not any(map(alive, pids)), 2.0)
    _, said = await app.communicate()
    assert said == b""
    (left,) = tmp_path.glob("hotseat-*")  # noqa: ASYNC240
    kernel = Kernel(cwd=tmp_path, log=tmp_path / "kernel.log", runtime=tmp_path)
    await kernel.start()
    assert not left.exists()
    await kernel.stop()


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("py:/no/such/python", "There is no Python"),
        ("no-such-kernel", "No kernel is called no-such-kernel"),
    ],
)
async def test_a_kernel_that_is_not_there_is_told_with_a_remedy(tmp_path: Path, name: str, said: str) -> None:
    kernel = Kernel(cwd=tmp_path, log=tmp_path / "kernel.log", name=name)
    with pytest.raises(KernelUnavailable, match=said) as told:
        await kernel.start()
    assert told.value.remedy
    assert kernel.status == "dead"
    await kernel.stop()


def _spec(folder: Path, code: str) -> str:
    """An installed kernel that runs this program; its name."""
    there = folder / "kernels" / "odd"
    there.mkdir(parents=True)
    argv = [sys.executable, "-c", code, "{connection_file}"]
    there.joinpath("kernel.json").write_text(json.dumps({"argv": argv, "display_name": "Odd", "language": "python"}))
    return "odd"


@pytest.mark.parametrize(
    ("code", "within", "said"),
    [
        ("import sys; sys.exit('a library is missing')", 20.0, "ended while it started: a library is missing"),
        ("import time; time.sleep(60)", 0.5, "did not answer within 0.5 s"),
    ],
)
async def test_a_kernel_that_dies_or_hangs_at_start_is_told_with_what_it_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, within: float, said: str
) -> None:
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    kernel = Kernel(cwd=tmp_path, log=tmp_path / "kernel.log", name=_spec(tmp_path, code))
    with pytest.raises(KernelUnavailable, match=said):
        await kernel.start(within)
    assert kernel.status == "dead"
    await kernel.stop()


async def test_a_stop_cuts_a_start_short(tmp_path: Path) -> None:
    kernel = Kernel(cwd=tmp_path, log=tmp_path / "kernel.log")
    starting = asyncio.create_task(kernel.start())
    await asyncio.sleep(0.1)
    await kernel.stop()
    with pytest.raises(KernelUnavailable, match="stopped"):
        await starting
    assert kernel.status == "stopped"


async def test_a_folder_or_log_that_cannot_be_used_is_named(tmp_path: Path) -> None:
    with pytest.raises(KernelUnavailable, match="There is no folder"):
        await Kernel(cwd=tmp_path / "gone", log=tmp_path / "log").start()
    (tmp_path / "file").write_text("")
    with pytest.raises(KernelUnavailable, match="log"):
        await Kernel(cwd=tmp_path, log=tmp_path / "file" / "log").start()


async def test_a_long_runtime_path_falls_back_to_a_short_one(tmp_path: Path) -> None:
    kernel = Kernel(cwd=tmp_path, log=tmp_path / "log", runtime=tmp_path / ("x" * 120))
    await kernel.start()
    assert isinstance(await run(kernel, "1"), Finished)
    await kernel.stop()


@pytest.mark.parametrize("name", [f"py:{sys.executable}", "python3"])
async def test_another_python_and_an_installed_kernel_work_the_same(tmp_path: Path, name: str) -> None:
    (tmp_path / "types.py").write_text("raise RuntimeError")
    (tmp_path / "mine.py").write_text("answer = 42")
    kernel = Kernel(cwd=tmp_path, log=tmp_path / "kernel.log", name=name, memory_megabytes=600)
    await kernel.start()
    assert await value(kernel, "__import__('mine').answer") == 42
    assert "Signature" in await kernel.inspect("print", 3)
    unknown = await run(kernel, "sys")
    assert isinstance(unknown, Failed)
    assert unknown.name == "NameError"
    child = await value(kernel, "__import__('subprocess').Popen(['sleep', '300'], start_new_session=True).pid")
    assert await run(kernel, "import os; os._exit(4)") == Died("ended", 4)
    await kernel.stop()
    assert not alive(child)


@on_linux
@pytest.mark.in_turn
async def test_a_kernel_behind_a_program_of_its_own_loses_no_output_and_gets_its_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "own"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m ipykernel_launcher "$@"\n')
    program.chmod(0o755)
    there = tmp_path / "kernels" / "own"
    there.mkdir(parents=True)
    spec = {"argv": [str(program), "-f", "{connection_file}"], "display_name": "Own", "language": "python"}
    there.joinpath("kernel.json").write_text(json.dumps({**spec, "env": {"OWN_WORD": "7"}}))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    kernel = Kernel(cwd=tmp_path, log=tmp_path / "kernel.log", name="own", memory_megabytes=600)
    await kernel.start()
    try:
        assert await value(kernel, "__import__('os').environ['OWN_WORD']") == 7
        shown: list[Output] = []

        def slow(output: Output) -> None:
            if not shown:
                time.sleep(1.0)
            shown.append(output)

        await kernel.run("for i in range(10_000): print(i, flush=True)", on_output=slow)
        assert "".join(o.text for o in shown if isinstance(o, Stream)) == "".join(f"{i}\n" for i in range(10_000))
        ending = await run(kernel, "keep = [bytearray(50 << 20) for _ in range(100)]")
        assert isinstance(ending, Failed) and ending.name == "MemoryError"
    finally:
        await kernel.stop()


async def test_a_kernelspec_of_ipykernel_keeps_its_own_arguments_and_gets_our_launcher(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = tmp_path / "kernels" / "mine"
    there.mkdir(parents=True)
    argv = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}", "--IPKernelApp.exec_lines=mine = 5"]
    spec = {"argv": argv, "display_name": "Mine", "language": "python", "env": {"OWN_WORD": "7"}}
    there.joinpath("kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    kernel = Kernel(cwd=tmp_path, log=tmp_path / "kernel.log", name="mine")
    await kernel.start()
    try:
        assert await value(kernel, "mine") == 5
        assert await value(kernel, "__import__('os').environ['OWN_WORD']") == 7
        assert await value(kernel, "'_hotseat_kernel' in __import__('sys').modules and 1") == 1
    finally:
        await kernel.stop()


async def test_a_kernel_that_is_made_to_crash_is_dead_at_once_and_can_be_started_again(tmp_path: Path) -> None:
    kernel = Kernel(cwd=tmp_path, log=tmp_path / "kernel.log")
    await kernel.start()
    try:
        await run(kernel, "x = 1")
        await kernel.crash()
        assert isinstance(kernel.ended, Died)
        assert isinstance(await run(kernel, "x"), Died)
        await kernel.restart()
        assert isinstance(await run(kernel, "x"), Failed), "its names are gone"
    finally:
        await kernel.stop()
