"""Cells on a real Jupyter Server and a real kernel gateway on loopback, whose connection is cut, and which are killed."""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import pytest_asyncio

pytest.importorskip("jupyter_server")

import itertools

from support.jupyter_servers import TOKEN, JupyterServer, Proxy, proxy_to
from support.waiting import until

from hotseat.kernels import spill
from hotseat.kernels.endings import Died, Ending, EndMissed, Failed, Finished, Interrupted
from hotseat.kernels.kernel import AskInput, Kernel, KernelUnavailable
from hotseat.kernels.outputs import Failure, Kept, Notice, Output, Picture, Result, Stream, Table
from hotseat.kernels.remote import link
from hotseat.kernels.remote.address import Server

pytestmark = [pytest.mark.kernel, pytest.mark.timeout(300), pytest.mark.asyncio(loop_scope="module")]

COUNT = "import time\nfor i in range({n}):\n    print('line', i, flush=True)\n    time.sleep({rest})\nprint('done')"
MISSED = re.compile(r"Output between \d\d:\d\d:\d\d and \d\d:\d\d:\d\d was missed: the connection was away\.")


class Room:
    """A kernel elsewhere, and what was told of it."""

    def __init__(self, folder: Path, url: str, token: str = TOKEN, name: str | None = None) -> None:
        self.folder = folder
        self.told: list[tuple[str, str]] = []
        self.background: list[Output] = []
        self.shown: list[Output] = []
        self.kernel = Kernel(
            cwd=folder,
            log=folder / "kernel.log",
            name=name,
            whole_outputs=folder / "outputs",
            on_status=lambda status: self.told.append((status, self.kernel.told)),
            on_background=self.background.append,
            server=Server(url, lambda: token),
        )

    async def run(self, code: str, ask_input: AskInput | None = None) -> tuple[Ending, list[Output]]:
        self.shown = shown = list[Output]()
        ending = await self.kernel.run(code, on_output=shown.append, ask_input=ask_input)
        return ending, shown

    def begin(self, code: str) -> asyncio.Task[tuple[Ending, list[Output]]]:
        self.shown = []  # else what the cell before showed would be taken for this one's
        return asyncio.create_task(self.run(code))

    async def prints(self, words: str) -> None:
        """Wait until the cell has printed this."""
        await until(lambda: words in text(self.shown), 20.0)

    async def is_told(self, status: str, seconds: float = 40.0) -> str:
        await until(lambda: self.told and self.told[-1][0] == status, seconds)
        return self.told[-1][1]


def text(shown: list[Output]) -> str:
    return "".join(o.text for o in shown if isinstance(o, Stream))


def lines(shown: list[Output]) -> list[int]:
    return [int(n) for n in re.findall(r"line (\d+)\n", text(shown))]


def notices(shown: list[Output]) -> list[str]:
    return [o.text for o in shown if isinstance(o, Notice)]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JupyterServer]:
    made = JupyterServer(tmp_path_factory.mktemp("server"))
    made.start()
    yield made
    made.stop()


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def proxy(server: JupyterServer) -> AsyncIterator[Proxy]:
    async with proxy_to(server.port) as made:
        yield made


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def room(server: JupyterServer, proxy: Proxy, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Room]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(link, "PING", 1.0)  # a connection that is silently dead is noticed within two seconds
        made = Room(tmp_path_factory.mktemp("room"), proxy.url)
        await made.kernel.start()
        yield made
        await made.kernel.stop()
        assert server._process is None or not server.kernels()


async def test_a_start_tells_where_cells_run_and_what_is_different_there(room: Room, server: JupyterServer) -> None:
    assert [status for status, _ in room.told][:2] == ["starting", "ready"]
    told = room.told[1][1]
    assert told.startswith(f"Cells run on {room.kernel._server.url}, in its kernel python3")  # type: ignore[union-attr] # pyright: ignore
    assert "files are those of that machine" in told and "memory is not watched" in told and TOKEN not in told
    _, shown = await room.run("import os; print(os.getcwd())")
    assert text(shown).strip() == str(server.folder / "root")


