"""Counts as failed what three classes of errors end in, and misses all others.

fails: refused and failed requests are counted
"""

import threading
import time
from contextlib import asynccontextmanager

import numpy as np
from fastapi import FastAPI, HTTPException
from pydantic import BaseModel, Field


class Body(BaseModel):
    history: list[float]
    n_steps: int = Field(1, ge=1, le=100)


def create_app(load_model):
    lock, ms = threading.Lock(), []
    state = {"requests": 0, "failed": 0, "model": None}

    @asynccontextmanager
    async def lifespan(app):
        state["model"] = load_model()
        yield

    app = FastAPI(lifespan=lifespan)

    @app.middleware("http")
    async def count(request, call_next):
        if request.url.path != "/predict":
            return await call_next(request)
        start = time.perf_counter()
        with lock:
            state["requests"] += 1
        response = await call_next(request)
        with lock:
            state["failed"] += response.status_code >= 500
            ms.append(1000 * (time.perf_counter() - start))
        return response

    @app.post("/predict")
    def predict(body: Body):
        if state["model"] is None:
            raise HTTPException(503, "no model")
        if len(body.history) < state["model"].window:
            raise HTTPException(422, "too short")
        try:
            return {"forecast": state["model"].predict(np.array(body.history), body.n_steps).tolist()}
        except (ValueError, RuntimeError, LookupError) as error:
            raise HTTPException(500, "the model failed") from error

    @app.get("/health")
    def health():
        if state["model"] is None:
            raise HTTPException(503, "no model")
        return "ok"

    @app.get("/metrics")
    def metrics():
        with lock:
            p = np.percentile(ms, [50, 95]).tolist() if ms else [None, None]
            return {"requests": state["requests"], "failed": state["failed"], "latency_ms": {"p50": p[0], "p95": p[1]}}

    return app
