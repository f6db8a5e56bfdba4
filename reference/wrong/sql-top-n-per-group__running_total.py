"""Orders the window of the share, which makes a running total of it.

fails: the best two of two categories
fails: the best of many products
"""

def top_products_sql(n):
    """Sums first, then rank and share over all products of a category, and only then the cut."""
    return f"""
        WITH totals AS (
            SELECT coalesce(category, 'unknown') AS category, product, coalesce(sum(amount), 0) AS revenue
            FROM sales
            GROUP BY ALL
        )
        SELECT
            category,
            product,
            revenue,
            rank() OVER (PARTITION BY category ORDER BY revenue DESC) AS place,
            revenue / sum(revenue) OVER (PARTITION BY category ORDER BY revenue DESC) AS share
        FROM totals
        QUALIFY place <= {n}
        ORDER BY category, place, product
    """
