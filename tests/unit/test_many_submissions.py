"""``hotseat grade`` with submissions in large numbers: what is taken for one, what a result holds, and how a run goes on."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from support.judge_packs import SOLUTION
from support.packs_on_disk import write_pack

from hotseat.cli.banks import open_bank
from hotseat.cli.grade_many import Wishes, grade_many
from hotseat.cli.places import Places
from hotseat.cli.results import FORMAT, Key, ResultsFile
from hotseat.cli.submissions import Submission, collect, read
from hotseat.cli.trouble import Stop
from hotseat.cli.trust import TrustStore

WRONG = SOLUTION.replace("2 * x", "3 * x")
NOTEBOOK = {"cells": [{"cell_type": "code", "source": [SOLUTION], "metadata": {}, "outputs": []}], "nbformat": 4}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """One home for all of them, so that the bank is read once."""
    home = tmp_path_factory.mktemp("home")
    made = Places(home, home)
    TrustStore(made.trust).own(write_pack(made.packs / "mine"))
    return made


def told(submissions: list[Submission]) -> list[tuple[str, str]]:
    return [(one.question, one.id) for one in submissions]


def write(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / f"{name}.py").write_text(text)
    return folder


# --- what is taken for a submission -----------------------------------------------------------------------------------


def test_a_folder_holds_a_file_or_a_folder_for_each_person(
    here: Places, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "all", ben=SOLUTION, ana=WRONG)
    write(folder / "cleo", answer=SOLUTION)
    (folder / "dan.ipynb").write_text(json.dumps(NOTEBOOK))
    (folder / "read me.txt").write_text("no code")
    write(folder / ".ipynb_checkpoints", ana=SOLUTION)
    found = collect(open_bank(here), "double", [folder])
    assert told(found) == [("double", name) for name in ("ana", "ben", "cleo/answer", "dan")]
    assert "def double" in read(found[-1]).code
    assert "1 (read me.txt)" in capsys.readouterr().err


def test_without_a_question_a_folder_holds_a_folder_for_each_question(here: Places, tmp_path: Path) -> None:
    bank = open_bank(here)
    write(tmp_path / "all" / "double", ana=SOLUTION)
    write(tmp_path / "all" / "zscore", ana=SOLUTION)
    assert told(collect(bank, None, [tmp_path / "all"])) == [("double", "ana"), ("zscore", "ana")]
    assert told(collect(bank, None, [tmp_path / "all" / "double"])) == [("double", "ana")]
    (tmp_path / "all" / "zscor").mkdir()
    with pytest.raises(Stop, match="Did you mean zscore") as stop:
        collect(bank, None, [tmp_path / "all"])
    assert stop.value.code == 2


def test_lists_of_both_kinds_name_questions_and_files_beside_them_or_bring_code(here: Places, tmp_path: Path) -> None:
    bank = open_bank(here)
    write(tmp_path, ana=SOLUTION)
    rows = [{"question": "double", "id": 7, "code": WRONG}, {"question": "double", "file": "ana.py"}]
    (tmp_path / "list.jsonl").write_text("\n".join(map(json.dumps, rows)) + "\n\n")
    (tmp_path / "list.csv").write_text("id,question,file\nana,double,ana.py\n")
    found = collect(bank, None, [tmp_path / "list.jsonl"])
    assert told(found) == [("double", "7"), ("double", "ana")]
    assert [read(one).code for one in found] == [WRONG, SOLUTION]
    assert read(found[1]).digest == hashlib.sha256((tmp_path / "ana.py").read_bytes()).hexdigest()
    assert [read(one).code for one in collect(bank, "double", [tmp_path / "list.csv"])] == [SOLUTION]


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("{", "id, question, and file or code are needed"),
        ('{"id": "a", "question": "double"}', "either file or code"),
        ('{"id": "a", "question": "double", "file": "a.py", "code": ""}', "either file or code"),
        ('{"id": "a", "code": ""}', "question is needed"),
        ('{"question": "double", "code": ""}', "id must be"),
        ('{"id": "a\\nb", "question": "double", "code": ""}', "id must be"),
        ('{"id": true, "question": "double", "code": ""}', "id must be"),
        ('{"question": "double", "file": "."}', "file must name a file"),
        ('{"id": "a", "question": "doubel", "code": ""}', "Did you mean double"),
        ('{"id": "a", "question": "why", "code": ""}', "hotseat assess why"),
        ('{"id": "x", "question": "double", "code": "1"}', "there twice for double"),
    ],
)
def test_a_slip_in_a_list_is_told_before_anything_is_judged(here: Places, tmp_path: Path, row: str, why: str) -> None:
    good = json.dumps({"id": "x", "question": "double", "code": SOLUTION})
    (source := tmp_path / "list.jsonl").write_text(f"{good}\n{row}\n")
    with pytest.raises(Stop) as stop:
        grade_many(here, Wishes(str(source), output=tmp_path / "out.jsonl"))
    assert stop.value.code == 2 and why in stop.value.sentence
    assert not (tmp_path / "out.jsonl").exists()


def test_code_in_a_csv_may_be_as_long_as_in_a_file(here: Places, tmp_path: Path) -> None:
    code = SOLUTION + "# as long as it takes\n" * 10_000
    (source := tmp_path / "list.csv").write_text(f'id,question,code\nana,double,"{code}"\n'.replace("\r", ""))
    [ana] = collect(open_bank(here), None, [source])
    assert read(ana).code == code


@pytest.mark.skipif(not hasattr(os, "O_NOFOLLOW"), reason="links are followed here")
def test_a_link_to_somebody_elses_file_is_no_submission(here: Places, tmp_path: Path) -> None:
    secret = write(tmp_path, solution=SOLUTION) / "solution.py"
    (folder := tmp_path / "all").mkdir()
    (folder / "eve.py").symlink_to(secret)
    (folder / "mallory").symlink_to(tmp_path, target_is_directory=True)
    [eve] = collect(open_bank(here), "double", [folder])
    assert read(eve).verdict == "error" and "is a link" in read(eve).fault and not read(eve).code


# --- the file of results ----------------------------------------------------------------------------------------------


def line(name: str, verdict: str = "pass", **more: Any) -> dict[str, Any]:
    key = {"question": "double", "id": name, "code_digest": "c", "question_digest": "q", "seed": 1}
    return {"format": FORMAT, **key, "verdict": verdict, "version": "0", **more}


@pytest.mark.parametrize("torn", [b'{"format": "hotseat-res', b"\x00\x00\x00\n", b'{"id"\n', b""])
def test_a_torn_last_line_is_mended_and_the_others_are_held(tmp_path: Path, torn: bytes) -> None:
    path = tmp_path / "results.jsonl"
    first = ResultsFile(path, resume=False)
    first.add(line("ana"))
    first.add(line("ben", "not-judged"))
    first.close()
    whole = path.read_bytes()
    path.write_bytes(whole + torn)
    again = ResultsFile(path, resume=True)
    assert again.mended == len(torn) and path.read_bytes() == whole
    assert again.held(Key.of(line("ana")), own_tests=False) == "pass"
    assert again.held(Key.of(line("ana")), own_tests=True) == ""
    assert again.held(Key.of(line("ben")), own_tests=False) == "", "what was not judged is judged again"
    for changed in ("id", "question", "code_digest", "question_digest", "seed"):
        assert again.held(Key.of(line("ana", **{changed: "other"})), own_tests=False) == ""
    with pytest.raises(Stop, match="Another run writes"):
        ResultsFile(path, resume=True)
    again.close()


def test_no_other_file_is_written_to(tmp_path: Path) -> None:
    for text in ("to do\nand more\n", "to do", '{"id": 1}\n'):
        (notes := tmp_path / "notes.txt").write_text(text)
        for resume, why in ((False, "holds something already"), (True, "line 1 is no result")):
            with pytest.raises(Stop, match=why):
                ResultsFile(notes, resume=resume)
        assert notes.read_text() == text


# --- the run ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("wishes", "why"),
    [
        (Wishes("double", (Path("a.py"),), resume=True), "-o RESULTS"),
        (Wishes("double", (Path("a.py"),), jobs=2, dask="x:1"), "--jobs is for this machine"),
        (Wishes("double", (Path("a.py"),), jobs=0), "from 1 to"),
        (Wishes("double", (Path("a.py"),), seed=64), "from 0 to 63"),
        (Wishes("double", (), jobs=2), "Say which files"),
        (Wishes("doubel", (Path("a.py"),), jobs=2), "Did you mean double"),
        (Wishes(None, (), jobs=2), "Say what to judge"),
    ],
)
def test_wishes_that_cannot_be_are_told_at_once(here: Places, wishes: Wishes, why: str) -> None:
    with pytest.raises(Stop, match=why) as stop:
        grade_many(here, wishes)
    assert stop.value.code == 2


def test_dask_without_its_library_says_what_to_install(own_home: Path, tmp_path: Path) -> None:
    write(tmp_path, a=SOLUTION)
    code = (
        "import sys; sys.modules['distributed'] = None\n"
        f"sys.argv = ['hotseat', 'grade', 'zscore', {str(tmp_path / 'a.py')!r}, '--dask', 'nowhere:1']\n"
        "from hotseat.cli.main import main; main()"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.returncode == 3
    assert done.stderr.strip().endswith("pip install 'hotseat[scale]'") and "Traceback" not in done.stderr


@pytest.mark.sandbox
def test_results_depend_on_no_order_and_on_no_number_of_jobs_and_a_run_goes_on_where_it_stopped(
    here: Places, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "all", ana=SOLUTION, ben=WRONG, cleo="import os\nos._exit(3)\n", dan="def double(:\n")
    (folder / "eve.py").write_bytes(b"\xff\xfe\x00")
    files = tuple(sorted(folder.iterdir()))
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    assert grade_many(here, Wishes("double", tuple(reversed(files)), jobs=1, output=one)) == 1
    assert grade_many(here, Wishes("double", files, jobs=2, output=two)) == 1
    first, second = lines(one), lines(two)
    assert first == second
    words = {Path(name).name: row["verdict"] for name, row in first.items()}
    assert words == {"ana": "pass", "ben": "fail", "cleo": "error", "dan": "error", "eve": "error"}
    assert len({row["seed"] for row in first.values()}) > 2, "each submission has inputs of its own"
    assert all(row["format"] == FORMAT and len(row["question_digest"]) == 64 for row in first.values())

    rows = two.read_bytes().splitlines(keepends=True)
    two.write_bytes(b"".join(rows[:2]) + rows[2][:40])
    write(folder, ana=f"{SOLUTION}# mended\n")
    capfd.readouterr()
    assert grade_many(here, Wishes("double", files, jobs=2, output=two, resume=True)) == 1
    said = capfd.readouterr().err
    assert "was torn" in said and "5 submissions: 1 pass, 1 fail, 3 error." in said
    assert "1 of them was in the file already; 4 were judged now." in said and "a second per job." in said
    assert two.read_bytes().startswith(b"".join(rows[:2]))
    third = lines(two)
    changed = str(folder / "ana")
    assert third.pop(changed)["code_digest"] != second.pop(changed)["code_digest"]
    assert third == second


def lines(path: Path) -> dict[str, dict[str, Any]]:
    """The results by id, without what differs from run to run; the last one of an id counts."""
    found = {row["id"]: row for row in map(json.loads, path.read_text().splitlines())}
    for row in found.values():
        assert row.pop("run")["seconds"] >= 0
    return found
