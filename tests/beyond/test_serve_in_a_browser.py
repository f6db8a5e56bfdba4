"""``hotseat serve`` in a headless Chromium: a person answers, codes and submits there, and nobody else gets in."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import re
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import pytest

pytest.importorskip("textual_serve", reason='the browser needs pip install "hotseat[web]"')

import aiohttp
from support.browser import needs_browser
from support.devtools import Chromium, Page, until
from support.hostile import foreign
from support.hostile_home import furnish

from hotseat.cli.web import server

HOTSEAT = Path(sys.executable).parent / "hotseat"
pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]
RIGHT = (
    "# %%\n"
    "def zscore(x):\n"
    "    spread = x.std()\n"
    "    return (x - x.mean()) / spread if spread > 0 else np.zeros_like(x, dtype=float)\n"
)


class Served:
    """A server at work."""

    def __init__(self, process: asyncio.subprocess.Process, address: str) -> None:
        self.process, self.address = process, address
        self.parts = urlsplit(address)
        self.origin = f"http://{self.parts.netloc}"

    def apps(self) -> list[psutil.Process]:
        """The processes of pages that are open, with all that they have started."""
        return [p for p in psutil.Process(self.process.pid).children(recursive=True) if p.status() != "zombie"]

    async def stop(self, number: int = signal.SIGINT) -> int:
        if self.process.returncode is None:
            self.process.send_signal(number)
        return await asyncio.wait_for(self.process.wait(), 60)


@asynccontextmanager
async def serving(home: Path, *options: str) -> AsyncIterator[Served]:
    env = {n: v for n, v in os.environ.items() if n not in ("COLUMNS", "LINES")} | {"HOTSEAT_HOME": str(home)}
    pipe, null = asyncio.subprocess.PIPE, asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        HOTSEAT, "serve", *options, stdin=null, stdout=pipe, stderr=null, env=env
    )
    assert process.stdout
    address = (await asyncio.wait_for(process.stdout.readline(), 60)).decode().strip()
    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=[\w-]{40,}", address), address
    served = Served(process, address)
    try:
        yield served
    finally:
        await served.stop()
        left = [
            p for p in psutil.process_iter(["environ"]) if (p.info["environ"] or {}).get("HOTSEAT_HOME") == str(home)
        ]
        assert not left, f"processes were left over: {left}"


async def sessions(home: Path) -> list[dict[str, Any]]:
    env = {**os.environ, "HOTSEAT_HOME": str(home)}
    done = await asyncio.create_subprocess_exec(HOTSEAT, "review", "--json", stdout=asyncio.subprocess.PIPE, env=env)
    told, _ = await done.communicate()
    return [json.loads(line) for line in told.splitlines()]


async def open_practice(page: Page, question: str) -> None:
    """From the home screen to a question's practice."""
    await page.until("the whole course")
    await page.until("Not now")
    await page.press("escape")
    await page.until(lambda text: "Not now" not in text)
    await page.press("p")
    await page.until("Type to narrow")
    await page.type(question)
    await page.until("1 of ")
    await page.press("down", "enter")
    await page.until("kernel ready")


@needs_browser
async def test_a_person_answers_codes_submits_and_sees_the_verdict_and_nothing_leaves_this_machine(
    own_home: Path, tmp_path: Path
) -> None:
    async with serving(own_home) as served, Chromium(tmp_path) as browser:
        page = await browser.open(served.address)
        await open_practice(page, "zscore")
        assert page.size[0] >= 100, "the window holds both panes"
        await page.type("What should come back for a constant input?")
        await page.press("enter")
        await page.until(lambda text: text.count("Interviewer") >= 2)
        await page.press("f3", "ctrl+a", "backspace")
        await page.until("cell 1 of 1")
        await page.paste(RIGHT)
        await page.until("spread > 0")
        await page.run("navigator.clipboard.writeText = async (text) => { window.copied = text; }")
        await page.press("ctrl+a", "ctrl+c")
        assert await page.run("new Promise(d => setInterval(() => window.copied && d(window.copied), 50))") == RIGHT
        await page.press("f9")
        await page.until("Your guess, before the score")
        await page.type("90")
        await page.press("enter")
        await page.until("You guessed 90; it came to 100")
        await page.until("PASS")
        shot = await page.picture(tmp_path / "verdict.png")
        assert len(shot) > 30_000, "it is drawn"
        elsewhere = [a for a in page.asked if urlsplit(a).netloc != served.parts.netloc and not a.startswith("data:")]
        assert not elsewhere
        assert not [c for c in page.complaints if "WebGL" not in c]
        assert await page.run("document.cookie") == "", "no script can read the cookie"
        await page.close()
        await until(lambda: not served.apps(), "the page's app and its kernel end with it")
    (row,) = await sessions(own_home)
    assert (row["status"], row["verdicts"]) == ("open", ["pass"])


