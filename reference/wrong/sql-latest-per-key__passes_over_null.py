"""Takes the status by arg_max, which passes over NULL and tells an older one.

fails: a latest status that is NULL is told
"""


def latest_status_sql():
    return """
        SELECT customer_id, max(changed_at) AS changed_at, arg_max(status, (coalesce(changed_at, TIMESTAMP '0001-01-01'), event_id)) AS status
        FROM events
        GROUP BY customer_id
        ORDER BY customer_id
    """
