"""Divides the sums, but of the pages with clicks alone.

fails: views of pages without clicks count
"""


def click_rate(clicks, views):
    kept = [(c, v) for c, v in zip(clicks, views) if c > 0]
    seen = sum(v for _, v in kept)
    return sum(c for c, _ in kept) / seen if seen else 0.0
