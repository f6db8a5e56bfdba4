"""Twenty columns made from seven latents by thirteen functions of ten kinds: the law, its known truth, and draws from it.

The law of column j is ``y_j = sum over k of A[k, j] * f_k(z @ W[k, :, j] + B[k, j])`` with k from 0 to 12, where z holds seven
independent standard normal latents and every f_k is one of the ten kinds. So each function sees a projection of its own for
every column.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

LATENTS, FUNCTIONS, COLUMNS = 7, 13, 20
PROJECTION, SHIFT, AMPLITUDE = 0.5, 0.3, 0.4
"""Standard deviations of the entries of W, B and A. A projection then spreads by about 0.5 times the root of 7, which is 1.3:
wide enough to bend every kind of function, narrow enough for cosh not to drown the others once columns are standardised."""


def _sigmoid(u: Floats) -> Floats:
    return 1.0 / (1.0 + np.exp(-u))


KINDS: dict[str, Callable[[Floats], Floats]] = {
    "sin": np.sin,
    "cos": np.cos,
    "tanh": np.tanh,
    "sigmoid": _sigmoid,
    "x tanh": lambda u: u * np.tanh(u),
    "sin of square": lambda u: np.sin(u * u),
    "cosh - 1": lambda u: np.cosh(u) - 1.0,
    "bell": lambda u: np.exp(-(u * u)),
    "tanh with ripple": lambda u: np.tanh(u) + 0.1 * np.sin(3.0 * u),
    "cos sin": lambda u: np.cos(u) * np.sin(u),
}
"""The ten kinds of functions by name, in the order in which a law names them."""


@dataclass(frozen=True)
class MixingLaw:
    """The whole truth about the columns."""

    kinds: tuple[str, ...]
    """The kind of each of the thirteen functions; every kind occurs."""
    projections: Floats
    """W, shape (13, 7, 20)."""
    shifts: Floats
    """B, shape (13, 20)."""
    amplitudes: Floats
    """A, shape (13, 20)."""

    def terms(self, latents: Floats) -> Floats:
        """What each function adds to each column, shape (n, 13, 20), for latents of shape (n, 7)."""
        inner = np.einsum("ni,kij->nkj", latents, self.projections) + self.shifts
        values = [KINDS[kind](inner[:, k]) for k, kind in enumerate(self.kinds)]
        return self.amplitudes * np.stack(values, axis=1)

    def columns(self, latents: Floats) -> Floats:
        """The columns without noise, shape (n, 20), for latents of shape (n, 7)."""
        return self.terms(latents).sum(axis=1)


@dataclass(frozen=True)
class Draw:
    """Rows from a law, with the latents that nobody who solves the task is shown."""

    law: MixingLaw
    latents: Floats
    """Shape (n, 7)."""
    columns: Floats
    """Shape (n, 20)."""


def draw_law(seed: int) -> MixingLaw:
    """A law: each kind once, three more at random, in random order; the same law for the same seed."""
    rng = np.random.default_rng(seed)
    names = np.array(list(KINDS))
    kinds = rng.permutation(np.concatenate([names, rng.choice(names, FUNCTIONS - len(names))]))
    return MixingLaw(
        tuple(str(kind) for kind in kinds),
        PROJECTION * rng.standard_normal((FUNCTIONS, LATENTS, COLUMNS)),
        SHIFT * rng.standard_normal((FUNCTIONS, COLUMNS)),
        AMPLITUDE * rng.standard_normal((FUNCTIONS, COLUMNS)),
    )


def draw(n: int, seed: int, *, law: MixingLaw | None = None, noise: float = 0.0) -> Draw:
    """``n`` rows of a law, which is drawn from the same seed where none is given; the same rows for the same seed.

    ``noise`` is the standard deviation of the normal noise on a column, as a share of the column's own.
    """
    chosen = law if law is not None else draw_law(seed)
    rng = np.random.default_rng([seed, 1])
    latents = rng.standard_normal((n, LATENTS))
    columns = chosen.columns(latents)
    return Draw(chosen, latents, columns + noise * columns.std(axis=0) * rng.standard_normal(columns.shape))
