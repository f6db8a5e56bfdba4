"""What the app does otherwise in a browser: files are handed over to it, and what needs a terminal of its own is declined."""

from __future__ import annotations

import io
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from textual.app import App

NO_EDITOR = (
    "Your own editor cannot be opened in a browser. /file tells where the code lies on the machine that runs Hotseat."
)


def hand_over(app: App[Any], path: Path) -> None:
    """Let the browser download a file. One that cannot be read is passed over; where it lies is told anyway."""
    try:
        app.deliver_binary(path)
    except OSError:
        return


def hand_over_bytes(app: App[Any], data: bytes, name: str) -> None:
    """Let the browser download data under a name."""
    app.deliver_binary(io.BytesIO(data), save_filename=name)
