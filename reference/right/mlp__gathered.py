import numpy as np
import torch
from torch import nn


class MLP(nn.Module):
    def __init__(self, in_dim: int, hidden_dim: int = 32, p_drop: float = 0.2):
        super().__init__()
        self.hidden = nn.Linear(in_dim, hidden_dim)
        self.head = nn.Linear(hidden_dim, 1)
        self.activation = nn.ReLU()
        self.drop = nn.Dropout(p=p_drop)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.head(self.drop(self.activation(self.hidden(x)))).view(x.shape[0])


def set_seed(seed: int = 0) -> None:
    np.random.seed(seed)
    torch.manual_seed(seed)
    if torch.cuda.is_available():
        torch.cuda.manual_seed_all(seed)


def train_epoch(model, loader, optimizer, criterion, device: str = "cpu") -> float:
    model.train()
    running = torch.zeros(())
    seen = 0
    for batch in loader:
        inputs, targets = (part.to(device) for part in batch)
        loss = criterion(model(inputs), targets)
        optimizer.zero_grad(set_to_none=True)
        loss.backward()
        optimizer.step()
        running = running + loss.detach() * targets.size(0)
        seen += targets.size(0)
    return (running / seen).item()


def evaluate(model, loader, criterion, device: str = "cpu") -> tuple[float, float]:
    model.eval()
    with torch.inference_mode():
        pairs = [(model(inputs.to(device)), targets.to(device)) for inputs, targets in loader]
        logits = torch.cat([logit for logit, _ in pairs])
        targets = torch.cat([target for _, target in pairs])
        accuracy = ((logits > 0).float() == targets).float().mean()
        return criterion(logits, targets).item(), accuracy.item()
