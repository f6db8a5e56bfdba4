"""The long run tells each part, ends what it started, and writes its figures into the page row by row."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import ModuleType

import psutil
import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def torture() -> ModuleType:
    spec = importlib.util.spec_from_file_location("torture", ROOT / "tools" / "torture.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["torture"] = module
    spec.loader.exec_module(module)
    return module


def test_each_part_has_its_own_row_and_a_later_run_of_one_leaves_the_others(torture: ModuleType) -> None:
    text = f"before\n{torture.BEGIN}{torture.END}after\n"
    soak, judge = torture.Outcome("soak", True, "10 | 20", 3.21), torture.Outcome("judge", False, "", 5.0)
    both = torture.page(text, [soak, judge], "Here.")
    assert both.startswith("before\n") and both.endswith("after\n")
    assert soak.row in both and judge.row in both and "10 / 20" in soak.row
    again = torture.page(both, [torture.Outcome("judge", True, "all well", 4.0)], "There.")
    assert soak.row in again and "all well" in again and judge.row not in again and "Here." not in again
    assert torture.page(again, [], "There.") == again
    with pytest.raises(ValueError, match="lacks the line"):
        torture.page("no marks", [soak], "Here.")


def test_the_page_has_the_marks(torture: ModuleType) -> None:
    assert torture.page(torture.PAGE.read_text("utf-8"), [], torture.place())


def test_a_part_that_fails_or_takes_too_long_is_told_and_does_not_stop_the_others(
    torture: ModuleType, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    slow = "import time; print('begun', flush=True); time.sleep(600)"
    codes = {
        "kills": "raise SystemExit(3)",
        "soak": slow,
        "kernel": "print('no trouble')",
        "judge": "print('all well')",
    }

    def work(part: str, short: bool, runs: object) -> tuple[bool, str]:
        if part == "fuzz":
            raise RuntimeError("odd")
        good, said = runs.run(["-c", codes[part]])  # type: ignore[attr-defined]
        return good, torture.told(said[-1] if said else "")

    monkeypatch.setattr(torture, "work", work)
    monkeypatch.setattr(torture, "MOST_MINUTES", 3 / 60)
    page = tmp_path / "page.md"
    page.write_text(torture.BEGIN + torture.END, "utf-8")
    assert torture.main(["--page", str(page)]) == 1
    said = capsys.readouterr().out
    assert "Did not hold: kills, soak, fuzz." in said and "RuntimeError: odd" in said
    assert page.read_text("utf-8").count("**no**") == 3 and "all well" in page.read_text("utf-8")


@pytest.mark.skipif(os.name == "nt", reason="no such signals")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_interrupted_it_leaves_no_process(number: int, tmp_path: Path) -> None:
    more = "subprocess.Popen(['sleep', '600'], start_new_session=True)"
    child = f"import subprocess, time; {more}; print('begun', flush=True); time.sleep(600)"
    script = (
        f"import sys; sys.path.insert(0, {str(ROOT / 'tools')!r}); import torture\n"
        f"torture.work = lambda part, short, runs: runs.run(['-c', {child!r}])\n"
        "sys.exit(torture.main(['soak', '--short']))\n"
    )
    program = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    while "begun" not in program.stdout.readline():
        assert program.poll() is None
    started = psutil.Process(program.pid).children(recursive=True)
    assert len(started) == 2
    program.send_signal(number)
    assert "Interrupted." in program.stdout.read()
    assert program.wait(20) == 130
    end = time.monotonic() + 10
    while any(p.is_running() and p.status() != psutil.STATUS_ZOMBIE for p in started):
        assert time.monotonic() < end, started
        time.sleep(0.02)
