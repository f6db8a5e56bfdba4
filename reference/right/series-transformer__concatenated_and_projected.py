"""Narrow embeddings side by side, brought to the width by a linear layer; DataLoader and AdamW."""

from torch.utils.data import DataLoader, TensorDataset


class SeriesTransformer(nn.Module):
    def __init__(self, vocab_size, n_dims, d_model=128, n_heads=4, n_layers=2, window_size=10):
        super().__init__()
        each = max(4, d_model // n_dims)
        self.n_dims, self.vocab_size, self.window_size = n_dims, vocab_size, window_size
        self.embeddings = nn.ModuleList([nn.Embedding(vocab_size, each) for _ in range(n_dims)])
        self.project = nn.Linear(each * n_dims, d_model)
        self.pos = nn.Embedding(window_size, d_model)
        layer = nn.TransformerEncoderLayer(
            d_model, n_heads, dim_feedforward=2 * d_model, dropout=0.0, norm_first=True, batch_first=True
        )
        self.encoder = nn.TransformerEncoder(layer, n_layers, enable_nested_tensor=False)
        self.norm = nn.LayerNorm(d_model)
        self.out = nn.Linear(d_model, n_dims * vocab_size)

    def forward(self, x):
        h = torch.cat([e(x[..., j]) for j, e in enumerate(self.embeddings)], dim=-1)
        h = self.project(h) + self.pos(torch.arange(x.shape[1]))
        h = self.norm(self.encoder(h))[:, -1, :]
        return self.out(h).view(-1, self.n_dims, self.vocab_size)


def train_model(model, tokens, epochs=10, lr=0.001, batch_size=32):
    tokens = torch.tensor(np.asarray(tokens), dtype=torch.int64)
    w = model.window_size
    rows = TensorDataset(tokens.unfold(0, w, 1)[:-1].transpose(1, 2), tokens[w:])
    loader = DataLoader(rows, batch_size=batch_size, shuffle=True)
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.AdamW(model.parameters(), lr=lr)
    history = []
    for _ in range(epochs):
        model.train()
        summed, n = 0.0, 0
        for x, y in loader:
            loss = criterion(model(x).transpose(1, 2), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            summed, n = summed + loss.item() * y.numel(), n + y.numel()
        history.append(summed / n)
    return history