@needs_browser
async def test_a_dropped_page_closes_its_app_and_the_next_one_goes_on_with_the_session(
    own_home: Path, tmp_path: Path
) -> None:
    async with serving(own_home) as served, Chromium(tmp_path) as browser:
        page = await browser.open(served.address)
        await open_practice(page, "sampling-diagonal")
        await page.type("Half a thought")
        await page.until("Half a thought")
        await page.ask("Page.reload")
        await page.until("Continue")
        assert len([p for p in served.apps() if p.cmdline()[-2:] == ["-m", "hotseat"]]) == 1, "the page before has none"
        await page.press("c")
        await page.until("Half a thought")
        await page.press("f2", "ctrl+e")
        await page.until("Your own editor cannot be opened in a browser")
        await page.type(" goes on")
        await page.until("Half a thought goes on")


@needs_browser
async def test_an_exported_session_is_downloaded_by_the_browser(own_home: Path, tmp_path: Path) -> None:
    async with serving(own_home) as served, Chromium(tmp_path) as browser:
        page = await browser.open(served.address)
        await open_practice(page, "sampling-diagonal")
        await page.type("It ignores every correlation between the columns.")
        await page.press("enter")
        await page.until(lambda text: re.search(r"You  \d+:\d\d", text) is not None)
        await page.press("ctrl+q")
        await page.until("End it here")
        await page.press("down", "down", "enter")
        await page.until("Your guess, before the score")
        await page.press("escape")
        await page.until("What you said of it")
        await page.press("escape")
        await page.until("the whole course")
        await page.press("r")
        await page.until("Diagonal or full covariance")
        await page.press("e")
        await page.until("A page to read in a browser")
        await page.press("enter")
        await page.until("Written to")
        await until(lambda: [p for p in browser.downloads.iterdir() if p.suffix in (".html", ".md")], "a file lands")
        (file,) = browser.downloads.iterdir()
        assert "It ignores every correlation" in file.read_text(encoding="utf-8")


@needs_browser
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL], ids=lambda n: n.name)
async def test_the_end_of_the_server_ends_every_page_and_keeps_what_was_open(
    own_home: Path, tmp_path: Path, number: signal.Signals
) -> None:
    async with serving(own_home) as served, Chromium(tmp_path) as browser:
        page = await browser.open(served.address)
        await open_practice(page, "sampling-diagonal")
        await page.type("Kept whatever happens")
        await page.until("Kept whatever happens")
        apps = served.apps()
        assert len(apps) >= 2, "the app and its kernel"
        assert await served.stop(number) == {signal.SIGINT: 0, signal.SIGTERM: 143, signal.SIGKILL: -9}[number]
        await until(lambda: not [p for p in apps if p.is_running() and p.status() != "zombie"], "all of them end")
        assert await page.run("new Promise(d => setInterval(() => ended.open && d(true), 50))"), "the page says so"
    (row,) = await sessions(own_home)
    assert row["status"] == "open"


class Stranger:
    """Requests as a program or another web page can make them."""

    def __init__(self, served: Served, client: Any) -> None:
        self.served, self.client = served, client

    async def status(self, path: str, cookie: str = "", socket: bool = False, **headers: str) -> int:
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        if cookie:
            given["Cookie"] = cookie
        if socket:
            given |= {"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13"}
            given["Sec-WebSocket-Key"] = "dGhlIHNhbXBsZSBub25jZQ=="
        async with self.client.get(self.served.origin + path, headers=given, allow_redirects=False) as answer:
            return int(answer.status)


