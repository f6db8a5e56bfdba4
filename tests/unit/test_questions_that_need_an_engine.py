"""A question that needs an optional library which is not here is told by name, with what to install, and never asked."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.judge_packs import small_pack
from support.packs_on_disk import write_pack
from typer.testing import CliRunner

from hotseat import java
from hotseat.cli.banks import open_bank
from hotseat.cli.commands import app
from hotseat.cli.drawing import CannotStart, practice_started
from hotseat.cli.packs import askable
from hotseat.cli.places import Places, places
from hotseat.cli.service import RealService
from hotseat.cli.settings import Settings
from hotseat.cli.trouble import Stop
from hotseat.cli.trust import TrustStore
from hotseat.front.service import Trouble
from hotseat.question_bank import engines
from hotseat.question_bank.draw import Wanted
from hotseat.question_bank.model import Question
from hotseat.reference.gate import faults_of
from hotseat.reference.judge import Judge

MISSING = "no-such-engine"


@pytest.fixture(autouse=True)
def looked_up_afresh() -> Iterator[None]:
    known = (engines.installed, engines.version, java.home)
    for kept in known:
        kept.cache_clear()
    yield
    for kept in known:
        kept.cache_clear()


@pytest.fixture
def lacks_numba(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "installed", lambda name: name != "numba")


def test_a_library_is_known_by_the_name_one_imports_and_by_the_name_one_installs() -> None:
    assert engines.installed("sklearn") and engines.installed("scikit-learn")
    assert not engines.installed(MISSING) and not engines.installed("no_such_engine")


def test_looking_for_a_library_imports_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "loud_engine").mkdir()
    (tmp_path / "loud_engine" / "__init__.py").write_text("raise RuntimeError('imported')")
    (tmp_path / "loud_engine" / "part.py").write_text("")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert engines.installed("loud_engine") and "loud_engine" not in sys.modules
    assert not engines.installed("loud_engine.part"), "a part would need its parent imported"


def test_what_to_install_is_hotseats_extra_where_it_has_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "installed", lambda name: False)
    assert str(engines.lack(["numba"])) == "needs numba: pip install 'hotseat[engines]'"
    assert str(engines.lack(["numba", "kneed"])) == "needs numba and kneed: pip install 'hotseat[engines]'"
    assert str(engines.lack([MISSING])) == f"needs {MISSING}: pip install {MISSING}"
    assert engines.lack([]) is None


def test_spark_needs_java_on_the_path_or_where_java_home_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "installed", lambda name: True)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    found = engines.lack(["pyspark"])
    assert found is not None and found.what == "Java" and "JAVA_HOME" in found.remedy
    assert engines.lack(["numba"]) is None
    program = tmp_path / "jdk" / "bin" / "java"
    program.parent.mkdir(parents=True)
    program.write_text("")
    program.chmod(0o755)
    for name, value in (("JAVA_HOME", str(tmp_path / "jdk")), ("PATH", str(program.parent))):
        java.home.cache_clear()
        with monkeypatch.context() as there:
            there.setenv(name, value)
            assert engines.lack(["pyspark"]) is None and java.home() == tmp_path / "jdk"


def _home(own_home: Path) -> Places:
    """A home whose own pack holds one question that needs numba and one in words that would compute with it."""
    here = places()
    needs = "needs: {packages: [numba]}\n"
    write_pack(here.own_pack)
    for path in here.own_pack.rglob("questions/**/*.yaml"):
        path.write_text(path.read_text() + needs)
    TrustStore(here.trust).own(here.own_pack)
    return here


@pytest.mark.usefixtures("lacks_numba")
async def test_it_is_listed_with_what_to_install_and_neither_drawn_nor_begun(own_home: Path) -> None:
    here = _home(own_home)
    bank = open_bank(here)
    assert "double" in bank.questions and "double" not in askable(bank)
    assert {q for q, asked in bank.questions.items() if asked.kind == "talk"} <= set(askable(bank))
    with pytest.raises(CannotStart, match=r"double needs numba.*pip install 'hotseat\[engines\]'"):
        practice_started(bank, "double", seed=1, wanted=Wanted(), persona="warm")
    service = RealService(here, Settings())
    rows = {line.id: line for line in await service.questions()}
    assert rows["double"].lacks == "needs numba: pip install 'hotseat[engines]'" and not rows["double"].closed
    assert rows["zscore"].lacks == ""
    with pytest.raises(Trouble, match="double needs numba"):
        await service.start_practice("double")


@pytest.mark.usefixtures("lacks_numba")
def test_the_commands_tell_it_by_name(own_home: Path) -> None:
    _home(own_home)
    run = CliRunner().invoke(app, ["bank", "list"])
    assert "not available here: needs numba: pip install 'hotseat[engines]'" in run.stdout
    rows = [json.loads(line) for line in CliRunner().invoke(app, ["bank", "list", "--json"]).stdout.splitlines()]
    lacking = {row["id"]: row["lacks"] for row in rows if row["lacks"]}
    assert "double" in lacking and set(lacking.values()) == {"needs numba: pip install 'hotseat[engines]'"}
    assert "it needs numba" in CliRunner().invoke(app, ["bank", "show", "double"]).stdout
    practised = CliRunner().invoke(app, ["practice", "double", "--plain"])
    assert isinstance(practised.exception, Stop) and practised.exception.code == 3
    assert practised.exception.sentence.startswith("double needs numba, which this machine lacks.")
    linted = CliRunner().invoke(app, ["bank", "lint", "double"])
    assert linted.exit_code != 0 and "double needs numba" in linted.stderr and "[1/" not in linted.stderr


async def test_it_is_not_judged_and_has_not_passed_its_gate(tmp_path: Path) -> None:
    pack, question = small_pack(tmp_path, needs={"packages": [MISSING]})
    judge = Judge([pack])
    try:
        verdict = await judge.judge(question, "def double(x):\n    return 2 * x\n")
        assert (verdict.verdict, verdict.score) == ("not-judged", 0)
        assert verdict.reason.startswith(f"double needs {MISSING}, which this machine lacks.")
        found = await faults_of(judge, question, pack)
        assert [str(fault) for fault in found] == [f"double: : was not run: it needs {MISSING}: pip install {MISSING}"]
    finally:
        await judge.close()


@pytest.mark.parametrize("name", ["", "-r", "a/b", "two words", "x" * 80, "a;b"])
def test_a_package_is_a_plain_name(name: str) -> None:
    with pytest.raises(ValueError, match="packages"):
        Question.model_validate({"id": "q", "title": "Q", "kind": "talk", "prompt": "?", "needs": {"packages": [name]}})
