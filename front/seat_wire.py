"""How the two sides of a second seat speak: objects of JSON, a line each. What they say is told by ``cli.second_seat``."""

from __future__ import annotations

import json
from typing import Any, cast

VERSION = 1
"""Of what is said."""


def encode(what: dict[str, Any]) -> bytes:
    """One object as a line."""
    return json.dumps(what).encode() + b"\n"


def decode(line: bytes) -> dict[str, Any] | None:
    """The object in a line; None for what is none."""
    try:
        found: Any = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, Any]", found) if isinstance(found, dict) else None
