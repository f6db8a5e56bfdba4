"""Submissions that try to be taken for right: none gains a pass, and the judge judges on."""

from __future__ import annotations

import asyncio
import os
import time
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest
import pytest_asyncio
from support.builtin_bank import builtin_bank
from support.judge_packs import until
from support.judge_tricks import ENDS, GOOD, LIES, PATCHES, SEARCHES, WRONG

from hotseat.kernels import landlock, seccomp
from hotseat.kernels.nursery import Nursery
from hotseat.kernels.sandbox import Limits
from hotseat.question_bank.model import Needs, Question, Rules
from hotseat.reference.builtin import builtin_pack
from hotseat.reference.judge import Judge
from hotseat.reference.verdict import Verdict

pytestmark = [pytest.mark.sandbox, pytest.mark.asyncio(loop_scope="module")]

isolated = pytest.mark.skipif(
    not (landlock.abi() and seccomp.available()), reason="this machine has neither landlock nor seccomp"
)
SOLUTION = builtin_pack().code / "solutions" / "zscore.py"
HEAD = f"import numpy as np\nSOLUTION = {str(SOLUTION)!r}\n"


class Bench:
    """The judge with ``zscore``, free of rules so that every trick is met by the checks alone."""

    def __init__(self) -> None:
        bank = builtin_bank()
        self.judge = Judge(bank.packs)
        question = bank.questions["zscore"]
        self.question: Question = question.model_copy(update={"rules": Rules(), "needs": Needs(seconds=3, memory=128)})

    async def __call__(self, code: str, seed: int | None = None) -> Verdict:
        return await self.judge.judge(self.question, code, seed=seed)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bench() -> AsyncIterator[Bench]:
    bench = Bench()
    assert (await bench(GOOD)).verdict == "pass"  # what stays between submissions is there before the first trick
    yield bench
    assert (await bench(GOOD)).verdict == "pass", "an honest submission must pass after all the tricks"
    await bench.judge.close()


def outcomes(verdict: Verdict) -> dict[str, str]:
    return {check.name: check.outcome for check in verdict.checks}


CENTRAL = "the values are (x - mean) / std"


@pytest.mark.parametrize("name", LIES)
async def test_no_answer_is_taken_for_what_it_is_not(bench: Bench, name: str) -> None:
    verdict = await bench(HEAD + LIES[name])
    assert verdict.verdict == "fail" and outcomes(verdict)[CENTRAL] == "failed"


@pytest.mark.parametrize("name", PATCHES)
async def test_patches_and_forgeries_in_its_own_process_change_nothing(bench: Bench, name: str) -> None:
    verdict = await bench(HEAD + PATCHES[name] + WRONG)
    assert verdict.verdict in ("fail", "error") and outcomes(verdict)[CENTRAL] != "passed"
    assert verdict.score < 0.5


@pytest.mark.parametrize("name", ["forged messages on every descriptor", "rubbish on every descriptor"])
async def test_forging_while_a_check_runs_gains_nothing_either(bench: Bench, name: str) -> None:
    body = "\n".join(f"    {line}" for line in PATCHES[name].strip().splitlines())
    verdict = await bench(f"{HEAD}def zscore(x):\n{body}\n    return np.zeros(len(x))\n")
    assert verdict.verdict in ("fail", "error") and outcomes(verdict)[CENTRAL] != "passed"


async def test_an_answer_sent_ahead_as_the_harness_is_judged_like_any_answer(bench: Bench) -> None:
    """Whoever finds the channel can send an observation; it is compared like any other, so it must be right anyway."""
    code = (
        HEAD + "import os, struct\nfrom hotseat.kernels.plaindata import encode\n"
        "seen = encode({'value': np.zeros(5), 'args': (np.zeros(5),), 'kwargs': {}, 'raised': None})\n"
        "def zscore(x):\n"
        "    for number in range(1, 60):\n"
        "        body = encode({'said': 'observed', 'id': number, 'seen': seen, 'printed': ''})\n"
        "        for fd in range(3, 128):\n"
        "            try: os.write(fd, struct.pack('>I', len(body)) + body)\n"
        "            except OSError: pass\n"
        "    return np.zeros(len(x))\n"
    )
    verdict = await bench(code)
    assert verdict.verdict in ("fail", "error") and outcomes(verdict)[CENTRAL] != "passed"


