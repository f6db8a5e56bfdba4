"""A pack that is to be installed, in a folder or an archive: everything about it is looked at before anything is written.

Names, sizes, links and the kinds of files are held against what a pack may hold. Nothing of it is run, and nothing is unpacked
by anybody's own idea of where it belongs: each file is read as bytes, no further than to its announced size.
"""

from __future__ import annotations

import os
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from hotseat import harmless
from hotseat.frozen import frozen
from hotseat.question_bank.pack_card import CARD
from hotseat.question_bank.trust import FOLDERS

LARGEST_FILE = 2 << 20
"""Bytes of one file; no question's code or text comes near."""
LARGEST = 64 << 20
"""Bytes of all files together."""
MOST_FILES = 50_000
LARGEST_ARCHIVE = 64 << 20
"""Bytes of an archive."""
LONGEST_NAME = 120
"""Characters of one part of a name."""
_PART = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
"""Names that stand for devices on Windows."""
_BESIDE = re.compile(r"(?:readme|license|licence|changelog|notice|authors)(?:\.(?:md|txt|rst))?", re.IGNORECASE)
"""Files at the top of a pack that are told of and that nothing reads."""
_CLUTTER = re.compile(
    r"\.git|\.gitignore|\.gitattributes|\.github|\.DS_Store|__MACOSX|Thumbs\.db|desktop\.ini|\.hotseat-own"
    r"|__pycache__|\.ipynb_checkpoints|\.(?:pytest|ruff|mypy)_cache|\.idea|\.vscode"
    r"|\..+\.sw[a-p]|.+~|\.#.+|#.+#",  # of vim and Emacs, while a file is open there
    re.DOTALL,
)
"""What tools leave behind; it is left out."""
_KINDS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_NO_ARCHIVE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, RuntimeError, ValueError, OverflowError, OSError)
"""What the library raises for archives that tell of places, sizes and names that cannot be."""


class BadSource(ValueError):
    """It cannot be installed; the message says what is wrong, where, and what to do, in a sentence or two."""


@frozen
class PackFile:
    """One file that would be installed."""

    name: str
    """Its path inside the pack, with slashes, such as ``checks/zscore.py``."""
    size: int
    """Bytes."""


@frozen
class Source:
    """A pack that may be installed as far as names, sizes and links go."""

    name: str
    """What its folder or archive is called, fit to be a folder's name."""
    files: tuple[PackFile, ...]
    left_out: tuple[str, ...]
    """Names of what belongs to no pack and is not installed. Harmless text."""
    read: Callable[[PackFile], bytes]
    """The bytes of one of the files. Raises BadSource where they are not what was announced, and OSError."""

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(file.size for file in self.files)


def open_source(path: Path) -> Source:
    """Looks a folder, a zip or a tar archive through. Raises BadSource, and OSError where it cannot be read."""
    told = harmless.line(path.name or str(path), 80)
    if path.is_dir():
        return _source(path, told, _in_folder(path), lambda file: _from_folder(path, file))
    if not path.exists():
        raise BadSource(f"There is no folder or archive called {told}.")
    if not path.is_file():
        raise BadSource(f"{told} is neither a folder nor an archive.")
    if path.stat().st_size > LARGEST_ARCHIVE:
        raise BadSource(f"{told} is larger than {LARGEST_ARCHIVE >> 20} MB; no pack is.")
    from hotseat.question_bank import pack_tar

    if pack_tar.is_tar(path):
        return _of_tar(path, told, pack_tar.read_tar(path, told))
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except _NO_ARCHIVE as fault:
        raise BadSource(f"{told} is no zip archive that can be read: {_why(fault)}.") from None
    if len(entries) > MOST_FILES:
        raise BadSource(f"{told} holds {len(entries):,} entries; a pack holds {MOST_FILES:,} files at most.")
    top = _top([entry.filename for entry in entries])
    found = {entry.filename.removeprefix(top): entry for entry in entries if not _is_folder(entry)}
    listed = [(entry.filename.removeprefix(top), entry.file_size) for entry in _checked(entries, told)]
    return _source(path, told, listed, lambda file: _from_archive(path, found[file.name], file))


