"""A session as a bundle for a friend: a page to read, a form to fill in, and a few lines on both, in one zip file.

What tells who the person is, is stripped from everything first; see ``review.strip``. The bundle's names, dates and modes
are fixed, so that nothing of the machine is in them.
"""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

from hotseat.frozen import frozen
from hotseat.interview.scoring import debrief
from hotseat.review.export.account import Account, read, understood
from hotseat.review.export.page import page
from hotseat.review.export.voice import OTHERS
from hotseat.review.share_form import form
from hotseat.review.strip import Person, Stripper

PAGE, FORM, README = "page.html", "form.yaml", "read-me.txt"
NAMES = (README, PAGE, FORM)
"""What a bundle holds, and nothing else."""
_README = """\
A friend asks you how this mock interview went.

1. Open page.html in a browser. It needs no network, and runs no script.
2. Open form.yaml in any editor, fill in what you can, and save it.
   What Hotseat itself made of it is not told, so that your word is your own.
3. Send form.yaml back. Your friend brings it home with: hotseat share --take form.yaml

It takes about ten minutes. Say what you saw; a kind word and an honest one are both of use.
"""
_DAY = (1980, 1, 1, 0, 0, 0)
"""The same for every bundle: a zip file cannot go without a date."""


@frozen
class Bundle:
    """A bundle before it is written."""

    files: dict[str, str]
    """By name; see ``NAMES``."""
    taken: Counter[tuple[str, str]]
    """What was stripped, as ``Stripper.taken``."""
    pictures: int
    """How many pictures the page holds: nobody looks into them."""

    def packed(self) -> bytes:
        """The zip file."""
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
            for name in NAMES:
                info = zipfile.ZipInfo(name, _DAY)
                info.create_system, info.external_attr = 3, 0o644 << 16
                info.compress_type = zipfile.ZIP_DEFLATED
                packed.writestr(info, self.files[name].encode("utf-8"))
        return out.getvalue()


def bundle(root: Path, session: str, person: Person) -> Bundle:
    """The bundle of a session. Raises OSError or ValueError, with a sentence, where the session cannot be read."""
    found = read(root, session)
    with understood():
        account, stripper = stripped(found, person)
        shown = page(account, OTHERS)
        competencies = [(s.id, s.title) for s in debrief(account.state).competencies]
    files = {README: _README, PAGE: shown, FORM: form(session, competencies)}
    return Bundle(files, stripper.taken, shown.count("<figure>"))


def stripped(account: Account, person: Person) -> tuple[Account, Stripper]:
    """The account without what tells who the person is, and what was taken out of it."""
    stripper = Stripper(person)
    state = stripper.all(account.state)
    # What one adds in looking back is for oneself: guesses, grades and bookmarks are no friend's business.
    bare = replace(
        state, started_wall="", last_wall="", ended_wall="", session="shared", looked_back=type(state.looked_back)()
    )
    lost = tuple(stripper.text(sentence) for sentence in account.lost)
    return replace(account, session="shared", state=bare, lost=lost), stripper
