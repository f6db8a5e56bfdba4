"""Speech to text by a command of the person's own: started, stopped, and its words brought back to be looked over.

The command records until it is interrupted, or takes a file, and prints what it heard. It is run without a shell. What it
prints is untrusted as anything from outside, and is never sent by itself.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
import shlex
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from time import monotonic

from hotseat import harmless

log = logging.getLogger(__name__)

FILE = "{file}"
"""What stands for a recorded file in the command."""
MOST_SPOKEN = 900.0
"""Seconds after which a recording is stopped."""
MOST_WAITED = 300.0
"""Seconds that a command has to give its words once it is stopped, or for a file."""
MOST_BYTES = 200_000
"""Of what a command prints; no answer is as long."""
TAIL = 2_000
"""Bytes of what it says on standard error that are kept."""
STOPPED_WELL = (0, 130, 255)
"""What a command ends with that was stopped by an interrupt and has not failed for that; 255 is ffmpeg's."""
NO_COMMAND = (
    "No dictation command is set. Start with --dictate COMMAND, or set dictate in config.toml. See docs/dictation.md."
)
NO_PLACE = (
    f"The dictation command has no {FILE} in it, so it cannot take a recorded file. docs/dictation.md has examples."
)
NO_FILE = f"The dictation command takes a recorded file, for its {FILE}: type /dictate and the file's path."
NOTHING = "Nothing was heard; your answer is as it was."
THROWN_AWAY = "The dictation is thrown away; your answer is as it was."
_SILENCE = re.compile(r"\[BLANK_AUDIO\]")
"""What whisper.cpp prints for silence."""
_QUOTED = re.compile(r"'[^']*'|\"(?:\\.|[^\"\\])*\"|\\.")
_FOR_A_SHELL = re.compile(r"^(?:&&?|;)$|\||^\d?[<>]|^&>|;$|\$[A-Za-z_{(]")
"""Found in a word outside quotes: only a shell understands it, and a program would take it for one more argument."""
KEEPER = Path(__file__).with_name("dictation_keeper.py")


class NoWords(Exception):
    """There are no words to put into the answer; the message says why."""


def command(text: str) -> list[str]:
    """The command in words. Raises NoWords where there is none, or its program is not there."""
    try:
        words = shlex.split(text)
    except ValueError:
        raise NoWords(f"The dictation command {harmless.line(text, 60)!r} cannot be read: a quote is open.") from None
    if not words:
        raise NoWords(NO_COMMAND)
    for word in _QUOTED.sub("_", text).split():
        if _FOR_A_SHELL.search(word):
            raise NoWords(
                f"The dictation command is run without a shell, so {harmless.line(word, 60)!r} has no meaning there. "
                "Put the command into a script and name the script here."
            )
    # There is no shell to do this, and people write it all the same.
    program, *rest = (str(Path(word).expanduser()) if word.startswith("~/") else word for word in words)
    if shutil.which(program) is None:
        raise NoWords(
            f"The dictation command begins with {harmless.line(program, 60)!r}, and there is no such program."
        )
    return [program, *rest]


def command_for(text: str, file: str) -> list[str]:
    """The command to run for a recorded file, or for the microphone where ``file`` is empty. Raises NoWords."""
    words = command(text)
    takes_file = any(FILE in word for word in words[1:])
    if not file:
        if takes_file:
            raise NoWords(NO_FILE)
        return words
    if not takes_file:
        raise NoWords(NO_PLACE)
    path = Path(file).expanduser().absolute()
    if not path.is_file():
        raise NoWords(f"There is no file {harmless.line(str(path), 120)}.")
    return [words[0], *(word.replace(FILE, str(path)) for word in words[1:])]


def heard(raw: bytes) -> str:
    """The words of what a command printed: lines of one paragraph joined, and nothing that could do harm."""
    text = _SILENCE.sub("", harmless.plain(raw.decode("utf-8", "replace").removeprefix("\ufeff").replace("\r\n", "\n")))
    paragraphs = (" ".join(part.split()) for part in re.split(r"\n\s*\n", text))
    return "\n".join(part for part in paragraphs if part)


