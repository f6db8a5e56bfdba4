"""The optional libraries that some questions need: whether they are here, told without importing any of them.

A question names them in ``needs.packages``, by the name one imports or the name one installs. What is looked up is kept for
the life of the process: a library that is installed while Hotseat runs is there after the next start.
"""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from hotseat import java

EXTRAS: dict[str, str] = {
    "duckdb": "engines",
    "fastapi": "engines",
    "gplearn": "engines",
    "httpx2": "engines",
    "kneed": "engines",
    "numba": "engines",
    "onnx": "engines",
    "onnxruntime": "engines",
    "onnxscript": "engines",
    "pyspark": "spark",
}
"""Which of Hotseat's extras installs a package; any other package is installed by its own name."""
OF_JAVA = frozenset({"pyspark"})
"""What also needs a Java to run on."""


class Needing(Protocol):
    """What is asked of a question here: the question itself has it, and its summary too."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def packages(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Lack:
    """What of a question's needs this machine has not."""

    what: str
    """The packages, and Java where that is lacking, such as ``numba and kneed``."""
    remedy: str
    """What to do about it, such as ``pip install 'hotseat[engines]'``."""

    def __str__(self) -> str:
        return f"needs {self.what}: {self.remedy}"


def lack(packages: Iterable[str]) -> Lack | None:
    """What of these packages is not here, or None where nothing is lacking."""
    wanted = list(dict.fromkeys(packages))
    missing = [name for name in wanted if not installed(name)]
    no_java = not OF_JAVA.isdisjoint(wanted) and java.home() is None
    if not missing and not no_java:
        return None
    remedies: list[str] = []
    if missing:
        names = sorted({f"'hotseat[{EXTRAS[name]}]'" if name in EXTRAS else name for name in missing})
        remedies.append(f"pip install {' '.join(names)}")
    if no_java:
        remedies.append("install Java 17 or newer and put it on the PATH, or set JAVA_HOME")
    return Lack(_listed([*missing, *(["Java"] if no_java else [])]), ", and ".join(remedies))


def unavailable(question: Needing) -> Lack | None:
    """Why this question cannot be asked on this machine, or None where it can be.

    A question in words can always be asked: what it needs is for the cells behind its numbers alone.
    """
    return lack(question.packages) if question.kind == "code" else None


def unavailable_sentence(question: Needing) -> str:
    """The same by name and in a sentence or two, or an empty text."""
    lacking = unavailable(question)
    if lacking is None:
        return ""
    return f"{question.id} needs {lacking.what}, which this machine lacks. What would help: {lacking.remedy}."


@cache
def installed(package: str) -> bool:
    """Whether a package is here, by the name one imports or the name one installs; nothing of it is run.

    With ``HOTSEAT_ENGINES=none`` in the environment no optional package is, so that a seed draws the same on every machine.
    """
    if package in EXTRAS and os.environ.get("HOTSEAT_ENGINES") == "none":
        return False
    try:
        # A name with a dot would import what stands before it.
        if package.isidentifier() and importlib.util.find_spec(package) is not None:
            return True
    except (ImportError, ValueError):
        pass
    return version(package) is not None


@cache
def version(package: str) -> str | None:
    """The installed version of what is installed under this name, or None."""
    from importlib import metadata  # slow to import, and only needed here

    try:
        return metadata.version(package)
    except (metadata.PackageNotFoundError, ValueError):
        return None


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
