"""The judge's verdicts: right passes, wrong fails, and what is whose fault is told as such."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import psutil
import pytest
import pytest_asyncio
from support.builtin_bank import builtin_bank
from support.judge_packs import CHECKS, SOLUTION, Bench, small_pack, until

from hotseat.question_bank.bank import Bank
from hotseat.question_bank.model import Needs
from hotseat.reference import examiner_desk
from hotseat.reference.gate import faults_of, uncaught
from hotseat.reference.judge import SEEDS, Judge, seeds_of
from hotseat.reference.verdict import CheckResult, Verdict

pytestmark = [pytest.mark.sandbox, pytest.mark.asyncio(loop_scope="module")]


@pytest.fixture(scope="module")
def bank() -> Bank:
    return builtin_bank()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def judge(bank: Bank) -> AsyncIterator[Judge]:
    judge = Judge(bank.packs)
    await judge.warm(Needs())
    yield judge
    await judge.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bench(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bench]:
    bench = Bench(tmp_path_factory.mktemp("pack"))
    yield bench
    await bench.judge.close()


@pytest.mark.in_turn
async def test_the_model_question_is_sound(judge: Judge, bank: Bank) -> None:
    """Its starter fails, its reference and its right solutions pass, each wrong one fails where it says."""
    pack = bank.pack_of("zscore")
    assert len(pack.wrong("zscore")) >= 8 and len(pack.right("zscore")) >= 3
    assert await faults_of(judge, bank.questions["zscore"], pack) == []


async def test_a_verdict_tells_every_check_in_order_as_it_is_settled(judge: Judge, bank: Bank) -> None:
    heard: list[CheckResult] = []
    code = bank.pack_of("zscore").wrong("zscore")[0].read_text()
    verdict = await judge.judge(bank.questions["zscore"], code, seed=3, on_check=heard.append)
    assert tuple(heard) == (*verdict.checks[1:], verdict.checks[0]), "the rules wait for what is called to the end"
    told = {"question", "file", "verdict", "reason", "score", "seconds", "checks", "notes"}
    assert set(verdict.to_dict("a.py")) == told | {"missing_names", "missing_packages", "printed"}
    assert "file" not in verdict.to_dict()
    assert set(verdict.to_dict()["checks"][0]) == {"name", "outcome", "message", "seconds", "hidden"}


async def test_a_visible_check_shows_the_smallest_counterexample(judge: Judge, bank: Bank) -> None:
    verdict = await judge.judge(bank.questions["zscore"], "def zscore(x):\n    return x - x.mean()\n", seed=2)
    check = next(one for one in verdict.checks if one.name == "the values are (x - mean) / std")
    assert check.outcome == "failed" and not check.hidden
    for word in ("Input: zscore(array([", "Expected: array([", "Came back: array(["):
        assert word in check.message


WATCHED = """
import numpy as np
from hotseat.reference.check import Case, Check, call
from hotseat.reference.compare import close_scalar, same


def observe_total(candidate, x, times, table):
    return {"seen": candidate.double(x * times).sum()}


def held(case, got, want):
    return None if got.value == want.value else "The total is off."


def some(rng):
    return [Case((np.arange(n + 0.0), 3, np.zeros((90, 7))), note=f"{n} numbers") for n in (3, 5)]


