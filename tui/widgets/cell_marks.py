"""What a line of the editor shows beside its code: its cell, how that ran last, errors, and what is searched."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from hotseat import harmless
from hotseat.front.cell_notes import Note
from hotseat.tui.theme import Palette


def is_mark(line: str) -> bool:
    """Whether a line opens a cell."""
    return line.startswith(("# %%", "#%%"))


def gutter(number: Strip, width: int, palette: Palette, *, current: bool, fault: bool) -> Strip:
    """The line's number, with a sign where an error arose, and a bar where the cell has the cursor."""
    ground = next((s.style for s in number if s.style), Style())
    edge = [
        Segment(number.text[: width - 2], ground),
        Segment("✗" if fault else " ", ground + Style(color=palette.bad, bold=True)),
        Segment("▎" if current else " ", ground + Style(color=palette.ember)),
    ]
    return Strip(edge, width)


def opening(
    strip: Strip, note: Note | None, room: int, palette: Palette, *, current: bool, cursor: Style | None
) -> Strip:
    """The line that opens a cell, with the note on it at the right of ``room`` columns."""
    style = Style(color=palette.ember if current else palette.muted, bgcolor=palette.raised, bold=True, italic=False)
    shown = cursor.bgcolor if cursor else None
    strip = Strip(
        [
            s if s.style and shown and s.style.bgcolor == shown else Segment(s.text, (s.style or Style()) + style)
            for s in strip
        ],
        strip.cell_length,
    )
    if note is None:
        return strip
    inks = {"good": palette.good, "bad": palette.bad, "stale": palette.warn, "busy": palette.sky}
    ink = Style(color=inks.get(note.tone, palette.muted), bgcolor=palette.raised, bold=note.tone in ("bad", "stale"))
    return beside(strip, note.words, room, ink)


def beside(strip: Strip, words: str, room: int, style: Style, *, least: int = 0) -> Strip:
    """A line with words at its right end, where there is room for them; from ``least`` columns on they may be cut short."""
    words = harmless.line(words, 60)
    free = room - cell_len(strip.text.rstrip()) - 2
    if not words or free < min(cell_len(words), least or cell_len(words)):
        return strip
    if cell_len(words) > free:
        words = words[: max(free - 1, 0)] + "…"
    wide = cell_len(words) + 2
    return Strip.join([strip.crop(0, room - wide), Strip([Segment(f" {words} ", style)], wide)])


def found(strip: Strip, spans: Sequence[tuple[int, int]], palette: Palette, cursor: Style | None) -> Strip:
    """A line with the places of what is searched marked; ``spans`` are columns of the screen, from and to, in order."""
    style = Style(bgcolor=palette.selection, underline=True)
    ends = sorted({end for span in spans for end in span if 0 < end < strip.cell_length})
    parts, at = strip.divide([*ends, strip.cell_length]) if strip.cell_length else [], 0
    out: list[Strip] = []
    for part in parts:
        inside = any(start <= at < end for start, end in spans)
        at += part.cell_length
        out.append(_lit(part, style, cursor) if inside else part)
    return Strip.join(out)


def _lit(part: Strip, style: Style, cursor: Style | None) -> Strip:
    ground = cursor.bgcolor if cursor else None
    return Strip(
        [
            s if ground and s.style and s.style.bgcolor == ground else Segment(s.text, (s.style or Style()) + style)
            for s in part
        ],
        part.cell_length,
    )
