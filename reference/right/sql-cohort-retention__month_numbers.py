def retention_sql():
    return """
        WITH s AS (
            SELECT user_id, signed_up, 12 * year(signed_up) + month(signed_up) - 1 AS born FROM signups
        ), a AS (
            SELECT DISTINCT s.user_id, s.born, 12 * year(active_on) + month(active_on) - 1 AS seen
            FROM activity JOIN s ON s.user_id = activity.user_id AND s.signed_up <= activity.active_on
        ), ends AS (
            SELECT max(12 * year(active_on) + month(active_on) - 1) AS last FROM activity
        ), cohorts AS (
            SELECT born, count(*) AS users FROM s GROUP BY born
        )
        SELECT
            make_date(born // 12, born % 12 + 1, 1) AS cohort,
            n AS months_after,
            users,
            (SELECT count(*) FROM a WHERE a.born = c.born AND a.seen = c.born + r.n) AS active,
            1.0 * (SELECT count(*) FROM a WHERE a.born = c.born AND a.seen = c.born + r.n) / users AS retention
        FROM cohorts c, ends, range(0, 1200) r(n)
        WHERE c.born + r.n <= ends.last
        ORDER BY 1, 2
    """
