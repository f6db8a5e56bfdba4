"""Twenty columns that move together in time: five hidden oscillators, the law of their steps, and draws from it.

Oscillator i has a state of two numbers, which turns by ``2 pi / period_i`` and shrinks by ``damping_i`` at every step, and
gets normal noise such that it stays at variance one. The first numbers of the states are what shows: row t holds
``level + scale * (mixing @ shown_t + noise * e_t)`` with independent standard normal e_t. So the best forecast of the next row
from the states is known, and no model can beat its error.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

OSCILLATORS, COLUMNS = 5, 20
SHORTEST, LONGEST = 8.0, 60.0
"""Between which the periods lie, in steps."""
DAMPING = (0.97, 0.995)
"""Between which the dampings lie; a swing lasts some dozens to some hundreds of steps."""
NOISE = 0.1
"""The noise of a column beside what it shares with the others, whose standard deviation is one."""


@dataclass(frozen=True)
class SeriesLaw:
    """The whole truth about a series."""

    periods: Floats
    """Shape (5,), in steps, rising."""
    dampings: Floats
    """Shape (5,), below one."""
    mixing: Floats
    """Shape (20, 5), rows of length one."""
    levels: Floats
    """Shape (20,): the mean of each column."""
    scales: Floats
    """Shape (20,): the units of each column."""

    @property
    def turns(self) -> Floats:
        """How the state of each oscillator moves in one step but for the noise, shape (5, 2, 2)."""
        angle = 2 * np.pi / self.periods
        rows = [[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]]
        return self.dampings[:, None, None] * np.moveaxis(np.array(rows), 2, 0)

    def shown(self, states: Floats) -> Floats:
        """The rows that belong to states of shape (n, 5, 2), without noise, shape (n, 20)."""
        return self.levels + self.scales * (states[:, :, 0] @ self.mixing.T)

    def expected_next(self, states: Floats) -> Floats:
        """The expected next rows for states of shape (n, 5, 2), shape (n, 20): the best forecast one step ahead."""
        return self.shown(np.einsum("iab,nib->nia", self.turns, states))

    @property
    def least_error(self) -> Floats:
        """The standard deviation of each column around its best forecast one step ahead, shape (20,)."""
        fresh = 1 - self.dampings**2
        return self.scales * np.sqrt(self.mixing**2 @ fresh + NOISE**2)


@dataclass(frozen=True)
class Draw:
    """A series, with the states behind it."""

    law: SeriesLaw
    states: Floats
    """Shape (n, 5, 2)."""
    columns: Floats
    """Shape (n, 20), in the order of time."""


def draw_law(seed: int) -> SeriesLaw:
    """A law whose columns have different units and levels; the same law for the same seed."""
    rng = np.random.default_rng(seed)
    mixing = rng.standard_normal((COLUMNS, OSCILLATORS))
    return SeriesLaw(
        np.sort(np.exp(rng.uniform(np.log(SHORTEST), np.log(LONGEST), OSCILLATORS))),
        rng.uniform(*DAMPING, OSCILLATORS),
        mixing / np.linalg.norm(mixing, axis=1, keepdims=True),
        rng.uniform(-50, 50, COLUMNS),
        np.exp(rng.uniform(np.log(0.5), np.log(20), COLUMNS)),
    )


def draw(n: int, seed: int, *, law: SeriesLaw | None = None) -> Draw:
    """``n`` rows of a law, which is drawn from the same seed where none is given; the same rows for the same seed.

    The series is stationary from its first row on.
    """
    chosen = law if law is not None else draw_law(seed)
    rng = np.random.default_rng([seed, 1])
    fresh = np.sqrt(1 - chosen.dampings**2)[:, None]
    states = np.empty((n, OSCILLATORS, 2))
    state = rng.standard_normal((OSCILLATORS, 2))
    for t in range(n):
        states[t] = state
        state = np.einsum("iab,ib->ia", chosen.turns, state) + fresh * rng.standard_normal((OSCILLATORS, 2))
    noise = NOISE * chosen.scales * rng.standard_normal((n, COLUMNS))
    return Draw(chosen, states, chosen.shown(states) + noise)
