def funnel_sql():
    return """
        WITH carted AS (
            SELECT v.user_id, v.happened_at AS start, min(c.happened_at) AS cart_at
            FROM events v
            LEFT JOIN events c
                ON c.user_id = v.user_id AND c.step = 'cart' AND c.happened_at >= v.happened_at
                AND c.happened_at - v.happened_at <= INTERVAL '7 days'
            WHERE v.step = 'view'
            GROUP BY ALL
        ), bought AS (
            SELECT k.user_id, k.cart_at, min(p.happened_at) AS bought_at
            FROM carted k
            LEFT JOIN events p
                ON p.user_id = k.user_id AND p.step = 'purchase' AND p.happened_at >= k.cart_at
                AND p.happened_at - k.start <= INTERVAL '7 days'
            GROUP BY ALL
        ), users AS (
            SELECT user_id, 1 + max(CASE WHEN bought_at IS NOT NULL THEN 2 WHEN cart_at IS NOT NULL THEN 1 ELSE 0 END) AS depth
            FROM bought
            GROUP BY user_id
        )
        SELECT s.step, count(u.user_id) AS users, count(u.user_id) / (SELECT count(*) FROM users)::DOUBLE AS share
        FROM (VALUES (1, 'view'), (2, 'cart'), (3, 'purchase')) s(place, step)
        LEFT JOIN users u ON u.depth >= s.place
        GROUP BY s.place, s.step
        ORDER BY s.place
    """
