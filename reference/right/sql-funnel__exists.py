def funnel_sql():
    return """
        WITH per_view AS (
            SELECT
                v.user_id,
                EXISTS (
                    SELECT 1 FROM events c
                    WHERE c.user_id = v.user_id AND c.step = 'cart'
                      AND c.happened_at >= v.happened_at AND c.happened_at <= v.happened_at + INTERVAL 7 DAY
                ) AS cart,
                EXISTS (
                    SELECT 1 FROM events c, events p
                    WHERE c.user_id = v.user_id AND c.step = 'cart' AND c.happened_at >= v.happened_at
                      AND p.user_id = v.user_id AND p.step = 'purchase' AND p.happened_at >= c.happened_at
                      AND p.happened_at <= v.happened_at + INTERVAL 7 DAY
                ) AS purchase
            FROM events v
            WHERE v.step = 'view'
        ), per_user AS (
            SELECT user_id, bool_or(cart) AS cart, bool_or(purchase) AS purchase FROM per_view GROUP BY user_id
        ), totals AS (
            SELECT count(*) AS n, count(*) FILTER (cart) AS carts, count(*) FILTER (purchase) AS purchases FROM per_user
        )
        SELECT
            unnest(['view', 'cart', 'purchase']) AS step,
            unnest([n, carts, purchases]) AS users,
            unnest([1.0::DOUBLE, carts / n, purchases / n]) AS share
        FROM totals
    """
