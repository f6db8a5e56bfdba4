def top_products_sql(n):
    """No window functions: a place is one more than the number of better products."""
    return f"""
        WITH totals AS (
            SELECT CASE WHEN category IS NULL THEN 'unknown' ELSE category END AS kind, product,
                   sum(CASE WHEN amount IS NULL THEN 0 ELSE amount END) AS revenue
            FROM sales
            GROUP BY 1, 2
        ), placed AS (
            SELECT t.kind, t.product, t.revenue,
                   1 + (SELECT count(*) FROM totals b WHERE b.kind = t.kind AND b.revenue > t.revenue) AS place,
                   (SELECT sum(revenue) FROM totals a WHERE a.kind = t.kind) AS of_all
            FROM totals t
        )
        SELECT kind AS category, product, revenue, place, revenue / of_all AS share
        FROM placed
        WHERE place <= {n}
        ORDER BY kind, place, product
    """
