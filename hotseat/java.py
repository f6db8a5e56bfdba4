"""The Java that this machine would start: Spark runs on one."""

from __future__ import annotations

import os
import shutil
from functools import cache
from pathlib import Path


@cache
def home() -> Path | None:
    """The folder of the Java that ``JAVA_HOME`` names or the PATH holds, or None where there is none; looked up once."""
    named = os.environ.get("JAVA_HOME", "")
    program = Path(named, "bin", "java") if named else None
    if program is None or not program.is_file():
        found = shutil.which("java")
        program = Path(found) if found else None
    return program.resolve().parent.parent if program is not None else None


def folders() -> list[Path]:
    """All folders that it reads its own files from: distributions keep its settings and certificates elsewhere."""
    there = home()
    if there is None:
        return []
    inner = [path for part in ("conf", "conf/security", "lib", "lib/security") for path in _links(there / part)]
    return list(dict.fromkeys([there, *inner]))


def _links(folder: Path) -> list[Path]:
    """What the links in a folder lead to, and the folder itself where it is one."""
    try:
        return [path.resolve() for path in (folder, *folder.iterdir()) if path.is_symlink()]
    except OSError:
        return []
