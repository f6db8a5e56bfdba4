"""``hotseat doctor``: what this machine has, what it lacks, and the remedy for each."""

from __future__ import annotations

import asyncio
import importlib.metadata
import importlib.util
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter
from typing import Literal

from hotseat import harmless
from hotseat.cli.places import Places
from hotseat.cli.trouble import ENVIRONMENT, OK, give, give_json

State = Literal["ok", "weak", "lacking"]
NEEDED = ("textual", "numpy", "pandas", "scikit-learn", "torch", "jupyter-client", "ipykernel", "PyYAML", "pydantic")
LOOK_SECONDS = 10.0
"""How long a kernel server has to say what it can start."""
LEAST_DISK = 500
"""Megabytes that should be free where sessions are kept."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at."""

    subject: str
    state: State
    """``ok``; ``weak``: works with less; ``lacking``: something will not work."""
    sentence: str
    remedy: str = ""


def examine(here: Places, *, as_json: bool) -> int:
    """Look at everything and tell it, a line each; returns 3 when something is lacking."""
    lacking = False
    for finding in _findings(here):
        lacking = lacking or finding.state == "lacking"
        if as_json:
            give_json(asdict(finding))
            continue
        give(f"{finding.state.upper():8}{finding.subject}: {finding.sentence}")
        if finding.remedy:
            give(f"        {finding.remedy}")
    return ENVIRONMENT if lacking else OK


def _findings(here: Places) -> Iterator[Finding]:
    yield _python()
    yield from _packages()
    yield from _disk(here)
    yield _terminal()
    yield _pictures()
    yield _settings(here)
    yield from _language_model(here)
    yield _bank(here)
    yield _engines(here)
    yield from _extensions()
    yield _reading()
    yield asyncio.run(_kernel())
    yield from _kernel_server(here)
    yield from _judge()


def advice(here: Places) -> tuple[str, ...]:
    """What is lacking, as sentences for the home screen; only what can be seen at once."""
    found = [*_packages(), *_disk(here)]
    return tuple(f"{f.sentence} {f.remedy}".strip() for f in found if f.state == "lacking")


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    return Finding("Python", "ok", f"{version} at {sys.executable}")


def _packages() -> Iterator[Finding]:
    missing: list[str] = []
    found: list[str] = []
    for name in NEEDED:
        try:
            found.append(f"{name} {importlib.metadata.version(name)}")
        except importlib.metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        yield Finding(
            "packages",
            "lacking",
            f"Missing: {', '.join(missing)}.",
            f"{sys.executable} -m pip install {' '.join(missing)}",
        )
    else:
        yield Finding("packages", "ok", ", ".join(found))


def _engines(here: Places) -> Finding:
    """Whether every question of the bank can be asked, as far as that depends on optional libraries."""
    from hotseat.cli.banks import open_bank
    from hotseat.question_bank.engines import lack, unavailable

    asked = [q for q in open_bank(here).summaries.values() if q.packages]
    lacking = [q for q in asked if unavailable(q) is not None]
    if not lacking:
        return Finding(
            "engines", "ok", f"{len(asked)} questions need an optional library, and all of them can be asked"
        )
    found = lack(package for q in lacking for package in q.packages)
    names = harmless.line(", ".join(q.id for q in lacking), 400)
    told = f"{len(lacking)} of the {len(asked)} questions that need an optional library cannot be asked: {names}."
    return Finding("engines", "weak", told, f"To have them: {found.remedy}" if found else "")


def _disk(here: Places) -> Iterator[Finding]:
    folder = here.sessions
    nearest = next(p for p in (folder, *folder.parents) if p.exists())
    free = shutil.disk_usage(nearest).free // 1_000_000
    if not os.access(nearest, os.W_OK | os.X_OK):
        yield Finding(
            "disk",
            "lacking",
            f"Sessions cannot be kept in {folder}: the folder cannot be written to.",
            "Make it writable, or set HOTSEAT_HOME to a folder that is.",
        )
    elif free < LEAST_DISK:
        yield Finding("disk", "weak", f"{free} MB are free for sessions.", f"Free some space below {nearest}.")
    else:
        yield Finding("disk", "ok", f"{free:,} MB free below {nearest}")


