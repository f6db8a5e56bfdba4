"""A pack in a tar archive, packed or not: read once from beginning to end, no further than a pack is large.

What an archive says of its files is not believed: entries, sizes and all that is unpacked are bounded while it is read.
"""

from __future__ import annotations

import gzip
import io
import tarfile
import zlib
from pathlib import Path
from typing import IO, cast

from hotseat import harmless
from hotseat.question_bank.pack_source import LARGEST, LARGEST_FILE, MOST_FILES, BadSource

_BOUND = 2 * LARGEST
"""Bytes that are unpacked at most, with all that stands between the files."""
ENDINGS = (".tar.gz", ".tgz", ".tar")


def is_tar(path: Path) -> bool:
    """Whether a file goes by the name of a tar archive."""
    return path.name.lower().endswith(ENDINGS)


class _Bounded(io.RawIOBase):
    """Reads on until the bound is reached. Raises BadSource there."""

    def __init__(self, inner: IO[bytes], told: str) -> None:
        self._inner, self._told, self._left = inner, told, _BOUND

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        data = self._inner.read(min(size if size >= 0 else self._left + 1, self._left + 1))
        self._left -= len(data)
        if self._left < 0:
            raise BadSource(f"{self._told} unpacks to more than {_BOUND >> 20} MB; no pack does.")
        return data


def read_tar(path: Path, told: str) -> list[tuple[str, bytes]]:
    """The files of an archive in order, each with its bytes. Raises BadSource, and OSError where it cannot be read."""
    with path.open("rb") as file:
        packed = file.read(2) == b"\x1f\x8b"
        file.seek(0)
        inner = cast("IO[bytes]", gzip.GzipFile(fileobj=file) if packed else file)
        try:
            bounded = _Bounded(inner, told)
            with tarfile.open(fileobj=bounded, mode="r|") as archive:
                found = _files(archive, told)
            while bounded.read(1 << 20):
                pass  # What gzip says of the whole, its length and its sum, stands at the very end.
            return found
        except (
            tarfile.TarError,
            zlib.error,
            gzip.BadGzipFile,
            EOFError,
            ValueError,
            OverflowError,
            UnicodeError,
        ) as fault:
            if isinstance(fault, BadSource):
                raise
            raise BadSource(f"{told} is no tar archive that can be read: {harmless.line(str(fault), 100)}.") from None


def _files(archive: tarfile.TarFile, told: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    entries = total = 0
    for entry in archive:
        entries += 1
        if entries > MOST_FILES:
            raise BadSource(f"{told} holds more than {MOST_FILES:,} entries; no pack does.")
        name = entry.name.removeprefix("./")
        shown = repr(harmless.line(name, 80))
        if entry.isdir():
            continue
        if entry.issym() or entry.islnk():
            raise BadSource(f"{shown} in {told} is a link, so the archive is not installed.")
        if not entry.isreg() or entry.issparse():
            raise BadSource(f"{shown} in {told} is neither a file nor a folder, so the archive is not installed.")
        if entry.size > LARGEST_FILE:
            raise BadSource(
                f"{shown} in {told} has {entry.size:,} bytes; a file of a pack has {LARGEST_FILE:,} at most."
            )
        total += entry.size
        if total > LARGEST:
            raise BadSource(f"The files of {told} come to more than {LARGEST >> 20} MB; no pack does.")
        opened = archive.extractfile(entry)
        data = opened.read(entry.size + 1) if opened is not None else b""
        if len(data) != entry.size:
            raise BadSource(f"{shown} in {told} does not have the size that was announced for it. Pack it anew.")
        found.append((name, data))
    return found
