"""How a kernel starts: its program, environment, limits, transport, and its stderr in a log file.

The kernel gets the environment it needs and no other: no token, key or password of the person's shell reaches a cell
unasked. It talks over encrypted sockets in a private folder where the system has them, else over encrypted TCP.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import os
import re
import secrets
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Generator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from hotseat import harmless
from hotseat.kernels.choice import KernelUnavailable, Plan, find
from hotseat.kernels.forkserver import CannotFork, ForkServer
from hotseat.kernels.process import BOUND, MARK, Process
from hotseat.kernels.starter import OwnSpec, Starter

if TYPE_CHECKING:
    from jupyter_client.manager import AsyncKernelManager

    Manager = AsyncKernelManager | Starter

PREFIX = "hotseat-k-"
LONGEST_SOCKET = 100
"""Bytes in the path of a socket; systems allow 103 to 107."""
LARGEST_LOG = 1_000_000
_PASSED = re.compile(
    r"(PATH|HOME|USER|LOGNAME|SHELL|LANG|LANGUAGE|LC_\w+|TZ|TERM|NO_COLOR|TMPDIR|TEMP|TMP|XDG_CACHE_HOME|XDG_DATA_HOME"
    r"|(OMP|MKL|OPENBLAS|BLIS|NUMEXPR|KMP|VECLIB)_\w+|CUDA_\w+|NVIDIA_\w+|LD_LIBRARY_PATH|DYLD_\w+|VIRTUAL_ENV|CONDA_PREFIX"
    r"|JAVA_HOME|SPARK_HOME|MPLCONFIGDIR|SSL_CERT_(FILE|DIR)|(http|https|no|all)_proxy"
    r"|SYSTEMROOT|SYSTEMDRIVE|WINDIR|COMSPEC|PATHEXT|PROGRAMDATA|APPDATA|LOCALAPPDATA|USERPROFILE|NUMBER_OF_PROCESSORS)",
    re.IGNORECASE,
)
"""The environment variables a kernel may see."""
_SECRET = re.compile(r"TOKEN|SECRET|PASSW|CREDENTIAL|_KEY$", re.IGNORECASE)
_log = logging.getLogger("hotseat.kernels")
_log.addHandler(logging.NullHandler())
_log.propagate = False  # a line of jupyter_client's on stderr would be painted into the screen


def environment(given: Mapping[str, str], folder: Path, mark: str, *, own: bool, bounded: bool) -> dict[str, str]:
    """The kernel's environment, made of what may pass from ``given`` and of what Hotseat sets."""
    env = {k: v for k, v in given.items() if _PASSED.fullmatch(k) and not _SECRET.search(k)}
    env = {k: v for k, v in env.items() if not (k.lower().endswith("_proxy") and "@" in v)}
    env.update({"IPYTHONDIR": str(folder / "ipython"), MARK: mark, "GIT_TERMINAL_PROMPT": "0"})
    # No library reports home from here, and none listens to the outside.
    env.update({"ORT_DISABLE_TELEMETRY": "1", "SPARK_LOCAL_IP": "127.0.0.1"})
    if not own:
        env["PYTHONSAFEPATH"] = "1"  # a types.py in the folder must not keep a kernel from starting
    if bounded:
        # Every thread may hold an arena and a BLAS buffer, which count against the bound before anything is computed.
        env["MALLOC_ARENA_MAX"] = "2"
        threads = str(min(os.cpu_count() or 1, 8))
        for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
            env.setdefault(name, threads)
    return env


def private_folder(wanted: Path | None) -> Path:
    """A new folder that only this person can enter, with a path short enough for sockets. Raises KernelUnavailable."""
    tried: list[Path] = [Path(p) for p in (wanted, tempfile.gettempdir(), "/tmp") if p is not None]
    for base in tried:
        if sys.platform != "win32" and len(os.fsencode(base.absolute())) + len(PREFIX) + 12 > LONGEST_SOCKET:
            continue
        with contextlib.suppress(OSError):
            base.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=base.absolute()))
            (folder / "owner").write_text(json.dumps(_owner(os.getpid())), encoding="utf-8")
            sweep(base)
            return folder
    raise KernelUnavailable(
        f"No folder for the kernel's sockets could be made in {' or '.join(map(str, tried))}.",
        "Free some space, or set TMPDIR to a short path that you can write to.",
    )


def sweep(base: Path) -> None:
    """Remove the folders in ``base`` whose application has ended without removing them."""
    for folder in base.glob(PREFIX + "*"):
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            owner = json.loads((folder / "owner").read_text(encoding="utf-8"))
            if owner != _owner(int(owner["pid"])):
                shutil.rmtree(folder, ignore_errors=True)


def _owner(pid: int) -> dict[str, Any]:
    began = _began(pid) if sys.platform == "linux" else None
    if began is not None:
        return {"pid": pid, "began": began}
    import psutil

    try:
        return {"pid": pid, "began": psutil.Process(pid).create_time()}
    except psutil.Error:
        return {"pid": pid, "began": None}


