"""The witness: runs a submission in the sandbox and reports what it saw, as raw data.

It is the process in which the candidate's code lives, so nothing it says is believed beyond "this came back". It is given
the submission, the observers cut out of the checks, and one case after the other; it holds no expected value, no name of a
check and no verdict. The reference is witnessed the same way, in another process.

It is asked, in this order: ``load``, ``observers``, then ``observe`` as often as there are cases.
"""

from __future__ import annotations
import __future__

import ast
import io
import linecache
import sys
import types
from collections.abc import Callable
from contextlib import suppress
from functools import reduce
from operator import or_
from pathlib import Path
from typing import Any, cast

from hotseat.kernels.channel import Channel, Message
from hotseat.kernels.generators import reseed
from hotseat.kernels.plaindata import TooLarge, class_name, decode, encode
from hotseat.reference.by_value import send_by_value
from hotseat.reference.call_watch import CallWatch
from hotseat.reference.lacking import Lacking
from hotseat.reference.submission import Cell, DoesNotParse, binds, parsed

PRINTED = 8192
"""Characters of printing kept between two messages."""
MESSAGE = 2000
"""Characters kept of an exception's message."""
FRAMES = 6
"""The innermost frames of the submission that a traceback shows."""
_FUTURES = reduce(or_, (getattr(__future__, name).compiler_flag for name in __future__.all_feature_names))
"""The flags of all future statements, which hold for the cells after the one that makes them."""


class _Kept(io.RawIOBase):
    """Standard output and error of the submission: the beginning is kept, the rest is counted."""

    def __init__(self) -> None:
        self.kept = bytearray()
        self.lost = 0

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        text = bytes(data)
        room = max(PRINTED - len(self.kept), 0)
        self.kept += text[:room]
        self.lost += len(text) - len(text[:room])
        return len(text)

    def take(self) -> str:
        """What was kept since the last call."""
        text = self.kept.decode("utf-8", "replace")
        if self.lost:
            text += f"\n… {self.lost:,} bytes more\n"
        self.kept, self.lost = bytearray(), 0
        return text


class Candidate:
    """The submission's names as attributes, for observers."""

    def __init__(self, names: dict[str, Any]) -> None:
        self.__dict__["_names"] = names

    def __getattr__(self, name: str) -> Any:
        names = self.__dict__["_names"]
        if name not in names:
            raise AttributeError(f"`{name}` is not defined")
        return names[name]


