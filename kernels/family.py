"""What a sandboxed process and all that it started take together, looked at from outside.

The system bounds the memory of one process, and, with newer kernels, how many there are; what they take together, nobody
bounds but whoever watches.
"""

from __future__ import annotations

from typing import Literal

import psutil

from hotseat.kernels.sandbox import MOST_PROCESSES, Limits

Over = Literal["", "processes", "memory"]


def held() -> int:
    """Bytes of memory this process holds now, which a process forked from it shares."""
    return psutil.Process().memory_info().rss


def over(pid: int, limits: Limits, shared: int) -> Over:
    """What the process and its descendants use more of than ``limits`` says, or an empty text.

    ``shared`` are the bytes that each may hold without counting, since it shares them with the one it was forked from.
    """
    try:
        root = psutil.Process(pid)
        family = [root, *root.children(recursive=True)]
    except psutil.Error:
        return ""
    if len(family) > MOST_PROCESSES:
        return "processes"
    total = 0
    for one in family:
        try:
            total += max(one.memory_info().rss - shared, 0)
        except psutil.Error:
            continue
    return "memory" if total > limits.memory << 20 else ""
