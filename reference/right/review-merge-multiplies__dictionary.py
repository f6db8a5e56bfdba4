"""Plain Python: a dictionary of countries, a dictionary of sums."""

import pandas as pd


def revenue_by_country(orders, customers):
    home = dict(zip(customers["customer"], customers["country"]))
    sums = {}
    for who, amount in zip(orders["customer"], orders["amount"]):
        place = home.get(who, "unknown")
        sums[place] = sums.get(place, 0.0) + amount
    return pd.Series(sums).sort_index()
