def latest_status_sql():
    return """
        SELECT DISTINCT ON (customer_id) customer_id, changed_at, status
        FROM events
        ORDER BY customer_id, changed_at DESC NULLS LAST, event_id DESC
    """
