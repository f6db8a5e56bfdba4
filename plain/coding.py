"""The words for code: hear it, change it by line numbers, run its cells, submit it. The file beside the session is the code."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

from hotseat.front import views
from hotseat.front.cell_notes import cell_notes
from hotseat.front.guessing import asks_before_submission
from hotseat.front.watched_file import WatchedFile
from hotseat.interview import commands as c
from hotseat.interview.cells import split
from hotseat.interview.contest import to_contest
from hotseat.interview.state import CellRecord
from hotseat.plain.choosing import confirm
from hotseat.plain.desk import DOT, Desk
from hotseat.plain.guessing import guess_code
from hotseat.plain.printed import ending, kept_in, whole
from hotseat.plain.ranges import NoRange, numbered, put, read_range, rows_of
from hotseat.plain.verdict import verdict_rows

KERNEL_SECONDS = 60.0
"""How long a run waits for a kernel that is starting."""
MOST_UNDO = 100
TYPE = "Type the lines; a line with a single dot ends them."


class Coding:
    """Holds the code file of the open question, and carries out the words for code."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._question: str | None = None
        self._file: WatchedFile | None = None
        self._files: dict[str, WatchedFile] = {}
        """The files of the questions so far: practice may come back to one."""
        self._before: list[str] = []
        """The texts before each change made here, oldest first."""
        self._behind = ""
        """Why the file lacks what was last to be written to it; empty where it does not."""
        self._begun = True
        """Whether the file holds what this question began with here; until it does, an older text in it still makes way."""

    @property
    def _code(self) -> str:
        there = self._desk.state.open_question
        return there.code if there else ""

    def _lines(self) -> str:
        """How long the code is, in words."""
        return _counted(len(rows_of(self._code)), "line")

    async def open(self) -> None:
        """Follow the interview to the question that is open now, if it is another one, and tell of its file."""
        desk, state = self._desk, self._desk.state
        if state.current == self._question:
            return
        self._question, self._file, self._before, self._behind, self._begun = state.current, None, [], "", True
        there = state.open_question
        if there is None or state.current is None or (there.question.kind != "code" and not there.code.strip()):
            return
        path = desk.folder / "code" / f"{state.current}.py"
        self._file = self._files.setdefault(state.current, WatchedFile(path))
        await self._begin(self._file)
        cells = len(split(self._code))
        told = f"{self._lines()}, {_counted(cells, 'cell')}. /show tells it."
        desk.console.say(
            "Code", f"{told}\nEdit it here (/help tells how), or in an editor of your own:\n{self._file.path}"
        )

    async def _begin(self, file: WatchedFile) -> None:
        """Write the code to its file, or go on with what was saved there since; :meth:`pull` tries again what cannot be done."""
        desk = self._desk
        try:
            newer = file.resume(self._code, desk.state.last_wall)
        except OSError as fault:
            self._begun = False
            self._not_written(fault)
            return
        self._begun, self._behind = True, ""
        if file.fault:
            desk.console.say("Note", f"{file.fault} Your code is as it was.")
        if file.aside:
            told = "The code file held something older than what is recorded; that is kept as"
            desk.console.say("Note", f"{told} {file.aside}")
        if newer is not None:
            desk.console.say("Note", "The code file has changed since it was last recorded; what it holds now counts.")
            await desk.engine.do(c.Edit(newer))

    async def pull(self) -> None:
        """Take in what the file holds, where it has changed."""
        if self._file is None or self._question != self._desk.state.current or self._desk.state.ended:
            return
        if not self._begun:
            await self._begin(self._file)
            return
        before, text = self._file.fault, self._file.look(settled=False)
        if self._file.fault and self._file.fault != before:
            self._desk.console.hold("Note", self._file.fault)
        if text is None or text == self._code:
            if self._behind and not self._file.fault:
                self._written(self._code)
            return
        self._before = [*self._before, self._code][-MOST_UNDO:]
        if await self._desk.do(c.Edit(text), self._question):
            odd = " Control characters in it were left out." if self._file.cleaned else ""
            self._desk.console.hold("Code", f"The file has changed: {self._lines()} now.{odd}")

    async def _put(self, text: str) -> bool:
        """Let the code be this text, in the journal and in the file."""
        before = self._code
        if text == before or not await self._desk.do(c.Edit(text), self._question):
            return False
        self._before = [*self._before, before][-MOST_UNDO:]
        self._written(text)
        return True

    def _written(self, text: str) -> None:
        if self._file is not None:
            try:
                self._file.open(text)
                self._behind = ""
            except OSError as fault:
                self._not_written(fault)

    def _not_written(self, fault: OSError) -> None:
        assert self._file is not None
        told = f"{self._file.path} cannot be written: {fault.strerror or fault}. Until it can, other editors see an older one."
        if told != self._behind:
            self._desk.console.say("Note", told)
        self._behind = told

    async def _ready(self) -> bool:
        """Whether there is code to work with; takes in the file's changes."""
        there = self._desk.state.open_question
        if there is None or self._file is None:
            told = "This question is answered in words; there is no code." if there else "No question is open yet."
            self._desk.console.say("Note", told)
            return False
        await self.pull()
        return True

    def _range(self, typed: str, what: str = "line") -> tuple[int, int] | None:
        last = len(rows_of(self._code)) if what == "line" else len(split(self._code))
        try:
            return read_range(typed, last, what)
        except NoRange as fault:
            self._desk.console.say("Note", str(fault))
            return None

    # Hear it.

    async def show(self, rest: str) -> None:
        """Say the code with its line numbers."""
        if not await self._ready():
            return
        last = len(rows_of(self._code))
        if not last:
            self._desk.console.say("Code", "There is no code yet. /write begins it.")
            return
        chosen = self._range(rest) if rest else (1, last)
        if chosen:
            told = f"Lines {chosen[0]} to {chosen[1]} of {last}." if rest else f"{self._lines()}."
            self._desk.console.say("Code", f"{told}\n{numbered(self._code, *chosen)}")

    async def cells(self, rest: str) -> None:
        """Say which cells there are."""
        if not await self._ready():
            return
        ran = cell_notes(self._desk.state, self._question)
        rows: list[str] = []
        for cell in split(self._code):
            first = cell.title or next((row.strip() for row in cell.code.split("\n") if row.strip()), "empty")
            rows.append(f"Cell {cell.index + 1}, lines {cell.first + 1} to {cell.last + 1}: {first[:60]}")
            if cell.index in ran:
                rows[-1] += f" ({ran[cell.index].words})"
        self._desk.console.say("Code", "\n".join([*rows, "A line that begins with # %% opens a cell."]))

    async def file(self, rest: str) -> None:
        """Say where the code lies."""
        if await self._ready() and self._file is not None:
            told = "Edit it there as you like; it is read at each save, and /run and /submit take what it holds."
            self._desk.console.say("Code", f"{told}\n{self._file.path}")

    # Change it.

    async def write(self, rest: str) -> None:
        """Take all of the code anew."""
        if await self._ready_for_lines():
            await self._typed(1, sys.maxsize)

    async def append(self, rest: str) -> None:
        """Add lines at the end."""
        if await self._ready_for_lines():
            end = len(rows_of(self._code)) + 1
            await self._typed(end, end - 1)

    async def insert(self, rest: str) -> None:
        """Add lines before a line."""
        if chosen := await self._range_for_lines(rest):
            await self._typed(chosen[0], chosen[0] - 1)

    async def replace(self, rest: str) -> None:
        """Put other lines in the place of some."""
        if chosen := await self._range_for_lines(rest):
            self._desk.console.say("Code", f"These lines go:\n{numbered(self._code, *chosen)}")
            await self._typed(*chosen)

    async def delete(self, rest: str) -> None:
        """Take lines away."""
        if await self._ready() and (chosen := self._range(rest)) and await self._put(put(self._code, *chosen, [])):
            self._desk.console.say(
                "Code", f"{_counted(chosen[1] - chosen[0] + 1, 'line')} deleted. /undo takes that back."
            )

    async def _ready_for_lines(self) -> bool:
        """Whether lines of code can be taken now. Those that were pasted with a refused command are kept, and are no answer."""
        ready = await self._ready()
        if not ready:
            await self._put_pasted_aside()
        return ready

    async def _range_for_lines(self, typed: str) -> tuple[int, int] | None:
        """The lines that are meant, where lines of code can be taken now."""
        if not await self._ready_for_lines():
            return None
        chosen = self._range(typed)
        if chosen is None:
            await self._put_pasted_aside()
        return chosen

    async def _put_pasted_aside(self) -> None:
        self._desk.put_aside(await self._desk.console.pasted(DOT))

    async def _typed(self, first: int, last: int) -> None:
        """Take lines up to a dot and put them in the place of lines ``first`` to ``last``."""
        if self._desk.console.typed:
            self._desk.console.say("Code", TYPE)
        typed = await self._desk.until_dot(lambda n: f"Code {first + n}: ")
        if typed is None or not await self._ready():
            return
        rows = [row.expandtabs(4) for row in typed]
        if not rows:
            self._desk.console.say("Code", "No line was typed; the code is as it was.")
        elif await self._put(put(self._code, first, last, rows)):
            end = first + len(rows) - 1
            new = f"Lines {first} to {end} are new" if end > first else f"Line {first} is new"
            self._desk.console.say("Code", f"{new}, {self._lines()} in all. /undo takes that back.")

    async def undo(self, rest: str) -> None:
        """Take the last change back."""
        if not await self._ready():
            return
        if not self._before:
            self._desk.console.say("Code", "There is no change to take back.")
        elif await self._desk.do(c.Edit(self._before[-1]), self._question):
            self._before.pop()
            self._written(self._code)
            self._desk.console.say("Code", f"The last change is taken back: {self._lines()} now.")

    async def edit(self) -> None:
        """Open the code in the person's own editor."""
        if not await self._ready():
            return
        question, before = self._question, self._code
        text = await self._desk.edited(before, f"{question}.py")
        if text is None or text == before:
            return
        if question == self._desk.state.current:
            await self._put(text)
        else:
            self._desk.put_aside(text.split("\n"))

    # Run it.

    async def run(self, rest: str) -> None:
        """Run all cells, or some."""
        if not await self._ready() or not await self._kernel_ready():
            return
        cells = split(self._code)
        wish = rest.strip().lower()
        chosen = (1, len(cells)) if wish in ("", "all") else self._range(wish, "cell")
        if chosen:
            await self._desk.do(c.RunCells(tuple(range(chosen[0] - 1, chosen[1]))))

    async def _kernel_ready(self) -> bool:
        """Wait for a kernel that is starting; says so."""
        desk = self._desk
        if desk.state.kernel in ("stopped", "starting"):
            desk.console.say("Note", "The kernel is starting; the cells run once it is ready.")
            end = asyncio.get_running_loop().time() + KERNEL_SECONDS
            while desk.state.kernel in ("stopped", "starting"):
                if asyncio.get_running_loop().time() > end:
                    desk.console.say(
                        "Note", "The kernel does not start. /restart tries again; hotseat doctor tells more."
                    )
                    return False
                await asyncio.sleep(0.05)
        return True

    async def output(self, rest: str) -> None:
        """Say again what a run printed, or open all of it in the person's pager."""
        state, wish = self._desk.state, rest.lower().split()
        everything = "all" in wish
        numbers = [w for w in wish if w not in ("all", "whole")]
        if not state.cells:
            self._desk.console.say("Output", "No cell has been run yet. /run runs them.")
            return
        run = max(state.cells) if not numbers else int(numbers[0]) if numbers[0].isdecimal() else 0
        if run not in state.cells:
            self._desk.console.say(
                "Note", f"Runs are counted from 1 to {max(state.cells)}: /output 1, or /output 1 all."
            )
            return
        cell = state.cells[run]
        if "whole" in wish:
            await self._whole(cell)
            return
        end = ending(cell) if cell.ending else f"Run {run}, cell {cell.cell + 1}: still running."
        rows = whole(cell, self._desk.keep_picture, everything=everything)
        self._desk.console.say("Output", "\n".join([end, *(rows or ["It printed nothing."])]))

    async def _whole(self, cell: CellRecord) -> None:
        """Open all that a run printed in the pager, where it is more than is recorded."""
        file = kept_in(cell)
        if not file:
            told = f"All that run {cell.run} printed is recorded. /output {cell.run} all tells it."
            self._desk.console.say("Note", told)
        elif place := self._desk.engine.effects.whole_output(file):
            await self._desk.paged(Path(place))
        else:
            told = "That output is not kept any longer. Run the cell again to have all of it."
            self._desk.console.say("Note", told)

    async def submit(self, rest: str) -> None:
        """Give the code to the judge."""
        if not await self._ready():
            return
        question = self._question
        if question and self._desk.asks_guess and asks_before_submission(self._desk.state, question):
            guess = await guess_code(self._desk.console)
            if guess is not None:
                await self._desk.do(c.GuessScore(question, guess))
        await self._desk.do(c.Submit(), question)

    async def checks(self, rest: str) -> None:
        """Say the last verdict."""
        shown, judging = views.last_result(self._desk.state, self._desk.state.current or self._desk.state.last)
        if judging:
            self._desk.console.say("Checks", "The judge is at work.")
        elif shown is None:
            self._desk.console.say("Checks", "Nothing has been submitted yet. /submit gives the code to the judge.")
        else:
            self._desk.console.say("Checks", "\n".join(verdict_rows(shown)))

    async def contest(self, rest: str) -> None:
        """Dispute the last verdict; with a reason at once, else a reason is asked for."""
        found = to_contest(self._desk.state)
        if isinstance(found, c.Refusal):
            self._desk.console.say("Note", found.sentence)
            return
        reason = rest or await ask_reason(self._desk)
        if reason is not None:
            await self._desk.do(c.Contest(reason, found.question))

    async def restart(self, rest: str) -> None:
        """Begin with a fresh kernel."""
        await self._desk.do(c.RestartKernel())

    async def interrupt(self, rest: str) -> None:
        """Stop what runs."""
        await self._desk.do(c.Interrupt())


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


async def ask_reason(desk: Desk) -> str | None:
    """What is wrong with a verdict, which may be empty; None where it is not to be contested after all."""
    told = (
        "A case is written with your code, the seed, the checks and the reference. The score stays, marked as disputed."
    )
    if not await confirm(desk.console, f"Contest the last verdict? {told}"):
        return None
    desk.console.say("Choice", "What is wrong with it? One line, which may stay empty.")
    return await desk.console.reply("Reason: ") or ""