def _terminal() -> Finding:
    size = shutil.get_terminal_size((0, 0))
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return Finding("terminal", "weak", "This is no terminal, so Hotseat goes on in plain lines here.")
    term = os.environ.get("TERM", "")
    if term == "dumb":
        told = "TERM is 'dumb', so Hotseat goes on in plain lines."
        return Finding("terminal", "weak", told, "For the screen, use a terminal that can draw, and set TERM for it.")
    if not term:
        return Finding(
            "terminal", "lacking", f"TERM is {term!r}.", "Use a terminal that can draw, and set TERM for it."
        )
    if size.columns < 80 or size.lines < 24:
        return Finding("terminal", "weak", f"{size.columns} x {size.lines} is small.", "Make it 80 x 24 or larger.")
    colours = "24-bit colour" if os.environ.get("COLORTERM") in ("truecolor", "24bit") else "256 colours or fewer"
    return Finding("terminal", "ok", f"{term}, {size.columns} x {size.lines}, {colours}")


def _settings(here: Places) -> Finding:
    from hotseat.cli.settings import read_settings

    _, wrong = read_settings(here.settings)
    if wrong:
        remedy = "Mend the file; until then the defaults stand for what cannot be read."
        return Finding("settings", "weak", " ".join(wrong), remedy)
    return Finding("settings", "ok", str(here.settings) if here.settings.exists() else "the defaults")


def _language_model(here: Places) -> Iterator[Finding]:
    """Whether the model that is set answers; nothing where none is."""
    from hotseat.cli.language_model import LOOK_SECONDS, make_client
    from hotseat.cli.settings import read_settings

    settings = read_settings(here.settings)[0].llm
    if settings is None:
        return
    from hotseat.voices.exchange import ModelTrouble

    async def look() -> tuple[str, ...]:
        async with asyncio.timeout(LOOK_SECONDS):
            return await make_client(settings).models()

    subject, fallback = "language model", "Until it answers, the interviewer speaks in the offline voice."
    try:
        listed = asyncio.run(look())
    except ModelTrouble as fault:
        yield Finding(subject, "weak", f"{str(fault).removesuffix('.')} ({settings.url}).", fallback)
    except TimeoutError:
        yield Finding(subject, "weak", f"{settings.url} did not answer within {LOOK_SECONDS:g} s.", fallback)
    else:
        if listed and settings.model not in listed:
            few = ", ".join(harmless.line(name, 60) for name in listed[:5])
            yield Finding(subject, "weak", f"{settings.url} has no model {settings.model!r}.", f"It lists: {few}.")
        else:
            yield Finding(subject, "ok", f"{settings.model} at {settings.url} answers")


def _kernel_server(here: Places) -> Iterator[Finding]:
    """Whether the server that cells are to run on can be reached and has the kernel; nothing where none is set."""
    from hotseat.cli.settings import read_settings

    settings = read_settings(here.settings)[0]
    if not settings.kernel_server:
        return
    from hotseat.cli.kernel_server import server_at, wire_warning
    from hotseat.kernels.choice import KernelUnavailable
    from hotseat.kernels.remote.api import Api, ServerTrouble
    from hotseat.kernels.remote.life import chosen

    async def look() -> tuple[str, str]:
        server = server_at(settings.kernel_server)
        api = Api(server, await asyncio.to_thread(server.token))
        return await api.version(), chosen(await api.specs(LOOK_SECONDS), settings.kernel or None, server.url)

    try:
        version, name = asyncio.run(look())
    except (ServerTrouble, KernelUnavailable) as fault:
        yield Finding("kernel server", "lacking", fault.sentence, fault.remedy)
        return
    warning = wire_warning(settings.kernel_server)
    told = f"{settings.kernel_server} (version {version}) starts {name}"
    yield Finding("kernel server", "weak" if warning else "ok", told, f"{warning[:1].upper()}{warning[1:]}")


