"""The entries of one kind, by id, each decoded when it is opened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from pydantic import ValidationError

from hotseat.question_bank.folders import Signature, settled, signature
from hotseat.question_bank.index import Index
from hotseat.question_bank.model import Entry

E = TypeVar("E", bound=Entry)

_ONCE: Signature = (0, 0, 0, 0)
"""Stands for a file that is not looked at again."""
_HELD = 256
"""Decoded entries that are held at most; the rest is decoded again."""


class Slot(NamedTuple):
    """Where an entry is."""

    folder: str
    """The folder that its file must lie in."""
    path: str
    signature: Signature | None
    """The file as it was read; None where it has to be read again whatever it looks like."""
    row: int
    """The reading in the index; 0 for none."""
    body: str
    """The entry as JSON, where the index does not hold it."""


class Shelf(Mapping[str, E], Generic[E]):
    """Looking up an id raises KeyError where it is unknown.

    On a shelf whose entries are looked at again, it gives the entry as its file is now, and raises
    :class:`~hotseat.question_bank.problem.BrokenFile` where the file has changed since the bank was loaded and cannot be used
    any more, or is gone.
    """

    def __init__(self, model: type[E], slots: Mapping[str, Slot], index: Index | None, *, again: bool) -> None:
        """The order of ``slots`` is kept; ``again`` says whether a file is looked at before its entry is handed out."""
        self._model, self._slots, self._index, self._again = model, slots, index, again
        self._held: dict[str, tuple[Signature, E]] = {}

    def __getitem__(self, key: str) -> E:
        slot = self._slots[key]
        now = signature(slot.path) if self._again else slot.signature or _ONCE
        held = self._held.get(key)
        if held is not None and now == held[0]:
            return held[1]
        entry = self._decoded(slot) if not self._again or (now is not None and now == slot.signature) else None
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
        body = slot.body
        if not body and self._index is not None and slot.row:
            body = self._index.body(slot.row) or ""
        try:
            return self._model.model_validate_json(body, strict=True) if body else None
        except (ValidationError, ValueError):
            return None

    def _read(self, slot: Slot) -> tuple[E, Signature | None]:
        from hotseat.question_bank.loader import load

        before = signature(slot.path)
        sure = before is not None and settled(before)
        entry = load(Path(slot.path), self._model, inside=Path(slot.folder), named=True)
        return entry, before if sure and signature(slot.path) == before else None

    def __iter__(self) -> Iterator[str]:
        return iter(self._slots)

    def __len__(self) -> int:
        return len(self._slots)

    def __contains__(self, key: object) -> bool:
        return key in self._slots

    def __repr__(self) -> str:
        return f"Shelf({self._model.__name__}, {len(self)})"
