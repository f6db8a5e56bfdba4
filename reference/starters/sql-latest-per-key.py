# %%
import duckdb


# %%
def latest_status_sql() -> str:
    """Return a query in DuckDB's SQL that gives the latest status of each customer.

    The table events has the columns event_id (integer, unique), customer_id (integer), changed_at (timestamp) and status (text).
    The query gives customer_id, changed_at and status, one row for each customer, in the order of customer_id.
    """
    raise NotImplementedError


# %% Test yourself
con = duckdb.connect()
con.execute("CREATE TABLE events (event_id INTEGER, customer_id INTEGER, changed_at TIMESTAMP, status VARCHAR)")
con.execute("""
    INSERT INTO events VALUES
        (1, 7, '2024-03-01 09:00', 'new'), (2, 7, '2024-03-05 09:00', 'active'), (3, 4, '2024-03-02 12:00', 'new')
""")
rows = con.execute(latest_status_sql()).fetchall()
assert [(customer, status) for customer, _, status in rows] == [(4, "new"), (7, "active")]
