"""Leaves the order of the rows to the grouping.

fails: many events in no order
"""


def latest_status_sql():
    return """
        SELECT customer_id, kept.changed_at AS changed_at, kept.status AS status
        FROM (
            SELECT customer_id, max_by(e, {'t': coalesce(changed_at, TIMESTAMP '0001-01-01'), 'id': event_id}) AS kept
            FROM events e
            GROUP BY customer_id
        )
    """
