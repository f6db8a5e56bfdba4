"""The workbench beside what people know, each pair measured in turns in one run and told as a ratio.

    .venv/bin/python benchmarks/workbench.py                    everything
    .venv/bin/python benchmarks/workbench.py start restart      some of it
    .venv/bin/python benchmarks/workbench.py --rounds 20        more rounds of each

``start``: from the start of a kernel to its first cell's answer, ours with encryption and every limit, beside the default
kernelspec over jupyter_client's raw path (no wait_for_ready, which takes another half second). ``restart``: to a kernel that
has numpy, pandas, scikit-learn and torch, beside starting the default kernelspec and importing them. ``roundtrip``: a
trivial cell in a warm kernel, until its reply and its idleness have come. ``flood``: lines printed with flush=True while the
reader stalls, counted and held against what was printed. ``frames``, ``idle`` and ``conversation`` are told in
``workbench_screen.py``, ``typing`` in ``workbench_typing.py``.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import os
import queue
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import workbench_screen
import workbench_typing
from jupyter_client.manager import KernelManager
from workbench_table import Row, beside, table

from hotseat.kernels import kernel as kernels
from hotseat.kernels.kernel import Kernel
from hotseat.kernels.outputs import Output, Stream
from hotseat.kernels.reserve import LIBRARIES

IMPORTS = "import numpy, pandas, sklearn, torch"
LINES, STALL = 60_000, 6.0
"""Of the flood: how many lines, and for how many seconds the reader does nothing."""
MEMORY = 4096
"""Megabytes that our kernel may take, as in the app."""


class Default:
    """The default kernelspec, driven as plainly as jupyter_client allows."""

    def __init__(self) -> None:
        self.manager = KernelManager(kernel_name="python3")
        self.manager.start_kernel(stdout=-3, stderr=-3)
        self.client = self.manager.client()
        self.client.start_channels(stdin=False, hb=False)

    def reply(self, code: str, seconds: float = 60.0) -> None:
        """Run a cell and wait for its reply."""
        self._reply_to(self.client.execute(code), seconds)

    def _reply_to(self, request: str, seconds: float) -> None:
        while self.client.get_shell_msg(timeout=seconds)["parent_header"].get("msg_id") != request:
            pass

    def whole(self, code: str, stall: float = 0.0, patience: float = 10.0) -> str:
        """Run a cell; what it printed, until its idleness has come or nothing has for a while."""
        request = self.client.execute(code)
        time.sleep(stall)
        printed: list[str] = []
        with contextlib.suppress(queue.Empty):
            while True:
                message: Any = self.client.get_iopub_msg(timeout=patience)
                if message["parent_header"].get("msg_id") != request:
                    continue
                content = message["content"]
                if message["msg_type"] == "stream":
                    printed.append(content["text"])
                elif message["msg_type"] == "status" and content["execution_state"] == "idle":
                    break
        self._reply_to(request, patience)
        return "".join(printed)

    def stop(self) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)


def new_kernel(folder: Path, **more: Any) -> Kernel:
    """Our kernel as the app has it."""
    return Kernel(cwd=folder, log=folder / "kernel.log", memory_megabytes=MEMORY, **more)


async def finish(kernel: Kernel, code: str, on_output: Callable[[Output], None] = lambda _: None) -> None:
    """Run a cell that must finish."""
    ending = await kernel.run(code, on_output=on_output)
    if ending.kind != "finished":
        raise SystemExit(f"{code[:60]!r} ended otherwise: {ending.sentence}")


async def start(folder: Path, rounds: int) -> list[Row]:
    """From nothing to the first cell's answer."""
    ours: list[float] = []
    other: list[float] = []

    def default() -> Default:
        kernel = Default()
        kernel.reply("6 * 7")
        return kernel

    for _ in range(rounds + 1):
        began = time.perf_counter()
        plain = await asyncio.to_thread(default)
        other.append(time.perf_counter() - began)
        await asyncio.to_thread(plain.stop)
        kernel = new_kernel(folder)
        began = time.perf_counter()
        await kernel.start()
        await finish(kernel, "6 * 7")
        ours.append(time.perf_counter() - began)
        await kernel.stop()
    return [beside("start to the first answer", ours[1:], other[1:], 0.7)]  # the first round imports the client


