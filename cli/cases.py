"""The cases of contested verdicts, written below the session's folder.

To what the journal knows, a case adds the checks and the reference that judged the code, as plain text: whoever is to settle
a dispute must see what the code was held against, and their own bank may be another one by then. The person is told that
the file gives the reference away. Where the bank has changed since the verdict, its checks are not those that judged, and
are left out.
"""

from __future__ import annotations

import errno
import json
import platform
import re
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from hotseat import __version__
from hotseat.interview import disk
from hotseat.question_bank.bank import Bank
from hotseat.question_bank.problem import BrokenFile

LIBRARIES = ("numpy", "pandas", "scikit-learn", "torch")
"""The libraries that a verdict may turn on."""


_FILE = re.compile(r"cases/[a-z0-9][a-z0-9_-]{0,80}\.json")


@cache
def versions() -> Mapping[str, str]:
    """What verdicts are given with here: hotseat, python and the libraries, read without importing any of them."""
    found = {"hotseat": __version__, "python": platform.python_version()}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = ""
    return found


class SessionCases:
    """Keeps the cases of one session."""

    def __init__(self, folder: Path, bank: Bank) -> None:
        self._folder = folder
        self._bank = bank

    def keep(self, file: str, case: Mapping[str, Any]) -> None:
        """Write a case, whole or not at all, for this person alone. Raises OSError where it cannot be written."""
        if not _FILE.fullmatch(file):  # a journal from elsewhere may name a question as it likes
            raise OSError(errno.EINVAL, "the question's name cannot be a file's")
        path = self._folder / file
        whole = {**case, "platform": platform.platform(), **self._held_against(case)}
        disk.make_private(path.parent)
        # All signs beyond ASCII are escaped, so that the file can be shown in any terminal.
        disk.put(path, json.dumps(whole, indent=1, ensure_ascii=True).encode("ascii") + b"\n")

    def path(self, file: str) -> str:
        """The case's full path."""
        return str(self._folder / file)

    def _held_against(self, case: Mapping[str, Any]) -> dict[str, str | None]:
        """The checks and the reference, where they are still those that the verdict was given with."""
        name = str(case["question"])
        nothing: dict[str, str | None] = {"checks": None, "reference": None}
        if name not in self._bank.questions or self._bank.digest(name) != case["digest"]:
            return nothing
        pack = self._bank.pack_of(name)
        try:
            return {"checks": pack.checks(name).read_text(encoding="utf-8"), "reference": pack.solution(name)}
        except (OSError, UnicodeDecodeError, BrokenFile):
            return nothing
