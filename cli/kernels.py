"""The kernel that cells run in, as a person names it."""

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
