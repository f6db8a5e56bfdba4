"""What is asked and shown when a person computes a figure that a model answer claims."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from hotseat.front.figures import WHICH_FIGURE
from hotseat.front.service import FigureLine
from hotseat.tui import safe
from hotseat.tui.screens.dialogs import Ask, Choice, Read
from hotseat.tui.widgets.prose import Part


def which_figure(claims: Sequence[tuple[str, str]]) -> Ask:
    """Asks for a claim; gives its cell's id."""
    choices = [Choice(cell, claim) for cell, claim in claims]
    return Ask(WHICH_FIGURE, "Its code runs in the sandbox, and you see what it prints.", choices)


def shown_figure(figure: FigureLine) -> Read:
    """The claim, what was printed, and whether the one upholds the other."""
    sign, colour = ("✓ ", "$success") if figure.holds else ("✗ ", "$error")
    printed = safe.said(figure.printed) if figure.printed else Content.styled("Nothing was printed.", "$text-muted")
    parts: list[Part] = [
        safe.said(figure.claim),
        Content(""),
        printed,
        Content(""),
        Content.assemble((sign, f"{colour} bold"), safe.said(figure.sentence)),
    ]
    return Read("A figure, computed now", parts)