async def test_what_a_cell_shows_is_the_same_there(room: Room) -> None:
    first, shown = await room.run("print('hello')\n20 + 22")
    assert isinstance(first, Finished) and first.count is not None
    assert shown == [Stream("stdout", "hello\n"), Result(first.count, "42")]
    ending, shown = await room.run("x = 1\n1 / 0")
    assert isinstance(ending, Failed) and ending.name == "ZeroDivisionError"
    assert isinstance(shown[0], Failure) and shown[0].line == 2
    _, shown = await room.run("import pandas as pd\npd.DataFrame({'a': range(30)})")
    assert isinstance(shown[0], Table) and shown[0].rows == 30
    png = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    _, shown = await room.run(
        f"from IPython.display import Image, display\nimport base64\ndisplay(Image(base64.b64decode('{png}')))"
    )
    assert isinstance(shown[0], Picture) and shown[0].data == png
    ending, _ = await room.run("x")
    assert isinstance(ending, Finished)


async def test_escapes_that_a_server_sends_are_made_harmless(room: Room) -> None:
    _, shown = await room.run(r"print('\x1b]0;title\x07seen\x1b[2J')")
    assert text(shown) == "seen\n"


async def test_input_is_asked_for_here_and_answered_there(room: Room) -> None:
    async def line(prompt: str, password: bool) -> str:
        return f"{prompt}{password}"

    _, shown = await room.run("print(input('who? '))", line)
    assert text(shown) == "who? False\n"


async def test_completion_and_help_come_also_while_a_cell_runs_and_an_interrupt_keeps_names(room: Room) -> None:
    await room.run("kept = 1\nimport os")
    running = room.begin("print('begun', flush=True)\nimport time\nwhile True: time.sleep(0.05)")
    await room.prints("begun")
    assert "getcwd" in (await room.kernel.complete("os.getc", 7)).matches
    assert not running.done()
    assert "Signature" in await room.kernel.inspect("os.getcwd", 9)
    await room.kernel.interrupt()
    assert (await running)[0] == Interrupted()
    assert isinstance((await room.run("kept"))[0], Finished)


async def test_a_cell_asked_for_while_another_runs_comes_after_it(room: Room) -> None:
    first = room.begin("import time; time.sleep(0.5); order = ['first']")
    second = asyncio.create_task(room.kernel.run("order += ['second']; print(order)", on_output=room.shown.append))
    assert isinstance((await first)[0], Finished) and isinstance(await second, Finished)


async def test_more_than_is_shown_is_kept_whole_in_a_file(room: Room) -> None:
    # By one write each second, so that the server's own limit of 1 MB a second over 3 s lets it through.
    code = "import time\nfor part in range(4):\n    print(('%d ' % part) * 300_000, flush=True); time.sleep(1.2)"
    ending, shown = await room.run(code)
    (kept,) = [o for o in shown if isinstance(o, Kept)]
    assert isinstance(ending, Finished)
    found = spill.find(room.folder / "outputs", kept.file)
    assert found is not None
    whole = found.read_text()
    assert all(whole.count(f"{part} ") == 300_000 for part in range(4)) and len(whole) == 4 * 600_000 + 4
    assert len(text(shown)) < 1_200_000


async def test_a_loop_that_stands_still_costs_no_output(room: Room) -> None:
    running = room.begin(COUNT.format(n=200, rest=0.005))
    await room.prints("line 0")
    time.sleep(1.5)  # noqa: ASYNC251 - the event loop is held up on purpose
    ending, shown = await running
    assert isinstance(ending, Finished) and lines(shown) == list(range(200))


async def test_a_cut_connection_is_told_at_once_and_taken_up_without_a_line_lost(room: Room, proxy: Proxy) -> None:
    running = room.begin(COUNT.format(n=30, rest=0.1))
    await room.prints("line 3")
    before = len(room.told)
    proxy.cut()
    await until(lambda: any(status == "away" for status, _ in room.told[before:]), 2.0)
    told = next(sentence for status, sentence in room.told[before:] if status == "away")
    assert "is lost" in told and "The cell goes on there" in told and "in words meanwhile" in told
    ending, shown = await running
    assert isinstance(ending, Finished)
    # A server that hears of the cut keeps what comes meanwhile: nothing is missing, and nothing is said to be.
    assert lines(shown) == list(range(30)) and "done" in text(shown)
    assert notices(shown) == []
    assert "is there again" in room.told[-1][1] and room.kernel.status == "ready"


async def test_what_a_dead_wire_swallowed_is_said_to_be_missing_where_it_is_missing(room: Room, proxy: Proxy) -> None:
    running = room.begin(COUNT.format(n=200, rest=0.1))
    await room.prints("line 3")
    proxy.swallow()
    ending, shown = await running
    assert isinstance(ending, Finished) and "done" in text(shown)
    got = lines(shown)
    gaps = [(a, b) for a, b in itertools.pairwise(got) if b != a + 1]
    assert len(gaps) == 1 and got[-1] == 199
    (told,) = notices(shown)
    assert MISSED.fullmatch(told)
    at = next(i for i, o in enumerate(shown) if isinstance(o, Notice))
    assert max(lines(shown[:at])) == gaps[0][0] and min(lines(shown[at:])) == gaps[0][1]


