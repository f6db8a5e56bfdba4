"""What a question may need beyond the strict sandbox: it gets that and nothing else, or it is not judged."""

from __future__ import annotations

import asyncio
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from textwrap import indent
from typing import Any

import psutil
import pytest
import pytest_asyncio
from support.judge_packs import own_pack, small_pack, until

from hotseat.kernels import namespaces, nursery, sandbox
from hotseat.kernels.child import ChildEnded
from hotseat.kernels.nursery import Nursery
from hotseat.kernels.sandbox import Limits
from hotseat.reference.judge import Judge
from hotseat.reference.verdict import Verdict

pytestmark = [
    pytest.mark.sandbox,
    pytest.mark.asyncio(loop_scope="module"),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux"),
]
THERE = {layer.name for layer in sandbox.describe() if layer.there}
can_isolate_network = pytest.mark.skipif(namespaces.NETWORK not in THERE, reason="no network namespace here")
can_isolate_processes = pytest.mark.skipif(namespaces.PROCESSES not in THERE, reason="no process namespace here")


class Bench:
    """A judge over one small pack whose solution and submission do the same thing before they double."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.judge = Judge([own_pack(folder)])

    async def __call__(self, does: str, **needs: Any) -> Verdict:
        """Judges a submission that runs ``does`` in its call; the reference does not."""
        code = f"import os, sys, time\ndef twice(k):\n    return 2 * k\ndef double(x):\n{indent(does, '    ')}\n"
        _, question = small_pack(self.folder, needs={"seconds": 20, "memory": 512} | needs)
        return await self.judge.judge(question, f"{code}    return 2 * x\n", seed=1)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bench(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bench]:
    bench = Bench(tmp_path_factory.mktemp("pack"))
    yield bench
    await bench.judge.close()


def said(verdict: Verdict) -> str:
    return "\n".join([verdict.reason, *(check.message for check in verdict.checks)])


SERVICE = """
import http.server, threading, urllib.request
class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.send_response(200); self.end_headers(); self.wfile.write(b'hello')
    def log_message(self, *args): pass
server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
assert urllib.request.urlopen(f'http://localhost:{server.server_port}/', timeout=5).read() == b'hello'
server.shutdown(); server.server_close()
"""
POOLS = {
    "joblib": "from joblib import Parallel, delayed\n"
    "assert Parallel(n_jobs=2)(delayed(twice)(k) for k in range(4)) == [0, 2, 4, 6]\n"
    "assert Parallel(n_jobs=2)([delayed(os.getpid)()])[0] != os.getpid()",
    "large arrays through joblib": "import numpy as np\nfrom joblib import Parallel, delayed\n"
    "assert Parallel(n_jobs=2)(delayed(np.sum)(np.ones((500, 500))) for k in range(2)) == [250000, 250000]",
    "multiprocessing": "import multiprocessing\nwith multiprocessing.get_context('fork').Pool(2) as pool:\n"
    "    assert pool.map(twice, range(4)) == [0, 2, 4, 6]",
    "threads of multiprocessing": "from multiprocessing.pool import ThreadPool\nwith ThreadPool(2) as pool:\n"
    "    assert pool.map(twice, range(4)) == [0, 2, 4, 6]",
    "another interpreter": "import subprocess\n"
    "done = subprocess.run([sys.executable, '-c', 'import numpy; print(6)'], capture_output=True, check=True)\n"
    "assert done.stdout == b'6\\n'",
    "shared memory": "from multiprocessing import shared_memory\n"
    "block = shared_memory.SharedMemory(create=True, size=64)\nblock.close(); block.unlink()",
    "modes in its own folder": "open('tool', 'w').close(); os.chmod('tool', 0o700)",
}


@can_isolate_network
async def test_a_service_and_its_client_talk_where_the_question_declares_it(bench: Bench) -> None:
    assert (await bench(SERVICE, loopback=True)).verdict == "pass"
    strict = await bench(SERVICE)
    assert strict.verdict == "error" and "There is no network here." in said(strict)


@can_isolate_network
async def test_loopback_reaches_nothing_of_this_machine(bench: Bench) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener, socket.create_server(("127.0.0.1", 0)) as other:
        listener.settimeout(0.2)
        port, same = listener.getsockname()[1], other.getsockname()[1]
        tried = (
            "import socket\n"
            f"for host in ('127.0.0.1', '{_address()}', '1.1.1.1'):\n"
            "    try: socket.create_connection((host, PORT), 0.3)\n"
            "    except OSError: continue\n"
            "    raise RuntimeError('reached')\n"
            f"socket.create_server(('127.0.0.1', {same})).close()\n"
            "for family in (socket.AF_UNIX, socket.AF_NETLINK, socket.AF_PACKET):\n"
            "    try: socket.socket(family, socket.SOCK_RAW if family != socket.AF_UNIX else socket.SOCK_STREAM)\n"
            "    except OSError: continue\n"
            "    raise RuntimeError('opened')\n"
        ).replace("PORT", str(port))
        assert (await bench(tried, loopback=True)).verdict == "pass"
        with pytest.raises(TimeoutError):
            await asyncio.to_thread(listener.accept)


def _address() -> str:
    """This machine's own address towards others, or its loopback where it has none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])


