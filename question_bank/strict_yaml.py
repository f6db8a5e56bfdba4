"""YAML as the bank writes it: a small, strict part of the language, read without surprises.

One pass over the parser's events refuses what data has no need of (aliases, anchors, tags, directives, a
second document) and what is too large, before more is built from it, so that a hostile file costs
milliseconds. Plain scalars follow YAML 1.2: only ``true`` and ``false``, ``null`` and ``~``, decimal integers
and finite floats mean more than their text, so ``no``, ``22:30``, ``010`` and dates stay what they look like.
Strings are made harmless.
"""

from __future__ import annotations

import math
import os
import re
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import yaml

from hotseat.harmless import plain
from hotseat.question_bank.problem import BrokenFile, Problem

MAX_BYTES = 1 << 20
MAX_NODES = 20_000
MAX_DEPTH = 24
MAX_SCALAR = 100_000

Steps = tuple[str | int, ...]
"""The keys and positions that lead from the top of a document to one of its nodes."""
Place = tuple[int, int]
"""Line and column, from 1."""

_PARSER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_INTEGER = re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})")
_FLOAT = re.compile(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+|[0-9]+(?=[eE]))(?:[eE][-+]?[0-9]{1,3})?")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_OTHER_ENCODINGS = {b"\xef\xbb\xbf": "a byte order mark", b"\xff\xfe": "UTF-16", b"\xfe\xff": "UTF-16"}
_SYNTAX = {
    "mapping values are not allowed in this context": "a colon inside a value, or an indentation that "
    "does not fit; put a value that holds ': ' in quotes",
    "found a tab character that violates indentation": "a tab where YAML wants spaces; indent with spaces",
    "could not find expected ':'": "a line without a colon where a key is expected",
    "did not find expected '-' indicator": "this line is no item of the list above it",
    "did not find expected key": "the indentation does not fit the lines above",
    "did not find expected node content": "a value is missing, or a bracket is left open",
    "did not find expected ',' or '}'": "a brace is left open",
    "did not find expected ',' or ']'": "a bracket is left open",
    "found unexpected end of stream": "a quotation mark is left open",
    "found unknown escape character": "an unknown escape after a backslash; use single quotes or a block",
    "did not find expected <document start>": "the indentation does not fit the lines above",
}


@dataclass(frozen=True)
class Document:
    """What a file says. Mappings are dicts, lists are tuples."""

    file: str
    data: dict[str, Any]
    problems: tuple[Problem, ...]
    """Faults that did not stop the reading: repeated keys, keys that are no text."""
    keys: dict[Steps, Place]
    """Where each mapping entry's key stands."""
    values: dict[Steps, Place]
    """Where each node begins."""

    def problem(self, steps: Steps, message: str, *, at_key: bool = False) -> Problem:
        """The message at the deepest known node on the way of ``steps``, at its key or at its value."""
        while steps and steps not in self.values:
            steps = steps[:-1]
        line, column = self.keys.get(steps, self.values[steps]) if at_key else self.values[steps]
        return Problem(self.file, line, column, dotted(steps), message)


def dotted(steps: Steps) -> str:
    """``("rubric", 2, "id")`` as ``rubric[2].id``."""
    text = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in steps)
    return text.removeprefix(".")


def read_text(path: Path, *, inside: Path | None = None) -> str:
    """The text of a regular UTF-8 file of at most ``MAX_BYTES``.

    ``inside`` names the folder that the file must lie in once links are followed. Raises :class:`BrokenFile`
    for every way in which this can fail.
    """
    data = _bytes(path, inside)
    for mark, name in _OTHER_ENCODINGS.items():
        if data.startswith(mark):
            raise _broken(path, f"begins with {name}; save it as plain UTF-8")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line_start = before.rfind(b"\n") + 1
        place = before.count(b"\n") + 1, len(before[line_start:].decode("utf-8", "replace")) + 1
        raise _broken(path, f"byte 0x{data[error.start]:02x} is not UTF-8; save the file as UTF-8", place) from None


