"""What the judge knows of a question's checks: everything but their code, read strictly.

It comes out of the examiner's process, where a pack's own code runs, so nothing of it is believed before it has been read
here: a name that the judge uses itself, a weight that makes a score of nothing, a limit that never ends.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any, cast

from hotseat.reference.rules import CHECK_NAME

LONGEST_NAME = 200
"""Characters of a check's name."""
LONGEST_HINT = 2000
"""Characters of a check's hint."""
MOST_WEIGHT, MOST_SECONDS, MOST_REPEATS, MOST_RATIO, MOST_SLOPE, MOST_SIZE = 1e6, 600.0, 50, 1e6, 10.0, 10**9


class BadPlan(Exception):
    """A check is not as it must be; the message says which and how."""


@dataclass(frozen=True)
class Speed:
    """A bound on time: at most ``at_most`` times what ``of`` takes."""

    at_most: float
    of: str
    repeats: int


@dataclass(frozen=True)
class Growth:
    """A bound on how time grows: at most like n to the power of ``at_most``, measured from ``n`` to ``largest``."""

    at_most: float
    n: int
    largest: int
    repeats: int


@dataclass(frozen=True)
class Listed:
    """A check as the judge sees it: everything but its code."""

    name: str
    function: str | None
    observer: str | None
    visible: bool
    weight: float
    seconds: float | None
    speed: Speed | None
    growth: Growth | None


@dataclass(frozen=True)
class Plan:
    """All checks of a question, and the source of the observers."""

    checks: tuple[Listed, ...]
    observers: str


def plan_of(checks: Any, observers: Any) -> Plan:
    """The plan that an examiner sent, from plain data. Raises BadPlan with a sentence on the first fault."""
    if type(checks) is not list or not checks or type(observers) is not str:
        raise BadPlan("its checks wrote into the judge's own channel")
    listed = tuple(_listed(check) for check in cast("list[Any]", checks))
    names = [check.name for check in listed]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise BadPlan(f"two checks have the name {twice[0]!r}")
    return Plan(listed, observers)


def _listed(found: Any) -> Listed:
    wanted = {"name", "function", "observer", "visible", "weight", "seconds", "hint", "speed", "growth"}
    if type(found) is not dict or set(cast("dict[Any, Any]", found)) != wanted:
        raise BadPlan("its checks wrote into the judge's own channel")
    check = cast("dict[str, Any]", found)
    name = _name(check["name"])
    call = f"the check {name!r}"
    if not (_is_text(check["function"]) or (check["function"] is None and _is_text(check["observer"]))):
        raise BadPlan(f"{call} observes with nothing that has a name")
    if type(check["visible"]) is not bool:
        raise BadPlan(f"visible of {call} is neither True nor False")
    if type(check["hint"]) is not str or len(check["hint"]) > LONGEST_HINT:
        raise BadPlan(f"the hint of {call} is no text of at most {LONGEST_HINT:,} characters")
    return Listed(
        name,
        check["function"],
        check["observer"] if check["function"] is None else None,
        check["visible"],
        _number(check["weight"], MOST_WEIGHT, f"the weight of {call}"),
        None
        if check["seconds"] is None
        else _number(check["seconds"], MOST_SECONDS, f"the limit in seconds of {call}"),
        None if check["speed"] is None else _speed(check["speed"], call),
        None if check["growth"] is None else _growth(check["growth"], call),
    )


def _name(name: Any) -> str:
    if type(name) is not str or not name.strip():
        raise BadPlan("the name of a check is no text, or an empty one")
    if len(name) > LONGEST_NAME:
        raise BadPlan(f"the name of a check is longer than {LONGEST_NAME} characters: {name[:40]!r}…")
    if not name.isprintable():
        raise BadPlan(f"the name of a check holds a line break or another sign that cannot be shown: {name[:40]!r}")
    if name == CHECK_NAME:
        raise BadPlan(f"a check has the name {name!r}, which the judge keeps for the rules of a question")
    return name


def _is_text(value: Any) -> bool:
    return type(value) is str and bool(value)


def _speed(found: Any, call: str) -> Speed:
    at_most, of, repeats = _parts(found, 3, f"the speed of {call}")
    if of not in ("reference", "starter"):
        raise BadPlan(f"the speed of {call} is measured against neither 'reference' nor 'starter'")
    return Speed(
        _number(at_most, MOST_RATIO, f"speed.at_most of {call}"),
        of,
        _whole(repeats, MOST_REPEATS, f"speed.repeats of {call}"),
    )


def _growth(found: Any, call: str) -> Growth:
    at_most, n, largest, repeats = _parts(found, 4, f"the growth of {call}")
    size = _whole(n, MOST_SIZE, f"growth.n of {call}")
    top = _whole(largest, MOST_SIZE, f"growth.largest of {call}")
    if top < size:
        raise BadPlan(f"growth.largest of {call} is {top:,}, which is less than its n, {size:,}")
    return Growth(
        _number(at_most, MOST_SLOPE, f"growth.at_most of {call}"),
        size,
        top,
        _whole(repeats, MOST_REPEATS, f"growth.repeats of {call}"),
    )


def _parts(found: Any, count: int, what: str) -> list[Any]:
    if type(found) is not list or len(cast("list[Any]", found)) != count:
        raise BadPlan(f"{what} is not what Speed or Growth make")
    return cast("list[Any]", found)


def _number(value: Any, most: float, what: str) -> float:
    """A finite number above 0 and at most ``most``. Raises BadPlan."""
    if type(value) not in (int, float) or not 0 < value <= most or not math.isfinite(value):
        raise BadPlan(f"{what} must be a number above 0 and at most {most:,.0f}, and is {_said(value)}")
    return float(value)


def _whole(value: Any, most: int, what: str) -> int:
    """A whole number from 1 to ``most``. Raises BadPlan."""
    if type(value) is not int or not 1 <= value <= most:
        raise BadPlan(f"{what} must be a whole number from 1 to {most:,}, and is {_said(value)}")
    return value


def _said(value: Any) -> str:
    if type(value) is int and value.bit_length() > 200:
        return "far larger or smaller"
    return repr(value)[:60] if isinstance(value, int | float | str | bool) else "something else"
