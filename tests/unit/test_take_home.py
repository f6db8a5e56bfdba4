"""The take-home data are what their laws say, the same from the same seed, and within reach of checks and evidence."""

from __future__ import annotations

import numpy as np
import pytest

from hotseat.question_bank.model import Evidence
from hotseat.reference.builtin import builtin_pack
from hotseat.reference.evidence import run_evidence
from hotseat.reference.judge import Judge
from hotseat.reference.take_home import distribution, iris, series

SEEDS = range(4)


def explained(columns: np.ndarray, components: int) -> float:
    """The share of the variance of standardised columns that the first principal components carry."""
    standardised = (columns - columns.mean(axis=0)) / columns.std(axis=0)
    squares = np.linalg.svd(standardised, compute_uv=False) ** 2
    return float(squares[:components].sum() / squares.sum())


def test_a_law_has_thirteen_functions_of_all_ten_kinds() -> None:
    for seed in SEEDS:
        law = distribution.draw_law(seed)
        assert len(law.kinds) == 13
        assert set(law.kinds) == set(distribution.KINDS)
        assert len(distribution.KINDS) == 10
        assert law.projections.shape == (13, 7, 20)


def test_columns_are_the_sum_that_the_law_writes_down() -> None:
    made = distribution.draw(50, 3)
    law = made.law
    for row, column in ((0, 0), (49, 19), (7, 11)):
        expected = sum(
            law.amplitudes[k, column]
            * distribution.KINDS[law.kinds[k]](
                np.array([made.latents[row] @ law.projections[k, :, column] + law.shifts[k, column]])
            )[0]
            for k in range(13)
        )
        assert made.columns[row, column] == pytest.approx(expected, rel=1e-12)


def test_noise_is_a_share_of_each_columns_own_spread() -> None:
    clean, noisy = distribution.draw(20_000, 5), distribution.draw(20_000, 5, noise=0.1)
    share = (noisy.columns - clean.columns).std(axis=0) / clean.columns.std(axis=0)
    assert np.abs(share - 0.1).max() < 0.005
    assert np.array_equal(clean.latents, noisy.latents)


def test_principal_components_do_not_show_the_seven_latents() -> None:
    for seed in SEEDS:
        columns = distribution.draw(10_000, seed).columns
        assert 0.5 < explained(columns, 7) < 0.7
        assert 0.85 < explained(columns, 15) < 0.95


@pytest.mark.parametrize("module", [distribution, series], ids=["distribution", "series"])
def test_the_same_seed_gives_the_same_rows_and_another_others(module: object) -> None:
    draw = module.draw  # type: ignore[attr-defined]
    assert np.array_equal(draw(30, 1).columns, draw(30, 1).columns)
    assert not np.array_equal(draw(30, 1).columns, draw(30, 2).columns)
    law = module.draw_law(1)  # type: ignore[attr-defined]
    assert np.array_equal(draw(30, 2, law=law).columns, draw(30, 2, law=law).columns)
    assert not np.array_equal(draw(30, 2, law=law).columns, draw(30, 1).columns)


def test_a_longer_draw_begins_like_a_shorter_one_in_its_hidden_part() -> None:
    assert np.array_equal(distribution.draw(10, 1).latents, distribution.draw(20, 1).latents[:10])
    assert np.array_equal(series.draw(10, 1).states, series.draw(20, 1).states[:10])


def test_the_best_forecast_of_a_series_errs_as_much_as_its_law_says() -> None:
    for seed in SEEDS:
        made = series.draw(20_000, seed)
        errors = made.columns[1:] - made.law.expected_next(made.states[:-1])
        assert np.abs(errors.std(axis=0) / made.law.least_error - 1).max() < 0.03
        neighbours = np.mean(errors[1:] * errors[:-1], axis=0) / errors.var(axis=0)
        assert np.abs(neighbours).max() < 0.05


def test_a_series_is_stationary_and_its_columns_move_together() -> None:
    made = series.draw(60_000, 2)
    halves = made.columns[:30_000].std(axis=0) / made.columns[30_000:].std(axis=0)
    assert np.abs(halves - 1).max() < 0.15
    assert explained(made.columns, 5) > 0.95


def test_iris_is_the_well_known_table() -> None:
    flowers = iris.load_iris()
    assert flowers.measurements.shape == (150, 4)
    assert np.bincount(flowers.species).tolist() == [50, 50, 50]
    assert flowers.measurements[0].tolist() == [5.1, 3.5, 1.4, 0.2]
    flowers.measurements[0] = 0
    assert iris.load_iris().measurements[0].tolist() == [5.1, 3.5, 1.4, 0.2]


@pytest.mark.sandbox
@pytest.mark.in_turn
async def test_evidence_may_import_the_data_in_the_sandbox() -> None:
    code = (
        "from hotseat.reference.take_home import distribution, iris, series\n"
        "shapes = [distribution.draw(5, 0).columns.shape, series.draw(5, 0).columns.shape]\n"
        "print(shapes)\n"
        "assert shapes == [(5, 20), (5, 20)] and len(iris.load_iris().names) == 3\n"
    )
    judge = Judge([builtin_pack()])
    try:
        said = await run_evidence(judge, Evidence(id="data", claim="There are twenty columns.", code=code))
        broken = await run_evidence(
            judge, Evidence(id="data", claim="There are 21.", code=code.replace("(5, 20)]", "(5, 21)]"))
        )
    finally:
        await judge.close()
    assert said.fault is None
    assert broken.fault is not None
