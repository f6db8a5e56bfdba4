def streaks_sql():
    return """
        WITH d AS (SELECT DISTINCT user_id, login_date FROM logins),
        s AS (SELECT *, row_number() OVER w AS n FROM d WHERE NOT EXISTS (
                 SELECT 1 FROM d AS x WHERE x.user_id = d.user_id AND x.login_date = d.login_date - INTERVAL 1 DAY)
              WINDOW w AS (PARTITION BY user_id ORDER BY login_date)),
        e AS (SELECT *, row_number() OVER (PARTITION BY user_id ORDER BY login_date) AS n FROM d
              WHERE (user_id, login_date + 1) NOT IN (SELECT (user_id, login_date) FROM d))
        SELECT s.user_id, s.login_date AS first_day, e.login_date AS last_day,
               extract(epoch FROM e.login_date::TIMESTAMP - s.login_date::TIMESTAMP) / 86400 + 1 AS days
        FROM s JOIN e USING (user_id, n) ORDER BY 1, 2
"""
