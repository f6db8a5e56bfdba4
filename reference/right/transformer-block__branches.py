import torch
from torch import nn


class TransformerBlock(nn.Module):
    def __init__(self, d_model: int, nhead: int, dim_ff: int, p_drop: float = 0.1):
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(d_model), nn.LayerNorm(d_model)
        self.attn = nn.MultiheadAttention(d_model, nhead, dropout=p_drop, batch_first=True)
        self.linear1, self.linear2 = nn.Linear(d_model, dim_ff), nn.Linear(dim_ff, d_model)
        self.activation = nn.GELU()
        self.inner_dropout = nn.Dropout(p_drop)
        self.attn_dropout = nn.Dropout(p_drop)
        self.ffn_dropout = nn.Dropout(p_drop)

    def _attend(self, h: torch.Tensor) -> torch.Tensor:
        out, _weights = self.attn(query=h, key=h, value=h)
        return self.attn_dropout(out)

    def _feed(self, h: torch.Tensor) -> torch.Tensor:
        return self.ffn_dropout(self.linear2(self.inner_dropout(self.activation(self.linear1(h)))))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        y = x.clone()
        y += self._attend(self.norm1(x))
        return y + self._feed(self.norm2(y))
