"""Whether draws follow a stated law: the tests behind the checks of samplers.

Each test holds draws against a law that is known exactly, so that nothing but the draws is random. The bounds are so wide
that right code is never blamed in practice: 6.5 standard errors for a mean or a covariance, with an allowance for rare
rows that lie far out, and 3.5 for the scaled Kolmogorov-Smirnov distance. Summed over all comparisons that one submission
meets, a few hundred, right draws fail with a probability of a few in a million at most; ``benchmarks/false_alarms.py``
works it out from the laws themselves. A mean that is off by a fifth of a standard deviation does not get past two thousand
rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import erf, sqrt
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

STANDARD_ERRORS = 6.5
"""How far a mean, a covariance or a correlation may lie from the law's, in standard errors."""
DISTANCE = 3.5
"""The largest Kolmogorov-Smirnov distance times the root of the rows; exceeded once in 2e10 times (Massart, 1990)."""
NEVER = 1e-9
"""Components that fewer rows than this are expected from are taken as never drawn."""
COPIES = 0.02
"""The largest share of rows that may repeat another one."""


@dataclass(frozen=True)
class Mixture:
    """A Gaussian mixture; one component is a plain Gaussian."""

    weights: Floats
    """Shape (k,), adding up to one."""
    means: Floats
    """Shape (k, d)."""
    covariances: Floats
    """Shape (k, d, d)."""

    def given(self, template: Floats) -> Mixture:
        """The law of the coordinates that are NaN in ``template``, given the others.

        Each component is conditioned as a Gaussian, and its weight is multiplied by the density it gives the
        known coordinates (Bishop, Pattern Recognition and Machine Learning, sections 2.3.1 and 9.2).
        """
        unknown = np.isnan(template)
        known = ~unknown
        with np.errstate(divide="ignore"):
            logs = np.log(self.weights)
        means: list[Floats] = []
        covariances: list[Floats] = []
        for k, (mean, covariance) in enumerate(zip(self.means, self.covariances, strict=True)):
            seen = covariance[np.ix_(known, known)]
            across = covariance[np.ix_(unknown, known)]
            inverse = np.linalg.pinv(seen, rcond=1e-10, hermitian=True)
            away = template[known] - mean[known]
            if len(logs) > 1:
                logs[k] -= 0.5 * (away @ inverse @ away + np.linalg.slogdet(seen)[1])
            means.append(mean[unknown] + across @ inverse @ away)
            covariances.append(covariance[np.ix_(unknown, unknown)] - across @ inverse @ across.T)
        raised = np.exp(logs - logs.max())
        return Mixture(raised / raised.sum(), np.array(means), np.array(covariances))

    @property
    def mean(self) -> Floats:
        """The mean of the whole mixture, shape (d,)."""
        return self.weights @ self.means

    @property
    def covariance(self) -> Floats:
        """The covariance of the whole mixture, shape (d, d): within components and between means."""
        away = self.means - self.mean
        return np.einsum("k,kij->ij", self.weights, self.covariances + away[:, :, None] * away[:, None, :])

    def cdf(self, direction: Floats, points: Floats) -> Floats:
        """The probability that a draw's component along ``direction`` lies at or below each of ``points``."""
        centres = self.means @ direction
        spreads = np.sqrt(np.einsum("kij,i,j->k", self.covariances, direction, direction))
        levels = np.zeros(len(points))
        for weight, centre, spread in zip(self.weights, centres, spreads, strict=True):
            if weight > 0:
                levels += weight * _normal_cdf((points - centre) / spread)
        return levels


def gaussian(mean: Any, covariance: Any) -> Mixture:
    """One Gaussian, as a mixture of one component."""
    return Mixture(np.ones(1), np.asarray(mean, dtype=float)[None], np.asarray(covariance, dtype=float)[None])


def table(value: Any, shape: tuple[int, ...], what: str = "the draws") -> Floats | str:
    """``value`` as floats of exactly ``shape``, or a sentence saying why it is none."""
    if not isinstance(value, np.ndarray | list | tuple | float | int):
        return _sentence(f"{what} came back as {type(value).__name__}, not as an array")
    try:
        found = np.asarray(value)
    except ValueError:
        return _sentence(f"{what} came back in rows of different lengths")
    if found.dtype.kind not in "fiu":
        return _sentence(f"{what} should hold numbers, but came back with dtype {found.dtype}")
    if found.shape != shape:
        return _sentence(f"{what} should have shape {shape}, not {found.shape}")
    if not np.isfinite(found).all():
        return _sentence(f"{what} should be finite, but hold nan or inf")
    return found.astype(float)


def follows(draws: Floats, law: Mixture, what: str = "the draws") -> str | None:
    """None where the rows of ``draws`` pass as independent draws from ``law``, else the first difference.

    Compares means, covariances, the distribution along each axis and along fixed oblique directions, and the
    correlation between neighbouring rows. The law must have no direction without spread.
    """
    return next((one.sentence for one in comparisons(draws, law, what) if one.off > 1), None)


def related(standardised: Floats, what: str = "the draws") -> str | None:
    """None where neighbouring rows are uncorrelated and rows do not repeat, else a sentence."""
    return next((one.sentence for one in neighbours(standardised, what) if one.off > 1), None)


@dataclass(frozen=True)
class Comparison:
    """One statistic of the draws held against what the law says."""

    kind: Literal["mean", "covariance", "distribution", "neighbours", "copies"]
    at: tuple[int, ...]
    """The column or columns, or the number of the direction."""
    off: float
    """How far off it is, as a share of what is allowed; above 1 it fails."""
    allowed: float
    """What is allowed, in the units of the statistic."""
    sentence: str
    """What is told where it fails."""


