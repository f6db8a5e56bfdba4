"""Large pieces of a session beside its journal: each in a file that is named by the SHA-256 of what it holds."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from hotseat.interview import disk
from hotseat.interview.journal_trouble import JournalError

_DIGEST = re.compile(r"[0-9a-f]{64}")


def store(folder: Path, data: bytes) -> str:
    """Keep the data and return its digest; on the disk when this returns. What is kept already is not written again.

    Raises OSError where it cannot be written.
    """
    digest = hashlib.sha256(data).hexdigest()
    path = folder / digest
    try:
        if path.lstat().st_size == len(data):
            return digest
    except FileNotFoundError:
        disk.make_private(folder)
    disk.put(path, data)
    return digest


def load(folder: Path, digest: str) -> bytes:
    """The data that :func:`store` kept. Raises :class:`JournalError` where it is missing or no longer what it was."""
    if not _DIGEST.fullmatch(digest):
        raise JournalError("a side file is named by no digest")
    try:
        descriptor = disk.open_regular(folder / digest, os.O_RDONLY)
        with os.fdopen(descriptor, "rb") as file:
            data = file.read()
    except OSError as error:
        reason = "it is missing" if isinstance(error, FileNotFoundError) else (error.strerror or "unknown fault")
        raise JournalError(f"the side file {digest[:12]} cannot be read: {reason}") from None
    if hashlib.sha256(data).hexdigest() != digest:
        raise JournalError(f"the side file {digest[:12]} was damaged")
    return data
