"""An evening's memory stays in one place."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

THREADS = """
import ctypes, threading
from hotseat.cli.heap import keep_together
{call}
c = ctypes.CDLL(None)
c.malloc.restype = ctypes.c_void_p
ready = threading.Barrier(4)
def work():
    ready.wait()
    for _ in range(2000):
        c.malloc(ctypes.c_size_t(900))
threads = [threading.Thread(target=work) for _ in range(4)]
[one.start() for one in threads]
[one.join() for one in threads]
stdout = ctypes.c_void_p.in_dll(c, "stdout")
c.malloc_info(0, stdout)
c.fflush(stdout)
"""


def heaps(call: str) -> int:
    """How many heaps four threads at work leave."""
    done = subprocess.run(
        [sys.executable, "-c", THREADS.format(call=call)], capture_output=True, text=True, check=True, timeout=60
    )
    return len(re.findall(r"<heap nr=", done.stdout))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="heaps are counted by glibc")
def test_all_threads_share_one_heap() -> None:
    if heaps("") < 2:
        pytest.skip("this C library makes no heap for a thread")
    assert heaps("keep_together()") == 1
