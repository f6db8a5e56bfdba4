"""``hotseat export``: a session as a page, a notebook, a transcript, data or a recording."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path

from hotseat import harmless
from hotseat.cli.places import Places
from hotseat.cli.sessions import check_known
from hotseat.cli.trouble import OK, is_tty, lacking, say, told_if_slow, wrong_use
from hotseat.cli.written import check_target, pour, write_file

TO_READ = ("md", "json")
"""Forms that make sense on a terminal."""


def export_session(here: Places, session: str, form: str, out: Path | None, *, force: bool) -> int:
    """Write a session in one of the forms to a file, or to standard output. Returns 0."""
    from hotseat.reference.extensions import NotUsable
    from hotseat.review.export.exporters import forms_told, installed_exporters, is_form, made, suffix_of
    from hotseat.review.export.formats import FORMATS

    check_known(here, session)
    if out is not None and str(out) == "-":
        out = None
    form = form or (out.suffix.lstrip(".").lower() if out is not None else "")
    if not is_form(form):
        near = difflib.get_close_matches(form, [*FORMATS, *installed_exporters()], 1, 0.5)
        told = f"There is no form {harmless.line(form, 40)!r}" if form else "Say which form, with --to"
        meant = f" Did you mean {near[0]}?" if near else ""
        wrong_use(f"{told}.{meant} The forms are: {forms_told()}.")
    try:
        if out is None and form not in TO_READ and is_tty(sys.stdout):
            wrong_use(f"That is not for reading in a terminal. Name a file: -o {session}{suffix_of(form)}")
        if out is not None:
            check_target(out, force=force)
        with told_if_slow(f"Writing {session} as {form}. Ctrl+C stops it, and nothing is written."):
            found = made(here.sessions, session, form)
    except NotUsable as fault:
        lacking(f"{str(fault).rstrip('.')}. Nothing was written, and the session is as it was.")
    except (OSError, ValueError) as fault:
        lacking(f"{session} cannot be read: {fault}")
    if out is None:
        pour(found.data)
        return OK
    write_file(out, found.data, force=force)
    say(f"Written to {harmless.line(str(out), 300)}, {found.title}, {len(found.data):,} bytes.")
    return OK
