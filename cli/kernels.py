"""The kernel that cells run in, here or on a server, and the command that hears answers, as a person names them."""

from __future__ import annotations

import typer

from hotseat.cli.options import AsJson, KernelServer
from hotseat.cli.places import Places, places
from hotseat.cli.trouble import ENVIRONMENT, OK, give, give_json, say, wrong_use


def check_kernel(name: str, server: str | None = None) -> None:
    """Stop with a sentence where no such kernel can be started; an empty name is Hotseat's own. Does not start it.

    ``server`` is the address of a server as it was given; there only the address is looked at, since the server may be away.
    """
    from hotseat.cli.kernel_server import read_server, wire_warning
    from hotseat.cli.settings import read_settings

    if server:
        base, fault = read_server(server)
        if fault:
            wrong_use(f"{fault[0].upper()}{fault[1:]}")
        if name.startswith("py:"):
            wrong_use(
                "py: names a Python on this machine. Name a kernel of the server's: hotseat kernels --kernel-server URL"
            )
        if warning := wire_warning(base):
            say(f"{warning[0].upper()}{warning[1:]}")
        return
    if not name or (server is None and read_settings(places().settings)[0].kernel_server):
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


def show_kernels(kernel_server: KernelServer = None, as_json: AsJson = False) -> None:
    """List the Python kernels that --kernel can name, here or on a server; exit 3 when that cannot be reached."""
    raise typer.Exit(list_kernels(places(), kernel_server, as_json=as_json))


def list_kernels(here: Places, server: str | None, *, as_json: bool) -> int:
    """Print the kernels that can be chosen, on the server where one is given or set; the exit code."""
    from hotseat.cli.kernel_server import read_server
    from hotseat.cli.settings import read_settings

    address = server if server is not None else read_settings(here.settings)[0].kernel_server
    base, fault = read_server(address)
    if fault:
        wrong_use(f"{fault[0].upper()}{fault[1:]}")
    return _list_there(base, as_json=as_json) if base else _list_here(as_json=as_json)


def _list_here(*, as_json: bool) -> int:
    from hotseat.kernels.choice import known

    names = known()
    if as_json:
        give_json({"server": None, "kernels": [{"name": name} for name in names]})
        return OK
    for name in names:
        give(name)
    say("Any Python that has ipykernel can be named too: --kernel py:/path/to/python")
    return OK


def _list_there(base: str, *, as_json: bool) -> int:
    import asyncio

    from hotseat.cli.kernel_server import server_at
    from hotseat.kernels.remote.api import Api, ServerTrouble

    server = server_at(base)
    try:
        specs = asyncio.run(Api(server, server.token()).specs())
    except ServerTrouble as fault:
        say(str(fault))
        return ENVIRONMENT
    if as_json:
        listed = [{"name": name, "title": title} for name, title in sorted(specs.python.items())]
        give_json({"server": base, "default": specs.default, "kernels": listed})
        return OK
    for name, title in sorted(specs.python.items()):
        give(f"{name:24} {title}{'  (the default)' if name == specs.default else ''}")
    if specs.other:
        say(f"Not for Python, so not for cells here: {', '.join(sorted(specs.other))}.")
    if not specs.python:
        say(f"{base} has no kernel for Python. Install ipykernel there.")
    return OK
