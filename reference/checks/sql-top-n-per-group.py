"""Checks of the best of each group: the rows that the query gives on small tables, with ties, gaps, refunds and small groups."""

from math import isclose

from hotseat.reference.check import Case, Check, Kind
from hotseat.reference.compare import raised_sentence


def observe_rows(candidate, sales, n):
    from decimal import Decimal

    import duckdb

    con = duckdb.connect(config={"threads": 1})
    con.execute("CREATE TABLE sales (category VARCHAR, product VARCHAR, amount INTEGER)")
    if sales:
        # One statement for all rows is much faster than one for each.
        places = ", ".join(["(?, ?, ?)"] * len(sales))
        con.execute(f"INSERT INTO sales VALUES {places}", [value for row in sales for value in row])
    found = con.execute(candidate.top_products_sql(n))
    names = [column[0] for column in found.description]
    return names, [[float(v) if isinstance(v, Decimal) else v for v in row] for row in found.fetchall()]


def same_rows(case, got, want):
    """The same columns, and the same rows in the same order."""
    if got.raised:
        return raised_sentence(got.raised)
    (names, rows), (wanted_names, wanted) = got.value, want.value
    if [name.lower() for name in names] != [name.lower() for name in wanted_names]:
        return Kind(f"The columns are {', '.join(names)} where {', '.join(wanted_names)} were asked for.")
    if len(rows) != len(wanted):
        told = "The query gives too many rows." if len(rows) > len(wanted) else "The query gives too few rows."
        return Kind(told, full=f"{told} Their number is {len(rows)} where {len(wanted)} was expected.")
    for n, (row, other) in enumerate(zip(rows, wanted, strict=True), 1):
        for name, value, expected in zip(wanted_names, row, other, strict=True):
            if not alike(value, expected):
                if only_moved(rows, wanted):
                    return Kind("The rows are right, but not in the order asked for.")
                return Kind(
                    f"A value of the column {name} is not what it should be.",
                    full=f"In row {n}, {name} is {value} where {expected} was expected.",
                )
    return None


def only_moved(rows, wanted):
    """Whether the rows are the wanted ones in another order."""
    left = list(wanted)
    for row in rows:
        place = next((k for k, other in enumerate(left) if all(map(alike, row, other))), None)
        if place is None:
            return False
        del left[place]
    return True


def alike(value, expected):
    """Equal, shares to six digits: a FLOAT is exact enough for them."""
    if isinstance(value, int | float) and isinstance(expected, int | float):
        return isclose(value, expected, rel_tol=1e-6 if isinstance(expected, float) else 1e-9)
    return value == expected


def sold(rng, totals):
    """Sales that add up to the given revenue of each product, in no order: two to four of each."""
    rows = []
    for (category, product), total in totals.items():
        parts = [int(one) for one in rng.integers(1, 400, int(rng.integers(1, 4)))]
        rows += [(category, product, one) for one in [*parts, total - sum(parts)]]
    return [rows[n] for n in rng.permutation(len(rows))]


def totals_of(rng, category, products, low=1500):
    """Revenues that are all different."""
    revenues = low + rng.choice(8000, len(products), replace=False)
    return {(category, product): int(one) for product, one in zip(products, revenues, strict=True)}


def few(rng):
    totals = totals_of(rng, "tea", ["green", "black", "white"]) | totals_of(rng, "mugs", ["blue", "red"])
    return [Case((sold(rng, totals), 2), note="five products in two categories")]


def many(rng):
    totals = {}
    for category in ("tea", "coffee", "mugs", "books"):
        totals |= totals_of(rng, category, [f"{category[0]}{n}" for n in range(9)])
    return [Case((sold(rng, totals), n), note=f"four categories, the best {n}") for n in (3, 1)]


def same_names(rng):
    totals = totals_of(rng, "tea", ["classic", "green", "gift"]) | totals_of(rng, "coffee", ["gift", "classic", "dark"])
    return [Case((sold(rng, totals), 2), note="products of the same name in two categories")]


def tied_at_the_end(rng):
    bar = int(rng.integers(2000, 3000))
    totals = {("tea", "a"): bar + 900, ("tea", "d"): bar, ("tea", "b"): bar, ("tea", "c"): bar, ("tea", "e"): bar - 1}
    return [Case((sold(rng, totals), 2), note="several products on the last place")]


def tied_at_the_top(rng):
    bar = int(rng.integers(4000, 5000))
    totals = {
        ("tea", "b"): bar,
        ("tea", "a"): bar,
        ("tea", "c"): bar - 700,
        ("tea", "d"): bar - 900,
        ("tea", "e"): bar - 901,
    }
    return [Case((sold(rng, totals), 3), note="two products on the first place")]


def refunds(rng):
    totals = totals_of(rng, "tea", ["green", "black", "white", "red"])
    first = max(totals, key=totals.get)
    totals[first] = -int(rng.integers(1, 300))
    return [Case((sold(rng, totals), 4), note="sales that were paid back")]


def no_amounts(rng):
    totals = totals_of(rng, "tea", ["green", "black"]) | totals_of(rng, "mugs", ["blue", "red"])
    rows = sold(rng, totals)
    for n in (0, len(rows) // 2):
        rows.insert(n, ("tea", "white", None))
    return [Case(([*rows, ("tea", "green", None)], 3), note="sales without an amount")]


def no_category(rng):
    totals = totals_of(rng, "tea", ["green", "black"]) | totals_of(rng, "zips", ["long"])
    totals |= totals_of(rng, None, ["loose", "green", "other"])
    return [Case((sold(rng, totals), 2), note="sales without a category")]


def small_groups(rng):
    totals = totals_of(rng, "tea", ["green"]) | totals_of(rng, "mugs", ["blue", "red"])
    return [Case((sold(rng, totals), 5), note="categories with few products")]


def nothing(rng):
    return [Case(([], 3), note="a table without rows")]


CHECKS = [
    Check("the best two of two categories", few, observe_rows, same_rows, visible=True),
    Check(
        "the best of many products",
        many,
        observe_rows,
        same_rows,
        weight=2,
        hint="What is compared, single sales or products, and what is the share a share of?",
    ),
    Check(
        "products of the same name in two categories are two",
        same_names,
        observe_rows,
        same_rows,
        hint="What makes a product?",
    ),
    Check(
        "all that share the last place are shown",
        tied_at_the_end,
        observe_rows,
        same_rows,
        weight=2,
        hint="Think of equal revenues at the cut.",
    ),
    Check(
        "equal revenues share a place, and the places after them stay free",
        tied_at_the_top,
        observe_rows,
        same_rows,
        weight=2,
        hint="Think of two winners: who comes next?",
    ),
    Check("what was paid back counts", refunds, observe_rows, same_rows, hint="Think of amounts below zero."),
    Check(
        "sales without an amount bring in nothing",
        no_amounts,
        observe_rows,
        same_rows,
        hint="What is the sum of nothing but NULL, and where does it stand in the order?",
    ),
    Check(
        "sales without a category have a name of their own",
        no_category,
        observe_rows,
        same_rows,
        hint="What is shown where the category is NULL, and where does it stand in the order?",
    ),
    Check("categories with few products", small_groups, observe_rows, same_rows, hint="Ask for more than there is."),
    Check("no sales give no rows", nothing, observe_rows, same_rows, hint="Think of the smallest table."),
]
