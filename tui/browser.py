"""The driver by which the app paints in a browser.

``hotseat serve`` runs each page's app with this driver in place of a terminal's.
"""

from __future__ import annotations

import os
import signal
from typing import Any

from textual.drivers.web_driver import WebDriver

OURS = ("TEXTUAL_DRIVER", "COLUMNS", "ROWS")
"""What told the driver how to paint; a kernel that is started from here would take it for its own."""


class BrowserDriver(WebDriver):
    """Textual's driver for browsers, which lets the app end when the server is gone."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for name in OURS:
            os.environ.pop(name, None)
        self._tell = self._write
        self._write = self._written

    def _written(self, data: bytes) -> int:
        try:
            return self._tell(data)
        except OSError:
            self._gone()
            return len(data)

    def run_input_thread(self) -> None:
        super().run_input_thread()
        if not self.exit_event.is_set():
            self._gone()

    def _gone(self) -> None:
        """Nobody reads or writes at the other end any more: leave in good order, as on any request from outside."""
        if not self.exit_event.is_set():
            self.exit_event.set()
            os.kill(os.getpid(), signal.SIGTERM)

    def open_url(self, url: str, new_tab: bool = True) -> None:
        """Open nothing: what is shown comes from outside, and the browser is the person's own."""
