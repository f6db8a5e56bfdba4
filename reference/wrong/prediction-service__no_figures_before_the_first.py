"""Takes percentiles of no requests at all and fails.

fails: good requests are counted
"""

import time
from collections import deque
from contextlib import asynccontextmanager
from threading import Lock

import numpy as np
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field


class Question(BaseModel):
    history: list[float] = Field(min_length=1)
    n_steps: int = Field(1, ge=1, le=100)


class Tally:
    """What was asked of the service, counted by several threads at a time; latencies of the last thousand requests."""

    def __init__(self):
        self.lock = Lock()
        self.requests = 0
        self.failed = 0
        self.seconds = deque(maxlen=1000)

    def add(self, status, seconds):
        with self.lock:
            self.requests += 1
            self.failed += status >= 500
            self.seconds.append(seconds)

    def told(self):
        with self.lock:
            requests, failed, seconds = self.requests, self.failed, list(self.seconds)
        p50, p95 = np.percentile(seconds, [50, 95]) * 1000
        return {"requests": requests, "failed": failed, "latency_ms": {"p50": p50, "p95": p95}}


def create_app(load_model):
    tally = Tally()
    held = {}

    @asynccontextmanager
    async def lifespan(app):
        held["model"] = load_model()
        yield
        held.clear()

    app = FastAPI(lifespan=lifespan)

    @app.middleware("http")
    async def measured(request, call_next):
        if request.url.path != "/predict":
            return await call_next(request)
        start, status = time.perf_counter(), 500
        try:
            response = await call_next(request)
            status = response.status_code
            return response
        finally:
            tally.add(status, time.perf_counter() - start)

    @app.post("/predict")
    def predict(question: Question):
        model = held.get("model")
        if model is None:
            raise HTTPException(503, "The model is not loaded yet.")
        if len(question.history) < model.window:
            raise HTTPException(422, f"The history needs at least {model.window} values.")
        forecast = model.predict(np.array(question.history), question.n_steps)
        return {"forecast": np.asarray(forecast, dtype=float).tolist()}

    @app.get("/health")
    def health():
        if "model" not in held:
            raise HTTPException(503, "The model is not loaded.")
        return {"status": "ok"}

    @app.get("/metrics")
    def metrics():
        return tally.told()

    return app
