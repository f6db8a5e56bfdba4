"""Options that several commands share, with the one sentence that each is explained by."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

Topic = Annotated[list[str] | None, typer.Option("--topic", help="Only this topic; may be given several times.")]
Level = Annotated[list[str] | None, typer.Option("--level", help="easy, medium, hard or expert.")]
Kind = Annotated[list[str] | None, typer.Option("--kind", help="talk or code.")]
Seed = Annotated[int | None, typer.Option("--seed", help="The same seed draws the same questions.")]
Minutes = Annotated[float | None, typer.Option("--minutes", help="Another length; every section is scaled.")]
Advert = Annotated[
    Path | None,
    typer.Option(
        "--for", metavar="ADVERT.txt", help="Lean to the topics that a job advert names; you are told which and why."
    ),
]
OwnNotebook = Annotated[
    Path | None,
    typer.Option(
        "--notebook",
        metavar="FILE.ipynb",
        help="Be asked about this notebook's own cells; take-home means Hotseat's own.",
    ),
]
Final = Annotated[
    bool,
    typer.Option("--final", help="The final mock: questions that practice and other interviews keep back come first."),
]
ModelUrl = Annotated[
    str | None, typer.Option("--llm-url", help="A language model's endpoint for this session; '' for none.")
]
ModelName = Annotated[str | None, typer.Option("--llm-model", help="The language model's name there.")]
KernelName = Annotated[
    str,
    typer.Option(
        "--kernel",
        metavar="NAME",
        help="Run cells in an installed Python kernelspec, or in py:/path/to/python, which needs ipykernel alone.",
    ),
]
Dictate = Annotated[
    str,
    typer.Option(
        "--dictate",
        metavar="COMMAND",
        help="Hear answers by this speech-to-text command; {file} in it stands for a recording. See docs/dictation.md.",
    ),
]
KernelServer = Annotated[
    str | None,
    typer.Option(
        "--kernel-server",
        metavar="URL",
        help="Run cells on a Jupyter Server or gateway, with --kernel naming a kernel there; '' for this machine.",
    ),
]
Persona = Annotated[str, typer.Option("--persona", help="The interviewer: warm, brisk, sceptical, or one of your own.")]
Plain = Annotated[
    bool, typer.Option("--plain", help="Plain lines of text: for screen readers, dumb terminals and pipes.")
]
SecondSeat = Annotated[
    bool, typer.Option("--second-seat", help="Let somebody watch, speak and mark: they run hotseat seat beside you.")
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line on standard output.")]
