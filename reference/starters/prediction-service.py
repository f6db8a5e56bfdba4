# %%
import time
from collections.abc import Callable

import numpy as np
from fastapi import FastAPI
from fastapi.testclient import TestClient


# %%
class MeanModel:
    """A stand-in for the real model: it forecasts the mean of the last `window` values."""

    window = 3

    def predict(self, history: np.ndarray, n_steps: int) -> np.ndarray:
        return np.full(n_steps, history[-self.window :].mean())


# %%
def create_app(load_model: Callable[[], MeanModel]) -> FastAPI:
    """Return a service of its own around the model that load_model() returns.

    The model is loaded once, when the service starts, before it answers anything. It needs at least
    `model.window` values, and `model.predict(history, n_steps)` takes an array of floats and returns one.

    POST /predict  {"history": [1.0, 2.0, 3.0], "n_steps": 2}  answers  {"forecast": [2.0, 2.0]}.
                   n_steps is a whole number from 1 to 100, and 1 where it is left out.
    GET /health    answers 200 while there is a model to forecast with, and 503 while there is none.
    GET /metrics   answers {"requests": 5, "failed": 1, "latency_ms": {"p50": 1.2, "p95": 3.4}}:
                   all requests to /predict, those that failed through a fault of ours, and how long they took.
    """
    raise NotImplementedError


# %% Test yourself
with TestClient(create_app(MeanModel), raise_server_exceptions=False) as client:
    answer = client.post("/predict", json={"history": [1.0, 2.0, 3.0], "n_steps": 2})
    assert answer.status_code == 200
    assert answer.json()["forecast"] == [2.0, 2.0]
    assert client.get("/health").status_code == 200
    assert client.post("/predict", json={"history": "no numbers"}).status_code == 422
    assert client.get("/metrics").json()["requests"] == 2
