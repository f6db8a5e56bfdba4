"""``hotseat bank unmatched``: what people asked that the bank could not answer, for whoever writes its questions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass

from hotseat import harmless
from hotseat.cli.places import Places
from hotseat.cli.trouble import give, give_json, say
from hotseat.interview import events as e


@dataclass(frozen=True)
class Unmatched:
    """One thing that was asked."""

    question: str
    text: str
    times: int
    """How often, in these words."""
    sessions: tuple[str, ...]


def unmatched(here: Places) -> tuple[list[Unmatched], list[str]]:
    """All that was asked in vain, by question and then the most asked first; and the sessions that cannot be read."""
    found: dict[tuple[str, str], tuple[str, list[str]]] = {}
    unreadable: list[str] = []
    for session, events in _sessions(here, unreadable):
        for event in events:
            key = event.question, " ".join(event.text.lower().split())
            found.setdefault(key, (event.text, []))[1].append(session)
    rows = [
        Unmatched(question, " ".join(text.split()), len(asked), tuple(dict.fromkeys(asked)))
        for (question, _), (text, asked) in found.items()
    ]
    return sorted(rows, key=lambda r: (r.question, -r.times, r.text)), unreadable


def _sessions(here: Places, unreadable: list[str]) -> Iterator[tuple[str, list[e.ClarificationUnmatched]]]:
    from hotseat.interview import journal
    from hotseat.review.history import JOURNAL, folder_of, ids

    for session in reversed(ids(here.sessions)):
        try:
            records = journal.read(folder_of(here.sessions, session) / JOURNAL).records
            events = [e.from_record(r).event for r in records if r.get("kind") == "clarification-unmatched"]
        except (OSError, ValueError, LookupError, TypeError):
            unreadable.append(session)
            continue
        yield session, [event for event in events if isinstance(event, e.ClarificationUnmatched)]


def list_unmatched(here: Places, *, as_json: bool) -> None:
    """Tell it, a line each."""
    rows, unreadable = unmatched(here)
    for session in unreadable:
        say(f"{session} cannot be read and is left out.")
    for row in rows:
        if as_json:
            give_json(asdict(row))
        else:
            times = f" ({row.times} times)" if row.times > 1 else ""
            give(f"{harmless.line(row.question):28} {harmless.line(row.text, 300)}{times}")
    if not rows and not as_json:
        say("Nothing was asked that the bank had no answer to.")
