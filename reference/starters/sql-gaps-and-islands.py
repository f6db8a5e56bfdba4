# %%
import duckdb


# %%
def streaks_sql() -> str:
    """Return a query in DuckDB's SQL that gives the streaks of each user: runs of days that follow one another.

    The table logins has the columns user_id (integer) and login_date (date), a row for each login.
    The query gives user_id, first_day, last_day and days, in the order of user_id and first_day.
    """
    raise NotImplementedError


# %% Test yourself
con = duckdb.connect()
con.execute("CREATE TABLE logins (user_id INTEGER, login_date DATE)")
con.execute("INSERT INTO logins VALUES (1, '2024-05-01'), (1, '2024-05-02'), (1, '2024-05-04'), (2, '2024-05-03')")
rows = [(user, str(first), str(last), days) for user, first, last, days in con.execute(streaks_sql()).fetchall()]
assert rows == [
    (1, "2024-05-01", "2024-05-02", 2),
    (1, "2024-05-04", "2024-05-04", 1),
    (2, "2024-05-03", "2024-05-03", 1),
]
