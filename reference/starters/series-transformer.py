# %% Imports
import numpy as np
import torch
from torch import nn


# %% Your model
class SeriesTransformer(nn.Module):
    """From a window of tokens to the logits of the next row."""

    def __init__(
        self,
        vocab_size: int,
        n_dims: int,
        d_model: int = 128,
        n_heads: int = 4,
        n_layers: int = 2,
        window_size: int = 10,
    ):
        super().__init__()
        raise NotImplementedError

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return logits (batch, n_dims, vocab_size) for windows of tokens (batch, window_size, n_dims)."""
        raise NotImplementedError


# %% Your training loop
def train_model(model, tokens, epochs: int = 10, lr: float = 0.001, batch_size: int = 32) -> list[float]:
    """Train on the series of tokens, shape (T, n_dims); return the mean loss per token of each epoch."""
    raise NotImplementedError


# %% Test yourself
torch.manual_seed(0)
model = SeriesTransformer(vocab_size=256, n_dims=20)
assert model(torch.randint(0, 256, (5, 10, 20))).shape == (5, 20, 256)

# %% Test yourself: a series that is easy to foresee
time = np.arange(120)
tokens = np.column_stack([time % 4, time // 2 % 3])
small = SeriesTransformer(vocab_size=4, n_dims=2, d_model=16, n_heads=2, n_layers=1, window_size=4)
losses = train_model(small, tokens, epochs=10, lr=0.01)
assert len(losses) == 10
assert losses[-1] < 0.5 * losses[0]
