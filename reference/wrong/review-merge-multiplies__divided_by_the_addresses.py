"""Divides the sum of a country by its mean number of addresses.

fails: each order counts once
"""
import pandas as pd


def revenue_by_country(orders, customers):
    joined = orders.merge(customers, on="customer", how="left")
    joined["country"] = joined["country"].fillna("unknown")
    sums = joined.groupby("country")["amount"].sum()
    times = customers.groupby("country").size() / customers.groupby("country")["customer"].nunique()
    return sums / times.reindex(sums.index).fillna(1.0)
