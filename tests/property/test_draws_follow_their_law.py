"""The tests behind the checks of samplers: right draws pass on many seeds, and each kind of fault is told."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from hotseat.reference.draws import Floats, Mixture, follows, gaussian, related, share, table

ROWS = 2000
LAW = Mixture(
    np.array([0.1, 0.6, 0.3]),
    np.array([[4.0, 0.0, 1.0], [0.0, 1.0, 0.0], [-2.0, -2.0, 3.0]]),
    np.array([np.eye(3), np.eye(3) + 0.7 * np.ones((3, 3)), np.diag([0.3, 2.0, 0.5])]),
)


def drawn(law: Mixture, rng: np.random.Generator, rows: int = ROWS) -> Floats:
    component = rng.choice(len(law.weights), rows, p=law.weights)
    noise = rng.standard_normal((rows, law.means.shape[1]))
    roots = np.linalg.cholesky(law.covariances)
    return law.means[component] + np.einsum("nij,nj->ni", roots[component], noise)


@pytest.mark.parametrize("law", [LAW, gaussian([1.0, -1.0], [[1.0, 0.8], [0.8, 1.0]])], ids=["mixture", "gaussian"])
def test_right_draws_pass_on_every_seed(law: Mixture) -> None:
    assert [follows(drawn(law, np.random.default_rng(seed)), law) for seed in range(60)] == [None] * 60


def test_the_statistics_have_the_spread_that_the_bounds_take_for_granted() -> None:
    means = [drawn(LAW, np.random.default_rng(seed)).mean(axis=0) - LAW.mean for seed in range(400)]
    ratio = np.std(means, axis=0) / np.sqrt(np.diag(LAW.covariance) / ROWS)
    assert (abs(ratio - 1) < 0.15).all()


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (lambda x, rng: x + np.array([0.3, 0.0, 0.0]), "mean"),
        (lambda x, rng: LAW.mean + 1.15 * (x - LAW.mean), "variance"),
        (lambda x, rng: rng.permuted(x, axis=0), "covariance"),
        (lambda x, rng: drawn(gaussian(LAW.mean, LAW.covariance), rng), "distribution"),
        (lambda x, rng: x[np.argsort(x[:, 0])], "independent"),
        (lambda x, rng: x[rng.integers(0, 1500, ROWS)], "copies"),
    ],
    ids=["shifted", "too wide", "columns unrelated", "one gaussian for all", "sorted", "dealt from a pool"],
)
def test_each_kind_of_fault_is_told(fault: Callable[[Floats, np.random.Generator], Floats], said: str) -> None:
    rng = np.random.default_rng(3)
    assert said in str(follows(fault(drawn(LAW, rng), rng), LAW))


def test_the_conditional_law_is_that_of_the_draws_that_lie_near() -> None:
    many = drawn(LAW, np.random.default_rng(5), 400_000)
    near = many[abs(many[:, 0] - 1.0) < 0.02][:ROWS, 1:]
    assert follows(near, LAW.given(np.array([1.0, np.nan, np.nan]))) is None
    assert follows(near, gaussian(LAW.mean[1:], LAW.covariance[1:, 1:])) is not None


def test_values_that_are_no_table_are_named() -> None:
    assert "NoneType" in str(table(None, (2, 2)))
    assert "different lengths" in str(table([[1.0], [1.0, 2.0]], (2, 2)))
    assert "shape (2, 2)" in str(table(np.zeros(4), (2, 2)))
    assert "nan or inf" in str(table(np.full((2, 2), np.nan), (2, 2)))
    assert "dtype" in str(table(np.array([["a", "b"]]), (1, 2)))


def test_a_share_passes_by_chance_and_fails_by_a_fault() -> None:
    assert share(118, 400, 0.3, "It falls") is None
    assert "30.0%" in str(share(400, 400, 0.3, "It falls"))


def test_neighbours_that_repeat_are_related() -> None:
    rows = np.random.default_rng(1).standard_normal((500, 2))
    assert related(np.repeat(rows, 2, axis=0)) is not None


@pytest.mark.parametrize("rare", [0, 1, 8])
def test_a_rare_component_that_comes_up_some_more_times_is_no_fault(rare: int) -> None:
    """Eight where less than one is expected are far more than standard errors allow for, and still a matter of chance."""
    law = Mixture(np.array([1.7e-4, 1 - 1.7e-4]), np.array([[6.8], [0.6]]), np.array([[[1.8]], [[0.16]]]))
    rng = np.random.default_rng(8)
    rows = 0.6 + 0.4 * rng.standard_normal((4000, 1))
    rows[rng.permutation(4000)[:rare]] = 6.8 + 1.34 * rng.standard_normal((rare, 1))
    assert follows(rows, law) is None
