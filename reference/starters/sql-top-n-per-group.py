# %%
import duckdb


# %%
def top_products_sql(n: int) -> str:
    """Return a query in DuckDB's SQL that gives the n products of each category that bring in most.

    The table sales has the columns category (text), product (text) and amount (integer, in cents), one row for each sale. The
    query gives category, product, revenue, place and share, in the order of category, place and product. share is the product's
    part of the revenue of its whole category.
    """
    raise NotImplementedError


# %% Test yourself
con = duckdb.connect()
con.execute("CREATE TABLE sales (category VARCHAR, product VARCHAR, amount INTEGER)")
con.execute("""
    INSERT INTO sales VALUES
        ('tea', 'green', 300), ('tea', 'black', 500), ('tea', 'green', 400), ('tea', 'white', 200), ('mugs', 'blue', 900)
""")
rows = con.execute(top_products_sql(2)).fetchall()
assert [row[:4] for row in rows] == [("mugs", "blue", 900, 1), ("tea", "green", 700, 1), ("tea", "black", 500, 2)]
assert [round(float(row[4]), 3) for row in rows] == [1.0, 0.5, 0.357]