def comparisons(draws: Floats, law: Mixture, what: str = "the draws") -> Iterator[Comparison]:
    """Everything that :func:`follows` compares, in its order."""
    rows, columns = draws.shape
    expected, covariance = law.mean, law.covariance
    deviations = np.sqrt(np.diag(covariance))
    away = draws - expected
    reach = _reach(law, rows)
    allowed = _allowed(deviations, reach.max(axis=0), rows)
    for j in range(columns):
        got = f"mean {draws[:, j].mean():.3g} in column {j}"
        said = _sentence(f"{what} have {got}, where the law says {expected[j]:.3g}")
        yield Comparison("mean", (j,), abs(away[:, j].mean()) / allowed[j], float(allowed[j]), said)
    spread = away.T @ away / rows
    bounds = _allowed(np.sqrt(_product_variance(law)), (reach[:, :, None] * reach[:, None, :]).max(axis=0), rows)
    for i in range(columns):
        for j in range(i, columns):
            name = f"variance of column {i}" if i == j else f"covariance of columns {i} and {j}"
            got = f"in {what} the {name} is {spread[i, j]:.3g}"
            said = _sentence(f"{got}, where the law says {covariance[i, j]:.3g}")
            off = abs(spread[i, j] - covariance[i, j]) / bounds[i, j]
            yield Comparison("covariance", (i, j), off, bounds[i, j], said)
    for k, direction in enumerate(_directions(columns)):
        along = np.sort(draws @ direction)
        said = _sentence(f"{what} have the right mean and covariance, but not the right distribution")
        off = _distance(law.cdf(direction, along)) * sqrt(rows) / DISTANCE
        yield Comparison("distribution", (k,), off, DISTANCE / sqrt(rows), said)
    yield from neighbours(away / deviations, what, reach.max(axis=0) / deviations)


def neighbours(standardised: Floats, what: str = "the draws", reach: Floats | float = 1.0) -> Iterator[Comparison]:
    """Everything that :func:`related` compares, in its order; ``reach`` is how far the rarest rows lie out."""
    rows, columns = standardised.shape
    far = np.broadcast_to(reach, (columns,))
    bounds = _allowed(np.ones((columns, columns)), np.outer(far, far), rows - 1)
    between = np.abs(standardised[:-1].T @ standardised[1:]) / (rows - 1)
    said = _sentence(f"{what} are not independent: a row tells something about the next one")
    for (i, j), size in np.ndenumerate(between):
        yield Comparison("neighbours", (i, j), size / bounds[i, j], float(bounds[i, j]), said)
    distinct = len(np.unique(standardised, axis=0)) / rows
    said = _sentence(f"{what} contain many exact copies of the same row")
    yield Comparison("copies", (), (1 - distinct) / COPIES, COPIES, said)


def share(hits: int, trials: int, probability: float, what: str) -> str | None:
    """None where ``hits`` of ``trials`` pass as a binomial draw, else a sentence."""
    allowed = STANDARD_ERRORS * sqrt(trials * probability * (1 - probability)) + 1
    if abs(hits - trials * probability) > allowed:
        got = f"{what} in {hits / trials:.1%} of {trials} draws"
        return _sentence(f"{got}, where the law says {probability:.1%}")
    return None


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}."


def _allowed(deviations: Floats, reach: Floats, rows: int) -> Floats:
    """How far a mean of ``rows`` terms may be off: standard errors, and Bernstein's allowance for terms that reach far.

    Where a component is so rare that a handful of its rows is drawn, its rows count one by one, and their number varies
    by more than standard errors say.
    """
    return STANDARD_ERRORS * deviations / sqrt(rows) + STANDARD_ERRORS**2 / 3 * reach / rows


def _reach(law: Mixture, rows: int) -> Floats:
    """How far from the mean the rows of each component typically lie, shape (k, d); 0 for one that is never drawn."""
    typical = np.abs(law.means - law.mean) + np.sqrt(np.einsum("kii->ki", law.covariances))
    return typical * (law.weights * rows > NEVER)[:, None]


def _product_variance(law: Mixture) -> Floats:
    """The variance of (x_i - m_i)(x_j - m_j) under the law, shape (d, d), exactly.

    For a Gaussian with mean a (from the mixture's mean) and covariance S, the second moment of x_i x_j is
    (S_ii + a_i^2)(S_jj + a_j^2) + 2 S_ij^2 + 4 a_i a_j S_ij (Isserlis).
    """
    away = law.means - law.mean
    total = np.zeros(law.covariance.shape)
    for weight, a, s in zip(law.weights, away, law.covariances, strict=True):
        square = np.diag(s) + a**2
        total += weight * (np.outer(square, square) + 2 * s**2 + 4 * np.outer(a, a) * s)
    return total - law.covariance**2


def _directions(columns: int) -> Sequence[Floats]:
    oblique = np.random.default_rng(20).standard_normal((3, columns)) if columns > 1 else np.zeros((0, 1))
    return [*np.eye(columns), *oblique]


def _distance(levels: Floats) -> float:
    """The Kolmogorov-Smirnov distance between sorted ``levels`` and the uniform law on [0, 1]."""
    n = len(levels)
    steps = np.arange(1, n + 1) / n
    return float(max((steps - levels).max(), (levels - steps + 1 / n).max()))


def _normal_cdf(z: Floats) -> Floats:
    """The standard normal distribution function, interpolated to within 2e-6."""
    grid, levels = _normal_levels()
    return np.interp(z, grid, levels)


@cache
def _normal_levels() -> tuple[Floats, Floats]:
    grid = np.linspace(-8.0, 8.0, 4001)
    return grid, np.array([0.5 * (1 + erf(v / sqrt(2))) for v in grid.tolist()])
