def retention_sql():
    return """
        WITH members AS (
            SELECT user_id, signed_up, date_trunc('month', signed_up) AS cohort FROM signups
        ), sizes AS (
            SELECT cohort, count(*) AS users FROM members GROUP BY cohort
        ), last AS (SELECT max(active_on) AS day FROM activity
        ), grid AS (
            SELECT cohort, users, unnest(generate_series(0, date_diff('month', cohort, day))) AS months_after FROM sizes, last
        ), counted AS (
            SELECT m.cohort, date_diff('month', m.cohort, a.active_on) AS months_after, count(DISTINCT m.user_id) AS active
            FROM members m JOIN activity a ON a.user_id = m.user_id AND a.active_on >= m.signed_up
            GROUP BY ALL
        )
        SELECT CAST(g.cohort AS DATE) AS cohort, g.months_after, g.users, coalesce(c.active, 0) AS active,
            coalesce(c.active, 0)::FLOAT / g.users AS retention
        FROM grid g LEFT JOIN counted c USING (cohort, months_after)
        ORDER BY g.cohort, g.months_after
"""
