"""Skipping, by name, what cannot be run here for want of an optional library."""

from __future__ import annotations

import os

import pytest

from hotseat.question_bank.engines import lack
from hotseat.question_bank.model import Question

ALL = os.environ.get("HOTSEAT_CONTENT") == "all"
"""Whether everything is run again, whatever is recorded and however long it takes: ``make content``."""


def skip_where_lacking(question: Question) -> None:
    """Skips a test of a question whose optional libraries are not here; the reason names it and what to install."""
    lacking = lack(question.needs.packages)
    if lacking is not None:
        pytest.skip(f"{question.id} {lacking}")