def _of_tar(path: Path, told: str, whole: list[tuple[str, bytes]]) -> Source:
    top = _top([name for name, _ in whole])
    held = {name.removeprefix(top): data for name, data in whole}
    listed = [(name.removeprefix(top), len(data)) for name, data in whole]
    return _source(path, told, listed, lambda file: held[file.name])


def _source(path: Path, told: str, listed: list[tuple[str, int]], read: Callable[[PackFile], bytes]) -> Source:
    files: list[PackFile] = []
    left_out: list[str] = []
    seen: dict[str, str] = {}
    total = 0
    for name, size in listed:
        if any(_CLUTTER.fullmatch(part) for part in name.split("/")):
            continue
        check_name(name, told)
        twin = seen.setdefault(name.lower(), name)
        if seen[name.lower()] is not name:
            raise BadSource(
                f"{told} holds {_quoted(twin)} and {_quoted(name)}, which are one file where capitals do not count. Rename one."
                if twin != name
                else f"{told} holds {_quoted(name)} twice. Pack it anew."
            )
        if not _belongs(name):
            left_out.append(harmless.line(name, 80))
            continue
        if size > LARGEST_FILE:
            raise BadSource(
                f"{_quoted(name)} in {told} has {size:,} bytes; a file of a pack has {LARGEST_FILE:,} at most."
            )
        total += size
        if total > LARGEST:
            raise BadSource(f"The files of {told} come to more than {LARGEST >> 20} MB; no pack does.")
        files.append(PackFile(name, size))
    if len(files) > MOST_FILES:
        raise BadSource(f"{told} holds {len(files):,} files; a pack holds {MOST_FILES:,} at most.")
    if not any(file.name.startswith("questions/") for file in files):
        raise BadSource(
            f"{told} holds no questions. A pack is a folder with questions/ in it, a YAML file for each, and the code beside."
        )
    stem = (
        path.resolve().name
        if path.is_dir()
        else re.sub(r"\.(?:tar(?:\.gz)?|tgz|zip)$", "", path.name, flags=re.IGNORECASE)
    )
    own = re.sub(r"[^A-Za-z0-9._-]+", "-", stem).strip("-._")[:60] or "pack"
    return Source(own, tuple(sorted(files, key=lambda f: f.name)), tuple(left_out), read)


def check_name(name: str, told: str) -> None:
    """Raises BadSource for a name that no file of a pack may have."""
    parts = name.split("/")
    if name.startswith("/") or "\\" in name or ":" in name or ".." in parts:
        raise BadSource(f"{told} holds {_quoted(name)}, which would lie outside the pack. It is not installed.")
    for part in parts:
        if not _PART.fullmatch(part) or part.endswith(".") or _RESERVED.fullmatch(part):
            raise BadSource(
                f"{told} holds {_quoted(name)}; names in a pack are made of letters without accents, digits, and . _ -"
            )
        if len(part) > LONGEST_NAME:
            raise BadSource(
                f"{told} holds a name of {len(part)} characters; a name in a pack has {LONGEST_NAME} at most."
            )
    if len(parts) > 3:
        raise BadSource(
            f"{_quoted(name)} in {told} lies too deep; a pack has no folders in folders but questions/TOPIC/."
        )


def _belongs(name: str) -> bool:
    """Whether a pack holds a file of this name."""
    folder, _, rest = name.partition("/")
    if not rest:
        return name == CARD or _BESIDE.fullmatch(name) is not None
    if folder == "questions":
        return name.endswith(".yaml")
    return folder in FOLDERS and "/" not in rest and name.endswith(".py")


# --- a folder -------------------------------------------------------------------------------------------------------


