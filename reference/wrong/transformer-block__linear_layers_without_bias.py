"""Builds the two linear layers without their biases.

fails: with given weights the output is that of a pre-norm block
"""

import torch
from torch import nn


class TransformerBlock(nn.Module):
    """One encoder block with pre-layer normalisation (Xiong and others, 2020): x + A(N1(x)), then x + F(N2(x))."""

    def __init__(self, d_model: int, nhead: int, dim_ff: int, p_drop: float = 0.1):
        super().__init__()
        self.norm1 = nn.LayerNorm(d_model)
        self.attn = nn.MultiheadAttention(d_model, nhead, dropout=p_drop, batch_first=True)
        self.norm2 = nn.LayerNorm(d_model)
        self.ffn = nn.Sequential(
            nn.Linear(d_model, dim_ff, bias=False),
            nn.GELU(),
            nn.Dropout(p_drop),
            nn.Linear(dim_ff, d_model, bias=False),
        )
        self.dropout = nn.Dropout(p_drop)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        """Return a tensor of the shape of ``x``, which is (batch, seq, d_model)."""
        normed = self.norm1(x)
        attended, _ = self.attn(normed, normed, normed, need_weights=False)
        x = x + self.dropout(attended)
        return x + self.dropout(self.ffn(self.norm2(x)))
