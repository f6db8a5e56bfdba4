def latest_status_sql():
    return """
        SELECT e.customer_id, e.changed_at, e.status
        FROM events e
        WHERE NOT EXISTS (
            SELECT 1
            FROM events later
            WHERE later.customer_id = e.customer_id
              AND (
                later.changed_at > e.changed_at
                OR (later.changed_at IS NOT NULL AND e.changed_at IS NULL)
                OR (later.changed_at IS NOT DISTINCT FROM e.changed_at AND later.event_id > e.event_id)
              )
        )
        ORDER BY e.customer_id
    """
