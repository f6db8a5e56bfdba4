"""Checks of the best of each group: the rows that the query gives on small tables, with ties, gaps, refunds and small groups."""

from hotseat.reference.check import Case, Check
from hotseat.reference.compare import same_rows


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
