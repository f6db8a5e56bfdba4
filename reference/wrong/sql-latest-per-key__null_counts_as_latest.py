"""Takes an event without a time for the latest.

fails: an event without a time counts as the oldest
"""


def latest_status_sql():
    return """
        SELECT customer_id, changed_at, status
        FROM events
        QUALIFY row_number() OVER (PARTITION BY customer_id ORDER BY changed_at DESC NULLS FIRST, event_id DESC) = 1
        ORDER BY customer_id
    """
