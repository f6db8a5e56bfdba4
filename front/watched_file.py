"""One file of code that a program and a person's own editor both write: each sees what the other saved.

Looked at by its size and time of change, which costs a few microseconds and works on every system and every kind of file system.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hotseat import harmless
from hotseat.interview import disk

MOST_BYTES = 4_000_000
"""Of a file that is read."""

_Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class Conflict:
    """The file holds something that was not seen yet, and so was not written over."""

    theirs: str


class WatchedFile:
    """Holds what the file held when it was last seen. None of its methods raises anything but OSError."""

    def __init__(self, path: Path) -> None:
        """Nothing is read or written yet."""
        self.path = path
        self.fault = ""
        """Why what the file holds cannot be taken, as a sentence; empty while it can."""
        self.cleaned = False
        """Whether control characters were left out of what it held."""
        self.aside: Path | None = None
        """Where an older text was put that made way for the recorded one."""
        self._known: str | None = None
        """The text that both sides have."""
        self._seen: _Stamp | None = None
        self._settling: _Stamp | None = None

    @property
    def known(self) -> str | None:
        """The text that both sides have, as far as was seen; None before the file was opened."""
        return self._known

    def open(self, text: str) -> None:
        """Write the text whatever the file holds: a session begins with what its journal has.

        Raises OSError where it cannot be written.
        """
        self._write(text)

    def resume(self, text: str, recorded: str) -> str | None:
        """Begin with the text, or go on with what was saved since it was recorded, which is returned.

        Of a file that was never seen here, one that changed after ``recorded`` (ISO 8601) goes before the text; an older one
        that differs makes way and is kept ``aside``. What cannot be read is left where it lies, to be mended. Raises OSError.
        """
        seen, before = self._seen is not None, (self._known, self._seen)
        theirs = self.look(settled=False)
        stamp = self._stamp()
        if stamp is not None and self.fault:
            return None
        if theirs is not None and theirs != text and stamp is not None:
            if seen or stamp[0] / 1e9 > _seconds(recorded):
                return theirs
            try:
                self.aside = self.path.replace(self.path.with_name(f"{self.path.stem}-before{self.path.suffix}"))
            except OSError:
                self._known, self._seen = before  # so that it still makes way when this is tried again
                raise
        self._write(text)
        return None

    def take(self) -> str:
        """What the file holds, as the text both sides have. Raises OSError where it cannot be read."""
        stamp = self._stamp()
        text = self._read(stamp)
        if text is None:
            raise OSError(self.fault)
        return text

    @property
    def changed(self) -> bool:
        """Whether somebody has touched the file since it was seen; a few microseconds."""
        stamp = self._stamp()
        return stamp is not None and stamp != self._seen

    def look(self, *, settled: bool = True) -> str | None:
        """What somebody else has saved since the last look; None where nothing is new.

        ``settled`` waits until it stands still, so that an editor that empties a file before it fills it is not caught in
        between. A file that was there and is gone is a fault, told by the look that finds it so.
        """
        stamp = self._stamp()
        if stamp is None and self._seen is not None:
            self._seen, self.fault = None, f"{self.path} is gone; your code is kept, and any change writes it anew."
        if stamp is None or stamp == self._seen:
            self._settling = None
            return None
        if settled and stamp != self._settling:
            self._settling = stamp
            return None
        self._settling = None
        known = self._known
        text = self._read(stamp)
        return None if text is None or text == known else text

    def write(self, text: str) -> Conflict | None:
        """Save the text, unless somebody else has saved another one that was not seen. Raises OSError."""
        stamp = self._stamp()
        if text == self._known:
            if stamp is None:
                self._write(text)
            return None  # What they have saved, if anything, is found by the next look.
        if stamp is not None and stamp != self._seen:
            known, seen = self._known, self._seen
            theirs = self._read(stamp)
            if theirs is None:
                self._seen = seen  # It cannot be read, so it is not written over either.
                return None
            if theirs == text:
                return None
            if theirs != known:
                self._known, self._seen = known, seen
                return Conflict(theirs)
        self._write(text)
        return None

    def keep_mine(self, mine: str, theirs: str) -> Path:
        """Save ``mine``, and what the other side had beside it; returns where that is. Raises OSError."""
        beside = self.path.with_name(f"{self.path.stem}.theirs{self.path.suffix}")
        self._put(beside, theirs)
        self._write(mine)
        return beside

    def _stamp(self) -> _Stamp | None:
        with contextlib.suppress(OSError):
            found = self.path.stat()
            return found.st_mtime_ns, found.st_size, found.st_ino
        return None

    def _read(self, stamp: _Stamp | None) -> str | None:
        """The text of the file, seen from now on; None where it is no text that can be taken, which ``fault`` tells."""
        self._seen = stamp
        try:
            with self.path.open("rb") as file:
                data = file.read(MOST_BYTES + 1)
            if len(data) > MOST_BYTES:
                self.fault = f"{self.path} has grown too large to be taken over."
                return None
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            self.fault = f"{self.path} is not UTF-8 text, so it is not taken over."
            return None
        except OSError as fault:
            self.fault = f"{self.path} cannot be read: {fault.strerror or fault}."
            return None
        self.fault = ""
        raw = text.replace("\r\n", "\n").replace("\r", "\n")
        text = harmless.plain(raw)
        self.cleaned = text != raw
        if self._known is not None and not self._known.endswith("\n") and text == self._known + "\n":
            text = self._known
        self._known = text
        return text

    def _write(self, text: str) -> None:
        self._put(self.path, text)
        self._known, self._seen, self.fault = text, self._stamp(), ""

    @staticmethod
    def _put(path: Path, text: str) -> None:
        disk.make_private(path.parent)
        whole = text if not text or text.endswith("\n") else text + "\n"
        disk.put(path, whole.encode("utf-8", "replace"), lasting=False)


def _seconds(wall: str) -> float:
    """A moment as seconds of the epoch; what cannot be read is now."""
    try:
        return datetime.fromisoformat(wall).timestamp()
    except ValueError:
        return datetime.now(UTC).timestamp()
