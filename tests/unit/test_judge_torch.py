"""Submissions that train: forked from a parent that has only imported torch, they neither hang nor share their luck."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from support.engines import ALL
from support.judge_packs import own_pack, small_pack

from hotseat.kernels.nursery import Nursery
from hotseat.kernels.preload import LIBRARIES
from hotseat.kernels.sandbox import Limits
from hotseat.question_bank.model import Needs, Question
from hotseat.reference.judge import Judge

pytestmark = [pytest.mark.sandbox, pytest.mark.asyncio(loop_scope="module")]

CHECKS = """
import torch
from hotseat.reference.check import Case, Check, call
from hotseat.reference.compare import all_of, in_range, input_kept, same


def inputs(rng):
    x = torch.from_numpy(rng.normal(size=(128, 4))).float()
    return [Case((x, (x.sum(1) > 0).float(), int(rng.integers(1000))), note="a separable problem")]


def observe_tensor(candidate, x, y, seed):
    return x.T @ x


CHECKS = [
    Check("learns", inputs, call("double"), all_of(in_range(0.0, 0.4), input_kept), visible=True),
    Check("tensors cross", inputs, observe_tensor, same(rtol=1e-5)),
]
"""
TRAINING = """
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def double(x, y, seed):
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(4, 16), nn.ReLU(), nn.Linear(16, 1))
    optimiser, criterion = torch.optim.Adam(model.parameters(), lr=0.05), nn.BCEWithLogitsLoss()
    for _ in range(4):
        for a, b in DataLoader(TensorDataset(x, y), batch_size=32, shuffle=True):
            optimiser.zero_grad()
            loss = criterion(model(a).squeeze(-1), b)
            loss.backward()
            optimiser.step()
    return float(criterion(model(x).squeeze(-1), y))
"""


@pytest.fixture(scope="module")
def question(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Question]:
    folder = tmp_path_factory.mktemp("torch")
    needs = {"profile": "torch", "seconds": 20, "memory": 2048}
    _, question = small_pack(folder, checks=CHECKS, solution=TRAINING, needs=needs, imports=["import torch"])
    return folder, question


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def judge(question: tuple[Path, Question]) -> AsyncIterator[Judge]:
    judge = Judge([own_pack(question[0])])
    await judge.warm(Needs(profile="torch"))
    yield judge
    await judge.close()


@pytest.mark.timeout(300)
@pytest.mark.in_turn
async def test_training_in_many_children_in_a_row_never_hangs(judge: Judge, question: tuple[Path, Question]) -> None:
    for _ in range(200 if ALL else 60):
        verdict = await judge.judge(question[1], TRAINING)
        assert verdict.verdict == "pass", verdict


@pytest.mark.timeout(120)
async def test_more_threads_asked_for_in_a_child_do_not_hang_it(judge: Judge, question: tuple[Path, Question]) -> None:
    code = "import torch\ntorch.set_num_threads(2)\ntorch.randn(600, 600) @ torch.randn(600, 600)\n" + TRAINING
    verdict = await judge.judge(question[1], code)
    assert verdict.verdict == "pass", verdict


@pytest.mark.timeout(120)
async def test_a_loader_with_workers_is_told_that_processes_cannot_be_started(
    judge: Judge, question: tuple[Path, Question]
) -> None:
    verdict = await judge.judge(question[1], TRAINING.replace("shuffle=True", "shuffle=True, num_workers=2"))
    assert verdict.verdict == "error"
    assert "other processes are out of reach here" in verdict.checks[0].message


async def test_forked_children_do_not_share_their_random_numbers() -> None:
    nursery = Nursery(LIBRARIES["base"])
    try:
        seen: set[bytes] = set()
        for _ in range(3):
            child = await nursery.child("hotseat.reference.witness:serve", Limits())
            loop = asyncio.get_running_loop()
            await child.receive(loop.time() + 20)
            code = "import random, numpy as np\nprint(random.random(), np.random.random())"
            request = {
                "do": "load",
                "source": code,
                "imports": [],
                "functions": [],
                "skip": [],
                "seed": len(seen),
                "forbidden": [],
            }
            await child.send(request)
            while (message := await child.receive(loop.time() + 20))["said"] == "cell":
                pass
            seen.add(message["printed"])
            child.kill()
        assert len(seen) == 3
    finally:
        await nursery.close()
