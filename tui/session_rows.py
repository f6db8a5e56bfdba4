"""How past sessions, and places found in them, are shown as rows of a list."""

from __future__ import annotations

from textual.content import Content

from hotseat.front.past import HitLine, by_whom, kind_word, state_word
from hotseat.front.service import SessionLine
from hotseat.front.times import span
from hotseat.tui import safe


def session_row(session: SessionLine) -> Content:
    """A session."""
    if session.fault:
        return Content.assemble(
            safe.column(session.started, 18, "$text-muted"),
            ("! cannot be read  ", "$error bold"),
            safe.line(session.fault, 100),
        )
    part = ("! in part  ", "$warning bold") if session.lost else ""
    return Content.assemble(
        safe.column(session.started, 18, "$text-muted"),
        (f"{kind_word(session):<11}", "$secondary"),
        safe.column(state_word(session), 15, "bold"),
        (f"{span(round(session.spent)):>10}  ", "$text-muted"),
        part,
        (by_whom(session), "$text-muted"),
        safe.line(session.title, 80),
    )


def hit_row(hit: HitLine) -> Content:
    """A place in a session: where it is, and below the text around the words."""
    more = f"  and {hit.more} more" if hit.more else ""
    parts = [safe.line(text, 200, "bold $accent underline") if found else _piece(text) for text, found in hit.snippet]
    return Content.assemble(
        safe.column(hit.started, 18, "$text-muted"),
        safe.column(f"{hit.when} {hit.who}", 22, "$secondary"),
        safe.line(hit.title, 60, "$text-muted"),
        (more, "$text-muted"),
        "\n    ",
        *parts,
    )


def heading(text: str) -> Content:
    """A line between the groups."""
    return Content.styled(text, "bold $primary")


def _piece(text: str) -> Content:
    """A part of a line, with the spaces at its ends."""
    inner = safe.line(text, 300)
    return Content.assemble(
        " " if text[:1].isspace() else "", inner, " " if text[-1:].isspace() and text.strip() else ""
    )