CHECKS = [
    Check("a watched call", some, observe_total, held, visible=True),
    Check("one number", lambda rng: [Case((0.5,))], call("double"), close_scalar(), visible=True),
    Check("any answer", lambda rng: [Case((np.ones(2),))], call("double"), held, visible=True, many_answers=True),
    Check("hidden", some, observe_total, held),
]
"""


async def test_a_failed_check_tells_no_more_than_says_something(bench: Bench) -> None:
    verdict = await bench(
        "def double(x):\n    return 3 * x\n", checks=WATCHED.replace("got.value == want.value", "False")
    )
    assert verdict.verdict == "not-judged", "a reference that does not hold is a fault of the question"
    holds = "(got.value == want.value if type(got.value) is dict else abs(got.value - want.value).max() < 1)"
    verdict = await bench(
        "def double(x):\n    return 3 * x\n", checks=WATCHED.replace("got.value == want.value", holds)
    )
    watched, number, many, hidden = (check.message for check in verdict.checks)
    assert watched.splitlines() == [
        "The total is off.",
        "Input: x=array([0.0, 1.0, 2.0]), times=3, table=<array of shape (90, 7)> (3 numbers)",
        "Both inputs fail; this is the smaller of them.",
    ]
    assert number.splitlines() == ["The answer is 1.5 where 1 was expected.", "Input: double(0.5)"]
    assert many.splitlines() == [
        "The total is off.",
        "Input: double(array([1.0, 1.0]))",
        "Came back: array([3.0, 3.0])",
    ]
    assert hidden == "Fails for 3 numbers."


async def test_a_hidden_check_names_the_kind_of_case_and_gives_no_value_away(judge: Judge, bank: Bank) -> None:
    code = "def zscore(x):\n    return (x - x.mean()) / (x.std() or 1) if x.std() > 0.01 else x * 0.0\n"
    verdict = await judge.judge(bank.questions["zscore"], code, seed=2)
    check = next(one for one in verdict.checks if one.name == "a small spread is not taken for none")
    assert check.hidden and check.message.startswith("Fails for numbers ")
    assert "Expected" not in check.message and "array" not in check.message


async def test_the_candidates_own_lines_are_told_with_cell_and_line(judge: Judge, bank: Bank) -> None:
    code = (
        "# %% one\nimport numpy as np\n# %% two\ndef inner(x):\n    return x / undefined\n\n"
        "def zscore(x):\n    return inner(x)\n"
    )
    verdict = await judge.judge(bank.questions["zscore"], code, seed=2)
    message = next(one.message for one in verdict.checks if one.outcome == "error")
    assert "It raised NameError: name 'undefined' is not defined" in message
    assert (
        "cell 2, line 8, in zscore\n    return inner(x)\ncell 2, line 5, in inner\n    return x / undefined" in message
    )


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        ("10**6000", "Came back: <int of about 6,001 digits>"),
        ("[10**6000] * len(x)", "<int of about 6,001 digits>, <int of"),
        ("{10**6000: 1}", "Came back: {<int of about 6,001 digits>: 1}"),
        ("np.array([10**6000, None], object)", "Came back: array([<int of about 6,001 digits>, None])"),
        ("'\\ud800' * 3", r"Came back: '\ud800\ud800\ud800'"),
    ],
)
async def test_whatever_comes_back_is_told_and_never_taken_for_the_questions_fault(
    bench: Bench, answer: str, told: str
) -> None:
    verdict = await bench(f"import numpy as np\ndef double(x):\n    return {answer}\n")
    assert (verdict.verdict, verdict.score) == ("fail", 0.0)
    assert told in verdict.checks[0].message


async def test_a_cell_that_raises_is_noted_and_the_next_ones_still_run(judge: Judge, bank: Bank) -> None:
    good = bank.pack_of("zscore").right("zscore")[0].read_text()
    code = f"# %%\nassert 1 == 2, 'my own test'\n# %%\n{good}\n# %%\nzscore(3, 4)\n# %%\nimport sys; sys.exit(3)\n# %%\ninput()\n"
    verdict = await judge.judge(bank.questions["zscore"], code, seed=2)
    assert verdict.verdict == "pass"
    assert verdict.notes[0] == "Cell 1, line 2: AssertionError: my own test"
    assert "TypeError" in verdict.notes[1] and "SystemExit" in verdict.notes[2] and "EOFError" in verdict.notes[3]


async def test_what_happens_only_under_main_is_not_judged(judge: Judge, bank: Bank) -> None:
    good = bank.pack_of("zscore").right("zscore")[0].read_text()
    verdict = await judge.judge(bank.questions["zscore"], good + "\nif __name__ == '__main__':\n    raise SystemExit\n")
    assert (verdict.verdict, verdict.notes) == ("pass", ())


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("def zscore(x:\n    pass", "Line 1 (cell 1) is not valid Python"),
        ("", "`zscore` is not defined."),
        ("zscore = 5", "`zscore` cannot be called: it is of type int."),
        ("zscor = lambda x: x\n1 / 0", "`zscore` is not defined. Cell 1, line 2: ZeroDivisionError: division by zero."),
        (
            "import os\nos._exit(0)",
            "exited by itself with code 0 before it had answered. It happened while cell 1 ran.",
        ),
        ("x" * 2_000_000, "longer than"),
    ],
)
async def test_what_cannot_be_judged_as_code_is_an_error_with_its_reason(
    judge: Judge, bank: Bank, code: str, reason: str
) -> None:
    verdict = await judge.judge(bank.questions["zscore"], code)
    assert verdict.verdict == "error" and reason in verdict.reason and verdict.score == 0.0
    assert all(check.outcome == "not-run" for check in verdict.checks)


async def test_printing_is_harmless_and_kept_up_to_a_limit(judge: Judge, bank: Bank) -> None:
    good = bank.pack_of("zscore").right("zscore")[0].read_text()
    code = (
        f"{good}\nimport sys, os\nprint('hello \\x1b]0;title\\x07')\nsys.stderr.write('y' * 10_000_000)\n"
        "sys.stdout.buffer.write(b'z')\nos.write(1, b'raw')\n"
    )
    verdict = await judge.judge(bank.questions["zscore"], code)
    assert verdict.verdict == "pass"
    assert verdict.printed.startswith("hello \ny")
    assert (
        verdict.printed.endswith("raw")
        and "\x1b" not in verdict.printed
        and "bytes more" in verdict.printed
        and len(verdict.printed) < 21_000
    )


async def test_two_submissions_at_once_get_their_own_verdicts(judge: Judge, bank: Bank) -> None:
    question, pack = bank.questions["zscore"], bank.pack_of("zscore")
    good, bad = pack.right("zscore")[0].read_text(), pack.wrong("zscore")[0].read_text()
    verdicts = await asyncio.gather(*(judge.judge(question, code) for code in (good, bad) * 3))
    assert [v.verdict for v in verdicts] == ["pass", "fail"] * 3


async def test_the_same_seed_makes_the_same_inputs_and_seeds_come_from_the_pool(judge: Judge, bank: Bank) -> None:
    question = bank.questions["zscore"]
    assert len(set(seeds_of("zscore"))) == SEEDS >= 64
    code = "def zscore(x):\n    return x\n"
    first, again = [await judge.judge(question, code, seed=11) for _ in range(2)]
    assert [c.message for c in first.checks] == [c.message for c in again.checks] and first.seed == 11
    drawn = {(await judge.judge(question, "zscore = 1")).seed for _ in range(6)}
    assert drawn <= set(seeds_of("zscore")) and len(drawn) > 1


async def test_prepared_observations_are_used_by_the_next_submission(judge: Judge, bank: Bank) -> None:
    question = bank.questions["zscore"]
    await judge.prepare(question)
    verdict = await judge.judge(question, bank.pack_of("zscore").right("zscore")[0].read_text())
    assert verdict.verdict == "pass"


async def test_a_hang_costs_one_check_not_the_run(bench: Bench) -> None:
    code = "def double(x):\n    while not len(x): pass\n    return 2 * x\n"
    verdict = await bench(code)
    assert [check.outcome for check in verdict.checks] == ["passed", "passed", "timeout"]
    assert verdict.verdict == "timeout" and 0.75 < verdict.score < 1 and verdict.seconds < 5
    assert "No answer within 0.5 s." in verdict.checks[2].message and "an empty array" in verdict.checks[2].message


async def test_what_a_function_imports_for_itself_may_take_its_time_once_and_no_more(bench: Bench) -> None:
    """The sleep stands for a library that is read from a slow disk."""
    late = "calls = []\ndef double(x):\n    import time\n    calls.append(x)\n"
    late += "    if len(calls) == {slow}: time.sleep(1)\n    return 2 * x\n"
    first, second = await bench(late.format(slow=1)), await bench(late.format(slow=3))
    assert first.verdict == "pass"
    assert [check.outcome for check in second.checks] == ["passed", "timeout", "passed"]
    assert "No answer within 0.5 s." in second.checks[1].message
    early = await bench("import time\n" + late.format(slow=1).replace("    import time\n", ""))
    assert early.checks[0].outcome == "timeout"


async def test_a_crash_costs_one_check_and_the_code_is_loaded_anew(bench: Bench) -> None:
    code = "import os\ncalls = []\ndef double(x):\n    calls.append(1)\n    if len(calls) == 2: os._exit(7)\n    return 2 * x\n"
    verdict = await bench(code)
    assert [check.outcome for check in verdict.checks] == ["error", "error", "passed"]
    assert verdict.verdict == "error" and "code 7" in verdict.checks[0].message


async def test_a_cell_that_never_ends_is_left_out_with_a_note(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hotseat.reference.witness_stand.IMPORT_SECONDS", 0.2)
    code = "# %%\ndef double(x): return 2 * x\n# %%\nwhile True: pass\n"
    verdict = await bench(code)
    assert verdict.verdict == "pass" and "Cell 2 did not end within 0.7 s and was left out." in verdict.notes


async def test_a_name_missing_among_several_is_an_error_that_keeps_the_partial_score(bench: Bench) -> None:
    verdict = await bench(SOLUTION, functions=["double", "triple"])
    assert (verdict.verdict, verdict.score) == ("error", 1.0) and verdict.reason.startswith("`triple` is not defined.")


async def test_threads_left_behind_disturb_nobody(bench: Bench) -> None:
    code = f"import threading, time\n{SOLUTION}\nthreading.Thread(target=lambda: [print(i) for i in iter(int, 1)]).start()\n"
    assert (await bench(code, needs={"seconds": 5})).verdict == "pass"


FASTER = CHECKS + (
    'CHECKS = [Check("is quick", lambda rng: [Case((rng.normal(size=20_000),))], call("double"), same(rtol=1e-6),'
    ' visible=True, speed=Speed(4.0, of="reference", repeats=5))]\n'
)


async def test_a_bound_on_time_is_a_ratio_measured_side_by_side(bench: Bench) -> None:
    slow = "import numpy as np\ndef double(x): return np.array([2 * v for v in x])\n"
    verdict = await bench(slow, checks=FASTER, needs={"seconds": 5})
    assert verdict.verdict == "fail" and "times as long as the reference; at most 4" in verdict.checks[0].message
    starter = FASTER.replace("Speed(4.0", "Speed(0.5").replace('"reference"', '"starter"')
    options = {"checks": starter, "needs": {"seconds": 5}, "starter": slow}
    assert (await bench(SOLUTION, **options)).verdict == "pass"
    assert (await bench(slow, **options)).verdict == "fail"


async def test_patched_clocks_and_remembered_answers_do_not_make_code_quick(bench: Bench) -> None:
    code = (
        "import time, functools, numpy as np\n"
        "time.perf_counter = time.time = time.monotonic = lambda: 0.0\n"
        "seen = {}\n"
        "def double(x):\n"
        "    key = x.tobytes()\n"
        "    if key not in seen:\n"
        "        time.sleep(0.05)\n"
        "        seen[key] = 2 * x\n"
        "    return seen[key]\n"
    )
    assert (await bench(code, checks=FASTER, needs={"seconds": 5})).verdict == "fail"


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"solution": "def double(x): raise NotImplementedError"}, "the reference raises NotImplementedError"),
        ({"solution": "def double(x): return iter(x)"}, "cannot be compared"),
        ({"solution": "def double(x:"}, "its reference cannot be loaded"),
        ({"solution": "def double(x):\n    while True: pass"}, "its reference gives no answer"),
        ({"checks": "CHECKS = []"}, "defines no CHECKS"),
        ({"checks": "import nonesuch"}, "cannot be run: ModuleNotFoundError"),
        ({"checks": "raise SystemExit"}, "cannot be run: SystemExit"),
        ({"checks": CHECKS.replace("same()", "same(rtol=-1)")}, "a tolerance must be a finite number"),
        ({"checks": CHECKS.replace("doubles again", "doubles")}, "two checks have the name"),
        ({"checks": CHECKS.replace("same(), visible=True", "lambda c, g, w: 3.5, visible=True")}, "of type float, not"),
        ({"checks": "CHECKS = " + "-" * 20_000 + "1"}, "nested too deeply"),
        ({"checks": CHECKS.replace("rng.normal(size=n)", "rng.nonesuch(size=n)")}, "cannot be made: AttributeError"),
        ({"checks": CHECKS.replace("rng.normal(size=n)", "iter([n])")}, "cannot be sent"),
        ({"checks": CHECKS.replace("def observe_twice", "def seen_twice") + "observe_twice = 1"}, "cannot be run"),
        ({"checks": CHECKS.replace("return [Case", "return [] and [Case")}, "no list of cases, or an empty one"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
async def test_a_fault_of_the_question_is_never_blamed_on_the_candidate_and_never_a_pass(
    bench: Bench, parts: dict[str, str], words: str
) -> None:
    for name, code in (("right", SOLUTION), ("wrong", "def double(x): return 0")):
        verdict = await bench(code, **parts)
        if "cannot be compared" in words and name == "wrong":
            continue
        assert (verdict.verdict, verdict.score) == ("not-judged", 0.0), verdict
        assert "The question is at fault, not your code" in verdict.reason and words in verdict.reason


async def test_checks_that_hang_are_the_questions_fault(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examiner_desk, "SECONDS", 0.5)
    checks = CHECKS.replace("rng.normal(size=n)", "[0 for _ in iter(int, 1)]")
    verdict = await bench(SOLUTION, checks=checks)
    assert verdict.verdict == "not-judged" and "did not end within 0.5 s" in verdict.reason


async def test_checks_that_differ_between_candidate_and_reference_alone_are_no_pass(bench: Bench) -> None:
    """A comparer that raises on the candidate's value and not on the reference's is the candidate's failure."""
    checks = CHECKS.replace("same()", "lambda case, got, want: None if got.value.sum() or True else None")
    assert (await bench(SOLUTION, checks=checks)).verdict == "pass"
    verdict = await bench("def double(x): return 'a'", checks=checks)
    assert verdict.verdict == "fail" and "could not be compared" in verdict.checks[0].message


