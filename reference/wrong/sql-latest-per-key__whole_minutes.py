"""Takes events of the same minute for events of the same moment.

fails: many events in no order
"""


def latest_status_sql():
    return """
        SELECT customer_id, changed_at, status
        FROM events
        QUALIFY row_number() OVER (
            PARTITION BY customer_id ORDER BY date_trunc('minute', changed_at) DESC NULLS LAST, event_id DESC
        ) = 1
        ORDER BY customer_id
    """
