"""A record counts for what was run, and for nothing else: whatever it depends on, a change of it is noticed."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from support.judge_packs import CHECKS, SOLUTION, small_pack

from hotseat.question_bank import engines
from hotseat.question_bank.model import Evidence, Question
from hotseat.question_bank.pack import Pack
from hotseat.reference import ledger
from hotseat.reference.evidence import Figure
from hotseat.reference.ledger import PARTS, Part

WRONG = '"""It adds.\n\nfails: doubles\n"""\n\n\ndef double(x):\n    return x + 2\n'
CELL = Evidence(id="two", claim="It is two.", code="x = 1 + 1\nprint(x)\nassert x == 2")


def _pack(folder: Path, **more: Any) -> tuple[Pack, Question]:
    for name in ("wrong", "right"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "wrong" / "double__adds.py").write_text(WRONG)
    (folder / "right" / "double__shift.py").write_text("def double(x):\n    return x + x\n")
    return small_pack(folder, **({"evidence": [CELL]} | more))


def _keep(pack: Pack, question: Question, folder: Path) -> None:
    for part in PARTS:
        ledger.write(question.id, part, ledger.state(question, pack, part), {"held": True, "seconds": 0.1}, folder)


def _holds(pack: Pack, question: Question, folder: Path) -> set[Part]:
    return {p for p in PARTS if ledger.known(question.id, p, ledger.state(question, pack, p), folder) is not None}


def test_a_record_holds_while_nothing_has_changed(tmp_path: Path) -> None:
    pack, question = _pack(tmp_path)
    assert _holds(pack, question, tmp_path / "ledger") == set()
    _keep(pack, question, tmp_path / "ledger")
    assert _holds(pack, question, tmp_path / "ledger") == set(PARTS)
    assert [path.name for path in (tmp_path / "ledger").iterdir()] == ["double.json"]


@pytest.mark.parametrize(
    ("file", "text", "still"),
    [
        ("wrong/double__adds.py", WRONG.replace("+ 2", "+ 3"), {"evidence", "mutation"}),
        ("wrong/double__new.py", WRONG, {"evidence", "mutation"}),
        ("right/double__shift.py", "def double(x):\n    return 2 * x\n", {"evidence", "mutation"}),
        ("checks/double.py", CHECKS.replace("weight=3", "weight=2"), {"evidence"}),
        ("solutions/double.py", f"# a word more\n{SOLUTION}", {"evidence"}),
        ("starters/double.py", "def double(x):\n    pass\n", {"evidence"}),
    ],
)
def test_a_changed_file_is_noticed(tmp_path: Path, file: str, text: str, still: set[Part]) -> None:
    pack, question = _pack(tmp_path)
    _keep(pack, question, tmp_path / "ledger")
    (tmp_path / file).write_text(text)
    assert _holds(pack, question, tmp_path / "ledger") == still


@pytest.mark.parametrize(
    ("fields", "still"),
    [
        ({"functions": ["double", "halve"]}, {"evidence"}),
        ({"rules": {"no_loops": True}}, {"evidence"}),
        ({"needs": {"seconds": 0.6, "memory": 256}}, set[Part]()),
        ({"evidence": [CELL.model_copy(update={"code": "x = 2\nprint(x)\nassert x == 2"})]}, {"gate", "mutation"}),
        ({"evidence": [CELL.model_copy(update={"claim": "It is three."})]}, {"gate", "mutation"}),
        ({"title": "Twice", "prompt": "Twice, please."}, set(PARTS)),
    ],
)
def test_what_the_question_says_counts_where_it_matters(
    tmp_path: Path, fields: dict[str, Any], still: set[Part]
) -> None:
    pack, question = _pack(tmp_path)
    _keep(pack, question, tmp_path / "ledger")
    _, changed = _pack(tmp_path, **fields)
    assert _holds(pack, changed, tmp_path / "ledger") == still


def test_another_version_of_a_library_is_noticed_and_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack, question = _pack(tmp_path, solution=f"import sklearn.cluster\n{SOLUTION}")
    folder, installed = tmp_path / "ledger", engines.version
    _keep(pack, question, folder)

    def with_other(name: str) -> str | None:
        return "0.0.1" if name == other else installed(name)

    monkeypatch.setattr(engines, "version", with_other)
    for other, still in (
        ("scikit-learn", {"evidence"}),
        ("scipy", {"evidence"}),
        ("numpy", set()),
        ("duckdb", set(PARTS)),
    ):
        assert _holds(pack, question, folder) == still, other
    other = "scikit-learn"
    why = ledger.why_not("double", "gate", ledger.state(question, pack, "gate"), folder)
    assert why.startswith("scikit-learn was ") and why.endswith("and is 0.0.1")


def test_a_library_that_is_not_there_lets_no_record_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack, question = _pack(tmp_path, needs={"seconds": 0.5, "memory": 256, "packages": ["kneed"]})
    monkeypatch.setattr(engines, "version", lambda name: "1.0")
    _keep(pack, question, tmp_path / "ledger")
    monkeypatch.setattr(engines, "version", lambda name: None if name == "kneed" else "1.0")
    assert _holds(pack, question, tmp_path / "ledger") == set()


def test_the_build_of_a_library_is_no_other_version(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engines, "version", lambda name: "2.13.0+cpu")
    assert ledger.versions_of(["import torch"])["torch"] == "2.13.0"


@pytest.mark.in_turn
def test_changed_code_of_the_judge_is_noticed_and_a_comment_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack, question = _pack(tmp_path)
    _keep(pack, question, tmp_path / "ledger")
    source, at = ledger._file, tmp_path / "compare.py"
    there = source("hotseat.reference.compare")
    assert there is not None
    text = there.read_text()
    monkeypatch.setattr(ledger, "_file", lambda name: at if name == "hotseat.reference.compare" else source(name))
    for changed, still in (
        (f"# a comment\n{text}", set(PARTS)),
        (text.replace('"""', '"""Said otherwise. ', 1), set(PARTS)),
        (f"{text}\nEPSILON = 1e-3\n", set()),
    ):
        at.write_text(changed)
        ledger.of_the_judge.cache_clear()
        assert _holds(pack, question, tmp_path / "ledger") == still
    monkeypatch.undo()
    ledger.of_the_judge.cache_clear()
    assert _holds(pack, question, tmp_path / "ledger") == set(PARTS)


@pytest.mark.parametrize(
    ("module", "stale"),
    [("gate", {"gate"}), ("evidence", {"gate", "evidence"}), ("judge", set(PARTS))],
)
@pytest.mark.in_turn
def test_a_part_rests_on_the_code_that_runs_it_and_on_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, stale: set[str]
) -> None:
    pack, question = _pack(tmp_path)
    _keep(pack, question, tmp_path / "ledger")
    source, at, name = ledger._file, tmp_path / f"{module}.py", f"hotseat.reference.{module}"
    there = source(name)
    assert there is not None
    at.write_text(f"{there.read_text()}\nMORE = 1\n")
    monkeypatch.setattr(ledger, "_file", lambda asked: at if asked == name else source(asked))
    ledger.of_the_judge.cache_clear()
    held = _holds(pack, question, tmp_path / "ledger")
    monkeypatch.undo()
    ledger.of_the_judge.cache_clear()
    assert held == set(PARTS) - stale


def test_the_judges_code_reaches_from_the_verdict_to_the_sandbox() -> None:
    found: set[str] = set()
    whole = ledger._file

    def seen(name: str) -> Path | None:
        path = whole(name)
        if path is not None:
            found.add(name)
        return path

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledger, "_file", seen)
        ledger.of_the_judge.cache_clear()
        ledger.of_the_judge("gate")
    ledger.of_the_judge.cache_clear()
    for name in ("reference.verdict", "reference.compare", "reference.timing", "kernels.sandbox", "kernels.seccomp"):
        assert f"hotseat.{name}" in found
    assert not any(name.startswith(("hotseat.kernels.kernel", "hotseat.reference.reading")) for name in found)


@pytest.mark.parametrize(
    "edit",
    [
        lambda data: data["gate"]["result"].update(held=False),
        lambda data: data["gate"].update(digest="0" * 64),
        lambda data: data["gate"]["versions"].update(numpy="9.9"),
        lambda data: data["gate"].pop("seal"),
        lambda data: data["gate"].update(more=1),
        lambda data: data.update(gate=[]),
        lambda data: data.update(gate={**data["evidence"], "digest": data["gate"]["digest"]}),
    ],
)
def test_a_record_edited_by_hand_does_not_hold(tmp_path: Path, edit: Any) -> None:
    pack, question = _pack(tmp_path)
    folder = tmp_path / "ledger"
    _keep(pack, question, folder)
    file = folder / "double.json"
    data = json.loads(file.read_text())
    edit(data)
    file.write_text(json.dumps(data))
    assert _holds(pack, question, folder) == {"evidence", "mutation"}


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"gate": 3}', "<<<<<<< ours\n"])
def test_a_file_that_is_no_record_holds_nothing(tmp_path: Path, text: str) -> None:
    pack, question = _pack(tmp_path)
    (tmp_path / "double.json").write_text(text)
    assert _holds(pack, question, tmp_path) == set()
    assert ledger.why_not("double", "gate", ledger.state(question, pack, "gate"), tmp_path) == "nothing is recorded"


def test_a_run_that_differs_in_time_alone_leaves_the_file_as_it_is(tmp_path: Path) -> None:
    pack, question = _pack(tmp_path)
    now = ledger.state(question, pack, "evidence")

    def shown(seconds: float, printed: str = "2", name: str = "two") -> dict[str, Any]:
        return ledger.of_evidence([Figure(name, "It is two.", printed, seconds)])

    assert ledger.write("double", "evidence", now, shown(0.1), tmp_path)
    before = (tmp_path / "double.json").read_text()
    assert not ledger.write("double", "evidence", now, shown(0.9, "2.0 after 0.9 s"), tmp_path)
    assert (tmp_path / "double.json").read_text() == before
    assert ledger.write("double", "evidence", now, shown(0.1, name="three"), tmp_path)


def test_every_question_has_its_turn_and_a_commit_always_takes_the_same() -> None:
    names = [f"question-{n}" for n in range(130)]
    turns = [ledger.tenth(names, f"commit-{n}") for n in range(100)]
    assert ledger.tenth(names, "commit-7") == turns[7]
    taken = Counter(name for turn in turns for name in turn)
    assert set(taken) == set(names), "over a hundred commits nobody is left out"
    assert 0.05 < sum(map(len, turns)) / (100 * len(names)) < 0.15
    assert len({frozenset(turn) for turn in turns}) == 100
