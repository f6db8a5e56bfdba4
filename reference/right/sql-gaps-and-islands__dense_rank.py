def streaks_sql():
    return """
        SELECT user_id, min(login_date) AS first_day, max(login_date) AS last_day, max(login_date) - min(login_date) + 1 AS days
        FROM (
            SELECT
                user_id,
                login_date,
                date_diff('day', DATE '2000-01-01', login_date) - dense_rank() OVER (PARTITION BY user_id ORDER BY login_date) AS k
            FROM logins
        )
        GROUP BY user_id, k
        ORDER BY 1, 2
    """
