"""What all words of the line mode work with: the engine, the console, the session's folder, and lines typed up to a dot."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from hotseat.interview import commands as c
from hotseat.interview.engine import Engine
from hotseat.interview.state import State
from hotseat.plain.console import Console, Woken

log = logging.getLogger(__name__)

DOT = "."
"""A line of this alone ends a text; a line that shall consist of it is typed as two."""
UNSENT = "unsent.txt"
"""The file that takes what was typed for a question which closed meanwhile."""


class Desk:
    """One session's engine with the streams it is sat over."""

    def __init__(self, engine: Engine, console: Console, folder: Path, environ: Mapping[str, str]) -> None:
        self.engine = engine
        self.console = console
        self.folder = folder
        self.environ = environ
        self.asks_guess = False
        """Whether a guess is asked for before a score is told."""
        self.editing = False
        """Whether the terminal is an editor's at the moment."""

    @property
    def state(self) -> State:
        """The interview as it stands."""
        return self.engine.state

    async def do(self, command: c.Command, question: str | None = None) -> bool:
        """Give the engine a command, with ``question`` only while that one is open; a refusal is told. Whether it was done."""
        if question is not None and question != self.state.current:
            self.console.say("Note", "That question is closed; nothing was done.")
            return False
        try:
            refusal = await self.engine.do(command)
        except Exception as fault:
            log.exception("%s", type(command).__name__)
            self.console.say("Note", f"That did not work ({type(fault).__name__}). The log file tells more.")
            return False
        if refusal is not None:
            self.console.say("Note", refusal.sentence)
        return refusal is None

    async def until_dot(
        self, prompt: Callable[[int], str], begun: Sequence[str] = (), keep: Callable[[str], object] | None = None
    ) -> list[str] | None:
        """Lines up to a single dot, or the end of the input; None where the question closed meanwhile.

        ``begun`` are lines that are there already; ``prompt`` gives the prompt for the line of this index. What was typed is
        not lost when the question closes or the program is ended: it goes into a file, which is told; with ``keep``, it is
        called with the text after each line instead.
        """
        rows, here = list(begun), self.state.current
        try:
            while True:
                line = await self.console.line(prompt(len(rows)))
                ends = line is None or line.strip() == DOT
                if line is not None and not ends:
                    rows.append(DOT if line.strip() == DOT * 2 else line)
                if here != self.state.current:
                    raise Woken
                if ends:
                    return rows
                if keep is not None:
                    await self._kept(keep, rows)
        except Woken:
            self.put_aside(rows[len(begun) :])
            return None
        except asyncio.CancelledError:
            if keep is None:
                self.put_aside(rows[len(begun) :])
            raise

    async def _kept(self, keep: Callable[[str], object], rows: Sequence[str]) -> None:
        done = keep("\n".join(rows))
        if asyncio.iscoroutine(done):
            await done

    def put_aside(self, rows: Sequence[str]) -> None:
        """Keep lines that have no place any more in a file, and tell which."""
        if not rows:
            return
        try:
            with (self.folder / UNSENT).open("a", encoding="utf-8") as file:
                file.write("\n".join(rows) + "\n\n")
        except OSError as fault:
            log.warning("unsent: %s", fault)
            self.console.say("Note", f"What you were typing could not be kept in a file: {fault.strerror or fault}.")
            return
        self.console.say("Note", f"What you were typing is kept in {self.folder / UNSENT}")

    def keep_picture(self, name: str, data: bytes) -> Path:
        """Write a picture into the session's folder; returns where it lies. Raises OSError."""
        place = self.folder / "pictures" / name
        place.parent.mkdir(exist_ok=True, mode=0o700)
        place.write_bytes(data)
        return place

    async def paged(self, file: Path) -> None:
        """Show a file in the person's pager; where there is no terminal for one, tell where the file lies."""
        from hotseat.front import pager

        if not self.console.typed:
            self.console.say("Output", f"It lies in {file}")
            return
        self.editing = True
        self.console.lend(True)
        fault = ""
        try:
            await pager.show(file, self.environ)
        except (pager.NoPager, OSError) as trouble:
            fault = str(trouble)
        finally:
            self.editing = False
            self.console.lend(False)
        self.console.say("Note", f"{fault} It lies in {file}" if fault else "Back from the pager.")

    async def edited(self, text: str, name: str) -> str | None:
        """The text as the person's editor leaves it; None where it could not be opened or brought back, which is told."""
        from hotseat.front import external_editor

        if not self.console.typed:
            self.console.say("Note", "An editor needs a terminal; the input is none.")
            return None
        self.editing = True
        self.console.lend(True)
        try:
            brought = await external_editor.edit(text, name, self.environ)
        except (external_editor.NoEditor, OSError) as fault:
            self.console.say("Note", str(fault))
            return None
        finally:
            self.editing = False
            self.console.lend(False)
        self.console.say("Note", brought.note or f"Back from the editor: {_counted(brought.text)}.")
        return brought.text


def _counted(text: str) -> str:
    many = len(text.splitlines())
    return f"{many} line{'' if many == 1 else 's'}"
