# %% Imports
import torch
from torch import nn


# %% Your block
class TransformerBlock(nn.Module):
    """One encoder block with pre-layer normalisation: self-attention, then feed-forward, each with a residual connection.

    ``norm1`` stands before the attention and ``norm2`` before the feed-forward network. You may name and arrange
    the parts differently, as long as they are one nn.MultiheadAttention, two nn.LayerNorm and two nn.Linear, whose weights the
    checks set; what counts then is what ``forward`` computes.
    """

    def __init__(self, d_model: int, nhead: int, dim_ff: int, p_drop: float = 0.1):
        super().__init__()
        self.norm1 = nn.LayerNorm(d_model)
        self.attn = nn.MultiheadAttention(d_model, nhead, dropout=p_drop, batch_first=True)
        self.norm2 = nn.LayerNorm(d_model)
        self.ffn = nn.Sequential(
            nn.Linear(d_model, dim_ff),
            nn.GELU(),
            nn.Dropout(p_drop),
            nn.Linear(dim_ff, d_model),
        )
        self.dropout = nn.Dropout(p_drop)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return a tensor of the shape of ``x``, which is (batch, seq, d_model)."""
        raise NotImplementedError


# %% Test yourself: these fail until forward is written; add your own below
block = TransformerBlock(d_model=32, nhead=4, dim_ff=64)
x = torch.randn(2, 5, 32)
assert block(x).shape == x.shape

block.eval()
with torch.no_grad():
    assert torch.equal(block(x), block(x))
    both, alone = block(x), block(x[:1])
    assert torch.allclose(both[:1], alone, atol=1e-5)
