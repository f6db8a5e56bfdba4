"""``hotseat grade`` on the command line: one file, many submissions, or a contested verdict."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hotseat.cli.options import AsJson
from hotseat.cli.places import places
from hotseat.cli.trouble import Stop


def grade(
    question: Annotated[
        str | None,
        typer.Argument(metavar="ID", help="The question's id; may be left out where a folder or a list tells it."),
    ] = None,
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE...", help="Files of code, folders of them, or lists (.jsonl, .csv); any number."),
    ] = None,
    as_json: AsJson = False,
    seed: Annotated[
        int | None,
        typer.Option("--seed", help="The seed of the inputs, 0 to 63, as a verdict tells it; random if left out."),
    ] = None,
    own_tests: Annotated[
        bool,
        typer.Option("--own-tests", help="Also tell how many known faults the file's own tests would catch; slow."),
    ] = False,
    jobs: Annotated[
        int | None,
        typer.Option("--jobs", "-j", metavar="N", help="Judge so many side by side; results are lines of JSON."),
    ] = None,
    dask: Annotated[
        str, typer.Option("--dask", metavar="ADDRESS", help="Judge on the workers of this Dask scheduler.")
    ] = "",
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="RESULTS.jsonl", help="Write the results to this file as they come."),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with the file of -o: what it holds is not judged again.")
    ] = False,
    case: Annotated[
        Path | None, typer.Option("--case", help="Judge a contested verdict again: the file that /contest wrote.")
    ] = None,
    trust_case: Annotated[
        bool,
        typer.Option("--trust-case", help="Judge with the checks in the case, which are code; sandboxed all the same."),
    ] = False,
) -> None:
    """Judge files of code without a screen; exit 0 when all pass, 1 when any does not, 3 when any was not judged.

    With --jobs, --dask, -o, a folder or a list, each submission gives one line of JSON, and its seed follows from its code.

    With --case, exit 0 when the verdict is the same as then, 1 when it is another one.
    """
    from hotseat.cli.submissions import is_many

    sources = [*([] if question is None else [Path(question)]), *(files or [])]
    many = jobs is not None or bool(dask) or output is not None or resume
    if case is not None:
        if question is not None or seed is not None or own_tests or many:
            raise Stop(2, "A case brings its question and its seed along: hotseat grade --case FILE")
        from hotseat.cli.grade_case import grade_case

        raise typer.Exit(grade_case(places(), case, trusted=trust_case, as_json=as_json))
    if trust_case:
        raise Stop(2, "--trust-case goes with --case FILE.")
    if many or any(map(is_many, sources[1:] or sources)):
        from hotseat.cli.grade_many import Wishes, grade_many

        wishes = Wishes(question, tuple(files or ()), jobs, dask, output, resume, seed, own_tests)
        raise typer.Exit(grade_many(places(), wishes))
    if question is None or not files:
        raise Stop(2, "Say which question and which files: hotseat grade ID FILE...")
    from hotseat.cli.grade import grade_files

    raise typer.Exit(grade_files(places(), question, files, as_json=as_json, seed=seed, own_tests=own_tests))
