def streaks_sql():
    return """
        WITH days AS (SELECT user_id, login_date AS d FROM logins GROUP BY ALL),
        starts AS (
            SELECT * FROM days a
            WHERE NOT EXISTS (SELECT 1 FROM days b WHERE b.user_id = a.user_id AND b.d = a.d - INTERVAL 1 DAY)
        ),
        ends AS (
            SELECT * FROM days a
            WHERE NOT EXISTS (SELECT 1 FROM days b WHERE b.user_id = a.user_id AND b.d = a.d + INTERVAL 1 DAY)
        )
        SELECT s.user_id, s.d AS first_day, min(e.d) AS last_day, date_diff('day', s.d, min(e.d)) + 1 AS days
        FROM starts s
        JOIN ends e ON e.user_id = s.user_id AND e.d >= s.d
        GROUP BY s.user_id, s.d
        ORDER BY s.user_id, s.d
    """
