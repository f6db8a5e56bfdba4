"""What Textual and Python do at a pace of their own, set so that a key does not wait for it."""

from __future__ import annotations

import gc
import os

from textual import screen

PERIOD = 1 / 250
"""Seconds between two looks whether something is to be painted."""


def quicken() -> None:
    """Let a key be painted soon after something else was, for every screen that is made from now on.

    Textual looks sixty times a second: behind a paint of output, the echo of a key waits for up to two of those looks, which
    is longer than painting it takes. How often output is painted, and how smoothly things slide, are told elsewhere.
    ``TEXTUAL_FPS``, where the person has set it, has its way.
    """
    if "TEXTUAL_FPS" not in os.environ:
        setattr(screen, "UPDATE_PERIOD", PERIOD)  # noqa: B010 - final for type checkers


def settle() -> None:
    """Leave out of garbage collections what is there now.

    That is modules, the bank and the screens, some hundred thousand objects: walking through all of them holds up a key by a
    tenth of a second. Costs nothing; cyclic garbage among them stays until :func:`unsettle`.
    """
    gc.freeze()


def unsettle() -> None:
    """Let garbage collections look at everything again."""
    gc.unfreeze()
