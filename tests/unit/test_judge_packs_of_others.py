"""Checks are code too: those of a pack nobody trusts are not run, and those of a trusted one reach nothing outside."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from support.judge_packs import CHECKS, SOLUTION, own_pack, small_pack

from hotseat.cli.wiring import CHANGED, BankJudge
from hotseat.kernels import landlock, seccomp
from hotseat.question_bank.bank import load_bank
from hotseat.question_bank.model import Evidence, Needs, Question
from hotseat.question_bank.pack import Pack
from hotseat.question_bank.summary import summary
from hotseat.question_bank.trust import Trust, pieces
from hotseat.reference.evidence import run_evidence
from hotseat.reference.gate import faults_of
from hotseat.reference.judge import Judge
from hotseat.reference.verdict import Verdict

pytestmark = [pytest.mark.sandbox, pytest.mark.asyncio(loop_scope="module")]
isolated = pytest.mark.skipif(
    not (landlock.abi() and seccomp.available()), reason="this machine has neither landlock nor seccomp"
)
RIGHT = "def double(x):\n    return 2 * x\n"


def sealed(folder: Path, question: Question) -> Pack:
    """The pack as somebody has it who trusted it as it is now."""
    seals = {name: piece.seal for name, piece in pieces(folder, [summary(question)]).items()}
    return Pack.at(folder, trust=Trust("sealed", seals))


class Started:
    """A judge that notes when it is asked for a process."""

    def __init__(self, pack: Pack) -> None:
        self.judge = Judge([pack])
        self.needs: list[Needs] = []
        inner = self.judge.nursery

        def nursery(needs: Needs) -> Any:
            self.needs.append(needs)
            return inner(needs)

        self.judge.nursery = nursery  # type: ignore[method-assign]


async def test_nothing_of_an_untrusted_pack_is_run(tmp_path: Path) -> None:
    _, question = small_pack(tmp_path)
    evidence = Evidence(id="figure", claim="It is two.", code="assert 1 + 1 == 2")
    started = Started(Pack.at(tmp_path, "acme"))
    try:
        verdict = await started.judge.judge(question, RIGHT)
        assert (verdict.verdict, verdict.score, verdict.checks) == ("not-judged", 0.0, ())
        assert "not trusted yet" in verdict.reason and "hotseat pack trust acme" in verdict.reason
        await started.judge.prepare(question)
        claims = question.model_copy(update={"evidence": (evidence,)})
        (fault,) = await faults_of(started.judge, claims, Pack.at(tmp_path, "acme"))
        assert "hotseat pack trust acme" in fault.message
        assert started.needs == []
    finally:
        await started.judge.close()


async def test_a_trusted_pack_is_run_until_one_of_its_files_changes(tmp_path: Path) -> None:
    _, question = small_pack(tmp_path)
    judge = Judge([sealed(tmp_path, question)])
    try:
        assert (await judge.judge(question, RIGHT)).verdict == "pass"
        for folder, text in (("checks", CHECKS), ("solutions", SOLUTION), ("starters", "")):
            file = tmp_path / folder / "double.py"
            before = file.read_text()
            file.write_text(text + "\n# changed\n")
            verdict = await judge.judge(question, RIGHT)
            assert verdict.verdict == "not-judged" and f"{folder}/double.py" in verdict.reason
            assert "not what you trusted" in verdict.reason
            file.write_text(before)
        assert (await judge.judge(question, RIGHT)).verdict == "pass"
        wider = question.model_copy(update={"needs": question.needs.model_copy(update={"loopback": True})})
        assert (await judge.judge(wider, RIGHT)).verdict == "not-judged"
    finally:
        await judge.close()


async def test_the_own_pack_is_judged_by_its_files_of_now_and_says_so(tmp_path: Path) -> None:
    pack, question = small_pack(tmp_path, needs={"seconds": 5})
    (tmp_path / "questions").mkdir()
    (tmp_path / "questions" / "double.yaml").write_text(question.model_dump_json(exclude_defaults=True))
    bank = load_bank([pack], extras=[])
    judge = BankJudge(bank, {"double": bank.digest("double")})
    try:
        first = await judge.judge(question, RIGHT)
        assert first["verdict"] == "pass" and CHANGED not in first["reason"]
        (tmp_path / "solutions" / "double.py").write_text("def double(x):\n    return 3 * x\n")
        second = await judge.judge(question, RIGHT)
        assert second["verdict"] == "fail" and CHANGED in second["reason"]
    finally:
        await judge.close()


async def test_files_of_an_untrusted_pack_do_not_stand_in_the_way_of_a_trusted_one(tmp_path: Path) -> None:
    (_, question), _ = small_pack(tmp_path / "acme"), small_pack(tmp_path / "other", checks="raise SystemExit")
    judge = Judge([Pack.at(tmp_path / "other"), sealed(tmp_path / "acme", question)])
    try:
        assert (await judge.judge(question, RIGHT)).verdict == "pass"
    finally:
        await judge.close()


async def test_solutions_that_came_after_the_trust_are_not_run_by_the_gate(tmp_path: Path) -> None:
    _, question = small_pack(tmp_path)
    (tmp_path / "right").mkdir()
    pack = sealed(tmp_path, question)
    started = Started(pack)
    (tmp_path / "right" / "double__new.py").write_text(RIGHT)
    try:
        (fault,) = await faults_of(started.judge, question, pack)
        assert "right/double__new.py" in fault.message and "not what you trusted" in fault.message
        assert started.needs == []
        (tmp_path / "right" / "double__new.py").unlink()
        (tmp_path / "right" / "double__new.py").symlink_to(tmp_path.parent / "elsewhere.py")
        (tmp_path.parent / "elsewhere.py").write_text(RIGHT)
        (fault,) = await faults_of(started.judge, question, pack)
        assert "double__new.py" in fault.file and started.needs == []
    finally:
        await started.judge.close()


async def test_a_solution_nested_too_deeply_is_one_fault_of_the_question(tmp_path: Path) -> None:
    pack, question = small_pack(tmp_path)
    (tmp_path / "wrong").mkdir()
    (tmp_path / "wrong" / "double__deep.py").write_text("x = " + "-" * 20_000 + "1\n")
    judge = Judge([pack])
    try:
        assert await judge.try_own_tests(question, RIGHT + "assert double(1) == 2\n") is None
        (fault,) = await faults_of(judge, question, pack)
        assert fault.file == "wrong/double__deep.py" and "nested too deeply" in fault.message
    finally:
        await judge.close()


class Bench:
    """A judge over a trusted pack whose checks do something of their own before they make their cases."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "pack"
        self.judge = Judge([own_pack(self.folder)])

    async def __call__(self, does: str) -> Verdict:
        body = f"    try:\n        {does}\n    except BaseException: pass\n    else: raise RuntimeError('reached')\n"
        _, question = small_pack(self.folder, checks=CHECKS.replace("def some(rng):\n", f"def some(rng):\n{body}"))
        return await self.judge.judge(question, RIGHT)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bench(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bench]:
    bench = Bench(tmp_path_factory.mktemp("trusted"))
    yield bench
    await bench.judge.close()


