# %%
from statistics import NormalDist

import numpy as np


# %%
def visitors_needed(
    base: float, effect: float, share: float = 0.5, alpha: float = 0.05, power: float = 0.8
) -> tuple[int, int]:
    """Return how many visitors control and treatment need to find ``effect`` on the rate ``base``.

    The test is the z-test of two proportions, with each group's own rate in its standard error. share is the treatment's part of
    all visitors.
    """
    raise NotImplementedError


def detectable_effect(base: float, control: int, treatment: int, alpha: float = 0.05, power: float = 0.8) -> float:
    """Return the smallest rise above ``base`` that the same test finds with this power in groups of these sizes."""
    raise NotImplementedError


# %% Test yourself: there and back
control, treatment = visitors_needed(0.05, 0.01)
assert control == treatment == 8155
assert abs(detectable_effect(0.05, control, treatment) - 0.01) < 1e-5

# %% Test yourself: how often is the effect found?
rng = np.random.default_rng(0)
x, y = rng.binomial(control, 0.05, 20_000) / control, rng.binomial(treatment, 0.06, 20_000) / treatment
error = np.sqrt(x * (1 - x) / control + y * (1 - y) / treatment)
assert abs((abs(y - x) > NormalDist().inv_cdf(0.975) * error).mean() - 0.8) < 0.02
