# %%
import numpy as np
import pandas as pd


# %%
def overall_difference(table: pd.DataFrame) -> float:
    """Return how arm B compares with arm A in all cases together.

    The table has the columns arm ("A" or "B"), success (0 or 1) and others that describe the case.
    """
    raise NotImplementedError


def adjusted_difference(table: pd.DataFrame, column: str) -> float:
    """Return how the arms compare when like is compared with like, by the groups of a column."""
    raise NotImplementedError


def reversing_columns(table: pd.DataFrame, columns: list[str]) -> list[str]:
    """Return those of the columns that turn the overall comparison round in each of their groups."""
    raise NotImplementedError


# %% Test yourself: the kidney stones of 1986
counts = [("A", "small", 81, 87), ("A", "large", 192, 263), ("B", "small", 234, 270), ("B", "large", 55, 80)]
stones = pd.DataFrame(
    [(arm, size, int(i < good)) for arm, size, good, n in counts for i in range(n)], columns=["arm", "stone", "success"]
)
stones["same"] = "all"
assert abs(overall_difference(stones) - (289 / 350 - 273 / 350)) < 1e-12
assert -0.06 < adjusted_difference(stones, "stone") < -0.05
assert abs(adjusted_difference(stones, "same") - overall_difference(stones)) < 1e-12
assert reversing_columns(stones, ["same", "stone"]) == ["stone"]
