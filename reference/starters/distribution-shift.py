# %%
import numpy as np
from scipy import stats


# %%
def detect_shift(reference: np.ndarray, batch: np.ndarray, alpha: float = 0.01) -> np.ndarray:
    """Return one boolean per column: whether it is distributed differently in the batch.

    reference and batch have the shapes (n, d) and (m, d). Where nothing has changed, the chance that any column is
    flagged is at most alpha.
    """
    raise NotImplementedError


# %% Test yourself
rng = np.random.default_rng(0)
reference = rng.standard_normal((2000, 3))
assert detect_shift(reference, rng.standard_normal((300, 3)), alpha=1e-4).tolist() == [False, False, False]
shifted = rng.standard_normal((300, 3)) + np.array([0.0, 100.0, 0.0])
assert detect_shift(reference, shifted, alpha=1e-4).tolist() == [False, True, False]
wider = rng.standard_normal((300, 3)) * np.array([1.0, 1.0, 3.0])
assert detect_shift(reference, wider, alpha=1e-4).tolist() == [False, False, True]

# %% Test yourself: a hundred batches that have not changed
alarms = sum(detect_shift(reference, rng.standard_normal((200, 3)), alpha=0.05).any() for _ in range(100))
assert alarms <= 20
