"""Makes the key unique and loses the strangers on the way.

fails: orders of strangers count as unknown
"""
import pandas as pd


def revenue_by_country(orders, customers):
    homes = customers[["customer", "country"]].drop_duplicates()
    return orders.merge(homes, on="customer").groupby("country")["amount"].sum()
