"""The file of results of many submissions: one JSON object a line, only ever added to, so that a stop at any moment loses none.

``docs/grading.md`` tells the shape of a line. What is the same in every run stands outside of ``run``.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, cast

from hotseat import harmless
from hotseat.cli.trouble import give, lacking, wrong_use
from hotseat.interview import disk

FORMAT = "hotseat-result/1"
_SYNC = 1.0
"""Seconds between two times that the file is forced to the disk."""


class Key(NamedTuple):
    """What a result is known by: the same submission, judged by the same checks, with the same inputs."""

    question: str
    id: str
    code_digest: str
    question_digest: str
    seed: int | None

    @staticmethod
    def of(line: Mapping[str, Any]) -> Key:
        values: list[Any] = [line.get(name) for name in Key._fields]
        return Key(*values)


def as_json(line: Mapping[str, Any]) -> str:
    """A result as a line, harmless in a terminal and valid UTF-8 whatever a file is called."""
    text = json.dumps(line, ensure_ascii=False, allow_nan=False)
    return text if harmless.plain(text) == text else json.dumps(line, ensure_ascii=True, allow_nan=False)


class Printed:
    """Results on standard output."""

    def add(self, line: Mapping[str, Any]) -> None:
        """Give a line."""
        give(as_json(line))

    def close(self) -> None:
        """Nothing is left to do."""


class ResultsFile:
    """A file of results, taken for this process alone. Its methods exit with a sentence where the disk refuses."""

    def __init__(self, path: Path, *, resume: bool) -> None:
        """Exits with 2 where the file holds something and is not to be gone on with, or is none of results."""
        self._name = harmless.line(str(path))
        self._held: dict[Key, tuple[str, bool]] = {}
        self.mended = 0
        """Bytes of a last line that a stop had torn, and that are gone."""
        self.other_versions: set[str] = set()
        """The versions of Hotseat that judged what is held, without this one."""
        try:
            self._descriptor = disk.open_regular(path, os.O_RDWR | os.O_CREAT | os.O_APPEND)
        except disk.NotRegular:
            wrong_use(f"{self._name} is not a file that results can be written to.")
        except (OSError, ValueError) as fault:
            wrong_use(f"{self._name} cannot be written: {getattr(fault, 'strerror', None) or fault}.")
        try:
            if not disk.lock(self._descriptor):
                wrong_use(f"Another run writes to {self._name}. Wait for it, or give another file.")
            if resume:
                self._read()
            elif os.fstat(self._descriptor).st_size:
                wrong_use(f"{self._name} holds something already. --resume goes on with it; or give another -o.")
        except BaseException:
            os.close(self._descriptor)
            raise
        self._synced = time.monotonic()

    def held(self, key: Key, *, own_tests: bool) -> str:
        """The verdict that is there already for this; empty where there is none, or where nothing came to a verdict."""
        verdict, with_own_tests = self._held.get(key, ("", False))
        return verdict if with_own_tests or not own_tests else ""

    def add(self, line: Mapping[str, Any]) -> None:
        """Write a line, all of it or nothing."""
        data = as_json(line).encode("utf-8", "backslashreplace") + b"\n"
        size = os.fstat(self._descriptor).st_size
        try:
            disk.write_whole(self._descriptor, data)
            if time.monotonic() - self._synced > _SYNC:
                self._sync()
        except OSError as fault:
            os.ftruncate(self._descriptor, size)
            lacking(
                f"{self._name} takes no more: {fault.strerror}. What it holds is whole; make room, and go on with --resume."
            )

    def close(self) -> None:
        """Force the file to the disk and leave it."""
        try:
            self._sync()
        except OSError as fault:
            lacking(f"{self._name} may not be on the disk: {fault.strerror}.")
        finally:
            os.close(self._descriptor)

    def _sync(self) -> None:
        disk.sync(self._descriptor)
        self._synced = time.monotonic()

    def _read(self) -> None:
        """Take in what the file holds; a last line without its end is cut off."""
        from hotseat import __version__

        whole, size = 0, os.fstat(self._descriptor).st_size
        with os.fdopen(os.dup(self._descriptor), "rb") as file:
            file.seek(0)
            for number, row in enumerate(file, 1):
                found = _parsed(row) if row.endswith(b"\n") else None
                if found is None and whole + len(row) == size and (whole or _begins_a_result(row)):
                    break
                self._take(found or {}, number)
                whole += len(row)
        self.mended = size - whole
        if self.mended:
            os.ftruncate(self._descriptor, whole)
        self.other_versions.discard(__version__)

    def _take(self, line: Mapping[str, Any], number: int) -> None:
        written = line.get("format")
        if written != FORMAT:
            what = "is of another version of Hotseat" if str(written).startswith("hotseat-result/") else "is no result"
            wrong_use(f"{self._name}, line {number} {what}. Mend the file, or give another -o.")
        key, verdict = Key.of(line), str(line.get("verdict"))
        try:
            if verdict == "not-judged":
                self._held.pop(key, None)
            else:
                self._held[key] = verdict, "own_tests" in line
                self.other_versions.add(str(line.get("version")))
        except TypeError:
            wrong_use(f"{self._name}, line {number} is no result. Mend the file, or give another -o.")


def _parsed(row: bytes) -> dict[str, Any] | None:
    try:
        found: Any = json.loads(row)
    except (ValueError, RecursionError):
        return None
    return cast("dict[str, Any]", found) if isinstance(found, dict) else None


def _begins_a_result(row: bytes) -> bool:
    """Whether the only line of a file is the beginning of a result, and not somebody's note that is none of ours to cut."""
    begin = as_json({"format": FORMAT}).encode()[:-1]
    return row.startswith(begin) or begin.startswith(row)
