"""The code behind the numbers of a model answer: run in the sandbox, and held to the claim."""

from __future__ import annotations

import time
from dataclasses import dataclass

from hotseat.harmless import plain
from hotseat.kernels.nursery import NurseryFault
from hotseat.kernels.sandbox import Limits
from hotseat.question_bank.engines import lack
from hotseat.question_bank.model import Evidence, Needs, Question
from hotseat.question_bank.pack import Pack
from hotseat.reference.judge import Judge
from hotseat.reference.witness_stand import MachineFault, NotLoaded, WitnessStand

EVIDENCE_SECONDS = 20.0
"""Processor time that the code behind one number may take."""
EVIDENCE_MEMORY = 4096
"""Megabytes it may use."""
NO_NEEDS = Needs()
NEEDS_OF_A_CELL = Needs(profile="torch")
"""What the process of a cell has loaded: cells use what they like, and most of them torch or less."""
BUSY = 4
"""How many times longer than its processor time a cell may take on a busy machine."""


@dataclass(frozen=True)
class Figure:
    """What the cell behind one claim came to."""

    id: str
    claim: str
    printed: str
    """What it printed: the figure. Harmless text."""
    seconds: float
    """How long it ran, by the clock on the wall."""
    fault: str | None = None
    """Why it does not uphold its claim, or None where it does."""


def not_run(question: Question, pack: Pack) -> str:
    """Why nothing of a question is run on this machine, or an empty text."""
    refusal = pack.refusal(question, {})
    if not refusal and (lacking := lack(question.needs.packages)) is not None:
        refusal = f"it {lacking}"
    return refusal


async def figures_of(judge: Judge, question: Question) -> list[Figure]:
    """What every cell of a question came to; only for one that :func:`not_run` has nothing against."""
    figures = [await run_evidence(judge, cell, question.needs) for cell in question.evidence]
    for place, figure in enumerate(figures):
        if figure.fault is not None:  # a figure may be a ratio of times, which a busy machine can spoil once
            figures[place] = await run_evidence(judge, question.evidence[place], question.needs)
    return figures


async def run_evidence(judge: Judge, evidence: Evidence, needs: Needs = NO_NEEDS) -> Figure:
    """Runs the code behind one number in a sandboxed process of its own, with what its question ``needs``."""
    seconds = max(EVIDENCE_SECONDS, needs.seconds)
    limits = Limits(
        memory=max(EVIDENCE_MEMORY, needs.memory),
        open_files=1024 if needs.processes else 128,
        cpu_seconds=int(seconds),
        processes=needs.processes,
        loopback=needs.loopback,
    )
    stand = WitnessStand(judge.nursery(NEEDS_OF_A_CELL), evidence.code, (), (), limits, BUSY * seconds, seed=0)
    began = time.monotonic()
    fault, lacking = None, ""
    try:
        loaded = await stand.load()
        fault = loaded.notes[0] if loaded.notes else None
    except NotLoaded as error:
        fault = str(error)
    except (MachineFault, NurseryFault) as error:
        lacking = str(error)
    finally:
        stand.close()
    printed = plain(stand.asides.printed).strip()
    if fault is None and not lacking and not printed:
        fault = "it prints no figure"
    if lacking:  # the machine is at fault, and nothing is said of the claim
        told = f"could not be computed: {lacking.rstrip('.')}"
    else:
        told = None if fault is None else f"does not hold: {fault.rstrip('.')}"
    return Figure(evidence.id, evidence.claim, printed, time.monotonic() - began, told)
