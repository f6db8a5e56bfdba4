"""Copies of the frozen state with some of it changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, TypeVar

from hotseat.interview.state import State

K = TypeVar("K")
V = TypeVar("V")
S = TypeVar("S")


def replace(old: S, **changes: Any) -> S:
    """A copy with some fields changed, as ``dataclasses.replace`` makes it, without running the initialiser again.

    A long journal is folded in a tenth of the time; nothing here has an initialiser that does more than assign.
    """
    new = object.__new__(type(old))
    new.__dict__.update(old.__dict__)
    new.__dict__.update(changes)
    return new


def put(mapping: Mapping[K, V], key: K, value: V) -> dict[K, V]:
    """The mapping with one entry set."""
    return {**mapping, key: value}


def in_question(state: State, question: str, **changes: Any) -> State:
    """The state with some fields of a question changed; as it was where there is no such question."""
    if question not in state.questions:
        return state
    return replace(state, questions=put(state.questions, question, replace(state.questions[question], **changes)))
