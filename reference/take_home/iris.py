"""The iris measurements, as scikit-learn ships them: nothing is fetched from anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True)
class Iris:
    """150 flowers."""

    measurements: NDArray[np.float64]
    """Shape (150, 4), in centimetres, in the order of ``columns``."""
    species: NDArray[np.int64]
    """Shape (150,): 0, 1 or 2, in the order of ``names``."""
    columns: tuple[str, ...]
    names: tuple[str, ...]


def load_iris() -> Iris:
    """The flowers, as arrays of the caller's own."""
    from sklearn.datasets import load_iris as load

    found = cast("Any", load())
    return Iris(
        np.array(found.data, dtype=np.float64),
        np.array(found.target, dtype=np.int64),
        ("sepal length", "sepal width", "petal length", "petal width"),
        tuple(str(name) for name in found.target_names),
    )
