"""How the C library keeps freed memory, for a process that runs for an evening."""

from __future__ import annotations

import sys

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8
"""Of malloc.h."""
_LARGE = 128 * 1024
"""Bytes from which on a block is given back to the system at once when it is freed: glibc's own value at the start."""


def keep_together() -> None:
    """Keep all threads in one heap, and large blocks out of it. To be called while there is one thread.

    glibc gives each thread a heap of its own and raises both thresholds with the largest block that was freed, so holes
    grow with every interview. Threads here seldom allocate at once. Does nothing where there is no glibc.
    """
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return
    for option, value in ((_ARENA_MAX, 1), (_MMAP_THRESHOLD, _LARGE), (_TRIM_THRESHOLD, _LARGE)):
        mallopt(ctypes.c_int(option), ctypes.c_int(value))
