"""Drops events without a time, and customers who have no others.

fails: an event without a time counts as the oldest
"""


def latest_status_sql():
    return """
        SELECT customer_id, changed_at, status
        FROM events
        WHERE changed_at IS NOT NULL
        QUALIFY row_number() OVER (PARTITION BY customer_id ORDER BY changed_at DESC, event_id DESC) = 1
        ORDER BY customer_id
    """
