"""What is plain from the address of a server: whether it is on this machine, and whether others can read what goes to it."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit


def is_here(url: str) -> bool:
    """Whether the server is on this machine."""
    host = urlsplit(url).hostname or ""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.endswith(".localhost")


def is_open_wire(url: str) -> bool:
    """Whether what goes to this address can be read on the way."""
    return urlsplit(url).scheme == "http" and not is_here(url)
