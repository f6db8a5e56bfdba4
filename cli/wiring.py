"""Fits the real kernel, judge, assessor and voice to the protocols of the interview."""

from __future__ import annotations

import ast
import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hotseat.cli.cases import SessionCases, versions
from hotseat.cli.labels import LabelFile
from hotseat.interview.clock import InterviewClock
from hotseat.interview.effects import Effects
from hotseat.interview.engine import Engine, JournalFile
from hotseat.interview.ports import Ending, OnCheck, Runner, Speech
from hotseat.interview.state import State
from hotseat.interview.turn import Mind
from hotseat.question_bank.bank import Bank
from hotseat.question_bank.model import Persona, Question, RubricPoint
from hotseat.question_bank.problem import BrokenFile
from hotseat.question_bank.strict_yaml import read_text
from hotseat.voices.scripted import ScriptedVoice

if TYPE_CHECKING:
    from hotseat.kernels.kernel import Kernel
    from hotseat.reference.judge import Judge


class WordEars:
    """Understands free words by the reading of answers."""

    def match(self, asked: str, ways: Sequence[tuple[str, Sequence[str]]]) -> str | None:
        """The id whose ways of asking fit, or None."""
        from hotseat.reference.rubric import match_question

        found = match_question(asked, ways)
        return found[0] if found else None


class RubricAssessor:
    """Holds answers against rubrics, offline."""

    def __init__(self) -> None:
        """Begins to load the sentence embeddings in the background, where their package is installed."""
        from hotseat.reference.reading.at_hand import begin

        begin()

    def read(
        self, prompt: str, model_answer: str | None, points: Sequence[RubricPoint], answer: str
    ) -> tuple[float, tuple[Mapping[str, Any], ...]]:
        """The score and one plain dict a point; ``spoken`` is how far it was touched on, rightly or wrongly."""
        from hotseat.reference.rubric import read_answer

        reading = read_answer(prompt, model_answer, points, answer)
        data: dict[str, Any] = reading.to_dict()
        rows = zip(data["points"], reading.points, strict=True)
        return float(data["score"]), tuple({**row, "spoken": round(point.spoken, 4)} for row, point in rows)


CHANGED = "The question's files have changed since this session began; this verdict is by those of now."


class BankJudge:
    """The judge over the bank's packs; made when it is first needed, since it brings processes with it."""

    def __init__(self, bank: Bank, digests: Mapping[str, str] | None = None) -> None:
        """``digests`` are those of the questions' files when the session began, by id; a later change is told."""
        self._bank = bank
        self._digests = digests or {}
        self._judge: Judge | None = None
        self._ahead: dict[str, asyncio.Task[None]] = {}
        """By question, what gets its next submission ready."""
        self._busy = 0
        """Verdicts that are being made."""
        self._idle = asyncio.Event()
        """Set while there are none."""
        self._idle.set()

    def _made(self) -> Judge:
        if self._judge is None:
            from hotseat.reference.judge import Judge

            self._judge = Judge(self._bank.packs)
        return self._judge

    async def warm(self, question: Question) -> None:
        """Start the parent that submissions are forked from, and observe the reference ahead of the first one."""
        judge = self._made()
        await judge.warm(question.needs.profile)
        await judge.prepare(question)

    async def judge(self, question: Question, code: str, on_check: OnCheck = lambda check: None) -> Mapping[str, Any]:
        """The verdict as plain data; the next submission is prepared for while the person reads it."""
        judge = self._made()
        digest = await asyncio.to_thread(self._digest, question.id)
        self._busy += 1
        self._idle.clear()
        try:
            verdict = await judge.judge(question, code, on_check=lambda check: on_check(check.to_dict()))
        finally:
            self._busy -= 1
            if not self._busy:
                self._idle.set()
        ahead = self._ahead.get(question.id)
        if ahead is None or ahead.done():
            self._ahead[question.id] = asyncio.create_task(judge.prepare(question), name="hotseat-prepare")
        data = {**verdict.to_dict(), "seed": verdict.seed, "digest": digest, "versions": versions()}
        if verdict.verdict != "not-judged" and digest and digest != self._digests.get(question.id, digest):
            data["reason"] = f"{verdict.reason} {CHANGED}"
        return data

    def _digest(self, question: str) -> str:
        return self._bank.digest(question) if question in self._bank.questions else ""

    async def try_own_tests(self, question: Question, code: str) -> Mapping[str, Any] | None:
        """What the code's own tests catch, as plain data; tried while no verdict is being made."""
        tried = await self._made().try_own_tests(question, code, self._idle.wait)
        return None if tried is None else tried.to_dict()

    async def close(self) -> None:
        """End the judge's processes."""
        for ahead in self._ahead.values():
            ahead.cancel()
        if self._judge is not None:
            await self._judge.close()


