"""A headless Chromium that a test drives as a person would: by keys, and by what it shows of the app's terminal.

The terminal is drawn on a canvas, so its text is read where Chromium receives it, by a second terminal fed with the same bytes;
a screenshot tells that it was drawn.
"""

from __future__ import annotations

import asyncio
import base64
import json
import os
import shutil
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Self

import aiohttp
import pyte
from support.browser import PROGRAM

SWITCHES = ("--headless=new", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-sync")
SWITCHES += (
    "--disable-component-update",
    "--disable-extensions",
    "--remote-debugging-port=0",
    "--force-device-scale-factor=1",
)
NAMED = {
    "enter": ("Enter", "Enter", 13, "\r"),
    "tab": ("Tab", "Tab", 9, ""),
    "escape": ("Escape", "Escape", 27, ""),
    "backspace": ("Backspace", "Backspace", 8, ""),
    "up": ("ArrowUp", "ArrowUp", 38, ""),
    "down": ("ArrowDown", "ArrowDown", 40, ""),
    **{f"f{n}": (f"F{n}", f"F{n}", 111 + n, "") for n in range(1, 13)},
}
MODIFIERS = {"alt": 1, "ctrl": 2, "shift": 8}


class Chromium:
    """The browser's process and the one line to it."""

    def __init__(self, folder: Path) -> None:
        self._profile = folder / "chromium"
        self._downloads = folder / "downloads"
        self._process: asyncio.subprocess.Process | None = None
        self._client: aiohttp.ClientSession | None = None
        self._line: aiohttp.ClientWebSocketResponse | None = None
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._pages: dict[str, Page] = {}
        self._reader: asyncio.Task[None] | None = None
        self._last = 0

    @property
    def downloads(self) -> Path:
        """Where files land."""
        return self._downloads

    async def __aenter__(self) -> Self:
        assert PROGRAM
        self._downloads.mkdir()
        sandbox = ("--no-sandbox",) if sys.platform == "linux" else ()
        self._process = await asyncio.create_subprocess_exec(
            PROGRAM,
            *SWITCHES,
            *sandbox,
            f"--user-data-dir={self._profile}",
            "about:blank",
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.DEVNULL,
            env={name: value for name, value in os.environ.items() if not name.startswith("HOTSEAT_")},
        )
        told = self._profile / "DevToolsActivePort"
        await until(lambda: told.exists() and len(told.read_text().splitlines()) == 2, "Chromium begins")
        port, path = told.read_text().splitlines()
        self._client = aiohttp.ClientSession()
        self._line = await self._client.ws_connect(f"ws://127.0.0.1:{port}{path}", max_msg_size=0)
        self._reader = asyncio.create_task(self._read())
        where = {"behavior": "allow", "downloadPath": str(self._downloads), "eventsEnabled": True}
        await self.ask("Browser.setDownloadBehavior", where)
        return self

    async def __aexit__(self, *fault: object) -> None:
        assert self._client and self._process
        if self._process.returncode is None:
            self._process.kill()
        await self._process.wait()
        if self._reader:
            self._reader.cancel()
        await self._client.close()
        shutil.rmtree(self._profile, ignore_errors=True)

    async def _read(self) -> None:
        assert self._line
        async for message in self._line:
            told = json.loads(message.data)
            if "id" in told:
                waiting = self._answers.pop(told["id"], None)
                if waiting and not waiting.done():
                    waiting.set_result(told)
            elif page := self._pages.get(told.get("sessionId", "")):
                page.heard(told["method"], told["params"])

    async def ask(self, method: str, params: dict[str, Any] | None = None, session: str = "") -> dict[str, Any]:
        """One command of the protocol, and its result."""
        assert self._line
        self._last += 1
        answer = self._answers[self._last] = asyncio.get_running_loop().create_future()
        given = {
            "id": self._last,
            "method": method,
            "params": params or {},
            **({"sessionId": session} if session else {}),
        }
        await self._line.send_str(json.dumps(given))
        told = await asyncio.wait_for(answer, 60)
        assert "error" not in told, f"{method}: {told['error']}"
        return dict(told["result"])

    async def open(self, address: str, width: int = 1280, height: int = 800) -> Page:
        """A tab of its own on an address."""
        target = (await self.ask("Target.createTarget", {"url": "about:blank"}))["targetId"]
        session = (await self.ask("Target.attachToTarget", {"targetId": target, "flatten": True}))["sessionId"]
        page = self._pages[session] = Page(self, target, session)
        for domain in ("Page", "Network", "Runtime", "Log"):
            await page.ask(f"{domain}.enable")
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        await page.ask("Emulation.setDeviceMetricsOverride", size)
        await page.ask("Page.bringToFront")
        await page.go(address)
        return page


class Page:
    """One tab: what it asked for, what came, and keys into it."""

    def __init__(self, browser: Chromium, target: str, session: str) -> None:
        self.asked: list[str] = []
        """Every address that the page asked for, websockets too."""
        self.statuses: list[tuple[str, int]] = []
        self.complaints: list[str] = []
        """Errors and warnings of the console."""
        self.sockets = 0
        """How many websockets are open."""
        self._browser, self._target, self._session = browser, target, session
        self._screen = pyte.Screen(80, 24)
        self._stream = pyte.ByteStream(self._screen)

    async def ask(self, method: str, params: dict[str, Any] | None = None) -> dict[str, Any]:
        """A command to this tab."""
        return await self._browser.ask(method, params, self._session)

    def heard(self, method: str, params: dict[str, Any]) -> None:
        """Take in an event of the protocol."""
        match method:
            case "Network.requestWillBeSent":
                self.asked.append(params["request"]["url"])
            case "Network.responseReceived":
                self.statuses.append((params["response"]["url"], params["response"]["status"]))
            case "Network.webSocketCreated":
                self.asked.append(params["url"])
            case "Network.webSocketHandshakeResponseReceived":
                self.statuses.append(("ws", params["response"]["status"]))
                self.sockets += 1
            case "Network.webSocketClosed":
                self.sockets -= 1
            case "Network.webSocketFrameReceived" if params["response"]["opcode"] == 2:
                self._stream.feed(base64.b64decode(params["response"]["payloadData"]))
            case "Network.webSocketFrameSent" if params["response"]["opcode"] == 1:
                sent = json.loads(params["response"]["payloadData"])
                if sent[0] == "resize":
                    self._screen.resize(sent[1]["height"], sent[1]["width"])
            case "Log.entryAdded" if params["entry"]["level"] in ("error", "warning"):
                self.complaints.append(params["entry"]["text"])
            case "Runtime.exceptionThrown":
                self.complaints.append(str(params["exceptionDetails"]))
            case "Page.javascriptDialogOpening":
                self._later = asyncio.ensure_future(self.ask("Page.handleJavaScriptDialog", {"accept": True}))

    @property
    def text(self) -> str:
        """What stands on the app's screen."""
        return "\n".join(self._screen.display)

    @property
    def size(self) -> tuple[int, int]:
        """Columns and rows of the app's screen."""
        return self._screen.columns, self._screen.lines

    async def go(self, address: str) -> None:
        """Open an address, as one that is typed in."""
        await self.ask("Page.navigate", {"url": address})

    async def run(self, script: str) -> Any:
        """What a script in the page comes to."""
        given = {"expression": script, "awaitPromise": True, "returnByValue": True}
        return (await self.ask("Runtime.evaluate", given))["result"].get("value")

    async def until(self, wanted: str | Callable[[str], bool], seconds: float = 45) -> str:
        """Wait until the app's screen shows a text or satisfies a predicate; fails with what it shows instead."""
        holds = wanted if callable(wanted) else lambda text: wanted in text
        await until(
            lambda: holds(self.text),
            lambda: f"{wanted!r} does not show; complaints {self.complaints}:\n{self.text}",
            seconds,
        )
        return self.text

    async def press(self, *keys: str) -> None:
        """Press keys, such as ``f5`` or ``alt+h``."""
        for key in keys:
            *held, base = key.split("+") if len(key) > 1 else [key]
            number = ord(base.upper()) if len(base) == 1 and base.isalnum() else 0
            name, code, number, text = NAMED.get(base, (base, "", number, base))
            pressed = {
                "key": name,
                "code": code or (f"Key{base.upper()}" if base.isalpha() else ""),
                "windowsVirtualKeyCode": number,
                "modifiers": sum(MODIFIERS[m] for m in held),
            }
            text = "" if set(held) & {"alt", "ctrl"} else text
            await self.ask(
                "Input.dispatchKeyEvent", {"type": "keyDown" if text else "rawKeyDown", "text": text, **pressed}
            )
            await self.ask("Input.dispatchKeyEvent", {"type": "keyUp", **pressed})

    async def type(self, text: str) -> None:
        """Type a text letter by letter."""
        for letter in text:
            await self.press("enter" if letter == "\n" else letter)

    async def paste(self, text: str) -> None:
        """Paste a text where the cursor is."""
        script = (
            "const d = new DataTransfer(); d.setData('text/plain', TEXT);"
            "document.querySelector('.xterm-helper-textarea').dispatchEvent("
            "new ClipboardEvent('paste', {clipboardData: d, bubbles: true, cancelable: true}))"
        )
        await self.run(f"{{{script.replace('TEXT', json.dumps(text))}}}")

    async def picture(self, path: Path) -> bytes:
        """A screenshot of the page."""
        data = base64.b64decode((await self.ask("Page.captureScreenshot", {"format": "png"}))["data"])
        await asyncio.to_thread(path.write_bytes, data)
        return data

    async def close(self) -> None:
        """Close the tab."""
        await self._browser.ask("Target.closeTarget", {"targetId": self._target})


async def until(holds: Callable[[], Any], told: str | Callable[[], str], seconds: float = 60) -> None:
    """Wait until something holds; fails with what is told otherwise."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, told if isinstance(told, str) else told()
        await asyncio.sleep(0.05)
