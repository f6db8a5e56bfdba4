"""Every value goes through a float, which takes the imaginary part from complex numbers.

fails: values of any width come out right
"""

import numpy as np


def sliding_windows(x, k):
    x = np.asarray(x, dtype=float)
    if k < 1 or k > len(x):
        raise ValueError("k")
    return x[np.arange(len(x) - k + 1)[:, None] + np.arange(k)]
