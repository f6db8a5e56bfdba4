import numpy as np


def softmax_cross_entropy(logits, targets):
    """log-sum-exp minus the target's logit; the gradient is the softmax minus the one-hot target, over n."""
    n = len(logits)
    rows = np.arange(n)
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    gradient = np.exp(log_p)
    gradient[rows, targets] -= 1
    return float(-log_p[rows, targets].mean()), gradient / n
