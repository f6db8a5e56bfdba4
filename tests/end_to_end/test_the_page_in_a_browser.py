"""The page that is exported, opened in a real Chromium: it shows what it should, asks for nothing, and says no error."""

from __future__ import annotations

import re
import struct
import threading
import zlib
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from itertools import pairwise
from pathlib import Path

import pytest
from support.browser import needs_browser, opened, screenshot
from support.golden import NAMES, hostile, session

from hotseat.review.export.formats import export

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300), needs_browser]


class Trap:
    """A server on this machine that notes what it is asked for."""

    def __init__(self) -> None:
        asked: list[str] = []

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                asked.append(self.path)
                self.send_response(204)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                return

        self.asked = asked
        self._server = HTTPServer(("127.0.0.1", 0), Answer)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture
def trap() -> Iterator[Trap]:
    set_up = Trap()
    yield set_up
    set_up.close()


def test_a_session_with_pictures_is_all_there_at_every_width(tmp_path: Path) -> None:
    name = session(tmp_path, next(n for n in NAMES if n.endswith("/pictures")))
    page = tmp_path / "page.html"
    page.write_text(export(tmp_path, name, "html"), encoding="utf-8")
    seen = opened(page, (360, 768, 1200))
    assert seen.console == []
    for found in seen.found:
        assert found["needs"] <= found["width"], "nothing but code and tables is scrolled sideways"
        assert found["scripts"] == 0
        assert found["images"] == [48]
        assert found["landmarks"] == ["header", "nav", "main", "footer"]
        levels = found["outline"]
        assert levels[0] == 1 and levels.count(1) == 1
        assert all(b <= a + 1 for a, b in pairwise(levels)), "no level of heading is left out"
        for words in ("Practice: Standardise an array", "that does not hold", "here I began to draw", "red and plain"):
            assert words in found["text"]


def test_a_hostile_session_runs_nothing_and_asks_for_nothing(tmp_path: Path, trap: Trap) -> None:
    page = tmp_path / "page.html"
    page.write_text(export(tmp_path, hostile(tmp_path, trap.address), "html"), encoding="utf-8")
    # What stands beside the page is loaded and complained of, so that the same of the page itself would be noticed.
    control = f'<img src="{trap.address}/control"><script>console.error("heard")</script>'
    seen = opened(page, (360,), beside=control)
    assert trap.asked == ["/control"]
    assert [line for line in seen.console if "heard" not in line] == [] and len(seen.console) == 1
    (found,) = seen.found
    # The title of that session is hostile too, and stands there as text.
    assert found["title"].startswith("Interview: <script>")
    assert found["scripts"] == 0 and found["needs"] <= found["width"]
    assert 'document.title="owned"' in found["text"]


def test_it_is_dark_where_the_person_wants_it_dark(tmp_path: Path) -> None:
    name = session(tmp_path, next(n for n in NAMES if n.endswith("/practice")))
    page = tmp_path / "page.html"
    page.write_text(export(tmp_path, name, "html"), encoding="utf-8")
    (found,) = opened(page, (800,), "--blink-settings=preferredColorScheme=0").found
    ground, ink = (sum(map(int, re.findall(r"\d+", found[name])[:3])) for name in ("ground", "ink"))
    assert ground < 150 < 500 < ink


def test_it_is_drawn(tmp_path: Path) -> None:
    name = session(tmp_path, next(n for n in NAMES if n.endswith("/strong-interview")))
    page = tmp_path / "page.html"
    page.write_text(export(tmp_path, name, "html"), encoding="utf-8")
    raw = screenshot(page, tmp_path / "page.png", 1000, 1400)
    assert struct.unpack(">II", raw[16:24]) == (1000, 1400)
    assert len(raw) > 30_000, "an empty page would be far smaller"
    assert zlib.crc32(raw[12:29]) == int.from_bytes(raw[29:33], "big")
