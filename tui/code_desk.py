"""What is kept of the code beside the journal: its file, which other editors may open, and its undo history."""

from __future__ import annotations

import asyncio
import logging
from pathlib import Path

from hotseat.front.watched_file import Conflict, WatchedFile
from hotseat.tui import undo_store
from hotseat.tui.undo_store import Batches

log = logging.getLogger(__name__)


class CodeDesk:
    """One question's files at a time; all reading and writing is done in threads, in order."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is the session's."""
        self._code, self._undo = folder / "code", folder / "undo"
        self._file: WatchedFile | None = None
        self._question = ""
        self._turn = asyncio.Lock()
        self.fault = ""
        """Why the file cannot be kept or taken over, as a sentence; empty while it can."""
        self.behind = False
        """Whether the last attempt to write the file failed, so that it lacks what was to stand there."""
        self._theirs: str | None = None
        """Another editor's text that is still to be laid beside the file before that is written over."""

    @property
    def path(self) -> Path | None:
        """Where the open question's code lies."""
        return self._file.path if self._file else None

    @property
    def changed(self) -> bool:
        """Whether it is worth a look; cheap enough to be asked in the event loop."""
        return self._file is not None and self._file.changed

    async def open(self, question: str, text: str) -> tuple[Batches, Batches]:
        """Write a question's file, and return what can be undone and redone in it."""
        async with self._turn:
            self._question, self._file = question, WatchedFile(self._code / f"{question}.py")
            self._theirs = None
            try:
                await asyncio.to_thread(self._file.open, text)
                self.behind = False
            except OSError as fault:
                self._told(fault)
            return await asyncio.to_thread(undo_store.load, self._undo / f"{question}.json", text)

    async def save(self, question: str, text: str) -> Conflict | None:
        """Write the code to its file, unless somebody else has saved something there that was not seen."""
        async with self._turn:
            if self._file is None or question != self._question:
                return None
            try:
                beside = await self._lay_beside(self._file, text)
                conflict = None if beside else await asyncio.to_thread(self._file.write, text)
            except OSError as fault:
                self._told(fault)
                return None
            self.fault, self.behind = self._file.fault, False
            return conflict

    async def keep_undo(self, question: str, text: str, undo: Batches, redo: Batches) -> None:
        """Write the history that leads to this text."""
        async with self._turn:
            try:
                await asyncio.to_thread(undo_store.save, self._undo / f"{question}.json", text, undo, redo)
            except OSError as fault:
                log.warning("undo history: %s", fault)

    async def look(self) -> tuple[str | None, str | None]:
        """What was known of the file, and what somebody else has saved there since; both None where nothing is new."""
        async with self._turn:
            file = self._file
            if file is None:
                return None, None
            known = file.known
            theirs = await asyncio.to_thread(file.look)
            self.fault = file.fault
            return (known, theirs) if theirs is not None else (None, None)

    async def adopt(self) -> str | None:
        """What the file holds, taken as what both sides have; None where it cannot be read."""
        async with self._turn:
            try:
                return await asyncio.to_thread(self._file.take) if self._file else None
            except OSError as fault:
                self._told(fault, behind=self.behind)
                return None

    async def keep_mine(self, mine: str, theirs: str) -> Path | None:
        """Write ``mine`` to the file and ``theirs`` beside it; returns where that is, None where it cannot be written yet."""
        async with self._turn:
            self._theirs = theirs
            try:
                return await self._lay_beside(self._file, mine) if self._file else None
            except OSError as fault:
                self._told(fault)
                return None

    async def _lay_beside(self, file: WatchedFile, mine: str) -> Path | None:
        """Write ``mine``, and what another editor saved beside it; returns where that is, None where nothing is to be laid there.

        Raises OSError, and it is still to be done.
        """
        if self._theirs is None:
            return None
        beside = await asyncio.to_thread(file.keep_mine, mine, self._theirs)
        self._theirs = None
        return beside

    def _told(self, fault: OSError, *, behind: bool = True) -> None:
        if not self.behind:
            log.warning("code file: %s", fault)
        self.behind = behind
        self.fault = (
            f"The code's file cannot be kept: {fault.strerror or fault}. Until it can, other editors see an older one; "
            "the bar says whether the session is saved."
        )
