import numpy as np


def click_rate(clicks, views):
    return float(np.sum(clicks) / np.sum(views)) if np.sum(views) > 0 else 0.0
