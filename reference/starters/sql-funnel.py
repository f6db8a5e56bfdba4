# %%
import duckdb


# %%
def funnel_sql() -> str:
    """Return a query in DuckDB's SQL that gives the funnel from a view over the cart to the purchase.

    The table events has the columns user_id (integer), step (text) and happened_at (timestamp).
    A user reaches 'cart' by putting something into the cart after a view, and 'purchase' by buying after such a cart, all
    of it within seven days of the view.
    The query gives step, users and share, three rows, for 'view', 'cart' and 'purchase' in this order. users is how many
    different users reached the step, and share is their share of those who reached 'view', between 0 and 1.
    """
    raise NotImplementedError


# %% Test yourself
con = duckdb.connect()
con.execute("CREATE TABLE events (user_id INTEGER, step VARCHAR, happened_at TIMESTAMP)")
con.execute("""
    INSERT INTO events VALUES
        (1, 'view', '2024-06-01 10:00'), (1, 'cart', '2024-06-01 10:05'), (1, 'purchase', '2024-06-02 09:00'),
        (2, 'view', '2024-06-03 12:00'), (2, 'cart', '2024-06-04 08:00'),
        (3, 'purchase', '2024-06-03 12:00'), (3, 'view', '2024-06-05 12:00'),
        (4, 'view', '2024-06-07 18:00')
""")
assert con.execute(funnel_sql()).fetchall() == [("view", 4, 1.0), ("cart", 2, 0.5), ("purchase", 1, 0.25)]
