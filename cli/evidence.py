"""``hotseat bank evidence``: the cells behind the numbers in the model answers, run, each held against what it prints."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING

from hotseat import harmless
from hotseat.cli.banks import find, open_bank, tell_problems
from hotseat.cli.places import Places
from hotseat.cli.trouble import CHECK_FAILED, ENVIRONMENT, OK, give, give_json, say

if TYPE_CHECKING:
    from hotseat.front.service import FigureLine
    from hotseat.question_bank.bank import Bank
    from hotseat.reference.evidence import Figure


def show_evidence(here: Places, questions: Sequence[str], *, as_json: bool) -> int:
    """Run the cells and tell each claim, its figure and whether it holds.

    Returns 1 where a claim does not hold, 3 where some could not be run, 0 otherwise.
    """
    bank = open_bank(here)
    tell_problems(bank)
    for name in questions:
        if not find(bank, name).evidence:
            say(f"{name} claims no figure.")
    chosen = [name for name in questions or bank.questions if bank.questions[name].evidence]
    return asyncio.run(_run(bank, list(dict.fromkeys(chosen)), as_json)) if chosen else OK


async def figure(bank: Bank, question: str, cell: str) -> FigureLine:
    """Compute one figure of the bank, in the sandbox. Raises Trouble where that cannot be done."""
    from hotseat.front.service import FigureLine, Trouble
    from hotseat.reference.evidence import not_run, run_evidence
    from hotseat.reference.judge import Judge

    asked = bank.questions.get(question)
    found = next((one for one in asked.evidence if one.id == cell), None) if asked is not None else None
    if asked is None or found is None:
        raise Trouble("The bank no longer holds this claim, so its figure cannot be computed.")
    if refusal := not_run(asked, bank.pack_of(question)):
        raise Trouble(f"The figure cannot be computed here: {refusal.rstrip('.')}.")
    judge = Judge(bank.packs)
    try:
        came = await run_evidence(judge, found, asked.needs)
    finally:
        await judge.close()
    told = "The claim holds" if came.fault is None else f"The claim {harmless.plain(came.fault)}"
    return FigureLine(
        found.claim, came.printed, came.fault is None, f"{told.rstrip('.')}. It took {came.seconds:.1f} s."
    )


async def _run(bank: Bank, chosen: Sequence[str], as_json: bool) -> int:
    from hotseat.kernels.nursery import NurseryFault
    from hotseat.reference.evidence import NEEDS_OF_A_CELL, not_run, run_evidence
    from hotseat.reference.judge import Judge

    every = [(name, cell) for name in chosen for cell in bank.questions[name].evidence]
    held = failed = unrun = 0
    judge = Judge(bank.packs)
    try:
        say("Loading the libraries.")
        with suppress(NurseryFault):  # each cell says so itself
            await judge.warm(NEEDS_OF_A_CELL)
        for number, (name, cell) in enumerate(every, 1):
            question = bank.questions[name]
            say(f"[{number}/{len(every)}] {name} {cell.id}")
            if refusal := not_run(question, bank.pack_of(name)):
                unrun += 1
                _tell_unrun(name, cell.id, cell.claim, refusal, as_json)
                continue
            figure = await run_evidence(judge, cell, question.needs)
            held, failed = held + (figure.fault is None), failed + (figure.fault is not None)
            _tell(name, figure, as_json)
    finally:
        await judge.close()
    claims = f"{len(every)} claim{'' if len(every) == 1 else 's'}"
    say(f"{claims}: {held} held, {failed} did not, {unrun} not run.")
    return CHECK_FAILED if failed else ENVIRONMENT if unrun else OK


def _tell(question: str, figure: Figure, as_json: bool) -> None:
    verdict = "holds" if figure.fault is None else harmless.plain(figure.fault)
    if as_json:
        told = {"question": question, "id": figure.id, "claim": figure.claim, "figure": figure.printed}
        give_json(told | {"verdict": verdict, "seconds": round(figure.seconds, 2)})
        return
    give(f"{question}, {figure.id}: {harmless.line(figure.claim, 600)}")
    for row in (figure.printed or "(nothing was printed)").splitlines():
        give(f"    {row}")
    give(f"    {verdict}, {figure.seconds:.1f} s")


def _tell_unrun(question: str, cell: str, claim: str, why: str, as_json: bool) -> None:
    if as_json:
        give_json({"question": question, "id": cell, "claim": claim, "figure": "", "verdict": "not run", "why": why})
        return
    give(f"{question}, {cell}: {harmless.line(claim, 600)}\n    not run: {harmless.plain(why)}")