class PackAnswers:
    """Reference solutions, for when a question is given up in practice."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank

    def solution(self, question: str) -> str:
        """The reference's text, or an empty text."""
        try:
            return self._bank.pack_of(question).solution(question) or ""
        except (KeyError, BrokenFile):
            return ""

    def right(self, question: str) -> str:
        """The same, for a scripted candidate."""
        return self.solution(question)

    def wrong(self, question: str) -> str:
        """The first known-wrong solution without the words that name its fault, or an empty text."""
        try:
            pack = self._bank.pack_of(question)
            files = pack.wrong(question)
            return _undocumented(read_text(files[0], inside=pack.code)) if files else ""
        except (KeyError, BrokenFile):
            return ""


def _undocumented(code: str) -> str:
    first = ast.parse(code).body[0]
    named = isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and first.end_lineno
    return "".join(code.splitlines(keepends=True)[first.end_lineno :]).lstrip("\n") if named else code


WHOLE_OUTPUTS = "outputs"
"""The folder in a session's for what its cells print beyond what is shown."""


class KernelRunner:
    """The live kernel, as the interview's runner."""

    def __init__(
        self,
        folder: Path,
        *,
        name: str | None = None,
        memory_megabytes: int | None = None,
        preload: Sequence[str] = (),
    ) -> None:
        """``folder`` takes the work folder and the log; :meth:`move_to` may change where cells work.

        ``preload`` are libraries that a restart should have; see :class:`hotseat.kernels.kernel.Kernel`.
        """
        self._preload = tuple(preload)
        self._folder = folder
        self._name = name
        self._memory = memory_megabytes
        self._kernel: Kernel | None = None
        self._starting: asyncio.Task[None] | None = None
        self._work: Path | None = None
        self._told: tuple[str, str] = ("stopped", "")
        self._tell: Callable[[str, str], None] = lambda status, sentence: None
        self._behind: Callable[[Mapping[str, Any]], None] = lambda output: None

    @property
    def kernel(self) -> Kernel | None:
        """The kernel itself, for completion; None before the start."""
        return self._kernel

    async def start(
        self, on_status: Callable[[str, str], None], on_background: Callable[[Mapping[str, Any]], None]
    ) -> None:
        """Start the kernel, or take the one that was started ahead, and report how that goes; never raises."""
        self._tell, self._behind = on_status, on_background
        on_status(*self._told if self._starting else ("starting", ""))
        self.start_ahead()
        assert self._starting is not None
        await self._starting
        if self._work is not None and self._told[0] == "ready":
            await self._change_folder(self._work)

    def start_ahead(self) -> None:
        """Begin to start the kernel before any session needs it; calling it again does nothing."""
        if self._starting is None:
            self._starting = asyncio.create_task(self._start(), name="hotseat-kernel-start")

    def move_to(self, folder: Path) -> None:
        """Let the cells of a kernel that was started ahead work in another folder."""
        self._work = folder / "work"

    async def _start(self) -> None:
        from hotseat.kernels.kernel import Kernel

        work = self._folder / "work"
        work.mkdir(parents=True, exist_ok=True)
        self._kernel = Kernel(
            cwd=work,
            log=self._folder / "kernel.log",
            name=self._name,
            memory_megabytes=self._memory,
            preload=self._preload,
            whole_outputs=self._folder / WHOLE_OUTPUTS,
            on_status=self._status,
            on_background=lambda output: self._behind(output.to_dict()),
        )
        await self._begin(self._kernel.start)

    async def _change_folder(self, work: Path) -> None:
        assert self._kernel is not None
        await asyncio.to_thread(work.mkdir, parents=True, exist_ok=True)
        self._kernel.whole_outputs = work.parent / WHOLE_OUTPUTS
        await self._kernel.work_in(work)

    def whole_output(self, file: str) -> str:
        """Where all that a cell printed lies; an empty text where it is kept no longer."""
        from hotseat.kernels import spill

        folder = self._work.parent if self._work is not None else self._folder
        found = spill.find(folder / WHOLE_OUTPUTS, file)
        return str(found) if found else ""

    def _status(self, status: str) -> None:
        ended = self._kernel.ended if self._kernel else None
        if status == "dead":
            self._report("dead", ended.sentence if ended else "The kernel died. Restart it to run cells again.")
        elif status in ("starting", "ready", "stopped"):
            self._report(status, "")

    def _report(self, status: str, sentence: str) -> None:
        self._told = (status, sentence)
        self._tell(status, sentence)

    async def _begin(self, start: Callable[[], Awaitable[None]]) -> None:
        from hotseat.kernels.kernel import KernelUnavailable

        try:
            await start()
        except KernelUnavailable as fault:
            self._report("missing", str(fault))
        except OSError as fault:
            self._report("missing", f"The kernel could not be started: {fault.strerror or fault}. Run hotseat doctor.")

    async def run(
        self,
        code: str,
        on_output: Callable[[Mapping[str, Any]], None],
        ask_input: Callable[[str, bool], Awaitable[str | None]],
    ) -> Ending:
        """Run a cell in the kernel."""
        assert self._kernel is not None, "the kernel is started before cells are run"
        return await self._kernel.run(code, on_output=lambda o: on_output(o.to_dict()), ask_input=ask_input)

    async def prepare(self, code: str) -> Ending:
        """Run code that is not the person's."""
        assert self._kernel is not None, "the kernel is started before cells are run"
        return await self._kernel.run(code, on_output=lambda _: None, counted=False)

    async def holds(self, names: Sequence[str], packages: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
        """What the kernel has of these names and packages."""
        return await self._kernel.holds(names, packages) if self._kernel else (frozenset(), frozenset())

    async def interrupt(self) -> None:
        if self._kernel:
            await self._kernel.interrupt()

    async def restart(self) -> None:
        if self._kernel:
            await self._begin(self._kernel.restart)

    async def crash(self) -> None:
        if self._kernel:
            await self._kernel.crash()

    async def stop(self) -> None:
        if self._starting is not None and not self._starting.done():
            self._starting.cancel()
        if self._kernel:
            await self._kernel.stop()


def make_engine(
    bank: Bank,
    persona: Persona,
    journal: JournalFile,
    runner: Runner | None,
    folder: Path,
    *,
    state: State | None = None,
    labels: Path | None = None,
    monotonic: Callable[[], float] = time.monotonic,
    digests: Mapping[str, str] | None = None,
    speech: Speech | None = None,
) -> Engine:
    """An engine for the session whose ``folder`` this is, with everything real fitted to it.

    ``digests`` are those of the questions' files when the session began, by question; ``labels`` is the file that keeps
    overruled points.
    """
    effects = Effects(
        runner,
        BankJudge(bank, digests),
        RubricAssessor(),
        PackAnswers(bank),
        SessionCases(folder, bank),
        speech,
        LabelFile(labels) if labels else None,
    )
    mind = Mind(ScriptedVoice(persona), WordEars())
    clock = InterviewClock(monotonic, base=state.at if state else 0.0)
    return Engine(journal, effects, mind, clock, state=state)
