"""Whoever is not this session neither hears what a kernel says nor makes it run anything."""

from __future__ import annotations

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

import psutil
import pytest
import pytest_asyncio
import zmq
import zmq.asyncio

from hotseat.kernels import launch
from hotseat.kernels.choice import find
from hotseat.kernels.endings import Finished
from hotseat.kernels.kernel import Kernel
from hotseat.kernels.outputs import Output, Stream
from hotseat.kernels.wire import Wire

pytestmark = [pytest.mark.kernel, pytest.mark.asyncio(loop_scope="module")]
in_folders = pytest.mark.skipif(sys.platform == "win32", reason="sockets are in no folder there")
LISTENS = 0.4
"""Seconds in which a stranger would have heard or done something."""


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def kernel(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Kernel]:
    folder = tmp_path_factory.mktemp("own") / "work"
    folder.mkdir()
    kernel = Kernel(cwd=folder, log=folder.parent / "kernel.log")
    await kernel.start()
    yield kernel
    await kernel.stop()


def folder_of(kernel: Kernel) -> Path:
    process = kernel._life.process
    assert process is not None
    return process.folder


def info_of(kernel: Kernel) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((folder_of(kernel) / "k.json").read_text())
    return found


async def printed(kernel: Kernel, code: str) -> str:
    shown: list[Output] = []
    assert isinstance(await kernel.run(code, on_output=shown.append), Finished)
    return "".join(o.text for o in shown if isinstance(o, Stream)).strip()


async def own_pid(kernel: Kernel) -> int:
    return int(await printed(kernel, "import os; print(os.getpid())"))


def listening(pid: int) -> list[Any]:
    """Every network socket of a process and of those it started that others could reach."""
    family = [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]
    found = [connection for one in family for connection in one.net_connections(kind="inet")]
    return [c for c in found if c.status == psutil.CONN_LISTEN or c.type == socket.SOCK_DGRAM]


@in_folders
async def test_the_folder_of_the_sockets_is_for_this_person_alone_and_holds_all_of_them(kernel: Kernel) -> None:
    folder = folder_of(kernel)
    assert folder.stat().st_mode & 0o777 == 0o700 and folder.stat().st_uid == os.getuid()
    assert (folder / "k.json").stat().st_mode & 0o777 == 0o600
    assert {f"s-{n}" for n in range(1, 6)} <= {p.name for p in folder.iterdir() if p.is_socket()}
    info = info_of(kernel)
    assert info["transport"] == "ipc" and Path(info["ip"]).parent == folder
    assert len(info["key"]) >= 32 and info["signature_scheme"] == "hmac-sha256"
    assert info["curve_publickey"] and info["curve_secretkey"]


@in_folders
async def test_the_kernel_listens_on_no_port_of_any_network_device(kernel: Kernel) -> None:
    assert listening(await own_pid(kernel)) == []
    assert [c for c in psutil.Process().net_connections("inet") if c.status == psutil.CONN_LISTEN] == []


@in_folders
@pytest.mark.skipif(not hasattr(os, "fork"), reason="no processes are forked there")
async def test_what_a_forked_process_prints_still_arrives(kernel: Kernel) -> None:
    code = (
        "import multiprocessing as m\n"
        "def told(): print('from the child', flush=True)\n"
        "p = m.get_context('fork').Process(target=told); p.start(); p.join()\n"
        "import time\ntime.sleep(0.3)"
    )
    assert "from the child" in await printed(kernel, code)


@in_folders
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can become another account")
async def test_another_account_reaches_no_socket_and_no_key(kernel: Kernel) -> None:
    folder = folder_of(kernel)
    script = (
        "import os, socket, sys\nos.setgroups([]); os.setgid(65534); os.setuid(65534)\n"
        "for name in sys.argv[2:]:\n"
        "    try: socket.socket(socket.AF_UNIX).connect(f'{sys.argv[1]}/{name}')\n"
        "    except PermissionError: continue\n"
        "    print('reached', name)\n"
        "try: open(f'{sys.argv[1]}/k.json').read(); print('read')\n"
        "except PermissionError: pass\n"
    )
    names = [p.name for p in folder.iterdir() if p.is_socket()]
    assert len(names) >= 5
    done = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-I", "-S", "-c", script, str(folder), *names], capture_output=True, text=True
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


