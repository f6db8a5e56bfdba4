"""The server that cells run on: its address of the settings, and its token, which stands in no setting.

The token comes from the environment, or from the system's keyring where the ``keyring`` package is installed. Nothing is asked
of any network unless a server is named.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from hotseat.addresses import is_open_wire
from hotseat.cli.secret import secret_of

if TYPE_CHECKING:
    from hotseat.kernels.remote.address import Server

KEYRING_SERVICE = "hotseat-kernel"


def read_server(address: str) -> tuple[str, str]:
    """The base of a server's address and an empty text, or an empty text and what is wrong with the address."""
    from hotseat.kernels.remote.address import BadAddress, base_of

    if not address.strip():
        return "", ""
    try:
        return base_of(address), ""
    except BadAddress as fault:
        return "", str(fault)


def wire_warning(base: str) -> str:
    """What is said of an address whose wire others can read; empty where they cannot."""
    if not is_open_wire(base):
        return ""
    return (
        "the kernel server's address begins with http: and is not on this machine, so others on the way can read the token and "
        "the code. Use https:, or a tunnel: ssh -L 8888:localhost:8888 HOST"
    )


def server_at(base: str) -> Server:
    """The server with this base, and the way to its token."""
    from hotseat.kernels.remote.address import Server

    return Server(base, lambda: token_of(base))


def token_of(base: str) -> str:
    """The token, or an empty text. May ask the system's keyring, which can take a moment; never raises."""
    from hotseat.kernels.remote.address import TOKEN_VARIABLE

    return secret_of(TOKEN_VARIABLE, KEYRING_SERVICE, urlsplit(base).netloc)
