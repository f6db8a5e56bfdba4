"""Sums each customer's orders before the countries come in."""

import pandas as pd


def revenue_by_country(orders, customers):
    spent = orders.groupby("customer")["amount"].sum().to_frame()
    homes = customers.groupby("customer")["country"].first()
    spent["country"] = homes.reindex(spent.index).fillna("unknown")
    return spent.groupby("country")["amount"].sum()
