"""Takes the share of what is shown in place of the whole category.

fails: the best two of two categories
fails: the best of many products
"""

def top_products_sql(n):
    return f"""
        WITH totals AS (
            SELECT coalesce(category, 'unknown') AS category, product, coalesce(sum(amount), 0) AS revenue
            FROM sales
            GROUP BY ALL
        ), best AS (
            SELECT *, rank() OVER (PARTITION BY category ORDER BY revenue DESC) AS place FROM totals QUALIFY place <= {n}
        )
        SELECT category, product, revenue, place, revenue / sum(revenue) OVER (PARTITION BY category) AS share
        FROM best
        ORDER BY category, place, product
    """
