"""The installed program on a full disk, and in a folder that may only be read: it says so, keeps what it has, and goes on.

A full disk is a small file system in memory where one can be mounted (as root on Linux), and everywhere else a bound on the size
of files, lifted while the program runs; ``make torture`` tries both where both can be. A folder is made read-only by mounting it
so, or by its rights where the person is not root, whom rights do not bind.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
from collections.abc import Callable, Generator, Iterator
from pathlib import Path

import pytest

pytest.importorskip("pexpect")
pytest.importorskip("pyte")

from support.killing import TORTURE, letters, records, sessions
from support.terminal import HOTSEAT, Terminal

from hotseat.interview import journal
from hotseat.interview.engine import replay
from hotseat.review.history import JOURNAL

pytestmark = [
    pytest.mark.e2e,
    pytest.mark.timeout(300),
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="needs Linux's limits and mounts"),
]

SMALL = "256k"
MUCH = " because of this" * 300
"""More than the rest of a block, into which a short line might still go."""
SECOND, BEGUN = f"The second answer{MUCH}", f"A third thought{MUCH} is only begun"
NO_MOUNT = "no file system can be mounted here: that takes root and CAP_SYS_ADMIN"


@contextlib.contextmanager
def mounted(folder: Path) -> Generator[None]:
    """A small file system in memory in place of a folder; the test is skipped where none can be mounted."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SMALL},mode=0700", "hotseat-test", str(folder)], capture_output=True
    )
    if done.returncode:
        pytest.skip(NO_MOUNT)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(folder: Path) -> Path:
    """Take all the room that is left; deleting the file that is returned gives it back."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
        while file.write(b"\0" * 4096):
            pass
    return ballast


def bound(pid: int, size: int) -> None:
    """Let a process make no file longer than this."""
    import resource

    _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, most))


Way = tuple[Callable[[Terminal], None], Callable[[Terminal], None]]
"""What leaves no room, and what gives it back."""


WAYS = ("a small file system", "a bound on files")


@pytest.fixture(params=WAYS if TORTURE else WAYS[:1] if os.geteuid() == 0 else WAYS[1:])
def way(request: pytest.FixtureRequest, own_home: Path) -> Iterator[Way]:
    folder = own_home / "sessions"
    if request.param == "a bound on files":
        yield (
            lambda terminal: bound(terminal.pid, (sessions(own_home)[0] / JOURNAL).stat().st_size + 40),
            lambda terminal: bound(terminal.pid, -1),
        )
        return
    with mounted(folder):
        yield lambda terminal: void(fill(folder)), lambda terminal: (folder / "ballast").unlink()


def told(screen: str) -> str:
    """The letters of the left half of a screen and then of the right: in one of them a notice stands, its sentence wrapped."""
    rows = screen.split("\n")
    return letters("".join(row[:54] for row in rows) + "".join(row[54:] for row in rows))


def pasted(text: str) -> str:
    """A text as a terminal pastes it."""
    return f"\x1b[200~{text}\x1b[201~"


def void(_: object) -> None:
    """Nothing."""


@pytest.mark.in_turn
def test_what_a_full_disk_does_not_take_is_said_and_kept_in_sight_and_saved_once_there_is_room(
    own_home: Path, way: Way
) -> None:
    full, room_again = way
    with Terminal("practice", "sampling-diagonal", env={"HOTSEAT_HOME": str(own_home)}) as app:
        app.until("Interviewer")
        app.type("The first answer is kept.\r")
        app.until(lambda text: "You  0:" in text and "saved" in text)
        full(app)
        app.type(pasted(SECOND) + "\r")
        app.until(lambda text: "NOT SAVED" in text and letters("is full; free some space there.") in told(text))
        assert letters("What you typed is still in the box; mend that and send it again.") in told(app.text)
        (folder,) = sessions(own_home)
        assert SECOND not in str(records(folder))
        room_again(app)
        app.press("enter")
        app.until(lambda text: "NOT SAVED" not in text and "saved" in text)
        app.until(lambda _: any(m.text == SECOND for m in replay(records(folder)).messages))
        full(app)
        app.type(pasted(BEGUN))
        app.until("NOT SAVED")
        room_again(app)
        app.until(lambda text: "NOT SAVED" not in text, 20)  # by itself: a draft needs no key to be saved
        app.until(lambda _: replay(records(folder)).draft == BEGUN)
        app.kill()
    found = journal.read(folder / JOURNAL)
    assert found.damage is None, "two records were merged, or one was left half written"
    said = [m.text for m in replay(found.records).messages if m.who == "candidate"]
    assert said == ["The first answer is kept.", SECOND]
    with Terminal("resume", env={"HOTSEAT_HOME": str(own_home)}) as app:
        app.until("only begun")
        app.kill()


def test_a_session_that_has_no_room_to_begin_is_refused_with_a_sentence_and_leaves_nothing(own_home: Path) -> None:
    with mounted(own_home / "sessions"):
        ballast = fill(own_home / "sessions")
        said = plain(own_home, "practice", "sampling-diagonal")
        assert "cannot be kept in" in said.stdout and "is full; free some space there" in said.stdout, said
        assert "Traceback" not in said.stdout + said.stderr
        ballast.unlink()
        assert not sessions(own_home)


@contextlib.contextmanager
def read_only(folder: Path) -> Generator[None]:
    if os.geteuid() != 0:
        folder.chmod(0o500)
        try:
            yield
        finally:
            folder.chmod(0o700)
        return
    for words in (("--bind", str(folder), str(folder)), ("-o", "remount,bind,ro", str(folder))):
        if subprocess.run(["mount", *words], capture_output=True).returncode:
            pytest.skip(NO_MOUNT)
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def plain(home: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(HOTSEAT), *arguments, "--plain"],
        env={**os.environ, "HOTSEAT_HOME": str(home)},
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
    )


@pytest.mark.long
def test_in_a_folder_that_may_only_be_read_nothing_is_begun_or_gone_on_with_and_all_can_be_read(own_home: Path) -> None:
    begun = plain(own_home, "practice", "sampling-diagonal", typed="It ignores every correlation.\n\n")
    assert begun.returncode == 0, begun
    (folder,) = sessions(own_home)
    before = (folder / JOURNAL).read_bytes()
    with read_only(own_home):
        for arguments in (("practice", "sampling-diagonal"), ("resume",)):
            refused = plain(own_home, *arguments)
            assert refused.returncode == 3, refused
            assert "Make that folder writable, or set HOTSEAT_HOME" in refused.stderr
            assert "Traceback" not in refused.stdout + refused.stderr
        read = plain(own_home, "review", folder.name, typed="transcript\n\n")
        assert read.returncode == 0 and "It ignores every correlation." in read.stdout, read
    assert (folder / JOURNAL).read_bytes() == before


class Shut:
    """A home whose folder can be made read-only, and writable again, under a program that has its files open."""

    def __init__(self, home: Path) -> None:
        self._sign = home / "read-only"
        self.env = {
            "HOTSEAT_HOME": str(home),
            "HOTSEAT_READ_ONLY": str(self._sign),
            "PYTHONPATH": str(Path(__file__).parents[1] / "support" / "read_only"),
        }

    def shut(self) -> None:
        self._sign.touch()

    def open(self) -> None:
        self._sign.unlink()


WRITABLE = letters("cannot be written to any more: read-only file system; make it writable again.")
CODE = "y = 41 + 1"


def said_in(folder: Path) -> list[str]:
    """What the person said, as the journal has it."""
    return [m.text for m in replay(records(folder)).messages if m.who == "candidate"]


@pytest.mark.in_turn
def test_a_folder_that_turns_read_only_loses_nothing_and_the_session_goes_on_once_it_is_writable(
    own_home: Path,
) -> None:
    home = Shut(own_home)
    with Terminal("practice", "zscore", env=home.env) as app:
        app.until("kernel ready")
        app.type("The first answer is kept.\r")
        app.until(lambda text: "You  0:" in text and "saved" in text)
        (folder,) = sessions(own_home)
        before = (folder / JOURNAL).read_bytes()
        home.shut()
        app.type("The second answer.\r")
        app.until(lambda text: "NOT SAVED" in text and WRITABLE in told(text))
        assert letters("What you typed is still in the box; mend that and send it again.") in told(app.text)
        app.press("f3")
        app.type(f"{CODE}\r")
        app.until(lambda text: CODE in text and "file cannot be kept" in " ".join(text.split()))
        assert "is saved with the session" not in app.text, "nothing is said to be saved that is not"
        app.press("f9")
        app.until("Your guess, before the score")
        app.type("50\r")
        app.until(lambda text: "Your guess" not in text and "NOT SAVED" in text)
        assert (folder / JOURNAL).read_bytes() == before, (
            "what was acknowledged stands as it was, and nothing half written"
        )
        home.open()
        app.until(lambda text: "NOT SAVED" not in text and "saved" in text, 20)
        app.until(lambda _: CODE in replay(records(folder)).questions["zscore"].code, 20)
        app.until(lambda _: CODE in (folder / "code" / "zscore.py").read_text("utf-8"), 20)
        app.press("f2", "enter")
        app.until(lambda _: said_in(folder) == ["The first answer is kept.", "The second answer."])
        app.kill()
    found = journal.read(folder / JOURNAL)
    assert found.damage is None and (folder / JOURNAL).read_bytes().startswith(before)


@pytest.mark.in_turn
def test_in_plain_lines_a_folder_that_turns_read_only_is_told_and_the_same_line_is_taken_afterwards(
    own_home: Path,
) -> None:
    home = Shut(own_home)
    with Terminal("practice", "sampling-diagonal", "--plain", env=home.env) as app:
        app.until("You: ")
        app.type("The first answer is kept.\r\r")
        app.until(lambda _: bool(sessions(own_home)) and bool(said_in(sessions(own_home)[0])))
        (folder,) = sessions(own_home)
        home.shut()
        app.type("The second answer.\r\r")
        app.until(lambda text: WRITABLE in letters(text))
        assert said_in(folder) == ["The first answer is kept."]
        assert "Traceback" not in app.text
        home.open()
        app.type("\r")
        app.until(lambda _: said_in(folder) == ["The first answer is kept.", "The second answer."])
        app.type("/quit now\r")
        assert app.ended() == 0
    assert journal.read(folder / JOURNAL).damage is None
