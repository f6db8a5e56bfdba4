"""Checks of the prediction service, through its test client: answers, status codes, faults of either side, its figures.

Every observer makes the model itself. Nothing rests on how long something takes, except that a model that waits for a
time cannot have answered sooner.
"""

from hotseat.reference.check import Case, Check, Kind
from hotseat.reference.compare import numbers, raised_sentence


def observe_forecasts(candidate, window, questions):
    from fastapi.testclient import TestClient

    class Model:
        def __init__(self):
            self.window = window

        def predict(self, history, n_steps):
            import numpy as np

            return history[-window:].sum() + np.arange(n_steps)

    told = []
    with TestClient(candidate.create_app(Model), raise_server_exceptions=False) as client:
        for question in questions:
            answer = client.post("/predict", json=question)
            told.append((answer.status_code, answer.json()["forecast"] if answer.status_code == 200 else None))
    return told


def observe_statuses(candidate, window, bodies):
    from fastapi.testclient import TestClient

    class Model:
        def __init__(self):
            self.window = window

        def predict(self, history, n_steps):
            import numpy as np

            return np.zeros(n_steps)

    told = []
    with TestClient(candidate.create_app(Model), raise_server_exceptions=False) as client:
        for body in bodies:
            answer = client.post("/predict", content=body, headers={"content-type": "application/json"})
            told.append(answer.status_code)
        after = client.post("/predict", json={"history": [1.0] * window}).status_code
    return told, after


def observe_faults(candidate, faults, secret):
    from fastapi.testclient import TestClient

    class Model:
        window = 1

        def predict(self, history, n_steps):
            import numpy as np

            if history[0] < 0:
                raise {"value": ValueError, "key": KeyError, "run": RuntimeError}[faults[int(-history[0]) - 1]](secret)
            return np.zeros(n_steps)

    told = []
    with TestClient(candidate.create_app(Model), raise_server_exceptions=False) as client:
        for k in range(len(faults)):
            answer = client.post("/predict", json={"history": [-1.0 - k]})
            told.append((answer.status_code, secret in answer.text))
        after = client.post("/predict", json={"history": [1.0]}).status_code
        health = client.get("/health").status_code
    return told, after, health


def observe_loading(candidate, n):
    from fastapi.testclient import TestClient

    class Model:
        window = 1

        def predict(self, history, n_steps):
            import numpy as np

            return np.zeros(n_steps)

    loaded = []

    def load():
        loaded.append(1)
        return Model()

    app = candidate.create_app(load)
    counts = [len(loaded)]
    with TestClient(app, raise_server_exceptions=False) as client:
        counts.append(len(loaded))
        statuses = [client.post("/predict", json={"history": [1.0]}).status_code for _ in range(n)]
        statuses.append(client.get("/health").status_code)
        counts.append(len(loaded))
    return counts, statuses


def observe_no_model(candidate, history):
    from fastapi.testclient import TestClient

    class Model:
        window = 1

        def predict(self, history, n_steps):
            import numpy as np

            return np.zeros(n_steps)

    # Without its context manager the client asks a service that was never started.
    client = TestClient(candidate.create_app(Model), raise_server_exceptions=False)
    return client.get("/health").status_code, client.post("/predict", json={"history": history}).status_code


def observe_failed_loading(candidate, history):
    from fastapi.testclient import TestClient

    def load():
        raise OSError("the file of the model is gone")

    try:
        with TestClient(candidate.create_app(load), raise_server_exceptions=False) as client:
            return client.get("/health").status_code, client.post("/predict", json={"history": history}).status_code
    except OSError:
        return "not started"


def observe_figures(candidate, kinds):
    from fastapi.testclient import TestClient

    class Model:
        window = 2

        def predict(self, history, n_steps):
            import numpy as np

            if history[0] < 0:
                raise (TypeError, ZeroDivisionError, RuntimeError)[int(-history[0]) - 1]("broken")
            return np.zeros(n_steps)

    bodies = {
        "good": b'{"history": [1, 2, 3]}',
        "fault": b'{"history": [-3, 2, 3]}',
        "type fault": b'{"history": [-1, 2, 3]}',
        "division fault": b'{"history": [-2, 2, 3]}',
        "no json": b"history",
        "words": b'{"history": "abc"}',
        "short": b'{"history": [1]}',
    }
    with TestClient(candidate.create_app(Model), raise_server_exceptions=False) as client:
        before = client.get("/metrics")
        for kind in kinds:
            client.post("/predict", content=bodies[kind], headers={"content-type": "application/json"})
            client.get("/health")
        after = client.get("/metrics").json()
    return before.status_code, after["requests"], after["failed"]