def _in_folder(top: Path) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    for name, entry in _walk(top, "", 0):
        kind = entry.stat(follow_symlinks=False)
        if stat.S_ISLNK(kind.st_mode):
            raise BadSource(f"{_quoted(name)} is a link. A pack holds its files itself, so it is not installed.")
        if not stat.S_ISREG(kind.st_mode):
            raise BadSource(f"{_quoted(name)} is neither a file nor a folder, so this is not installed.")
        found.append((name, kind.st_size))
        if len(found) > MOST_FILES:
            raise BadSource(f"The folder holds more than {MOST_FILES:,} files; no pack does.")
    return found


def _walk(folder: Path, before: str, depth: int) -> Iterator[tuple[str, os.DirEntry[str]]]:
    with os.scandir(folder) as entries:
        inner = sorted(entries, key=lambda e: e.name)
    for entry in inner:
        if _CLUTTER.fullmatch(entry.name):
            continue
        name = before + entry.name
        if not entry.is_dir(follow_symlinks=False):
            yield name, entry
        elif depth >= 3:
            raise BadSource(f"{_quoted(name)} lies too deep; a pack has no folders in folders but questions/TOPIC/.")
        else:
            yield from _walk(Path(entry.path), f"{name}/", depth + 1)


def _from_folder(top: Path, file: PackFile) -> bytes:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(top / file.name, flags)
    with os.fdopen(descriptor, "rb") as opened:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise BadSource(f"{_quoted(file.name)} is no regular file any more. Try again.")
        data = opened.read(file.size + 1)
    return _as_announced(data, file)


# --- an archive -----------------------------------------------------------------------------------------------------


def _top(names: list[str]) -> str:
    """The one folder that everything lies in, with its slash, as archives of a folder have it; else nothing."""
    tops = {name.partition("/")[0] for name in names if not _CLUTTER.fullmatch(name.partition("/")[0])}
    if len(tops) != 1 or not all("/" in name for name in names):
        return ""
    (top,) = tops
    return "" if top in ("questions", *FOLDERS) or not _PART.fullmatch(top) else f"{top}/"


def _checked(entries: list[zipfile.ZipInfo], told: str) -> list[zipfile.ZipInfo]:
    """The files among the entries. Raises BadSource for what no archive of a pack holds."""
    files: list[zipfile.ZipInfo] = []
    for entry in entries:
        kind = stat.S_IFMT(entry.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            what = "a link" if kind == stat.S_IFLNK else "neither a file nor a folder"
            raise BadSource(f"{_quoted(entry.filename)} in {told} is {what}, so the archive is not installed.")
        if entry.flag_bits & 0x1:
            raise BadSource(
                f"{_quoted(entry.filename)} in {told} is locked with a password. Unpack it, then install the folder."
            )
        if entry.compress_type not in _KINDS:
            raise BadSource(f"{_quoted(entry.filename)} in {told} is packed in an unusual way. Pack it with plain zip.")
        if not _is_folder(entry):
            files.append(entry)
    return files


def _is_folder(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.endswith("/") or stat.S_IFMT(entry.external_attr >> 16) == stat.S_IFDIR


def _from_archive(path: Path, entry: zipfile.ZipInfo, file: PackFile) -> bytes:
    try:
        with zipfile.ZipFile(path) as archive, archive.open(entry) as opened:
            # What is announced may be a lie: no more is unpacked than was announced, and one byte to see the lie.
            data = opened.read(file.size + 1)
    except _NO_ARCHIVE as fault:
        raise BadSource(f"{_quoted(file.name)} cannot be unpacked: {_why(fault)}.") from None
    return _as_announced(data, file)


def _as_announced(data: bytes, file: PackFile) -> bytes:
    if len(data) != file.size:
        raise BadSource(
            f"{_quoted(file.name)} does not have the size that was announced for it, so nothing is installed."
        )
    return data


def _quoted(name: str) -> str:
    return repr(harmless.line(name, 80))


def _why(fault: Exception) -> str:
    told = fault.strerror if isinstance(fault, OSError) else str(fault)
    return harmless.line(told or "it is damaged", 100).rstrip(".")
