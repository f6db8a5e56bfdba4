"""Which kernel is meant by a name, and how its program is started.

Any installed Python kernel can be chosen, or any Python that has ipykernel. Nothing of ours need be installed there: where
the kernel is ipykernel, its own Python runs our launcher from our folder, so that limits, encryption and lossless output
hold there too; any other program is started as its kernelspec says, with the limits.
"""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hotseat import harmless
from hotseat.kernels.starter import OwnSpec

if TYPE_CHECKING:
    from jupyter_client.kernelspec import KernelSpecManager

START = Path(__file__).parent / "launcher" / "start.py"
_IPYKERNEL = ("ipykernel", "ipykernel_launcher")


class KernelUnavailable(Exception):
    """The kernel did not start."""

    def __init__(self, sentence: str, remedy: str, detail: str = "") -> None:
        super().__init__(f"{sentence} {remedy}")
        self.sentence = sentence
        """What is wrong."""
        self.remedy = remedy
        """What the person can do about it."""
        self.detail = detail
        """The end of what the kernel wrote to its log, or an empty text."""


@dataclass(frozen=True)
class Plan:
    """What is settled before the process is started."""

    argv: tuple[str, ...]
    encryption: str
    """``required``, ``auto`` or ``disabled``, as jupyter_client understands them."""
    kept: bool
    """A keeper of ours stands above the kernel."""
    python: tuple[str, ...]
    """The Python that runs our launcher, with its options; empty where another program is the kernel."""
    own: bool
    """It is the Python that Hotseat itself runs in."""
    spec: Any
    """jupyter_client's KernelSpec, or ours where nothing of that library is needed."""


def find(name: str | None, memory_megabytes: int | None) -> Plan:
    """Settle how the kernel of this name is started. Raises KernelUnavailable.

    Reads files and may run a Python: call it in a thread.
    """
    import zmq

    curve = bool(zmq.has("curve"))
    bound = str((memory_megabytes or 0) * 1_000_000)
    if name is None:
        return _launched((sys.executable, "-P"), (), bound, "required" if curve else "auto", "Hotseat", own=True)
    if name.startswith("py:"):
        python = str(Path(name[3:]).expanduser())
        encryption = "required" if curve and _knows_encryption(python) else "disabled"
        return _launched((python,), (), bound, encryption, name)
    spec = _installed(name)
    program = list(spec.argv)
    if "kernel_provisioner" in spec.metadata:
        # Who starts it knows how, and it may run anywhere: our launcher and its limits are not for there.
        return Plan(tuple(program), "auto" if curve else "disabled", False, (), False, spec)
    if not program:
        raise KernelUnavailable(f"The kernelspec {harmless.line(name, 60)} names no program.", "Install it again.")
    if re.fullmatch(r"python(3(\.\d+)?)?", program[0]):
        program[0] = sys.executable
    encryption = "auto" if curve else "disabled"
    if sys.platform == "win32":
        return Plan(tuple(spec.argv), encryption, False, (), False, spec)
    found = _ipykernel_of(program)
    if found is not None:
        return _launched(*found, bound, encryption, spec.display_name, like=spec)
    spec.argv = [sys.executable, "-I", "-S", str(START), bound, "run", *program]
    return Plan(tuple(spec.argv), encryption, sys.platform == "linux", (), False, spec)


def known() -> tuple[str, ...]:
    """The names of the Python kernels that are installed. Reads files."""
    from jupyter_client.kernelspec import KernelSpecManager

    return _python_kernels(KernelSpecManager())


def _python_kernels(installed: KernelSpecManager) -> tuple[str, ...]:
    specs: dict[str, Any] = installed.get_all_specs()
    return tuple(sorted(n for n, s in specs.items() if str(s["spec"].get("language", "")).lower() == "python"))


def _installed(name: str) -> Any:
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    installed = KernelSpecManager()
    told = harmless.line(name, 60)
    try:
        spec: Any = installed.get_kernel_spec(name)
    except (NoSuchKernel, OSError, ValueError):
        raise KernelUnavailable(f"No kernel is called {told}.", _choose_from(_python_kernels(installed))) from None
    if spec.language.lower() != "python":
        language = harmless.line(spec.language, 30) or "another language"
        raise KernelUnavailable(
            f"The kernel {told} runs {language}, and the cells here are Python.",
            _choose_from(_python_kernels(installed)),
        )
    return spec


def _choose_from(names: tuple[str, ...]) -> str:
    there = harmless.line(", ".join(names), 300)
    way = "py: and the path of a Python that has ipykernel"
    return f"Choose one of these: {there}; or {way}." if names else f"Choose {way}; no kernelspec is installed."


def _ipykernel_of(program: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """The Python with its options, and ipykernel's arguments besides the file; None where it is not plainly ipykernel."""
    for at in range(1, len(program) - 1):
        if program[at] == "-m" and program[at + 1] in _IPYKERNEL:
            given = program[at + 2 :]
            if "-f" in given and "{connection_file}" in given:
                place = given.index("-f")
                return tuple(program[:at]), (*given[:place], *given[place + 2 :])
        if not program[at].startswith("-"):
            return None
    return None


def _launched(
    python: tuple[str, ...],
    given: tuple[str, ...],
    bound: str,
    encryption: str,
    title: str,
    *,
    own: bool = False,
    like: Any = None,
) -> Plan:
    """A plan in which this Python runs our launcher; ``like`` is the kernelspec that it is instead of."""
    argv = [*python, str(START), bound, "kernel", "-f", "{connection_file}", *given]
    metadata = {"supported_encryption": ["curve"]} if encryption == "required" else {}
    if like is not None:
        metadata = {k: v for k, v in like.metadata.items() if k == "supported_encryption"}
    if like is None and sys.platform != "win32":
        return Plan(tuple(argv), encryption, sys.platform == "linux", python, own, OwnSpec(argv, title, metadata))
    from jupyter_client.kernelspec import KernelSpec

    spec = KernelSpec(argv=argv, display_name=title, language="python", metadata=metadata)
    if like is not None:
        spec.env = dict(like.env)
    return Plan(tuple(argv), encryption, sys.platform == "linux", python, own, spec)


@lru_cache(16)
def _knows_encryption(python: str) -> bool:
    """Whether the ipykernel of this Python speaks CurveZMQ. Raises KernelUnavailable where it has none."""
    ask = "import importlib.metadata as m; print(m.version('ipykernel'))"
    told = harmless.line(python, 80)
    try:
        done = subprocess.run([python, "-c", ask], capture_output=True, text=True, timeout=20, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired, ValueError):
        raise KernelUnavailable(f"There is no Python that runs at {told}.", "Correct the path of the kernel.") from None
    version = re.match(r"(\d+)\.(\d+)", done.stdout.strip())
    if done.returncode or version is None:
        raise KernelUnavailable(
            f"The Python at {told} has no ipykernel.", f"Install it with: {told} -m pip install ipykernel"
        )
    return (int(version[1]), int(version[2])) >= (7, 3)