class Dictation:
    """One run of a command, from its start to its words."""

    def __init__(self, words: Sequence[str], file: bool) -> None:
        """``words`` are the command as :func:`command_for` gives it; ``file``: it takes one, and records nothing."""
        self.begun = monotonic()
        self.records = not file
        """Whether it listens to the microphone now."""
        self._words = list(words)
        self._process: asyncio.subprocess.Process | None = None
        self._stopped = asyncio.Event()
        self._interrupted = False
        self._thrown_away = False
        self._out, self._err = bytearray(), bytearray()

    @property
    def told(self) -> str:
        """What it does, and for how long, in a few words."""
        seconds = int(monotonic() - self.begun)
        return f"{'● recording' if self.records else '… turning it into words'} {seconds // 60}:{seconds % 60:02}"

    @property
    def thrown_away(self) -> bool:
        """Whether the person wants its words no more."""
        return self._thrown_away

    def stop(self) -> None:
        """End the recording; its words follow. Does nothing a second time."""
        if self.records:
            self.records, self.begun = False, monotonic()
            self._interrupted = True
            self._stopped.set()
            self._send(b"s")

    def throw_away(self) -> None:
        """End the command at once, and leave its words."""
        self._thrown_away = True
        self._end()

    def _send(self, word: bytes) -> None:
        if self._process is not None and self._process.stdin is not None:
            with contextlib.suppress(OSError, RuntimeError):
                self._process.stdin.write(word)

    def _end(self) -> None:
        self.records = False
        self._stopped.set()
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()

    async def words(self) -> str:
        """Run the command and return what it heard; at its end, or at that of this call, all of it is gone. Raises NoWords."""
        try:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-I", "-S", str(KEEPER), *self._words),
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.PIPE,
                start_new_session=True,
            )
        except (OSError, ValueError) as fault:
            raise NoWords(f"{self._name} does not start: {getattr(fault, 'strerror', None) or fault}.") from None
        if self._thrown_away:
            self._end()
        elif self._stopped.is_set():
            self._send(b"s")
        reading = asyncio.ensure_future(self._read(self._process))
        try:
            await self._patiently(reading)
        finally:
            self._end()
            with contextlib.suppress(Exception):
                await asyncio.shield(reading)
        return self._judged(self._process.returncode or 0)

    async def _patiently(self, reading: asyncio.Future[None]) -> None:
        """Wait for the end of the recording and of the command, for neither for ever."""
        if self.records:
            stopping = asyncio.ensure_future(self._stopped.wait())
            await asyncio.wait({reading, stopping}, timeout=MOST_SPOKEN, return_when=asyncio.FIRST_COMPLETED)
            stopping.cancel()
            if not reading.done():
                self.stop()
        done, _ = await asyncio.wait({reading}, timeout=MOST_WAITED)
        if not done:
            raise NoWords(f"{self._name} did not come to an end within {MOST_WAITED / 60:.0f} minutes, and was ended.")

    async def _read(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None and process.stderr is not None

        async def follow(stream: asyncio.StreamReader, kept: bytearray, most: int, whole: bool) -> None:
            while data := await stream.read(65536):
                kept += data
                if len(kept) > most:
                    if whole:
                        self._end()
                    del kept[: len(kept) - most - 1]

        await asyncio.gather(
            follow(process.stdout, self._out, MOST_BYTES, True), follow(process.stderr, self._err, TAIL, False)
        )
        await process.wait()

    def _judged(self, code: int) -> str:
        """The words, or why there are none."""
        if self._thrown_away:
            raise NoWords(THROWN_AWAY)
        if len(self._out) > MOST_BYTES:
            raise NoWords(
                f"{self._name} printed more than {MOST_BYTES:,} bytes, which is no answer; nothing was taken."
            )
        words = heard(bytes(self._out))
        said = self._err.decode("utf-8", "replace")
        if code not in (STOPPED_WELL if self._interrupted else (0,)):
            self._note(code, said)
            last = next((line for row in reversed(said.split("\n")) if (line := harmless.line(row, 160))), "")
            raise NoWords(f"{self._name} ended with an error ({code}){f': {last}' if last else ''}".rstrip(".") + ".")
        if not words:
            self._note(code, said)
            raise NoWords(NOTHING)
        return words

    @property
    def _name(self) -> str:
        return harmless.line(Path(self._words[0]).name, 60)

    def _note(self, code: int, said: str) -> None:
        """Tell the log what went wrong. Either output may hold what was heard, so neither is quoted unless all is asked for."""
        log.warning("dictation: exit %s, %s bytes printed", code, len(self._out))
        log.debug("dictation said: %s", harmless.line(said[-TAIL:], 1_000))
