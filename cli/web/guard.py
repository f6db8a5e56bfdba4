"""Who may come in: every request is held against the names of this server, its own origin, and a secret cookie.

Whoever drives the app runs code with the person's rights, and a browser lets any web page send requests to this machine. So a
request passes only when it asks for a name the server is known by (a page that points a name of its own at this machine does
not), comes from the server's own page, and carries the cookie that a one-time token was exchanged for.
"""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Collection, Sequence
from urllib.parse import urlsplit

from hotseat.frozen import frozen

TOKEN = "token"
"""The name of the token in the address."""
WRONG_HOST = "Hotseat is not served under this name."
WRONG_ORIGIN = "Another page asked for this. Hotseat answers only to its own."
NO_PASS = "This needs an address with a token, and each opens once. Press enter where hotseat serve runs, and open the new one."


@frozen
class Asked:
    """What of a request decides whether it may pass."""

    path: str
    hosts: Sequence[str]
    """Every Host header."""
    origins: Sequence[str]
    """Every Origin header."""
    site: str = ""
    """The header Sec-Fetch-Site, by which browsers tell where a request comes from."""
    cookie: str = ""
    """The cookie of :attr:`Guard.cookie`."""
    token: str = ""
    """The token in the address, where it may be exchanged."""
    socket: bool = False
    """Whether a websocket is asked for."""
    here: str = ""
    """The address of this machine that the request came in on."""


class Guard:
    """Holds one secret for the cookie, and at most one token that is good for one exchange."""

    def __init__(self, names: Collection[str], cookie: str) -> None:
        """``names`` are what the server may be asked for as, without a port; ``cookie`` is the cookie's name."""
        self.cookie = cookie
        self._names = frozenset(name.lower() for name in names)
        self._secret = secrets.token_urlsafe(32)
        self._token = ""

    def new_token(self) -> str:
        """A token that can be exchanged once; one that was given before is void."""
        self._token = secrets.token_urlsafe(32)
        return self._token

    def exchanged(self, token: str) -> str:
        """The cookie's value for a good token, which is void from now on; empty for any other."""
        if not _same(token, self._token):
            return ""
        self._token = ""
        return self._secret

    def why_not(self, asked: Asked) -> str:
        """Why a request may not pass, in a sentence; empty where it may. A token is not exchanged here."""
        if len(asked.hosts) != 1 or not self._is_ours(asked.hosts[0], asked.here):
            return WRONG_HOST
        if len(asked.origins) > 1 or not all(_origin_is(origin, asked.hosts[0]) for origin in asked.origins):
            return WRONG_ORIGIN
        if asked.socket and not asked.origins:
            return WRONG_ORIGIN  # every browser sends it with a websocket
        if asked.path != "/" and asked.site not in ("", "none", "same-origin"):
            return (
                WRONG_ORIGIN  # the page itself may be opened from a link, what belongs to it is asked for by it alone
            )
        if not _same(asked.cookie, self._secret) and not (asked.path == "/" and _same(asked.token, self._token)):
            return NO_PASS
        return ""

    def _is_ours(self, host: str, here: str) -> bool:
        """Whether a Host header names this server. The port is not looked at: a tunnel may have another."""
        name = _name(host)
        if name and name in self._names:
            return True
        try:
            # A number cannot be pointed elsewhere as a name can: the one that the request came in on is ours.
            return bool(here) and ipaddress.ip_address(name) == ipaddress.ip_address(here)
        except ValueError:
            return False


def _name(host: str) -> str:
    """The name in a Host header, small and without port or brackets; empty where it is not one."""
    try:
        parts = urlsplit(f"//{host}")
        return (parts.hostname or "") if not (parts.path or parts.query or parts.fragment or parts.username) else ""
    except ValueError:
        return ""


def _origin_is(origin: str, host: str) -> bool:
    scheme, _, rest = origin.partition("://")
    return scheme in ("http", "https") and rest.lower() == host.lower()


def _same(given: str, wanted: str) -> bool:
    """Whether two secrets are the same, in a time that does not tell how far they are; an empty one is like nothing."""
    return secrets.compare_digest(given.encode("utf-8", "replace"), wanted.encode("utf-8")) and bool(wanted)


def is_loopback(host: str) -> bool:
    """Whether an address to listen on can be reached from this machine alone."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"
