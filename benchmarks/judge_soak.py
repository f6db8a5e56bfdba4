"""Many submissions in a row: memory must stay flat, and no process, descriptor or folder may be left over.

    python benchmarks/judge_soak.py [--submissions N] [--questions ID ...]

Right, wrong, crashing, hanging, greedy and printing submissions take turns. Memory is the resident size of this process and
of the warm parents, read every tenth of the way; the first tenth warms the caches up and is left out of the comparison.
Exits with 1 where memory grows by more than 5 % or anything is left.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import psutil

from hotseat.kernels.warm_parent import FOLDER
from hotseat.question_bank.bank import load_bank
from hotseat.reference.builtin import builtin_pack
from hotseat.reference.judge import Judge

ODD = (
    "import os\nos._exit(3)\n",
    "raise RuntimeError('x' * 100_000)\n",
    "import threading, time\nthreading.Thread(target=time.sleep, args=(60,)).start()\n",
    "print('x' * 1_000_000)\n",
    "kept = [bytearray(1 << 20) for _ in range(300)]\n",
    "open('scratch', 'w').write('x' * 1_000_000)\n",
    "def broken(:\n",
)
GROWTH = 0.05


def megabytes(process: psutil.Process) -> float:
    with_children = [process, *(p for p in process.children() if "warm_parent" in " ".join(p.cmdline()))]
    return sum(p.memory_info().rss for p in with_children) / (1 << 20)


def folders_of(parent: int) -> list[Path]:
    """The folders of a warm parent that are still there."""
    return list(Path(tempfile.gettempdir()).glob(f"{FOLDER}{parent}-*"))


async def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--submissions", type=int, default=1000)
    parser.add_argument("--questions", nargs="*", default=["zscore", "sliding-windows", "binary-auc", "median-imputer"])
    chosen = parser.parse_args(arguments)
    pack = builtin_pack()
    bank = load_bank([pack])
    codes = {
        name: [
            pack.solution(name) or "",
            *(path.read_text(encoding="utf-8") for path in (*pack.right(name), *pack.wrong(name))),
            *(odd + (pack.solution(name) or "") for odd in ODD),
        ]
        for name in chosen.questions
    }
    own = psutil.Process()
    judge = Judge(bank.packs)
    seen: list[float] = []
    verdicts: dict[str, int] = {}
    began = time.monotonic()
    try:
        for n in range(chosen.submissions):
            name = chosen.questions[n % len(chosen.questions)]
            code = codes[name][n // len(chosen.questions) % len(codes[name])]
            if n % 3 == 0:
                await judge.prepare(bank.questions[name])
            verdict = await judge.judge(bank.questions[name], code)
            verdicts[verdict.verdict] = verdicts.get(verdict.verdict, 0) + 1
            if (n + 1) % max(1, chosen.submissions // 10) == 0:
                seen.append(megabytes(own))
                print(
                    f"{n + 1:6} submissions  {seen[-1]:7.1f} MB  {own.num_fds():4} descriptors  "
                    f"{len(own.children(recursive=True)):3} processes  {time.monotonic() - began:6.1f} s",
                    flush=True,
                )
    finally:
        parents = [child.pid for child in own.children()]
        await judge.close()
    await asyncio.sleep(0)
    psutil.wait_procs(own.children(recursive=True), timeout=5)
    left = own.children(recursive=True)
    folders = [folder for pid in parents for folder in folders_of(pid)]
    grown = seen[-1] / seen[1] - 1 if len(seen) > 2 else 0.0
    print(
        f"verdicts {verdicts}; memory {grown:+.1%} from the first fifth to the end; "
        f"left over: {len(left)} processes, {len(folders)} folders"
    )
    return 1 if grown > GROWTH or left or folders else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1:])))