async def test_a_question_without_files_is_not_judged(bank: Bank, tmp_path: Path) -> None:
    _, question = small_pack(tmp_path)
    verdict = await Judge(bank.packs).judge(question, SOLUTION)
    assert verdict.verdict == "not-judged" and "no pack holds checks" in verdict.reason
    talk = next(one for one in bank.questions.values() if one.kind == "talk")
    assert (await Judge(bank.packs).judge(talk, "")).verdict == "not-judged"


async def test_a_judge_that_cannot_start_says_so_and_passes_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hotseat.reference.judge._ROLES", ("nonesuch_library",))
    verdict = await Bench(tmp_path)(SOLUTION)
    assert verdict.verdict == "not-judged" and "nonesuch_library" in verdict.reason


async def test_a_warm_parent_that_was_killed_is_started_again(judge: Judge, bank: Bank) -> None:
    question, good = bank.questions["zscore"], bank.pack_of("zscore").right("zscore")[0].read_text()
    await judge.judge(question, good)
    living = [p for p in psutil.Process().children() if p.status() != psutil.STATUS_ZOMBIE]
    parents = [p for p in living if "hotseat.kernels.warm_parent" in " ".join(p.cmdline())]
    assert parents
    for parent in parents:
        parent.kill()
    verdicts = [await judge.judge(question, good) for _ in range(3)]
    told = [(v.verdict, v.reason) for v in verdicts]
    assert verdicts[-1].verdict == "pass" and {v.verdict for v in verdicts} <= {"pass", "not-judged"}, told