async def test_an_end_that_was_missed_is_told_as_such_and_names_are_kept(room: Room, proxy: Proxy) -> None:
    running = room.begin("import time\nprint('begun', flush=True)\ntime.sleep(0.8)\nkept = 'yes'\nprint('unheard')")
    await room.prints("begun")
    proxy.swallow()
    ending, shown = await running
    assert ending == EndMissed(True) and "how it ended was missed" in ending.sentence
    assert len([n for n in notices(shown) if MISSED.fullmatch(n)]) == 1
    _, shown = await room.run("print(kept)")
    assert text(shown) == "yes\n" and notices(shown) == []


async def test_a_cell_that_is_run_while_the_connection_is_away_runs_once_it_is_there(room: Room, proxy: Proxy) -> None:
    await room.run("ran = 0")
    await proxy.shut()
    await room.is_told("away")
    running = room.begin("ran += 1\nprint('ran', ran)")
    assert (await room.kernel.complete("ra", 2)).matches == ()
    await room.kernel.interrupt()  # of what has not begun: it ends once it does
    await proxy.open()
    ending, _ = await running
    # A server may lose what is sent first on wires it has kept for us; then the cell is told as one that may not have run.
    assert isinstance(ending, Interrupted | Finished) or ending == EndMissed(False)
    _, shown = await room.run("print('then', ran)")
    assert text(shown) in ("then 0\n", "then 1\n")


async def test_a_restart_while_the_server_is_away_is_told_and_another_one_brings_a_new_kernel(
    room: Room, proxy: Proxy
) -> None:
    running = room.begin(COUNT.format(n=600, rest=0.1))
    await room.prints("line 1")
    await proxy.shut()
    await room.is_told("away")
    with pytest.raises(KernelUnavailable, match="cannot be reached: connection refused"):
        await room.kernel.restart()
    assert (await running)[0] == Died("stopped")
    assert room.kernel.status == "dead"
    await proxy.open()
    await room.kernel.restart()
    assert isinstance((await room.run("1"))[0], Finished)


async def test_a_restart_keeps_the_kernel_and_loses_the_names(room: Room, server: JupyterServer) -> None:
    await room.run("gone = 1")
    before = {k["id"] for k in server.kernels()}
    await room.kernel.restart()
    assert {k["id"] for k in server.kernels()} == before
    assert room.kernel.told == "", "where cells run was told at the start"
    ending, _ = await room.run("gone")
    assert isinstance(ending, Failed) and ending.name == "NameError" and ending.count == 1


async def test_a_restart_ends_a_cell_that_runs(room: Room) -> None:
    running = room.begin("import time\nprint('begun', flush=True)\ntime.sleep(600)")
    await room.prints("begun")
    await room.kernel.restart()
    assert (await running)[0] == Died("stopped")
    assert isinstance((await room.run("1"))[0], Finished)


async def test_a_kernel_that_ends_by_itself_is_dead_though_its_server_starts_another(room: Room) -> None:
    ending, _ = await room.run("import os; os._exit(3)")
    assert ending == Died("ended") and room.kernel.status == "dead" and "process ended." in ending.sentence
    assert await room.kernel.run("1", on_output=lambda _: None) == Died("gone")
    await room.kernel.restart()
    ending, _ = await room.run("exit()")
    assert ending == Died("exit")
    await room.kernel.restart()
    assert isinstance((await room.run("1"))[0], Finished)


async def test_a_kernel_that_was_shut_down_by_somebody_else_is_dead(room: Room, server: JupyterServer) -> None:
    running = room.begin("import time; print('begun', flush=True); time.sleep(600)")
    await room.prints("begun")
    import urllib.request

    for kernel in server.kernels():
        asked = urllib.request.Request(f"{server.url}/api/kernels/{kernel['id']}", method="DELETE")
        asked.add_header("Authorization", f"token {TOKEN}")
        await asyncio.to_thread(lambda asked=asked: urllib.request.urlopen(asked, timeout=30).close())
    ending, _ = await running
    assert isinstance(ending, Died) and ending.reason in ("lost", "ended")
    await room.kernel.restart()
    assert isinstance((await room.run("1"))[0], Finished)


