def latest_status_sql():
    return """
        WITH numbered AS (
            SELECT *, row_number() OVER (PARTITION BY customer_id ORDER BY coalesce(changed_at, '0001-01-01') DESC, event_id DESC) AS n
            FROM events
        )
        SELECT customer_id, changed_at, status FROM numbered WHERE n = 1 ORDER BY 1
    """