async def heard(info: Mapping[str, Any], *, keys: bool) -> list[list[bytes]]:
    """What a subscriber of this kernel gets, with another pair of keys or with none."""
    context = zmq.asyncio.Context()
    listener = context.socket(zmq.SUB)
    listener.setsockopt(zmq.SUBSCRIBE, b"")
    if keys:
        own, secret = zmq.curve_keypair()
        listener.curve_publickey, listener.curve_secretkey = own, secret
        listener.curve_serverkey = info["curve_publickey"].encode()
    joint = "-" if info["transport"] == "ipc" else ":"
    listener.connect(f"{info['transport']}://{info['ip']}{joint}{info['iopub_port']}")
    found: list[list[bytes]] = []
    try:
        async with asyncio.timeout(LISTENS):
            while True:
                found.append(await listener.recv_multipart())
    except TimeoutError:
        return found
    finally:
        listener.close(linger=0)
        context.term()


async def test_a_listener_of_the_same_account_without_the_keys_hears_nothing(kernel: Kernel) -> None:
    listens = asyncio.create_task(heard(info_of(kernel), keys=False))
    await asyncio.sleep(0.1)
    assert await printed(kernel, "print('a private thought')") == "a private thought"
    assert await listens == []


async def sent(info: Mapping[str, Any], channel: str, kind: str, content: dict[str, Any]) -> None:
    """Send a kernel a request, with what is known of it."""
    context = zmq.asyncio.Context()
    wire = Wire(info)
    speaker = wire.connect(context, channel)
    speaker.linger = 0
    await speaker.send_multipart(wire.packed(wire.message(kind, content)))
    await asyncio.sleep(LISTENS)
    speaker.close(linger=0)
    context.term()


def request(code: str) -> dict[str, Any]:
    return {"code": code, "silent": False, "store_history": False, "user_expressions": {}, "allow_stdin": False}


@pytest.mark.parametrize("lacks", ["the keys of the wire", "the key of the messages"])
async def test_a_request_of_a_stranger_is_not_run(kernel: Kernel, lacks: str) -> None:
    info = info_of(kernel)
    if lacks == "the keys of the wire":
        info = {k: v for k, v in info.items() if not k.startswith("curve_")}
    else:
        info["key"] = "0" * 64
    await sent(info, "shell", "execute_request", request("injected = True"))
    await sent(info, "control", "shutdown_request", {"restart": False})
    assert await printed(kernel, "print('injected' in globals())") == "False", "and it was not shut down"
    own = info_of(kernel)
    await sent(own, "shell", "execute_request", request("injected = True"))
    assert await printed(kernel, "print('injected' in globals())") == "True", "with both keys the same message is run"
    await kernel.run("del injected", on_output=lambda _: None)


async def test_where_no_folder_can_hold_sockets_the_wire_is_encrypted_and_stays_on_this_machine(tmp_path: Path) -> None:
    """As on Windows: ports, but of the loopback device alone, with signed messages and with keys that a listener has not."""
    runtime = tmp_path / "r"
    runtime.mkdir(mode=0o700)
    plan = find(None, None)
    from jupyter_client.kernelspec import KernelSpec

    spec = KernelSpec(argv=list(plan.argv), display_name="Hotseat", language="python", metadata=plan.spec.metadata)
    plan = type(plan)(plan.argv, plan.encryption, plan.kept, (), True, spec)
    manager: Any = launch._managed(plan, runtime, ipc=False)
    env = launch.environment(os.environ, runtime, "0", own=True, bounded=False)
    await manager.start_kernel(cwd=str(tmp_path), env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        client = manager.client()
        client.start_channels()
        await client.wait_for_ready(timeout=30)
        info = json.loads((runtime / "k.json").read_text())
        assert info["transport"] == "tcp" and info["ip"] == "127.0.0.1" and info["key"] and info["curve_publickey"]
        assert (runtime / "k.json").stat().st_mode & 0o077 == 0
        reached = listening(manager.provisioner.pid)
        assert reached and {c.laddr.ip for c in reached} == {"127.0.0.1"}
        listens = asyncio.create_task(heard(info, keys=False))
        await asyncio.sleep(0.1)
        reply = await client.execute_interactive("print('a private thought')", output_hook=lambda _: None, timeout=20)
        assert reply["content"]["status"] == "ok"
        assert await listens == []
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(now=True)