async def test_cancelling_ends_the_processes(tmp_path: Path) -> None:
    one, question = small_pack(tmp_path, needs={"seconds": 60})
    judge = Judge([one])
    await judge.warm(Needs())
    (parent,) = [p for p in psutil.Process().children() if str(one.code) in " ".join(p.cmdline())]
    task = asyncio.create_task(judge.judge(question, "def double(x):\n    while True: pass\n"))
    assert await asyncio.to_thread(until, lambda: len(parent.children()) >= 2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(until, lambda: not parent.children())
    await judge.close()
    assert await asyncio.to_thread(until, lambda: not parent.is_running())


@pytest.mark.in_turn
async def test_without_forking_the_verdicts_are_the_same(tmp_path: Path) -> None:
    one, question = small_pack(tmp_path, needs={"seconds": 5})
    judge = Judge([one], forks=False)
    try:
        assert (await judge.judge(question, SOLUTION)).verdict == "pass"
        assert (await judge.judge(question, "def double(x): return x")).verdict == "fail"
        assert (await judge.judge(question, "import os\ndef double(x): os._exit(3)")).verdict == "error"
    finally:
        await judge.close()


async def test_the_gate_wants_the_named_check_among_those_that_fail() -> None:
    checks = (CheckResult("a, b", "failed"), CheckResult("c", "passed"), CheckResult("d", "error"))
    verdict = Verdict("q", "fail", "", 0.5, 0.0, checks)
    assert uncaught('"""x\n\nfails: a, b\nfails: d\n"""', verdict) is None
    assert "should fail at 'c'" in str(uncaught('"""x\n\nfails: c\n"""', verdict))
    assert "not there: 'e'" in str(uncaught('"""x\n\nfails: e\n"""', verdict))
    assert "lacks a line" in str(uncaught('"""x"""', verdict))
    assert "should fail, and the verdict is pass" in str(
        uncaught('"""x\n\nfails: d\n"""', Verdict("q", "pass", "", 1.0, 0.0, checks))
    )
