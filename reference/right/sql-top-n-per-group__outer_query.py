def top_products_sql(n):
    """Windows over aggregates in one step, filtered from outside."""
    return f"""
        SELECT category, product, revenue, place, share
        FROM (
            SELECT
                ifnull(category, 'unknown') AS category,
                product,
                sum(ifnull(amount, 0)) AS revenue,
                rank() OVER (PARTITION BY ifnull(category, 'unknown') ORDER BY sum(ifnull(amount, 0)) DESC) AS place,
                sum(ifnull(amount, 0)) * 1.0
                    / sum(sum(ifnull(amount, 0))) OVER (PARTITION BY ifnull(category, 'unknown')) AS share
            FROM sales
            GROUP BY ifnull(category, 'unknown'), product
        ) placed
        WHERE place <= {int(n)}
        ORDER BY category, place, product
    """
