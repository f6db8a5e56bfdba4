"""Looks the country up and forgets that groupby leaves out what is missing.

fails: orders of strangers count as unknown
"""
import pandas as pd


def revenue_by_country(orders, customers):
    country = customers.drop_duplicates("customer").set_index("customer")["country"]
    return orders["amount"].groupby(orders["customer"].map(country).rename("country")).sum()
