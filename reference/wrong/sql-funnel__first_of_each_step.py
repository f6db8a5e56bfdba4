"""Compares the first event of each kind, though an earlier cart says nothing about a later one.

fails: the order of the steps matters
"""


def funnel_sql():
    return """
        WITH firsts AS (
            SELECT
                user_id,
                min(happened_at) FILTER (step = 'view') AS v,
                min(happened_at) FILTER (step = 'cart') AS c,
                min(happened_at) FILTER (step = 'purchase') AS p
            FROM events
            GROUP BY user_id
        ), flags AS (
            SELECT
                v IS NOT NULL AS a,
                c >= v AND c <= v + INTERVAL 7 DAY AS b,
                c >= v AND p >= c AND p <= v + INTERVAL 7 DAY AS d
            FROM firsts
        ), n AS (
            SELECT count(*) FILTER (a) AS a, count(*) FILTER (b) AS b, count(*) FILTER (d) AS d FROM flags
        )
        SELECT unnest(['view', 'cart', 'purchase']) AS step, unnest([a, b, d]) AS users, unnest([a / a, b / a, d / a]) AS share
        FROM n
    """
