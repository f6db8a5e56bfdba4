"""The candidate's own tests, tried on the reference and the known-wrong solutions of ``zscore``: one word comes back."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest
import pytest_asyncio
from support.builtin_bank import builtin_bank
from support.judge_packs import small_pack

from hotseat.kernels import landlock, seccomp
from hotseat.question_bank.model import Needs, Question
from hotseat.reference.builtin import builtin_pack
from hotseat.reference.judge import Judge
from hotseat.reference.own_tests_trial import Tried

pytestmark = [pytest.mark.sandbox, pytest.mark.asyncio(loop_scope="module")]
WRONG_ANSWER = "def zscore(x):\n    return x  # wrong, and it does not matter here\n"
HEAD = "import numpy as np\n\n" + WRONG_ANSWER + "\n"


class Bench:
    def __init__(self) -> None:
        self.bank = builtin_bank()
        self.judge = Judge(self.bank.packs)
        question = self.bank.questions["zscore"]
        self.question: Question = question.model_copy(update={"needs": Needs(seconds=0.5, memory=256)})
        self.faults = len(self.bank.pack_of("zscore").wrong("zscore"))

    async def __call__(self, code: str) -> Tried:
        tried = await self.judge.try_own_tests(self.question, code)
        assert tried is not None
        return tried


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bench() -> AsyncIterator[Bench]:
    made = Bench()
    yield made
    await made.judge.close()


async def test_the_candidates_answer_is_replaced_so_that_good_tests_catch_faults_whatever_it_does(bench: Bench) -> None:
    tried = await bench(
        HEAD
        + "assert np.array_equal(zscore(np.full(3, 3.0)), np.zeros(3))\n"
        + "def test_spread():\n    np.testing.assert_allclose(zscore(np.arange(9.0)).std(), 1.0)\n"
    )
    assert (tried.tests, tried.of_starter, tried.wrong_tests) == (2, 0, ())
    assert 0 < tried.caught < tried.faults <= bench.faults


async def test_a_suite_that_claims_nothing_catches_nothing_and_an_empty_one_runs_nothing(bench: Bench) -> None:
    tried = await bench(HEAD + "assert True\n")
    assert (tried.tests, tried.held, tried.caught) == (1, 0, 0) and tried.faults > 0
    assert tried.idle_tests == ("the assert in line 6",)
    nothing = await bench(HEAD)
    assert (nothing.tests, nothing.caught, nothing.faults) == (0, 0, 0)


async def test_more_tests_catch_more(bench: Bench) -> None:
    weak = await bench(HEAD + "assert zscore(np.arange(4.0)).shape == (4,)\n")
    strong = await bench(
        HEAD
        + "assert zscore(np.arange(4.0)).shape == (4,)\n"
        + "x = np.array([1, 2, 3, 4])\nbefore = x.copy()\n"
        + "assert np.allclose(zscore(x), (x - x.mean()) / x.std())\nassert (x == before).all()\n"
        + "assert (zscore(np.zeros(3)) == 0).all()\n"
        + "far = 1e8 + np.arange(5.0)\nassert np.allclose(zscore(far), zscore(np.arange(5.0)), atol=1e-3)\n"
    )
    assert weak.wrong_tests == strong.wrong_tests == ()
    assert weak.caught < strong.caught


async def test_tests_that_fail_on_a_right_solution_are_named_and_set_aside(bench: Bench) -> None:
    tried = await bench(
        HEAD
        + "scale = 1.0\n"
        + "assert np.isclose(zscore(np.arange(5.0)).std(ddof=1), 1.0)\n"
        + "assert np.array_equal(zscore(np.full(3, 3.0)), np.zeros(3))\n"
        + "def test_sum():\n    assert zscore(np.arange(5.0)).sum() > 1\n"
    )
    assert tried.wrong_tests == ("the assert in line 7", "test_sum")
    assert tried.tests == 3 and tried.caught > 0
    nothing_left = await bench(HEAD + "assert zscore(np.arange(3.0)) is None\n")
    assert nothing_left.caught == 0 and nothing_left.faults > 0
    assert nothing_left.wrong_tests == ("the assert in line 6",)


async def test_a_statement_that_is_set_aside_still_prepares_what_comes_after_it(bench: Bench) -> None:
    tried = await bench(
        HEAD
        + "for n in (3,):\n    z = zscore(np.full(n, 2.0))\n    assert z[0] == 1\n"
        + "assert np.array_equal(z, np.zeros(3))\n"
    )
    assert tried.wrong_tests == ("the assert in line 8",) and tried.caught > 0


async def test_helpers_data_fixtures_pytest_and_parameters_work_as_the_candidate_wrote_them(bench: Bench) -> None:
    tried = await bench(
        "# %%\nfrom __future__ import annotations\nimport numpy as np\nimport pytest\nimport unittest\n\n"
        "# %%\n" + WRONG_ANSWER + "\n"
        "# %%\ndef deviation(v):\n    return 1.0 / 0  # a helper of the candidate's; a solution's own must not be hit\n\n"
        "data = [np.arange(4.0), np.arange(9.0) ** 2]\n\n"
        "# %%\n@pytest.mark.parametrize('k', [0, pytest.param(1, id='one')])\n"
        "@pytest.mark.parametrize('shift, scale', [(0, 1), (5, 2)])\n"
        "def test_each(k, shift, scale):\n"
        "    z = zscore(data[k] * scale + shift)\n    assert z.mean() == pytest.approx(0, abs=1e-9)\n"
        "    assert z.std() == pytest.approx(1)\n\n"
        "with pytest.raises(ZeroDivisionError):\n    deviation(1)\n\n"
        "class TestZ:\n    def setup_method(self):\n        self.x = np.arange(3.0)\n"
        "    def test_shape(self):\n        assert zscore(self.x).shape == (3,)\n\n"
        "class More(unittest.TestCase):\n    def test_zero(self):\n        self.assertEqual(zscore(np.ones(2))[0], 0)\n\n"
        "def test_needs(tmp_path):\n    assert True\n"
    )
    assert (tried.wrong_tests, tried.idle_tests) == ((), ("the assert in line 25",))
    assert (tried.tests, tried.held, tried.left_out, tried.why) == (4, 3, ("test_needs",), ("fixture",))
    assert tried.caught > 0


async def test_a_solution_keeps_its_own_helpers_and_the_candidate_theirs(tmp_path: Path) -> None:
    pack, question = small_pack(
        tmp_path, solution="def helper(x):\n    return 2 * x\n\n\ndef double(x):\n    return helper(x)\n"
    )
    (tmp_path / "wrong").mkdir()
    for name, fault in (("more", "2 * x + 1"), ("loops", "2 * x")):
        told = "rules" if name == "loops" else "doubles"
        text = f'"""What is wrong.\n\nfails: {told}\n"""\n\n\ndef double(x):\n    return {fault}\n'
        (tmp_path / "wrong" / f"double__{name}.py").write_text(text)
    judge = Judge([pack])
    try:
        tried = await judge.try_own_tests(
            question,
            "def helper(x):\n    return 'mine'\n\ndef double(x):\n    return helper(x)\n\n"
            "assert helper(1) == 'mine'\nassert double(3) == 6\n",
        )
    finally:
        await judge.close()
    wanted = Tried(tests=2, of_starter=0, held=1, idle_tests=("the assert in line 7",), caught=1, faults=1)
    assert tried == wanted, "what only breaks the rules is no fault to catch"


async def test_a_question_without_known_faults_is_left_alone(tmp_path: Path) -> None:
    pack, question = small_pack(tmp_path)
    judge = Judge([pack])
    assert await judge.try_own_tests(question, "assert double(1) == 2\n") is None
    await judge.close()


async def test_the_starters_tests_hold_on_the_reference(bench: Bench) -> None:
    question = bench.bank.questions["zscore"]
    starter = bench.bank.pack_of("zscore").starter("zscore")
    tried = await bench.judge.try_own_tests(question, starter or "")
    assert tried is not None
    assert tried.tests == tried.of_starter == 4 and tried.wrong_tests == () and tried.caught > 0


async def test_nothing_can_be_said_of_code_that_does_not_parse(bench: Bench) -> None:
    assert await bench.judge.try_own_tests(bench.question, "def zscore(:\n") is None


async def test_a_test_counts_where_it_calls_the_answer_or_reads_what_came_of_it(bench: Bench) -> None:
    tried = await bench(
        HEAD
        + "given = np.arange(5.0)\nbefore = given.copy()\n"
        + "z = zscore(given)\nmean = z.mean()\n"
        + "def check(v):\n    assert abs(v) < 1e-9\n\n"
        + "def spread():\n    return z.std()\n\n"
        + "assert abs(mean) < 1e-9\n"
        + "assert (given == before).all()\n"
        + "def test_by_a_helper():\n    assert abs(spread() - 1) < 1e-9\n"
        + "def test_within():\n    check(zscore(np.arange(4.0)).mean())\n"
        + "assert np.sqrt(4) == 2\n"
        + "def test_of_nothing():\n    check(0.0)\n"
        + "def test_by_name():\n    assert callable(zscore)\n"
    )
    assert tried.wrong_tests == ()
    assert tried.idle_tests == ("the assert in line 22", "test_of_nothing", "test_by_name")
    assert (tried.tests, tried.held) == (7, 4) and tried.caught > 0


async def test_fixtures_of_the_file_are_made_anew_for_each_test_and_ended_after_it(bench: Bench) -> None:
    tried = await bench(
        HEAD
        + "import pytest\nended = []\n"
        + "@pytest.fixture\ndef x():\n    return np.arange(5.0)\n"
        + "@pytest.fixture()\ndef scaled(x):\n    yield 3 * x\n    ended.append(1)\n"
        + "def test_fix(x):\n    assert abs(zscore(x).std() - 1) < 1e-9\n    x += 1\n"
        + "@pytest.mark.parametrize('n', [1, 2])\n"
        + "def test_both(n, scaled, x):\n    assert x[0] == 0 and np.allclose(zscore(scaled + n), zscore(x))\n"
        + "class TestZ:\n    def test_method(self, scaled):\n        assert len(ended) == 2\n"
        + "        assert zscore(scaled).shape == (5,)\n"
        + "def test_wrong(x):\n    assert zscore(x)[0] == 99\n"
    )
    assert (tried.tests, tried.held, tried.left_out) == (4, 3, ())
    assert tried.wrong_tests == ("test_wrong",) and tried.caught > 0


async def test_classes_that_are_asked_for_stay_classes_and_their_use_is_seen(tmp_path: Path) -> None:
    solution = "class double:\n    def __init__(self, x):\n        self.x = 2 * x\n"
    pack, question = small_pack(tmp_path, solution=solution)
    (tmp_path / "wrong").mkdir()
    text = '"""Wrong.\n\nfails: doubles\n"""\n\n\n' + solution.replace("2 *", "3 *")
    (tmp_path / "wrong" / "double__more.py").write_text(text)
    judge = Judge([pack])
    try:
        tried = await judge.try_own_tests(
            question,
            "class double: ...\n\nclass Mine(double): ...\n\nassert double(3).x == 6\nmade = Mine(2)\n"
            "assert isinstance(made, double) and isinstance(double, type)\nassert isinstance(double, type)\n",
        )
    finally:
        await judge.close()
    assert tried is not None and (tried.held, tried.caught, tried.faults) == (2, 1, 1)
    assert tried.idle_tests == ("the assert in line 8",)


# --- hostile suites: nothing but the bit comes back, and no end but the harness's own is "held" --------------------

ENDS = {
    "os._exit": "import os\ndef test_a():\n    os._exit(0)\n",
    "sys.exit": "import sys\ndef test_a():\n    sys.exit(0)\n",
    "quit in a cell": "assert zscore(np.ones(2)) is not None or True\nimport os\nos._exit(0)\n",
    "a signal": "import os\ndef test_a():\n    os.kill(os.getpid(), 9)\n",
    "rubbish on every descriptor": (
        "import os\ndef test_a():\n    for fd in range(3, 200):\n        try:\n            os.write(fd, b'x' * 50)\n"
        "        except OSError:\n            pass\n"
    ),
    "closed descriptors": "import os\ndef test_a():\n    os.closerange(3, 500)\n",
    "memory": "def test_a():\n    hold = [bytearray(1 << 26) for _ in range(10_000)]\n",
    "depth": "def test_a():\n    test_a()\n",
}


@pytest.mark.parametrize("name", ENDS)
async def test_an_end_that_is_not_the_harnesss_own_has_not_held(bench: Bench, name: str) -> None:
    tried = await bench(HEAD + ENDS[name])
    assert tried.tests == 1 and len(tried.wrong_tests) == 1
    assert tried.caught == 0


async def test_a_test_that_does_not_end_is_left_out_and_not_called_wrong(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hotseat.reference.own_tests_trial.PATIENCE", 0.4)
    tried = await bench(HEAD + "def test_a():\n    while True:\n        pass\n\nassert zscore(np.ones(3)).sum() == 0\n")
    assert (tried.wrong_tests, tried.left_out, tried.why) == ((), ("test_a",), ("slow",)) and tried.caught > 0


FORGED = """
import os, struct, sys
from hotseat.kernels.channel import framed
def test_forged():
    for fd in range(3, 200):
        try:
            os.write(fd, framed({"said": "held", "more": SECRET}))
        except OSError:
            pass
    os._exit(0)
