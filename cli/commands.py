"""What the ``hotseat`` command offers.

Exit codes: 0 fine, 1 a check failed, 2 wrong use, 3 the environment lacks something, 130 interrupted. Each command's body
imports what it needs when it runs, so that the command line answers at once and loads a screen only to show one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hotseat.cli.bank_commands import bank_app
from hotseat.cli.data_commands import data_app
from hotseat.cli.export_commands import export, share
from hotseat.cli.front_ends import open_front_end, ready_places
from hotseat.cli.grade_command import grade
from hotseat.cli.kernels import check_dictation, check_kernel, show_kernels
from hotseat.cli.options import (
    Advert,
    AsJson,
    Dictate,
    Final,
    KernelName,
    KernelServer,
    Kind,
    Level,
    Minutes,
    ModelName,
    ModelUrl,
    OwnNotebook,
    Persona,
    Plain,
    SecondSeat,
    Seed,
    Topic,
)
from hotseat.cli.pack import pack_app
from hotseat.cli.past_commands import charts_of, compare, rescore, review
from hotseat.cli.places import places
from hotseat.cli.plan import show_plan
from hotseat.cli.seat import seat
from hotseat.cli.serve_command import serve
from hotseat.cli.trouble import OK, Stop, say

_EPILOG = (
    "Exit codes: 0 fine, 1 a check failed, 2 wrong use, 3 the environment lacks something, 130 interrupted. "
    "HOTSEAT_HOME names the folder for all files; HOTSEAT_PLAIN=1 is --plain always; NO_COLOR turns colour off."
)

app = typer.Typer(
    name="hotseat",
    help=(
        "Sit a simulated data-science interview in your terminal.\n\n"
        "Without a command, the home screen opens.\n\n"
        "Examples:\n\n"
        "  hotseat practice zscore            one question\n\n"
        "  hotseat interview --minutes 30     a short mock interview\n\n"
        "  hotseat grade zscore answer.py     judge a file without a screen"
    ),
    epilog=_EPILOG,
    no_args_is_help=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.add_typer(bank_app, name="bank")
app.add_typer(pack_app, name="pack")
app.command("plan")(show_plan)
app.command("kernels")(show_kernels)
app.add_typer(data_app, name="data")
app.command("seat")(seat)
app.command("grade")(grade)


def _version(value: bool) -> None:
    if value:
        from hotseat import __version__

        print(f"hotseat {__version__}")
        raise typer.Exit(OK)


@app.callback(invoke_without_command=True)
def home(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Show the version and exit.")
    ] = False,
    plain: Plain = False,
) -> None:
    context.obj = plain
    if context.invoked_subcommand is None:
        _screen("home", plain)


def _screen(first: str, plain: bool, model: tuple[str | None, str | None] = (None, None), **wishes: object) -> None:
    raise typer.Exit(open_front_end(first, plain, model, **wishes))


def _how(kernel: str, kernel_server: str | None, second_seat: bool, dictate: str) -> dict[str, object]:
    """What is the same however a session comes about, looked over: where its cells run, who hears answers, who sits beside."""
    check_kernel(kernel, kernel_server)
    check_dictation(dictate)
    return {"kernel": kernel, "kernel_server": kernel_server, "second_seat": second_seat, "dictate": dictate}


@app.command()
def interview(
    context: typer.Context,
    agenda: Annotated[
        str,
        typer.Option(
            "--agenda",
            help="The course: two-hour, one-hour, thirty-minutes, two-hour-with-surprises, topic-sampling, topic-sql, …",
        ),
    ] = "",
    seed: Seed = None,
    minutes: Minutes = None,
    topic: Topic = None,
    level: Level = None,
    kind: Kind = None,
    advert: Advert = None,
    final: Final = False,
    notebook: OwnNotebook = None,
    llm_url: ModelUrl = None,
    llm_model: ModelName = None,
    persona: Persona = "",
    kernel: KernelName = "",
    second_seat: SecondSeat = False,
    dictate: Dictate = "",
    kernel_server: KernelServer = None,
    plain: Plain = False,
) -> None:
    """Sit a whole mock interview."""
    from hotseat.cli.banks import advert_text, check_interview, check_persona, notebook_of, wanted

    wishes = wanted(topic or (), level or (), kind or ())
    check_interview(places(), agenda, minutes, wishes)
    check_persona(places(), persona)
    how = _how(kernel, kernel_server, second_seat, dictate)
    text = advert_text(advert) if advert is not None else None
    given = {
        "agenda": agenda,
        "advert": text,
        "final": final,
        "notebook": notebook_of(notebook) if notebook is not None else None,
        "seed": seed,
        "minutes": minutes,
        "wanted": wishes,
        "persona": persona,
    }
    _screen("interview", plain or context.obj is True, (llm_url, llm_model), **given, **how)


@app.command()
def practice(
    context: typer.Context,
    question: Annotated[
        str | None, typer.Argument(metavar="ID", help="A question's id; left out, what is due, then what is new.")
    ] = None,
    topic: Topic = None,
    level: Level = None,
    kind: Kind = None,
    seed: Seed = None,
    notebook: OwnNotebook = None,
    llm_url: ModelUrl = None,
    llm_model: ModelName = None,
    persona: Persona = "",
    kernel: KernelName = "",
    second_seat: SecondSeat = False,
    dictate: Dictate = "",
    kernel_server: KernelServer = None,
    watch: Annotated[
        bool,
        typer.Option("--watch", help="No screen: write the starter to a file and judge it each time you save it."),
    ] = False,
    file: Annotated[
        Path | None, typer.Option("--file", help="With --watch: your file; left out, ID.py in this folder.")
    ] = None,
    plain: Plain = False,
) -> None:
    """Practise a question, or a few; the clock may pause, and the answer may be shown."""
    if watch or file is not None:
        if not watch or question is None:
            raise Stop(2, "A file is watched for one question: hotseat practice ID --watch --file PATH")
        from hotseat.cli.banks import check_persona
        from hotseat.cli.watch import watch as watch_file

        check_persona(places(), persona)
        raise typer.Exit(watch_file(ready_places(), question, file, seed=seed, persona=persona))
    from hotseat.cli.banks import check_any, check_available, check_persona, find, notebook_of, open_bank, wanted

    wishes = wanted(topic or (), level or (), kind or ())
    bank = open_bank(places())
    check_persona(places(), persona)
    how = _how(kernel, kernel_server, second_seat, dictate)
    own = notebook_of(notebook) if notebook is not None else None
    if question is not None and own is not None:
        raise Stop(2, "Name a question or give a notebook, not both.")
    if question is not None:
        check_available(find(bank, question))
    else:
        check_any(bank, wishes)
    given = {"question": question, "seed": seed, "wanted": wishes, "notebook": own, "persona": persona, "bank": bank}
    _screen("practice", plain or context.obj is True, (llm_url, llm_model), **given, **how)


@app.command()
def resume(
    context: typer.Context,
    session: Annotated[str | None, typer.Argument(metavar="SESSION", help="Left out, the one left open last.")] = None,
    llm_url: ModelUrl = None,
    llm_model: ModelName = None,
    kernel: KernelName = "",
    kernel_server: KernelServer = None,
    second_seat: SecondSeat = False,
    dictate: Dictate = "",
    plain: Plain = False,
) -> None:
    """Go on with a session that was left open, or was cut off."""
    from hotseat.cli.sessions import find_open

    found = find_open(places(), session)
    how = _how(kernel, kernel_server, second_seat, dictate)
    _screen("resume", plain or context.obj is True, (llm_url, llm_model), session=found, **how)


app.command()(review)
app.command()(export)
app.command()(share)
app.command()(serve)
app.command()(compare)
app.command("charts")(charts_of)
app.command()(rescore)


@app.command()
def assess(
    question: Annotated[
        str, typer.Argument(metavar="ID", help="A talk question's id, or the path of a question's YAML file.")
    ],
    answer: Annotated[Path | None, typer.Option("--answer", help="A file with one answer in words.")] = None,
    answers: Annotated[Path | None, typer.Option("--answers", help="JSON lines, each with id and answer.")] = None,
    follow_up: Annotated[
        str | None, typer.Option("--follow-up", help="Hold the answer against this follow-up.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Hold answers in words against a question's rubric."""
    from hotseat.cli.assess import assess_files

    raise typer.Exit(assess_files(places(), question, answer, answers, follow_up=follow_up, as_json=as_json))