def observe_latency(candidate, waits):
    import time

    from fastapi.testclient import TestClient

    class Model:
        window = 1

        def predict(self, history, n_steps):
            import numpy as np

            time.sleep(history[0])
            return np.zeros(n_steps)

    spent = []
    with TestClient(candidate.create_app(Model), raise_server_exceptions=False) as client:
        for wait in waits:
            start = time.perf_counter()
            client.post("/predict", json={"history": [wait]})
            spent.append(time.perf_counter() - start)
        told = client.get("/metrics").json()["latency_ms"]
    return told["p50"], told["p95"], spent


def observe_health_meanwhile(candidate, patience):
    import threading

    from fastapi.testclient import TestClient

    begun, go_on = threading.Event(), threading.Event()

    class Model:
        window = 1

        def predict(self, history, n_steps):
            import numpy as np

            begun.set()
            go_on.wait(patience)
            return np.zeros(n_steps)

    told = {}
    with TestClient(candidate.create_app(Model), raise_server_exceptions=False) as client:
        one = threading.Thread(target=lambda: told.update(predict=client.post("/predict", json={"history": [1.0]})))
        two = threading.Thread(target=lambda: told.update(health=client.get("/health")))
        one.start()
        begun.wait(patience)
        two.start()
        two.join(patience / 2)
        meanwhile = told["health"].status_code if "health" in told else None
        go_on.set()
        one.join()
        two.join()
    return meanwhile, told["predict"].status_code


def observe_crowd(candidate, threads, each):
    import threading

    from fastapi.testclient import TestClient

    class Model:
        window = 1

        def predict(self, history, n_steps):
            return history[:1].repeat(n_steps)

    mixed = []
    with TestClient(candidate.create_app(Model), raise_server_exceptions=False) as client:

        def ask(name):
            for k in range(each):
                value = float(name * each + k)
                answer = client.post("/predict", json={"history": [value], "n_steps": 1})
                mixed.append(answer.status_code != 200 or answer.json()["forecast"] != [value])

        crowd = [threading.Thread(target=ask, args=(name,)) for name in range(threads)]
        for one in crowd:
            one.start()
        for one in crowd:
            one.join()
        told = client.get("/metrics").json()
    return sum(mixed), told["requests"], told["failed"]


def observe_two(candidate, first, second):
    from fastapi.testclient import TestClient

    def loader(value):
        class Model:
            window = 1

            def predict(self, history, n_steps):
                import numpy as np

                return np.full(n_steps, value)

        return Model

    apps = [candidate.create_app(loader(value)) for value in (first, second)]
    told = []
    one_client = TestClient(apps[0], raise_server_exceptions=False)
    with one_client as one, TestClient(apps[1], raise_server_exceptions=False) as two:
        for client, n in ((one, 3), (two, 1), (one, 1)):
            for _ in range(n):
                answer = client.post("/predict", json={"history": [1.0]}).json()
            told.append((answer["forecast"], client.get("/metrics").json()["requests"]))
    return told


def fault(got):
    return raised_sentence(got.raised) if got.raised else None


def ordinary(rng):
    values = [float(v) for v in rng.integers(-20, 20, 9)]
    questions = [{"history": values, "n_steps": 4}, {"history": values[:3], "n_steps": 1}, {"history": values[2:]}]
    return [Case((3, questions), note="histories that are long enough, with and without n_steps")]


def right_forecasts(case, got, want):
    if got.raised:
        return fault(got)
    for question, (status, found), (_, wanted) in zip(case.args[1], got.value, want.value, strict=True):
        if status != 200:
            return f"The request {question} was answered {status} where 200 was expected."
        values = numbers(found)
        if values is None or values.tolist() != list(wanted):
            return f"The forecast for {question} is {found} where {wanted} was expected."
    return None


def malformed(rng):
    bodies = [
        b'{"history": "abc", "n_steps": 1}',
        b'{"n_steps": 1}',
        b'{"history": [1, 2, null]}',
        b'{"history": [[1, 2], [3, 4], [5, 6]]}',
        b"history=1",
        b"[1, 2, 3]",
        b"5",
        b"null",
        b'"a"',
    ]
    return [Case((2, bodies), note="bodies that are no JSON, or hold no list of numbers")]


def limits(rng):
    bodies = [
        b'{"history": [1, 2, 3], "n_steps": 0}',
        b'{"history": [1, 2, 3], "n_steps": -4}',
        b'{"history": [1, 2, 3], "n_steps": 101}',
        b'{"history": [1, 2, 3], "n_steps": 2.5}',
        b'{"history": [1, 2, 3], "n_steps": "many"}',
    ]
    return [Case((2, bodies), note="an n_steps that is no whole number from 1 to 100")]


