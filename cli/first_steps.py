"""The first steps: a tiny question with a real kernel and judge, in a place of its own, so that no review ever counts it."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

from hotseat.cli.places import Places

if TYPE_CHECKING:
    from hotseat.question_bank.bank import Bank


def first_steps(here: Places, bank: Bank) -> tuple[Places, Bank]:
    """Where the first steps are kept while they last, and a bank of their question alone; what was left of others goes."""
    from hotseat.question_bank.bank import load_bank
    from hotseat.reference.builtin import first_steps_pack

    there = replace(here, data=here.first_steps)
    shutil.rmtree(there.data, ignore_errors=True)
    return there, replace(load_bank([first_steps_pack()], []), checklists=bank.checklists, personas=bank.personas)
