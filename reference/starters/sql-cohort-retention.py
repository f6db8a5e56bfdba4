# %%
import duckdb


# %%
def retention_sql() -> str:
    """Return a query in DuckDB's SQL that gives the retention of each cohort, month by month.

    The table signups has the columns user_id (integer, unique) and signed_up (date); the table activity has user_id and
    active_on (date), a row for each thing that a user did. A cohort is everybody who signed up in the same calendar month.
    The query gives cohort (the first day of the month), months_after, users, active and retention: for each cohort a row for
    each calendar month from its own (0) to the month of the latest activity in the table. users is the size of the cohort,
    active how many of them did something in that month, retention the share, between 0 and 1.
    The rows come in the order of cohort and months_after.
    """
    raise NotImplementedError


# %% Test yourself
con = duckdb.connect()
con.execute("CREATE TABLE signups (user_id INTEGER, signed_up DATE)")
con.execute("CREATE TABLE activity (user_id INTEGER, active_on DATE)")
con.execute("INSERT INTO signups VALUES (1, '2024-01-05'), (2, '2024-01-30'), (3, '2024-02-10')")
con.execute("INSERT INTO activity VALUES (1, '2024-01-05'), (1, '2024-02-01'), (2, '2024-02-02'), (3, '2024-02-11')")
rows = [(str(cohort)[:10], *rest) for cohort, *rest in con.execute(retention_sql()).fetchall()]
assert rows == [("2024-01-01", 0, 2, 1, 0.5), ("2024-01-01", 1, 2, 2, 1.0), ("2024-02-01", 0, 1, 1, 1.0)]
