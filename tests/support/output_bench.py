"""An app with nothing but the output pane in it, and what kernels send to fill it with."""

from __future__ import annotations

import base64
import struct
import zlib
from pathlib import Path
from typing import Any

from textual.app import App, ComposeResult

import hotseat.tui.app
from hotseat.tui import harvest, safe
from hotseat.tui.theme import PALETTES
from hotseat.tui.widgets.output import Output

TRACEBACK = (
    "\x1b[31mKeyError\x1b[39m      Traceback (most recent call last)\n"
    "\x1b[36mCell\x1b[39m \x1b[32mIn[3], line 2\x1b[39m\n      1 df = 1\n----> 2 df['z']\n\n"
    "File lib/python3.11/site-packages/pandas/core/frame.py:43, in __getitem__(self, key)\n---> 43     return x\n\n"
    "File lib/python3.11/site-packages/pandas/core/base.py:36, in get_loc(self, key)\n---> 36     return y\n\n"
    "\x1b[31mKeyError\x1b[39m: 'z'"
)


class Bench(App[None]):
    """The output pane alone, as large as the terminal."""

    CSS_PATH = Path(hotseat.tui.app.__file__).with_name("hotseat.tcss")
    CSS = "Output { height: 1fr; }"

    def __init__(self, theme: str = "hotseat-dark") -> None:
        super().__init__()
        for palette in PALETTES.values():
            self.register_theme(palette.theme())
        self.theme = theme
        self._filters.append(safe.Net())

    def compose(self) -> ComposeResult:
        yield Output(id="output")

    @property
    def pane(self) -> Output:
        return self.query_one(Output)

    def show(self, *outputs: dict[str, Any], title: str = "Cell 1 · x", run: int = 1) -> None:
        """Fill the pane with what one run has shown."""
        self.pane.open(run, title)
        for output in outputs:
            harvest.put(self.pane, run, output)
        self.pane.end(run, "finished", "[1] finished in 2 ms")


def stream(text: str, name: str = "stdout") -> dict[str, Any]:
    return {"kind": "stream", "name": name, "text": text}


def frame(rows: int, columns: int, *, total: int | None = None, cell: str = "{row}.{column}") -> dict[str, Any]:
    """A frame of numbers as the kernel tells it; ``total``: of so many rows."""
    body = "\n".join(
        "\t".join([str(row), *(cell.format(row=row, column=column) for column in range(columns))])
        for row in range(rows)
    )
    names = "\t".join(["", *(f"column {column}" for column in range(columns))])
    dtypes = "\t".join(["int64", *["float64"] * columns])
    gap = rows // 2 if total is not None else None
    return {
        "kind": "table", "what": "DataFrame", "text": "as text", "head": names, "body": body, "dtypes": dtypes, "index": 1,
        "rows": total or rows, "columns": columns, "row_gap": gap, "column_gap": None,
    }  # fmt: skip


def png(width: int, height: int) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    rows = b"".join(b"\0" + b"\x80" * width for _ in range(height))
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def picture(raw: bytes, mime: str = "image/png", text: str = "<Figure size 640x480 with 1 Axes>") -> dict[str, Any]:
    return {"kind": "picture", "mime": mime, "data": base64.b64encode(raw).decode(), "text": text}
