"""What stands ready for a restart: forked kernels are as good as others, and a spare kernel where forking is not safe."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest
import pytest_asyncio
from support.waiting import until

from hotseat.kernels import kernel as kernels
from hotseat.kernels import reserve
from hotseat.kernels.endings import Died, Failed, Finished, Interrupted
from hotseat.kernels.kernel import Kernel
from hotseat.kernels.outputs import Output, Stream

pytestmark = [pytest.mark.kernel, pytest.mark.asyncio(loop_scope="module")]
forks = pytest.mark.skipif(sys.platform != "linux", reason="forks after imports only where that is safe")


async def value(kernel: Kernel, code: str) -> str:
    shown: list[Output] = []
    ending = await asyncio.wait_for(kernel.run(f"print({code})", on_output=shown.append), 20)
    assert isinstance(ending, Finished), ending
    return "".join(o.text for o in shown if isinstance(o, Stream)).strip()


async def made_ready(kernel: Kernel) -> None:
    making = kernel._making  # pyright: ignore[reportPrivateUsage]
    assert making is not None
    await asyncio.wait_for(making, 60)


def alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


async def gone(*pids: int, seconds: float = 3.0) -> bool:
    for _ in range(int(seconds * 100)):
        await asyncio.sleep(0.01 if any(map(alive, pids)) else 0)
    return not any(map(alive, pids))


def server_of(kernel: Kernel) -> int:
    server = kernel._reserve.server  # pyright: ignore[reportPrivateUsage]
    assert server is not None and server._process is not None  # pyright: ignore[reportPrivateUsage]
    return server._process.pid  # pyright: ignore[reportPrivateUsage]


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def shared(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Kernel]:
    folder = tmp_path_factory.mktemp("ready")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kernels, "QUIET", 0.05)
        patch.setattr(reserve, "SPARE_MEMORY", 0)
        kernel = Kernel(
            cwd=folder,
            log=folder / "kernel.log",
            runtime=folder / "r",
            memory_megabytes=1500,
            preload=("numpy", "sklearn.linear_model", "threadpoolctl", "no_such_library"),
        )
        await kernel.start()
        await made_ready(kernel)
        yield kernel
        await kernel.stop()


@pytest_asyncio.fixture(loop_scope="module")
async def kernel(shared: Kernel) -> Kernel:
    """The module's kernel, started again where the test before has ended it."""
    if shared.status != "ready":
        await shared.restart()
        await made_ready(shared)
    return shared


@forks
async def test_a_kernel_that_nobody_has_used_takes_the_libraries_as_soon_as_they_are_there(kernel: Kernel) -> None:
    told = await value(kernel, "'numpy' in __import__('sys').modules, 'numpy' in globals()")
    assert told == "True False"
    assert await value(kernel, "len(_ih)") == "3", "no cell was counted but these two"


@forks
async def test_a_restart_has_the_libraries_and_forgets_the_names(kernel: Kernel) -> None:
    await kernel.run("kept = 1", on_output=lambda _: None)
    pid = await value(kernel, "__import__('os').getpid()")
    await kernel.restart()
    assert isinstance(await kernel.run("kept", on_output=lambda _: None), Failed)
    assert await value(kernel, "'numpy' in __import__('sys').modules") == "True"
    assert await value(kernel, "__import__('os').getpid()") != pid


@forks
async def test_kernels_from_one_server_draw_different_random_numbers_and_use_all_threads(kernel: Kernel) -> None:
    drawn: set[str] = set()
    for _ in range(2):
        await kernel.restart()
        drawn.add(await value(kernel, "__import__('numpy').random.rand(), __import__('random').random()"))
    assert len(drawn) == 2
    threads = "{i['num_threads'] for i in __import__('threadpoolctl').threadpool_info()}"
    assert await value(kernel, threads) == str({min(os.cpu_count() or 1, 8)})


@forks
async def test_parallel_work_after_a_fork_does_not_hang(kernel: Kernel) -> None:
    await kernel.restart()
    code = (
        "import numpy as np; a = np.random.rand(600, 600); a @ a\n"
        "from sklearn.linear_model import LogisticRegression\n"
        "LogisticRegression().fit(a[:, :5], np.arange(600) % 2)\n"
        "from concurrent.futures import ProcessPoolExecutor\n"
        "with ProcessPoolExecutor(2) as pool: print(list(pool.map(abs, [-1, -2])))"
    )
    shown: list[Output] = []
    assert isinstance(await asyncio.wait_for(kernel.run(code, on_output=shown.append), 30), Finished)
    assert shown == [Stream("stdout", "[1, 2]\n")]


@forks
async def test_a_forked_kernel_has_limits_encryption_and_the_same_endings(kernel: Kernel) -> None:
    await kernel.restart()
    folder = kernel._life.process.folder  # type: ignore[union-attr] # pyright: ignore
    assert '"curve_publickey"' in (folder / "k.json").read_text()
    running = asyncio.create_task(kernel.run("while True: pass", on_output=lambda _: None))
    await asyncio.sleep(0.2)
    await kernel.interrupt()
    assert isinstance(await running, Interrupted)
    ending = await kernel.run("keep = [bytearray(50 << 20) for _ in range(100)]", on_output=lambda _: None)
    assert isinstance(ending, Failed)
    assert ending.name == "MemoryError"
    assert await kernel.run("import os; os._exit(7)", on_output=lambda _: None) == Died("ended", 7)
    await kernel.restart()
    assert await kernel.run("import os; os.kill(os.getpid(), 9)", on_output=lambda _: None) == Died("signal", -9)


