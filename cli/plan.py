"""``hotseat plan``: what is due today and in the days ahead, and a plan until the date of an interview."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from hotseat.cli.options import AsJson, Plain
from hotseat.cli.trouble import OK, Stop

if TYPE_CHECKING:
    from hotseat.front.plan_view import PlanDay, PlanView


def show_plan(
    context: typer.Context,
    interview_on: Annotated[
        str, typer.Option("--interview-on", metavar="DATE", help="Lay out the days until then, such as 2030-05-17.")
    ] = "",
    minutes_a_day: Annotated[
        int | None, typer.Option("--minutes-a-day", help="How long a day may take, 15 to 480; 60 where not said.")
    ] = None,
    forget: Annotated[bool, typer.Option("--forget", help="Take the plan away; what is due stays.")] = False,
    as_json: AsJson = False,
    plain: Plain = False,
) -> None:
    """Show what is due today and in the days ahead; with a date, lay out a plan until your interview.

    A plan that is there is brought up to date each time: what was done is ticked off, what was missed moves.
    """
    if forget and (interview_on or minutes_a_day is not None):
        raise Stop(2, "--forget takes the plan away; give no date and no minutes with it.")
    raise typer.Exit(
        plan(interview_on, minutes_a_day, forget=forget, as_json=as_json, plain=plain or bool(context.obj))
    )


def plan(interview_on: str, minutes: int | None, *, forget: bool, as_json: bool, plain: bool) -> int:
    """Do what the options say, and print the plan; returns the exit code."""
    from hotseat.cli.banks import open_bank
    from hotseat.cli.front_ends import ready_places
    from hotseat.cli.plan_desk import PlanDesk
    from hotseat.cli.settings import read_settings
    from hotseat.cli.trouble import give, give_json, say, wrong_use
    from hotseat.front.plan_told import sentences, table
    from hotseat.front.service import Trouble

    here = ready_places()
    settings, wrong = read_settings(here.settings)
    for sentence in wrong:
        say(sentence)
    desk, bank = PlanDesk(here, settings.agenda), open_bank(here)
    try:
        if forget:
            view = desk.forget(bank)
        elif interview_on or minutes is not None:
            view = desk.set(bank, interview_on, minutes)
        else:
            view = desk.view(bank)
    except Trouble as fault:
        wrong_use(str(fault))
    if as_json:
        give_json(_data(view, here.plan))
        return OK
    give("\n".join(sentences(view) if plain or settings.plain else table(view)))
    return OK


def _data(view: PlanView, path: Path) -> dict[str, Any]:
    return {
        "interview_on": view.interview_on.isoformat() if view.interview_on else None,
        "minutes_a_day": view.minutes_a_day or None,
        "readiness": {"word": view.ready.word, "reasons": [asdict(r) for r in view.ready.reasons]},
        "days": [_day(view.today), *map(_day, view.days)],
        "behind": view.behind,
        "notes": list(view.notes),
        "guesses": view.guesses,
        "file": str(path) if path.exists() else None,
    }


def _day(day: PlanDay) -> dict[str, Any]:
    return {"on": day.on.isoformat(), "items": [asdict(row) for row in day.rows]}
