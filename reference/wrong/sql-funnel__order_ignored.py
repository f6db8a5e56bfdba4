"""Counts who did each step at all, in whatever order.

fails: the order of the steps matters
fails: a small funnel
"""


def funnel_sql():
    return """
        SELECT s.step, count(DISTINCT e.user_id) AS users,
            count(DISTINCT e.user_id) / (SELECT count(DISTINCT user_id) FROM events WHERE step = 'view') AS share
        FROM (VALUES (1, 'view'), (2, 'cart'), (3, 'purchase')) s(place, step)
        LEFT JOIN events e ON e.step = s.step
        GROUP BY s.place, s.step
        ORDER BY s.place
    """