def _began(pid: int) -> float | None:
    """When a process began, as psutil tells it too, which takes longer to load than this to look."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_bytes().rpartition(b")")[2].split()
        boot = next(line for line in Path("/proc/stat").read_bytes().splitlines() if line.startswith(b"btime"))
        return float(fields[19]) / os.sysconf("SC_CLK_TCK") + float(boot.split()[1])
    except (OSError, ValueError, IndexError, StopIteration):
        return None


def prepare(
    name: str | None, memory_megabytes: int | None, cwd: Path, log: Path, runtime: Path | None
) -> tuple[Plan, Manager, Path]:
    """All that takes time before the process is started, for a thread. Raises KernelUnavailable."""
    if not cwd.is_dir():
        raise KernelUnavailable(
            f"There is no folder {cwd} for the kernel to work in.", "Create it, or choose another one."
        )
    try:
        log.parent.mkdir(parents=True, exist_ok=True)
        if log.exists() and log.stat().st_size > LARGEST_LOG:
            log.write_bytes(b"")
        with log.open("ab"):
            pass
    except OSError as fault:
        raise KernelUnavailable(
            f"The kernel's log {log} cannot be written: {fault.strerror}.", "Check that you may write there."
        ) from None
    found = find(name, memory_megabytes)
    folder = private_folder(runtime)
    ipc = sys.platform != "win32" and "kernel_provisioner" not in found.spec.metadata
    if ipc and found.python:
        os.mkfifo(folder / BOUND, 0o600)
    if ipc and isinstance(found.spec, OwnSpec):
        return found, Starter(found.spec, folder, encrypted=found.encryption == "required"), folder
    return found, _managed(found, folder, ipc), folder


def _managed(found: Plan, folder: Path, ipc: bool) -> AsyncKernelManager:
    """A manager of jupyter_client's for a kernel that is not started as ours are."""
    from jupyter_client.manager import AsyncKernelManager
    from jupyter_client.provisioning.factory import KernelProvisionerFactory
    from jupyter_client.provisioning.local_provisioner import LocalProvisioner

    manager = AsyncKernelManager(
        transport="ipc" if ipc else "tcp",
        transport_encryption=found.encryption,
        connection_file=str(folder / "k.json"),
        log=_log,
    )
    if ipc:
        manager.ip = str(folder / "s")  # the default is a path relative to the kernel's own folder
    else:
        from jupyter_client.localinterfaces import local_ips

        local_ips()  # slow the first time, and asked for at the start
    manager._kernel_spec = found.spec  # pyright: ignore[reportPrivateUsage] - it has no other way in for a spec without a file
    if "kernel_provisioner" in found.spec.metadata:
        from jupyter_core.paths import jupyter_runtime_dir

        Path(jupyter_runtime_dir()).mkdir(
            mode=0o700, parents=True, exist_ok=True
        )  # some write there and take it for granted
        KernelProvisionerFactory.instance()
    else:
        manager.provisioner = LocalProvisioner(kernel_id=secrets.token_hex(8), kernel_spec=found.spec, parent=manager)
    return manager


@contextlib.contextmanager
def opened_log(log: Path, plan: Plan) -> Generator[BinaryIO]:
    """The log, to be written to by a process that begins now; a line tells so. Raises OSError."""
    with log.open("ab") as file:
        file.write(f"--- {time.strftime('%Y-%m-%d %H:%M:%S')} {plan.spec.display_name}\n".encode())
        file.flush()
        yield file


async def launch(
    *,
    name: str | None,
    memory_megabytes: int | None,
    cwd: Path,
    log: Path,
    runtime: Path | None,
    server: ForkServer | None = None,
) -> tuple[Process, Plan]:
    """Start the kernel's process, by ``server`` where there is one that is ready. Raises KernelUnavailable and CannotFork.

    The process is started in the thread of the event loop: the system ends it together with the *thread* that
    started it, so that thread must be the one that lives longest.
    """
    preparing = asyncio.ensure_future(asyncio.to_thread(prepare, name, memory_megabytes, cwd, log, runtime))
    try:
        found, manager, folder = await asyncio.shield(preparing)
    except asyncio.CancelledError:  # the thread goes on, and its folder would be nobody's
        await asyncio.wait([preparing])
        if preparing.exception() is None:
            await asyncio.to_thread(shutil.rmtree, preparing.result()[2], True)
        raise
    mark = secrets.token_hex(8)
    env = environment(os.environ, folder, mark, own=found.own, bounded=bool(memory_megabytes))
    if server is not None:
        server.provide(manager, log, (memory_megabytes or 0) * 1_000_000)
    try:
        with opened_log(log, found) as file:
            log_start = file.tell()
            await manager.start_kernel(cwd=str(cwd), env=env, stdin=subprocess.DEVNULL, stdout=file, stderr=file)
    except BaseException as fault:
        # A manager whose start was cancelled raises that again when it is asked why; its process may have begun all the same.
        with contextlib.suppress(Exception, asyncio.CancelledError):
            if not isinstance(manager, Starter):
                manager.ready.exception()
        begun = Process(manager, folder, log, 0, mark, found.kept)
        with contextlib.suppress(Exception):
            await begun.end()
        await begun.clean()
        if isinstance(fault, CannotFork) or not isinstance(fault, Exception):
            raise
        reason = getattr(fault, "strerror", None) or str(fault) or type(fault).__name__
        raise KernelUnavailable(
            f"The kernel's program {harmless.line(_program(found), 80)} cannot be started: {harmless.line(reason)}.",
            "Run `hotseat doctor` to see what is missing.",
        ) from fault
    return Process(manager, folder, log, log_start, mark, found.kept), found


def _program(plan: Plan) -> str:
    """What is started, as a person knows it."""
    return plan.argv[0] if plan.argv else str(plan.spec.display_name)