@app.command()
def rehearse(
    candidate: Annotated[
        str, typer.Option("--candidate", help="A scripted candidate, such as strong or silent-coder.")
    ],
    agenda: Annotated[str, typer.Option("--agenda", help="The course of the interview.")] = "",
    seed: Seed = None,
    minutes: Minutes = None,
    persona: Persona = "",
    transcript: Annotated[
        bool, typer.Option("--transcript", help="Print the conversation and the debrief as Markdown.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Let a scripted candidate sit a whole interview under a virtual clock; it becomes a session like any other."""
    from hotseat.cli.rehearse import rehearse as play

    if transcript and as_json:
        raise Stop(2, "Say --transcript or --json, not both.")
    form = "transcript" if transcript else "json" if as_json else "table"
    raise typer.Exit(play(ready_places(), candidate, agenda, seed=seed, minutes=minutes, persona=persona, form=form))


@app.command()
def doctor(as_json: AsJson = False) -> None:
    """Check the kernel, the packages, the sandbox, the terminal and the disk; each fault with its remedy."""
    from hotseat.cli.doctor import examine

    raise typer.Exit(examine(places(), as_json=as_json))


@app.command("keys")
def show_keys(as_json: AsJson = False) -> None:
    """Show every action, its keys as your settings have them, and its name for the keys section of the settings."""
    from hotseat.cli.key_list import list_keys

    raise typer.Exit(list_keys(places(), as_json=as_json))


@app.command("paths")
def show_paths(as_json: AsJson = False) -> None:
    """Show where sessions, settings and the log are kept; the cache may be deleted."""
    from hotseat.cli.trouble import give, give_json

    table = {name: str(path) for name, path in places().named().items()}
    if as_json:
        give_json(table)
    else:
        for name, path in table.items():
            give(f"{name:14} {path}")


def run() -> int:
    """Carry out what the command line asks for; returns the exit code."""
    from typer.exceptions import TyperException

    try:
        code = app(standalone_mode=False)
    except TyperException as fault:
        show = getattr(fault, "show", None)
        show() if callable(show) else say(fault.format_message())
        return fault.exit_code
    except typer.Abort:
        raise KeyboardInterrupt from None
    return code if isinstance(code, int) else OK
