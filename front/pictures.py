"""A picture among the outputs of a cell: its size, told from its first bytes, and its way to the system's viewer."""

from __future__ import annotations

import atexit
import base64
import binascii
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from hotseat import harmless
from hotseat.frozen import frozen
from hotseat.kernels.picture_bytes import MOST_PIXELS as MOST_PIXELS
from hotseat.kernels.picture_bytes import SUFFIXES, size


class NoViewer(Exception):
    """No program that shows pictures could be started; the message says where the picture lies."""


@frozen
class PictureView:
    """A picture as it came."""

    mime: str
    raw: bytes
    text: str
    """What stands for it in words."""
    width: int
    """In pixels; 0 where its first bytes do not tell it."""
    height: int

    @property
    def paintable(self) -> bool:
        """Whether it may be unpacked to be painted: its kind is one made of pixels, its size is known and within bounds."""
        return self.mime != "image/svg+xml" and 0 < self.width * self.height <= MOST_PIXELS

    @property
    def words(self) -> str:
        """The picture in a line: what it is, its size in pixels and in bytes."""
        size = f"{self.width:,} × {self.height:,} pixels" if self.width else "of unknown size"
        name = self.text.strip("<>")
        name = "Picture" if not name or " object" in name else name
        name = name.split(" size ")[0] if " size " in name and self.width else name
        return f"{name} · {size} · {_bytes(len(self.raw))}"


def picture(output: Mapping[str, Any]) -> PictureView | None:
    """The picture that an output of the kind ``picture`` holds; None where its data cannot be read."""
    mime = str(output.get("mime") or "")
    try:
        raw = base64.b64decode(str(output.get("data") or ""), validate=True)
    except (binascii.Error, ValueError):
        return None
    if mime not in SUFFIXES or not raw:
        return None
    width, height = size(mime, raw)
    return PictureView(mime, raw, harmless.line(str(output.get("text") or ""), 80), width, height)


def _bytes(count: int) -> str:
    return (
        f"{count:,} bytes"
        if count < 1_000
        else f"{count / 1_000:,.0f} kB"
        if count < 1_000_000
        else f"{count / 1e6:.1f} MB"
    )


def viewer(environ: Mapping[str, str], platform: str = sys.platform) -> list[str] | None:
    """The command that opens a file in the system's viewer; None where there is none, or nothing to show it on."""
    if platform == "win32":
        return ["cmd", "/c", "start", ""]
    name = "open" if platform == "darwin" else "xdg-open"
    found = shutil.which(name, path=environ.get("PATH"))
    if found is None or (platform != "darwin" and not (environ.get("DISPLAY") or environ.get("WAYLAND_DISPLAY"))):
        return None
    return [found]


@cache
def _folder() -> Path:
    """A private folder that is gone with the program."""
    folder = Path(tempfile.mkdtemp(prefix="hotseat-pictures-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def kept(view: PictureView) -> Path:
    """The picture as a file of its own, readable by the person alone, until the program ends. Raises OSError."""
    handle, name = tempfile.mkstemp(suffix=f".{SUFFIXES[view.mime]}", prefix="picture-", dir=_folder())
    with os.fdopen(handle, "wb") as file:
        file.write(view.raw)
    return Path(name)


def show(view: PictureView, environ: Mapping[str, str]) -> Path:
    """Open the picture in the system's viewer; returns where it lies. Raises NoViewer. Does not wait for the viewer."""
    try:
        path = kept(view)
    except OSError as fault:
        raise NoViewer(f"The picture cannot be written to a file: {fault.strerror or fault}.") from None
    command = viewer(environ)
    if command is None:
        raise NoViewer(f"There is no viewer for pictures here. Until you leave, the picture lies in {path}.")
    quiet = subprocess.DEVNULL
    try:
        subprocess.Popen([*command, str(path)], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    except OSError as fault:
        told = f"{Path(command[0]).name} does not start ({fault.strerror or fault})."
        raise NoViewer(f"{told} Until you leave, the picture lies in {path}.") from None
    return path
