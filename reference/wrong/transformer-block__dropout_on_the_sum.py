"""Drops from the sum, so the residual connection is torn as well.

fails: the attention's output is dropped in training
fails: the feed-forward output is dropped in training
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
        x = self.dropout(x + attended)
        return self.dropout(x + self.ffn(self.norm2(x)))