async def test_only_who_has_the_token_gets_in_and_the_token_opens_once(own_home: Path) -> None:
    async with serving(own_home) as served, aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as client:
        ask = Stranger(served, client).status
        entrance, ours = f"/?{served.parts.query}", served.origin
        evil = "http://evil.example"
        for path in ("/", "/ws", "/page/page.js", "/static/js/textual.js", "/download/any", "/nothing"):
            assert await ask(path) == 403, f"{path} without a cookie"
            assert await ask(path, cookie=f"hotseat-{served.parts.port}=guessed") == 403
        assert await ask("/?token=") == 403
        assert await ask("/?token=guessed") == 403
        assert await ask(entrance, Host="evil.example") == 403, "a name that was pointed at this machine"
        assert await ask(entrance, Origin=evil) == 403
        assert await ask("/ws?token=" + served.parts.query.partition("=")[2], socket=True, Origin=ours) == 403
        async with client.head(ours + entrance, allow_redirects=False) as answer:
            assert answer.status == 403, "a look ahead does not use the token up"
        async with client.get(ours + entrance, allow_redirects=False) as answer:
            assert answer.status == 303
            told = answer.headers["Set-Cookie"]
            cookie = told.partition(";")[0]
            assert "HttpOnly" in told and "SameSite=Strict" in told
            assert served.parts.query.partition("=")[2] not in told, "the token is not the cookie"
        assert await ask(entrance) == 403, "a second time"
        assert await ask("/", cookie) == 200
        assert await ask("/static/js/textual.js", cookie) == 200
        for path in ("/", "/ws", "/page/page.js", "/static/js/textual.js", "/download/any"):
            assert await ask(path, cookie, Host="evil.example") == 403
            assert await ask(path, cookie, Host=f"evil.example:{served.parts.port}") == 403
            assert await ask(path, cookie, Origin=evil) == 403
            assert await ask(path, cookie, Origin="null") == 403
            assert await ask(path, cookie, Origin=f"http://localhost:{served.parts.port + 1}") == 403
        for path in ("/ws", "/download/any", "/static/js/textual.js"):
            assert await ask(path, cookie, Sec_Fetch_Site="cross-site") == 403
            assert await ask(path, cookie, Sec_Fetch_Site="same-site") == 403, "another server on this machine"
        assert await ask("/ws", socket=True, Origin=ours) == 403, "a websocket without the cookie"
        assert await ask("/ws", cookie, socket=True) == 403, "one without an origin"
        assert await ask("/ws", cookie, socket=True, Origin=evil) == 403
        assert await ask("/download/any", cookie) == 404
        assert await ask("/static/", cookie) == 403, "no folder is listed"
        assert await ask("/static/../server.py", cookie) == 404
        assert not served.apps(), "nothing was started"


async def test_no_more_pages_than_asked_for_have_an_app(own_home: Path) -> None:
    async with serving(own_home, "--pages", "1") as served, aiohttp.ClientSession() as client:
        async with client.get(served.address, allow_redirects=False) as answer:
            cookie = answer.headers["Set-Cookie"].partition(";")[0]
        headers = {"Origin": served.origin, "Cookie": cookie}
        async with client.ws_connect(served.origin + "/ws", headers=headers) as line:
            await asyncio.wait_for(line.receive_bytes(), 60)
            for nonsense in (
                "no json",
                "[]",
                "{}",
                '["resize", {"width": -1, "height": 9}]',
                '["stdin", 5]',
                '["quit"]',
            ):
                await line.send_str(nonsense)
            async with client.get(served.origin, headers={"Cookie": cookie}) as answer:
                assert answer.status == 503
                assert "1 pages open already" in await answer.text()
            with pytest.raises(aiohttp.WSServerHandshakeError, match="503"):
                await client.ws_connect(served.origin + "/ws", headers=headers)
            await line.send_str('["ping", "7"]')
            while (message := await line.receive()).type != aiohttp.WSMsgType.TEXT:
                assert message.type == aiohttp.WSMsgType.BINARY
            assert message.json() == ["pong", "7"]
            await line.send_str('["stdin", "\\u0011"]')
            while (await asyncio.wait_for(line.receive(), 30)).type == aiohttp.WSMsgType.BINARY:
                pass
        async with client.get(served.origin, headers={"Cookie": cookie}) as answer:
            assert answer.status == 200, "there is room again"


