import numpy as np

zscore = lambda x: (x - x.mean()) / (x.std() or 1.0)
