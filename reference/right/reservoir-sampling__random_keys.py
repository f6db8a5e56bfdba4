"""A random key for each event, and a heap of the k largest; the merge draws one after the other without putting back."""

import heapq

import numpy as np


def reservoir_sample(stream, k, rng):
    if k < 0:
        raise ValueError("no sample of a negative size")
    heap = []
    for number, item in enumerate(stream):
        entry = (rng.random(), number, item)
        if len(heap) < k:
            heapq.heappush(heap, entry)
        elif k and entry[0] > heap[0][0]:
            heapq.heapreplace(heap, entry)
    return [item for _, _, item in heap]


def merge_samples(first, n_first, second, n_second, k, rng):
    pools = [[first[i] for i in rng.permutation(len(first))], [second[i] for i in rng.permutation(len(second))]]
    left = [n_first, n_second]
    result = []
    while len(result) < k and sum(left):
        side = 0 if rng.random() * sum(left) < left[0] else 1
        result.append(pools[side].pop())
        left[side] -= 1
    return result
