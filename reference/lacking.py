"""What a submission wanted and did not find: names that nothing defines, and packages that are not installed.

Both are the classic faults of code that was tried in a live kernel: the kernel still knew the name, or belongs to another
environment. Told by the process that runs the submission, so it explains a failure and never decides one.
Standard library only.
"""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterable

MOST = 10
"""Names and packages that are told, each."""


class Lacking:
    """Gathers them from the exceptions that leave a submission."""

    def __init__(self) -> None:
        self._names: list[str] = []
        self._packages: list[str] = []
        self._lost: dict[str, str] = {}
        """Names that a cell did not come to define, and the missing package that ended it."""

    def lose(self, error: BaseException, names: Iterable[str]) -> None:
        """Remembers that a cell ended in this exception and left these names undefined."""
        package = _missing_package(error)
        if package:
            self._lost |= dict.fromkeys(names, package)

    def learn(self, error: BaseException) -> None:
        """Takes in an exception, whatever its class does to hide."""
        package = _missing_package(error)
        if package:
            self._add(self._packages, package)
        elif type(error) is NameError and type(error.name) is str and error.name in self._lost:
            self._add(self._packages, self._lost[error.name])
        elif type(error) is NameError:
            self._add(self._names, error.name)

    def take(self) -> dict[str, list[str]]:
        """``missing_names`` and ``missing_packages`` since the last time."""
        found = {"missing_names": self._names, "missing_packages": self._packages}
        self._names, self._packages = [], []
        return found

    @staticmethod
    def _add(kept: list[str], name: object) -> None:
        if type(name) is str and name.isidentifier() and len(name) <= 80 and name not in kept and len(kept) < MOST:
            kept.append(name)


def _missing_package(error: BaseException) -> str:
    """The package that is not installed and whose import raised this, or an empty text."""
    if type(error) is not ModuleNotFoundError or type(error.name) is not str:
        return ""
    top = error.name.partition(".")[0]
    return top if top and not _is_there(top) else ""


def _is_there(top: str) -> bool:
    if top in sys.modules or top in sys.stdlib_module_names:
        return True
    try:
        return importlib.util.find_spec(top) is not None
    except (ImportError, ValueError):
        return False
