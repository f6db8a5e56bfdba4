"""Distributions that bring entry points, as an installer leaves them, and the examples of the documentation."""

from __future__ import annotations

import shutil
import site
import subprocess
import sys
import tomllib
import venv
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).resolve().parents[2] / "docs" / "examples"


def write_distribution(folder: Path, name: str, points: dict[str, dict[str, str]], code: str = "") -> Path:
    """Lay a distribution of one module into a folder: its code and what an installer writes down of it; returns the folder."""
    module = name.replace("-", "_")
    info = folder / f"{module}-0.1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 0.1.0\n", encoding="utf-8")
    rows = [row for group, of in points.items() for row in (f"[{group}]", *(f"{k} = {v}" for k, v in of.items()))]
    (info / "entry_points.txt").write_text("\n".join(rows) + "\n", encoding="utf-8")
    if code:
        (folder / f"{module}.py").write_text(code, encoding="utf-8")
    return folder


def lay_example(folder: Path, name: str) -> Path:
    """Lay an example of the documentation into a folder, as an installer would."""
    project: dict[str, Any] = tomllib.loads((EXAMPLES / name / "pyproject.toml").read_text())["project"]
    module = name.replace("-", "_")
    write_distribution(folder, name, project["entry-points"])
    shutil.copy(EXAMPLES / name / f"{module}.py", folder)
    return folder


def pip_install(folder: Path, source: Path) -> None:
    """Install a distribution into a folder with pip, without what it depends on and without a network."""
    copy = folder.with_name(f"{source.name}-source")
    shutil.copytree(source, copy)  # setuptools builds beside the source
    words = ["install", "-q", "--no-deps", "--no-index", "--no-build-isolation", "--target", str(folder), str(copy)]
    subprocess.run(
        [sys.executable, "-m", "pip", "--disable-pip-version-check", *words], check=True, capture_output=True
    )


def environment(folder: Path) -> tuple[Path, Path]:
    """An environment of its own that sees all that is installed here; its Python, and where it keeps what is installed in it."""
    venv.create(folder, symlinks=True, with_pip=False)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    code = "import sysconfig; print(sysconfig.get_path('purelib'))"
    done = subprocess.run([python, "-c", code], check=True, capture_output=True, text=True)
    packages = Path(done.stdout.strip())
    here = [path for path in sys.path if path.endswith("site-packages")] or site.getsitepackages()
    rows = "".join(f"import site; site.addsitedir({path!r})\n" for path in here)
    (packages / "those_of_the_tests.pth").write_text(rows, encoding="utf-8")
    return python, packages
