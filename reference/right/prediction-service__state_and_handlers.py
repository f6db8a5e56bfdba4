import math
import threading
import time
from contextlib import asynccontextmanager

import numpy as np
from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse


class Refused(Exception):
    pass


def read(body, window):
    """The history and the number of steps of a request, by hand; raises Refused."""
    if not isinstance(body, dict) or not isinstance(body.get("history"), list):
        raise Refused("a list `history` is missing")
    history, n_steps = body["history"], body.get("n_steps", 1)
    if any(isinstance(v, bool) or not isinstance(v, int | float) or not math.isfinite(v) for v in history):
        raise Refused("`history` must hold finite numbers")
    if isinstance(n_steps, bool) or not isinstance(n_steps, int) or not 1 <= n_steps <= 100:
        raise Refused("`n_steps` must be a whole number from 1 to 100")
    if len(history) < window:
        raise Refused(f"`history` must hold at least {window} values")
    return np.array(history, dtype=np.float64), n_steps


def create_app(load_model):
    @asynccontextmanager
    async def lifespan(app):
        app.state.model = load_model()
        yield

    app = FastAPI(lifespan=lifespan)
    app.state.model = None
    counts = {"requests": 0, "failed": 0}
    took = []
    guard = threading.Lock()

    def answer(request_body):
        model = app.state.model
        if model is None:
            return 503, {"detail": "no model"}
        try:
            history, n_steps = read(request_body, model.window)
        except Refused as refused:
            return 400, {"detail": str(refused)}
        try:
            return 200, {"forecast": [float(v) for v in model.predict(history, n_steps)]}
        except Exception:
            return 500, {"detail": "the forecast failed"}

    @app.post("/predict")
    async def predict(request: Request):
        from starlette.concurrency import run_in_threadpool

        start = time.perf_counter()
        try:
            status, body = await run_in_threadpool(answer, await request.json())
        except ValueError:
            status, body = 400, {"detail": "this is no JSON"}
        with guard:
            counts["requests"] += 1
            counts["failed"] += status >= 500
            took.append(1000 * (time.perf_counter() - start))
        return JSONResponse(body, status)

    @app.get("/health")
    async def health():
        ready = app.state.model is not None
        return JSONResponse({"ready": ready}, 200 if ready else 503)

    @app.get("/metrics")
    async def metrics():
        with guard:
            ordered = sorted(took)
        if not ordered:
            return {**counts, "latency_ms": {"p50": 0.0, "p95": 0.0}}
        at = {name: ordered[max(math.ceil(q * len(ordered)) - 1, 0)] for name, q in (("p50", 0.5), ("p95", 0.95))}
        return {**counts, "latency_ms": at}

    return app
