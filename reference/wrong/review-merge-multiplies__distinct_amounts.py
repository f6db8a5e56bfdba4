"""Sums the distinct amounts of each country.

fails: equal orders of one customer all count
"""
import pandas as pd


def revenue_by_country(orders, customers):
    joined = orders.merge(customers, on="customer", how="left")
    joined["country"] = joined["country"].fillna("unknown")
    return joined.groupby("country")["amount"].apply(lambda a: a.drop_duplicates().sum())