class Witness:
    """One submission, loaded once and called case by case."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._module = types.ModuleType("submission")
        self._observers: dict[str, Any] = {}
        self._lines: list[str] = []
        self._prepared: tuple[int, bytes, Any] | None = None
        self._printed = _Kept()
        self._calls = CallWatch(())
        self._lacking = Lacking()

    def serve(self) -> None:
        """Answers until the channel closes."""
        answers: dict[str, Callable[[Message], Message]] = {
            "load": self._load,
            "observers": self._take_observers,
            "prepare": self._prepare,
            "observe": self._observe,
        }
        sys.stdout = io.TextIOWrapper(cast("Any", self._printed), "utf-8", "backslashreplace", write_through=True)
        sys.stderr = sys.stdout
        sys.argv = ["submission"]
        while (request := self._channel.receive()) is not None:
            answer = answers[request["do"]](request)
            self._channel.send(answer | self._aside())

    def _aside(self) -> Message:
        """What came up since the last message besides the answer to it."""
        return {"printed": self._printed.take(), "forbidden": self._calls.take(), **self._lacking.take()}

    def _load(self, request: Message) -> Message:
        """Runs the submission cell by cell; an exception in one is noted, and the next ones still run."""
        source: str = request["source"]
        try:
            cells, notes = parsed(source)
        except DoesNotParse as fault:
            return {"said": "unparsed", "line": fault.line, "message": str(fault)}
        self._lines = source.replace("\r\n", "\n").replace("\r", "\n").splitlines(keepends=True)
        sys.modules["submission"] = self._module
        if request.get("processes"):
            send_by_value("submission")
        names = self._module.__dict__
        self._calls = CallWatch(request.get("forbidden", ()))
        self._calls.watch()
        for line in request["imports"]:
            exec(compile(line, "imports", "exec", dont_inherit=True), names)
        reseed(request["seed"])
        flags = 0
        if "numba" in source:
            self._put_cells_into_files(source, [cell for cell, _ in cells])
        for cell, tree in cells:
            if cell.number in request["skip"]:
                continue
            self._channel.send({"said": "cell", "number": cell.number})
            note, flags = self._run(cell, tree, flags)
            if note:
                notes.append(note)
        return {"said": "loaded", "notes": notes, "defined": self._defined(request["functions"])}

    def _put_cells_into_files(self, source: str, cells: list[Cell]) -> None:
        """Numba keeps what it has compiled only for functions whose file is there."""
        for cell in cells:
            with suppress(OSError):
                Path(cell.name).write_text(source, "utf-8")

    def _run(self, cell: Cell, tree: ast.Module, flags: int) -> tuple[str, int]:
        """Runs one cell; returns a note where an exception left it, and the future statements in force."""
        linecache.cache[cell.name] = (len(self._lines), None, self._lines, cell.name)
        try:
            code = compile(tree, cell.name, "exec", flags=flags, dont_inherit=True)
        except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
            line = getattr(error, "lineno", None) or cell.line
            return f"Line {line} (cell {cell.number}) does not compile: {error}.", flags
        try:
            exec(code, self._module.__dict__)
        except BaseException as error:
            self._lacking.learn(error)
            self._lacking.lose(error, binds(tree) - self._module.__dict__.keys())
            seen = raised(error)
            where = seen["traceback"].partition("\n")[0] or cell.name
            said = f": {seen['message'][:200]}" if seen["message"] else ""
            return f"{where[:1].upper()}{where[1:]}: {seen['type']}{said}", flags | (code.co_flags & _FUTURES)
        return "", flags | (code.co_flags & _FUTURES)

    def _defined(self, functions: list[str]) -> dict[str, str]:
        """For each name asked for that is defined: ``callable``, or the type of what stands there instead."""
        names = self._module.__dict__
        found: dict[str, str] = {}
        for name in functions:
            if name in names:
                found[name] = "callable" if callable(names[name]) else class_name(type(names[name]))
        return found

    def _take_observers(self, request: Message) -> Message:
        code = compile(
            request["source"], "checks", "exec", flags=__future__.annotations.compiler_flag, dont_inherit=True
        )
        self._observers = {"__name__": "observers"}
        exec(code, self._observers)
        return {"said": "taken"}

    def _prepare(self, request: Message) -> Message:
        """Decodes a case ahead, so that a timed call measures the call."""
        self._prepared = request["id"], request["case"], decode(request["case"])
        return {"said": "prepared", "id": request["id"]}

    def _observe(self, request: Message) -> Message:
        if "case" in request:
            sent, case = request["case"], decode(request["case"])
        else:
            assert self._prepared is not None and self._prepared[0] == request["id"]
            _, sent, case = self._prepared
        args, kwargs = case["args"], case["kwargs"]
        reseed(request["seed"])
        seen: dict[str, Any] = {"value": None, "args": args, "kwargs": kwargs, "raised": None}
        try:
            seen["value"] = self._call(request, args, kwargs)
        except BaseException as error:
            self._lacking.learn(error)
            seen["raised"] = raised(error)
        if request["mark"]:
            self._channel.send({"said": "done", "id": request["id"]})
        return {"said": "observed", "id": request["id"], "seen": self._encoded(seen, sent)}

    def _call(self, request: Message, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        names = self._module.__dict__
        if request["function"]:
            if request["function"] not in names:
                raise NameError(f"`{request['function']}` is not defined")
            return names[request["function"]](*args, **kwargs)
        return self._observers[request["observer"]](Candidate(names), *args, **kwargs)

    def _encoded(self, seen: dict[str, Any], sent: bytes) -> bytes:
        """What was seen; arguments that are still what was sent are not sent back, only said to be so."""
        try:
            if encode({"args": seen["args"], "kwargs": seen["kwargs"]}) == sent:
                return encode({"value": seen["value"], "args": None, "kwargs": None, "raised": seen["raised"]})
            return encode(seen)
        except TooLarge as error:
            said = f"The answer cannot be taken: {error}."
        except BaseException as error:
            said = f"The answer could not be read: {class_name(type(error))}."
        nothing = {"type": "AnswerNotTaken", "bases": [], "message": said, "traceback": ""}
        return encode({"value": None, "args": (), "kwargs": {}, "raised": nothing})


def raised(error: BaseException) -> dict[str, Any]:
    """An exception as plain data, whatever its class does to hide."""
    kind = type(error)
    line: tuple[type, ...] = type.__dict__["__mro__"].__get__(kind)
    bases = [
        class_name(kind),
        *(class_name(c) for c in line if getattr(sys.modules["builtins"], class_name(c), None) is c),
    ]
    try:
        text = str.__getitem__(str(error), slice(0, MESSAGE))
    except BaseException:
        text = ""
    return {"type": bases[0], "bases": list(dict.fromkeys(bases)), "message": text, "traceback": _traceback(error)}


def _traceback(error: BaseException) -> str:
    """The submission's own frames, innermost last, each with its cell, line, function and text."""
    found: list[str] = []
    step = error.__traceback__
    while step is not None:
        code = step.tb_frame.f_code
        if code.co_filename.startswith("cell "):
            inside = "" if code.co_name == "<module>" else f", in {code.co_name}"
            text = linecache.getline(code.co_filename, step.tb_lineno).strip()[:160]
            found.append(f"{code.co_filename}, line {step.tb_lineno}{inside}" + (f"\n    {text}" if text else ""))
        step = step.tb_next
    return "\n".join(found[-FRAMES:])


def serve(channel: Channel) -> None:
    """What the nursery calls in a fresh sandboxed process."""
    Witness(channel).serve()