async def restart(folder: Path, rounds: int) -> list[Row]:
    """To a kernel that has the four libraries: as after a while at work, and again at once, before another is ready."""
    waited: list[float] = []
    at_once: list[float] = []
    other: list[float] = []
    kernels.QUIET = 0.0
    ready = asyncio.Event()
    kernel = new_kernel(folder, preload=LIBRARIES, on_status=lambda s: ready.set() if s == "ready" else ready.clear())
    await kernel.start()

    async def once(into: list[float]) -> None:
        await finish(kernel, "import torch; x = torch.randn(300, 300); x @ x")  # a kernel that has been used
        began = time.perf_counter()
        ready.clear()
        restarting = asyncio.create_task(kernel.restart())
        await ready.wait()
        await finish(kernel, IMPORTS)
        into.append(time.perf_counter() - began)
        await restarting

    def default() -> None:
        plain = Default()
        plain.reply(IMPORTS)
        plain.stop()

    for _ in range(max(rounds // 2, 3)):
        await made_ready(kernel)
        began = time.perf_counter()
        await asyncio.to_thread(default)
        other.append(time.perf_counter() - began)
        await once(waited)
        await once(at_once)
    await kernel.stop()
    return [
        beside("restart with four libraries", waited, other, 0.06),
        beside("and again at once", at_once, other, 0.1),
    ]


async def made_ready(kernel: Kernel) -> None:
    """Wait until what can be made ready is."""
    making = kernel._making  # pyright: ignore[reportPrivateUsage]
    if making is not None:
        await making
    if kernel._reserve._spare is None:  # pyright: ignore[reportPrivateUsage]
        print("restart: nothing could be made ready on this machine, so this is a plain start and its imports")


async def roundtrip(folder: Path, rounds: int) -> list[Row]:
    """A trivial cell in a warm kernel."""
    ours: list[float] = []
    other: list[float] = []
    plain = await asyncio.to_thread(Default)
    await asyncio.to_thread(plain.reply, "0")
    kernel = new_kernel(folder)
    await kernel.start()
    for _ in range(rounds * 20):
        began = time.perf_counter()
        plain.whole("1")
        other.append(time.perf_counter() - began)
        began = time.perf_counter()
        await finish(kernel, "1")
        ours.append(time.perf_counter() - began)
    await asyncio.to_thread(plain.stop)
    await kernel.stop()
    return [beside("a cell in a warm kernel", ours, other, 1.0)]


async def flood(folder: Path, rounds: int) -> list[Row]:
    """Lines in a flood, while the reader stalls."""
    code = f"for i in range({LINES}): print(i, flush=True)"
    wanted = "".join(f"{i}\n" for i in range(LINES))
    plain = await asyncio.to_thread(Default)
    await asyncio.to_thread(plain.reply, "0")
    got = await asyncio.to_thread(plain.whole, code, STALL)
    await asyncio.to_thread(plain.stop)
    kernel = new_kernel(folder)
    await kernel.start()
    shown: list[str] = []

    def show(output: Output) -> None:
        if not shown:
            time.sleep(STALL)  # the whole event loop stands still, as it may in an app
        if isinstance(output, Stream):
            shown.append(output.text)

    await finish(kernel, code, show)
    await kernel.stop()
    same = "".join(shown) == wanted
    lost = LINES - len(got.splitlines())
    ours = "none lost, in order" if same else f"{LINES - len(''.join(shown).splitlines()):,} lost"
    return [Row(f"{LINES:,} lines, {STALL:g} s stall", ours, f"{lost:,} lost", None, "none lost", same)]


PARTS: dict[str, Callable[[Path, int], Awaitable[list[Row]]]] = {
    "start": start,
    "restart": restart,
    "roundtrip": roundtrip,
    "flood": flood,
    "typing": workbench_typing.typing,
    "frames": workbench_screen.frames,
    "idle": workbench_screen.idle,
    "conversation": workbench_screen.conversation,
}


async def run(parts: list[str], rounds: int) -> list[Row]:
    """Measure these parts, one after the other."""
    with tempfile.TemporaryDirectory(prefix="hotseat-workbench-") as folder:
        rows: list[Row] = []
        for part in parts:
            rows += await PARTS[part](Path(folder), rounds)
            print(f"{part}: done", flush=True)
        return rows


def main() -> int:
    """Read the arguments, measure, print the table; 0 where every goal was reached."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("parts", nargs="*", help=f"some of: {', '.join(PARTS)}")
    parser.add_argument("--rounds", type=int, default=12)
    given = parser.parse_args()
    if unknown := set(given.parts) - set(PARTS):
        parser.error(f"unknown: {', '.join(unknown)}; known: {', '.join(PARTS)}")
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    rows = asyncio.run(run(given.parts or list(PARTS), max(given.rounds, 3)))
    print(f"\n{given.rounds} rounds, medians; load {load:.1f} on {os.cpu_count()} cores at the start\n")
    print(table(rows))
    return 0 if all(row.fine for row in rows) else 1


if __name__ == "__main__":
    raise SystemExit(main())