def _bytes(path: Path, inside: Path | None) -> bytes:
    try:
        if inside is not None and _leads_out(path, inside):
            raise _broken(path, "is a link that leads out of its pack; put the file itself there")
        # Without O_NONBLOCK a named pipe would be waited for. The open file says what it is.
        flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        with open(path, "rb", opener=lambda name, _: os.open(name, flags)) as file:
            mode = os.fstat(file.fileno()).st_mode
            if not stat.S_ISREG(mode):
                raise _broken(path, "is not a regular file; a file of the bank is plain text")
            data = file.read(MAX_BYTES + 1)
    except IsADirectoryError:
        raise _broken(path, "is a folder; name a file in it") from None
    except FileNotFoundError:
        raise _broken(path, "there is no such file") from None
    except OSError as error:
        raise _broken(path, f"cannot be read: {(error.strerror or 'unknown fault').lower()}") from None
    except (ValueError, RuntimeError):
        raise _broken(path, "has a name that cannot be opened") from None
    if len(data) > MAX_BYTES:
        raise _broken(path, f"is larger than {MAX_BYTES // 1024} KB, the most a file of the bank may hold")
    return data


def _leads_out(path: Path, inside: Path) -> bool:
    """Whether a path ends outside of a folder once links are followed. Raises OSError, ValueError and RuntimeError."""
    if ".." not in path.parts:
        # Without a link on the way down there is nothing to follow, and following takes long.
        here = path
        while here != inside and here != here.parent and not here.is_symlink():
            here = here.parent
        if here == inside:
            return False
    return not path.resolve().is_relative_to(inside.resolve())


def _broken(path: Path, message: str, place: Place = (1, 1)) -> BrokenFile:
    return BrokenFile([Problem(str(path), *place, "", message)])


@dataclass
class _Open:
    """A list or mapping whose end has not come yet."""

    steps: Steps
    items: list[Any] | dict[str, Any]
    key: str | None = None
    """The key whose value comes next, in a mapping."""


@dataclass
class _Reading:
    """The state of one pass over the events."""

    file: str
    problems: list[Problem] = field(default_factory=list[Problem])
    keys: dict[Steps, Place] = field(default_factory=dict[Steps, Place])
    values: dict[Steps, Place] = field(default_factory=dict[Steps, Place])
    stack: list[_Open] = field(default_factory=list[_Open])
    root: Any = None

    def refuse(self, place: Place, message: str) -> BrokenFile:
        """All found so far, and the fault that ends the reading."""
        path = dotted(self._steps()) if self.stack else ""
        return BrokenFile([*self.problems, Problem(self.file, *place, path, message)])

    def _steps(self) -> Steps:
        top = self.stack[-1]
        if isinstance(top.items, list):
            return (*top.steps, len(top.items))
        return top.steps if top.key is None else (*top.steps, top.key)

    def key_comes_next(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1].items, dict) and self.stack[-1].key is None

    def take_key(self, key: object, text: str, place: Place) -> None:
        top = self.stack[-1]
        text = plain(text)
        if not isinstance(key, str):
            self.problems.append(
                Problem(
                    self.file,
                    *place,
                    dotted(top.steps),
                    f"the key {text or '(empty)'!r} is not text; put it in quotes",
                )
            )
        items = cast("dict[str, Any]", top.items)
        if text in items:
            first = self.keys[(*top.steps, text)][0]
            self.problems.append(
                Problem(
                    self.file,
                    *place,
                    dotted((*top.steps, text)),
                    f"key {text!r} is repeated (first on line {first})",
                )
            )
        else:
            self.keys[(*top.steps, text)] = place
        top.key = text

    def put(self, value: object, place: Place) -> Steps:
        """Add a node where it belongs; a repeated key keeps its first value. Returns the steps to it."""
        if not self.stack:
            self.root = value
            self.values[()] = place
            return ()
        steps, top = self._steps(), self.stack[-1]
        self.values.setdefault(steps, place)
        if isinstance(top.items, list):
            top.items.append(value)
        elif top.key is not None:
            top.items.setdefault(top.key, value)
            top.key = None
        return steps


