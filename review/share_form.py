"""The form that a friend fills in to score a session, and what comes of one that is brought back.

It is YAML with a sentence a line on how to fill it in. A form comes from outside: it is bounded, read by the bank's strict
reader, held to the session's own competencies, and made harmless.
"""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

from hotseat.question_bank import strict_yaml
from hotseat.question_bank.problem import BrokenFile
from hotseat.review.export import visible
from hotseat.review.peers import FORMAT, LONGEST_NAME, LONGEST_NOTE, WORDS, PeerScore, PeerScores

_TOP = ("format", "bundle", "name", "overall", "scores")


class BadForm(ValueError):
    """The file is no form that can be taken; the message says why, and where, in one or two sentences."""


def token(session: str) -> str:
    """What a form names its session by: the session's id cannot be read from it."""
    return hashlib.sha256(f"hotseat-share/{session}".encode()).hexdigest()[:16]


def form(session: str, competencies: Iterable[tuple[str, str]]) -> str:
    """An empty form for a session; ``competencies`` are ids and titles."""
    words = ", ".join(WORDS)
    rows = [
        "# How did this interview go? Read page.html first, then fill in what you can.",
        f"# A score is one of: {words}. Leave it empty where you cannot tell.",
        "# A note is what you would tell a friend: what was good, and what to try next time. It may stay empty.",
        "# Write between the quotation marks; for a quotation mark inside them, write two single ones.",
        "# Save the file and send it back. These two lines say what it is about; leave them as they are.",
        f"format: {FORMAT}",
        f"bundle: '{token(session)}'",
        "",
        "# What you want to be called.",
        "name: ''",
        "",
        "# The whole of it.",
        "overall:",
        "  score: ''",
        "  note: ''",
        "",
        "scores:",
    ]
    for name, title in competencies:
        rows += [f"  # {title}", f"  {name}:", "    score: ''", "    note: ''"]
    return "\n".join(rows) + "\n"


def session_of(path: Path, sessions: Sequence[str]) -> tuple[str, Mapping[str, Any]]:
    """The session that a form is about, among these, and what the form says. Raises BadForm."""
    data = _read(path)
    written = str(data.get("format") or "")
    if written != FORMAT:
        other = written.startswith(f"{FORMAT.partition('/')[0]}/")
        _refuse(path, "was made by another version of Hotseat" if other else "is no form: a bundle's form.yaml is one")
    wanted = str(data.get("bundle") or "")
    found = next((s for s in sessions if token(s) == wanted), None)
    if found is None:
        _refuse(path, "belongs to no session on this machine; the line “bundle” may have been changed")
    return found, data


def taken(path: Path, data: Mapping[str, Any], competencies: Sequence[str], today: str) -> PeerScores:
    """What a filled-in form says. Raises BadForm for whatever does not belong there."""
    for key in data:
        if key not in _TOP:
            _refuse(path, f"has a line “{visible.line(key, 40)}” that no form has")
    name = _text(path, "name", data.get("name"), LONGEST_NAME)
    overall = _score(path, "overall", data.get("overall"))
    raw = data.get("scores")
    if raw is not None and not isinstance(raw, Mapping):
        _refuse(path, "has something other than competencies under “scores”")
    scores: dict[str, PeerScore] = {}
    for key, value in (raw or {}).items():
        if key not in competencies:
            near = difflib.get_close_matches(str(key), competencies, 1, 0.5)
            meant = f"; “{near[0]}” is one" if near else ""
            _refuse(path, f"scores “{visible.line(str(key), 40)}”, which is no competency of this session{meant}")
        given = _score(path, f"scores.{key}", value)
        if given.word or given.note:
            scores[str(key)] = given
    if not scores and not overall.word and not overall.note:
        _refuse(path, "holds no score and no note yet")
    return PeerScores(visible.line(name, LONGEST_NAME) or "A friend", today, scores, overall.word, overall.note)


def _read(path: Path) -> Mapping[str, Any]:
    try:
        document = strict_yaml.parse(strict_yaml.read_text(path), visible.line(path.name, 80))
    except BrokenFile as broken:
        first = broken.problems[0]
        raise BadForm(
            f"{visible.line(path.name, 80)}, line {first.line}: {visible.line(first.message, 200)}."
        ) from None
    if document.problems:
        first = document.problems[0]
        raise BadForm(f"{visible.line(path.name, 80)}, line {first.line}: {visible.line(first.message, 200)}.")
    return document.data


def _score(path: Path, where: str, value: object) -> PeerScore:
    if value is None:
        return PeerScore()
    if not isinstance(value, Mapping):
        _refuse(path, f"needs a score and a note under “{where}”")
    for key in value:
        if key not in ("score", "note"):
            _refuse(path, f"has “{visible.line(str(key), 40)}” under “{where}”, where a score and a note stand")
    word = _text(path, f"{where}.score", value.get("score"), 40).lower()
    if word and word not in WORDS:
        _refuse(path, f"says “{visible.line(word, 40)}” under “{where}”; a score is one of: {', '.join(WORDS)}")
    return PeerScore(word, _text(path, f"{where}.note", value.get("note"), LONGEST_NOTE))


def _text(path: Path, where: str, value: object, longest: int) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping | tuple | list):
        _refuse(path, f"has a list under “{where}”, where words stand")
    text = visible.text(str(value)).strip()
    if len(text) > longest:
        _refuse(path, f"has {len(text):,} characters under “{where}”; {longest:,} are taken")
    return text


def _refuse(path: Path, what: str) -> NoReturn:
    raise BadForm(f"{visible.line(path.name, 80)} {what}.")
