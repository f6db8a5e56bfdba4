# %%
import pandas as pd


# %% A colleague's code: what is wrong with it?
def cleaned(readings: pd.DataFrame) -> pd.DataFrame:
    """Impossible temperatures become missing, and gaps get the last value of their sensor."""
    frame = readings.copy()
    frame["celsius"][(frame["celsius"] < -60) | (frame["celsius"] > 60)] = None
    frame["celsius"].ffill(inplace=True)
    return frame


# %% Test yourself
readings = pd.DataFrame(
    {"sensor": ["a", "b", "a", "b"], "hour": [1, 1, 2, 2], "celsius": [20.0, 5.0, 999.0, None]}
)
assert list(cleaned(readings)["celsius"]) == [20.0, 5.0, 20.0, 5.0]