@isolated
@pytest.mark.parametrize("name", SEARCHES)
async def test_looking_for_the_answer_finds_nothing(bench: Bench, name: str) -> None:
    verdict = await bench(HEAD + SEARCHES[name])
    assert verdict.verdict in ("fail", "error") and outcomes(verdict)[CENTRAL] != "passed"


@pytest.mark.parametrize("name", [n for n in ENDS if "kill" not in n and "fork" not in n and "process" not in n])
async def test_every_end_is_told_and_none_is_a_pass(bench: Bench, name: str) -> None:
    began = time.monotonic()
    verdict = await bench(HEAD + ENDS[name])
    assert verdict.verdict in ("error", "fail", "timeout"), verdict
    assert verdict.reason and "\x1b" not in str(verdict) and "\u202e" not in str(verdict)
    assert all(len(check.message) <= 4000 for check in verdict.checks)
    assert time.monotonic() - began < 60


@isolated
@pytest.mark.parametrize("name", [n for n in ENDS if "kill" in n or "fork" in n or "process" in n])
async def test_other_processes_can_be_neither_started_nor_signalled(bench: Bench, name: str) -> None:
    before = {p.pid for p in psutil.Process().children(recursive=True)}
    verdict = await bench(HEAD + ENDS[name])
    assert verdict.verdict in ("error", "fail") and os.getppid()
    assert until(lambda: {p.pid for p in psutil.Process().children(recursive=True)} <= before)


@isolated
@pytest.mark.parametrize(
    "attempt",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9), 0.1)",
        "import socket; socket.socket(socket.AF_UNIX)",
        "import socket; socket.getaddrinfo('example.com', 80)",
        "open('/tmp/hotseat-was-here', 'w')",
        "open(SOLUTION)",
        "open(SOLUTION, 'a')",
        "import os; os.listdir(os.path.dirname(SOLUTION))",
        "open('/etc/shadow')",
        "open('/proc/1/environ')",
        "open('/proc/self/mem', 'rb')",
        "open('/dev/shm/hotseat-was-here', 'w')",
        "open('/dev/tty')",
        "import os; os.open('/dev/pts/0', os.O_WRONLY)",
        "import os; os.kill(1, 0)",
        "import os; os.chmod(os.__file__, 0o777)",
        "open(np.__file__, 'a')",
        "import os; os.memfd_create('x')",
        "import os; os.setsid()",
        "import ctypes; assert ctypes.CDLL(None).ptrace(16, os.getppid(), 0, 0) == 0",
        "import resource; resource.setrlimit(resource.RLIMIT_CPU, (10**6, 10**6))",
    ],
)
async def test_nothing_outside_can_be_reached(bench: Bench, attempt: str) -> None:
    code = f"{HEAD}import os\ndef zscore(x):\n    {attempt}\n    raise RuntimeError('reached')\n"
    verdict = await bench(code)
    message = next(check.message for check in verdict.checks if check.outcome == "error")
    assert "It raised" in message and "reached" not in message.splitlines()[0], message


@isolated
async def test_nothing_is_left_for_the_next_run(bench: Bench) -> None:
    code = HEAD + (
        "import os, tempfile\n"
        "print('found', os.listdir('.'), os.listdir(tempfile.gettempdir()), sorted(os.environ))\n"
        "open('note', 'w').write('x'); open(tempfile.gettempdir() + '/other', 'w').write('x')\n"
    )
    first, second = [await bench(code + GOOD) for _ in range(2)]
    assert first.verdict == second.verdict == "pass"
    assert first.printed == second.printed and first.printed.startswith("found [] [] ")
    assert "HOTSEAT_HOME" not in first.printed and "TOKEN" not in first.printed


async def test_answers_learnt_by_heart_fail_at_every_seed(bench: Bench) -> None:
    for seed in range(6):
        assert (await bench(HEAD + LIES["the examples learnt by heart"], seed=seed)).verdict == "fail"


