def double(x: float) -> float:
    return x**2
