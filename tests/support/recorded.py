"""Which questions are run in this run of the tests, and which are known to hold from an earlier one."""

from __future__ import annotations

import subprocess
import warnings
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from support.builtin_bank import builtin_bank
from support.engines import ALL

from hotseat.question_bank.model import Question
from hotseat.reference import ledger
from hotseat.reference.ledger import Part

BANK = builtin_bank()
LONGEST = 15.0
"""Seconds a part took when it was recorded beyond which it is run again by ``make content`` alone."""


@cache
def again() -> frozenset[str]:
    """The questions that are run although a record holds: all of them, or the tenth whose turn it is with this commit.

    Outside a checkout the day decides. Every worker of one run finds the same.
    """
    return frozenset(BANK.questions) if ALL else ledger.tenth(BANK.questions, turn())


def turn() -> str:
    """The id of the commit that is checked out, or today's date where there is none."""
    here = Path(__file__).parent
    try:
        done = subprocess.run(["git", "rev-parse", "HEAD"], cwd=here, capture_output=True, text=True, check=False)
    except OSError:
        return date.today().isoformat()
    return done.stdout.strip() or date.today().isoformat()


@cache
def recorded(question: str, part: Part) -> Mapping[str, Any] | None:
    """What is recorded of a question for things as they are now, or None."""
    asked = BANK.questions[question]
    return ledger.known(question, part, ledger.state(asked, BANK.pack_of(question), part))


def rests(question: str, part: Part) -> bool:
    """Whether a record holds and it is not this question's turn to be run again, or that would take too long here."""
    record = recorded(question, part)
    return record is not None and (question not in again() or (not ALL and record.get("seconds", 0.0) > LONGEST))


def as_recorded(question: Question, part: Part, result: Mapping[str, Any]) -> None:
    """Fails where the record says other than the run just did; warns where there is no record yet."""
    before = recorded(question.id, part)
    if before is None:
        now = ledger.state(question, BANK.pack_of(question.id), part)
        why = ledger.why_not(question.id, part, now)
        warnings.warn(
            f"{question.id} was run, for {why}. To record it: python tools/content.py {question.id}", stacklevel=2
        )
        return
    assert ledger.lasting(before) == ledger.lasting(result), (
        f"the record of {question.id} says something else than the run: python tools/content.py {question.id}"
    )
