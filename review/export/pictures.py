"""The pictures among a session's outputs, for files that others open: only what is one, of a size that can be unpacked."""

from __future__ import annotations

import base64
import binascii
import re
import zlib

from hotseat.frozen import frozen
from hotseat.kernels.outputs import Picture
from hotseat.kernels.picture_bytes import MOST_PIXELS, SUFFIXES, size
from hotseat.review.export import visible

MOST_BYTES = 8_000_000
"""Of one picture."""
MOST_IN_ALL = 40_000_000
"""Of all pictures of one export; those that come later are told in words."""
_DRAWING = frozenset(
    {b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"sBIT", b"pHYs", b"bKGD"}
)
"""The parts of a PNG that say what is seen."""
_NO_NAME = re.compile(r"^<?(?:.* object.*| *)>?$|^<Figure size .*$")


@frozen
class Checked:
    """A picture whose bytes are what they claim to be."""

    mime: str
    data: str
    """Its bytes in base64."""
    width: int
    height: int
    told: str
    """What it is, in a line: what stands for it where it cannot be seen."""


@frozen
class Refused:
    """A picture that is not put into the file."""

    told: str
    """Why not, in a sentence."""


class Pictures:
    """Checks pictures one after the other and keeps count of what they take in all."""

    def __init__(self, bare: bool = False) -> None:
        """``bare``: only pictures whose every part is known to be part of the picture."""
        self._bare = bare
        self._bytes = 0
        self._seen = 0

    def check(self, output: Picture) -> Checked | Refused:
        """The picture with its measure, or why it is left out."""
        self._seen += 1
        name = f"Picture {self._seen}"
        if output.mime == "image/svg+xml":
            return Refused(f"{name} is a drawing in SVG, which can hold more than a picture; it is left out.")
        try:
            raw = base64.b64decode(output.data, validate=True)
        except (binascii.Error, ValueError):
            raw = b""
        if not raw:
            return Refused(f"{name} is missing: its bytes cannot be read.")
        if output.mime == "image/png":
            raw = bare_png(raw)
        elif self._bare:
            return Refused(f"{name} is left out: a file of its kind may hold names of people and places.")
        width, height = size(output.mime, raw) if output.mime in SUFFIXES else (0, 0)
        if not width or not height or not _whole(output.mime, raw):
            return Refused(f"{name} is left out: its bytes are not those of a picture of its kind.")
        if width * height > MOST_PIXELS or len(raw) > MOST_BYTES or self._bytes + len(raw) > MOST_IN_ALL:
            return Refused(f"{name} is left out: {width:,} × {height:,} pixels in {len(raw):,} bytes is too much here.")
        self._bytes += len(raw)
        words = visible.line(output.text, 120)
        named = "" if _NO_NAME.match(words) else f": {words}"
        return Checked(
            output.mime,
            base64.b64encode(raw).decode("ascii"),
            width,
            height,
            f"{name}{named}, {width:,} × {height:,} pixels",
        )


def _whole(mime: str, raw: bytes) -> bool:
    """Whether the file has its end, or its length says that it is all there."""
    match mime:
        case "image/png":
            return bool(raw)
        case "image/jpeg":
            return b"\xff\xd9" in raw[-64:]
        case "image/gif":
            return raw[:6] in (b"GIF87a", b"GIF89a") and raw.rstrip(b"\0").endswith(b";")
        case "image/webp":
            return raw[:4] == b"RIFF" and int.from_bytes(raw[4:8], "little") + 8 <= len(raw) + 1
        case _:
            return False


def bare_png(raw: bytes) -> bytes:
    """A PNG with the parts that draw it and no other: no remark, no author, nothing behind its end. Empty where it is none."""
    kept, kinds, at = [raw[:8]], list[bytes](), 8
    while at + 12 <= len(raw):
        end = at + 12 + int.from_bytes(raw[at : at + 4], "big")
        if end > len(raw) or zlib.crc32(raw[at + 4 : end - 4]) != int.from_bytes(raw[end - 4 : end], "big"):
            return b""
        kinds.append(raw[at + 4 : at + 8])
        if kinds[-1] in _DRAWING:
            kept.append(raw[at:end])
        if kinds[-1] == b"IEND":
            whole = raw[:8] == b"\x89PNG\r\n\x1a\n" and kinds[0] == b"IHDR" and b"IDAT" in kinds
            return b"".join(kept) if whole else b""
        at = end
    return b""
