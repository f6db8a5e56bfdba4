"""Wraps the library's finished encoder layer, which the task rules out.

fails: rules
"""
from torch import nn


class TransformerBlock(nn.Module):
    def __init__(self, d_model, nhead, dim_ff, p_drop=0.1):
        super().__init__()
        self.layer = nn.TransformerEncoderLayer(
            d_model, nhead, dim_ff, p_drop, activation="gelu", batch_first=True, norm_first=True
        )

    def forward(self, x):
        return self.layer(x)
