def funnel_sql():
    return """
        WITH views AS (SELECT user_id, happened_at AS viewed FROM events WHERE step = 'view'),
        carts AS (
            SELECT v.user_id, v.viewed, c.happened_at AS carted
            FROM views v JOIN events c ON c.user_id = v.user_id AND c.step = 'cart'
            WHERE c.happened_at - v.viewed BETWEEN INTERVAL 0 DAY AND INTERVAL 7 DAY
        ), purchases AS (
            SELECT c.user_id
            FROM carts c JOIN events p ON p.user_id = c.user_id AND p.step = 'purchase'
            WHERE p.happened_at BETWEEN c.carted AND c.viewed + INTERVAL 7 DAY
        ), reached AS (
            SELECT 1 AS place, 'view' AS step, count(DISTINCT user_id) AS users FROM views
            UNION ALL SELECT 2, 'cart', count(DISTINCT user_id) FROM carts
            UNION ALL SELECT 3, 'purchase', count(DISTINCT user_id) FROM purchases
        )
        SELECT step, users, users::REAL / first_value(users) OVER (ORDER BY place) AS share
        FROM reached ORDER BY place
"""