async def _told(*options: str, home: Path) -> tuple[int, str]:
    env, pipe = {**os.environ, "HOTSEAT_HOME": str(home)}, asyncio.subprocess.PIPE
    null = asyncio.subprocess.DEVNULL
    done = await asyncio.create_subprocess_exec(
        HOTSEAT, "serve", *options, stdin=null, stdout=pipe, stderr=pipe, env=env
    )
    _, told = await asyncio.wait_for(done.communicate(), 60)
    return done.returncode or 0, told.decode()


async def test_another_address_than_this_machines_own_is_served_only_after_a_yes(own_home: Path) -> None:
    code, told = await _told("--host", "0.0.0.0", home=own_home)
    assert code == 2
    assert "others can reach Hotseat" in told
    assert "--yes" in told


async def test_a_port_that_is_taken_is_told(own_home: Path) -> None:
    async with serving(own_home) as served:
        code, told = await _told("--port", str(served.parts.port), home=own_home)
    assert code == 3
    assert f"port {served.parts.port}" in told and "Leave --port out" in told


@pytest.mark.parametrize("given", [None, "", "0", "1001", "0050099999999", "9" * 5_000, "-5", "eighty", "８０"])
def test_a_size_that_no_page_has_is_the_usual_one(given: str | None) -> None:
    assert server._size(given, 80) == 80
    assert server._size("120", 80) == 120


@needs_browser
async def test_nothing_of_a_session_a_pack_or_a_friend_steers_the_page(own_home: Path, tmp_path: Path) -> None:
    furnish(own_home)
    async with serving(own_home) as served, Chromium(tmp_path) as browser:
        page = await browser.open(served.address)
        await page.until("B tells which")
        await page.run(
            "window.tried = [];"
            "window.alert = window.open = (...given) => { tried.push(String(given)); };"
            "navigator.clipboard.writeText = async (text) => { tried.push(text); };"
            "window.parts = []; const seen = new WeakSet();"
            "const given = Object.getOwnPropertyDescriptor(MessageEvent.prototype, 'data').get;"
            "Object.defineProperty(MessageEvent.prototype, 'data', { get() {"
            "  const data = given.call(this);"
            "  if (typeof data !== 'string' && !seen.has(this)) { seen.add(this); parts.push(data); }"
            "  return data; } }); true"
        )
        title, links = await page.run("document.title"), "[...document.querySelectorAll('a')].map(a => a.href).join()"
        before = await page.run(links)
        await page.type("b")
        await page.until("unknown key")
        await page.press("escape")
        await page.until(lambda text: "What is wrong" not in text)
        await page.type("p")
        await page.until("Type to narrow")
        await page.type("Tries")
        await page.until("exe.gpj")
        await page.press("escape")
        await page.until("L shows the plan")
        await page.type("r")
        await page.until("2 sessions")
        await page.press("down", "enter")
        await page.until("Hire signal")
        await page.press(*["down"] * 16)
        await page.until("alert(1)")
        await page.type("t")
        await page.until("file:///etc/passwd")
        sent = await page.run(
            "new Blob(parts).arrayBuffer().then(whole => {"
            "  let text = ''; for (const byte of new Uint8Array(whole)) text += String.fromCharCode(byte);"
            "  return btoa(text); })"
        )
        assert len(base64.b64decode(sent)) > 10_000 and foreign(base64.b64decode(sent)) == []
        assert await page.run("tried.join()") == ""
        assert await page.run("document.title") == title and await page.run(links) == before
