"""Durations as people read them."""

from __future__ import annotations


def clock(seconds: float) -> str:
    """``m:ss``, or ``h:mm:ss`` from an hour on; a minus sign in front of what is overdue."""
    whole = int(abs(seconds))
    hours, rest = divmod(whole, 3600)
    minutes, left = divmod(rest, 60)
    sign = "−" if seconds < 0 and whole else ""
    return f"{sign}{hours}:{minutes:02}:{left:02}" if hours else f"{sign}{minutes}:{left:02}"


def span(seconds: float) -> str:
    """A duration in words: ``8 ms``, ``2.4 s``, ``12 s``, ``3 min``, ``1 h 20 min``."""
    if seconds < 1:
        return f"{seconds * 1000:.0f} ms" if seconds > 0 else "0 s"
    if seconds < 10:
        return f"{seconds:.1f} s"
    if seconds < 90:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {rest} min" if rest else f"{hours} h"
