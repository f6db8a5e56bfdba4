"""Lets a streak go on over a day without a login.

fails: a gap of a single day ends a streak
"""


def streaks_sql():
    return """
        WITH marked AS (
            SELECT
                user_id,
                login_date,
                login_date - lag(login_date) OVER (PARTITION BY user_id ORDER BY login_date) AS gap
            FROM logins
        ), islands AS (
            SELECT
                *,
                sum(CASE WHEN gap <= 2 THEN 0 ELSE 1 END) OVER (PARTITION BY user_id ORDER BY login_date) AS island
            FROM marked
        )
        SELECT user_id, min(login_date) AS first_day, max(login_date) AS last_day, count(DISTINCT login_date) AS days
        FROM islands
        GROUP BY user_id, island
        ORDER BY user_id, first_day
    """
