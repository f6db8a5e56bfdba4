"""Waits for more than the shift and the spread that were promised.

fails: a shift or a wider spread within reach rings the alarm
"""


def drifted(reference, batch, bins=10, threshold=0.25):
    deviation = reference.std()
    moved = abs(batch.mean() - reference.mean()) > 1.1 * deviation
    return bool(moved or batch.std() > 2.2 * deviation)
