"""A question's file of checks, run once: its checks, the sources of its observers, and what the judge is told of them.

This is the examiner's first step, in its sandbox. Here it is seen to that a check is made of what can be called; whether its
name, weights and limits are sound is for :mod:`hotseat.reference.plan` to say, which trusts nothing that comes from here.
"""

from __future__ import annotations

import ast
import types
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from numbers import Integral, Real
from pathlib import PurePath
from typing import Any, cast

from hotseat.question_bank.python_text import NotPython, parsed
from hotseat.reference.check import Call, Check, Growth, Speed


class QuestionFault(Exception):
    """The checks or the reference are at fault; the message says how."""


@dataclass(frozen=True)
class ChecksFile:
    """What a file of checks holds."""

    checks: list[Check]
    observers: dict[str, str]
    """The sources of its observers, by name."""

    def listed(self) -> list[dict[str, Any]]:
        """Each check as plain data, everything but its code. Raises QuestionFault."""
        return [_listed(check, self.observers) for check in self.checks]


def load_checks(source: str, file: str) -> ChecksFile:
    """Runs a file of checks. Raises QuestionFault."""
    module = types.ModuleType("checks")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = parsed(source)
            code = compile(tree, PurePath(file).name, "exec", dont_inherit=True)
    except NotPython as error:
        raise QuestionFault(f"the file of checks {error}") from None
    except (RecursionError, MemoryError):
        raise QuestionFault("the file of checks is nested too deeply to be read") from None
    try:
        exec(code, module.__dict__)
    except BaseException as error:
        raise QuestionFault(f"the file of checks cannot be run: {type(error).__name__}: {error}"[:500]) from error
    return ChecksFile(_checks_of(module), _observers_of(tree))


def _checks_of(module: types.ModuleType) -> list[Check]:
    found = getattr(module, "CHECKS", None)
    if type(found) not in (list, tuple) or not found:
        raise QuestionFault("the file of checks defines no CHECKS, or an empty list")
    checks = list(cast("Sequence[Any]", found))
    if any(type(check) is not Check for check in checks):
        raise QuestionFault("CHECKS holds something that is no Check")
    return checks


def _observers_of(tree: ast.Module) -> dict[str, str]:
    """The source of every top-level function whose name starts with ``observe``, without its decorators."""
    found: dict[str, str] = {}
    for node in tree.body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("observe"):
            node.decorator_list = []
            try:
                found[node.name] = ast.unparse(node)
            except RecursionError:
                raise QuestionFault(f"{node.name} in the file of checks is nested too deeply to be read") from None
    return found


def _listed(check: Check, observers: dict[str, str]) -> dict[str, Any]:
    call = f"the check {check.name!r}"[:100] if isinstance(cast("Any", check.name), str) else "a check"
    _made_of_what_can_be_called(check, call)
    function = check.observe.function if isinstance(check.observe, Call) else None
    observer = None if isinstance(check.observe, Call) else getattr(check.observe, "__name__", "")
    if observer is not None and observer not in observers:
        raise QuestionFault(f"{call} observes with {observer or 'no function'}, which is no observe... of the file")
    speed, growth = check.speed, check.growth
    return {
        "name": check.name,
        "function": function,
        "observer": observer,
        "visible": check.visible,
        "weight": _plain(check.weight),
        "seconds": _plain(check.seconds),
        "hint": check.hint,
        "speed": None if speed is None else [_plain(speed.at_most), speed.of, _plain(speed.repeats)],
        "growth": None
        if growth is None
        else [_plain(growth.at_most), _plain(growth.n), _plain(growth.largest), _plain(growth.repeats)],
    }


def _made_of_what_can_be_called(check: Check, call: str) -> None:
    parts: list[tuple[str, Any]] = [("inputs", check.inputs), ("observe", check.observe)]
    parts += [("holds", check.holds or print), ("holds_all", check.holds_all or print)]
    if isinstance(check.observe, Call):
        del parts[1]
    for name, kind, part in (("speed", Speed, check.speed), ("growth", Growth, check.growth)):
        if part is not None and type(cast("Any", part)) is not kind:
            raise QuestionFault(f"{name} of {call} is no {kind.__name__}")
    if check.growth is not None:
        parts.append(("growth.inputs", check.growth.inputs))
    wrong = next((name for name, part in parts if not callable(part)), None)
    if wrong is not None:
        raise QuestionFault(f"{wrong} of {call} is no function")


def _plain(value: Any) -> Any:
    """A number of whichever library as Python's own; anything else as it is."""
    if isinstance(value, bool) or type(value) in (int, float):
        return value
    if isinstance(value, Integral):
        return int(value)
    return float(value) if isinstance(value, Real) else value
