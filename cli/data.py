"""``hotseat data``: where the person's files lie and how large they are, and all of them in one archive.

Links are told and never followed: what they lead to is not Hotseat's.
"""

from __future__ import annotations

import os
import stat
import sys
import time
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from hotseat import harmless
from hotseat.cli.places import Places
from hotseat.cli.trouble import OK, give, give_json, is_tty, lacking, say, wrong_use
from hotseat.cli.written import check_target
from hotseat.counted import counted
from hotseat.frozen import frozen
from hotseat.interview import disk

_PASSING = (".part", ".lock")
"""Endings of files that are there for a moment only."""


@frozen
class Size:
    """What lies somewhere."""

    files: int = 0
    bytes: int = 0
    links: int = 0


@frozen
class Found:
    """A regular file, or a link that is left alone."""

    path: Path
    size: int
    link: bool = False


def walk(place: Path) -> Iterator[Found]:
    """The files at or below a place, in order of their names; folders that cannot be read are passed over."""
    try:
        there = place.lstat()
    except (OSError, ValueError):
        return
    if stat.S_ISLNK(there.st_mode):
        yield Found(place, 0, link=True)
    elif stat.S_ISREG(there.st_mode):
        yield Found(place, there.st_size)
    elif stat.S_ISDIR(there.st_mode):
        try:
            inside = sorted(os.scandir(place), key=lambda entry: entry.name)
        except OSError:
            return
        for entry in inside:
            yield from walk(Path(entry.path))


def size_of(place: Path) -> Size:
    """How much lies at a place."""
    found = list(walk(place))
    return Size(sum(not f.link for f in found), sum(f.size for f in found), sum(f.link for f in found))


def amount(count: int) -> str:
    """A number of bytes as people read it."""
    if count < 1_000:
        return f"{count} bytes"
    return f"{count / 1_000:,.0f} kB" if count < 1_000_000 else f"{count / 1e6:,.1f} MB"


def show_where(here: Places, *, as_json: bool) -> int:
    """Tell where everything lies and how large it is. Returns 0."""
    rows = [(name, path, size_of(path)) for name, path in here.named().items() if name != "data"]
    if as_json:
        for name, path, size in rows:
            give_json({"what": name, "path": str(path), "files": size.files, "bytes": size.bytes, "links": size.links})
        return OK
    for name, path, size in rows:
        files = f"{size.files:,} file{'' if size.files == 1 else 's'}"
        told = f"{files}, {amount(size.bytes)}" if size.files else "nothing yet"
        links = f", {size.links} link{'' if size.links == 1 else 's'} left alone" if size.links else ""
        give(f"{name:14} {path}\n{'':14} {told}{links}")
    total = sum(size.bytes for name, _, size in rows if name != "cache")
    say(f"{amount(total)} in all, besides the cache, which may be deleted at any time.")
    return OK


def export_data(here: Places, out: Path | None, *, force: bool) -> int:
    """Write all of the person's files into one archive, a zip. Returns 0; exits where the file's name promises another form."""
    if out is not None and out.suffix.lower() not in ("", ".zip"):
        better = out.with_name(f"{out.name.partition('.')[0] or 'hotseat-data'}.zip")
        wrong_use(
            f"The archive is a zip, and {harmless.line(out.name, 100)} would promise something else. "
            f"Name it so: hotseat data export -o {harmless.line(str(better), 300)}"
        )
    out = out or Path(f"hotseat-data-{datetime.now(UTC):%Y-%m-%d}.zip")
    check_target(out, force=force)
    found = [(f, name) for f, name in _belongings(here) if f.path.absolute() != out.absolute()]
    links = [f for f, _ in found if f.link]
    files = [(f, name) for f, name in found if not f.link]
    if not files:
        say("There is nothing to export yet.")
        return OK
    left_out = _write(out, files, force=force)
    many = counted(len(files) - len(left_out), "file")
    say(f"Written to {harmless.line(str(out), 300)}: {many}, readable by you alone.")
    for sentence in left_out[:10]:
        say(sentence)
    if links:
        say(
            f"{len(links)} link{' was' if len(links) == 1 else 's were'} left out: what a link leads to is not Hotseat's."
        )
    return OK


def _belongings(here: Places) -> Iterator[tuple[Found, str]]:
    """Every file of the person's with its name in the archive; the cache is none."""
    for place, inside in ((here.data, "data"), (here.settings, "config")):
        if inside == "config" and here.config == here.data:
            continue
        for file in walk(place):
            if file.path.name.endswith(_PASSING) or here.index in file.path.parents:
                continue
            top = place if inside == "data" else place.parent
            yield file, f"{inside}/{file.path.relative_to(top).as_posix()}"


def _write(out: Path, files: list[tuple[Found, str]], *, force: bool) -> list[str]:
    """Write the archive whole or not at all; returns what could not be read, a sentence each."""
    passing = out.with_name(f".{out.name}.{os.getpid()}.part")
    left_out: list[str] = []
    total, done, told = sum(f.size for f, _ in files), 0, time.monotonic()
    try:
        descriptor = disk.open_regular(passing, os.O_RDWR | os.O_CREAT | os.O_EXCL)
        with os.fdopen(descriptor, "w+b") as raw:
            with zipfile.ZipFile(raw, "w", zipfile.ZIP_DEFLATED) as archive:
                for file, name in files:
                    try:
                        _add(archive, file, name)
                    except OSError as fault:
                        why = fault.strerror or "unknown fault"
                        left_out.append(f"{harmless.line(str(file.path), 300)} cannot be read: {why}.")
                    done += file.size
                    if is_tty(sys.stderr) and time.monotonic() - told > 1:
                        told = time.monotonic()
                        say(f"{amount(done)} of {amount(total)} …")
            raw.flush()
            disk.sync(raw.fileno())
        if not force:
            check_target(out, force=False)
        passing.replace(out)
        disk.sync_folder(out.parent)
    except OSError as fault:
        lacking(f"{harmless.line(str(out), 300)} cannot be written: {fault.strerror or fault}.")
    finally:
        passing.unlink(missing_ok=True)
    return left_out


def _add(archive: zipfile.ZipFile, file: Found, name: str) -> None:
    """Add a file as far as it reaches at this moment: a journal that is being written is cut at what stands in it."""
    with os.fdopen(disk.open_regular(file.path, os.O_RDONLY), "rb") as source:
        stamp = time.localtime(max(os.fstat(source.fileno()).st_mtime, 315_619_200))[:6]
        info = zipfile.ZipInfo(name, stamp)
        info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
        with archive.open(info, "w", force_zip64=True) as target:
            while piece := source.read(1 << 20):
                target.write(piece)
