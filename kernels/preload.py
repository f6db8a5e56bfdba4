"""What a warm parent has loaded before it forks: the libraries of a profile, and the optional ones that a question names.

Only the optional libraries listed here are loaded outside the sandbox. Another name that a pack asks for is left to the
child, which finds it behind its walls.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

Profile = Literal["base", "science", "torch"]
_BASE = (
    "random",
    "numpy",
    "numpy.fft",
    "numpy.lib.stride_tricks",
    "numpy.linalg",
    "numpy.ma",
    "numpy.polynomial",
    "numpy.random",
    "hotseat.kernels.plain_arrays",
)
_SCIENCE = (
    *_BASE,
    "pandas",
    "hotseat.kernels.plain_frames",
    "scipy.stats",
    "scipy.optimize",
    "sklearn.cluster",
    "sklearn.datasets",
    "sklearn.decomposition",
    "sklearn.ensemble",
    "sklearn.linear_model",
    "sklearn.metrics",
    "sklearn.mixture",
    "sklearn.model_selection",
    "sklearn.pipeline",
    "sklearn.preprocessing",
)
_TORCH = (*_SCIENCE, "torch", "torch._dynamo", "torch.optim", "torch.utils.data", "hotseat.kernels.plain_tensors")
LIBRARIES: dict[Profile, tuple[str, ...]] = {"base": _BASE, "science": _SCIENCE, "torch": _TORCH}
"""What each profile's parent has imported. torch's first optimiser step would import ``torch._dynamo``, for seconds."""
ENGINES: dict[str, tuple[str, ...]] = {
    "duckdb": ("duckdb",),
    "fastapi": ("fastapi", "fastapi.testclient"),
    "gplearn": ("gplearn.genetic",),
    "httpx2": ("httpx2",),
    "kneed": ("kneed",),
    "numba": ("hotseat.kernels.numba_at_work",),
    "onnx": ("onnx",),
    "onnxruntime": ("onnxruntime",),
    "onnxscript": ("onnxscript",),
    "pyspark": ("pyspark.sql",),
}
"""What is imported for an optional library, by the name that ``needs.packages`` has; none of it starts a thread."""


def engines_of(packages: Iterable[str]) -> tuple[str, ...]:
    """The optional libraries among ``packages`` that are loaded ahead, in one order, each once."""
    return tuple(sorted(ENGINES.keys() & set(packages)))
