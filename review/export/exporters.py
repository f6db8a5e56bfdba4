"""Further forms for a session, which installed distributions bring as entry points of the group ``hotseat.exporters``.

An exporter is code that the person installed, and runs with their rights in Hotseat's own process, when its form is asked for and
not before. It is given the session as data and returns bytes; whatever goes wrong in it is a sentence, and nothing is written.
"""

from __future__ import annotations

import contextlib
import json
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol, cast

from hotseat import harmless
from hotseat.frozen import frozen
from hotseat.interview.state import State
from hotseat.reference.extensions import EXPORTERS, Extension, NotUsable, installed
from hotseat.review.export.formats import FORMATS, export

LARGEST = 512 << 20
"""Bytes that one may give."""
_SUFFIX = re.compile(r"\.[A-Za-z0-9][A-Za-z0-9.]{0,19}")


@frozen
class Session:
    """What an exporter is given."""

    id: str
    data: Mapping[str, Any]
    """All of it in the documented form, ``hotseat-session/1``: the same as ``hotseat export --to json`` writes."""
    state: State
    """The same as Hotseat's own objects, folded from the journal. They may change from version to version."""


class Exporter(Protocol):
    """What an entry point leads to: an object, a class's instance or a module, with these three names."""

    suffix: str
    """Of its files, with the dot, such as ``.txt``."""
    title: str
    """What the form is, in a few words: ``cards for Anki``."""

    def export(self, session: Session) -> bytes:
        """The session in this form."""
        ...


@frozen
class Made:
    """A session in a form."""

    data: bytes
    suffix: str
    title: str


def installed_exporters() -> Mapping[str, Extension]:
    """The forms that installed distributions bring, by name; nothing of them is imported."""
    return installed(EXPORTERS, FORMATS)


def is_form(name: str) -> bool:
    """Whether there is a form of this name, Hotseat's own or another's."""
    return name in FORMATS or name in installed_exporters()


def forms_told(*, lines: bool = False) -> str:
    """All forms with what they are, or whose, for a sentence; as plain ``lines`` are spoken, without brackets."""
    told = [(form.name, form.title) for form in FORMATS.values()]
    told += [(one.name, f"by {one.distribution}") for one in installed_exporters().values() if not one.fault]
    return "; ".join(f"{name}, {what}" for name, what in told) if lines else ", ".join(f"{n} ({w})" for n, w in told)


def made(root: Path, session: str, form: str) -> Made:
    """A session of the folder in a form of any kind.

    Raises OSError or ValueError, with a sentence, where the session cannot be read, and NotUsable where an exporter fails.
    """
    own = FORMATS.get(form)
    if own is not None:
        return Made(export(root, session, form).encode("utf-8"), own.suffix, own.title)
    return _by_another(root, session, form)


def suffix_of(form: str) -> str:
    """How the files of a form end, with the dot; one of another distribution is loaded for that. Raises NotUsable."""
    return FORMATS[form].suffix if form in FORMATS else _facts(*_loaded(form))[0]


def _loaded(form: str) -> tuple[Extension, Exporter]:
    found = installed_exporters().get(form)
    if found is None:
        raise NotUsable(f"nothing that is installed brings the form {form!r}")
    return found, cast("Exporter", found.load())


def _facts(found: Extension, exporter: Exporter) -> tuple[str, str]:
    suffix, title = getattr(exporter, "suffix", None), getattr(exporter, "title", None)
    export = getattr(exporter, "export", None)
    if not callable(export) or type(suffix) is not str or type(title) is not str or not _SUFFIX.fullmatch(suffix):
        raise NotUsable(
            f"{found.name} of {found.distribution} is no exporter: it lacks an export function, a suffix such as .txt, or a title"
        )
    return suffix, harmless.line(title, 80)


def _by_another(root: Path, session: str, form: str) -> Made:
    from hotseat.review.export.account import read, understood
    from hotseat.review.export.document import document
    from hotseat.review.peers import peer_scores

    found, exporter = _loaded(form)
    suffix, title = _facts(found, exporter)
    account, peers = read(root, session), peer_scores(root, session)
    with understood():
        given = Session(session, json.loads(document(account, peers)), account.state)
    try:
        # What it prints is no part of what it makes.
        with contextlib.redirect_stdout(sys.stderr):
            data = cast("Any", exporter.export(given))
    except (Exception, SystemExit) as error:
        told = harmless.line(f"{type(error).__name__}: {error}".rstrip(": "), 200)
        raise NotUsable(f"{form} of {found.distribution} failed on this session: {told}") from None
    if type(data) is not bytes:
        raise NotUsable(f"{form} of {found.distribution} gave {type(data).__name__} in place of bytes")
    if len(data) > LARGEST:
        raise NotUsable(f"{form} of {found.distribution} gave more than {LARGEST >> 20} MB")
    return Made(data, suffix, title)
