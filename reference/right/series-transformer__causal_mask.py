"""A causal mask, and positions from sines and cosines."""


class SeriesTransformer(nn.Module):
    def __init__(self, vocab_size, n_dims, d_model=128, n_heads=4, n_layers=2, window_size=10):
        super().__init__()
        self.window_size = window_size
        step = torch.arange(window_size)[:, None]
        rate = torch.exp(-torch.arange(0, d_model, 2) / d_model * torch.log(torch.tensor(10_000.0)))
        waves = torch.stack([torch.sin(step * rate), torch.cos(step * rate)], dim=2).flatten(1)
        self.register_buffer("waves", waves[:, :d_model])
        self.register_buffer("mask", nn.Transformer.generate_square_subsequent_mask(window_size))
        self.embed = nn.ModuleList([nn.Embedding(vocab_size, d_model) for _ in range(n_dims)])
        layer = nn.TransformerEncoderLayer(d_model, n_heads, 2 * d_model, 0.1, activation="gelu", batch_first=True)
        self.encoder = nn.TransformerEncoder(layer, n_layers)
        self.heads = nn.ModuleList([nn.Linear(d_model, vocab_size) for _ in range(n_dims)])

    def forward(self, x):
        h = self.waves + sum(embed(column) for embed, column in zip(self.embed, x.unbind(dim=2)))
        h = self.encoder(h, mask=self.mask)
        return torch.stack([head(h[:, -1]) for head in self.heads], dim=1)


def train_model(model, tokens, epochs=10, lr=0.001, batch_size=32):
    tokens = torch.as_tensor(tokens).to(torch.int64)
    pairs = [
        (tokens[i : i + model.window_size], tokens[i + model.window_size])
        for i in range(len(tokens) - model.window_size)
    ]
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    out = []
    model.train()
    for _ in range(epochs):
        order, total, count = torch.randperm(len(pairs)).tolist(), 0.0, 0
        while order:
            chosen, order = order[:batch_size], order[batch_size:]
            x, y = (torch.stack(part) for part in zip(*(pairs[i] for i in chosen)))
            loss = nn.functional.cross_entropy(model(x).permute(0, 2, 1), y, reduction="sum")
            optimizer.zero_grad()
            (loss / y.numel()).backward()
            optimizer.step()
            total, count = total + float(loss), count + y.numel()
        out.append(total / count)
    return out
