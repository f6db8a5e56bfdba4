"""Drops the duplicates in the caller's own table.

fails: the tables stay as they were
"""
import pandas as pd


def revenue_by_country(orders, customers):
    customers.drop_duplicates("customer", inplace=True)
    joined = orders.merge(customers, on="customer", how="left")
    joined["country"] = joined["country"].fillna("unknown")
    return joined.groupby("country")["amount"].sum()
