"""Takes the lowest event_id of events at the same moment.

fails: of events at the same moment the one with the highest event_id counts
"""


def latest_status_sql():
    return """
        SELECT customer_id, changed_at, status
        FROM events
        QUALIFY row_number() OVER (PARTITION BY customer_id ORDER BY changed_at DESC NULLS LAST, event_id) = 1
        ORDER BY customer_id
    """
