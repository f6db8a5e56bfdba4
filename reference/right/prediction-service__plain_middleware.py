import threading
import time
from contextlib import asynccontextmanager
from typing import Annotated

import numpy as np
from fastapi import Depends, FastAPI, HTTPException
from pydantic import BaseModel, Field, FiniteFloat


class PredictionRequest(BaseModel):
    history: Annotated[list[FiniteFloat], Field(min_length=1, max_length=100_000)]
    n_steps: Annotated[int, Field(ge=1, le=100)] = 1


class PredictionResponse(BaseModel):
    forecast: list[FiniteFloat]


class Latency(BaseModel):
    p50: float | None = None
    p95: float | None = None


class Metrics(BaseModel):
    requests: int = 0
    failed: int = 0
    latency_ms: Latency = Latency()


class Measuring:
    """Middleware of plain ASGI: sees the status as it is sent, and the errors that nobody caught."""

    def __init__(self, app, records, lock):
        self.app, self.records, self.lock = app, records, lock

    async def __call__(self, scope, receive, send):
        if scope["type"] != "http" or scope["path"] != "/predict":
            await self.app(scope, receive, send)
            return
        start = time.perf_counter()
        seen = []

        async def watched(message):
            if message["type"] == "http.response.start":
                seen.append(message["status"])
            await send(message)

        try:
            await self.app(scope, receive, watched)
        finally:
            with self.lock:
                self.records.append((seen[0] if seen else 500, time.perf_counter() - start))


def create_app(load_model):
    models, records, lock = [], [], threading.Lock()

    @asynccontextmanager
    async def lifespan(_):
        models.append(load_model())
        try:
            yield
        finally:
            models.clear()

    def current():
        if not models:
            raise HTTPException(status_code=503, detail="No model is loaded.")
        return models[0]

    app = FastAPI(lifespan=lifespan)
    app.add_middleware(Measuring, records=records, lock=lock)

    @app.post("/predict")
    def predict(request: PredictionRequest, model=Depends(current)) -> PredictionResponse:
        if len(request.history) < model.window:
            raise HTTPException(status_code=422, detail="The history is too short.")
        return PredictionResponse(forecast=list(model.predict(np.asarray(request.history), request.n_steps)))

    @app.get("/health")
    def health(model=Depends(current)):
        return {"status": "ok"}

    @app.get("/metrics")
    def metrics() -> Metrics:
        with lock:
            kept = list(records)
        if not kept:
            return Metrics()
        p50, p95 = np.quantile([1000 * seconds for _, seconds in kept], [0.5, 0.95])
        failed = sum(status >= 500 for status, _ in kept)
        return Metrics(requests=len(kept), failed=failed, latency_ms=Latency(p50=p50, p95=p95))

    return app
