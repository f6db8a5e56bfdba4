"""Joins on the latest time, so events at the same moment come twice, and those without a time not at all.

fails: of events at the same moment the one with the highest event_id counts
fails: an event without a time counts as the oldest
"""


def latest_status_sql():
    return """
        SELECT e.customer_id, e.changed_at, e.status
        FROM events e
        JOIN (SELECT customer_id, max(changed_at) AS changed_at FROM events GROUP BY customer_id) m
          ON m.customer_id = e.customer_id AND m.changed_at = e.changed_at
        ORDER BY e.customer_id
    """
