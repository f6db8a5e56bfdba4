"""Seccomp: which system calls a process may make, as a classic BPF program written by hand.

Denied are sockets, new processes, signals to others, tracing, kernel facilities with a history of holes, memory outside
the limits, the raising of limits, and the changes to files that Landlock does not see: their modes, owners and times. A
denied call answers with an error, so that library code meets an ordinary exception; a wish for certain processors is
answered as if it were granted, and is not. A process in namespaces of its own
may be allowed processes, or sockets to its own network. x86-64 and 64-bit Arm.
See seccomp(2) and the kernel's filter documentation.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
import sys
from pathlib import Path

from hotseat.kernels.linux import SET_NO_NEW_PRIVILEGES, SET_SECCOMP, prctl

_FILTER_MODE = 2

_NUMBERS: dict[str, tuple[int, int]] = {
    # name: (x86-64, aarch64); -1 where the architecture lacks the call
    "socket": (41, 198),
    "clone": (56, 220),
    "fork": (57, -1),
    "vfork": (58, -1),
    "clone3": (435, 435),
    "kill": (62, 129),
    "tkill": (200, 130),
    "tgkill": (234, 131),
    "prlimit64": (302, 261),
    "setrlimit": (160, 164),
    "execve": (59, 221),
    "execveat": (322, 281),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "pidfd_open": (434, 434),
    "pidfd_send_signal": (424, 424),
    "pidfd_getfd": (438, 438),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "kcmp": (312, 272),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    "mq_open": (240, 180),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "bpf": (321, 280),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "mount": (165, 40),
    "umount2": (166, 39),
    "unshare": (272, 97),
    "setns": (308, 268),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_by_handle_at": (304, 265),
    "kexec_load": (246, 104),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "setsid": (112, 157),
    "setpgid": (109, 154),
    "personality": (135, 92),
    "chmod": (90, -1),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, -1),
    "lchown": (94, -1),
    "fchown": (93, 55),
    "fchownat": (260, 54),
    "utime": (132, -1),
    "utimes": (235, -1),
    "futimesat": (261, -1),
    "utimensat": (280, 88),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "sched_setaffinity": (203, 122),
    "sched_setparam": (142, 118),
    "ioprio_set": (251, 30),
    "migrate_pages": (256, 238),
    "move_pages": (279, 239),
    "setpriority": (141, 140),
    "sched_setscheduler": (144, 119),
    "sched_setattr": (314, 274),
}
_SPECIAL = {"socket", "clone", "fork", "vfork", "clone3", "kill", "tkill", "tgkill", "prlimit64"}
_PROCESSES = {"execve", "execveat", "setsid", "setpgid"}
"""Denied only while new processes are."""
_MODES_AND_TIMES = {"chmod", "fchmod", "fchmodat", "fchmodat2", "utime", "utimes", "futimesat", "utimensat"}
"""Allowed with new processes: the file system around them is read-only but for the scratch folder."""
_ARCHITECTURES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
_CLONE_THREAD = 0x10000
_CLONE_NAMESPACES = 0x7E020000
"""Every flag of clone(2) that makes a namespace."""
_INTERNET = (2, 10)
"""The families of sockets that a network namespace holds; a socket of the Unix family is reached by its path from anywhere."""
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL, _ERROR = 0x7FFF0000, 0x80000000, 0x00050000
_NUMBER, _ARCHITECTURE, _ARGUMENT = 0, 4, 16
"""Offsets into seccomp_data; argument k lies at 16 + 8 k, its lower half first."""


def available() -> bool:
    """Whether this machine's kernel and architecture allow the filter."""
    if not sys.platform.startswith("linux") or platform.machine() not in _ARCHITECTURES:
        return False
    try:
        return "errno" in Path("/proc/sys/kernel/seccomp/actions_avail").read_text("ascii").split()
    except OSError:
        return False


