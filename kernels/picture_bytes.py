"""What the bytes of a picture say of it: its kind and its size in pixels. Nothing is unpacked."""

from __future__ import annotations

import struct

SUFFIXES = {
    "image/png": "png",
    "image/jpeg": "jpg",
    "image/gif": "gif",
    "image/webp": "webp",
    "image/svg+xml": "svg",
}
"""The kinds of pictures that a cell can show, each with the ending of its files."""
MOST_PIXELS = 40_000_000
"""Of a picture that is unpacked; a larger one is only handed on to a viewer."""


def size(mime: str, raw: bytes) -> tuple[int, int]:
    """Width and height as the first bytes tell them; 0 and 0 where they do not, or are of another kind."""
    try:
        if mime == "image/png" and raw[:8] == b"\x89PNG\r\n\x1a\n" and raw[12:16] == b"IHDR":
            return struct.unpack(">II", raw[16:24])
        if mime == "image/gif" and raw[:4] == b"GIF8":
            return struct.unpack("<HH", raw[6:10])
        if mime == "image/jpeg" and raw[:2] == b"\xff\xd8":
            return _jpeg_size(raw)
        if mime == "image/webp" and raw[8:16] == b"WEBPVP8X":
            return 1 + int.from_bytes(raw[24:27], "little"), 1 + int.from_bytes(raw[27:30], "little")
        if mime == "image/webp" and raw[8:16] == b"WEBPVP8 ":
            width, height = struct.unpack("<HH", raw[26:30])
            return width & 0x3FFF, height & 0x3FFF
        if mime == "image/webp" and raw[8:16] == b"WEBPVP8L":
            bits = int.from_bytes(raw[21:25], "little")
            return 1 + (bits & 0x3FFF), 1 + (bits >> 14 & 0x3FFF)
    except struct.error:
        pass
    return 0, 0


def _jpeg_size(raw: bytes) -> tuple[int, int]:
    at = 2
    while at + 9 < len(raw) and raw[at] == 0xFF:
        kind = raw[at + 1]
        if 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", raw[at + 5 : at + 9])
            return width, height
        at += 2 + int.from_bytes(raw[at + 2 : at + 4])
    return 0, 0
