"""Jupyter's messages on the wire: packed, signed and read; and the channels, connected, and encrypted where they can be.

It is the part of jupyter_client that talking to one kernel needs. That library takes longer to load than a kernel's sockets to
connect, and looks for dates in every message that comes.
"""

from __future__ import annotations

import getpass
import hashlib
import hmac
import json
import uuid
from collections import deque
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

DELIMITER = b"<IDS|MSG>"
VERSION = "5.4"
"""Of the protocol that we speak."""
REMEMBERED = 1 << 16
"""Signatures of the last messages, none of which may come twice."""
_KINDS = {"shell": "DEALER", "control": "DEALER", "stdin": "DEALER", "iopub": "SUB"}


class Wire:
    """One end of the wires to a kernel. Raises ValueError for a message that is damaged, forged, or comes a second time."""

    def __init__(self, info: Mapping[str, Any]) -> None:
        """``info`` is what the kernel's connection file holds."""
        self._info = dict(info)
        key, scheme = info.get("key") or b"", str(info.get("signature_scheme") or "hmac-sha256")
        secret: bytes = key.encode() if isinstance(key, str) else key
        self._sign = hmac.new(secret, digestmod=getattr(hashlib, scheme.removeprefix("hmac-"))) if secret else None
        self.session = uuid.uuid4().hex
        self._user = _user()
        self._sent = 0
        self._seen: set[bytes] = set()
        self._order: deque[bytes] = deque()

    def connect(self, context: Any, channel: str) -> Any:
        """A socket of this context to one of the kernel's channels."""
        import zmq

        info = self._info
        socket = context.socket(getattr(zmq, _KINDS[channel]))
        socket.linger = 1000
        if channel == "iopub":
            socket.setsockopt(zmq.SUBSCRIBE, b"")
        else:
            socket.setsockopt(zmq.IDENTITY, self.session.encode())
        if public := info.get("curve_publickey"):
            # Both ends hold the same pair: whoever can read the connection file may talk.
            socket.curve_secretkey, socket.curve_publickey = _ascii(info["curve_secretkey"]), _ascii(public)
            socket.curve_serverkey = _ascii(public)
        port = info[f"{channel}_port"]
        between = "-" if info["transport"] == "ipc" else ":"
        socket.connect(f"{info['transport']}://{info['ip']}{between}{port}")
        return socket

    def message(self, kind: str, content: Mapping[str, Any]) -> dict[str, Any]:
        """A new message to be sent."""
        self._sent += 1
        header = {
            "msg_id": f"{self.session}_{self._sent}",
            "session": self.session,
            "username": self._user,
            "date": datetime.now(UTC).isoformat(),
            "msg_type": kind,
            "version": VERSION,
        }
        return {"header": header, "parent_header": {}, "metadata": {}, "content": dict(content)}

    def packed(self, message: Mapping[str, Any]) -> list[bytes]:
        """The message as it is sent."""
        parts = [
            json.dumps(message[part], ensure_ascii=False, allow_nan=False).encode("utf-8", "surrogateescape")
            for part in ("header", "parent_header", "metadata", "content")
        ]
        return [DELIMITER, self._signature(parts), *parts]

    def read(self, frames: Sequence[bytes]) -> dict[str, Any]:
        """The message that came: ``msg_type``, ``parent_header`` and ``content``."""
        at = list(frames).index(DELIMITER) + 1
        parts = frames[at + 1 : at + 5]
        if len(parts) < 4:
            raise ValueError("the message is too short")
        if self._sign is not None:
            self._check(frames[at], parts)
        header, parent = _unpacked(parts[0]), _unpacked(parts[1])
        return {"msg_type": header["msg_type"], "parent_header": parent, "content": _unpacked(parts[3])}

    def _check(self, signature: bytes, parts: Sequence[bytes]) -> None:
        if not hmac.compare_digest(signature, self._signature(parts)):
            raise ValueError("the message is not signed by the kernel")
        if signature in self._seen:
            raise ValueError("the message came before")
        self._seen.add(signature)
        self._order.append(signature)
        if len(self._order) > REMEMBERED:
            self._seen.discard(self._order.popleft())

    def _signature(self, parts: Sequence[bytes]) -> bytes:
        if self._sign is None:
            return b""
        made = self._sign.copy()
        for part in parts:
            made.update(part)
        return made.hexdigest().encode()


def _ascii(key: Any) -> bytes:
    return key.encode("ascii") if isinstance(key, str) else bytes(key)


def _unpacked(part: bytes) -> Any:
    return json.loads(part.decode("utf-8", "replace"))


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "hotseat"