def program(pid: int, *, processes: bool = False, loopback: bool = False) -> bytes:
    """The filter's instructions for the process ``pid``.

    ``processes`` lets it start others, ``loopback`` lets it open internet sockets; each is to be given only inside a
    namespace of its own. Raises OSError.
    """
    machine = platform.machine()
    if machine not in _ARCHITECTURES:
        raise OSError(f"no seccomp filter is written for {machine}")
    column, architecture = _ARCHITECTURES[machine]
    number = {name: pair[column] for name, pair in _NUMBERS.items()}
    denied = _ERROR | errno.EPERM
    code: list[bytes] = []

    def put(operation: int, yes: int, no: int, operand: int) -> None:
        code.append(struct.pack("HBBI", operation, yes, no, operand))

    put(_LOAD, 0, 0, _ARCHITECTURE)
    put(_EQUAL, 1, 0, architecture)
    put(_RETURN, 0, 0, _KILL)
    put(_LOAD, 0, 0, _NUMBER)
    if machine == "x86_64":
        put(_AT_LEAST, 0, 1, 0x40000000)  # the x32 calls, which would pass by every number below
        put(_RETURN, 0, 0, denied)
    allowed = _PROCESSES | _MODES_AND_TIMES if processes else set[str]()
    simple = [name for name in number if name not in _SPECIAL and name not in allowed]
    for name in simple:
        if number[name] >= 0:
            put(_EQUAL, 0, 1, number[name])
            # A library asks to stay on one processor and complains aloud where it may not; nothing comes of it either way.
            put(_RETURN, 0, 0, _ERROR if name == "sched_setaffinity" else denied)
    families = _INTERNET if loopback else ()
    put(_EQUAL, 0, 1 + 2 * len(families) + bool(families), number["socket"])
    if families:
        put(_LOAD, 0, 0, _ARGUMENT)
    for family in families:
        put(_EQUAL, 0, 1, family)
        put(_RETURN, 0, 0, _ALLOW)
    put(_RETURN, 0, 0, _ERROR | errno.EOPNOTSUPP)  # some libraries abort on EPERM here and live with this one
    for name in ("kill", "tkill", "tgkill"):
        if not processes:
            put(_EQUAL, 0, 4, number[name])
            put(_LOAD, 0, 0, _ARGUMENT)
            put(_EQUAL, 0, 1, pid)
            put(_RETURN, 0, 0, _ALLOW)
            put(_RETURN, 0, 0, denied)
    put(_EQUAL, 0, 6, number["prlimit64"])
    put(_LOAD, 0, 0, _ARGUMENT + 16)  # the new limits: reading them is allowed, setting them is not
    put(_EQUAL, 0, 3, 0)
    put(_LOAD, 0, 0, _ARGUMENT + 20)
    put(_EQUAL, 0, 1, 0)
    put(_RETURN, 0, 0, _ALLOW)
    put(_RETURN, 0, 0, denied)
    put(_EQUAL, 0, 1, number["clone3"])
    put(_RETURN, 0, 0, _ERROR | errno.ENOSYS)  # glibc then uses clone, whose flags the filter can see
    if processes:
        put(_EQUAL, 0, 4, number["clone"])
        put(_LOAD, 0, 0, _ARGUMENT)
        put(_ANY_BIT, 0, 1, _CLONE_NAMESPACES)
        put(_RETURN, 0, 0, denied)
        put(_RETURN, 0, 0, _ALLOW)
    else:
        for name in ("fork", "vfork"):
            if number[name] >= 0:
                put(_EQUAL, 0, 1, number[name])
                put(_RETURN, 0, 0, denied)
        put(_EQUAL, 0, 4, number["clone"])
        put(_LOAD, 0, 0, _ARGUMENT)
        put(_ANY_BIT, 0, 1, _CLONE_THREAD)
        put(_RETURN, 0, 0, _ALLOW)
        put(_RETURN, 0, 0, denied)
    put(_RETURN, 0, 0, _ALLOW)
    return b"".join(code)


def restrict(*, processes: bool = False, loopback: bool = False) -> None:
    """Installs :func:`program` in this process for good; to be called while it has one thread. Raises OSError."""

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))

    code = program(os.getpid(), processes=processes, loopback=loopback)
    buffer = ctypes.create_string_buffer(code, len(code))
    filled = Program(len(code) // 8, ctypes.addressof(buffer))
    prctl(SET_NO_NEW_PRIVILEGES, 1)
    prctl(SET_SECCOMP, _FILTER_MODE, ctypes.addressof(filled))
