"""Thousands of submissions: judged on a real Dask cluster with workers that die, and stopped at any moment here."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest
from support.cluster import LocalCluster
from support.judge_packs import SOLUTION
from support.packs_on_disk import write_pack
from support.terminal import HOTSEAT

from hotseat.cli.places import Places
from hotseat.cli.trust import TrustStore

pytestmark = [pytest.mark.sandbox, pytest.mark.skipif(os.name == "nt", reason="processes are ended by signals")]
PERSONS = 24
KILLER = "# KILL\n" + SOLUTION
PRELOAD = """
import os, signal
from hotseat.reference.judge_pool import JudgePool
def deadly(self, task, judge=JudgePool.judge):
    if task["code"].startswith("# KILL"):
        os.kill(os.getpid(), signal.SIGKILL)
    return judge(self, task)
JudgePool.judge = deadly
"""

ABSENT = """
import sys
class Absent:
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] == "hotseat":
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Absent())
for name in [name for name in sys.modules if name.split(".")[0] == "hotseat"]:
    del sys.modules[name]
"""


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home of these tests' own, by which their judges are known, too."""
    made = tmp_path_factory.mktemp("home")
    here = Places(made, made)
    TrustStore(here.trust).own(write_pack(here.packs / "mine"))
    return made


@pytest.fixture(autouse=True)
def at_home(own_home: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOTSEAT_HOME", str(home))


@pytest.fixture(scope="module")
def persons(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What many people handed in: right, wrong, and none that is like another."""
    folder = tmp_path_factory.mktemp("persons")
    bodies = ("2 * x", "3 * x", "x + x", "x * x", "x / 0", "undefined")
    for n in range(PERSONS):
        body = bodies[n % len(bodies)]
        (folder / f"person{n:02}.py").write_text(f"def double(x):\n    return {body}  # {n}\n")
    return folder


_one_by_one: list[dict[str, dict[str, Any]]] = []


@pytest.fixture
def one_by_one(at_home: None, persons: Path, tmp_path: Path) -> dict[str, dict[str, Any]]:
    """The results of one job here, which all others must have too."""
    if not _one_by_one:
        assert graded(persons, tmp_path / "one.jsonl", "--jobs", "1")[0] == 1
        _one_by_one.append(lines(tmp_path / "one.jsonl"))
    return _one_by_one[0]


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[LocalCluster]:
    (folder := tmp_path / "cluster").mkdir()
    with LocalCluster(folder, allowed_failures=2) as made:
        yield made


class Grading:
    """The command at work."""

    def __init__(self, persons: Path, out: Path, *options: str) -> None:
        self.out = out
        self.process = subprocess.Popen(
            [str(HOTSEAT), "grade", "double", str(persons), "-o", str(out), *options],
            stdin=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def end(self) -> tuple[int, str]:
        """Its exit code and what it said, once it has ended."""
        _, said = self.process.communicate(timeout=400)
        assert "Traceback" not in said, said
        return self.process.returncode, said

    def until(self, count: int) -> None:
        """Wait until so many results are there."""
        until(
            lambda: (
                (self.out.exists() and self.out.read_bytes().count(b"\n") >= count) or self.process.poll() is not None
            )
        )
        assert self.process.poll() is None, self.end()


def until(holds: Callable[[], bool], seconds: float = 200.0) -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def graded(persons: Path, out: Path, *options: str) -> tuple[int, str]:
    return Grading(persons, out, *options).end()


def lines(path: Path) -> dict[str, dict[str, Any]]:
    """The results by id, without what differs from run to run."""
    rows = [json.loads(row) for row in path.read_text().splitlines()]
    found = {row["id"]: row for row in rows}
    assert len(rows) == len(found), "each submission has one line"
    for row in found.values():
        del row["run"]
    return found


def judges() -> list[int]:
    """The judges on this machine that belong to nobody but these tests, which have a home of their own."""
    mine = os.environ["HOTSEAT_HOME"]
    found: list[int] = []
    for process in psutil.process_iter(["cmdline"]):
        with contextlib.suppress(psutil.Error):
            words = process.info["cmdline"] or []
            if "hotseat.reference.judge_process" in words and process.environ().get("HOTSEAT_HOME") == mine:
                found.append(process.pid)
    return found


def test_a_cluster_that_loses_a_worker_gives_the_results_of_one_job_here(
    persons: Path, tmp_path: Path, cluster: LocalCluster, one_by_one: dict[str, dict[str, Any]]
) -> None:
    two, dask = (tmp_path / f"{name}.jsonl" for name in ("two", "dask"))
    assert graded(persons, two, "--jobs", "2")[0] == 1
    assert one_by_one == lines(two) and len(one_by_one) == PERSONS
    assert {row["verdict"] for row in one_by_one.values()} == {"pass", "fail", "error"}

    doomed, lasting = cluster.work("--no-nanny"), cluster.work("--no-nanny")
    work = Grading(persons, dask, "--dask", cluster.address)
    work.until(4)
    # Not the moment between two submissions: a stopped worker is killed with one in its hands.
    doomed.send_signal(signal.SIGSTOP)
    there = dask.read_bytes().count(b"\n")
    work.until(there + 3)
    doomed.kill()
    code, said = work.end()
    assert code == 1 and "every layer of the sandbox" in said, said
    assert lines(dask) == one_by_one
    assert lasting.poll() is None
    until(lambda: not judges(), 60)


def test_a_submission_that_takes_its_workers_down_is_not_judged_and_costs_no_other(
    persons: Path, tmp_path: Path, cluster: LocalCluster
) -> None:
    (preload := tmp_path / "deadly.py").write_text(PRELOAD)
    persons = shutil.copytree(persons, tmp_path / "persons")
    (persons / "person07.py").write_text(KILLER)
    cluster.work("--preload", str(preload))
    out = tmp_path / "out.jsonl"
    code, said = graded(persons, out, "--dask", cluster.address)
    found = lines(out)
    assert "person07" in found, said
    killer = found.pop("person07")
    assert (code, killer["verdict"], killer["score"]) == (3, "not-judged", 0.0), said
    assert killer["reason"] == "Not judged: 3 workers in a row ended over it."
    assert "1 not-judged" in said and len(found) == PERSONS - 1
    assert all(row["verdict"] != "not-judged" for row in found.values())
    code, said = graded(persons, out, "--jobs", "2", "--resume")
    assert code == 1 and f"{PERSONS - 1} of them were in the file already; 1 was judged now" in said


def test_a_cluster_that_goes_away_ends_the_run_in_a_sentence_and_it_goes_on_here(
    persons: Path, tmp_path: Path, cluster: LocalCluster, one_by_one: dict[str, dict[str, Any]]
) -> None:
    cluster.work("--no-nanny")
    out = tmp_path / "out.jsonl"
    work = Grading(persons, out, "--dask", cluster.address)
    work.until(2)
    cluster.scheduler.kill()
    code, said = work.end()
    assert code == 3 and "does not answer any more" in said and "--resume" in said, said
    kept = out.read_bytes()
    assert graded(persons, out, "--jobs", "2", "--resume")[0] == 1
    assert out.read_bytes().startswith(kept)
    assert lines(out) == one_by_one


@pytest.mark.parametrize(
    ("preload", "told"),
    [
        ("import hotseat; hotseat.__version__ = '0.0.9'\n", "Hotseat 0.0.9"),
        (ABSENT, "has no Hotseat"),
        ("import hotseat.cli.cluster as c; c.what_judges = lambda: 'x'\n", "another judge"),
    ],
    ids=["older", "none", "changed"],
)
def test_a_worker_with_another_judge_is_refused(
    persons: Path, tmp_path: Path, cluster: LocalCluster, preload: str, told: str
) -> None:
    (file := tmp_path / "other.py").write_text(preload)
    cluster.work("--no-nanny", "--preload", str(file))
    out = tmp_path / "out.jsonl"
    code, said = graded(persons, out, "--dask", cluster.address)
    assert code == 3 and told in said and "nstall" in said, said
    assert out.read_bytes() == b""


@pytest.mark.parametrize(
    ("address", "told"),
    [
        ("127.0.0.1:9", "No Dask scheduler answers at 127.0.0.1:9"),
        ("nowhere.invalid:8786", "No Dask scheduler answers"),
        ("gibberish://x", "cannot be used as the address"),
    ],
)
def test_an_address_without_a_cluster_is_told_in_seconds(
    persons: Path, tmp_path: Path, address: str, told: str
) -> None:
    began = time.monotonic()
    code, said = graded(persons, tmp_path / "out.jsonl", "--dask", address)
    assert code == 3 and told in said and len(said.strip().splitlines()) == 1, said
    assert time.monotonic() - began < 60


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL], ids=lambda how: how.name)
def test_a_run_that_was_stopped_leaves_no_judge_and_goes_on_to_the_same_results(
    persons: Path, tmp_path: Path, how: signal.Signals, one_by_one: dict[str, dict[str, Any]]
) -> None:
    out = tmp_path / "out.jsonl"
    work = Grading(persons, out, "--jobs", "2")
    work.until(5)
    work.process.send_signal(how)
    code, said = work.end()
    if how is signal.SIGINT:
        assert code == 130 and f"of {PERSONS}" in said and "--resume" in said, said
    until(lambda: not judges(), 30)
    kept = out.read_bytes()
    assert 5 <= len(lines(out)) < PERSONS
    code, said = graded(persons, out, "--jobs", "2", "--resume")
    assert code == 1 and "were in the file already" in said
    assert out.read_bytes().startswith(kept)
    assert lines(out) == one_by_one


def test_a_judge_that_is_killed_costs_nobody_anything(
    persons: Path, tmp_path: Path, one_by_one: dict[str, dict[str, Any]]
) -> None:
    out = tmp_path / "out.jsonl"
    work = Grading(persons, out, "--jobs", "2")
    for count in (3, 6):
        work.until(count)
        for judge in judges():
            with contextlib.suppress(ProcessLookupError):
                os.kill(judge, signal.SIGKILL)
    assert work.end()[0] == 1
    assert lines(out) == one_by_one
