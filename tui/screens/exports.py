"""The question in which form a session is written to a file."""

from __future__ import annotations

from hotseat.review.export.exporters import installed_exporters
from hotseat.review.export.formats import FORMATS
from hotseat.tui.screens.dialogs import Ask, Choice


def which_form() -> Ask:
    """Asks for a form; gives its name."""
    text = "It is written into the session's folder, and you are told where. hotseat export writes it anywhere."
    choices = [
        Choice(f.name, f.title[:1].upper() + f.title[1:], f"a file ending in {f.suffix}") for f in FORMATS.values()
    ]
    choices += [
        Choice(one.name, one.name, f"by {one.distribution}, which you installed")
        for one in installed_exporters().values()
        if not one.fault
    ]
    return Ask("Export this session", text, choices)
