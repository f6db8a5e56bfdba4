"""The wheel is what people install; nothing of the tree may be missing from it, and nothing else may be in it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TOPS = ("cli", "tui", "plain", "front", "review", "voices", "interview", "reference", "kernels", "question_bank")
DATA = {".py", ".yaml", ".json", ".ipynb", ".tcss", ".html", ".css", ".js", ".typed"}


@pytest.mark.timeout(300)
def test_the_wheel_and_the_tree_hold_the_same_files(tmp_path: Path) -> None:
    tree = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "--", "hotseat", *TOPS],
        cwd=ROOT,
        capture_output=True,
        text=True,
    ).stdout.split()
    if not tree:
        pytest.skip("the tree is no git checkout, so there is no list of its files to hold the wheel against")
    copy = tmp_path / "tree"
    for name in [*tree, "pyproject.toml", "setup.py", "README.md", "LICENSE"]:
        target = copy / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((ROOT / name).read_bytes())
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(tmp_path / "dist"), str(copy)],
        check=True,
        capture_output=True,
    )
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    inside = {n for n in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in n}
    wanted = {
        name if name.startswith("hotseat/") else f"hotseat/{name}"
        for name in tree
        if Path(name).suffix in DATA and (copy / name).is_file()
    }
    assert inside == wanted
