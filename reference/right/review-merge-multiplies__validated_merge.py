"""A join as before, on one row for each customer, checked by pandas."""

import pandas as pd


def revenue_by_country(orders, customers):
    homes = customers[["customer", "country"]].drop_duplicates()
    joined = orders.merge(homes, on="customer", how="left", validate="many_to_one")
    return joined.assign(country=joined["country"].fillna("unknown")).groupby("country")["amount"].sum()
