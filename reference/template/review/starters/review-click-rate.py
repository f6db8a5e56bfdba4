# %% A colleague's code: what is wrong with it?
def click_rate(clicks: list[int], views: list[int]) -> float:
    """The overall click rate of all pages."""
    rates = [c / v for c, v in zip(clicks, views) if c > 0]
    return sum(rates) / len(rates) if rates else 0.0


# %% Test yourself
assert click_rate([10], [100]) == 0.1
assert click_rate([1, 10], [2, 1000]) == 11 / 1002
