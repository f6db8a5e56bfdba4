"""``hotseat practice ID --watch``: a question beside the person's own editor, with a verdict on each save and no screen.

It is a practice like any other: submissions and verdicts stand in a journal, and the app can go on with it.
"""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
import textwrap
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hotseat import harmless
from hotseat.cli.banks import find, open_bank, tell_problems
from hotseat.cli.drawing import CannotStart, practice_started
from hotseat.cli.keypress import keys
from hotseat.cli.places import Places
from hotseat.cli.sessions import begin
from hotseat.cli.settings import read_settings
from hotseat.cli.trouble import CHECK_FAILED, OK, give, lacking, say, wrong_use
from hotseat.counted import counted
from hotseat.interview import commands as c
from hotseat.interview import events as e

if TYPE_CHECKING:
    from hotseat.front.watched_file import WatchedFile
    from hotseat.interview.engine import Engine
    from hotseat.interview.state import State

LOOK_SECONDS = 0.25
"""How often the file is looked at; a look costs some microseconds, on any file system."""
SIGNS = {"passed": "✓", "failed": "✗", "error": "✗", "timeout": "⧗", "not-run": "–"}
WORDS = {"passed": "holds", "failed": "does not hold", "error": "error", "timeout": "too slow", "not-run": "not run"}
COLOURS = {"passed": "32", "failed": "31", "error": "31", "timeout": "33", "not-run": "2"}
KEYS = "h hint · r judge again · p the question · q quit"


def watch(here: Places, question: str, file: Path | None, *, seed: int | None, persona: str) -> int:
    """Judge the person's file whenever it is saved; returns 0 once it passes, and 1 where it was left before.

    ``file`` None is ``<id>.py`` in the current folder; a file that is there already is gone on with, never written over.
    """
    from hotseat.front.watched_file import WatchedFile

    settings, wrong = read_settings(here.settings)
    for sentence in wrong:
        say(sentence)
    bank = open_bank(here)
    asked = find(bank, question)
    if asked.kind != "code":
        tell_problems(bank)
        wrong_use(f"{asked.id} is answered in words, so there is no file to watch. Try: hotseat practice {asked.id}")
    path = (file or Path(f"{asked.id}.py")).absolute()
    if path.is_dir():
        path = path / f"{asked.id}.py"
    if not path.parent.is_dir():
        wrong_use(
            f"There is no folder {harmless.line(str(path.parent), 400)}. Make it, or give another file with --file."
        )
    if path.exists() and not path.is_file():
        wrong_use(f"{harmless.line(str(path))} is not a file. Give another one with --file.")

    if path.exists():
        try:
            WatchedFile(path).take()
        except OSError as fault:
            lacking(_unusable(path, fault))

    async def run() -> int:
        try:
            started = practice_started(
                *(bank, asked.id), seed=seed, wanted=_anything(), persona=persona or settings.persona
            )
            opened = await begin(here, bank, started, lambda folder: None)
        except CannotStart as fault:
            lacking(str(fault))
        try:
            return await Watch(opened.engine, opened.id, WatchedFile(path)).run()
        finally:
            await opened.engine.close()

    return asyncio.run(run())


def _unusable(path: Path, fault: OSError) -> str:
    why = fault.strerror or str(fault).rstrip(".")
    return f"{harmless.line(str(path), 400)} cannot be used: {why}. Give another file with --file."


def _anything() -> Any:
    from hotseat.question_bank.draw import Wanted

    return Wanted()


