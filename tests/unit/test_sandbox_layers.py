"""The layers of the sandbox: what the filter decides on both architectures, what is told, and what is left without one."""

from __future__ import annotations

import errno
import json
import platform
import struct
import subprocess
import sys
from pathlib import Path

import pytest

from hotseat.kernels import landlock, sandbox, seccomp

ALLOW, KILL, ERROR = 0x7FFF0000, 0x80000000, 0x00050000
PID = 4242
CALLS = {"x86_64": 0, "aarch64": 1}
ARCHITECTURE = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}


def decide(program: bytes, number: int, arguments: tuple[int, ...] = (), architecture: int = 0) -> int:
    """Runs a classic BPF program as the kernel would."""
    padded = (*arguments, *(0,) * (6 - len(arguments)))
    data = struct.pack("<IIQ6Q", number & 0xFFFFFFFF, architecture, 0, *(a & (1 << 64) - 1 for a in padded))
    code = [struct.unpack("HBBI", program[k : k + 8]) for k in range(0, len(program), 8)]
    place = value = 0
    for _ in range(10_000):
        operation, yes, no, operand = code[place]
        place += 1
        if operation == 0x06:
            return operand
        if operation == 0x20:
            (value,) = struct.unpack_from("<I", data, operand)
            continue
        holds = {0x15: value == operand, 0x35: value >= operand, 0x45: bool(value & operand)}[operation]
        place += yes if holds else no
    raise AssertionError("the program does not end")


