"""Takes the highest event_id for the latest event.

fails: many events in no order
"""


def latest_status_sql():
    return """
        SELECT customer_id, changed_at, status
        FROM events
        QUALIFY row_number() OVER (PARTITION BY customer_id ORDER BY event_id DESC) = 1
        ORDER BY customer_id
    """
