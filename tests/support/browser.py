"""A headless Chromium that opens a file: what its document came to, what its console said, and how it looks.

Debian has it: ``apt-get update && apt-get install -y chromium``. ``CHROMIUM`` names another program. Without one the tests
that need it are skipped by name.
"""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

PROGRAM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
MISSING = "there is no Chromium here: apt-get update && apt-get install -y chromium, or name one in CHROMIUM"
needs_browser = pytest.mark.skipif(PROGRAM is None, reason=MISSING)

_QUIET = ("--headless", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
_QUIET += ("--disable-component-update", "--disable-extensions", "--hide-scrollbars", "--allow-file-access-from-files")
_FRAME = """<!DOCTYPE html><title>frame</title><body style="margin:0">{beside}{frames}<pre id="found"></pre><script>
window.onload = () => {{
  const found = [];
  for (const frame of document.querySelectorAll("iframe")) {{
    const page = frame.contentDocument, root = page.documentElement;
    frame.contentWindow.location.hash = "";
    found.push({{
      width: frame.clientWidth, needs: root.scrollWidth, title: page.title, text: page.body.innerText,
      scripts: page.scripts.length, images: [...page.images].map((i) => i.naturalWidth),
      outline: [...page.querySelectorAll("h1,h2,h3,h4")].map((h) => Number(h.tagName[1])),
      landmarks: ["header", "nav", "main", "footer"].filter((n) => page.querySelectorAll(n).length === 1),
      ground: frame.contentWindow.getComputedStyle(page.body).backgroundColor,
      ink: frame.contentWindow.getComputedStyle(page.body).color,
    }});
  }}
  document.getElementById("found").textContent = JSON.stringify(found);
}};
</script>"""


class Opened:
    """What Chromium made of a page, at each width."""

    def __init__(self, found: list[dict[str, Any]], console: list[str]) -> None:
        self.found = found
        self.console = console


def _run(profile: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    assert PROGRAM
    # In a container the browser cannot make a sandbox of its own; what it opens here is what these tests wrote.
    sandbox = ("--no-sandbox",) if sys.platform == "linux" else ()
    return subprocess.run(
        [PROGRAM, *_QUIET, *sandbox, f"--user-data-dir={profile}", *arguments],
        capture_output=True,
        text=True,
        timeout=100,
        stdin=subprocess.DEVNULL,
    )


def opened(page: Path, widths: tuple[int, ...], *extra: str, beside: str = "") -> Opened:
    """The page as it is at each width, in pixels, and every line that the console said.

    ``beside`` is HTML that stands next to the page, to show what would be noticed.
    """
    rows = (f'<iframe src="{page.as_uri()}" style="border:0;width:{w}px;height:600px"></iframe>' for w in widths)
    frame = page.with_name(f"frame-of-{page.name}")
    frame.write_text(_FRAME.format(beside=beside, frames="".join(rows)), encoding="utf-8")
    done = _run(
        page.with_name("profile"),
        "--enable-logging=stderr",
        "--virtual-time-budget=4000",
        "--dump-dom",
        *extra,
        frame.as_uri(),
    )
    inside = re.search(r'<pre id="found">(.*?)</pre>', done.stdout, re.DOTALL)
    assert inside and inside[1], f"{done.stdout[-500:]}\n{done.stderr[-2000:]}"
    console = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    return Opened(json.loads(html.unescape(inside[1])), console)


def screenshot(page: Path, picture: Path, width: int, height: int) -> bytes:
    """The upper part of the page as a PNG; Chromium draws no narrower than 500 pixels."""
    _run(page.with_name("profile"), f"--window-size={width},{height}", f"--screenshot={picture}", page.as_uri())
    return picture.read_bytes()
