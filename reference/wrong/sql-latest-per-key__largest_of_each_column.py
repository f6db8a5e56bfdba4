"""Takes the largest value of each column by itself, so time and status come from different rows.

fails: many events in no order
"""


def latest_status_sql():
    return """
        SELECT customer_id, max(changed_at) AS changed_at, max(status) AS status
        FROM events
        GROUP BY customer_id
        ORDER BY customer_id
    """
