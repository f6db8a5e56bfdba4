"""The sandbox: the layers a process puts around itself before it runs code that nobody has read.

Every layer needs no privileges and is applied by the process itself, while it has one thread: limits on resources, an end
with its parent, no capabilities, no new privileges, Landlock, seccomp. A layer that the machine lacks is left out, and
:func:`confine` says which ones hold; :func:`describe` says it beforehand, for ``hotseat doctor``.

Processes and sockets are opened to code only inside namespaces of its own, which :mod:`hotseat.kernels.namespaces` makes.
What needs them does not run with less: see :meth:`Limits.lacking`.
"""

from __future__ import annotations

import ctypes
import json
import os
import platform
import signal
import struct
import subprocess
import sys
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from hotseat import java
from hotseat.kernels import landlock, namespaces, seccomp
from hotseat.kernels.linux import SET_DUMPABLE, SET_PARENT_DEATH_SIGNAL, prctl, system_call, version

try:
    import resource as _resource

    resource: ModuleType | None = _resource
except ImportError:  # Windows
    resource = None

_SYSTEM = (
    "/usr",
    "/lib",
    "/lib64",
    "/bin",
    "/opt",
    "/nix/store",
    "/etc/ld.so.cache",
    "/etc/localtime",
    "/etc/timezone",
    "/etc/nsswitch.conf",
    "/etc/passwd",
    "/etc/ssl",
    "/sys/bus/pci/devices",
    "/sys/devices/system/cpu",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/stat",
    "/proc/sys/vm",
    "/dev/urandom",
    "/dev/random",
    "/dev/zero",
)
"""What an interpreter and its libraries may read of the machine."""
_OWN: tuple[landlock.Rule, ...] = (
    ("/dev/null", landlock.READ_FILE | landlock.WRITE_FILE),
    ("/proc/self/maps", landlock.READ_FILE),
)
"""What is opened by the confined process itself: scikit-learn's thread limits look for their libraries in its own maps."""
_NAMES: tuple[landlock.Rule, ...] = tuple((path, landlock.READ_FILE) for path in ("/etc/hosts", "/etc/services"))
"""How ``localhost`` is found, for a process with a network of its own."""
_GROUP = Path("/proc/self/cgroup")
_SHARE_OF_PROCESSORS: tuple[landlock.Rule, ...] = tuple(
    (f"/sys/fs/cgroup/{name}", landlock.READ_FILE)
    for name in ("cpu.max", "cpu/cpu.cfs_quota_us", "cpu/cpu.cfs_period_us")
)
"""Where a pool of processes looks how many it should start."""


MOST_PROCESSES = 32 + 2 * (os.cpu_count() or 1)
"""Processes that code which may start some can have at a time: pools start one or two a processor."""
MOST_TASKS = 16 * MOST_PROCESSES
"""The same for processes and threads together, which is what the system can bound. Spark's pools alone keep some 330 threads."""
NOWHERE = namespaces.Inside()


@dataclass(frozen=True)
class Limits:
    """What one sandboxed process may use."""

    memory: int = 1024
    """Megabytes of address space beyond what the process holds when it is confined."""
    file_size: int = 16
    """Megabytes that one file may grow to."""
    open_files: int = 128
    cpu_seconds: int = 120
    """Time on processors over its life: the backstop behind the clock of the side that waits for it."""
    processes: bool = False
    """Whether it may start other processes: at most :data:`MOST_PROCESSES` at a time, which share ``memory``."""
    loopback: bool = False
    """Whether it may use sockets, in a network that holds nothing else."""

    @property
    def namespaces(self) -> tuple[str, ...]:
        """The namespaces without which this cannot be given safely."""
        asked = ((namespaces.NETWORK, self.loopback), (namespaces.PROCESSES, self.processes))
        return tuple(name for name, wanted in asked if wanted)

    def lacking(self, held: Collection[str]) -> tuple[str, ...]:
        """The needed namespaces that are not among the layers ``held``. Code must not be run where there is one.

        Processes need none where nothing denies them to anybody: outside Linux.
        """
        linux = sys.platform.startswith("linux")
        return tuple(n for n in self.namespaces if n not in held and (linux or n != namespaces.PROCESSES))


