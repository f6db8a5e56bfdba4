"""Past sessions in lines: the newest, those that fit what was typed, the places where words stand, attempts and charts."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Sequence

from hotseat import harmless
from hotseat.front import attempt_words, chart_words
from hotseat.front.past import FILTERS, Past, told, told_hit
from hotseat.front.service import Service, SessionLine, Trouble
from hotseat.plain.choosing import Choice, choose
from hotseat.plain.console import Console
from hotseat.review.charts import section_times

MOST_LISTED = 20
"""Sessions, or places, that are told at once."""
SHORTLY = 1.0
"""Seconds that the list waits to be up to date."""
PROMPT = "Session: "
HOW = (
    "Type a session's number to open it, or words to look for; help tells of filters. compare 2 compares attempts at a question "
    "of session 2, charts 2 tells where its time went, charts how all went. An empty line goes back."
)


class PastSessions:
    """Lists sessions, finds in them, and opens them."""

    def __init__(
        self,
        service: Service,
        console: Console,
        read: Callable[[str], Awaitable[None]],
        resume: Callable[[str], Awaitable[None]],
    ) -> None:
        self._service, self._console, self._read, self._resume = service, console, read, resume
        self._listed: list[str] = []
        """The ids behind the numbers that were told last."""

    async def run(self) -> None:
        """Until an empty line, or the end of the input."""
        looking = asyncio.ensure_future(self._service.look_over())
        try:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(asyncio.shield(looking), SHORTLY)
            found = await self._service.past("", 0, MOST_LISTED)
            if not found.total and looking.done():
                self._console.say("Note", "No session yet. hotseat practice begins one.")
                return
            self._tell(found, "")
            await self._heed()
        finally:
            looking.cancel()

    async def _heed(self) -> None:
        while True:
            line = await self._console.reply(PROMPT)
            said = (line or "").strip()
            if not said:
                return
            name, _, rest = said.partition(" ")
            word = name.lower().lstrip("/")
            if word == "help":
                self._console.say("Note", "\n".join([HOW, "Filters:", *FILTERS]))
            elif word == "charts":
                await self._charts(rest.strip())
            elif word == "compare":
                await self._compare(rest.strip())
            elif said.isdecimal() and len(said) < 6:
                if session := self._numbered(said):
                    await self._open(session)
                    self._tell(await self._service.past("", 0, MOST_LISTED), "")
            else:
                self._tell(await self._service.past(said, 0, MOST_LISTED), said)
            if self._console.ended:
                return

    def _tell(self, found: Past, typed: str) -> None:
        sessions, hits = found.lines[:MOST_LISTED], found.hits[:MOST_LISTED]
        self._listed = [s.id for s in sessions] + [h.session for h in hits]
        rows = list(found.faults)
        if self._service.reading_past:
            rows.append(f"{self._service.reading_past} Those read so far are told.")
        elif not self._listed:
            rows.append(
                "Nothing fits. Take a word or a filter away; an empty line goes back." if typed else "None yet."
            )
        rows += [f"{n}. {told(s)}" for n, s in enumerate(sessions, 1)]
        if found.total > len(sessions):
            rows.append(f"And {found.total - len(sessions):,} more; words or filters narrow them.")
        if hits:
            rows.append("Said, written or printed:")
            rows += [f"{n}. {told_hit(h)}" for n, h in enumerate(hits, len(sessions) + 1)]
        if not typed:
            rows = ["Which session?", *rows, HOW]
        self._console.say("Choice", "\n".join(rows))

    def _numbered(self, number: str) -> str:
        """The id behind a number; empty where there is none, which is told."""
        if number.isdecimal() and 1 <= int(number) <= len(self._listed):
            return self._listed[int(number) - 1]
        many = f"Type a number from 1 to {len(self._listed)}." if self._listed else "No session is listed."
        self._console.say("Note", many)
        return ""

    async def _open(self, session: str) -> None:
        found = await self._service.session(session)
        if found is None:
            self._console.say("Note", "This session is no longer there.")
        elif found.fault:
            self._console.say("Note", harmless.line(found.fault, 300))
        elif found.ended or found.closed or not await self._goes_on(found):
            await self._read(session)

    async def _goes_on(self, session: SessionLine) -> bool:
        choices = [Choice("read", "Read it"), Choice("on", "Go on with it")]
        title = f"{harmless.line(session.title, 80)} is still open."
        if await choose(self._console, title, choices, back="reads it") == "on":
            await self._resume(session.id)
            return True
        return False

    async def _charts(self, number: str) -> None:
        try:
            if number:
                if session := self._numbered(number):
                    self._say(chart_words.sections(section_times(await self._service.read(session))))
                return
            charts = await self._service.charts()
        except Trouble as trouble:
            self._console.say("Note", str(trouble))
            return
        rows = [
            charts.trend,
            *chart_words.weeks(charts.weeks)[::-1][:MOST_LISTED],
            "How the topics stand, the weakest first:",
        ]
        self._say([*rows, *chart_words.standings(charts.standings), chart_words.HOW_SURE])

    async def _compare(self, number: str) -> None:
        session = self._numbered(number)
        if not session:
            return
        try:
            tried = await self._service.tried(session)
            if not tried:
                self._console.say("Note", f"{attempt_words.ONLY_ONE} None of this session was asked in another one.")
                return
            question = tried[0].question
            if len(tried) > 1:
                choices = [Choice(t.question, t.title, f"asked in {t.times} sessions") for t in tried]
                question = await choose(self._console, "Which question?", choices) or ""
            if question:
                await self._compared(question, session)
        except Trouble as trouble:
            self._console.say("Note", str(trouble))

    async def _compared(self, question: str, session: str) -> None:
        attempts = [a for a in await self._service.attempts(question) if a.session != session]
        choices = [Choice(a.session, a.label, a.told) for a in attempts[:MOST_LISTED]]
        other = choices[0].id if len(choices) == 1 else await choose(self._console, "With which attempt?", choices)
        if other:
            found = await self._service.comparison(question, session, other)
            code = list(found.diff) or [attempt_words.code_told(found)]
            self._say([*attempt_words.told(found), "Code, minus the earlier and plus the later:", *code])

    def _say(self, rows: Sequence[str]) -> None:
        self._console.say("Note", "\n".join(rows))
