"""Past sessions without a screen: a table of those that are looked for, or a line of JSON each."""

from __future__ import annotations

import difflib
from dataclasses import asdict, replace

from hotseat import harmless
from hotseat.cli.past import hits, line, up_to_date
from hotseat.cli.places import Places
from hotseat.cli.trouble import CHECK_FAILED, OK, give, give_json, say, wrong_use
from hotseat.front.past import by_whom, state_word, told_hit
from hotseat.front.times import span
from hotseat.review.history import Summary
from hotseat.review.index import SessionIndex
from hotseat.review.search import search
from hotseat.review.wishes import MODES, RESULTS, STATES, Wish, first_day, last_day, read_wish

MOST = 50
"""Sessions with hits that a search without a screen tells."""


def wish_of(
    words: str | None,
    topic: str | None,
    question: str | None,
    mode: str | None,
    state: str | None,
    result: str | None,
    since: str | None,
    until: str | None,
) -> Wish:
    """What the options ask for; exits where one of them makes no sense."""
    wish = read_wish(words or "")
    if words is not None and not (wish.terms or wish.filters):
        wrong_use(f"There is no word to look for in {harmless.line(words, 40)!r}.")
    for name, value, known in (("mode", mode, MODES), ("state", state, STATES), ("result", result, RESULTS)):
        if value is not None and value.replace("-", " ") not in known:
            near = difflib.get_close_matches(value, known, 1, 0.4)
            hint = f" Did you mean {near[0]}?" if near else ""
            wrong_use(f"--{name} {harmless.line(value, 40)!r} is none of {', '.join(known)}.{hint}")
    days = (first_day(since or ""), last_day(until or ""))
    for name, value, day in (("since", since, days[0]), ("until", until, days[1])):
        if value is not None and not day:
            wrong_use(f"--{name} takes a day such as 2026-03-14, a month or a year, not {harmless.line(value, 40)!r}.")
    given = {
        "topic": (topic or "").lower(),
        "question": (question or "").lower(),
        "mode": mode or "",
        "state": state or "",
        "word": (result or "").replace("-", " "),
        "since": days[0],
        "until": days[1],
    }
    return replace(wish, **{name: value for name, value in given.items() if value})


def list_sessions(here: Places, wish: Wish, *, as_json: bool) -> int:
    """Tell the sessions that are looked for, newest first, or the places where the words stand; 1 where there are none."""
    index = up_to_date(here)
    for fault in wish.faults:
        say(fault)
    if wish.terms:
        return _places(index, wish, as_json)
    total, rows = index.page(wish)
    for row in rows:
        if as_json:
            give_json({**asdict(row), "status": _status(row)})
        else:
            give(_row(row))
    if not total and not wish.anything:
        say(_nothing(index, wish))
        return CHECK_FAILED
    if not total and not as_json:
        say("No session yet. Begin one with: hotseat practice")
    return OK


def _places(index: SessionIndex, wish: Wish, as_json: bool) -> int:
    found = search(index, wish, MOST)
    for hit in hits(index, found.hits):
        if as_json:
            told = {
                "session": hit.session,
                "seq": hit.seq,
                "started": hit.started,
                "title": hit.title,
                "when": hit.when,
            }
            give_json({**told, "who": hit.who, "text": hit.text, "more": hit.more})
        else:
            give(f"{hit.session}  {told_hit(hit)}")
    if found.more:
        say(f"The newest {MOST} sessions are told; name a topic or a day to see others.")
    if not found.hits:
        say(_nothing(index, wish))
        return CHECK_FAILED
    return OK


def _nothing(index: SessionIndex, wish: Wish) -> str:
    """That nothing was found, and how to find something."""
    total, _ = index.page(count=0)
    if not total:
        return "No session yet. Begin one with: hotseat practice"
    among = f"None of your {total:,} sessions fits" if total > 1 else "Your one session does not fit"
    asked = wish.question and wish.question not in index.counts()
    hint = f" {harmless.line(wish.question, 40)!r} was never asked; see hotseat bank list." if asked else ""
    return f"{among}.{hint} Take a word or a filter away; hotseat review --json lists them all."


def _status(row: Summary) -> str:
    return "unreadable" if row.fault else "damaged" if row.damaged else row.ended or "open"


def _row(row: Summary) -> str:
    shown = line(row)
    if row.fault:
        return f"{row.id:24} {shown.started:16}  cannot be read: {harmless.line(row.fault, 120)}"
    state = state_word(shown)
    part = "  (some of it cannot be read)" if row.lost else ""
    return (
        f"{row.id:24} {shown.started:16}  {row.mode:9}  {state:15}  {span(row.spent):>10}  "
        f"{by_whom(shown)}{harmless.line(row.title, 60)}{part}"
    )
