"""What a kernel's process becomes, by its arguments.

``BYTES kernel -f FILE`` becomes ipykernel with limits and an output channel that drops nothing; ``BYTES run PROGRAM
ARGUMENT...`` becomes any other kernel; ``0 serve SOCKET CONFIG`` becomes the server that forks kernels. ``BYTES`` bounds
the private memory of the kernel's process; 0 sets no bound.
"""

from __future__ import annotations

import os
import sys

from . import keeper


def main(arguments: list[str]) -> None:
    """Read the arguments; see the module's docstring."""
    private_bytes, what, *rest = arguments
    if what == "serve":
        from . import server

        server.serve(int(rest[0]), rest[1])
        return
    if sys.platform == "linux":
        keeper.part_from_keeper()
    keeper.set_limits(int(private_bytes))
    if what == "run":
        keeper.give_way()
        try:
            os.execvp(rest[0], rest)
        except OSError as fault:
            sys.exit(f"{rest[0]}: {fault.strerror}")
    import gc

    # What a start makes stays, and its threads mostly wait for one another; ipython.Application undoes both.
    gc.disable()
    sys.setswitchinterval(0.0005)
    from . import ipython

    ipython.become_kernel(rest)
