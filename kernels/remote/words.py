"""What a person is told of where a kernel runs, and of a connection that comes and goes."""

from __future__ import annotations

import time

from hotseat import harmless


def place(url: str, name: str) -> str:
    """Where cells run, and what is different there."""
    return (
        f"Cells run on {url}, in its kernel {name}: files are those of that machine, and its memory is not watched from here. "
        "Submissions are judged on this one."
    )


def provisioned(name: str) -> str:
    """Cells run where a kernelspec of this name has them started by means of its own."""
    return (
        f"Cells run where the kernelspec {harmless.line(name, 60)} starts them: files are those of that machine, and its "
        "memory is not watched from here. Submissions are judged on this one."
    )


def away(url: str, since: float, why: str | None, *, at_work: bool) -> str:
    """The connection is lost; ``since`` is when anything was heard last."""
    clock = time.strftime("%H:%M:%S", time.localtime(since))
    goes_on = "The cell goes on there. " if at_work else ""
    return (
        f"{why or f'The connection to {url} is lost.'} The last word came at {clock}. {goes_on}It is tried again and again; "
        "go on in words meanwhile."
    )


def back(url: str) -> str:
    """The connection is there again."""
    return f"The connection to {url} is there again."
