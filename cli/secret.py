"""A secret that stands in no setting: from the environment, or from the system's keyring where ``keyring`` is installed."""

from __future__ import annotations

import importlib
import importlib.util
import logging
import os
from typing import Any

log = logging.getLogger(__name__)


def secret_of(variable: str, service: str, host: str) -> str:
    """What this variable holds, else the keyring for this service and host, which an empty host leaves unasked; or an empty text.

    The keyring can take a moment. Never raises; a text that no header can carry counts for nothing.
    """
    found = os.environ.get(variable, "").strip()
    if not found and host and importlib.util.find_spec("keyring") is not None:
        found = _from_keyring(service, host)
    return found if found.isascii() and found.isprintable() and " " not in found else ""


def _from_keyring(service: str, host: str) -> str:
    try:
        keyring: Any = importlib.import_module("keyring")  # an optional package, which need not be there to be typed
        return str(keyring.get_password(service, host) or "").strip()
    except Exception as fault:  # backends raise what they like; without a secret the server tells what is wrong
        log.info("keyring: %s", type(fault).__name__)
        return ""
