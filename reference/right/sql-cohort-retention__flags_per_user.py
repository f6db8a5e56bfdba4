def retention_sql():
    return """
        WITH grid AS (
            SELECT
                s.user_id,
                s.signed_up,
                date_trunc('month', s.signed_up) AS cohort,
                unnest(range(date_diff('month', s.signed_up, (SELECT max(active_on) FROM activity)) + 1)) AS k
            FROM signups s
        ), seen AS (
            SELECT DISTINCT user_id, date_trunc('month', active_on) AS month
            FROM activity SEMI JOIN (SELECT user_id AS id, signed_up FROM signups) ON id = user_id AND active_on >= signed_up
        )
        SELECT
            CAST(cohort AS DATE) AS cohort,
            k AS months_after,
            count(*) AS users,
            count(seen.user_id) AS active,
            avg((seen.user_id IS NOT NULL)::INT) AS retention
        FROM grid
        LEFT JOIN seen ON seen.user_id = grid.user_id AND seen.month = grid.cohort + to_months(k::INT)
        GROUP BY grid.cohort, k
        ORDER BY grid.cohort, k
    """