async def test_a_submission_knows_neither_check_nor_expected_value(bench: Bench) -> None:
    """Everything the process holds is searched for words of the checks and of the reference, spelt backwards here."""
    code = (
        "import gc, sys, types\n"
        "MARKS = ('daerps rieht peek', 'seirav gnihton', 'orez raf', 'scorez/snoitulos')\n"
        "def zscore(x):\n"
        "    if len(x) != 5: return (x - x.mean()) / (x.std() or 1)\n"
        "    seen, kept, todo, found = set(), [], [sys.modules, gc.get_objects(), sys._getframe()], set()\n"
        "    while todo and len(seen) < 400_000:\n"
        "        thing = todo.pop()\n"
        "        if id(thing) in seen: continue\n"
        "        seen.add(id(thing)); kept.append(thing)\n"
        "        if type(thing) in (str, bytes):\n"
        "            text = (thing if type(thing) is str else thing.decode('latin-1'))[::-1]\n"
        "            found |= {mark for mark in MARKS if mark in text}\n"
        "        elif type(thing) in (list, tuple, set, frozenset): todo.extend(thing)\n"
        "        elif type(thing) is dict: todo.extend(thing.keys()); todo.extend(thing.values())\n"
        "        elif isinstance(thing, types.FrameType): todo += [thing.f_back, dict(thing.f_locals), thing.f_globals]\n"
        "        elif hasattr(thing, '__dict__'): todo.append(dict(vars(thing)))\n"
        "    raise RuntimeError(f'searched {len(seen) > 20_000}, found {sorted(found)}')\n"
    )
    message = next(check.message for check in (await bench(code)).checks if "searched" in check.message)
    assert "searched True, found []" in message


async def test_many_submissions_in_a_row_leave_no_process_and_no_descriptor(bench: Bench) -> None:
    await bench(GOOD)
    me = psutil.Process()
    before = me.num_fds() if hasattr(me, "num_fds") else 0
    for _ in range(25):
        assert (await bench(GOOD)).verdict == "pass"
    living = [p for p in me.children() if p.status() != psutil.STATUS_ZOMBIE]
    (parent,) = [p for p in living if "hotseat.kernels.warm_parent" in " ".join(p.cmdline())]
    assert until(lambda: not parent.children())
    assert not hasattr(me, "num_fds") or me.num_fds() <= before + 2


@isolated
@pytest.mark.parametrize("at_fault", ["the parent is killed", "the judge's side closes"])
async def test_a_child_in_an_endless_loop_ends_with_its_parent(at_fault: str) -> None:
    before = {p.pid for p in psutil.Process().children()}
    nursery = Nursery(["hotseat.reference.witness"])
    child = await nursery.child("hotseat.reference.witness:serve", Limits())
    await child.receive(asyncio.get_running_loop().time() + 20)
    (parent,) = [p for p in psutil.Process().children() if p.pid not in before]
    (running,) = parent.children()
    source = "while True:\n    try: (1 << 10**7).bit_length()\n    except BaseException: pass\n"
    await child.send({"do": "load", "source": source, "imports": [], "functions": [], "skip": [], "seed": 1})
    assert (await child.receive(asyncio.get_running_loop().time() + 20))["said"] == "cell"
    if at_fault == "the parent is killed":
        parent.kill()
        assert (await child.ending()).machine
    else:
        await nursery.close()
    assert await asyncio.to_thread(until, lambda: not running.is_running() or running.status() == "zombie")
    child.kill()
    await nursery.close()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
async def test_where_processes_are_allowed_none_outlives_the_submission() -> None:
    """Daemons that leave their group are found and ended too."""
    before = {p.pid for p in psutil.Process().children()}
    nursery = Nursery(["hotseat.reference.witness"])
    try:
        child = await nursery.child("hotseat.reference.witness:serve", Limits(processes=True))
        source = (
            "import os, time\n"
            "for _ in range(3):\n"
            "    if os.fork() == 0:\n"
            "        if os.fork() == 0:\n"
            "            os.setsid()\n"
            "            time.sleep(600)\n"
            "        os._exit(0)\n"
        )
        loop = asyncio.get_running_loop()
        await child.receive(loop.time() + 20)
        request = {"do": "load", "source": source, "imports": [], "functions": [], "skip": [], "seed": 1}
        await child.send(request)
        while (await child.receive(loop.time() + 20))["said"] != "loaded":
            pass
        (parent,) = [p for p in psutil.Process().children() if p.pid not in before]
        assert len(parent.children(recursive=True)) >= 4
        child.kill()
        assert await asyncio.to_thread(until, lambda: not parent.children(recursive=True))
    finally:
        await nursery.close()


async def test_a_pack_of_another_folder_is_hidden_even_among_the_libraries(tmp_path: Path) -> None:
    """Rules that leave a folder out of a readable one let its neighbours in."""
    (tmp_path / "lib" / "pack").mkdir(parents=True)
    (tmp_path / "lib" / "other").mkdir()
    found = dict(landlock.rules([tmp_path / "lib"], [tmp_path / "lib" / "pack"]))
    assert found == {str(tmp_path / "lib"): landlock.READ_DIR, str(tmp_path / "lib" / "other"): landlock.READ}
