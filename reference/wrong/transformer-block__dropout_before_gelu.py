"""Drops hidden units before the activation in place of after it.

fails: hidden units are dropped in training
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
            nn.Dropout(p_drop),
            nn.GELU(),
            nn.Linear(dim_ff, d_model),
        )
        self.dropout = nn.Dropout(p_drop)

    def forward(self, x):
        h = self.norm1(x)
        attended, _ = self.attn(h, h, h)
        x = x + self.dropout(attended)
        return x + self.dropout(self.ffn(self.norm2(x)))
