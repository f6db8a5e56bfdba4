def revenue_by_country(orders, customers):
    """Each order takes its customer's country by look-up, which cannot add rows."""
    country = customers.drop_duplicates("customer").set_index("customer")["country"]
    where = orders["customer"].map(country).fillna("unknown").rename("country")
    return orders["amount"].groupby(where).sum()
