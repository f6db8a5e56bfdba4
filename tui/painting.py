"""Pictures in the terminal, through textual-image where it is installed; loaded when the first picture is to be seen.

The library asks the terminal what it can do when it is imported. In a running app the answer would come in as keys, so it is
kept from asking: the size of a cell is read from the system, and how pictures are drawn is told by the environment.
"""

from __future__ import annotations

import importlib
import importlib.util
import io
import re
import struct
import sys
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

from textual.strip import Strip

from hotseat.front.pictures import PictureView

if TYPE_CHECKING:
    from textual.app import App
    from textual.widget import Widget

Way = Literal["kitty", "sixel", "blocks"]
WISH = "HOTSEAT_PICTURES"
"""The environment variable that says how pictures are drawn: ``kitty``, ``sixel`` or ``blocks``."""
_SIXEL_TERMS = ("foot", "mlterm", "contour", "mintty", "yaft", "xterm-sixel")
_SIXEL_PROGRAMS = ("WezTerm", "mintty", "iTerm.app", "contour", "rio")
_FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/gif": "GIF", "image/webp": "WEBP"}
_DEFINED = re.compile(r"#(\d+);2;\d+;\d+;\d+")
"""The definition of a colour in sixels."""
MOST_SIDE = 2_000
"""Pixels of the longer side of a picture that is drawn; a larger one is made smaller first."""


class NotAPicture(Exception):
    """The picture's data cannot be read; the message says so."""


@cache
def installed() -> bool:
    """Whether pictures can be drawn at all. Imports nothing."""
    return importlib.util.find_spec("textual_image") is not None and importlib.util.find_spec("PIL") is not None


def way(environ: Mapping[str, str]) -> Way:
    """How pictures are drawn in this terminal, as far as its environment tells."""
    wish = environ.get(WISH, "")
    if wish == "kitty" or wish == "sixel" or wish == "blocks":
        return wish
    term, program = environ.get("TERM", ""), environ.get("TERM_PROGRAM", "")
    if environ.get("TMUX") or environ.get("STY") or term.startswith(("screen", "tmux")):
        return "blocks"  # what stands between us and the terminal may swallow the other two
    if term in ("xterm-kitty", "xterm-ghostty") or environ.get("KITTY_WINDOW_ID") or program == "ghostty":
        return "kitty"
    if term.startswith(_SIXEL_TERMS) or program in _SIXEL_PROGRAMS or environ.get("KONSOLE_VERSION"):
        return "sixel"
    return "blocks"


@cache
def _library() -> tuple[Any, Any]:
    """The modules for renderables and for widgets. Raises ImportError."""
    terminal, sys.__stdout__ = sys.__stdout__, io.StringIO()  # type: ignore[misc]
    try:
        names = ("_terminal", "renderable", "widget")
        terminal_module, renderable, widget = (importlib.import_module(f"textual_image.{name}") for name in names)
        sixel: Any = importlib.import_module("textual_image.widget.sixel")
    finally:
        sys.__stdout__ = terminal  # type: ignore[misc]
    size = _cell_size()
    if size is not None:
        terminal_module.get_cell_size._result = terminal_module.CellSize(*size)
    encode = sixel.image_to_sixels

    def encoded(*given: Any) -> str:
        return chosen(encode(*given))

    sixel.image_to_sixels = encoded
    return renderable, widget


def chosen(sixels: str) -> str:
    """The same sixels, each colour chosen once more where it is defined: xterm goes on with the one before otherwise."""
    return _DEFINED.sub(r"\g<0>#\1", sixels)


def _cell_size() -> tuple[int, int] | None:
    """Pixels of one cell, where the system knows them."""
    try:
        import fcntl
        import termios

        handle = sys.__stderr__.fileno() if sys.__stderr__ is not None else 2
        found = fcntl.ioctl(handle, termios.TIOCGWINSZ, b"\0" * 8)
    except (ImportError, OSError, ValueError):
        return None
    rows, columns, width, height = struct.unpack("HHHH", found)
    return (width // columns, height // rows) if rows and columns and width >= columns and height >= rows else None


def unpacked(view: PictureView) -> Any:
    """The picture's pixels, on white where it is transparent, and not larger than is of use. Raises NotAPicture."""
    images: Any = importlib.import_module("PIL.Image")
    if not view.paintable:
        raise NotAPicture("This picture cannot be drawn here.")
    try:
        with images.open(io.BytesIO(view.raw), formats=[_FORMATS[view.mime]]) as opened:
            if opened.size != (view.width, view.height):
                raise NotAPicture("The picture's data contradicts itself.")
            opened.thumbnail((MOST_SIDE, MOST_SIDE))
            picture = opened.convert("RGBA")
    except NotAPicture:
        raise
    except Exception:  # damaged data raises whatever a decoder stumbles over
        raise NotAPicture("The picture's data cannot be read.") from None
    ground = images.new("RGBA", picture.size, "white")
    return images.alpha_composite(ground, picture).convert("RGB")


def rows_for(view: PictureView, width: int, most: int) -> tuple[int, int]:
    """Columns and rows, in cells, that a picture takes within these bounds; a cell counts as twice as high as it is wide."""
    if not view.width or not view.height:
        return 0, 0
    columns = min(width, max(1, round(most * 2 * view.width / view.height)))
    return columns, max(1, min(most, round(columns * view.height / view.width / 2)))


def in_blocks(view: PictureView, app: App[Any], columns: int, rows: int) -> list[Strip]:
    """The picture in half blocks, a strip for each row. Raises NotAPicture, and ImportError without the library."""
    from rich.segment import Segment

    renderable, _ = _library()
    picture = unpacked(view).resize((columns, rows * 2))
    options = app.console.options.update(width=columns, height=rows)
    drawn = app.console.render(renderable.HalfcellImage(picture, width=columns, height=rows), options)
    lines = Segment.split_and_crop_lines(drawn, columns, include_new_lines=False)
    return [Strip(line, columns) for line in list(lines)[:rows]]


def as_widget(view: PictureView, environ: Mapping[str, str]) -> Widget:
    """The picture as a widget in the best way that this terminal has. Raises NotAPicture, and ImportError without the library."""
    _, widgets = _library()
    picture = unpacked(view)
    match way(environ):
        case "kitty":
            return widgets.TGPImage(picture)
        case "sixel":
            # Its sixels go past the net before the terminal; they are made of pixels alone.
            return widgets.SixelImage(picture)
        case _:
            return widgets.HalfcellImage(picture)
