"""Counts minutes in place of comparing the times themselves.

fails: seven days count from the view
"""


def funnel_sql():
    return """
        WITH views AS (
            SELECT user_id, happened_at AS viewed FROM events WHERE step = 'view'
        ), carts AS (
            SELECT v.user_id, v.viewed, c.happened_at AS carted
            FROM views v
            JOIN events c ON c.user_id = v.user_id AND c.step = 'cart'
            WHERE date_diff('minute', v.viewed, c.happened_at) BETWEEN 0 AND 7 * 24 * 60
        ), purchases AS (
            SELECT c.user_id
            FROM carts c
            JOIN events p ON p.user_id = c.user_id AND p.step = 'purchase'
            WHERE date_diff('minute', c.carted, p.happened_at) >= 0
              AND date_diff('minute', c.viewed, p.happened_at) <= 7 * 24 * 60
        ), reached AS (
            SELECT 1 AS place, 'view' AS step, count(DISTINCT user_id) AS users FROM views
            UNION ALL
            SELECT 2, 'cart', count(DISTINCT user_id) FROM carts
            UNION ALL
            SELECT 3, 'purchase', count(DISTINCT user_id) FROM purchases
        )
        SELECT step, users, users / max(users) OVER () AS share
        FROM reached
        ORDER BY place
    """