@can_isolate_network
async def test_loopback_brings_no_processes_with_it(bench: Bench) -> None:
    verdict = await bench("os.fork()", loopback=True)
    assert verdict.verdict == "error" and "Other processes can be neither started" in said(verdict)


@can_isolate_processes
@pytest.mark.parametrize("name", POOLS)
async def test_processes_work_where_the_question_declares_them(bench: Bench, name: str) -> None:
    verdict = await bench(POOLS[name], processes=True)
    assert verdict.verdict == "pass", said(verdict)


@pytest.mark.parametrize("name", [name for name in POOLS if "threads" not in name and "joblib" not in name])
async def test_the_same_is_refused_without_the_need(bench: Bench, name: str) -> None:
    verdict = await bench(POOLS[name])
    assert verdict.verdict == "error" and "here" in said(verdict), said(verdict)


async def test_joblib_works_in_turn_without_the_need(bench: Bench) -> None:
    """It finds no semaphores and starts no process; its answer is right all the same."""
    assert (await bench(POOLS["joblib"].replace(" != ", " == "))).verdict == "pass"


@can_isolate_processes
@pytest.mark.parametrize(
    "attempt",
    [
        "open('/etc/shadow')",
        "open(os.__file__, 'a')",
        "os.chmod(os.__file__, 0o777)",
        "os.utime(os.__file__)",
        "open('/proc/sys/kernel/pid_max', 'w').write('4000000')",
        "open('/tmp/hotseat-was-here', 'w')",
        "os.listdir(os.path.expanduser('~root'))",
        "import socket; socket.socket()",
        "import socket; socket.socket(socket.AF_UNIX)",
        "os.kill(JUDGE, 0)",
        "os.kill(os.getppid(), 9); time.sleep(0.2); os.kill(os.getppid(), 0); raise PermissionError",
        "import ctypes; ctypes.CDLL(None).unshare(0x10000000) and (_ for _ in ()).throw(PermissionError)",
        "import subprocess; subprocess.run(['unshare', '-r', 'true'], check=True)",
        "import subprocess; subprocess.run(['mount', '-t', 'tmpfs', 'x', os.getcwd()], check=True)",
        "import subprocess; subprocess.run(['cat', '/etc/shadow'], check=True)",
        "import resource; resource.setrlimit(resource.RLIMIT_NPROC, (10**6, 10**6))",
    ],
)
async def test_processes_open_nothing_else(bench: Bench, attempt: str) -> None:
    attempt = attempt.replace("JUDGE", str(os.getpid()))
    tried = f"try:\n    {attempt}\nexcept BaseException:\n    pass\nelse:\n    raise RuntimeError('reached')"
    verdict = await bench(tried, processes=True)
    assert verdict.verdict == "pass", said(verdict)


@can_isolate_processes
async def test_shared_memory_of_one_submission_is_there_for_no_other(bench: Bench) -> None:
    here = set(os.listdir("/dev/shm"))  # noqa: PTH208
    looks_once = "if 'looked' not in globals():\n    assert os.listdir('/dev/shm') == []\nglobals()['looked'] = True\n"
    for _ in range(2):
        verdict = await bench(looks_once + "open('/dev/shm/note', 'w').write('x')", processes=True)
        assert verdict.verdict == "pass", said(verdict)
    assert set(os.listdir("/dev/shm")) == here  # noqa: PTH208


async def _running(source: str, **limits: Any) -> tuple[Nursery, Any, psutil.Process]:
    """A nursery, a child of it in which ``source`` is running, and the warm parent."""
    before = {p.pid for p in psutil.Process().children()}
    home = Nursery(["hotseat.reference.witness"])
    child = await home.child("hotseat.reference.witness:serve", Limits(processes=True, **limits))
    ready = await child.receive(asyncio.get_running_loop().time() + 20)
    assert namespaces.PROCESSES in ready["layers"]
    (parent,) = [p for p in psutil.Process().children() if p.pid not in before]
    await child.send({"do": "load", "source": source, "imports": [], "functions": [], "skip": [], "seed": 1})
    assert (await child.receive(asyncio.get_running_loop().time() + 20))["said"] == "cell"
    return home, child, parent


DAEMONS = """
import os, signal, time
for number in (signal.SIGTERM, signal.SIGHUP): signal.signal(number, signal.SIG_IGN)
for _ in range(4):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0: os.setsid()
        time.sleep(600)
time.sleep(600)
"""


