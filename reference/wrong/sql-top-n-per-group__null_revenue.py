"""Leaves the sum of nothing but NULL as it is.

fails: sales without an amount bring in nothing
"""

def top_products_sql(n):
    """Sums first, then rank and share over all products of a category, and only then the cut."""
    return f"""
        WITH totals AS (
            SELECT coalesce(category, 'unknown') AS category, product, sum(amount) AS revenue
            FROM sales
            GROUP BY ALL
        )
        SELECT
            category,
            product,
            revenue,
            rank() OVER (PARTITION BY category ORDER BY revenue DESC) AS place,
            revenue / sum(revenue) OVER (PARTITION BY category) AS share
        FROM totals
        QUALIFY place <= {n}
        ORDER BY category, place, product
    """
