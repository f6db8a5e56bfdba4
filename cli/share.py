"""``hotseat share``: a bundle of a session for a friend to score, and a form that the friend has filled in, brought back."""

from __future__ import annotations

import contextlib
import getpass
import os
import socket
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from hotseat import harmless
from hotseat.cli.places import Places
from hotseat.cli.sessions import check_known
from hotseat.cli.trouble import OK, give, lacking, say, wrong_use
from hotseat.cli.written import check_target, write_file

if TYPE_CHECKING:
    from hotseat.review.strip import Person

WARNING = (
    "What you said of yourself in words of your own may still tell who you are. Open page.html in the bundle and read it "
    "before you send it."
)


def share_session(
    here: Places,
    session: str,
    out: Path | None,
    *,
    show: bool,
    force: bool,
    names: Sequence[str],
    keep: Sequence[str],
) -> int:
    """Write the bundle of a session, or with ``show`` only list what is stripped from it. Returns 0."""
    from hotseat.review.share import bundle

    check_known(here, session)
    if out is None and not show:
        wrong_use(
            f"Name the bundle: hotseat share {session} -o bundle.zip. What is stripped from it is listed by --show."
        )
    if out is not None and not show:
        check_target(out, force=force)
    try:
        made = bundle(here.sessions, session, person(names, keep))
    except (OSError, ValueError) as fault:
        lacking(f"{session} cannot be read: {fault}")
    if show:
        _list(made.taken)
    if out is not None and not show:
        write_file(out, made.packed(), force=force)
        say(f"Written to {harmless.line(str(out), 300)}: page.html to read, form.yaml to fill in, read-me.txt.")
        say(f"Stripped: {_told(made.taken)}.")
    if made.pictures:
        one = "1 picture is in it, and nobody has looked at what it shows."
        several = f"{made.pictures} pictures are in it, and nobody has looked at what they show."
        say(one if made.pictures == 1 else several)
    say(WARNING)
    return OK


def take_form(here: Places, file: Path) -> int:
    """Bring a friend's scores back: checked, and kept beside their session. Returns 0."""
    from hotseat.interview.scoring import debrief
    from hotseat.review.history import ids, load
    from hotseat.review.peers import keep
    from hotseat.review.share_form import BadForm, session_of, taken

    try:
        session, data = session_of(file, ids(here.sessions))
        state, _ = load(here.sessions, session)
        names = [s.id for s in debrief(state).competencies]
        given = taken(file, data, names, datetime.now(UTC).date().isoformat())
        path, replaced = keep(here.sessions, session, given)
    except BadForm as fault:
        wrong_use(str(fault))
    except (OSError, ValueError) as fault:
        lacking(f"The scores cannot be kept: {fault}")
    scored = ["the whole"] if given.word or given.note else []
    if given.scores:
        scored.append(f"{len(given.scores)} competenc{'y' if len(given.scores) == 1 else 'ies'}")
    again = ", in place of what was there from the same name" if replaced else ""
    say(f"{given.name} scored {' and '.join(scored)} of {session}{again}. Kept as {path}")
    say(f"They stand beside your scores in: hotseat review {session}")
    return OK


def person(names: Sequence[str], keep: Sequence[str]) -> Person:
    """What this machine knows of who sits at it, and what else is asked to be taken out."""
    from hotseat.review.strip import Person

    known = list(names)
    for own in names:
        known += own.split()
    with contextlib.suppress(OSError, KeyError, ImportError):
        known.append(getpass.getuser())
    known.append(Path.home().name)
    known += _full_name()
    host = socket.gethostname()
    return Person(tuple(known), (host, host.partition(".")[0]), tuple(keep))


def _full_name() -> list[str]:
    """The full name that the system has for this user, and its parts; none where it knows none."""
    if sys.platform == "win32":
        return []
    import pwd

    try:
        full = pwd.getpwuid(os.getuid()).pw_gecos.partition(",")[0].strip()
    except (KeyError, OSError):
        return []
    return [full, *full.split()]


def _list(taken: Counter[tuple[str, str]]) -> None:
    if not taken:
        say("Nothing is found to strip.")
    for (kind, written), count in sorted(taken.items()):
        times = "" if count == 1 else f"  {count} times"
        give(f"{kind:15} {harmless.line(written, 200)}{times}")


def _told(taken: Counter[tuple[str, str]]) -> str:
    """What was stripped, each kind with how many different ones."""
    kinds = Counter(kind for kind, _ in taken)
    plural = {"address": "addresses", "e-mail address": "e-mail addresses"}
    told = [f"{n} {kind if n == 1 else plural.get(kind, f'{kind}s')}" for kind, n in sorted(kinds.items())]
    return ", ".join(told) if told else "nothing was found to strip"