@dataclass(frozen=True)
class Layer:
    """One layer of isolation on this machine."""

    name: str
    there: bool
    meaning: str
    """What it keeps code from; where it is not there, what code could do instead."""
    remedy: str = ""
    """What would bring it, where it is not there."""


def readable() -> list[Path]:
    """The folders and files that an interpreter and its libraries must be able to read, as far as they are there."""
    found = [*_SYSTEM, sys.prefix, sys.base_prefix, sys.exec_prefix, str(Path(__file__).parent)]
    found += map(str, java.folders())
    found += [path for path in sys.path if path.endswith((".zip", "site-packages", "dist-packages"))]
    return [Path(path) for path in dict.fromkeys(found) if Path(path).exists()]


def confine(
    limits: Limits,
    *,
    allowed: Sequence[landlock.Rule],
    scratch: str,
    parent: int | None = None,
    inside: namespaces.Inside = NOWHERE,
) -> list[str]:
    """Puts every layer this machine has around the calling process, for good; returns their names.

    ``allowed`` is what it may read, ``scratch`` the one folder it may write to, ``parent`` the process whose end is to be
    its own, ``inside`` the namespaces it is in. Limits are always set where the platform has them; a layer the kernel
    refuses is left out. Processes and sockets are denied outside the namespaces that they need, whatever ``limits`` says.
    """
    held = list(inside.held)
    processes, loopback = namespaces.PROCESSES in held, namespaces.NETWORK in held
    if resource is not None:
        _limit(resource, limits)
        if processes:
            _bound_tasks(resource)
        held.append("limits")
    if not sys.platform.startswith("linux"):
        return held
    if parent is not None:
        prctl(SET_PARENT_DEATH_SIGNAL, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(97)
        held.append("ends with its parent")
    prctl(SET_DUMPABLE, 0)
    if _drop_capabilities():
        held.append("capabilities")
    try:
        own = (
            *_OWN,
            *_limits_of_the_group(),
            *inside.readable,
            *(_NAMES if loopback else ()),
            *(_SHARE_OF_PROCESSORS if processes else ()),
        )
        landlock.restrict([*allowed, *own], [scratch, *inside.writable], network=loopback)
        held.append("landlock")
    except OSError:
        pass
    try:
        seccomp.restrict(processes=processes, loopback=loopback)
        held.append("seccomp")
        if not processes:
            # It works in turn then without looking for semaphores first, and without a warning among what the code prints.
            os.environ["JOBLIB_MULTIPROCESSING"] = "0"
    except OSError:
        if not processes and resource is not None and os.getuid():
            _limit_processes(resource)
            held.append("number of processes")
    return held


def _limits_of_the_group() -> list[landlock.Rule]:
    """Where a library looks how much memory and how many processors its control group may use, as DuckDB must; cgroups(7)."""
    try:
        groups = [row.split(":", 2) for row in _GROUP.read_text("utf-8").splitlines()]
    except (OSError, ValueError):
        return []
    found = [str(_GROUP)]
    for _, kinds, path in (group for group in groups if len(group) == 3):
        for place in dict.fromkeys((path.rstrip("/"), "")):
            if not kinds:
                found += [f"/sys/fs/cgroup{place}/{name}" for name in ("memory.max", "cpu.max")]
            elif "memory" in kinds.split(","):
                found.append(f"/sys/fs/cgroup/memory{place}/memory.limit_in_bytes")
            elif "cpu" in kinds.split(","):
                found += [f"/sys/fs/cgroup/cpu{place}/cpu.cfs_{name}_us" for name in ("quota", "period")]
    return [(path, landlock.READ_FILE) for path in found]


def _limit(resource: ModuleType, limits: Limits) -> None:
    def hold(name: str, soft: int, hard: int | None = None) -> None:
        kind = getattr(resource, name, None)
        if kind is None:
            return
        ceiling = resource.getrlimit(kind)[1]
        unlimited = ceiling == resource.RLIM_INFINITY
        hard = soft if hard is None else hard
        try:
            resource.setrlimit(kind, (soft, hard) if unlimited else (min(soft, ceiling), min(hard, ceiling)))
        except (ValueError, OSError):
            return  # macOS refuses some of them; the side that waits has its own clock and its own eye on memory

    hold("RLIMIT_CORE", 0)
    hold("RLIMIT_FSIZE", limits.file_size << 20)
    hold("RLIMIT_NOFILE", limits.open_files)
    hold("RLIMIT_CPU", limits.cpu_seconds, limits.cpu_seconds + 2)
    held = _address_space()
    if held:
        hold("RLIMIT_AS", held + (limits.memory << 20))


def _address_space() -> int:
    """Bytes of address space this process holds, 0 where that cannot be told."""
    try:
        return int(Path("/proc/self/statm").read_text("ascii").split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _bound_tasks(resource: ModuleType) -> None:
    """Bounds the processes and threads in this user namespace. Before Linux 5.14 those of the user count too."""
    if version() >= (5, 14):
        resource.setrlimit(resource.RLIMIT_NPROC, (MOST_TASKS, MOST_TASKS))


def _limit_processes(resource: ModuleType) -> None:
    """Lets the user have a few more tasks than now: all that is left against a fork bomb without seccomp."""
    import psutil

    mine = os.getuid()
    tasks = sum(p.info["num_threads"] or 1 for p in psutil.process_iter(["uids", "num_threads"]) if _of(p.info, mine))
    resource.setrlimit(resource.RLIMIT_NPROC, (tasks + 32, tasks + 32))


def _of(info: dict[str, object], user: int) -> bool:
    uids = info.get("uids")
    return uids is not None and getattr(uids, "real", None) == user


def _drop_capabilities() -> bool:
    """Gives up every capability, so that the superuser's code cannot raise its own limits."""
    number = {"x86_64": 126, "aarch64": 91}.get(platform.machine())
    if number is None:
        return False
    header = ctypes.create_string_buffer(struct.pack("Ii", 0x20080522, 0))
    nothing = ctypes.create_string_buffer(bytes(24))
    try:
        return system_call(number, header, nothing) == 0
    except OSError:
        return False


def describe() -> list[Layer]:
    """The layers this machine has, strongest last; nothing is changed."""
    linux = sys.platform.startswith("linux")
    spoken = landlock.abi()
    return [
        Layer("separate process", True, "each submission is judged in a process of its own and killed with its group"),
        Layer(
            "forked from a warm parent",
            linux and hasattr(os, "fork"),
            "a verdict takes a fraction of a second"
            if linux
            else "each submission gets a spare process instead, which has its libraries loaded and is replaced afterwards; "
            "the next one takes seconds to be ready",
        ),
        Layer("resource limits", resource is not None, "memory, file size, open files and processor time are bounded"),
        Layer(
            "landlock",
            spoken > 0,
            f"only the libraries can be read, only a scratch folder written, no TCP (version {spoken})"
            if spoken
            else "a submission can read and write what you can, the reference included",
            "" if spoken else "Linux 5.13 or newer with Landlock switched on (lsm=landlock)",
        ),
        Layer(
            "seccomp",
            seccomp.available(),
            "no sockets, no new processes, no signals to others"
            if seccomp.available()
            else "a submission can use the network and start processes",
            "" if seccomp.available() else "Linux on x86-64 or 64-bit Arm",
        ),
        *_namespaces(),
    ]


_NEEDS = (
    (namespaces.NETWORK, "sockets", "only their own loopback, in a network with nothing else in it"),
    (
        namespaces.PROCESSES,
        "other processes",
        "a bounded number, all ended together, in a file system that is read-only",
    ),
)


def _namespaces() -> list[Layer]:
    """The two namespaces, tried in a process of its own."""
    refused = dict.fromkeys((name for name, _, _ in _NEEDS), "this is not Linux")
    if sys.platform.startswith("linux"):
        command = [sys.executable, "-s", "-P", "-B", "-m", namespaces.__name__]
        try:
            done = subprocess.run(command, capture_output=True, timeout=30, check=True)
            refused = json.loads(done.stdout)
        except (OSError, subprocess.SubprocessError, ValueError) as error:
            refused = dict.fromkeys(refused, f"it could not be tried: {type(error).__name__}")
    return [
        Layer(name, True, f"a question that needs {what} gets them: {how}")
        if not refused[name]
        else Layer(
            name,
            False,
            f"a question that needs {what} is not judged ({refused[name]}); all others are",
            namespaces.remedy(),
        )
        for name, what, how in _NEEDS
    ]
