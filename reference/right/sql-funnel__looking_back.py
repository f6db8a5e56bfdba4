def funnel_sql():
    return """
        WITH steps AS (
            SELECT
                user_id,
                step,
                happened_at,
                max(CASE WHEN step = 'view' THEN happened_at END) OVER so_far AS last_view
            FROM events
            WHERE step IN ('view', 'cart', 'purchase')
            WINDOW so_far AS (PARTITION BY user_id ORDER BY happened_at RANGE UNBOUNDED PRECEDING)
        ), carts AS (
            SELECT
                *,
                max(CASE WHEN step = 'cart' AND last_view >= happened_at - INTERVAL 7 DAY THEN last_view END) OVER (
                    PARTITION BY user_id ORDER BY happened_at RANGE UNBOUNDED PRECEDING
                ) AS view_of_last_cart
            FROM steps
        ), counted AS (
            SELECT
                count(DISTINCT user_id) FILTER (step = 'view') AS a,
                count(DISTINCT user_id) FILTER (step = 'cart' AND last_view >= happened_at - INTERVAL 7 DAY) AS b,
                count(DISTINCT user_id) FILTER (step = 'purchase' AND view_of_last_cart >= happened_at - INTERVAL 7 DAY) AS c
            FROM carts
        )
        SELECT 'view' AS step, a AS users, a / a AS share FROM counted
        UNION ALL
        SELECT 'cart', b, b / a FROM counted
        UNION ALL
        SELECT 'purchase', c, c / a FROM counted
    """
