"""One embedding table with a part for each column, a head that reads all steps, and the mean of the batches' losses."""


class SeriesTransformer(nn.Module):
    def __init__(self, vocab_size, n_dims, d_model=128, n_heads=4, n_layers=2, window_size=10):
        super().__init__()
        self.window_size = window_size
        self.register_buffer("offsets", vocab_size * torch.arange(n_dims))
        self.table = nn.Embedding(n_dims * vocab_size, d_model)
        self.steps = nn.Parameter(0.5 * torch.randn(1, window_size, d_model))
        self.layers = nn.ModuleList(
            [nn.TransformerEncoderLayer(d_model, n_heads, 4 * d_model, 0.05, batch_first=True) for _ in range(n_layers)]
        )
        self.heads = nn.Linear(window_size * d_model, n_dims * vocab_size)

    def forward(self, x):
        h = self.table(x + self.offsets).mean(dim=2) * len(self.offsets) ** 0.5 + self.steps
        for layer in self.layers:
            h = layer(h)
        return self.heads(h.flatten(1)).unflatten(1, (len(self.offsets), -1))


def train_model(model, tokens, epochs=10, lr=0.001, batch_size=32):
    series = torch.as_tensor(np.array(tokens)).long()
    starts = np.arange(len(series) - model.window_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    model.train()
    for _ in range(epochs):
        np.random.shuffle(starts)
        batch_losses = []
        for k in range(0, len(starts), batch_size):
            chosen = starts[k : k + batch_size]
            x = torch.stack([series[s : s + model.window_size] for s in chosen])
            y = series[chosen + model.window_size]
            logits = model(x)
            loss = sum(nn.functional.cross_entropy(logits[:, j], y[:, j]) for j in range(y.shape[1])) / y.shape[1]
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            batch_losses.append(loss.item())
        losses.append(float(np.mean(batch_losses)))
    return losses
