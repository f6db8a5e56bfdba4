"""The installed program where the surroundings are odd: no home, few descriptors, Python's and Jupyter's variables set."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from support.golden import hostile
from support.terminal import HOTSEAT

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
posix = pytest.mark.skipif(sys.platform == "win32", reason="there are no such limits and modes")
RIGHT = """\
import numpy as np
import os, sys

for variable in ("PYTHONSTARTUP", "PYTHONOPTIMIZE", "JUPYTER_PATH", "IPYTHONDIR", "SERVICE_TOKEN"):
    assert variable not in os.environ, variable
assert sys.flags.optimize == 0 and __debug__
assert not [p for p in sys.path if "hostile-path" in p], sys.path


def zscore(x):
    spread = x.std()
    return (x - x.mean()) / spread if spread > 0 else np.zeros_like(x, dtype=float)
"""


def hotseat(*arguments: str, before: str = "", **env: str | None) -> subprocess.CompletedProcess[str]:
    told = {name: value for name, value in {**os.environ, "HOTSEAT_CACHE": None, **env}.items() if value is not None}
    command: list[str] | str = [str(HOTSEAT), *arguments]
    if before:
        command = ["sh", "-c", f'{before}; exec "$0" "$@"', str(HOTSEAT), *arguments]
    return subprocess.run(command, env=told, capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=200)


@pytest.mark.sandbox
def test_neither_pythons_nor_jupyters_variables_nor_a_token_reach_a_submission(own_home: Path, tmp_path: Path) -> None:
    answer = tmp_path / "answer.py"
    answer.write_text(RIGHT)
    path = tmp_path / "hostile-path"
    path.mkdir()
    (path / "startup.py").write_text("raise SystemExit")
    odd = {
        "PYTHONPATH": str(path),
        "PYTHONSTARTUP": str(path / "startup.py"),
        "PYTHONOPTIMIZE": "1",
        "JUPYTER_PATH": str(path),
        "JUPYTER_CONFIG_DIR": str(path),
        "IPYTHONDIR": str(path),
        "SERVICE_TOKEN": "hush",
    }
    done = hotseat("grade", "zscore", str(answer), **odd)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "hush" not in done.stdout + done.stderr


@posix
@pytest.mark.long
@pytest.mark.parametrize(
    ("env", "before"),
    [
        ({"HOME": None, "HOTSEAT_HOME": None}, ""),
        ({"HOME": "/nowhere/at/all", "HOTSEAT_HOME": None}, ""),
        ({"XDG_DATA_HOME": "relative/folder", "HOTSEAT_HOME": None}, ""),
        ({"HOTSEAT_HOME": "/dev/null"}, ""),
        ({}, "ulimit -n 64"),
        ({"LANG": "C", "LC_ALL": "C"}, ""),
        ({"TMPDIR": "/nowhere/at/all"}, ""),
    ],
    ids=[
        "no home",
        "a home that is not there",
        "a relative folder",
        "a device",
        "few descriptors",
        "no locale",
        "no TMPDIR",
    ],
)
def test_a_command_works_or_says_what_lacks_and_never_shows_a_traceback(
    own_home: Path, tmp_path: Path, env: dict[str, str | None], before: str
) -> None:
    if "HOTSEAT_HOME" in env and env["HOTSEAT_HOME"] is None:
        env = {"XDG_DATA_HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path), **env}
    done = hotseat("review", "--json", before=f"cd '{tmp_path}'{'; ' if before else ''}{before}", **env)
    assert done.returncode in (0, 1, 3), done.stderr
    assert "Traceback" not in done.stdout + done.stderr and "itself failed" not in done.stderr, done.stderr
    assert done.returncode == 0 or done.stderr.strip(), "what lacks is said"


@posix
def test_what_a_command_writes_is_for_this_person_alone_under_an_open_umask(own_home: Path) -> None:
    hostile(own_home / "sessions")
    assert hotseat("review", "--json", before="umask 000").returncode == 0
    written = [p for p in own_home.rglob("*") if p.is_relative_to(own_home / "cache") or p.parent == own_home]
    assert any(p.suffix == ".sqlite3" for p in written)
    open_to_others = [
        p for p in written if stat.S_IMODE(p.stat().st_mode) & 0o077 and not _below_a_private(p, own_home)
    ]
    assert open_to_others == []


def _below_a_private(path: Path, top: Path) -> bool:
    """Whether nobody else gets as far as this."""
    return any(stat.S_IMODE(p.stat().st_mode) & 0o077 == 0 for p in path.parents if p == top or top in p.parents)
