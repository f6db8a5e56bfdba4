# %%
import pandas as pd


# %% A colleague's code: what is wrong with it?
def revenue_by_country(orders: pd.DataFrame, customers: pd.DataFrame) -> pd.Series:
    """The summed amounts of all orders by country; orders of strangers count under "unknown"."""
    joined = orders.merge(customers, on="customer", how="left")
    joined["country"] = joined["country"].fillna("unknown")
    return joined.groupby("country")["amount"].sum()


# %% Test yourself
orders = pd.DataFrame({"order": [1, 2, 3], "customer": ["ann", "bob", "eve"], "amount": [10.0, 20.0, 5.0]})
customers = pd.DataFrame(
    {"customer": ["ann", "ann", "bob"], "country": ["NO", "NO", "PT"], "email": ["a@x.org", "a@y.org", "b@x.org"]}
)
assert revenue_by_country(orders, customers).sum() == orders["amount"].sum()
assert revenue_by_country(orders, customers)["NO"] == 10.0
