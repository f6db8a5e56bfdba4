"""The plan as a plain file of its own, which the person may read, keep and delete."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any, cast

from hotseat import harmless
from hotseat.interview import disk
from hotseat.review.plan import Plan
from hotseat.review.plan_dates import LEAST, MOST
from hotseat.review.plan_parts import KINDS, Day, Item, Wish

_FORMAT = 1
LARGEST = 5_000_000
"""Bytes in such a file; more is none."""


class BadPlan(Exception):
    """The file cannot be read as a plan; the text says why and what to do."""


def read_plan(path: Path) -> Plan | None:
    """The plan in the file; None where there is no file. Raises :class:`BadPlan`."""
    try:
        if path.stat().st_size > LARGEST:
            raise ValueError("it is too large")
        return _plan(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return None
    except OSError as fault:
        raise BadPlan(f"The plan in {path} cannot be read: {fault.strerror or fault}.") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as fault:
        why = harmless.line(str(fault), 80) if type(fault) is ValueError else "something in it is not as it should be"
        raise BadPlan(
            f"The plan in {path} is damaged ({why}). A new one takes its place with: hotseat plan --interview-on DATE"
        ) from None


def write_plan(path: Path, plan: Plan) -> None:
    """Keep the plan, all of it or nothing. Raises OSError."""
    data = {"format": _FORMAT, **asdict(plan)}
    disk.make_private(path.parent)
    disk.put(path, (json.dumps(data, ensure_ascii=False, indent=1, default=date.isoformat) + "\n").encode())


def set_aside(path: Path) -> Path:
    """Rename a file that cannot be read, so that it is not overwritten; returns its new name. Raises OSError."""
    number, aside = 1, path.with_name(f"{path.name}.damaged")
    while aside.exists():
        number += 1
        aside = path.with_name(f"{path.name}.damaged-{number}")
    return path.rename(aside)


def _plan(found: object) -> Plan:
    data = cast("dict[str, Any]", found)
    if data["format"] != _FORMAT:
        raise ValueError("it was written by another version of Hotseat")
    wish = data["wish"]
    minutes = int(wish["minutes_a_day"])
    if not LEAST <= minutes <= MOST:
        raise ValueError(f"a day has {minutes} minutes")
    laid = data["laid_on"]
    return Plan(
        Wish(date.fromisoformat(wish["interview_on"]), minutes, date.fromisoformat(wish["made_on"])),
        date.fromisoformat(laid) if laid else None,
        tuple(Day(date.fromisoformat(d["on"]), tuple(_item(i) for i in d["items"])) for d in data["days"]),
        tuple(harmless.line(str(s), 300) for s in data["left_out"]),
    )


def _item(data: dict[str, Any]) -> Item:
    if data["kind"] not in KINDS:
        raise ValueError("it holds something of an unknown kind")
    minutes = float(data["minutes"])
    if not 0 <= minutes <= MOST:
        raise ValueError("it holds something of an odd length")
    return Item(
        data["kind"],
        harmless.line(str(data["what"]), 80),
        harmless.line(str(data["title"]), 120),
        minutes,
        harmless.line(str(data["topic"]), 40),
        harmless.line(str(data["why"]), 160),
        final=data["final"] is True,
        done=data["done"] is True,
    )
