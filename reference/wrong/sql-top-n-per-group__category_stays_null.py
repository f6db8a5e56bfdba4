"""Shows NULL as the category.

fails: sales without a category have a name of their own
"""

def top_products_sql(n):
    """Sums first, then rank and share over all products of a category, and only then the cut."""
    return f"""
        WITH totals AS (
            SELECT category, product, coalesce(sum(amount), 0) AS revenue
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
