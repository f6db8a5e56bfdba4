"""What the machine has ended for want of memory, by its own count. Imports nothing, so that every process may ask."""

from __future__ import annotations


def oom_kills() -> int:
    """How many processes this machine has ended for want of memory since it was started; 0 where that is not told."""
    try:
        with open("/proc/vmstat", "rb") as file:  # noqa: PTH123
            return next((int(line.split()[1]) for line in file if line.startswith(b"oom_kill ")), 0)
    except OSError:
        return 0
