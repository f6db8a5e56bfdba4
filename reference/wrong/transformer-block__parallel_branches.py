"""Feeds the feed-forward network with the input and not with the attention's result.

fails: with given weights the output is that of a pre-norm block
fails: each norm is used in its own place
"""
from torch import nn


class TransformerBlock(nn.Module):
    def __init__(self, d_model, nhead, dim_ff, p_drop=0.1):
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

    def forward(self, x):
        h = self.norm1(x)
        attended, _ = self.attn(h, h, h)
        return x + self.dropout(attended) + self.dropout(self.ffn(self.norm2(x)))