def short(rng):
    window = int(rng.integers(3, 6))
    bodies = [f'{{"history": {[1.0] * n}}}'.encode() for n in (window - 1, 1, 0)]
    return [Case((window, bodies), note="histories shorter than the window, down to none at all")]


def largest(rng):
    window = int(rng.integers(3, 6))
    bodies = [f'{{"history": {[1.0] * window}, "n_steps": {n}}}'.encode() for n in (1, 100)]
    return [Case((window, bodies), note="a history of just the window, and one and a hundred steps")]


def refused(case, got, want):
    if got.raised:
        return fault(got)
    statuses, after = got.value
    for body, status in zip(case.args[1], statuses, strict=True):
        if status not in (400, 422):
            full = f"{body.decode()} was answered {status} where 422, or 400, was expected."
            return Kind(f"A fault of the client was answered {status}.", full=full)
    return None if after == 200 else Kind(f"After refused requests a good one was answered {after}.")


def accepted(case, got, want):
    if got.raised:
        return fault(got)
    bad = [status for status in got.value[0] if status != 200]
    return Kind(f"A request just inside the limits was answered {bad[0]}.") if bad else None


def breaking(rng):
    secret = "".join(rng.choice(list("abcdefghkmnp"), 12))
    return [Case((["run", "value", "key"], secret), note="a model that raises errors of several kinds")]


def own_faults(case, got, want):
    if got.raised:
        return fault(got)
    told, after, _ = got.value
    for status, _ in told:
        if not 500 <= status < 600:
            return Kind(f"A fault of the model was answered {status}, as if something else were to blame.")
    return None if after == 200 else Kind(f"After the model had failed once, a good request was answered {after}.")


def keeps_quiet(case, got, want):
    if got.raised:
        return fault(got)
    if any(leaks for _, leaks in got.value[0]):
        return Kind("The answer to the client holds the text of an error from inside.")
    return None


def some_requests(rng):
    return [Case((int(rng.integers(2, 5)),), note="a start and several requests")]


def loaded_once(case, got, want):
    if got.raised:
        return fault(got)
    counts, statuses = got.value
    if counts[0]:
        return Kind("The model was loaded before the service was started.")
    if counts[1] != 1:
        return Kind(f"After the start the model had been loaded {counts[1]} times.")
    if counts[2] != 1:
        return Kind(f"After several requests the model had been loaded {counts[2]} times.")
    bad = [status for status in statuses if status != 200]
    return Kind(f"A request to the service that has started was answered {bad[0]}.") if bad else None


def one_history(rng):
    return [Case(([float(v) for v in rng.integers(1, 9, 3)],), note="a good request, and no model")]


def unavailable(case, got, want):
    if got.raised:
        return fault(got)
    health, predict = got.value
    if health != 503:
        return Kind(f"Without a model, /health answered {health}.")
    return None if 500 <= predict < 600 else Kind(f"Without a model, /predict answered {predict}.")


def honest_start(case, got, want):
    if got.raised:
        return fault(got)
    if got.value == "not started":
        return None
    health, predict = got.value
    if health < 500:
        return Kind(f"The model could not be loaded, and /health answered {health}.")
    return None if 500 <= predict < 600 else Kind(f"The model could not be loaded, and /predict answered {predict}.")


def good_requests(rng):
    return [Case((["good"] * int(rng.integers(3, 7)),), note="good requests alone")]


def mixed_requests(rng):
    kinds = ["good"] * 4 + ["fault", "type fault", "division fault"] + ["no json", "words", "short"]
    return [Case(([str(kind) for kind in rng.permutation(kinds)],), note="good, refused and failed requests")]


def counted(case, got, want):
    if got.raised:
        return fault(got)
    before, requests, failed = got.value
    if before != 200:
        return Kind(f"Before the first request, /metrics answered {before}.")
    for what, found, wanted in (("requests", requests, want.value[1]), ("failed", failed, want.value[2])):
        if found != wanted:
            said = f"After {len(case.args[0])} requests of several kinds, `{what}` is {found}"
            return Kind(f"{said}, which is wrong.", full=f"{said} where {wanted} was expected.")
    return None


def mostly_quick(rng):
    waits = [0.0] * 17 + [0.06] * 3
    return [Case(([float(wait) for wait in rng.permutation(waits)],), note="seventeen quick requests, three slow ones")]


