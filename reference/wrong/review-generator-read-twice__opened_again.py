"""Opens the stream again for each pass, which only works for what can be opened again.

fails: a generator gives what a list gives
fails: the stream is opened once and asked once for each number
"""


def scaled(numbers):
    low = min(iter(numbers), default=0.0)
    high = max(iter(numbers), default=0.0)
    return [(v - low) / ((high - low) or 1.0) for v in iter(numbers)]
