# %%
import math
from collections import Counter, defaultdict
from typing import Any

import numpy as np


# %%
def build_index(documents: list[list[str]], k1: float = 1.5, b: float = 0.75) -> Any:
    """Return an index of the documents, each a list of words, from which search can answer.

    The score of a document is the sum over the words of the query of

        ln(1 + (N - n + 0.5) / (n + 0.5)) * f * (k1 + 1) / (f + k1 * (1 - b + b * length / mean length))

    with N documents, n of them holding the word, f times in this one; its length is its number of words.
    """
    raise NotImplementedError


def search(index: Any, query: list[str], k: int = 10) -> list[tuple[int, float]]:
    """Return the numbers of the k best documents, counted from 0, with their scores, the best first."""
    raise NotImplementedError


# %% Test yourself
documents = [["the", "cat", "sat"], ["the", "dog", "and", "the", "cat"], ["a", "dog"]]
found = search(build_index(documents), ["cat"])
assert [number for number, _ in found] == [0, 1]
rare = math.log(1 + 1.5 / 2.5)
mean = 10 / 3
assert math.isclose(found[0][1], rare * 2.5 / (1 + 1.5 * (0.25 + 0.75 * 3 / mean)))

# %% Test yourself: a word twice in a document counts more, but not twice as much
twice = search(build_index([["a", "a"], ["a", "b"]]), ["a"])
assert [number for number, _ in twice] == [0, 1] and twice[1][1] < twice[0][1] < 2 * twice[1][1]
