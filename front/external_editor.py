"""A text in the person's own editor: out to a private file, and back once the editor has closed."""

from __future__ import annotations

import asyncio
import contextlib
import os
import shlex
import shutil
import signal
import tempfile
from collections.abc import Generator, Mapping
from pathlib import Path
from time import monotonic

from hotseat import harmless
from hotseat.frozen import frozen

FALLBACKS = ("nano", "vim", "vi")
"""What is looked for where neither VISUAL nor EDITOR says anything."""
PLUS_LINE = frozenset(
    {"vi", "vim", "nvim", "view", "nano", "pico", "emacs", "emacsclient", "micro", "kak", "joe", "ne"}
)
"""Editors that take the line to begin at as +N before the file."""
AT_ONCE = 1.0
"""Seconds; an editor that has closed by then without a change has probably opened a window of its own and not waited."""
MOST_BYTES = 4_000_000
"""Of a file that is read back."""


class NoEditor(Exception):
    """The text could not be taken to an editor or back; the message says why, and what to do."""


@frozen
class Brought:
    """What the editor left."""

    text: str
    note: str = ""
    """A sentence for the person, or empty."""


def command(environ: Mapping[str, str]) -> list[str]:
    """The editor with its options, as VISUAL or EDITOR name it. Raises NoEditor where there is none."""
    for name in ("VISUAL", "EDITOR"):
        wish = environ.get(name, "").strip()
        if not wish:
            continue
        try:
            words = shlex.split(wish) or [wish]
        except ValueError:
            raise NoEditor(f"{name} is {harmless.line(wish, 60)!r}, which cannot be read: a quote is open.") from None
        program = str(Path(words[0]).expanduser()) if words[0].startswith("~") else words[0]
        if shutil.which(program, path=environ.get("PATH")):
            return [program, *words[1:]]
        raise NoEditor(f"{name} names {harmless.line(program, 60)!r}, and there is no such program.")
    found = next((path for name in FALLBACKS if (path := shutil.which(name, path=environ.get("PATH")))), None)
    if found is None:
        raise NoEditor("No editor was found. Set VISUAL or EDITOR to yours, then start Hotseat again.")
    return [found]


def at_line(words: list[str], line: int) -> list[str]:
    """The options that let an editor begin at a line, from 1, where it is known how to say that to it."""
    name = Path(words[0]).name.removesuffix(".exe")
    return [f"+{line}"] if line > 1 and name in PLUS_LINE else []


async def edit(text: str, name: str, environ: Mapping[str, str], line: int = 1) -> Brought:
    """Let the person edit a text; returns it as they left it, once the editor has closed.

    The editor begins at ``line``, from 1, where it can be told to.

    The terminal must be the editor's meanwhile. The file is called ``name``, is readable by the person alone, and is gone
    afterwards unless something in it could not be brought back. Raises NoEditor; the text is then as it was.
    """
    words = command(environ)
    try:
        folder = Path(tempfile.mkdtemp(prefix="hotseat-"))
        path = folder / name
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text if not text or text.endswith("\n") else text + "\n")
    except OSError as fault:
        raise NoEditor(f"No file for the editor can be written: {fault.strerror or fault}.") from None
    begun = monotonic()
    before = path.stat().st_mtime_ns
    code = await run([*words, *at_line(words, line), str(path)])
    said = harmless.line(words[0], 60)
    try:
        touched = path.stat().st_mtime_ns != before
        found = path.read_bytes()[: MOST_BYTES + 1]
        if code:
            kept = f" What you saved there is kept in {path}." if touched else ""
            raise NoEditor(f"{said} ended with an error ({code}); your text is as it was.{kept}")
        if len(found) > MOST_BYTES:
            raise NoEditor(f"The file has grown too large to be taken back. It is kept in {path}.")
        new = found.decode("utf-8")
    except UnicodeDecodeError:
        raise NoEditor(f"What {said} saved is not UTF-8 text. It is kept in {path}; your text is as it was.") from None
    except OSError as fault:
        shutil.rmtree(folder, ignore_errors=True)
        raise NoEditor(f"{said} left no file ({fault.strerror or fault}); your text is as it was.") from None
    shutil.rmtree(folder, ignore_errors=True)
    new = harmless.plain(new.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))
    new = new if text.endswith("\n") else new.removesuffix("\n")
    if new == text and monotonic() - begun < AT_ONCE:
        wait = "Nothing was changed. An editor with a window of its own needs its wait option: EDITOR='code --wait'."
        return Brought(text, wait)
    return Brought(new)


async def run(words: list[str]) -> int:
    """Run a program in this terminal to its end; returns its exit status. Raises NoEditor where it does not start."""
    with _interrupts_are_the_editors():
        try:
            process = await asyncio.create_subprocess_exec(*words)
        except OSError as fault:
            raise NoEditor(f"{harmless.line(words[0], 60)} does not start: {fault.strerror or fault}.") from None
        try:
            return await process.wait()
        except asyncio.CancelledError:
            with contextlib.suppress(ProcessLookupError):
                process.terminate()
            raise


@contextlib.contextmanager
def _interrupts_are_the_editors() -> Generator[None]:
    """Let ctrl+c in a terminal that the editor has end nothing of ours; a handler is not inherited, ignoring would be."""
    try:
        before = signal.signal(signal.SIGINT, lambda number, frame: None)
    except ValueError:
        yield  # Not in the main thread, which no interrupt reaches.
        return
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
