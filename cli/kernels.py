"""The kernel that cells run in and the command that hears answers, as a person names them."""

from __future__ import annotations

from hotseat.cli.trouble import wrong_use


def check_kernel(name: str) -> None:
    """Stop with a sentence where no such kernel can be started; an empty name is Hotseat's own. Does not start it."""
    if not name:
        return
    from hotseat.kernels.choice import KernelUnavailable, find

    try:
        find(name, None)
    except KernelUnavailable as fault:
        wrong_use(f"{fault.sentence} {fault.remedy}")


def check_dictation(command: str) -> None:
    """Stop with a sentence where a dictation command cannot be run; an empty one is none. Does not start it."""
    if not command:
        return
    from hotseat.front import dictation

    try:
        dictation.command(command)
    except dictation.NoWords as fault:
        wrong_use(str(fault))
