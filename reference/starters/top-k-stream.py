# %%
import heapq
import math


# %%
class TopK:
    """The k items of a stream with the highest scores."""

    def __init__(self, k: int) -> None:
        raise NotImplementedError

    def add(self, item, score: float) -> None:
        """Take the next item."""
        raise NotImplementedError

    def top(self) -> list[tuple[object, float]]:
        """Return the best items so far with their scores, the best one first."""
        raise NotImplementedError


# %% Test yourself
best = TopK(3)
for item, score in [("a", 2.0), ("b", 5.0), ("c", 1.0), ("d", 2.0), ("e", 2.0), ("f", 4.0)]:
    best.add(item, score)
assert best.top() == [("b", 5.0), ("f", 4.0), ("a", 2.0)]
assert best.top() == [("b", 5.0), ("f", 4.0), ("a", 2.0)]

# %% Test yourself: against a stable sort
scores = [float(7 * i * i % 5) for i in range(60)]
best = TopK(9)
for i, score in enumerate(scores):
    best.add({"number": i}, score)
expected = sorted(range(60), key=lambda i: -scores[i])[:9]
assert [item["number"] for item, _ in best.top()] == expected
