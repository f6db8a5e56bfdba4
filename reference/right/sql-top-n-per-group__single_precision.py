def top_products_sql(n):
    return f"""
        WITH r AS (SELECT ifnull(category, 'unknown') AS category, product, ifnull(sum(amount), 0)::BIGINT AS revenue FROM sales GROUP BY 1, 2),
        s AS (SELECT *, dense_rank() OVER w AS d, rank() OVER w AS place, revenue::FLOAT / sum(revenue) OVER (PARTITION BY category) AS share
              FROM r WINDOW w AS (PARTITION BY category ORDER BY revenue DESC))
        SELECT category, product, revenue, place, share FROM s WHERE place <= {n} ORDER BY 1, 4, 2
"""