async def test_checks_that_do_reach_something_are_seen_to(bench: Bench) -> None:
    """The control of the tests below: what succeeds is told."""
    verdict = await bench("open('in the scratch folder', 'w')")
    assert verdict.verdict == "not-judged" and "RuntimeError: reached" in verdict.reason


@isolated
@pytest.mark.parametrize(
    "attempt",
    [
        "import os; assert os.system('true') == 0",
        "import subprocess; subprocess.run(['true'], check=True)",
        "import socket; socket.create_connection(('127.0.0.1', PORT), 1)",
        "import socket; socket.getaddrinfo('example.com', 80)",
        "open(HOME + '/.ssh/id_ed25519')",
        "import os; os.listdir(HOME)",
        "open(HOME + '/.profile', 'a')",
        "open(HOME + '/new', 'w')",
        "import os; os.remove(HOME + '/.profile')",
        "open(HOME + '/packs/other/checks/secret.py')",
        "open('/etc/shadow')",
        "import os; os.kill(os.getppid(), 0)",
        "open('/proc/%d/environ' % __import__('os').getppid())",
    ],
)
async def test_checks_of_a_trusted_pack_reach_nothing_outside(bench: Bench, tmp_path: Path, attempt: str) -> None:
    for name in (".ssh/id_ed25519", ".profile", "packs/other/checks/secret.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("secret")
    before = _all_in(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(0)
        port = str(listener.getsockname()[1])
        verdict = await bench(attempt.replace("HOME", repr(str(tmp_path))).replace("PORT", port))
        with pytest.raises(BlockingIOError):
            listener.accept()
    assert verdict.verdict == "pass", verdict.reason
    assert _all_in(tmp_path) == before and (tmp_path / ".profile").read_text() == "secret"


def _all_in(folder: Path) -> list[Path]:
    return sorted(folder.rglob("*"))


@isolated
@pytest.mark.timeout(240)
@pytest.mark.in_turn
async def test_evidence_of_a_pack_runs_in_the_sandbox_too(tmp_path: Path) -> None:
    judge = Judge([own_pack(tmp_path)])
    try:
        for code, wanted in (
            ("x = 2\nprint(x)\nassert x == 2", None),
            ("x = 2\nassert x == 2", "prints no figure"),
            ("x = 3\nassert x == 2", "AssertionError"),
            (f"open({str(tmp_path / 'new')!r}, 'w')", "PermissionError"),
            ("import socket; socket.socket()", "Operation not supported"),
            ("import os; os._exit(0)", "exited by itself"),
            ("x = (", "not valid Python"),
        ):
            said = (await run_evidence(judge, Evidence(id="e", claim="c", code=code))).fault
            assert said is None if wanted is None else wanted in str(said), (code, said)
        assert not (tmp_path / "new").exists()
    finally:
        await judge.close()
