def double(x: float) -> float:
    return int(x) * 2