"""
TELLS = """
import sys, os
source = sys.modules['solution'].__dict__
def test_tells():
    print(source)
    os.write(1, b'np.zeros_like(centred)')
    os.write(2, b'np.zeros_like(centred)')
    raise ValueError(repr(source))
"""


async def test_what_is_forged_is_no_answer_and_what_is_told_goes_nowhere(
    bench: Bench, capfd: pytest.CaptureFixture[str]
) -> None:
    forged = await bench(HEAD + FORGED.replace("SECRET", "repr(sys.modules['solution'].__dict__)"))
    assert forged.wrong_tests == ("test_forged",)
    told = await bench(HEAD + TELLS)
    assert told.wrong_tests == ("test_tells",)
    assert "centred" not in repr((forged, told)) + "".join(capfd.readouterr())


LOOKS = """
import gc
text = next((o['solution'] for o in gc.get_objects() if type(o) is dict and type(o.get('solution')) is str), '')
def test_text():
    assert zscore(np.ones(2)) is None or text
"""


async def test_the_text_of_a_solution_is_gone_before_the_first_step_runs(bench: Bench) -> None:
    tried = await bench(HEAD + LOOKS)
    assert tried.wrong_tests == ("test_text",)


async def test_of_many_tests_set_aside_a_few_are_named_and_the_rest_are_counted(bench: Bench) -> None:
    wrong = "".join(f"def test_{k}():\n    assert zscore(np.ones(2)) is None\n" for k in range(6))
    tried = await bench(HEAD + wrong + "def test_idle():\n    assert True\n")
    assert (tried.wrong_tests, tried.more_wrong) == (tuple(f"test_{k}" for k in range(5)), 1)
    assert (tried.idle_tests, tried.more_idle, tried.held) == ((), 1, 0)


@pytest.mark.skipif(
    not (landlock.abi() and seccomp.available()), reason="this machine has neither landlock nor seccomp"
)
async def test_files_processes_and_the_network_are_out_of_reach(bench: Bench, tmp_path: Path) -> None:
    mark = tmp_path / "mark"
    solution = builtin_pack().code / "solutions" / "zscore.py"
    tried = await bench(
        HEAD
        + "import os, socket, subprocess\n"
        + f"def test_writes():\n    open({str(mark)!r}, 'w').write('x')\n"
        + f"def test_reads():\n    assert 'def zscore' in open({str(solution)!r}).read()\n"
        + "def test_forks():\n    assert os.fork() >= 0\n"
        + "def test_starts():\n    subprocess.run(['true'], check=True)\n"
        + "def test_calls():\n    socket.create_connection(('127.0.0.1', 9))\n"
    )
    assert tried.wrong_tests == ("test_writes", "test_reads", "test_forks", "test_starts", "test_calls")
    assert not mark.exists()


async def test_patched_builtins_gain_a_bit_and_nothing_else(bench: Bench) -> None:
    tried = await bench(
        HEAD + "import builtins\nbuiltins.AssertionError = ValueError\nnp.allclose = lambda *a: True\n"
        "assert np.allclose(zscore(np.ones(2)), 7)\n"
    )
    assert (tried.tests, tried.wrong_tests, tried.caught) == (1, (), 0)


async def test_a_cancelled_try_leaves_no_process_behind(bench: Bench) -> None:
    await bench(HEAD + "assert True\n")
    me = psutil.Process(os.getpid())
    before = {p.pid for p in me.children(recursive=True)}
    code = HEAD + "def test_a():\n    while True:\n        pass\n"
    task = asyncio.create_task(bench.judge.try_own_tests(bench.question, code))
    for _ in range(500):
        await asyncio.sleep(0.01)
        if {p.pid for p in me.children(recursive=True)} - before:
            break
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    for _ in range(500):
        await asyncio.sleep(0.01)
        if not {p.pid for p in me.children(recursive=True)} - before:
            break
    assert not {p.pid for p in me.children(recursive=True)} - before


async def test_it_gives_way_while_a_verdict_is_being_made(bench: Bench) -> None:
    idle = asyncio.Event()
    task = asyncio.create_task(bench.judge.try_own_tests(bench.question, HEAD + "assert True\n", idle.wait))
    await asyncio.sleep(0.2)
    assert not task.done()
    idle.set()
    tried = await asyncio.wait_for(task, 60)
    assert tried is not None and tried.tests == 1
