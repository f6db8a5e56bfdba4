def retention_sql():
    return """
        WITH RECURSIVE months AS (
            SELECT date_trunc('month', min(signed_up))::DATE AS month FROM signups
            UNION ALL
            SELECT (month + INTERVAL 1 MONTH)::DATE FROM months
            WHERE month + INTERVAL 1 MONTH <= (SELECT max(active_on) FROM activity)
        )
        SELECT
            date_trunc('month', s.signed_up)::DATE AS cohort,
            date_diff('month', date_trunc('month', s.signed_up)::DATE, m.month) AS months_after,
            count(DISTINCT s.user_id) AS users,
            count(DISTINCT a.user_id) AS active,
            count(DISTINCT a.user_id) / count(DISTINCT s.user_id) AS retention
        FROM signups s
        JOIN months m ON m.month >= date_trunc('month', s.signed_up)
        LEFT JOIN activity a
            ON a.user_id = s.user_id AND a.active_on >= s.signed_up AND date_trunc('month', a.active_on) = m.month
        GROUP BY ALL
        ORDER BY cohort, months_after
    """
