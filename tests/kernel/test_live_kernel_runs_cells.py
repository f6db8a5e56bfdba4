"""Cells in one real kernel, which lives through all of this."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from hotseat.kernels import spill
from hotseat.kernels.endings import Ending, Failed, Finished, Interrupted, TimedOut
from hotseat.kernels.kernel import AskInput, Kernel
from hotseat.kernels.outputs import Failure, Kept, Notice, Output, Picture, Result, Stream, Tail

pytestmark = [pytest.mark.kernel, pytest.mark.asyncio(loop_scope="module")]


class Room:
    """A kernel, and what it showed behind the cells."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.background: list[Output] = []
        self.log = folder.parent / "kernel.log"
        self.kernel = Kernel(
            cwd=folder, log=self.log, whole_outputs=folder.parent / "outputs", on_background=self.background.append
        )

    async def run(
        self, code: str, *, ask_input: AskInput | None = None, seconds: float | None = None
    ) -> tuple[Ending, list[Output]]:
        shown: list[Output] = []
        ending = await self.kernel.run(code, on_output=shown.append, ask_input=ask_input, timeout=seconds)
        return ending, shown


def text(shown: list[Output], name: str = "stdout") -> str:
    return "".join(o.text for o in shown if isinstance(o, Stream) and o.name == name)


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def room(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Room]:
    folder = tmp_path_factory.mktemp("room") / "work"
    folder.mkdir()
    (folder / "mine.py").write_text("answer = 42\n")
    (folder / "numpy.py").write_text("raise RuntimeError('the wrong numpy')\n")
    (folder / "types.py").write_text("raise RuntimeError('the wrong types')\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SERVICE_TOKEN", "hush")
        patch.setenv("PYTHONSTARTUP", str(folder / "numpy.py"))
        patch.setenv("PYTHONHASHSEED", "banana")
        room = Room(folder)
        await room.kernel.start()
    yield room
    await room.kernel.stop()


async def test_a_value_and_print_are_shown_and_counted(room: Room) -> None:
    first, _ = await room.run("x = 20")
    ending, shown = await room.run("print('hello')\nx + 22")
    assert isinstance(first, Finished)
    assert isinstance(ending, Finished)
    assert first.count is not None
    assert ending.count == first.count + 1
    assert shown == [Stream("stdout", "hello\n"), Result(ending.count, "42")]


async def test_a_cell_that_is_not_counted_leaves_the_numbers_as_they_were(room: Room) -> None:
    first, _ = await room.run("1")
    await room.kernel.run("given = 6", on_output=lambda _: None, counted=False)
    second, shown = await room.run("given")
    assert first.count is not None and second.count == first.count + 1
    assert shown == [Result(second.count, "6")]


async def test_a_failure_is_told_with_its_line_and_names_are_kept(room: Room) -> None:
    ending, shown = await room.run("y = 5\n\n1 / 0")
    assert isinstance(ending, Failed)
    assert (ending.name, ending.message) == ("ZeroDivisionError", "division by zero")
    assert isinstance(shown[-1], Failure)
    assert shown[-1].line == 3
    assert (await room.run("y"))[1][0].to_dict()["text"] == "5"


async def test_text_that_does_not_parse_names_its_line(room: Room) -> None:
    _, shown = await room.run("a = 1\nb = = 2")
    assert isinstance(shown[0], Failure)
    assert (shown[0].name, shown[0].line) == ("SyntaxError", 2)


async def test_twenty_thousand_flushed_lines_arrive_in_order_while_the_reader_stalls(room: Room) -> None:
    shown: list[Output] = []

    def slow(output: Output) -> None:
        if not shown:
            time.sleep(1.5)
        shown.append(output)

    ending = await room.kernel.run("for i in range(20_000): print(i, flush=True)", on_output=slow)
    assert isinstance(ending, Finished)
    assert text(shown) == "".join(f"{i}\n" for i in range(20_000))


