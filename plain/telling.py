"""From events to what is said of them, as they happen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from hotseat.front import views
from hotseat.front.guessing import told_of_first
from hotseat.interview import events as e
from hotseat.interview.engine import Engine
from hotseat.interview.state import Message, State
from hotseat.plain.console import Console
from hotseat.plain.markdown import spoken_text
from hotseat.plain.printed import Keep, Printed, ending
from hotseat.plain.times import now_told, opened, warned
from hotseat.plain.verdict import verdict_rows
from hotseat.plain.wording import Wording
from hotseat.review.words import speaker

FIRST_PROGRESS = 10.0
"""Seconds of a cell after which it is told that it still runs."""
JUDGE_PROGRESS = 5.0
"""Seconds between two words on how far the judge is."""
KERNELS = {"dead": True, "missing": True, "away": True}


class Teller:
    """Listens to an engine and says what happens; what is urgent at once, the rest when there is room for it."""

    def __init__(self, engine: Engine, console: Console, keep: Keep) -> None:
        """``keep`` writes a picture to a file, as in :class:`~hotseat.plain.printed.Printed`."""
        self._engine, self._console, self._keep = engine, console, keep
        self.wording = Wording(engine, self._interviewer)
        self._runs: dict[int, Printed] = {}
        self._began: dict[int, float] = {}
        self._told_at: dict[int, float] = {}
        self._through = 0
        self._judged_from = self._judge_told = 0.0
        self._restarting = False
        self._trouble = ""
        self._stop = engine.listen(self._heard)
        engine.effects.on_check = self._checked

    def close(self) -> None:
        """Say what was still coming, and listen no more."""
        self.wording.close()
        self._stop()

    def _interviewer(self, message: Message) -> None:
        self._console.say("Note" if speaker(message) == "notice" else "Interviewer", spoken_text(message.text))

    def _heard(self, state: State, records: Sequence[e.Recorded]) -> None:
        for recorded in records:
            self._tell(recorded, state)
        self.wording.settle()

    def _tell(self, recorded: e.Recorded, state: State) -> None:
        console, now = self._console, self._engine.clock.now()
        match event := recorded.event:
            case e.InterviewerSaid():
                self.wording.add(recorded.seq)
                return
            case e.CandidateSaid(text=text) if not console.typed:
                self.wording.settle()
                console.say("You", text)
                return
            case _:
                # In the order of the events, unless words are still coming.
                if not type(event).streams:
                    self.wording.settle()
        match event:
            case e.SectionOpened() | e.QuestionOpened():
                if told := opened(event, state, now):
                    console.say("Clock", told)
            case e.WarningSpoken():
                console.say("Clock", warned(event, state, now))
            case e.Paused():
                console.say("Clock", "The clock stands still. /pause lets it go on.")
            case e.Unpaused():
                console.say("Clock", f"The clock runs again. {now_told(state, now)}")
            case e.AnswerAmended():
                console.say("Note", "Your answer is amended, and is read anew.")
            case e.HabitTicked(on=on) | e.ItemTicked(on=on):
                console.say("Note", "Ticked." if on else "The tick is taken away.")
            case e.VerdictContested(file=file):
                console.say("Note", case_told(self._engine.effects.case_path(file)))
            case e.Revealed(answer=answer, solution=solution):
                console.say("Note", revealed(answer, solution))
            case e.ModelFellSilent():
                told = f"{state.model_silent} The interviewer goes on in the offline voice; nothing is lost."
                console.hold("Note", told)
            case e.KernelChanged(status=status, sentence=sentence):
                self._kernel(status, sentence)
            case _:
                self._work(event, state)

    def _kernel(self, status: str, sentence: str) -> None:
        if status in KERNELS and sentence:
            self._console.say("Note", sentence)
        elif status == "starting" and sentence:
            self._restarting = True
            self._console.say("Note", sentence)
        elif status == "ready" and (self._restarting or sentence):
            self._restarting = False
            self._console.say("Note", sentence or "The kernel is ready.")

    # Cells and the judge.

    def _work(self, event: e.Event, state: State) -> None:
        console, now = self._console, self._engine.clock.now()
        match event:
            case e.CellRun(run=run) if state.running_cell and state.running_cell.run == run:
                self._begin(run, state)
            case e.CellOutput(run=run, outputs=outputs):
                self._print(run, [row for output in outputs for row in self._printed(run).take(output)])
            case e.InputAsked(run=run, prompt=prompt):
                rows = self._printed(run).finish()
                # At a terminal the prompt says it.
                self._print(run, rows if console.typed else [*rows, prompt or "The cell waits for a line."])
            case e.InputReplied(text=text) if not console.typed:
                console.say("You", text)
            case e.CellEnded(run=run):
                self._print(run, self._printed(run).end())
                console.say("Output", ending(state.cells[run]))
                self._runs.pop(run, None)
                following = state.running_cell
                if following is not None and following.run not in self._began:
                    self._begin(following.run, state)
            case e.Submitted():
                self._through, self._judged_from, self._judge_told = 0, now, now
                console.say("Checks", "The judge is at work. ctrl+c stops it.")
            case e.Judged(question=question):
                shown, _ = views.last_result(state, question)
                if shown is not None:
                    console.say("Checks", "\n".join(verdict_rows(shown)))
                if told := told_of_first(state, question):
                    console.say("Note", told)
            case _:
                pass

    def _begin(self, run: int, state: State) -> None:
        self._began[run] = self._told_at[run] = self._engine.clock.now()
        self._console.say(
            "Output", f"Run {run}, {views.run_title(state.cells[run]).replace(' · ', ': ').replace('C', 'c', 1)}"
        )

    def _printed(self, run: int) -> Printed:
        if run not in self._runs:
            self._runs[run] = Printed(run, self._keep)
        return self._runs[run]

    def _print(self, run: int, rows: list[str]) -> None:
        if rows:
            self._told_at[run] = self._engine.clock.now()
            self._console.say("Output", "\n".join(rows))

    def _checked(self, submission: int, check: Mapping[str, Any]) -> None:
        self._through += 1

    def tick(self) -> None:
        """Say how far long work is, and whether all is saved; once a second."""
        state, now = self._engine.state, self._engine.clock.now()
        cell = state.running_cell
        if cell and cell.run in self._began and cell.waits_for is None:
            spent = now - self._began[cell.run]
            quiet = now - self._told_at[cell.run]
            if quiet >= (FIRST_PROGRESS if spent < 60 else 60.0):
                self._told_at[cell.run] = now
                self._console.say("Output", f"Cell {cell.cell + 1} has run for {spent:.0f} s. ctrl+c stops it.")
        if state.judging and now - self._judge_told >= JUDGE_PROGRESS:
            self._judge_told = now
            many = "1 check is" if self._through == 1 else f"{self._through} checks are"
            self._console.say("Checks", f"{many} through after {now - self._judged_from:.0f} s.")
        trouble = self._engine.save_trouble
        if trouble != self._trouble:
            self._trouble = trouble
            self._console.say("Note", trouble or "All is saved again.")


def case_told(path: str) -> str:
    """Where a contested verdict's case lies, and what is in it; the path stands alone on a line, to be copied."""
    return (
        f"The verdict is contested, and the score is marked as disputed. The case is kept as:\n{Path(path)}\n"
        "It holds the reference: open it once the question is behind you."
    )


def revealed(answer: str, solution: str) -> str:
    """The model answer and the reference."""
    parts: list[str] = []
    if answer:
        parts += ["The model answer.", spoken_text(answer)]
    if solution:
        parts += ["The reference.", *(f"  {row}" for row in solution.rstrip().split("\n"))]
    return "\n".join(parts) or "The bank holds no answer to this question."
