"""Make ``.venv`` and install Hotseat with all it needs in it; do nothing when that has been done already.

Needs only Python 3.11 or newer with pip. ``make run`` and ``make test`` call it; so may you: ``python3 tools/bootstrap.py``.
With ``--engines``, as ``make content`` calls it, the optional libraries that some questions need are installed too; with
``--beyond``, as ``make beyond`` calls it, those for the browser, clusters and kernels elsewhere; with ``--fuzz``, what
``tools/fuzz.py`` searches with.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
DECIDES = ("pyproject.toml", "setup.py", "constraints.txt")
"""The files whose content decides what is installed; a change in one makes the next start install again."""


MORE = {"--engines": ("engines", "spark"), "--beyond": ("beyond",), "--fuzz": ("fuzz",)}
"""Which extras of ``pyproject.toml`` an option adds."""


def say(sentence: str) -> None:
    """Talk goes to standard error, so that standard output stays the program's own."""
    print(f"hotseat set-up: {sentence}", file=sys.stderr, flush=True)


def fingerprint() -> str:
    """A digest of all that decides the environment: the packaging files and this Python."""
    parts = [(ROOT / name).read_bytes() for name in DECIDES]
    return hashlib.sha256(b"".join(parts) + sys.version.encode() + str(ROOT).encode()).hexdigest()


def make_environment() -> None:
    """Create ``.venv``, also where the distribution ships Python without ensurepip (Debian's python3-venv)."""
    say("making .venv")
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)], capture_output=True)
    if made.returncode:
        shutil.rmtree(VENV, ignore_errors=True)
        subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(VENV)], check=True)


def pip_install(*arguments: str) -> None:
    """Install into ``.venv`` with its own pip, or with ours where it has none (pip 22.3 or newer)."""
    has_pip = subprocess.run([PYTHON, "-m", "pip", "--version"], capture_output=True).returncode == 0
    pip = [str(PYTHON), "-m", "pip"] if has_pip else [sys.executable, "-m", "pip", "--python", str(PYTHON)]
    subprocess.run([*pip, "--disable-pip-version-check", "install", "--quiet", *arguments], check=True, cwd=ROOT)


def main(arguments: list[str]) -> int:
    """Returns 0 when the environment is ready, 1 when this Python is too old, pip's code when pip failed."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this file runs before any requirement is enforced
        say(f"Python 3.11 or newer is needed, this is {platform.python_version()}. Try: make PY=python3.12 run")
        return 1
    stamp = VENV / ".installed"
    extras = ["dev", *(extra for option in arguments for extra in MORE.get(option, ()))]
    wanted = fingerprint()
    there = stamp.read_text().split() if PYTHON.exists() and stamp.exists() else []
    installed = "".join(there[1:]).split(",") if there[:1] == [wanted] else []
    if set(extras) <= set(installed):
        return 0
    if installed:
        say(f"installing the optional libraries: {', '.join(sorted(set(extras) - set(installed)))}")
    stamp.unlink(missing_ok=True)
    if not PYTHON.exists():
        make_environment()
    if not installed:
        say("installing Hotseat and its packages; the first time this takes a few minutes")
    try:
        pip_install("-e", f".[{','.join(extras)}]", "-c", "constraints.txt")
    except subprocess.CalledProcessError as failure:
        say("pip failed; its own message is above. Mend that and run the same command again.")
        return failure.returncode or 1
    stamp.write_text(f"{wanted} {','.join(sorted({*extras, *installed}))}\n")
    say("done")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
