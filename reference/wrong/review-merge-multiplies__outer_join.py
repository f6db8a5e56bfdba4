"""Joins from both sides, so that countries without orders appear with nought.

fails: with one address each it gives what it always gave
"""


def revenue_by_country(orders, customers):
    homes = customers.drop_duplicates("customer")[["customer", "country"]]
    joined = orders.merge(homes, on="customer", how="outer")
    joined["country"] = joined["country"].fillna("unknown")
    return joined.groupby("country")["amount"].sum()
