"""Commands of ``hotseat`` run in this process: quick, and with what they give and say apart."""

from __future__ import annotations

from typing import NamedTuple

from typer.testing import CliRunner

from hotseat.cli.commands import app
from hotseat.cli.trouble import Stop


class Done(NamedTuple):
    """What a command came to."""

    code: int
    out: str
    err: str


def command(*words: str) -> Done:
    """Run a command where nobody can be asked; raises what is no foreseen end of one."""
    found = CliRunner().invoke(app, list(words))
    fault = found.exception
    if isinstance(fault, Stop):
        return Done(fault.code, found.stdout, f"{found.stderr}{fault.sentence}")
    if fault is not None and not isinstance(fault, SystemExit):
        raise fault
    return Done(found.exit_code, found.stdout, found.stderr)
