"""Plain Python with the statistics module."""

from statistics import fmean, pstdev


def kind_of(column):
    values = sorted(column.tolist())
    low, high = values[0], values[-1]
    if low == high:
        return "constant"
    if 0 <= low <= high <= 1:
        return "sigmoid"
    if -1 <= low <= high <= 1:
        return "tanh"
    mean, deviation = fmean(values), pstdev(values)
    skewness = fmean([((v - mean) / deviation) ** 3 for v in values])
    if low > 0 and skewness > 1:
        return "exponential"
    return "linear"
