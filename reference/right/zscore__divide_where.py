import numpy as np


def zscore(x):
    centred = np.subtract(x, np.mean(x), dtype=np.float64)
    scale = np.broadcast_to(np.sqrt(np.mean(np.square(centred))), centred.shape)
    return np.divide(centred, scale, out=np.zeros_like(centred), where=scale > 0)