@pytest.fixture(params=sorted(CALLS))
def machine(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setattr(platform, "machine", lambda: request.param)
    return request.param


def test_the_filter_decides_by_call_and_argument_on_both_architectures(machine: str) -> None:
    program = seccomp.program(PID)
    numbers = {name: pair[CALLS[machine]] for name, pair in seccomp._NUMBERS.items()}

    def verdict(name: str, *arguments: int) -> int:
        return decide(program, numbers[name], arguments, ARCHITECTURE[machine])

    denied = ERROR | errno.EPERM
    for name in ("ptrace", "execve", "setsid", "memfd_create", "fchmodat", "pidfd_open", "io_uring_setup", "setrlimit"):
        assert verdict(name) == denied, name
    assert verdict("socket", 2) == verdict("socket", 1) == ERROR | errno.EOPNOTSUPP
    assert verdict("kill", PID) == verdict("tgkill", PID, 7) == ALLOW
    assert verdict("kill", PID - 1) == verdict("kill", 0) == verdict("kill", -1) == verdict("tgkill", 1) == denied
    assert verdict("prlimit64", 0, 7, 0) == ALLOW
    assert verdict("prlimit64", 0, 7, 1 << 32) == verdict("prlimit64", 0, 7, 0x1000) == denied
    assert verdict("clone", 0x3D0F00) == ALLOW and verdict("clone", 0x1200011) == denied
    assert verdict("clone3") == ERROR | errno.ENOSYS
    for harmless in (0, 1, 3, 9, 63, 214, 262, 500):
        if harmless not in numbers.values():
            assert decide(program, harmless, (), ARCHITECTURE[machine]) == ALLOW
    assert decide(program, 0, (), 0x40000003) == KILL
    if machine == "x86_64":
        assert verdict("fork") == verdict("vfork") == denied
        assert decide(program, 0x40000000 | 41, (), ARCHITECTURE[machine]) == denied


def test_the_filter_that_allows_processes_still_denies_the_rest(machine: str) -> None:
    program = seccomp.program(PID, processes=True)
    numbers = {name: pair[CALLS[machine]] for name, pair in seccomp._NUMBERS.items()}
    denied = ERROR | errno.EPERM
    allowed = ("clone", "execve", "setsid", "kill", "fchmodat", "utimensat")
    for name, wanted in (
        *((name, ALLOW) for name in allowed),
        *((name, denied) for name in ("ptrace", "unshare", "mount", "fchownat", "setrlimit", "memfd_create")),
        ("socket", ERROR | errno.EOPNOTSUPP),
        ("clone3", ERROR | errno.ENOSYS),
    ):
        assert decide(program, numbers[name], (0x1200011,), ARCHITECTURE[machine]) == wanted, name
    for namespace in (0x20000, 0x2000000, 0x4000000, 0x8000000, 0x10000000, 0x20000000, 0x40000000):
        assert decide(program, numbers["clone"], (0x11 | namespace,), ARCHITECTURE[machine]) == denied


def test_the_filter_that_allows_loopback_opens_internet_sockets_and_nothing_else(machine: str) -> None:
    strict, program = seccomp.program(PID), seccomp.program(PID, loopback=True)
    numbers = {name: pair[CALLS[machine]] for name, pair in seccomp._NUMBERS.items()}
    architecture = ARCHITECTURE[machine]
    for family in range(46):
        wanted = ALLOW if family in (2, 10) else ERROR | errno.EOPNOTSUPP
        assert decide(program, numbers["socket"], (family, 1, 0), architecture) == wanted, family
    for name in numbers.keys() - {"socket"}:
        for argument in (0, PID, PID - 1, 0x1200011, 0x3D0F00):
            same = decide(strict, numbers[name], (argument, 7, argument), architecture)
            assert decide(program, numbers[name], (argument, 7, argument), architecture) == same, name


@pytest.mark.parametrize(("processes", "loopback"), [(False, False), (True, False), (False, True), (True, True)])
def test_every_jump_of_the_filter_stays_inside(machine: str, processes: bool, loopback: bool) -> None:
    program = seccomp.program(PID, processes=processes, loopback=loopback)
    count = len(program) // 8
    assert len(program) % 8 == 0 and count < 4096
    for place in range(count):
        operation, yes, no, _ = struct.unpack("HBBI", program[place * 8 : place * 8 + 8])
        if operation not in (0x06, 0x20):
            assert place + 1 + max(yes, no) < count


def test_the_layers_are_described_with_a_remedy_for_what_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(layer.meaning for layer in sandbox.describe())
    monkeypatch.setattr(landlock, "abi", lambda: 0)
    monkeypatch.setattr(seccomp, "available", lambda: False)
    lacking = {layer.name: layer for layer in sandbox.describe() if not layer.there}
    assert {"landlock", "seccomp"} <= set(lacking) and lacking["landlock"].remedy
    assert "reference included" in lacking["landlock"].meaning


CONFINED = """
import json, os, sys
from hotseat.kernels import landlock, sandbox, seccomp
def refused(*args, **kwargs): raise OSError("not on this machine")
for name in sys.argv[2:]:
    {"landlock": landlock, "seccomp": seccomp}[name].restrict = refused
held = sandbox.confine(sandbox.Limits(memory=64), allowed=landlock.rules(sandbox.readable(), []), scratch=sys.argv[1])
def tried(action):
    try: action()
    except (OSError, MemoryError) as error: return type(error).__name__
    return "done"
print(json.dumps([held, tried(lambda: open(sys.argv[1] + "/a", "w")), tried(lambda: os.listdir("/root")),
    tried(lambda: bytearray(1 << 30)), tried(lambda: open("/dev/null", "w"))]))
"""


@pytest.mark.sandbox
@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux")
@pytest.mark.parametrize("lacking", [[], ["landlock"], ["seccomp"], ["landlock", "seccomp"]], ids=str)
def test_a_layer_the_machine_lacks_is_left_out_and_the_others_hold(tmp_path: Path, lacking: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", CONFINED, str(tmp_path), *lacking], capture_output=True, text=True, check=True
    )
    held, scratch, outside, memory, nothing = json.loads(done.stdout)
    assert set(lacking).isdisjoint(held) and "limits" in held
    assert scratch == nothing == "done" and memory == "MemoryError"
    if "landlock" in held:
        assert outside == "PermissionError"
