"""Takes the lowest event_id where none of the customer's events has a time.

fails: an event without a time counts as the oldest
"""


def latest_status_sql():
    return """
        SELECT customer_id, changed_at, status
        FROM events
        QUALIFY row_number() OVER (
            PARTITION BY customer_id
            ORDER BY changed_at DESC NULLS LAST, CASE WHEN changed_at IS NULL THEN event_id ELSE -event_id END
        ) = 1
        ORDER BY customer_id
    """
