# %%
import numpy as np


# %% A colleague's code: what is wrong with it?
def daily_rates(orders: np.ndarray, visitors: np.ndarray) -> np.ndarray:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.nan_to_num(orders / visitors)


def conversion_rate(orders: np.ndarray, visitors: np.ndarray) -> float:
    """The share of visitors who order, over all days."""
    return float(daily_rates(orders, visitors).mean())


def z_score(orders_a: np.ndarray, visitors_a: np.ndarray, orders_b: np.ndarray, visitors_b: np.ndarray) -> float:
    """How far the rate of B lies above that of A, in standard errors, by the two-proportion test."""
    a, b = daily_rates(orders_a, visitors_a), daily_rates(orders_b, visitors_b)
    return float((b.mean() - a.mean()) / np.sqrt(a.var() + b.var()))


# %% Test yourself
orders, visitors = np.array([1, 20]), np.array([10, 1000])
assert np.isclose(conversion_rate(orders, visitors), 21 / 1010)
busier = z_score(100 * orders, 100 * visitors, 100 * np.array([2, 25]), 100 * visitors)
assert np.isclose(busier, 10 * z_score(orders, visitors, np.array([2, 25]), visitors))
