"""Checks of a mended report: each order counts once, strangers stay, equal orders stay apart, the tables stay as they were."""

import numpy as np
import pandas as pd

from hotseat.reference.check import Case, Check
from hotseat.reference.compare import all_of, input_alone, same

PLACES = np.array(["NO", "PT", "FR", "IE"])


def observe_totals(candidate, orders, customers):
    found = candidate.revenue_by_country(orders, customers)
    return {str(k): float(v) for k, v in found.items()}


def observe_order(candidate, orders, customers):
    return [str(k) for k in candidate.revenue_by_country(orders, customers).index]


def tables(rng, addresses, n_orders=60, n_customers=12, strangers=0):
    """``addresses`` gives for each customer how many rows there are."""
    names = np.array([f"c{k}" for k in range(n_customers)])
    country = rng.choice(PLACES, n_customers)
    times = addresses(rng, n_customers)
    rows = np.repeat(np.arange(n_customers), times)
    customers = pd.DataFrame(
        {"customer": names[rows], "country": country[rows], "email": [f"{k}@mail.org" for k in range(len(rows))]}
    ).sample(frac=1, random_state=int(rng.integers(1 << 30)), ignore_index=True)
    who = np.concatenate([names[rng.integers(0, n_customers, n_orders)], [f"s{k}" for k in range(strangers)]])
    amount = rng.integers(1, 400, len(who)) / 4
    orders = pd.DataFrame({"order": np.arange(len(who)), "customer": who, "amount": amount})
    return orders.sample(frac=1, random_state=int(rng.integers(1 << 30)), ignore_index=True), customers


def one(rng, n):
    return np.ones(n, int)


def some(rng, n):
    return rng.integers(1, 5, n)


def plain(rng):
    orders = pd.DataFrame({"order": [1, 2, 3], "customer": ["a", "b", "a"], "amount": [8.0, 2.5, 1.0]})
    customers = pd.DataFrame({"customer": ["a", "b", "c"], "country": ["PT", "IE", "FR"], "email": ["1", "2", "3"]})
    return [
        Case(tables(rng, one), note="one address for each customer"),
        Case((orders, customers), note="a country without orders"),
    ]


def several(rng):
    small = tables(rng, some, n_orders=6, n_customers=3)
    return [
        Case(small, note="several addresses for a customer"),
        Case(tables(rng, some), note="several addresses for many"),
    ]


def with_strangers(rng):
    return [Case(tables(rng, some, strangers=7), note="orders of customers that the table does not hold")]


def twins(rng):
    orders = pd.DataFrame({"order": [1, 2, 3, 4], "customer": ["a", "a", "a", "b"], "amount": [12.5, 12.5, 12.5, 3.0]})
    customers = pd.DataFrame(
        {"customer": ["a", "b", "a"], "country": ["PT", "IE", "PT"], "email": ["1@x.org", "2@x.org", "3@x.org"]}
    )
    return [Case((orders, customers), note="several orders of one customer with the same amount")]


def same_address(rng):
    orders, customers = tables(rng, some)
    doubled = pd.concat([customers, customers.head(3)], ignore_index=True)
    return [Case((orders, doubled), note="the same row twice in the customers")]


totals = same(rtol=1e-9, atol=1e-9)

CHECKS = [
    Check("each order counts once", several, observe_totals, totals, visible=True, weight=2),
    Check("with one address each it gives what it always gave", plain, observe_totals, totals, visible=True),
    Check(
        "orders of strangers count as unknown",
        with_strangers,
        observe_totals,
        totals,
        hint="Think of orders whose customer is not in the other table.",
    ),
    Check(
        "equal orders of one customer all count",
        twins,
        observe_totals,
        totals,
        weight=2,
        hint="Think of two orders that look alike and are not the same.",
    ),
    Check(
        "a row that stands twice among the customers changes nothing",
        same_address,
        observe_totals,
        totals,
        hint="Think of rows that are equal in every column.",
    ),
    Check("the countries come sorted", with_strangers, observe_order, same(), hint="Think of the order of the result."),
    Check(
        "the tables stay as they were",
        several,
        observe_totals,
        all_of(input_alone),
        hint="Think of who else uses the tables.",
    ),
]
