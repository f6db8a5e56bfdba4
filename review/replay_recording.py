"""A session's records as they can be replayed: what can be read of the journal, and what of it is lost.

What comes from the disk is held against what each event says of its fields, so that whatever builds on it meets text where
text belongs. An event that does not fit is kept as one that cannot be read. Whole lines behind damage are kept too.
"""

from __future__ import annotations

import math
import types
import typing
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from pathlib import Path
from typing import Any

from hotseat.frozen import frozen
from hotseat.interview import events as e
from hotseat.interview import journal
from hotseat.interview.copies import replace
from hotseat.review.history import JOURNAL, folder_of

LONGEST = 30 * 24 * 3600.0
"""Seconds of an interview past which a time is no time."""


@frozen
class Recording:
    """The records of one session."""

    session: str
    records: tuple[e.Recorded, ...]
    """In order; their times never run back."""
    whole: int
    """How many of them stand before any damage."""
    lost: tuple[str, ...] = ()
    """What cannot be read, a sentence each."""


def load(root: Path, session: str) -> Recording:
    """A session's recording. Raises OSError or ValueError where nothing of it can be read."""
    contents = journal.read(folder_of(root, session) / JOURNAL)
    found = of_records(contents.records, contents.later, session)
    if not found.records:
        raise ValueError("nothing was recorded in it.")
    damage = () if contents.damage is None else (contents.damage.sentence,)
    return replace(found, lost=(*damage, *found.lost))


def extended(known: Recording, records: Iterable[Mapping[str, Any]]) -> Recording:
    """A recording without damage, and the records that were added to its journal since."""
    more = _in_time([_fitted(e.from_record(dict(record))) for record in records], known.records[-1].at)
    return replace(known, records=(*known.records, *more), whole=known.whole + len(more))


def of_records(
    records: Iterable[Mapping[str, Any]], later: Iterable[Mapping[str, Any]] = (), session: str = ""
) -> Recording:
    """The recording that a journal's records make; ``later`` are whole ones behind damage."""
    kept = [_fitted(e.from_record(dict(record))) for record in records]
    whole, twice = len(kept), 0
    for record in later:
        recorded = _fitted(e.from_record(dict(record)))
        if kept and recorded.seq <= kept[-1].seq:
            twice += 1
        else:
            kept.append(recorded)
    lost = [_counted(twice, "record has", "records have", "a number that came before, and {} left out.")]
    strange = [r for r in kept if isinstance(r.event, e.Unknown)]
    lost.append(_counted(len(strange), "event is", "events are", "of a kind or form that this Hotseat does not know."))
    if kept and not isinstance(kept[0].event, e.SessionStarted):
        lost.append("The beginning is missing, so titles and code are not known.")
    return Recording(session, tuple(_in_time(kept)), whole, tuple(filter(None, lost)))


def _counted(count: int, one: str, more: str, rest: str) -> str:
    told = rest.format("is" if count == 1 else "are")
    return f"{count:,} {one if count == 1 else more} {told}" if count else ""


def _in_time(records: Sequence[e.Recorded], last: float = 0.0) -> list[e.Recorded]:
    """The same with times that are numbers and never run back."""
    made = list[e.Recorded]()
    for recorded in records:
        at = recorded.at
        good = math.isfinite(at) and last <= at <= LONGEST
        made.append(recorded if good else replace(recorded, at=last))
        last = made[-1].at
    return made


def _fitted(recorded: e.Recorded) -> e.Recorded:
    """The record as it stands, or with an unknown event where a field holds what does not belong there."""
    event = recorded.event
    if isinstance(event, e.Unknown) or all(fits(getattr(event, name)) for name, fits in _forms(type(event))):
        return recorded
    data = {field.name: getattr(event, field.name) for field in fields(event)}
    return replace(recorded, event=e.Unknown(e.to_record(recorded)["kind"], data))


@lru_cache(None)
def _forms(cls: type[e.Event]) -> tuple[tuple[str, Callable[[Any], bool]], ...]:
    """For each field of a kind of event, what tells whether a value belongs there."""
    hints = typing.get_type_hints(cls)
    return tuple((field.name, _form(hints[field.name])) for field in fields(cls))


def _form(hint: Any) -> Callable[[Any], bool]:
    origin, inner = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        ways = [_form(way) for way in inner]
        return lambda value: any(way(value) for way in ways)
    if origin is tuple:
        each = _form(inner[0])
        return lambda value: isinstance(value, tuple) and all(map(each, typing.cast("tuple[Any, ...]", value)))
    if origin is dict:
        key, own = _form(inner[0]), _form(inner[1])
        return lambda value: (
            isinstance(value, dict) and all(key(k) and own(v) for k, v in typing.cast("dict[Any, Any]", value).items())
        )
    if hint is float:
        return lambda value: type(value) in (int, float) and abs(value) < math.inf
    if hint is int:
        return lambda value: type(value) is int
    if hint is Any:
        return lambda value: True
    return lambda value: isinstance(value, hint)