class Watch:
    """One sitting: the file is watched, keys are heard, verdicts are told."""

    def __init__(self, engine: Engine, session: str, file: WatchedFile) -> None:
        self._engine, self._session, self._file = engine, session, file
        self._question = engine.state.current or next(iter(engine.state.questions))
        self._fancy = sys.stdout.isatty() and os.environ.get("TERM", "") not in ("", "dumb")
        """Whether the terminal can be cleared."""
        self._colour = self._fancy and not os.environ.get("NO_COLOR")
        self._told = 0
        """Messages of the interviewer that were told."""
        self._judged = asyncio.Event()
        engine.listen(self._heard)

    async def run(self) -> int:
        """Watch until the code passes or the person quits; returns the exit code."""
        there = self._engine.state.questions[self._question]
        fresh = not self._file.path.exists()
        try:
            text = await asyncio.to_thread(self._first, there.code, fresh)
        except OSError as fault:
            lacking(_unusable(self._file.path, fault))
        self._tell_messages()
        give("")
        give(f"Your file: {harmless.line(str(self._file.path), 400)}")
        give(
            "Open it in your editor. Each time you save, it is judged."
            if fresh
            else "It was there already; you go on with it."
        )
        with keys() as pressed:
            if sys.stdin.isatty():
                give(KEYS)
            if not fresh and text.strip() != there.code.strip() and await self._judge(text):
                return OK
            return await self._loop(pressed)

    def _first(self, starter: str, fresh: bool) -> str:
        if fresh:
            self._file.open(starter)
        return self._file.take()

    async def _loop(self, pressed: asyncio.Queue[str]) -> int:
        key: asyncio.Task[str] = asyncio.create_task(pressed.get())
        fault = ""
        try:
            while True:
                await asyncio.wait([key], timeout=LOOK_SECONDS)
                saved = await asyncio.to_thread(self._file.look)
                if self._file.fault != fault and self._file.fault:
                    say(self._file.fault)
                fault = self._file.fault
                if saved is not None and await self._judge(saved):
                    return OK
                if key.done():
                    letter, key = key.result().lower(), asyncio.create_task(pressed.get())
                    if letter == "q":
                        give(f"Left for now. Go on with: hotseat resume {self._session}")
                        return CHECK_FAILED
                    if letter == "r" and await self._judge(self._file.known or ""):
                        return OK
                    await self._do(letter)
        finally:
            key.cancel()

    async def _do(self, letter: str) -> None:
        if letter in ("h", "p"):
            command = c.AskHint() if letter == "h" else c.Repeat()
            refusal = await self._engine.do(command)
            if refusal is not None:
                say(refusal.sentence)
            self._tell_messages()

    async def _judge(self, text: str) -> bool:
        """Submit the text and tell the verdict; whether it passes."""
        self._judged.clear()
        for command in (c.Edit(text), c.Submit()):
            refusal = await self._engine.do(command)
            if refusal is not None:
                say(refusal.sentence)
                return False
        if self._fancy:
            print("Judging …", end="\r", flush=True)
        await self._judged.wait()
        state = self._engine.state
        last = state.submissions[state.questions[self._question].submissions[-1]]
        verdict = last.verdict or {}
        self._tell_verdict(verdict, len(state.questions[self._question].submissions))
        self._told = len(state.messages)
        if verdict.get("verdict") != "pass":
            return False
        await self._engine.do(c.Leave())
        give(f"Read the debrief with: hotseat review {self._session}")
        return True

    def _heard(self, state: State, records: Sequence[e.Recorded]) -> None:
        if any(isinstance(r.event, e.Judged) for r in records):
            self._judged.set()

    def _tell_messages(self) -> None:
        """What the interviewer said since it was told last."""
        messages = self._engine.state.messages
        for message in messages[self._told :]:
            if message.who == "interviewer":
                give("")
                self._give(harmless.plain(message.text))
        self._told = len(messages)

    def _tell_verdict(self, verdict: Mapping[str, Any], number: int) -> None:
        if self._fancy:
            print("\x1b[2J\x1b[3J\x1b[H", end="")
        else:
            give("")
        checks: list[Mapping[str, Any]] = list(verdict.get("checks") or ())
        held = sum(check.get("outcome") == "passed" for check in checks)
        title = self._engine.state.questions[self._question].question.title
        passed = verdict.get("verdict") == "pass"
        hold = f"{held} of {counted(len(checks), 'check')} {'holds' if 1 in (held, len(checks)) else 'hold'}"
        self._give(f"{harmless.line(title)} · submission {number} · {hold}", ink="1")
        for check in checks:
            outcome = str(check.get("outcome"))
            name = harmless.line(str(check.get("name") or ""), 100)
            row = f" {SIGNS.get(outcome, '–')} {name}"
            if outcome != "passed":
                row += f": {WORDS.get(outcome, outcome)}"
            self._give(row, hang="   ", ink=COLOURS.get(outcome, "0"))
        said = [str(verdict.get("reason") or ""), *(str(note) for note in verdict.get("notes") or ())]
        first = next((check for check in checks if check.get("outcome") != "passed" and check.get("message")), None)
        give("")
        if first is not None:
            self._give(harmless.plain(str(first["message"])), "   ")
            give("")
        for sentence in filter(None, said):
            self._give(harmless.plain(sentence), ink="1;32" if passed else "")
        if printed := harmless.plain(str(verdict.get("printed") or "")).strip():
            give("Your code printed:")
            for line in printed.split("\n")[-10:]:
                give(f"   {line}")
        if not passed:
            give(
                f"Save {harmless.line(self._file.path.name)} to try again. {KEYS if sys.stdin.isatty() else ''}".rstrip()
            )

    def _give(self, text: str, indent: str = "", hang: str = "", ink: str = "") -> None:
        """Give a text broken between words; ``hang`` stands before the rows that go on with one."""
        width = min(max(shutil.get_terminal_size().columns, 40), 100)
        for line in text.split("\n"):
            room = width - len(indent)
            rows = textwrap.wrap(
                line, room, subsequent_indent=hang, break_long_words=False, break_on_hyphens=False
            ) or [""]
            for row in rows:
                give(indent + (self._ink(harmless.net(row), ink) if ink else row), colours=True)

    def _ink(self, text: str, code: str) -> str:
        return f"\x1b[{code}m{text}\x1b[0m" if self._colour else text
