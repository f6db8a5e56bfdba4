"""Fits the real kernel, judge, assessor and voice to the protocols of the interview."""

from __future__ import annotations

import ast
import asyncio
import time
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hotseat.cli.cases import SessionCases, versions
from hotseat.cli.labels import LabelFile
from hotseat.interview.clock import InterviewClock
from hotseat.interview.effects import Effects
from hotseat.interview.engine import Engine, JournalFile
from hotseat.interview.ports import OnCheck, Runner, Speech
from hotseat.interview.state import State
from hotseat.interview.turn import Mind
from hotseat.question_bank.bank import Bank
from hotseat.question_bank.interview_model import Persona
from hotseat.question_bank.model import Question, RubricPoint
from hotseat.question_bank.problem import BrokenFile
from hotseat.question_bank.strict_yaml import read_text
from hotseat.voices.scripted import ScriptedVoice

if TYPE_CHECKING:
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
        await asyncio.to_thread(import_module, "hotseat.reference.judge")
        judge = self._made()
        await judge.warm(question.needs)
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


def _load_embeddings() -> None:
    """Begin to load the sentence embeddings in the background, where their package is installed."""
    from hotseat.reference.reading.at_hand import begin

    begin()


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
        _load_embeddings,
    )
    mind = Mind(ScriptedVoice(persona), WordEars())
    clock = InterviewClock(monotonic, base=state.at if state else 0.0)
    return Engine(journal, effects, mind, clock, state=state)