def percentiles(case, got, want):
    if got.raised:
        return fault(got)
    p50, p95 = (numbers(value) for value in got.value[:2])
    if p50 is None or p95 is None or p50.ndim or p95.ndim:
        return "`p50` and `p95` should each be a number."
    if p95 < 59:
        return Kind("`p95` is shorter than the slowest three of twenty requests took, in milliseconds.")
    outside = sorted(1000 * seconds for seconds in got.value[2])
    if p50 > outside[10] + 1e-6:
        return Kind("`p50` is longer than half of the requests took, seen from outside.")
    if p95 > outside[-1] + 1e-6:
        return Kind("`p95` is longer than the slowest request took, seen from outside.")
    return None if p50 > 0 else Kind("`p50` is not above zero.")


def patience(rng):
    return [Case((3.0,), note="a question for the health of a service that is computing")]


def answers_meanwhile(case, got, want):
    if got.raised:
        return fault(got)
    meanwhile, predict = got.value
    if meanwhile is None:
        return Kind("While a forecast was being computed, /health did not answer.")
    if meanwhile != 200:
        return Kind(f"While a forecast was being computed, /health answered {meanwhile}.")
    return None if predict == 200 else Kind(f"The forecast meanwhile was answered {predict}.")


def crowds(rng):
    return [Case((6, int(rng.integers(6, 10))), note="requests from several clients at the same time")]


def orderly(case, got, want):
    if got.raised:
        return fault(got)
    mixed, requests, failed = got.value
    if mixed:
        return Kind("With several clients at once, some did not get the forecast of their own request.")
    if (requests, failed) != tuple(want.value[1:]):
        return Kind(f"With several clients at once, {requests} requests and {failed} failed were counted.")
    return None


def two(rng):
    first, second = rng.permutation(50)[:2]
    return [Case((float(first), float(second)), note="two services, each with its own model")]


def apart(case, got, want):
    if got.raised:
        return fault(got)
    for (forecast, requests), (wanted, count) in zip(got.value, want.value, strict=True):
        if forecast != wanted:
            return Kind("Of two services, one answered with the other's model.")
        if requests != count:
            return Kind("Of two services, one counted the other's requests.")
    return None


CHECKS = [
    Check("a good request gets its forecast", ordinary, observe_forecasts, right_forecasts, visible=True),
    Check("a malformed request is refused", malformed, observe_statuses, refused, visible=True),
    Check("good requests are counted", good_requests, observe_figures, counted, visible=True),
    Check(
        "n_steps outside its limits is refused",
        limits,
        observe_statuses,
        refused,
        hint="Think of what n_steps may be.",
    ),
    Check(
        "a history shorter than the window is refused",
        short,
        observe_statuses,
        refused,
        hint="Think of the least that the model needs.",
    ),
    Check(
        "a request just inside the limits is served",
        largest,
        observe_statuses,
        accepted,
        hint="Think of the smallest and the largest request that is still allowed.",
    ),
    Check(
        "a fault of the model is not blamed on the client",
        breaking,
        observe_faults,
        own_faults,
        weight=2,
        hint="Think of a model that raises an error.",
    ),
    Check(
        "errors from inside are not shown",
        breaking,
        observe_faults,
        keeps_quiet,
        hint="Think of what the client reads when the model raises an error.",
    ),
    Check(
        "the model is loaded once, at the start",
        some_requests,
        observe_loading,
        loaded_once,
        hint="Count how often the model is loaded, and when.",
    ),
    Check(
        "without a model the service says so",
        one_history,
        observe_no_model,
        unavailable,
        hint="Use the test client without `with`: the service is then never started.",
    ),
    Check(
        "a model that cannot be loaded is no healthy service",
        one_history,
        observe_failed_loading,
        honest_start,
        hint="Think of a load_model that raises an error.",
    ),
    Check(
        "refused and failed requests are counted",
        mixed_requests,
        observe_figures,
        counted,
        weight=2,
        hint="Which requests never reach your function?",
    ),
    Check(
        "the latencies are percentiles in milliseconds",
        mostly_quick,
        observe_latency,
        percentiles,
        hint="Think of units, and of a few slow requests among many quick ones.",
    ),
    Check(
        "the service answers while it computes",
        patience,
        observe_health_meanwhile,
        answers_meanwhile,
        weight=2,
        hint="What else can the event loop do while the model works?",
    ),
    Check(
        "several clients at once",
        crowds,
        observe_crowd,
        orderly,
        hint="Think of what two requests share.",
    ),
    Check(
        "two services share nothing",
        two,
        observe_two,
        apart,
        hint="Think of where the model and the counters are kept.",
    ),
]