async def test_print_stderr_display_and_child_processes_keep_their_order(room: Room) -> None:
    code = (
        "import os, sys\nfrom IPython.display import display\n"
        "for i in range(3):\n    print(i); print('e', i, file=sys.stderr)\n"
        "display('shown'); print('after'); os.system('echo child')"
    )
    _, shown = await room.run(code)
    got = [(o.name if isinstance(o, Stream) else "result", o.to_dict()["text"]) for o in shown]
    lines = [("stdout", "0\n"), ("stderr", "e 0\n"), ("stdout", "1\n"), ("stderr", "e 1\n")]
    assert got[:4] == lines
    assert got[6] == ("result", "'shown'")
    assert got[7:] == [("stdout", "after\nchild\n"), ("result", "0")]


async def test_the_loop_stays_free_while_output_streams(room: Room) -> None:
    late: list[float] = []

    async def tick() -> None:
        while True:
            asked = time.perf_counter()
            await asyncio.sleep(0.01)
            late.append(time.perf_counter() - asked - 0.01)

    ticking = asyncio.create_task(tick())
    ending, _ = await room.run("for i in range(20_000): print('x' * 200)")
    ticking.cancel()
    assert isinstance(ending, Finished)
    assert sorted(late)[len(late) // 2] < 0.02


async def test_output_without_end_is_bounded_and_can_be_interrupted(room: Room) -> None:
    shown: list[Output] = []
    told = asyncio.Event()

    def show(output: Output) -> None:
        shown.append(output)
        if isinstance(output, Kept):
            told.set()

    running = asyncio.create_task(room.kernel.run("while True: print('y' * 999)", on_output=show))
    await asyncio.wait_for(told.wait(), 20)
    asked = time.monotonic()
    await room.kernel.interrupt()
    assert await running == Interrupted()
    assert time.monotonic() - asked < 5
    assert len(text(shown)) < 1_100_000
    assert [type(o) for o in shown if not isinstance(o, Stream | Tail)] == [Kept, Notice, Failure]


async def test_a_cell_that_prints_more_than_the_disk_is_to_hold_is_interrupted(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spill, "MOST", 3_000_000)
    ending, shown = await asyncio.wait_for(room.run("while True: print('y' * 999)"), 20)
    assert ending == Interrupted("output")
    (kept,) = (o for o in shown if isinstance(o, Kept))
    path = spill.find(room.folder.parent / "outputs", kept.file)
    assert path is not None and path.stat().st_size == 3_000_000
    assert path.read_bytes() == (b"y" * 999 + b"\n") * 3_000
    assert isinstance((await room.run("1"))[0], Finished)


async def test_more_than_is_shown_is_on_disk_to_the_last_line_while_the_reader_stalls(room: Room) -> None:
    shown: list[Output] = []

    def slow(output: Output) -> None:
        if not shown:
            time.sleep(1.0)
        shown.append(output)

    code = "for i in range(20_000): print(i, 'x' * 80, flush=True)"
    assert isinstance(await room.kernel.run(code, on_output=slow), Finished)
    (kept,) = (o for o in shown if isinstance(o, Kept))
    path = spill.find(room.folder.parent / "outputs", kept.file)
    assert path is not None
    assert path.read_text() == "".join(f"{i} {'x' * 80}\n" for i in range(20_000))


@pytest.mark.in_turn
async def test_printing_takes_no_memory_of_the_kernel_that_it_does_not_give_back(room: Room) -> None:
    held = "import resource; print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)"
    _, before = await room.run(held)
    await room.run("for i in range(300_000): print(i, 'abcdef')")
    _, after = await room.run(held)
    grown = int(text(after)) - int(text(before))
    assert grown < 20_000 * (1 if sys.platform == "linux" else 1024), "kilobytes, or bytes on other systems"


async def test_a_long_call_in_numpy_is_interrupted_where_numpy_allows_it(room: Room) -> None:
    running = asyncio.create_task(room.run("import numpy as np\nwhile True: np.linalg.svd(np.random.rand(200, 200))"))
    await asyncio.sleep(0.6)
    asked = time.monotonic()
    await room.kernel.interrupt()
    ending, _ = await running
    assert isinstance(ending, Interrupted)
    assert time.monotonic() - asked < 2


async def test_input_is_answered(room: Room) -> None:
    asked: list[tuple[str, bool]] = []

    async def answer(prompt: str, password: bool) -> str:
        asked.append((prompt, password))
        return "Ann"

    code = "from getpass import getpass\nprint(input('Name? ') + getpass('\\x1b]2;t\\x07Key: '))"
    ending, shown = await room.run(code, ask_input=answer)
    assert isinstance(ending, Finished)
    assert text(shown) == "AnnAnn\n"
    assert asked == [("Name? ", False), ("Key: ", True)]


async def test_input_that_nobody_answers_fails_or_interrupts_and_never_hangs(room: Room) -> None:
    async def nothing(prompt: str, password: bool) -> None:
        return None

    ending, _ = await room.run("input()")
    assert isinstance(ending, Failed)
    assert isinstance((await room.run("input()", ask_input=nothing))[0], Interrupted)
    assert isinstance((await room.run("import sys; sys.stdin.read()"))[0], Finished)


@pytest.mark.parametrize("when", ["at once", "later"])
async def test_a_loop_is_interrupted_and_the_kernel_goes_on(room: Room, when: str) -> None:
    running = asyncio.create_task(room.run("while True: pass"))
    await asyncio.sleep(0 if when == "at once" else 0.3)
    await asyncio.sleep(0)
    asked = time.monotonic()
    await room.kernel.interrupt()
    ending, _ = await running
    assert isinstance(ending, Interrupted)
    assert time.monotonic() - asked < 2
    assert isinstance((await room.run("1"))[0], Finished)


async def test_a_cell_over_its_time_is_interrupted(room: Room) -> None:
    ending, _ = await room.run("import time\nwhile True: time.sleep(0.05)", seconds=0.3)
    assert ending == TimedOut(0.3)
    assert room.kernel.status == "ready"


async def test_sys_exit_leaves_the_kernel_alive(room: Room) -> None:
    ending, _ = await room.run("import sys; sys.exit(3)")
    assert isinstance(ending, Failed)
    assert "sys.exit" in ending.sentence
    assert room.kernel.status == "ready"


async def test_cells_behind_one_that_fails_run_all_the_same(room: Room) -> None:
    ran = await asyncio.gather(*(room.run(c) for c in ("1 / 0", "2", "3")))
    assert [type(e) for e, _ in ran] == [Failed, Finished, Finished]


async def test_escape_sequences_from_every_side_come_out_harmless(room: Room) -> None:
    code = (
        "import os\nosc = '\\x1b]52;c;cHduZWQ=\\x07'\nprint(osc + '\\x1b[2J\\x9b2J\\x1b[31mred\\x1b[0m')\n"
        "os.write(1, (osc + 'raw\\n').encode())\nos.system(\"printf '\\\\033]0;t\\\\007child\\\\n'\")\n"
        "class R:\n    def __repr__(self): return osc + 'r'\ndisplay(R())\nraise ValueError(osc)"
    )
    ending, shown = await room.run(code)
    assert isinstance(ending, Failed)
    everything = "".join(str(v) for o in shown for v in o.to_dict().values()) + ending.sentence
    for harm in ("\x1b]", "\x1b[2J", "\x07", "\x9b", "52;c"):
        assert harm not in everything
    assert "\x1b[31mred" in everything
    assert "raw" in everything
    assert "child" in everything


async def test_a_lone_surrogate_costs_itself_only(room: Room) -> None:
    _, shown = await room.run("print('a\\ud800b'); print('c')")
    assert text(shown) == "a\\ud800b\nc\n"


async def test_a_picture_arrives(room: Room) -> None:
    _, shown = await room.run("class P:\n    def _repr_png_(self): return b'\\x89PNG'\nP()")
    assert isinstance(shown[0], Picture)
    assert (shown[0].mime, shown[0].data) == ("image/png", "iVBORw==")


async def test_a_forged_end_does_not_end_the_cell(room: Room) -> None:
    code = (
        "import time\nk = get_ipython().kernel\n"
        "k.session.send(k.iopub_socket, 'status', {'execution_state': 'idle'}, parent=k.get_parent(), ident=b's')\n"
        "time.sleep(0.3)\nprint('the real end')"
    )
    began = time.monotonic()
    ending, shown = await room.run(code)
    assert isinstance(ending, Finished)
    assert time.monotonic() - began >= 0.3
    assert text(shown) == "the real end\n"


async def test_what_runs_behind_the_cells_is_told_apart(room: Room) -> None:
    room.background.clear()
    code = (
        "import threading, time\ndef work():\n    time.sleep(0.2); print('from behind')\n"
        "threading.Thread(target=work).start()"
    )
    _, shown = await room.run(code)
    assert shown == []
    for _ in range(500):
        await asyncio.sleep(0 if room.background else 0.01)
    assert text(room.background) == "from behind\n"


async def test_completion_and_documentation_come_while_a_cell_runs(room: Room) -> None:
    await room.run("import sys")
    running = asyncio.create_task(room.run("import time; time.sleep(1.5)"))
    await asyncio.sleep(0.1)
    completion = await room.kernel.complete("print(sys.exc_i", 15)
    told = await room.kernel.inspect("len", 3)
    assert not running.done()
    assert completion.matches == ("exc_info",)
    assert (completion.start, completion.end) == (10, 15)
    assert "Return the number of items" in told
    assert await room.kernel.inspect("no_such_name", 4) == ""
    await running


async def test_the_kernel_sees_no_secret_and_nothing_of_the_persons_start_up(room: Room) -> None:
    _, shown = await room.run("import os; print('SERVICE_TOKEN' in os.environ, 'PYTHONSTARTUP' in os.environ)")
    assert text(shown) == "False False\n"


async def test_own_modules_are_found_but_hide_no_library(room: Room) -> None:
    ending, shown = await room.run("import mine, numpy, types; mine.answer")
    assert isinstance(ending, Finished), ending
    assert shown == [Result(ending.count, "42")]


async def test_status_follows_the_cell(room: Room) -> None:
    seen: list[str] = []
    room.kernel._on_status = seen.append  # pyright: ignore[reportPrivateUsage]
    await room.run("1")
    assert seen == ["busy", "ready"]


async def test_nothing_of_the_kernel_reaches_our_own_stderr(room: Room, capfd: pytest.CaptureFixture[str]) -> None:
    await room.run("import os, sys; os.write(2, b'raw'); sys.__stderr__.write('under'); sys.__stderr__.flush()")
    await room.run("import logging; logging.getLogger('ipykernel').critical('logged')")
    seen = capfd.readouterr()
    assert (seen.out, seen.err) == ("", "")


if sys.platform == "linux":

    async def test_sockets_and_keys_are_for_the_person_alone(room: Room) -> None:
        folder = room.kernel._life.process.folder  # type: ignore[union-attr] # pyright: ignore
        assert folder.stat().st_mode & 0o777 == 0o700
        assert (folder / "k.json").stat().st_mode & 0o777 == 0o600
        assert '"curve_publickey"' in (folder / "k.json").read_text()


async def test_an_interrupt_that_costs_the_reply_does_not_cost_the_cell(room: Room) -> None:
    code = (
        "k = get_ipython().kernel\nfinish = k.finish_metadata\n"
        "def lost(*given):\n    k.finish_metadata = finish\n    raise KeyboardInterrupt\n"
        "k.finish_metadata = lost\nprint('ran')"
    )
    ending, shown = await room.run(code)
    assert isinstance(ending, Failed)
    assert ending.name == "NoReply"
    assert text(shown) == "ran\n"
    assert isinstance((await room.run("1"))[0], Finished)


async def test_the_kernel_says_which_names_it_still_knows_and_which_packages_it_could_import(room: Room) -> None:
    first, _ = await room.run("left_over = 1\nglobals().pop('gone_by_now', None)")
    names, packages = await room.kernel.holds(["left_over", "gone_by_now"], ["json", "nowhere_to_be_found"])
    assert names == {"left_over"} and packages == {"json"}
    second, _ = await room.run("_ih[-1]")
    assert first.count is not None and second.count == first.count + 1, "nothing is run that a cell would notice"


async def test_the_kernel_says_so_also_while_a_cell_runs_and_whatever_a_cell_did_to_it(room: Room) -> None:
    began = asyncio.Event()
    running = asyncio.create_task(
        room.kernel.run("print('begun', flush=True)\nimport time\ntime.sleep(1.0)", on_output=lambda _: began.set())
    )
    await began.wait()
    names, _ = await room.kernel.holds(["left_over"], [])
    assert names in ({"left_over"}, set()) and not running.done()
    await running
    await room.run("globals = lambda: (_ for _ in ()).throw(SystemExit)")
    assert await room.kernel.holds(["left_over"], ["json"]) == (frozenset(), {"json"})
    await room.run("del globals")
