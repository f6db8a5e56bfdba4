"""The libraries that some questions are about work under the judge's limits, and say nothing in the candidate's name."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

import pytest
import pytest_asyncio
from support.engines import ALL, skip_where_lacking
from support.judge_packs import own_pack, small_pack

from hotseat.kernels import namespaces, sandbox
from hotseat.reference.gate import code_of
from hotseat.reference.judge import Judge
from hotseat.reference.verdict import Verdict

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.timeout(300),
]
THERE = {layer.name for layer in sandbox.describe() if layer.there}

WORK: dict[str, tuple[dict[str, Any], str]] = {
    "numba": (
        {},
        """
        import numba
        total = numba.njit(adds_up)
        assert total(np.ones(10)) == 10
        twice = numba.vectorize(["float64(float64)"])(lambda v: 2 * v)
        assert twice(2.0) == 4
        """,
    ),
    "numba that keeps what it compiled": (
        {},
        """
        import numba
        assert numba.njit(cache=True)(adds_up)(np.ones(10)) == 10
        assert numba.njit(cache=True)(adds_up)(np.ones(10)) == 10
        """,
    ),
    "onnxruntime": (
        {"packages": ["onnx", "onnxruntime"]},
        """
        import onnxruntime
        from onnx import TensorProto, helper
        values = [helper.make_tensor_value_info(name, TensorProto.FLOAT, [None]) for name in "xy"]
        graph = helper.make_graph([helper.make_node("Add", ["x", "x"], ["y"])], "g", values[:1], values[1:])
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=10)
        session = onnxruntime.InferenceSession(model.SerializeToString())
        assert session.run(None, {"x": np.ones(3, dtype="float32")})[0].tolist() == [2, 2, 2]
        """,
    ),
    "duckdb": (
        {"profile": "science"},
        """
        import duckdb, pandas as pd
        frame = pd.DataFrame({"a": [1, 2, 3]})
        assert duckdb.sql("select sum(a) from frame").fetchall() == [(6,)]
        kept = duckdb.connect("kept.db")
        kept.execute("create table t as select * from range(1000) r(i)")
        assert kept.execute("select * from t").df().shape == (1000, 1)
        """,
    ),
    "fastapi": (
        {"packages": ["fastapi", "httpx2"]},
        """
        from fastapi import FastAPI
        from fastapi.testclient import TestClient
        app = FastAPI()
        @app.get("/plain")
        def plain(): return {"x": 1}
        @app.post("/echo")
        async def echo(sent: dict): return sent
        client = TestClient(app)
        assert client.get("/plain").json() == {"x": 1}
        assert client.post("/echo", json={"k": 2}).json() == {"k": 2}
        """,
    ),
    "gplearn": (
        {"profile": "science"},
        """
        from gplearn.genetic import SymbolicRegressor
        X = np.random.default_rng(0).normal(size=(50, 2))
        found = SymbolicRegressor(population_size=60, generations=3, random_state=0).fit(X, X[:, 0] + X[:, 1])
        assert found.predict(X).shape == (50,)
        """,
    ),
    "kneed": (
        {"profile": "science"},
        """
        from kneed import KneeLocator
        assert KneeLocator(range(1, 11), [10 / i for i in range(1, 11)], curve="convex", direction="decreasing").knee
        """,
    ),
}


class Bench:
    """A judge over one small pack whose submission works with an engine before it doubles."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.judge = Judge([own_pack(folder)])

    async def __call__(self, does: str, **needs: Any) -> Verdict:
        """Judges a submission that runs ``does`` once, in its first call; skips where an engine is missing."""
        code = (
            "def adds_up(values):\n    total = 0.0\n    for value in values:\n        total += value\n    return total\n"
            f"done = []\ndef work():\n{indent(dedent(does), '    ')}\n"
            "def double(x):\n    if not done:\n        work()\n        done.append(1)\n    return 2 * x\n"
        )
        _, question = small_pack(self.folder, needs={"seconds": 30, "memory": 1024} | needs)
        skip_where_lacking(question)
        return await self.judge.judge(question, code, seed=1)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bench(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bench]:
    bench = Bench(tmp_path_factory.mktemp("pack"))
    yield bench
    await bench.judge.close()


def said(verdict: Verdict) -> str:
    return "\n".join([verdict.reason, *(check.message for check in verdict.checks)])


@pytest.mark.parametrize("name", WORK)
async def test_an_engine_works_in_the_strict_sandbox_and_prints_nothing(bench: Bench, name: str) -> None:
    needs, does = WORK[name]
    verdict = await bench(does, **({"packages": [name.split()[0]]} | needs))
    assert (verdict.verdict, verdict.printed) == ("pass", ""), said(verdict)


async def test_no_engine_reports_to_anybody(bench: Bench) -> None:
    verdict = await bench('assert os.environ["ORT_DISABLE_TELEMETRY"] == "1"'.replace("os.", "__import__('os')."))
    assert verdict.verdict == "pass", said(verdict)


async def test_a_wish_for_one_processor_changes_nothing(bench: Bench) -> None:
    does = """
    import os
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    assert os.sched_getaffinity(0) == before
    """
    verdict = await bench(does)
    assert verdict.verdict == "pass", said(verdict)


@pytest.mark.skipif(not ALL, reason="Spark takes a minute: make content starts it")
@pytest.mark.skipif(not {namespaces.NETWORK, namespaces.PROCESSES} <= THERE, reason="no namespaces here")
async def test_spark_starts_its_java_and_its_workers(bench: Bench) -> None:
    does = """
    from pyspark.sql import SparkSession
    spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    assert spark.range(10).count() == 10
    assert spark.sparkContext.parallelize([1, 2], 1).map(lambda k: 2 * k).sum() == 6
    spark.stop()
    """
    needs = {"packages": ["pyspark"], "processes": True, "loopback": True, "seconds": 120, "memory": 4096}
    verdict = await bench(does, **needs)
    assert verdict.verdict == "pass", said(verdict)


POOLED = """
from joblib import Parallel, delayed
def one(value):
    return 2 * value
def double(x):
    return np.array(Parallel(n_jobs=2)(delayed(one)(value) for value in x), dtype=float)
"""
COMPILED = """
import numba
@numba.njit(cache=True)
def kernel(x):
    out = np.empty_like(x)
    for i in range(len(x)):
        out[i] = 2 * x[i]
    return out
def double(x):
    return kernel(x)
"""


@pytest.mark.parametrize(
    ("solution", "needs"),
    [
        pytest.param(
            POOLED,
            {"processes": True, "memory": 1024, "seconds": 30},
            id="processes",
            marks=pytest.mark.skipif(namespaces.PROCESSES not in THERE, reason="no process namespace here"),
        ),
        pytest.param(COMPILED, {"packages": ["numba"], "memory": 1024, "seconds": 30}, id="numba"),
    ],
)
async def test_a_candidates_own_tests_have_what_the_question_needs(
    tmp_path: Path, solution: str, needs: dict[str, Any]
) -> None:
    starter = (
        "# %%\ndef double(x):\n    raise NotImplementedError\n\n\n# %%\nassert double(np.ones(2)).tolist() == [2, 2]\n"
    )
    pack, question = small_pack(tmp_path, solution=solution, starter=starter, needs=needs)
    skip_where_lacking(question)
    judge = Judge([pack])
    try:
        found, tried = await code_of(judge, question, pack, seeds=[1])
    finally:
        await judge.close()
    assert [str(fault) for fault in found] == []
    assert tried is not None and tried.own_tests == 1