def parse(text: str, file: str) -> Document:
    """The one document in ``text``, a mapping. Raises :class:`BrokenFile` where the text is no such thing."""
    reading = _Reading(file)
    if found := _UNPRINTABLE.search(text):
        line = text.count("\n", 0, found.start()) + 1
        column = found.start() - text.rfind("\n", 0, found.start())
        sign = f"U+{ord(found.group()):04X}"
        raise reading.refuse((line, column), f"holds the control character {sign}; remove it")
    try:
        for event in _events(text):
            _take(reading, event)
    except yaml.MarkedYAMLError as error:
        left_open = "left open" in _SYNTAX.get(error.problem or "", "")
        mark = (error.context_mark if left_open else None) or error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        raise reading.refuse(place, _syntax(text, place, error.problem or "not YAML")) from None
    except yaml.YAMLError:
        raise reading.refuse((1, 1), "is not YAML") from None
    if reading.root is None and len(reading.values) <= 1:
        raise reading.refuse((1, 1), "is empty")
    if not isinstance(reading.root, dict):
        raise reading.refuse(reading.values[()], "must be a mapping: lines of the form 'key: value'")
    data = cast("dict[str, Any]", _frozen(reading.root))
    return Document(file, data, tuple(reading.problems), reading.keys, reading.values)


def quick(text: str) -> dict[str, Any] | None:
    """The data of :func:`parse` where the text is a document without any problem; None where that has to be seen by it.

    Noting where everything stands is what takes long, and it is needed only where something is wrong.
    """
    if _UNPRINTABLE.search(text):
        return None
    parser = _PARSER(text)
    try:
        # Only an escape can put into a value what is nowhere in the text.
        return _quick(parser.get_event, harmless="\\" not in text and plain(text) is text)
    except yaml.YAMLError:
        return None
    finally:
        parser.dispose()


def _quick(next_event: Callable[[], Any], *, harmless: bool) -> dict[str, Any] | None:
    """One pass over the events; None at the first that is out of the ordinary. ``harmless``: all strings are so already."""
    stack: list[tuple[Any, str | None]] = []
    """The collections around the one that is open, each with the key that it is the value of there."""
    top: list[Any] | dict[str, Any] | None = None
    key: str | None = None
    root: Any = None
    nodes = documents = 0
    while (event := next_event()) is not None:
        sort = type(event)
        if sort is yaml.ScalarEvent:
            value: Any = event.value
            if event.anchor or event.tag or len(value) > MAX_SCALAR or top is None:
                return None
            if event.implicit[0]:
                value = scalar(value)
            if not harmless and type(value) is str:
                value = plain(value)
        elif sort is yaml.MappingStartEvent or sort is yaml.SequenceStartEvent:
            if event.anchor or event.tag or len(stack) >= MAX_DEPTH or (key is None and type(top) is dict):
                return None
            stack.append((top, key))
            top, key = ({} if sort is yaml.MappingStartEvent else []), None
            nodes += 1
            continue
        elif sort is yaml.MappingEndEvent or sort is yaml.SequenceEndEvent:
            value = tuple(top) if type(top) is list else top
            top, key = stack.pop()
            if top is None:
                root = value
                continue
            nodes -= 1  # It was counted when it began.
        elif sort is yaml.DocumentStartEvent:
            documents += 1
            if documents > 1 or event.version or event.tags:
                return None
            continue
        elif sort is yaml.AliasEvent:
            return None
        else:
            continue
        if type(top) is list:
            top.append(value)
        elif key is not None:
            cast("dict[str, Any]", top)[key] = value
            key = None
        elif type(value) is str and value not in cast("dict[str, Any]", top):
            key = value
            nodes -= 1  # A key is no node of its own.
        else:
            return None
        nodes += 1
        if nodes > MAX_NODES:
            return None
    return root if type(root) is dict else None


