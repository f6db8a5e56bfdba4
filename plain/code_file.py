"""The code of the open question as a file beside the session, so that it can be edited anywhere and submitted from here.

While a question is open the file is the code: whatever is to be done with it is done with what the file holds. A change to
it is noticed within a second and recorded, as a keystroke in an editor pane would be.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hotseat import harmless
from hotseat.interview import disk

MOST_BYTES = 4_000_000
"""Of a file that is read."""


@dataclass(frozen=True)
class Found:
    """What a look at the file came to."""

    text: str | None = None
    """The new text; None where it has not changed, or cannot be taken."""
    trouble: str = ""
    """Why it cannot be taken, in a sentence."""
    cleaned: bool = False
    """Whether control characters were taken out of it."""


class CodeFile:
    """One question's file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._seen: tuple[int, int, int] | None = None
        """Time of change, size and number of the file as it was last read or written."""

    def open(self, text: str, recorded: str) -> Found:
        """Begin with this text, or go on with a file that was changed since it was last looked at.

        Of a file that was never looked at here one that changed after ``recorded`` (ISO 8601) goes before the text; an older
        one that differs makes way, and is kept beside.
        """
        known = self._seen
        found = self.look()
        if found.text is None or found.text == text:
            # What cannot be read is left where it lies, to be mended.
            unreadable = found.trouble and self._seen is not None
            return found if unreadable else Found(trouble=self.write(text))
        changed = self._seen[0] / 1e9 if self._seen else 0.0
        if known is not None or changed > _seconds(recorded):
            return found
        beside = self.path.with_name(f"{self.path.stem}-before.py")
        try:
            self.path.replace(beside)
        except OSError as fault:
            return Found(trouble=f"{self.path} cannot be moved aside: {fault.strerror or fault}.")
        told = f"The code file held something older than what is recorded; that is kept as {beside}"
        return Found(trouble=self.write(text) or told)

    def look(self) -> Found:
        """What the file holds, if it has changed since it was last read or written."""
        try:
            stamp = self._stamp()
            if stamp == self._seen:
                return Found()
            self._seen = stamp
            if stamp[1] > MOST_BYTES:
                return Found(trouble=f"{self.path} has grown too large to be taken; your code is as it was.")
            raw = self.path.read_bytes().decode("utf-8")
        except UnicodeDecodeError:
            return Found(trouble=f"{self.path} is not UTF-8 text; your code is as it was before that was saved.")
        except FileNotFoundError:
            self._seen = None
            return Found(
                trouble=f"{self.path} is gone; your code is kept. /show tells it, and any change writes it anew."
            )
        except OSError as fault:
            return Found(trouble=f"{self.path} cannot be read: {fault.strerror or fault}. Your code is as it was.")
        raw = raw.removeprefix("\ufeff").replace("\r\n", "\n")
        text = harmless.plain(raw)
        return Found(text, cleaned=text != raw)

    def write(self, text: str) -> str:
        """Put the text into the file, whole or not at all; returns why it could not be, or an empty text."""
        try:
            disk.make_private(self.path.parent)
            disk.put(self.path, text.encode("utf-8"), lasting=False)
            self._seen = self._stamp()
        except OSError as fault:
            return f"{self.path} cannot be written: {fault.strerror or fault}. Your code is kept all the same."
        return ""

    def _stamp(self) -> tuple[int, int, int]:
        told = self.path.stat()
        return told.st_mtime_ns, told.st_size, told.st_ino


def _seconds(wall: str) -> float:
    """A moment as seconds of the epoch; what cannot be read is now."""
    try:
        return datetime.fromisoformat(wall).timestamp()
    except ValueError:
        return datetime.now(UTC).timestamp()
