"""Sorts the countries by what they brought in.

fails: the countries come sorted
"""
import pandas as pd


def revenue_by_country(orders, customers):
    homes = customers[["customer", "country"]].drop_duplicates()
    joined = orders.merge(homes, on="customer", how="left")
    joined["country"] = joined["country"].fillna("unknown")
    return joined.groupby("country")["amount"].sum().sort_values()
