"""What the kept fuzzer tries holds for the inputs it begins with, and for everything that it found once."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "tools"))
from fuzz import EXIT_NOT_HERE, main
from fuzz_json import change_records
from fuzz_targets import FOUND, ROOT, TARGETS

TOOLS = ROOT / "tools"
ONCE = sorted(p for p in FOUND.glob("*/*"))


@pytest.mark.parametrize("name", TARGETS)
def test_the_promise_holds_for_what_a_search_begins_with(name: str) -> None:
    seeds = list(TARGETS[name].seeds())
    assert seeds and all(len(data) <= TARGETS[name].longest for data in seeds)
    for data in seeds:
        TARGETS[name].holds(data)


@pytest.mark.parametrize("file", ONCE, ids=[f"{p.parent.name}-{p.name}" for p in ONCE])
def test_what_was_found_once_is_mended(file: Path) -> None:
    TARGETS[file.parent.name].holds(file.read_bytes())


def test_every_kept_finding_is_of_a_target() -> None:
    assert {p.parent.name for p in ONCE} <= set(TARGETS)


def test_records_are_changed_into_lines_of_json_again_and_again() -> None:
    data, dice = next(iter(TARGETS["session"].seeds())), random.Random(1)
    seen = {data}
    for _ in range(50):
        data = change_records(data, dice, lambda piece: piece[::-1])
        seen.add(data)
    assert len(seen) > 40
    for _ in range(50):
        change_records(b"no json\n\n[]", dice, lambda piece: piece)


def test_a_finding_is_done_again_by_the_command_that_is_told_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "finding"
    file.write_bytes(b"x")
    assert main(["settings", "--again", str(file)]) == 0
    broken = TARGETS["settings"].__class__("settings", "", lambda data: 1 / 0, TARGETS["settings"].seeds)  # type: ignore[arg-type,return-value]
    monkeypatch.setitem(TARGETS, "settings", broken)
    with pytest.raises(ZeroDivisionError):
        main(["settings", "--again", str(file)])


def test_without_the_library_it_is_said_and_nothing_counts_as_tried(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    assert main(["settings"]) == EXIT_NOT_HERE
    assert "atheris is not installed" in capsys.readouterr().err


def test_what_is_found_is_written_told_and_counted(tmp_path: Path) -> None:
    """The search itself, on a target that breaks as soon as it sees a certain letter. Needs atheris."""
    pytest.importorskip("atheris")
    script = tmp_path / "broken.py"
    script.write_text(
        f"import sys; sys.path.insert(0, {str(TOOLS)!r})\nimport fuzz, fuzz_targets as t\n"
        "def holds(data):\n    assert b'Z' not in data, 'a Z'\n"
        "t.TARGETS['settings'] = t.Target('settings', '', holds, lambda: iter([b'aaYaa']))\n"
        "fuzz.__file__ = __file__\nsys.exit(fuzz.main(sys.argv[1:]))\n"
    )
    command = [sys.executable, str(script), "settings", "--seconds", "20", "--findings", str(tmp_path / "found")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=100)
    (found,) = (tmp_path / "found").iterdir()
    assert done.returncode == 1 and b"Z" in found.read_bytes()
    assert f"settings --again {found}" in done.stdout and "1 found" in done.stdout
