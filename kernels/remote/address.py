"""Where a server for kernels is, and what proves that we may use it. Loads nothing that a start would notice."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit

TOKEN_VARIABLE = "HOTSEAT_KERNEL_TOKEN"
"""Where the person puts the token."""
_PAGES = ("/lab", "/tree", "/api")
"""What an address copied from a browser may end with."""


class BadAddress(ValueError):
    """The address cannot be used; its text is a sentence. It repeats nothing of the address: a token may stand in it."""


@dataclass(frozen=True)
class Server:
    """A server that starts kernels."""

    url: str
    """Its base, as :func:`base_of` gives it."""
    token: Callable[[], str] = field(default=lambda: "", repr=False, compare=False)
    """Gives the token, or an empty text. May take a moment; it is called in a thread."""


def base_of(address: str) -> str:
    """The base of the server's address. Raises BadAddress."""
    given = address.strip()
    try:
        parts = urlsplit(given)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise BadAddress("the kernel server's address cannot be read.") from None
    if parts.scheme not in ("http", "https") or not host:
        raise BadAddress("the kernel server's address must begin with http:// or https:// and name a host.")
    if "@" in parts.netloc:
        raise BadAddress(
            f"the kernel server's address must hold no user or password; put the token into {TOKEN_VARIABLE}."
        )
    if parts.query or parts.fragment:
        raise BadAddress(
            f"the kernel server's address must end with its path, without ? or #; put the token into {TOKEN_VARIABLE}."
        )
    if not given.isprintable() or not given.isascii() or " " in given or len(given) > 1000:
        raise BadAddress("the kernel server's address holds characters that no address has.")
    path = parts.path.rstrip("/")
    for page in _PAGES:
        path = path.removesuffix(page)
    return f"{parts.scheme}://{parts.netloc}{path}"
