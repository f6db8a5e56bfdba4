"""A small cell's round trip here and on a server, in turns in one run, told as a ratio.

    .venv/bin/python benchmarks/kernel_server.py                        a Jupyter server of its own on loopback
    .venv/bin/python benchmarks/kernel_server.py http://localhost:8888  yours; its token in HOTSEAT_KERNEL_TOKEN

Both kernels are warm. What the ratio tells is the way: HTTP's WebSocket and the server between, beside sockets.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from support.jupyter_servers import TOKEN, JupyterServer

from hotseat.cli.kernel_server import read_server, server_at
from hotseat.kernels.kernel import Kernel
from hotseat.kernels.remote.address import Server

WARM = 10


async def measured(server: Server, folder: Path, rounds: int) -> tuple[float, float]:
    """The medians here and there, in milliseconds."""
    here = Kernel(cwd=folder, log=folder / "here.log")
    there = Kernel(cwd=folder, log=folder / "there.log", server=server)
    try:
        await asyncio.gather(here.start(60.0), there.start(60.0))
        took: dict[Kernel, list[float]] = {here: [], there: []}
        for turn in range(WARM + rounds):
            for kernel, times in took.items():
                began = time.perf_counter()
                ending = await kernel.run("1 + 1", on_output=lambda _: None)
                if ending.kind != "finished":
                    raise SystemExit(ending.sentence)
                if turn >= WARM:
                    times.append((time.perf_counter() - began) * 1000)
        return statistics.median(took[here]), statistics.median(took[there])
    finally:
        await asyncio.gather(here.stop(), there.stop())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("url", nargs="?", default="")
    parser.add_argument("--rounds", type=int, default=200)
    given = parser.parse_args()
    base, fault = read_server(given.url)
    if fault:
        raise SystemExit(fault)
    with tempfile.TemporaryDirectory(prefix="hotseat-bench-") as name:
        folder = Path(name)
        own = None if base else JupyterServer(folder)
        if own is not None:
            own.start()
        try:
            server = server_at(base) if own is None else Server(own.url, lambda: TOKEN)
            here, there = asyncio.run(measured(server, folder, given.rounds))
        finally:
            if own is not None:
                own.stop()
    print(
        f"here {here:.1f} ms, there {there:.1f} ms, ratio {there / here:.1f} (medians of {given.rounds} cells, in turns)"
    )


if __name__ == "__main__":
    main()
