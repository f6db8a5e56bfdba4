"""Servers that are no Jupyter server, or send what no kernel sends: garbage, floods, frames without end, other people's pages."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
import json
import ssl
import subprocess
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from support.waiting import until
from tornado import web, websocket
from tornado.httpserver import HTTPServer

from hotseat.kernels.endings import Died, EndMissed, Finished
from hotseat.kernels.kernel import Kernel, KernelUnavailable
from hotseat.kernels.outputs import Output, Stream
from hotseat.kernels.remote import link
from hotseat.kernels.remote.address import Server

pytestmark = [pytest.mark.timeout(120)]

SPECS = {"default": "python3", "kernelspecs": {"python3": {"spec": {"language": "python", "display_name": "Python"}}}}


class Liar:
    """A server that answers what the test wants it to."""

    def __init__(self) -> None:
        self.answers: dict[str, Callable[[web.RequestHandler], object]] = {
            "GET /api/kernelspecs": lambda _: SPECS,
            "POST /api/kernels": lambda _: {"id": "k1"},
            "GET /api/kernels/k1": lambda _: {"id": "k1", "execution_state": "idle"},
        }
        self.asked: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.on_execute: Callable[[Channels, dict[str, Any]], None] = lambda channels, message: channels.reply(message)
        self.count = 0
        self.server: HTTPServer | None = None
        self.url = ""

    async def open(self, tls: ssl.SSLContext | None = None) -> None:
        app = web.Application([("/api/kernels/k1/channels", Channels, {"liar": self}), (".*", Api, {"liar": self})])
        self.server = HTTPServer(app, ssl_options=tls)
        self.server.listen(0, "127.0.0.1")
        (port,) = {s.getsockname()[1] for s in self.server._sockets.values()}  # type: ignore[attr-defined] # pyright: ignore
        self.url = f"http{'s' if tls else ''}://127.0.0.1:{port}"


class Api(web.RequestHandler):
    def initialize(self, liar: Liar) -> None:
        self.liar = liar

    def prepare(self) -> None:
        key = f"{self.request.method} {self.request.path}"
        self.liar.asked.append(key)
        self.liar.headers.append(dict(self.request.headers))
        answer = self.liar.answers.get(key)
        if answer is None:
            self.set_status(404)
        elif (told := answer(self)) is not None:
            self.write(told if isinstance(told, str | bytes) else json.dumps(told))
        self.finish()


class Channels(websocket.WebSocketHandler):
    def initialize(self, liar: Liar) -> None:
        self.liar = liar

    def on_message(self, message: str | bytes) -> None:
        read = json.loads(message)
        kind = read["header"]["msg_type"]
        if kind == "execute_request" and not read["content"].get("silent"):
            self.liar.on_execute(self, read)
        else:
            self.reply(read)

    def say(self, channel: str, kind: str, parent: Any, content: Any) -> None:
        self.liar.count += 1
        header = {"msg_id": f"s_1_{self.liar.count}", "msg_type": kind}
        told = {"channel": channel, "header": header, "parent_header": parent, "metadata": {}, "content": content}
        with contextlib.suppress(websocket.WebSocketClosedError):
            self.write_message(json.dumps(told))

    def reply(self, read: dict[str, Any]) -> None:
        kind = read["header"]["msg_type"].replace("request", "reply")
        self.say("iopub", "status", read["header"], {"execution_state": "busy"})
        self.say(
            "shell" if read["channel"] == "shell" else "control",
            kind,
            read["header"],
            {"status": "ok", "execution_count": 1},
        )
        self.say("iopub", "status", read["header"], {"execution_state": "idle"})


@pytest_asyncio.fixture
async def liar() -> AsyncIterator[Liar]:
    made = Liar()
    await made.open()
    yield made
    assert made.server is not None
    made.server.stop()
    await made.server.close_all_connections()


def kernel_at(url: str, folder: Path, token: str = "sesame") -> Kernel:
    return Kernel(cwd=folder, log=folder / "log", server=Server(url, lambda: token))


async def run(kernel: Kernel) -> tuple[object, list[Output]]:
    shown: list[Output] = []
    return await kernel.run("1", on_output=shown.append), shown


async def refused(url: str, folder: Path) -> str:
    kernel = kernel_at(url, folder)
    with pytest.raises(KernelUnavailable) as told:
        await kernel.start()
    await kernel.stop()
    said = str(told.value)
    assert "sesame" not in said and said.isprintable() and len(said) < 400
    return said


async def test_what_is_no_jupyter_server_is_told_in_a_sentence(liar: Liar, tmp_path: Path) -> None:
    for answer in ("<html>hello</html>", "[]", "null", '{"kernelspecs": 3}', "[" * 100_000, "\x1b]0;x\x07"):
        liar.answers["GET /api/kernelspecs"] = lambda _, answer=answer: answer
        assert "is no Jupyter server" in await refused(liar.url, tmp_path)
    liar.answers["GET /api/kernelspecs"] = lambda _: {"kernelspecs": {}}
    assert "No Python kernel" in await refused(liar.url, tmp_path)
    liar.answers["GET /api/kernelspecs"] = lambda _: b"x" * 10_000_000
    assert await refused(liar.url, tmp_path)
    liar.answers.pop("GET /api/kernelspecs")
    assert "there is no Jupyter server" in await refused(liar.url, tmp_path)


async def test_an_id_that_would_lead_elsewhere_is_not_followed(liar: Liar, tmp_path: Path) -> None:
    for made in ("../../x", "", "k" * 500, 7, None, "a/b", "a?b"):
        liar.answers["POST /api/kernels"] = lambda _, made=made: {"id": made}
        assert "is no Jupyter server" in await refused(liar.url, tmp_path)
    assert set(liar.asked) == {"GET /api/kernelspecs", "POST /api/kernels"}


async def test_the_token_does_not_follow_to_where_a_server_sends_requests(liar: Liar, tmp_path: Path) -> None:
    other = Liar()
    await other.open()

    def elsewhere(handler: web.RequestHandler) -> None:
        handler.set_status(302)
        handler.set_header("Location", other.url + "/api/kernelspecs")

    liar.answers["GET /api/kernelspecs"] = elsewhere
    assert "sends every request elsewhere" in await refused(liar.url, tmp_path)
    assert other.asked == [] and liar.headers[0]["Authorization"] == "token sesame"
    assert other.server is not None
    other.server.stop()


async def test_a_certificate_that_is_not_trusted_is_told_in_a_sentence(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    made = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=box"]
    try:
        made += ["-keyout", str(key), "-out", str(certificate)]
        await asyncio.to_thread(subprocess.run, made, check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("openssl is not here to make a certificate")
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    server = Liar()
    await server.open(tls)
    told = await refused(server.url, tmp_path)
    assert "The certificate of 127.0.0.1 is not trusted: self-signed certificate." in told and "SSL_CERT_FILE" in told
    assert server.server is not None
    server.server.stop()


async def test_garbage_among_the_frames_is_passed_over(liar: Liar, tmp_path: Path) -> None:
    def garbage(channels: Channels, message: dict[str, Any]) -> None:
        for frame in ("", "x", "[]", "{}", '{"channel": "iopub"}', "[" * 50_000, "9" * 100_000, '"\\ud800"'):
            channels.write_message(frame)
        for frame in (b"", b"\x00\x00\x00\x09", b"\xff" * 1000):
            channels.write_message(frame, binary=True)
        parent = message["header"]
        for content in ({}, {"name": 3, "text": 4}, {"name": "stdout", "text": ["x"]}, {"execution_state": []}):
            for kind in ("stream", "status", "error", "display_data", "execute_result", "clear_output", "nothing"):
                channels.say("iopub", kind, parent, content)
        channels.say("iopub", "stream", {"msg_id": ["x"]}, {"name": "stdout", "text": "stray"})
        channels.say("iopub", "stream", parent, {"name": "stdout", "text": "\x1b]0;t\x07seen"})
        channels.reply(message)

    liar.on_execute = garbage
    kernel = kernel_at(liar.url, tmp_path)
    await kernel.start()
    ending, shown = await run(kernel)
    assert ending == Finished(1) and "".join(o.text for o in shown if isinstance(o, Stream)) == "seen"
    await kernel.stop()


async def test_a_frame_that_is_too_large_costs_the_connection_and_what_it_held_is_said_to_be_missing(
    liar: Liar, tmp_path: Path
) -> None:
    def huge(channels: Channels, message: dict[str, Any]) -> None:
        channels.say("iopub", "status", message["header"], {"execution_state": "busy"})
        channels.say("iopub", "execute_input", message["header"], {"execution_count": 1})
        channels.say("iopub", "stream", message["header"], {"name": "stdout", "text": "x" * (link.LARGEST + 1000)})

    liar.on_execute = huge
    kernel = kernel_at(liar.url, tmp_path)
    await kernel.start()
    ending, shown = await run(kernel)
    assert ending == EndMissed(True)
    assert any("was missed: the connection was away" in getattr(o, "text", "") for o in shown)
    liar.on_execute = lambda channels, message: channels.reply(message)
    assert (await run(kernel))[0] == Finished(1)
    await kernel.stop()


async def test_a_server_that_hangs_up_again_and_again_is_asked_less_and_less_often(liar: Liar, tmp_path: Path) -> None:
    kernel = kernel_at(liar.url, tmp_path)
    await kernel.start()
    liar.on_execute = lambda channels, message: channels.close()
    opened: list[float] = []
    loop = asyncio.get_running_loop()
    liar.answers["GET /api/kernels/k1"] = lambda _: (opened.append(loop.time()), {"execution_state": "busy"})[1]

    def hang_up(handler: Channels, *_: object) -> None:
        handler.close()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Channels, "open", hang_up, raising=False)
        running = asyncio.create_task(run(kernel))
        await until(lambda: len(opened) >= 5, 30.0)
        waits = [b - a for a, b in itertools.pairwise(opened)][:4]
        assert waits[-1] > waits[0] * 2
        # Whoever does not want to wait any longer restarts: the cell ends, whatever the server does.
        liar.answers["POST /api/kernels/k1/restart"] = lambda handler: handler.set_status(503)
        with pytest.raises(KernelUnavailable, match="answered with the status 503"):
            await kernel.restart()
        assert (await running)[0] == Died("stopped")
    await kernel.stop()


async def test_a_kernel_that_cannot_be_begun_afresh_is_shut_down_before_another_is_started(
    liar: Liar, tmp_path: Path
) -> None:
    kernel = kernel_at(liar.url, tmp_path)
    await kernel.start()
    liar.answers["POST /api/kernels/k1/restart"] = lambda handler: handler.set_status(405)
    liar.asked.clear()
    await kernel.restart()
    told = [asked for asked in liar.asked if asked.split()[0] in ("POST", "DELETE")]
    assert told == ["POST /api/kernels/k1/restart", "DELETE /api/kernels/k1", "POST /api/kernels"]
    await kernel.stop()


async def test_a_flood_of_frames_does_not_hold_up_the_app(liar: Liar, tmp_path: Path) -> None:
    def flood(channels: Channels, message: dict[str, Any]) -> None:
        for number in range(20_000):
            channels.say("iopub", "stream", message["header"], {"name": "stdout", "text": f"{number}\n"})
        channels.reply(message)

    liar.on_execute = flood
    kernel = kernel_at(liar.url, tmp_path)
    await kernel.start()
    ending, shown = await run(kernel)
    assert ending == Finished(1)
    assert "".join(o.text for o in shown if isinstance(o, Stream)) == "".join(f"{n}\n" for n in range(20_000))
    await kernel.stop()
