"""What the interview screen does about the kernel: offers where a cell does not stop or has died, and whole outputs."""

from __future__ import annotations

import os
from pathlib import Path

from textual.app import SuspendNotSupported
from textual.message import Message

from hotseat.front import pager
from hotseat.interview import commands as c
from hotseat.interview import events as e
from hotseat.interview.state import CellRecord, State
from hotseat.tui.screens.coding import Coding
from hotseat.tui.screens.dialogs import Ask, Choice
from hotseat.tui.widgets.output import Output

PATIENCE = 2.0
"""Seconds that a cell has to notice an interrupt before a restart is offered."""
DEATHS = ("died", "killed-for-memory")
LOST = "Its variables are lost; your code is kept."


class Running(Coding):
    """The part of the interview screen that looks after the kernel."""

    _offered = 0
    """The run whose death was told last."""
    _offer: Ask | None = None

    class Printed(Message):
        """A run prints more than is shown; this is the end so far."""

        def __init__(self, run: int, text: str) -> None:
            super().__init__()
            self.run, self.text = run, text

    def look_after_kernel(self) -> None:
        """Begin to look at what a run prints beyond what is kept."""
        # As a message, because the kernel's output does not come in the screen's own context, where timers can be set.
        self.engine.effects.watch_tails(self._print)

    def _print(self, run: int, text: str) -> None:
        self.post_message(self.Printed(run, text))

    def on_running_printed(self, event: Printed) -> None:
        event.stop()
        cell = self.state.cells.get(event.run)
        if cell is not None and not cell.ending:
            self.work.output.tail(event.run, event.text)

    def on_output_whole_asked(self, event: Output.WholeAsked) -> None:
        event.stop()
        path = self.engine.effects.whole_output(event.file)
        if path:
            self.run_worker(self._page(Path(path)), group="editor", exclusive=True, exit_on_error=False)
        else:
            self._app.tell("That output is not kept any longer. Run the cell again to see all of it.")

    async def _page(self, path: Path) -> None:
        app, trouble = self._app, ""
        if app.is_web:
            from hotseat.tui.in_browser import hand_over

            hand_over(app, path)
            app.tell("The whole output is downloaded by your browser.")
            return
        try:
            pager.command(os.environ)
            with app.batch_update(), app.suspend():
                try:
                    await pager.show(path)
                except (pager.NoPager, OSError) as fault:
                    trouble = str(fault)  # raised from here it would leave the terminal to nobody
        except pager.NoPager as fault:
            trouble = f"{fault} It is {path}."
        except SuspendNotSupported:
            trouble = f"This terminal cannot be lent to a pager. The file is {path}."
        app.refresh(layout=True)
        if trouble:
            app.tell(trouble, bad=True)

    def action_restart(self) -> None:
        self.do(c.RestartKernel())

    def action_interrupt(self) -> None:
        running = self.state.running_cell
        self.do(c.Interrupt())
        if running is not None:
            self.set_timer(PATIENCE, lambda: self._goes_on(running))

    def _goes_on(self, interrupted: CellRecord) -> None:
        """Offer a restart where the cell has not stopped."""
        running = self.state.running_cell
        if running is None or running.run != interrupted.run or self._offer is not None:
            return
        self._ask(
            "The cell goes on",
            "It has not noticed the interrupt: compiled code is at work, or the code catches it.",
            [
                Choice("wait", "Wait", "It stops by itself once the compiled code returns."),
                Choice("restart", "Restart the kernel", LOST),
            ],
        )

    def follow_kernel(self, recorded: e.Recorded, state: State) -> None:
        """Look at an event for what it means for the kernel."""
        match recorded.event:
            case e.KernelChanged(status="dead") | e.CellEnded():
                if self._offer is not None and not state.running_cell:
                    offer, self._offer = self._offer, None
                    if offer.is_current:
                        offer.dismiss(None)  # there is nothing to decide any more
                self._mourn(state)
            case _:
                pass

    def _mourn(self, state: State) -> None:
        """Offer to restart a kernel that died while a cell ran, and to run again what had run before."""
        if state.kernel != "dead" or state.ended or not state.cells:
            return
        ended = [cell for cell in state.cells.values() if cell.ending in DEATHS]
        last = ended[-1] if ended else None
        if last is None or last.run <= self._offered or last.seq < self._kernel_since or self._offer is not None:
            return
        self._offered = last.run
        again = ran_before(state, last, self._kernel_since) if last.question == state.current else ()
        choices = [Choice("stay", "Not now", "F8 restarts the kernel whenever you like.")]
        if again:
            told = "the cell" if len(again) == 1 else f"the {len(again)} cells"
            order = "In the order in which they ran; not the one that ended the kernel."
            choices.append(Choice("again", f"Restart, and run {told} from before again", order))
        choices.append(Choice("restart", "Restart the kernel", "Your code is kept."))
        self._ask("The kernel has ended", last.sentence, choices, again)

    def _ask(self, title: str, text: str, choices: list[Choice], again: tuple[int, ...] = ()) -> None:
        def chosen(answer: str | None) -> None:
            if self._offer is offer:
                self._offer = None
            if answer in ("restart", "again"):
                self.do(c.RestartKernel())
            if answer == "again":
                self.do(c.RunCells(again))

        offer = self._offer = Ask(title, text, choices)
        self.app.push_screen(offer, chosen)


def ran_before(state: State, last: CellRecord, since: int) -> tuple[int, ...]:
    """The cells of the same question that had finished in this kernel before ``last`` ran, each once, in order."""
    there = state.questions.get(last.question)
    done: dict[int, None] = {}
    for run in there.runs if there else ():
        cell = state.cells[run]
        if since <= cell.seq < last.seq and cell.ending == "finished" and cell.cell != last.cell:
            done.pop(cell.cell, None)
            done[cell.cell] = None
    return tuple(done)
