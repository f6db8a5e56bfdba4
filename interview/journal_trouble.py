"""What can be in the way of a journal, each as a sentence for the person whose session it is."""

from __future__ import annotations

from pathlib import Path

from hotseat.interview import disk


class JournalError(OSError):
    """A journal cannot be used as it was asked; the text is a sentence."""


class JournalTooNew(JournalError):
    """A newer Hotseat wrote this journal."""


class JournalFull(JournalError):
    """There is no room on the disk; the batch was not saved and may be written again."""


class JournalLocked(JournalError):
    """Another process writes this journal."""

    def __init__(self, pid: int | None) -> None:
        self.pid = pid
        """The process, where it is known."""
        where = f"process {pid}" if pid else "another process"
        super().__init__(f"this session is open in {where}; close it there first, or look at it with hotseat review")


def trouble(path: Path, error: OSError) -> JournalError:
    """A fault met at this file, as a sentence that names it."""
    if isinstance(error, JournalError):
        return error
    if error.errno in disk.FULL:
        return JournalFull(f"the disk that holds {path.parent} is full; free some space there")
    if isinstance(error, disk.NotRegular):
        return JournalError(f"{path} is a link or no regular file, and is left alone")
    if isinstance(error, FileNotFoundError):
        return JournalError(f"there is no journal {path}")
    if isinstance(error, FileExistsError):
        return JournalError(f"{path} exists already")
    return JournalError(f"{path} cannot be used: {(error.strerror or 'unknown fault').lower()}")


def unwritten(path: Path, error: OSError) -> JournalError:
    """A fault met while writing what was open for that, as a sentence that says what to do where that is known."""
    if error.errno in disk.SHUT and not isinstance(error, JournalError):
        why = (error.strerror or "permission denied").lower()
        return JournalError(f"{path.parent} cannot be written to any more: {why}; make it writable again")
    return trouble(path, error)
