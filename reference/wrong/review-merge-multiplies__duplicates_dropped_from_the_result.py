"""Drops what looks equal after the join, and with it equal orders of a customer.

fails: equal orders of one customer all count
"""
import pandas as pd


def revenue_by_country(orders, customers):
    joined = orders.merge(customers, on="customer", how="left")
    joined = joined.drop_duplicates(["customer", "amount"])
    joined["country"] = joined["country"].fillna("unknown")
    return joined.groupby("country")["amount"].sum()
