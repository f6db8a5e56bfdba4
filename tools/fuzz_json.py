"""How ``tools/fuzz.py`` changes lines of JSON: value by value, so that what is tried is still JSON and gets past the parser."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

_ODD: tuple[Any, ...] = (
    None,
    True,
    "",
    " ",
    [],
    {},
    0,
    -1,
    1 << 70,
    0.5,
    -1e308,
    float("nan"),
    float("inf"),
    [None],
    {"a": 1},
)
_HOSTILE = (
    "\x1b]0;x\x07",
    "\u202e",
    "\ud800",
    "[/x]",
    "<b>",
    "](http://a)",
    "9" * 5_000,
    "a" * 3_000,
    "\n" * 50,
    "../x",
    "2026-13-99",
)
_VALUES = (*_ODD, *_HOSTILE)


def change_records(data: bytes, dice: random.Random, by_bytes: Callable[[bytes], bytes]) -> bytes:
    """The lines of JSON with one thing in them changed: a value, a key, a line; a text at times byte by byte."""
    rows = data.split(b"\n")
    at = dice.randrange(len(rows))
    match dice.randrange(6):
        case 0 if len(rows) > 1:
            rows.insert(dice.randrange(len(rows)), rows[at])
        case 1 if len(rows) > 1:
            del rows[at]
        case _:
            try:
                record = json.loads(rows[at])
            except (ValueError, RecursionError):
                return by_bytes(data)
            _change(record, dice, by_bytes)
            rows[at] = json.dumps(record).encode()
    return b"\n".join(rows)


def _change(node: Any, dice: random.Random, by_bytes: Callable[[bytes], bytes]) -> None:
    """Walk down at random and change what is there."""
    while True:
        keys: list[Any] = (
            list(node) if isinstance(node, dict) else list(range(len(node))) if isinstance(node, list) else []
        )
        if not keys:
            return
        key = dice.choice(keys)
        if isinstance(node[key], dict | list) and node[key] and dice.random() < 0.85:
            node = node[key]
            continue
        old, how = node[key], dice.random()
        if how < 0.15:
            del node[key]
        elif how < 0.35 and isinstance(old, str):
            node[key] = by_bytes(old.encode("utf-8", "surrogatepass")).decode("utf-8", "replace")
        elif how < 0.5 and isinstance(old, int | float):
            node[key] = dice.choice((old + 1, -old, old * 1e6, str(old)))
        else:
            node[key] = dice.choice(_VALUES)
        return