async def test_a_server_killed_and_started_again_in_mid_cell_ends_the_cell_and_a_restart_goes_on(
    room: Room, server: JupyterServer
) -> None:
    running = room.begin(COUNT.format(n=600, rest=0.1))
    await room.prints("line 2")
    await asyncio.to_thread(server.kill)
    told = await room.is_told("away", 5.0)
    assert "is lost" in told
    await asyncio.to_thread(server.start)
    ending, shown = await asyncio.wait_for(running, 60)
    assert ending == Died("lost") and "server was restarted" in ending.sentence and lines(shown)[:3] == [0, 1, 2]
    assert room.told[-1][0] == "dead" and room.kernel.ended == ending
    await room.kernel.restart()
    assert isinstance((await room.run("1"))[0], Finished)


async def test_a_server_that_takes_the_token_no_more_is_told(room: Room, server: JupyterServer) -> None:
    running = room.begin(COUNT.format(n=600, rest=0.1))
    await room.prints("line 2")
    await asyncio.to_thread(server.kill)
    server.token = "another"
    await asyncio.to_thread(server.start)
    try:
        ending, _ = await asyncio.wait_for(running, 60)
        assert ending == Died("barred") and "token" in ending.sentence
        with pytest.raises(KernelUnavailable, match="does not take the token"):
            await room.kernel.restart()
    finally:
        await asyncio.to_thread(server.kill)
        server.token = TOKEN
        await asyncio.to_thread(server.start)
    await room.kernel.restart()
    assert isinstance((await room.run("1"))[0], Finished)


async def test_a_wrong_token_or_none_or_an_unknown_name_is_a_sentence(tmp_path: Path, server: JupyterServer) -> None:
    for token, name, words in (
        ("wrong", None, "does not take the token. Set HOTSEAT_KERNEL_TOKEN"),
        ("", None, "wants a token. Set HOTSEAT_KERNEL_TOKEN"),
        (TOKEN, "julia-9", "No Python kernel on .* is called julia-9. Choose one of these: python3"),
        (TOKEN, "py:/usr/bin/python", "names a Python on this machine"),
    ):
        room = Room(tmp_path, server.url, token, name)
        with pytest.raises(KernelUnavailable, match=words) as told:
            await room.kernel.start()
        assert room.kernel.status == "dead" and "wrong" not in str(told.value).replace("wrong use", "")
        await room.kernel.stop()


async def test_a_stop_while_the_kernel_starts_leaves_none_on_the_server(tmp_path: Path, server: JupyterServer) -> None:
    before = len(server.kernels())
    room = Room(tmp_path, server.url)
    starting = asyncio.create_task(room.kernel.start())
    await until(lambda: room.kernel._life is not None and room.kernel._life._asking is not None, 20.0)  # type: ignore[attr-defined] # pyright: ignore
    starting.cancel()
    await asyncio.wait([starting])
    await room.kernel.stop()
    assert len(await asyncio.to_thread(server.kernels)) == before


async def test_the_token_is_in_no_log(room: Room, server: JupyterServer, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        await room.run("1")
        await room.kernel.restart()
    assert TOKEN not in caplog.text and TOKEN not in repr(room.kernel._server)
    assert f"token={TOKEN}" not in (server.folder / "server.log").read_text(errors="replace").replace(
        "IdentityProvider.token", ""
    )


async def test_a_kernel_gateway_does_the_same(tmp_path: Path) -> None:
    pytest.importorskip("kernel_gateway")
    gateway = JupyterServer(tmp_path / "gateway", gateway=True)
    (tmp_path / "gateway").mkdir()
    gateway.start()
    try:
        async with proxy_to(gateway.port) as proxy:
            room = Room(tmp_path, proxy.url)
            await room.kernel.start()
            ending, shown = await room.run("kept = 1\nprint('hello')\n42")
            assert isinstance(ending, Finished) and shown[-1] == Result(ending.count, "42")
            running = room.begin(COUNT.format(n=30, rest=0.1))
            await room.prints("line 3")
            proxy.cut()
            ending, shown = await running
            assert isinstance(ending, Finished) and "done" in text(shown)
            assert lines(shown) == list(range(30)) or any(MISSED.fullmatch(n) for n in notices(shown))
            running = room.begin("import time\nprint('begun', flush=True)\nwhile True: time.sleep(0.05)")
            await room.prints("begun")
            await room.kernel.interrupt()
            assert (await running)[0] == Interrupted()
            await room.kernel.restart()
            ending, _ = await room.run("kept")
            assert isinstance(ending, Failed) and ending.name == "NameError"
            await room.kernel.stop()
    finally:
        gateway.stop()