@forks
async def test_where_the_server_is_gone_the_restart_starts_afresh(kernel: Kernel) -> None:
    server = server_of(kernel)
    pid = int(await value(kernel, "__import__('os').getpid()"))
    os.kill(server, signal.SIGKILL)
    assert await gone(server, pid), "a kernel does not outlive what keeps it"
    await kernel.restart()
    assert await value(kernel, "1") == "1"
    await made_ready(kernel)
    assert server_of(kernel) != server


@forks
async def test_stopping_ends_the_server_too(kernel: Kernel) -> None:
    server = server_of(kernel)
    pid = int(await value(kernel, "__import__('os').getpid()"))
    child = int(await value(kernel, "__import__('subprocess').Popen(['sleep', '300'], start_new_session=True).pid"))
    await kernel.stop()
    assert await gone(server, pid, child, seconds=1.0)


APP = """
import asyncio, sys
from pathlib import Path
from hotseat.kernels import kernel as kernels, reserve
kernels.QUIET, reserve.SPARE_MEMORY = 0, 0

async def main():
    folder = Path(sys.argv[1])
    kernel = kernels.Kernel(cwd=folder, log=folder / "kernel.log", runtime=folder, preload=("json",))
    await kernel.start()
    await kernel._making
    spawn = "import subprocess, os; p = subprocess.Popen(['sleep', '300'], start_new_session=True)"
    code = spawn + "; print(os.getpid(), os.getppid(), p.pid)"
    await kernel.run(code, on_output=lambda o: print(kernel._reserve.server._process.pid, o.text, end="", flush=True))
    await kernel.run("sum(range(10**12))", on_output=print)

asyncio.run(main())
"""


@forks
async def test_when_the_application_is_killed_server_and_forked_kernels_go_with_it(tmp_path: Path) -> None:
    app = await asyncio.create_subprocess_exec(
        sys.executable, "-c", APP, str(tmp_path), stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    assert app.stdout is not None
    pids = [int(n) for n in (await asyncio.wait_for(app.stdout.readline(), 20)).split()]
    assert len(pids) == 4 and all(map(alive, pids))
    await asyncio.sleep(0.1)  # the kernel is inside a long call of C code by now, which holds its interpreter
    app.kill()
    assert await gone(*pids, seconds=2.0)
    await app.communicate()


async def test_where_forking_is_not_safe_a_spare_kernel_takes_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernels, "QUIET", 0.05)
    monkeypatch.setattr(reserve, "SPARE_MEMORY", 0)
    kernel = Kernel(cwd=tmp_path, log=tmp_path / "kernel.log", preload=("json.tool",), forks=False)
    await kernel.start()
    try:
        first = await value(kernel, "__import__('os').getpid(), 'json.tool' in __import__('sys').modules")
        await made_ready(kernel)
        await kernel.restart()
        second = await value(kernel, "__import__('os').getpid(), 'json.tool' in __import__('sys').modules")
        assert first.split()[1] == "False" and second.split()[1] == "True"
        assert await value(kernel, "len(_ih)") == "3"
    finally:
        await kernel.stop()


@pytest.mark.in_turn
async def test_restarts_in_quick_succession_and_a_stop_among_them_leave_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kernels, "QUIET", 0.0)
    monkeypatch.setattr(reserve, "SPARE_MEMORY", 0)
    kernel = Kernel(cwd=tmp_path, log=tmp_path / "log", runtime=tmp_path / "r", preload=("json", "threadpoolctl"))
    before = {p.pid for p in psutil.Process().children(recursive=True)}
    for pause in (0.0, 0.05, 0.2, 0.6):
        await kernel.start()
        await asyncio.sleep(pause)
        await kernel.restart()
        assert await value(kernel, "1") == "1"
        await kernel.stop()
        assert {p.pid for p in psutil.Process().children(recursive=True)} <= before
        await until(lambda: not list((tmp_path / "r").iterdir()), 3.0)


async def test_nothing_is_made_ready_without_memory_to_spare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kernels, "QUIET", 0.0)
    monkeypatch.setattr(reserve, "SPARE_MEMORY", 1 << 60)
    kernel = Kernel(cwd=tmp_path, log=tmp_path / "kernel.log", preload=("json",))
    await kernel.start()
    try:
        await made_ready(kernel)
        assert kernel._reserve.server is None  # pyright: ignore[reportPrivateUsage]
        await kernel.restart()
        assert await value(kernel, "1") == "1"
    finally:
        await kernel.stop()


async def test_cells_work_in_another_folder_after_a_move_and_after_a_restart(kernel: Kernel, tmp_path: Path) -> None:
    await kernel.work_in(tmp_path)
    assert await value(kernel, "__import__('os').getcwd()") == str(tmp_path)
    await kernel.restart()
    assert await value(kernel, "__import__('os').getcwd()") == str(tmp_path)