@can_isolate_processes
@pytest.mark.parametrize("at_fault", ["it is killed", "the nursery closes", "the warm parent is killed"])
async def test_nothing_that_was_started_outlives_its_end(at_fault: str) -> None:
    home, child, parent = await _running(DAEMONS)
    try:
        assert await asyncio.to_thread(until, lambda: len(parent.children(recursive=True)) >= 9)
        family = parent.children(recursive=True)
        if at_fault == "it is killed":
            child.kill()
        elif at_fault == "the nursery closes":
            await home.close()
        else:
            parent.kill()
        assert await asyncio.to_thread(until, lambda: not any(_lives(one) for one in family))
    finally:
        child.kill()
        await home.close()


def _lives(process: psutil.Process) -> bool:
    return process.is_running() and process.status() != psutil.STATUS_ZOMBIE


@can_isolate_processes
@pytest.mark.parametrize(
    ("source", "word"),
    [
        (
            "import os\nwhile True:\n    try:\n        if os.fork() == 0: os.setsid()\n    except OSError: pass\n",
            "processes",
        ),
        (
            "import os, time\n"
            "for _ in range(6):\n    if os.fork() == 0:\n        held = bytearray(60 << 20); time.sleep(600)\n"
            "time.sleep(600)\n",
            "memory",
        ),
    ],
    ids=["a fork bomb", "memory in small portions"],
)
@pytest.mark.in_turn
async def test_what_a_family_of_processes_takes_together_is_bounded(source: str, word: str) -> None:
    highest = _highest_number()
    home, child, parent = await _running(source, memory=128)
    try:
        with pytest.raises(ChildEnded, match=f"used more {word} than they may"):
            await child.receive(asyncio.get_running_loop().time() + 40)
        assert await asyncio.to_thread(until, lambda: not parent.children(recursive=True))
        assert _highest_number() == highest, "the machine's own bound is as it was"
    finally:
        child.kill()
        await home.close()


def _highest_number() -> str:
    return Path("/proc/sys/kernel/pid_max").read_text()


@can_isolate_processes
async def test_a_process_in_its_own_table_ends_in_its_own_way() -> None:
    for source, wanted in (
        ("import os; os._exit(5)", "exited by itself with code 5"),
        ("import os; os.abort()", "crashed .SIGABRT."),
        ("import os; os.kill(os.getpid(), 15)", "ended by SIGTERM"),
    ):
        home, child, _ = await _running(source)
        try:
            with pytest.raises(ChildEnded, match=wanted):
                await child.receive(asyncio.get_running_loop().time() + 20)
        finally:
            child.kill()
            await home.close()


@pytest.mark.skipif(shutil.which("unshare") is None, reason="needs unshare")
@pytest.mark.parametrize(("need", "named"), [("loopback", "a network of its own"), ("processes", "other processes")])
async def test_where_the_namespace_cannot_be_made_the_question_is_not_judged(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, need: str, named: str
) -> None:
    """The warm parent is started where no namespace can be made; an honest submission is not blamed for it."""
    forbid = 'for f in user net pid mnt; do echo 0 > /proc/sys/user/max_${f}_namespaces; done; exec "$@"'
    closed = ("unshare", "-r", "-m", "sh", "-c", forbid, "sh")
    if not await asyncio.to_thread(_works, [*closed, "true"]):
        pytest.skip("namespaces cannot be forbidden here")
    inside = nursery._python()
    monkeypatch.setattr(nursery, "_python", lambda: (*closed, *inside))
    ran = tmp_path / "ran"
    pack, question = small_pack(tmp_path, needs={"seconds": 5, need: True})
    judge = Judge([pack])
    try:
        verdict = await judge.judge(question, f"open({str(ran)!r}, 'w')\ndef double(x):\n    return 2 * x\n")
        assert verdict.verdict == "not-judged" and verdict.score == 0
        assert named in verdict.reason and "What would help: " in verdict.reason and not ran.exists()
        assert "try again" not in verdict.reason
        plain = question.model_copy(update={"needs": question.needs.model_copy(update={need: False})})
        assert (await judge.judge(plain, "def double(x):\n    return 2 * x\n")).verdict == "pass"
    finally:
        await judge.close()


def _works(command: list[str]) -> bool:
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


async def test_looking_for_the_namespaces_leaves_this_process_where_it_is() -> None:
    spaces = ("user", "net", "pid", "pid_for_children", "mnt")
    before = [os.readlink(f"/proc/self/ns/{name}") for name in spaces]  # noqa: PTH115
    layers = {layer.name: layer for layer in sandbox.describe()}
    assert {namespaces.NETWORK, namespaces.PROCESSES} <= set(layers)
    assert [os.readlink(f"/proc/self/ns/{name}") for name in spaces] == before  # noqa: PTH115


async def test_a_need_that_is_not_met_is_lacking_and_the_strict_profile_lacks_nothing() -> None:
    assert Limits().lacking([]) == () and Limits().namespaces == ()
    wide = Limits(processes=True, loopback=True)
    assert wide.lacking([namespaces.NETWORK, namespaces.PROCESSES, "seccomp"]) == ()
    assert set(wide.lacking(["seccomp", "landlock"])) == {namespaces.NETWORK, namespaces.PROCESSES}
