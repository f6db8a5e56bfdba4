def top_products_sql(n):
    """The place is the position of the revenue in the sorted list of its category."""
    return f"""
        WITH totals AS (
            SELECT coalesce(category, 'unknown') AS category, product, coalesce(sum(amount), 0)::BIGINT AS revenue
            FROM sales
            GROUP BY coalesce(category, 'unknown'), product
        ), bars AS (
            SELECT category, list_sort(list(revenue), 'DESC') AS sorted, sum(revenue) AS whole FROM totals GROUP BY category
        )
        SELECT t.category, t.product, t.revenue, list_position(b.sorted, t.revenue) AS place, t.revenue / b.whole AS share
        FROM totals t JOIN bars b USING (category)
        WHERE list_position(b.sorted, t.revenue) <= {n}
        ORDER BY t.category, place, t.product
    """
