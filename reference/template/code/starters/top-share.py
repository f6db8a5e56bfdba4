# %%
import numpy as np


# %%
def top_share(amounts: list[float], k: int) -> float:
    """The share of the total that the k largest amounts make up."""
    raise NotImplementedError


# %% Test yourself
assert top_share([50.0, 30.0, 20.0], 1) == 0.5
assert top_share([1.0, 1.0, 1.0, 1.0], 2) == 0.5
