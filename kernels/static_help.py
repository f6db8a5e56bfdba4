"""Completion, signatures and documentation from the text of a file alone, by jedi, in a process of its own.

Jedi may think for seconds about a large library, and would hold the app up meanwhile; here it holds up nobody, and is ended
where it takes too long. It reads code and runs none of the person's.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import sys
from pathlib import Path
from typing import Any, cast

Answer = dict[str, Any]

SLOWEST = 30.0
"""Seconds for an answer; the first one about a large library takes some, more on a busy machine."""
MOST_BYTES = 4_000_000
"""Of one answer."""
MOST_NAMES = 3000
MOST_TEXT = 20_000
"""Characters of a documentation."""


class StaticHelp:
    """Asks the process, which is started by the first question and ended with :meth:`close`."""

    def __init__(self, folder: Path) -> None:
        """``folder`` is where the code would run: modules there are found."""
        self._folder = folder
        self._process: asyncio.subprocess.Process | None = None
        self._turn = asyncio.Lock()
        self._asked = 0
        """How many questions were asked; while one waits for its turn, a newer one takes its place."""
        self._closed = False

    async def ask(self, kind: str, text: str, line: int, column: int) -> Answer:
        """What jedi says at a line, from 1, and a column, from 0; empty where it says nothing, or not in time.

        ``kind`` is ``complete``, ``signature`` or ``docs``.
        """
        self._asked += 1
        question: dict[str, object] = {"kind": kind, "text": text, "line": line, "column": column}
        # A question that is of no interest any more is still heard out: its answer would be taken for the next one's.
        task = asyncio.create_task(self._in_turn(question, self._asked), name="hotseat-static-help")
        return await asyncio.shield(task)

    async def _in_turn(self, question: dict[str, object], number: int) -> Answer:
        async with self._turn:
            if self._closed or number != self._asked:
                return {}
            try:
                return await asyncio.wait_for(self._ask(question), SLOWEST)
            except (TimeoutError, OSError, ValueError):
                await self._end()
                return {}

    async def _ask(self, question: dict[str, object]) -> Answer:
        process = await self._started()
        assert process.stdin is not None and process.stdout is not None
        process.stdin.write(json.dumps(question).encode() + b"\n")
        await process.stdin.drain()
        line = await process.stdout.readline()
        found = json.loads(line) if line else {}
        return cast("Answer", found) if isinstance(found, dict) else {}

    async def _started(self) -> asyncio.subprocess.Process:
        if self._process is None or self._process.returncode is not None:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-P", "-m", "hotseat.kernels.static_help"),
                cwd=self._folder if self._folder.is_dir() else None,
                stdin=asyncio.subprocess.PIPE,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.DEVNULL,
                limit=MOST_BYTES,
                start_new_session=True,
            )
        return self._process

    async def close(self) -> None:
        """End the process."""
        self._closed = True
        await self._end()

    async def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()


# The process itself.


def _answer(question: Answer) -> Answer:
    import jedi

    jedi.settings.case_insensitive_completion = False
    here = str(Path.cwd())
    project = jedi.Project(here, smart_sys_path=False, added_sys_path=[here], load_unsafe_extensions=False)
    script = jedi.Script(question["text"], project=project, environment=jedi.InterpreterEnvironment())
    line, column = int(question["line"]), int(question["column"])
    match question["kind"]:
        case "complete":
            found = script.complete(line, column)[:MOST_NAMES]
            row = question["text"].split("\n")[line - 1][:column]
            typed = found[0].get_completion_prefix_length() if found else 0
            names = [[c.name, c.type] for c in found]
            return {"names": names, "typed": min(typed, len(row))}
        case "signature":
            return {"text": "\n".join(s.to_string() for s in script.get_signatures(line, column)[:2])}
        case _:
            names = script.help(line, column) or script.infer(line, column)
            return {"text": "\n\n".join(filter(None, (n.docstring() for n in names[:2])))[:MOST_TEXT]}


def main() -> None:
    """Answer questions, one line of JSON each, until the other end closes."""
    with contextlib.suppress(OSError, AttributeError):
        os.nice(5)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    # What a module that jedi looks into prints must not be taken for an answer.
    os.dup2(2, 1)
    for line in sys.stdin:
        try:
            answer = _answer(json.loads(line))
        except Exception:
            # Jedi breaks on some unfinished code; no help is then the honest answer.
            answer = {}
        answers.write(json.dumps(answer) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
