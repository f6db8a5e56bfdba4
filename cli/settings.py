"""The person's settings: ``config.toml``, overridden by ``HOTSEAT_...`` variables. A mistake in it never stops a start."""

from __future__ import annotations

import difflib
import os
import stat
import tomllib
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, cast

from hotseat import harmless
from hotseat.cli.kernel_server import read_server, wire_warning
from hotseat.cli.language_model import ModelSettings, read_model
from hotseat.frozen import frozen

LARGEST = 1_000_000
"""Bytes of the file."""


@frozen
class Settings:
    """Every setting with its default."""

    agenda: str = "two-hour"
    """The interview that the home screen offers first."""
    persona: str = "warm"
    """The interviewer's way of speaking."""
    theme: str = "hotseat-dark"
    """The look; ``hotseat-light`` or ``light`` is the light one, Textual's own themes work too."""
    motion: bool = True
    """Whether things on the screen may slide and fade."""
    kernel: str = ""
    """An installed kernelspec, or ``py:`` and the path of a Python, for the live kernel; empty for Hotseat's own."""
    kernel_memory: int = 4096
    """Megabytes that the live kernel may take; 0 for no limit."""
    kernel_server: str = ""
    """The address of a Jupyter Server or gateway that cells run on; empty for this machine. ``kernel`` is a kernelspec there."""
    plain: bool = False
    """Whether plain lines of text take the place of the screen."""
    packs: tuple[str, ...] = ()
    """Folders of further packs; relative ones begin beside this file."""
    keys: object = None
    """Other keys for actions, as the file has them; ``hotseat.tui.keymap`` reads them. ``hotseat keys`` lists all."""
    bracket_pairs: bool = True
    """Whether the editor closes brackets and quotes as they are opened."""
    ask_guess: bool = True
    """Whether practice asks for your guess before it shows a score."""
    second_seat: bool = False
    """Whether each session offers a second seat: ``hotseat seat`` takes it, to watch, to speak and to mark."""
    dictate: str = ""
    """The speech-to-text command that hears answers; empty for none."""
    llm: ModelSettings | None = None
    """The language model that words the interviewer's sentences; None for the offline voice alone."""


def sitting_settings(
    path: Path, model: tuple[str | None, str | None], wishes: dict[str, Any]
) -> tuple[Settings, tuple[str, ...]]:
    """The settings of one run of a front end, and what is wrong with those of the file; see :func:`read_settings`.

    The options that stand for a setting are taken out of the ``wishes`` and go before it, where they were given.
    """
    settings, wrong = read_settings(path, model)
    given = {name: wishes.pop(name, "") for name in ("persona", "kernel", "dictate", "second_seat")}
    settings = replace(settings, **{name: value for name, value in given.items() if value})
    if (server := wishes.pop("kernel_server", None)) is not None:
        settings = replace(settings, kernel_server=read_server(server)[0])
    return settings, wrong


def _from_environment(name: str, kind: str, value: str) -> object:
    if name == "packs":
        return [path for path in value.split(os.pathsep) if path]
    if kind == "bool":
        said = value.strip().lower()
        return said not in ("0", "false", "no", "off", "")
    return int(value) if kind == "int" and value.isdecimal() else value


def _items(value: object) -> list[object]:
    return cast("list[object]", value)


def _read(path: Path) -> dict[str, object]:
    """What the file gives. Raises OSError, ValueError with a sentence, and RecursionError."""
    found = path.stat()
    if not stat.S_ISREG(found.st_mode):
        raise ValueError("it is no file that can be read")
    if found.st_size > LARGEST:
        raise ValueError(f"it is larger than {LARGEST:,} bytes, and no settings are")
    return dict(tomllib.loads(path.read_bytes().decode("utf-8")))


def read_settings(path: Path, model: tuple[str | None, str | None] = (None, None)) -> tuple[Settings, tuple[str, ...]]:
    """The settings and what is wrong with them, a sentence each; the options of the command line go before the file's."""
    settings, wrong = Settings(), list[str]()
    given: dict[str, object] = {}
    try:
        given = _read(path)
    except FileNotFoundError:
        pass
    except RecursionError:
        wrong.append(f"{path}: it is nested too deeply. The defaults are used until that is mended.")
    except (OSError, ValueError) as fault:
        wrong.append(f"{path}: {harmless.line(str(fault))}. The defaults are used until that is mended.")
    llm, faults = read_model(given.pop("llm", None), os.environ, *model)
    settings, wrong = (
        replace(settings, llm=llm, keys=given.pop("keys", None)),
        [*wrong, *(f"{path}: {fault}" for fault in faults)],
    )
    plain = [f for f in fields(Settings) if f.name not in ("llm", "keys")]
    for field in plain:
        value = os.environ.get(f"HOTSEAT_{field.name.upper()}")
        if value is not None:
            given[field.name] = _from_environment(field.name, str(field.type), value)
    known = {f.name: f for f in plain}
    for name, value in given.items():
        if name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"; did you mean {near[0]!r}?" if near else "."
            wrong.append(f"{path}: unknown setting {harmless.line(name, 40)!r}{hint}")
        elif name == "packs" and isinstance(value, list) and all(isinstance(path, str) for path in _items(value)):
            settings = replace(settings, packs=tuple(map(str, _items(value))))
        elif type(value) is not type(getattr(settings, name)):
            kind = {"int": "a whole number", "str": "a text", "bool": "true or false"}.get(
                str(known[name].type), "a list of texts"
            )
            wrong.append(f"{path}: {name} must be {kind}. The default is used.")
        elif isinstance(value, int) and not 0 <= value <= 1_000_000:
            wrong.append(f"{path}: {name} must lie between 0 and 1,000,000. The default is used.")
        else:
            settings = replace(settings, **{name: value})
    if settings.kernel_server:
        base, fault = read_server(settings.kernel_server)
        fault = f"{fault} Cells run on this machine." if fault else wire_warning(base)
        settings, wrong = replace(settings, kernel_server=base), [*wrong, *([f"{path}: {fault}"] if fault else [])]
    return settings, tuple(wrong)