def _bank(here: Places) -> Finding:
    from hotseat.cli.banks import open_bank

    bank = open_bank(here)
    if not bank.questions:
        return Finding("bank", "lacking", "No question could be read.", "Run hotseat bank lint --quick.")
    from hotseat.cli.settings import read_settings

    wished = read_settings(here.settings)[0].agenda
    if wished not in bank.agendas:
        return Finding(
            "bank",
            "weak",
            f"The settings ask for the agenda {wished!r}, which is not there.",
            f"Known: {', '.join(bank.agendas)}.",
        )
    if bank.problems:
        return Finding(
            "bank",
            "weak",
            f"{len(bank.questions)} questions; {bank.problems[0]}",
            "Run hotseat bank lint --quick for all.",
        )
    return Finding("bank", "ok", f"{len(bank.questions)} questions")


def _extensions() -> Iterator[Finding]:
    """The checkers and exporters that other packages bring; nothing of them is imported."""
    from hotseat.reference.checkers import installed_checkers
    from hotseat.review.export.exporters import installed_exporters

    for subject, found in (("checker", installed_checkers()), ("exporter", installed_exporters())):
        for one in found.values():
            if one.fault:
                yield Finding(subject, "weak", one.fault)
            else:
                yield Finding(subject, "ok", f"{one.name}, of {one.distribution}")


def _reading() -> Finding:
    """How answers in words are read, with what ``benchmarks/answers.py`` found for it on questions left out of the fit."""
    from hotseat.reference.reading.at_hand import folder
    from hotseat.reference.reading.forest import measured_quality

    words, both = measured_quality("words"), measured_quality("embeddings")
    if folder() is None:
        return Finding(
            "reading",
            "weak",
            f"Answers are read by their words alone: on questions it never saw, {words['follow_up']:.0%} of first follow-ups "
            f"hit a true gap, and {both['follow_up']:.0%} with sentence embeddings "
            f"(area {words['area']:.2f} and {both['area']:.2f}).",
            'Install them with: pip install "hotseat[embeddings]"',
        )
    return Finding(
        "reading", "ok", f"by words and sentence embeddings (area {both['area']:.2f} on questions it never saw)"
    )


def _pictures() -> Finding:
    """Whether pictures can be seen, and how."""
    from hotseat.front.pictures import viewer

    if importlib.util.find_spec("textual_image") and importlib.util.find_spec("PIL"):
        return Finding("pictures", "ok", "drawn in the terminal")
    elsewhere = (
        "open in the system's viewer" if viewer(os.environ) else "are only kept as files: there is no viewer here"
    )
    return Finding("pictures", "weak", f"Pictures {elsewhere}.", 'To see them here: pip install "hotseat[image]"')


async def _kernel() -> Finding:
    from hotseat.kernels.kernel import Kernel, KernelUnavailable

    remedy = f"{sys.executable} -m pip install --force-reinstall ipykernel jupyter-client"
    started = perf_counter()
    with tempfile.TemporaryDirectory(prefix="hotseat-doctor-", ignore_cleanup_errors=True) as folder:
        kernel = Kernel(cwd=Path(folder), log=Path(folder) / "kernel.log")
        try:
            await kernel.start()
            ending = await kernel.run("1 + 1", on_output=lambda output: None)
        except (KernelUnavailable, OSError, ImportError) as fault:
            return Finding("kernel", "lacking", str(fault), remedy)
        finally:
            await kernel.stop()
    if ending.kind != "finished":
        return Finding("kernel", "lacking", ending.sentence, remedy)
    return Finding("kernel", "ok", f"starts and answers in {perf_counter() - started:.1f} s")


def _judge() -> Iterator[Finding]:
    from hotseat.kernels.sandbox import describe

    for layer in describe():
        yield Finding(f"sandbox, {layer.name}", "ok" if layer.there else "weak", layer.meaning, layer.remedy)
