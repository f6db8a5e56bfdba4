"""The reference for ``first-steps``."""


def double(x: float) -> float:
    return x * 2
