"""Puts the beginning of 1970 where an event has no time.

fails: an event without a time counts as the oldest
"""


def latest_status_sql():
    return """
        SELECT customer_id, changed_at, status
        FROM events
        QUALIFY row_number() OVER (
            PARTITION BY customer_id ORDER BY coalesce(changed_at, TIMESTAMP '1970-01-01') DESC, event_id DESC
        ) = 1
        ORDER BY customer_id
    """
