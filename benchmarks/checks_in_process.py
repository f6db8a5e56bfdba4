"""A question's checks run as plainly as can be: in this very process, beside the submission, with nothing around them.

It is what the checks themselves cost, and the body of the graders that the judge is timed against. The answers of the
reference are at hand, so that only the submission runs. Nothing here is safe against a submission that does not want to be
judged.
"""

from __future__ import annotations

import ast
import copy
import time
import types
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from hotseat.kernels.generators import reseed
from hotseat.reference import compare
from hotseat.reference.check import Call, Case, Check, Observation, Raised
from hotseat.reference.witness import Candidate, raised


@dataclass(frozen=True)
class Prepared:
    """The cases of one check and what the reference did with them, for every turn that is judged or timed."""

    check: Check
    turns: tuple[tuple[tuple[Case, ...], tuple[Observation, ...]], ...]
    """What is judged, then a turn for each time that a race is run."""


def names_of(source: str, imports: Sequence[str]) -> dict[str, Any]:
    """The names that a file defines; an exception in it leaves the names so far."""
    module = types.ModuleType("submission")
    for line in imports:
        exec(line, module.__dict__)
    exec(compile(source, "cell 1", "exec", dont_inherit=True), module.__dict__)
    return module.__dict__


def checks_of(source: str) -> tuple[list[Check], dict[str, Callable[..., Any]]]:
    """The checks of a file, and its observers by name."""
    module = types.ModuleType("checks")
    exec(compile(source, "checks", "exec", dont_inherit=True), module.__dict__)
    observers = {
        node.name: module.__dict__[node.name]
        for node in ast.parse(source).body
        if isinstance(node, ast.FunctionDef) and node.name.startswith("observe")
    }
    return list(module.__dict__["CHECKS"]), observers


def prepared(checks: Sequence[Check], names: dict[str, Any], seed: int) -> list[Prepared]:
    """The cases of all checks for a seed, and the reference's observations of them."""
    found: list[Prepared] = []
    for check in checks:
        turns: list[tuple[tuple[Case, ...], tuple[Observation, ...]]] = []
        for turn in range(1 + (check.speed.repeats if check.speed else 0)):
            generator = np.random.default_rng([seed, zlib.crc32(check.name.encode()), turn])
            cases = tuple(check.inputs(generator))
            turns.append((cases, tuple(observed(check, case, names, seed, turn, k) for k, case in enumerate(cases))))
        found.append(Prepared(check, tuple(turns)))
    return found


def observed(check: Check, case: Case, names: dict[str, Any], seed: int, turn: int, place: int) -> Observation:
    """One call of a submission."""
    args, kwargs = copy.deepcopy((case.args, case.kwargs))
    reseed(zlib.crc32(f"{seed}:{check.name}:{turn}:{place}".encode()))
    began = time.perf_counter()
    try:
        if isinstance(check.observe, Call):
            value = names[check.observe.function](*args, **kwargs)
        else:
            value = check.observe(Candidate(names), *args, **kwargs)
    except Exception as error:
        seen = raised(error)
        return Observation(
            None, args, kwargs, Raised(seen["type"], tuple(seen["bases"]), seen["message"]), time.perf_counter() - began
        )
    return Observation(value, args, kwargs, None, time.perf_counter() - began)


def failures(
    ready: Sequence[Prepared],
    names: dict[str, Any],
    seed: int,
    rivals: dict[str, dict[str, Any]] | None = None,
) -> list[str]:
    """The names of the checks that a submission fails.

    Bounds on time are run and not held against anybody; with ``rivals``, the names of the question's own code by side,
    the other side of a race runs too, as it must where it is measured in the same run.
    """
    found: list[str] = []
    for one in ready:
        check = one.check
        for turn, (cases, wants) in enumerate(one.turns):
            gots = [observed(check, case, names, seed, turn, k) for k, case in enumerate(cases)]
            for side in _raced(check, turn) if rivals else ():
                for k, case in enumerate(cases):
                    observed(check, case, rivals[side], seed, turn, k)
            said: str | None = None
            if check.holds is not None or check.holds_all is None:
                holds = check.holds or compare.same()
                said = next(
                    (s for c, g, w in zip(cases, gots, wants, strict=True) if (s := holds(c, g, w)) is not None), None
                )
            if said is None and check.holds_all is not None:
                said = check.holds_all(cases, gots, wants)
            if said is not None:
                found.append(check.name)
                break
    return found


def _raced(check: Check, turn: int) -> tuple[str, ...]:
    """The sides beside the submission that a timed turn runs: the reference always, since its answer is needed."""
    if turn == 0 or check.speed is None:
        return ()
    return ("reference",) if check.speed.of == "reference" else ("reference", "starter")
