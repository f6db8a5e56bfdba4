"""An exporter: the rubric points that an answer left out or got wrong, as text that Anki imports, one card for each question.

Every card carries an id of its own, so that importing a session again brings the same cards up to date. Nothing but the
documented data of ``hotseat export --to json`` is used.
"""

from __future__ import annotations

import hashlib
import html
from typing import Any

suffix = ".txt"
title = "cards for Anki of what was missed"
HEAD = (
    "#separator:tab",
    "#html:true",
    "#notetype:Basic",
    "#deck:Hotseat",
    "#columns:guid\tFront\tBack\tTags",
    "#guid column:1",
    "#tags column:4",
)
WORDS = {"contradicted": "said the opposite", "unclear": "unclear", "not found": "left out"}


def export(session: Any) -> bytes:
    """The cards of a session."""
    rows = [card for question in session.data["questions"] if (card := _card(question)) is not None]
    return ("\n".join([*HEAD, *rows]) + "\n").encode("utf-8")


def _card(question: dict[str, Any]) -> str | None:
    """One line of the file, or None where nothing of the question was missed."""
    missed = [point for point in question["points"] if point["state"] in WORDS]
    if not missed:
        return None
    items = "".join(f"<li>{_cell(point['text'])} <i>({WORDS[point['state']]})</i></li>" for point in missed)
    front = f"<b>{_cell(question['title'])}</b><br>{_cell(question['prompt'])}"
    guid = hashlib.sha256(f"hotseat:{question['id']}".encode()).hexdigest()[:16]
    return "\t".join([guid, front, f"<ul>{items}</ul>", f"hotseat {question['topic']}"])


def _cell(text: str) -> str:
    """A text as one cell: a tab or a line break would begin another one."""
    return html.escape(text.strip()).replace("\t", " ").replace("\r", "").replace("\n", "<br>")
