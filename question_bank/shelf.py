"""The entries of one kind, by id, each decoded when it is opened."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from pydantic import ValidationError

from hotseat.question_bank.folders import Kept, Signature, settled, signature
from hotseat.question_bank.index import Index
from hotseat.question_bank.model import Entry, Question
from hotseat.question_bank.pack import Pack
from hotseat.question_bank.record import read_record, summary_of
from hotseat.question_bank.summary import Summary, summary

E = TypeVar("E", bound=Entry)
T = TypeVar("T")

_HELD = 24
"""Decoded entries that are held at most: twice what an interview asks. The rest is decoded again, in a millisecond each."""


class Home(NamedTuple):
    """A folder of the bank."""

    folder: str
    """The folder that its files must lie in."""
    pack: Pack | None
    """The pack whose questions these are."""


Slot = tuple[Home, Kept]
"""Where an entry is, and what is known of it."""


def path_of(slot: Slot) -> str:
    """The path of an entry's file."""
    return path_in(slot[0].folder, slot[1].name)


def path_in(folder: str, name: str) -> str:
    """The path of a file by the name that it has below a folder."""
    return os.path.join(folder, *name.split("/"))  # noqa: PTH118 (a Path for each of ten thousand files takes long)


class BySlot(Mapping[str, T], Generic[T]):
    """What is known by where it is: which ids there are is told without a look at any entry."""

    def __init__(self, slots: Mapping[str, Slot]) -> None:
        """The order of ``slots`` is kept."""
        self._slots = slots

    def __iter__(self) -> Iterator[str]:
        return iter(self._slots)

    def __len__(self) -> int:
        return len(self._slots)

    def __contains__(self, key: object) -> bool:
        return key in self._slots


class Shelf(BySlot[E]):
    """Looking up an id raises KeyError where it is unknown.

    On a shelf whose entries are looked at again, it gives the entry as its file is now, and raises
    :class:`~hotseat.question_bank.problem.BrokenFile` where the file has changed since the bank was loaded and cannot be used
    any more, or is gone.
    """

    def __init__(self, model: type[E], slots: Mapping[str, Slot], index: Index | None, *, again: bool) -> None:
        """The order of ``slots`` is kept; ``again`` says whether a file is looked at before its entry is handed out."""
        super().__init__(slots)
        self._model, self._index, self._again = model, index, again
        self._held: dict[str, tuple[Signature, E]] = {}

    def __getitem__(self, key: str) -> E:
        slot = self._slots[key]
        now = signature(path_of(slot)) if self._again else slot[1].signature
        held = self._held.get(key)
        if held is not None and now == held[0]:
            return held[1]
        entry = self._decoded(slot) if not self._again or (now is not None and now == slot[1].signature) else None
        if entry is None:
            entry, now = self._read(slot)
        if now is not None:
            self._held[key] = now, entry
            while len(self._held) > _HELD:
                # Another thread may have been faster.
                self._held.pop(next(iter(self._held), ""), None)
        return entry

    def _decoded(self, slot: Slot) -> E | None:
        """The entry as it was read before; None where nothing of it is held any more, or not all."""
        body = slot[1].body
        if not body and self._index is not None and slot[1].row:
            body = self._index.body(slot[1].row) or ""
        try:
            return self._model.model_validate_json(body, strict=True) if body else None
        except (ValidationError, ValueError):
            return None

    def _read(self, slot: Slot) -> tuple[E, Signature | None]:
        from hotseat.question_bank.loader import load

        path = path_of(slot)
        before = signature(path)
        sure = before is not None and settled(before)
        entry = load(Path(path), self._model, inside=Path(slot[0].folder), named=True)
        return entry, before if sure and signature(path) == before else None

    def __repr__(self) -> str:
        return f"Shelf({self._model.__name__}, {len(self)})"


class Summaries(BySlot[Summary]):
    """The questions in short, by id, each decoded when it is first asked for."""

    def __init__(self, slots: Mapping[str, Slot]) -> None:
        """The order of ``slots`` is kept."""
        super().__init__(slots)
        self._made: dict[str, Summary] = {}

    def __getitem__(self, key: str) -> Summary:
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = summary_at(self._slots[key], key)
        return made


def summary_at(slot: Slot, key: str) -> Summary:
    """The summary of the question in this place."""
    made = summary_of(slot[1].told)
    if made is not None and made.id == key:
        return made
    # What was kept of it is damaged; so it is told of by its file, or by its name where that is broken by now.
    made = summary_of(read_record("questions", slot[0].folder, path_of(slot)).told)
    return made or summary(Question.model_construct(id=key, title=key, kind="talk", prompt=""))
