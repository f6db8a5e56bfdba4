"""Past sessions as they are listed: a page of them, the places a search found, and how each is told in a line."""

from __future__ import annotations

from hotseat import harmless
from hotseat.counted import counted
from hotseat.front.service import SessionLine
from hotseat.front.times import span
from hotseat.frozen import frozen

PAGE = 100
"""Sessions that are fetched at a time."""
FILTERS = (
    "topic:sql  question:zscore  mode:practice  result:weak  state:open",
    'since:2026-03  until:2026-03-14  "two words" in a row  regul* any ending',
    "Words are looked for in all that was said, written and printed.",
)
"""How to look for something, a line each."""
NO_SESSION = "No session yet."
DAMAGED_HOW = "What is left can be read, replayed and exported, and its questions practised again."
"""What can be done with a session that is damaged."""


@frozen
class HitLine:
    """A place in a session where what was looked for stands."""

    session: str
    seq: int
    """Of its moment."""
    started: str
    title: str
    when: str
    """The time of the interview's clock."""
    who: str
    """Who said it, or what it is."""
    snippet: tuple[tuple[str, bool], ...]
    """Text in parts, each with whether it was looked for."""
    more: int = 0
    """Further places in the same session."""

    @property
    def text(self) -> str:
        """The snippet in one line."""
        return "".join(part for part, _ in self.snippet)


@frozen
class Past:
    """Some of the sessions that are looked for."""

    total: int = 0
    """How many there are."""
    lines: tuple[SessionLine, ...] = ()
    """Some of them, newest first."""
    hits: tuple[HitLine, ...] = ()
    """Places where the words stand, one a session."""
    more_hits: bool = False
    """Whether more sessions have such places than are told."""
    faults: tuple[str, ...] = ()
    """What of the filters was not understood, a sentence each."""


def found_words(past: Past) -> str:
    """What was found, in a few words: ``2 by title and topic, 12 by their words``."""
    places = f"{len(past.hits)}{' or more' if past.more_hits else ''}"
    return (
        f"{past.total:,} by title and topic, {places} by their words" if past.hits else counted(past.total, "session")
    )


def state_word(session: SessionLine) -> str:
    """How a session stands, in a word or two."""
    return "damaged" if session.damaged else "open" if not session.ended else session.result or "ended"


def kind_word(session: SessionLine) -> str:
    return session.mode.capitalize() or "Interview"


def by_whom(session: SessionLine) -> str:
    """Who sat a session that the person did not, to stand before its title: ``by strong: ``; else empty."""
    return f"by {harmless.line(session.candidate, 30)}: " if session.candidate else ""


def told(session: SessionLine) -> str:
    """A session in a sentence, for the line mode and tables."""
    if session.fault:
        return f"{session.started} {session.id} cannot be read: {harmless.line(session.fault, 100)}".strip()
    lost = "" if not session.lost else f". {DAMAGED_HOW}" if session.damaged else ", in part: some of it cannot be read"
    title = harmless.line(session.title, 80)
    who = f", rehearsed by {harmless.line(session.candidate, 30)}" if session.candidate else ""
    return f"{kind_word(session)} of {session.started}: {title}{who}, {span(round(session.spent))}, {state_word(session)}{lost}"


def told_hit(hit: HitLine) -> str:
    """A place in a sentence."""
    more = f" ({counted(hit.more, 'more place')} in it)" if hit.more else ""
    title, text = harmless.line(hit.title, 60), harmless.line(hit.text, 160)
    return f"{hit.started} {title}, {hit.when}, {hit.who}: {text}{more}"
