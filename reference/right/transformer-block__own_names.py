import torch
import torch.nn as nn
import torch.nn.functional as F


class FeedForward(nn.Module):
    def __init__(self, width, hidden, p):
        super().__init__()
        self.up = nn.Linear(width, hidden)
        self.down = nn.Linear(hidden, width)
        self.p = p

    def forward(self, x):
        h = F.gelu(self.up(x), approximate="tanh")
        return self.down(F.dropout(h, self.p, self.training))


class TransformerBlock(nn.Module):
    def __init__(self, d_model, nhead, dim_ff, p_drop=0.1):
        super().__init__()
        self.p = p_drop
        # Made in the other order than used.
        self.before_feeding = nn.LayerNorm(d_model)
        self.before_attending = nn.LayerNorm(d_model)
        self.heads = nn.MultiheadAttention(d_model, nhead, dropout=p_drop)
        self.feed = FeedForward(d_model, dim_ff, p_drop)

    def forward(self, x):
        h = self.before_attending(x).transpose(0, 1)
        h = self.heads(h, h, h, need_weights=False)[0].transpose(0, 1)
        x = torch.add(x, F.dropout(h, self.p, training=self.training))
        return torch.add(x, F.dropout(self.feed(self.before_feeding(x)), self.p, training=self.training))
