"""Cells on a machine reached by SSH, through a kernelspec whose own provisioner starts the kernel: a real sshd on loopback."""

from __future__ import annotations

import asyncio
import getpass
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.jupyter_servers import free_port
from support.waiting import until

pytest.importorskip("sshpyk")

from hotseat.kernels.endings import Died, Finished, Interrupted
from hotseat.kernels.kernel import Kernel, KernelUnavailable
from hotseat.kernels.outputs import Output, Stream

SSHD = shutil.which("sshd", path=os.environ.get("PATH", "") + ":/usr/sbin")

pytestmark = [
    pytest.mark.kernel,
    pytest.mark.timeout(300),
    pytest.mark.skipif(SSHD is None, reason="there is no sshd here"),
]


@pytest.fixture
def box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The name of a kernelspec whose kernel runs behind an sshd of the test's own."""
    folder = tmp_path / "ssh"
    folder.mkdir(mode=0o700)
    short = Path(tempfile.mkdtemp(prefix="hs-"))  # the path of a control socket must be short
    for key in ("host", "own"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / key)], check=True)
    port, user = free_port(), getpass.getuser()
    (folder / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder / 'host'}\nAuthorizedKeysFile {folder / 'own.pub'}\n"
        f"PasswordAuthentication no\nStrictModes no\nUsePAM no\nPidFile {folder / 'pid'}\n"
    )
    (folder / "config").write_text(
        f"Host box\n  HostName 127.0.0.1\n  Port {port}\n  User {user}\n  IdentityFile {folder / 'own'}\n  IdentitiesOnly yes\n"
        f"  StrictHostKeyChecking no\n  UserKnownHostsFile {folder / 'known'}\n  LogLevel ERROR\n"
        f"  ControlMaster auto\n  ControlPath {short}/%C\n  ControlPersist 30\n"
    )
    if os.getuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    assert SSHD is not None
    daemon = subprocess.Popen([SSHD, "-D", "-f", str(folder / "sshd_config"), "-E", str(folder / "log")])
    data = tmp_path / "jupyter"
    (data / "kernels" / "box").mkdir(parents=True)
    config = {
        "ssh_host_alias": "box",
        "ssh_config": str(folder / "config"),
        "remote_python": sys.executable,
        "remote_kernel_name": "python3",
    }
    spec = {
        "argv": [],
        "display_name": "The box",
        "language": "python",
        "interrupt_mode": "message",
        "metadata": {"kernel_provisioner": {"provisioner_name": "sshpyk-provisioner", "config": config}},
    }
    (data / "kernels" / "box" / "kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_DATA_DIR", str(data))
    yield "box"
    subprocess.run(["ssh", "-F", str(folder / "config"), "-O", "exit", "box"], capture_output=True, check=False)
    daemon.terminate()
    daemon.wait()
    shutil.rmtree(short, ignore_errors=True)


def text(shown: list[Output]) -> str:
    return "".join(o.text for o in shown if isinstance(o, Stream))


async def test_a_kernelspec_with_its_own_provisioner_runs_cells_over_ssh(box: str, tmp_path: Path) -> None:
    told: list[tuple[str, str]] = []
    shown: list[Output] = []
    work = tmp_path / "work"
    work.mkdir()
    kernel = Kernel(
        cwd=work,
        log=tmp_path / "kernel.log",
        name=box,
        memory_megabytes=4096,
        preload=("numpy",),
        on_status=lambda status: told.append((status, kernel.told)),
    )
    try:
        await kernel.start(90.0)
        assert told[-1][0] == "ready" and "where the kernelspec The box starts them" in told[-1][1]
        ending = await kernel.run("import os; print(os.environ['SSH_CONNECTION'])", on_output=shown.append)
        assert isinstance(ending, Finished) and text(shown).startswith("127.0.0.1 ")
        running = asyncio.create_task(
            kernel.run("import time\nprint('begun', flush=True)\nwhile True: time.sleep(0.05)", on_output=shown.append)
        )
        await until(lambda: "begun" in text(shown), 20.0)
        await kernel.interrupt()
        assert await running == Interrupted()
        await kernel.restart(90.0)
        assert isinstance(await kernel.run("1", on_output=shown.append), Finished)
        ending = await kernel.run("import os; os._exit(3)", on_output=shown.append)
        assert isinstance(ending, Died) and kernel.status == "dead"
    finally:
        await kernel.stop()


async def test_a_machine_that_cannot_be_reached_is_told_in_a_sentence(box: str, tmp_path: Path) -> None:
    config = tmp_path / "ssh" / "config"
    config.write_text(config.read_text().replace("Port ", "Port 1 #"))
    kernel = Kernel(cwd=tmp_path, log=tmp_path / "kernel.log", name=box)
    with pytest.raises(KernelUnavailable, match="cannot be started"):
        await kernel.start(60.0)
    await kernel.stop()
