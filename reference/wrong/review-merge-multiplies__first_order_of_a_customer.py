"""Keeps one row for each customer on the wrong side of the join.

fails: equal orders of one customer all count
"""
import pandas as pd


def revenue_by_country(orders, customers):
    joined = orders.drop_duplicates("customer").merge(
        customers.drop_duplicates("customer"), on="customer", how="left"
    )
    joined["country"] = joined["country"].fillna("unknown")
    return joined.groupby("country")["amount"].sum()
