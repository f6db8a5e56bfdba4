"""The forms in which a session can be had as a file, by name; each is text in UTF-8."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from hotseat.frozen import frozen

if TYPE_CHECKING:
    from hotseat.review.export.account import Account
    from hotseat.review.peers import PeerScores


@frozen
class Format:
    """One form."""

    name: str
    suffix: str
    """Of its files, with the dot."""
    title: str
    """What it is, in a few words."""
    _make: Callable[[Account, Sequence[PeerScores]], str]

    def make(self, account: Account, peers: Sequence[PeerScores] = ()) -> str:
        """The session in this form, ending in a line break."""
        return self._make(account, peers)


def _html(account: Account, peers: Sequence[PeerScores]) -> str:
    from hotseat.review.export.page import page

    return page(account, peers=peers)


def _ipynb(account: Account, peers: Sequence[PeerScores]) -> str:
    from hotseat.review.export.notebook import notebook

    return notebook(account)


def _md(account: Account, peers: Sequence[PeerScores]) -> str:
    from hotseat.review.export import visible
    from hotseat.review.export.markdown import tame
    from hotseat.review.transcript import transcript

    lost = "".join(f"\n> {sentence}\n" for sentence in account.lost)
    told = tame(visible.text(transcript(account.state, account.pasted)))
    title, break_, rest = told.partition("\n")
    return f"{title}{break_}{lost}{rest}".rstrip("\n") + "\n"


def _json(account: Account, peers: Sequence[PeerScores]) -> str:
    from hotseat.review.export.document import document

    return document(account, peers)


def _cast(account: Account, peers: Sequence[PeerScores]) -> str:
    from hotseat.review.export.cast import cast

    return cast(account)


FORMATS = {
    f.name: f
    for f in (
        Format("html", ".html", "a page to read in a browser", _html),
        Format("ipynb", ".ipynb", "a Jupyter notebook", _ipynb),
        Format("md", ".md", "the transcript as Markdown", _md),
        Format("json", ".json", "data for other programs", _json),
        Format("cast", ".cast", "a recording for asciinema", _cast),
    )
}
"""Every form by its name, the one to read first."""


def export(root: Path, session: str, form: str) -> str:
    """A session of the folder in one of the forms. Raises OSError or ValueError, with a sentence, where it cannot be read."""
    from hotseat.review.export.account import read, understood
    from hotseat.review.peers import peer_scores

    account, peers = read(root, session), peer_scores(root, session)
    with understood():
        return FORMATS[form].make(account, peers)
