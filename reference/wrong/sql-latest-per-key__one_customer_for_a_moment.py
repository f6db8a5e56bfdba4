"""Looks for the latest times of all customers together and keeps one row for each.

fails: customers with the same times and statuses are kept apart
"""


def latest_status_sql():
    return """
        SELECT customer_id, changed_at, status
        FROM events
        WHERE (changed_at IN (SELECT max(changed_at) FROM events GROUP BY customer_id) OR changed_at IS NULL)
        QUALIFY row_number() OVER (PARTITION BY changed_at, status ORDER BY event_id DESC) = 1
           AND row_number() OVER (PARTITION BY customer_id ORDER BY changed_at DESC NULLS LAST, event_id DESC) = 1
        ORDER BY customer_id
    """
