"""Ranks, so several events at the same moment are all first.

fails: of events at the same moment the one with the highest event_id counts
"""


def latest_status_sql():
    return """
        SELECT customer_id, changed_at, status
        FROM events
        QUALIFY rank() OVER (PARTITION BY customer_id ORDER BY changed_at DESC NULLS LAST) = 1
        ORDER BY customer_id
    """
