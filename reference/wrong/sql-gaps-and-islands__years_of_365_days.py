"""Counts 365 days in each year.

fails: streaks go on across months, leap days and years
"""


def streaks_sql():
    return """
        WITH days AS (SELECT DISTINCT user_id, login_date FROM logins),
        numbered AS (
            SELECT *, year(login_date) * 365 + dayofyear(login_date)
                 - row_number() OVER (PARTITION BY user_id ORDER BY login_date) AS island FROM days)
        SELECT user_id, min(login_date) AS first_day, max(login_date) AS last_day, count(*) AS days
        FROM numbered GROUP BY user_id, island ORDER BY user_id, first_day
"""
