"""How a cell can end: a closed set, each with a sentence for the person."""

from __future__ import annotations

import signal
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, ClassVar, Literal

from hotseat.frozen import frozen

Reason = Literal["exit", "ended", "signal", "silent", "stopped", "gone", "lost", "barred"]
"""Why a kernel died. ``exit``: the cell called ``exit()`` or ``quit()``. ``ended``: its process ended by itself, as with
``os._exit``. ``signal``: it was killed or crashed. ``silent``: it lives but does not answer any more, and was ended.
``stopped``: Hotseat stopped or restarted it. ``gone``: it was not running, so the cell did not run. ``lost``: its server does not
have it any more. ``barred``: its server takes our token no more."""


class _Kind:
    """Gives every ending its plain form."""

    kind: ClassVar[str]

    def to_dict(self) -> dict[str, Any]:
        """The ending as data that JSON can hold; ``kind`` names its class."""
        return {"kind": self.kind, **asdict(self)}  # type: ignore[call-overload]


class _Uncounted(_Kind):
    @property
    def count(self) -> int | None:
        """The cell's number in the kernel; None, because the kernel gave none."""
        return None


@frozen
class Finished(_Kind):
    """The cell ran to its end."""

    count: int | None
    """The cell's number in the kernel."""
    kind: ClassVar[str] = "finished"

    @property
    def sentence(self) -> str:
        return "Done."


@frozen
class Failed(_Kind):
    """An exception left the cell. The kernel and its names are kept."""

    count: int | None
    """The cell's number in the kernel."""
    name: str
    """The name of the exception's class."""
    message: str
    kind: ClassVar[str] = "failed"

    @property
    def sentence(self) -> str:
        if self.name == "SystemExit":
            return "The cell called sys.exit. The kernel goes on, and your names are kept."
        if self.name == "MemoryError":
            return "The cell asked for more memory than there is. Your names are kept; try it on less data."
        said = f"{self.name}: {self.message}" if self.message else self.name
        return said if len(said) <= 200 else f"{said[:199]}…"


@frozen
class Interrupted(_Uncounted):
    """The cell stopped because it was interrupted."""

    because: Literal["", "output"] = ""
    """``output``: not by the person, but because it printed more than is kept."""
    kind: ClassVar[str] = "interrupted"

    @property
    def sentence(self) -> str:
        if self.because == "output":
            return "Interrupted, because it printed more than can be kept. Your names are kept; print less of it."
        return "Interrupted. Your names are kept."


@frozen
class TimedOut(_Uncounted):
    """The cell took longer than it was given."""

    seconds: float
    """What it was given."""
    kernel_lost: bool = False
    """It could not be interrupted, so the kernel had to be ended."""
    kind: ClassVar[str] = "timed-out"

    @property
    def sentence(self) -> str:
        if self.kernel_lost:
            return (
                f"The cell took longer than {self.seconds:g} s and could not be interrupted, so the kernel was "
                "ended. Restart it and run your cells again."
            )
        return f"The cell took longer than {self.seconds:g} s and was interrupted. Your names are kept."


@frozen
class EndMissed(_Uncounted):
    """The cell's end was missed, because the connection to its kernel was away. The kernel and its names are kept."""

    began: bool
    """The kernel is known to have begun the cell."""
    kind: ClassVar[str] = "end-missed"

    @property
    def sentence(self) -> str:
        if self.began:
            return "The cell ended while the connection was away, so how it ended was missed. Your names are kept."
        return (
            "The connection was lost as the cell was sent, so it may not have run. Your names are kept; run it again."
        )


@frozen
class Died(_Uncounted):
    """The kernel was lost, or was not there."""

    reason: Reason
    exit_code: int | None = None
    """The process's exit code; below 0 it is the number of the signal that ended it. None where it is not known."""
    kind: ClassVar[str] = "died"

    @property
    def sentence(self) -> str:
        again = "Restart it and run your cells again."
        match self.reason:
            case "exit":
                return f"The cell asked the kernel to exit, and it did. {again}"
            case "ended" if self.exit_code is None:
                return f"The kernel's process ended. {again}"
            case "ended":
                return f"The kernel's process ended with exit code {self.exit_code}. {again}"
            case "signal":
                return f"The kernel {_by_signal(-(self.exit_code or 0))}. {again}"
            case "silent":
                return f"The kernel no longer answered and was ended. {again}"
            case "stopped":
                return "The kernel was stopped while this cell ran."
            case "lost":
                return f"The kernel's server was restarted or has ended the kernel: its variables are gone. {again}"
            case "barred":
                return "The kernel's server takes the token no more, so the kernel is lost. Correct the token, and start again."
            case "gone":
                return "The kernel is not running, so this cell did not run. Restart the kernel and try again."


@frozen
class KilledForMemory(_Uncounted):
    """The kernel was ended for the memory that it and its processes used."""

    megabytes: int
    """What they may use; 0 where the machine itself had no more and ended the kernel."""
    kind: ClassVar[str] = "killed-for-memory"

    @property
    def sentence(self) -> str:
        if not self.megabytes:
            return "The machine ran out of memory and ended the kernel. Restart it and work on less data at a time."
        return (
            f"The kernel used more than {self.megabytes} MB of memory and was ended. "
            "Restart it and work on less data at a time."
        )


Ending = Finished | Failed | Interrupted | TimedOut | EndMissed | Died | KilledForMemory
_CLASSES: dict[str, type[Ending]] = {
    c.kind: c for c in (Finished, Failed, Interrupted, TimedOut, EndMissed, Died, KilledForMemory)
}


def from_dict(data: Mapping[str, Any]) -> Ending:
    """The ending that ``to_dict`` made this of. Raises ValueError for anything else."""
    fields = dict(data)
    made = _CLASSES.get(str(fields.pop("kind", "")))
    if made is None:
        raise ValueError(f"There is no ending like {dict(data)!r:.80}; the kinds are {', '.join(_CLASSES)}.")
    try:
        return made(**fields)
    except TypeError:
        raise ValueError(f"These are not the fields of {made.kind!r}: {sorted(fields)}.") from None


def of_exit_code(exit_code: int | None) -> Died:
    """How a kernel died whose process left this exit code, as :mod:`subprocess` counts them."""
    return Died("signal" if exit_code is not None and exit_code < 0 else "ended", exit_code)


def _by_signal(number: int) -> str:
    names = {
        "SIGKILL": "was killed from outside, perhaps because the machine ran out of memory",
        "SIGSEGV": "crashed: compiled code touched memory that is not its own",
        "SIGBUS": "crashed: compiled code touched memory that is not there",
        "SIGABRT": "crashed: compiled code gave up",
        "SIGFPE": "crashed: compiled code divided by zero",
        "SIGILL": "crashed: compiled code holds an instruction this processor does not know",
        "SIGTERM": "was asked to end from outside",
    }
    try:
        name = signal.Signals(number).name
    except ValueError:
        name = f"signal {number}"
    return f"{names.get(name, 'was ended from outside')} ({name})"