def _events(text: str) -> Iterator[Any]:
    return cast("Iterator[Any]", yaml.parse(text, Loader=_PARSER))


def _take(reading: _Reading, event: Any) -> None:
    """Check one event against the limits and add what it stands for."""
    place: Place = (event.start_mark.line + 1, event.start_mark.column + 1)
    if isinstance(event, yaml.ScalarEvent):
        _check_node(reading, event, place)
        _take_scalar(reading, event, place)
    elif isinstance(event, yaml.DocumentStartEvent):
        if reading.values:
            raise reading.refuse(place, "a second document begins here; a file holds one")
        if event.version or event.tags:
            raise reading.refuse(place, "directives (%YAML, %TAG) are not allowed")
    elif isinstance(event, yaml.AliasEvent):
        raise reading.refuse(place, f"the alias '*{event.anchor}' is not allowed; write the value out")
    elif isinstance(event, yaml.CollectionStartEvent):
        _check_node(reading, event, place)
        if reading.key_comes_next():
            raise reading.refuse(place, "a key must be plain text, not a list or a mapping")
        items: list[Any] | dict[str, Any] = {} if isinstance(event, yaml.MappingStartEvent) else []
        reading.stack.append(_Open(reading.put(items, place), items))
        if len(reading.stack) > MAX_DEPTH:
            raise reading.refuse(place, f"is nested more than {MAX_DEPTH} levels deep")
    elif isinstance(event, yaml.CollectionEndEvent):
        reading.stack.pop()


def _check_node(reading: _Reading, event: Any, place: Place) -> None:
    if event.anchor:
        raise reading.refuse(
            place, f"the anchor '&{event.anchor}' is not allowed; write the value out where it is used"
        )
    if event.tag:
        raise reading.refuse(place, f"the tag '{event.tag}' is not allowed; remove it")
    if len(reading.values) >= MAX_NODES:
        raise reading.refuse(place, f"holds more than {MAX_NODES} values")


def _take_scalar(reading: _Reading, event: Any, place: Place) -> None:
    text: str = event.value
    if len(text) > MAX_SCALAR:
        raise reading.refuse(place, f"is longer than {MAX_SCALAR} characters")
    value = scalar(text) if event.implicit[0] else text
    if reading.key_comes_next():
        reading.take_key(value, text, place)
    else:
        reading.put(plain(value) if isinstance(value, str) else value, place)


def scalar(text: str) -> str | int | float | bool | None:
    """What an unquoted scalar means."""
    if text in _WORDS:
        return _WORDS[text]
    if text[0] in "+-.0123456789":
        if _INTEGER.fullmatch(text):
            return int(text)
        if _FLOAT.fullmatch(text) and math.isfinite(number := float(text)):
            return number
    return text


def _frozen(value: Any) -> Any:
    """Lists as tuples, all the way down; the depth is limited already."""
    if isinstance(value, dict):
        return {key: _frozen(inner) for key, inner in cast("dict[str, Any]", value).items()}
    if isinstance(value, list):
        return tuple(_frozen(inner) for inner in cast("list[Any]", value))
    return value


def _syntax(text: str, place: Place, problem: str) -> str:
    """The parser's complaint in plainer words."""
    if problem == "found character that cannot start any token":
        lines = text.splitlines()
        sign = lines[place[0] - 1][place[1] - 1 : place[1]] if place[0] <= len(lines) else ""
        if sign == "\t":
            return "a tab where YAML wants spaces; indent with spaces"
        return f"a value cannot begin with {sign!r}; put it in quotes"
    return _SYNTAX.get(problem, problem)
