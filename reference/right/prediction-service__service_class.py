import contextlib
import itertools
import statistics
import threading
import time

import numpy as np
from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, conint, conlist


class Body(BaseModel):
    history: conlist(float, min_length=1)
    n_steps: conint(ge=1, le=100) = 1


class Service:
    def __init__(self, load_model):
        self.load_model = load_model
        self.model = None
        self.lock = threading.RLock()
        self.n = itertools.count()
        self.requests = self.failed = 0
        self.milliseconds = []

    @contextlib.asynccontextmanager
    async def lifespan(self, app):
        self.model = self.load_model()
        yield

    def record(self, start, failed=False):
        with self.lock:
            self.requests += 1
            self.failed += failed
            self.milliseconds.append((time.perf_counter() - start) * 1e3)

    def predict(self, body: Body):
        start = time.perf_counter()
        model = self.model
        if model is None:
            self.record(start, failed=True)
            return JSONResponse({"error": "not ready"}, status_code=503)
        if len(body.history) < model.window:
            self.record(start)
            return JSONResponse({"error": "too few values"}, status_code=422)
        try:
            forecast = model.predict(np.array(body.history, float), body.n_steps)
            answer = JSONResponse({"forecast": np.asarray(forecast, float).tolist()})
        except Exception:
            self.record(start, failed=True)
            return JSONResponse({"error": "internal error"}, status_code=500)
        self.record(start)
        return answer

    def refuse(self, request: Request, error: RequestValidationError):
        self.record(time.perf_counter())
        return JSONResponse({"error": "the request is not valid"}, status_code=422)

    def health(self):
        return JSONResponse({"model": self.model is not None}, status_code=200 if self.model is not None else 503)

    def metrics(self):
        with self.lock:
            times = list(self.milliseconds)
            p50 = statistics.median(times) if times else None
            p95 = float(np.quantile(times, 0.95, method="nearest")) if times else None
            return {"requests": self.requests, "failed": self.failed, "latency_ms": {"p50": p50, "p95": p95}}


def create_app(load_model):
    service = Service(load_model)
    router = APIRouter()
    router.add_api_route("/predict", service.predict, methods=["POST"])
    router.add_api_route("/health", service.health, methods=["GET"])
    router.add_api_route("/metrics", service.metrics, methods=["GET"])
    app = FastAPI(lifespan=service.lifespan, exception_handlers={RequestValidationError: service.refuse})
    app.include_router(router)
    return app
