"""Home: what can be done, question by question; and the way into a session, with the trust that its pack may need."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from hotseat import harmless
from hotseat.front.elsewhere import OpenElsewhere
from hotseat.front.service import NeedsTrust, QuestionLine, Service, Trouble
from hotseat.front.times import span
from hotseat.interview.engine import Engine
from hotseat.interview.state import State
from hotseat.plain.choosing import Choice, choose
from hotseat.plain.console import Console
from hotseat.plain.guessing import guess_words
from hotseat.plain.past import PastSessions
from hotseat.plain.plan import PlanPage, tell_today
from hotseat.plain.reading import Reading
from hotseat.plain.sitting import Sitting

MOST_LISTED = 20
"""Questions that are told at once."""
Wish = Callable[[], Awaitable[Engine]]
"""Opens a session; may be called again."""


class Home:
    """Holds the ways between menu, sessions and debriefs."""

    def __init__(
        self, service: Service, console: Console, folder_of: Callable[[str], Path], environ: Mapping[str, str]
    ) -> None:
        """``folder_of`` gives the folder of a session by its id."""
        self._service, self._console = service, console
        self._folder_of, self._environ = folder_of, environ
        self.sitting: Sitting | None = None
        """The session that is being sat."""

    async def menu(self) -> None:
        """Ask what is to be done, until nothing more is, or the input ends."""
        told = True
        while True:
            found = await self._service.overview()
            if told:
                self._console.say("Note", _welcome(found.questions, found.topics, found.tip))
                for hint in (*found.mistakes, *found.faults, *found.hints):
                    self._console.say("Note", hint)
                await tell_today(self._service, self._console)
                told = False
            choices = [
                Choice("interview", "Interview", "the whole course, from greeting to debrief"),
                Choice("practice", "Practice", "what is due, or a question of your choice"),
                Choice("plan", "Plan", "what is due, and the days until your interview"),
                Choice("review", "Review", "what was said, run and scored before"),
                Choice("quit", "Quit"),
            ]
            if found.open:
                session = found.open
                about = f"{session.title}, {span(round(session.spent))} in, begun {session.started}"
                choices.insert(0, Choice("continue", "Continue", about))
            match await choose(self._console, "What would you like to do?", choices, back="quits"):
                case "interview":
                    agendas = [Choice(a.id, a.title, f"{span(a.minutes * 60)}, no pause") for a in found.agendas]
                    await self._interview(agendas)
                case "practice":
                    await self._practice()
                case "plan":
                    await PlanPage(self._service, self._console, self.sit).run()
                case "review":
                    await self.review()
                case "continue" if found.open:
                    await self.resume(found.open.id)
                case _:
                    return
            if self._console.ended:
                return

    async def _interview(self, agendas: Sequence[Choice]) -> None:
        if not agendas:
            self._console.say(
                "Note", "The bank holds no agenda that can be used. hotseat bank lint tells what is wrong."
            )
            return
        title = "Which interview? The clock runs once it has begun. If you must leave, it is kept."
        chosen = agendas[0].id if len(agendas) == 1 else await choose(self._console, title, agendas)
        if chosen:
            await self.sit(lambda: self._service.start_interview(chosen))

    async def _practice(self) -> None:
        questions = await self._service.questions()
        self._console.say(
            "Choice",
            f"Which of {len(questions)} questions? Type words to find one (title, topic, level, talk or code), or its id.\n"
            "due takes what is due, then something new; an empty line goes back.",
        )
        listed: list[QuestionLine] = []
        while True:
            line = await self._console.reply("Question: ")
            said = (line or "").strip().lower()
            if not said:
                return
            if said in ("due", "surprise"):
                return await self.sit(lambda: self._service.start_practice(None))
            exact = [q for q in questions if q.id == said]
            if said.isdecimal() and listed:
                exact = listed[int(said) - 1 : int(said)] if len(said) < 6 and int(said) else []
            if exact:
                return await self.sit(partial(self._service.start_practice, exact[0].id))
            fits = [q for q in questions if all(w in _haystack(q) for w in said.split())]
            listed = fits[:MOST_LISTED]
            rows = [f"{n}. {_question(q)}" for n, q in enumerate(listed, 1)]
            if not fits:
                rows = ["No question fits these words. Take one away."]
            elif len(fits) > MOST_LISTED:
                rows.append(f"And {len(fits) - MOST_LISTED} more; add a word.")
            self._console.say("Choice", "\n".join([*rows, *(["Type a number, or other words."] if fits else [])]))

    async def review(self) -> None:
        """Choose sessions to read, or to go on with."""
        await PastSessions(self._service, self._console, self.read, self.resume).run()

    async def read(self, session: str) -> None:
        """Read one session."""
        try:
            state = await self._service.read(session)
            found = await self._service.session(session)
        except Trouble as trouble:
            self._console.say("Note", str(trouble))
            return
        if found and found.lost:
            self._console.say("Note", f"Not all of it can be read. {found.lost}")
        await self._then(
            await Reading(self._service, self._console, state, damaged=bool(found and found.damaged)).run()
        )

    async def _then(self, again: str | None) -> None:
        """Practise a question again that was asked for in a debrief."""
        if again is not None:
            await self.sit(partial(self._service.start_practice, again))

    async def show_result(self, state: State) -> None:
        """Tell what came of a session that was just sat; the one way by which a score is first told."""
        reading = Reading(self._service, self._console, state)
        await self._then(await (reading.run_after_practice() if state.mode == "practice" else reading.run()))

    async def resume(self, session: str) -> None:
        """Go on with a session."""
        await self.sit(lambda: self._service.resume(session))

    async def sit(self, wish: Wish) -> None:
        """Open a session and sit it; a pack that must be trusted first is asked about. Ends with the debrief, or left open."""
        engine = await self._opened(wish)
        if engine is None:
            return
        session = engine.state.session
        asks = self._service.asks_guess
        self.sitting = Sitting(engine, self._console, self._folder_of(session), self._environ, asks_guess=asks)
        outcome = "left"
        try:
            outcome = await self.sitting.run()
            if outcome == "ended" and asks:
                await guess_words(self._console, engine.state, engine.do)
        finally:
            self.sitting = None
            # What is still being read belongs to the debrief, and what waits is written.
            await engine.close()
            if outcome == "left":
                self._console.say("Note", f"The session is kept. Go on with:\nhotseat resume {session} --plain")
        if outcome == "ended":
            await self.show_result(engine.state)

    async def _opened(self, wish: Wish) -> Engine | None:
        self._console.say("Note", "The session is being opened.")
        while True:
            try:
                return await wish()
            except NeedsTrust as closed:
                if not await self._trusts(closed):
                    return None
            except OpenElsewhere as found:
                from hotseat.plain.onlooking import offer

                await offer(self._service, self._console, found)
                return None
            except Trouble as trouble:
                self._console.say("Note", str(trouble))
                return None

    async def _trusts(self, closed: NeedsTrust) -> bool:
        self._console.say("Note", "\n".join(["This pack brings code.", *closed.told]))
        choices = [Choice("back", "Not now"), Choice("trust", "Trust this pack and begin")]
        if await choose(self._console, f"Trust {harmless.line(closed.pack, 60)}?", choices) != "trust":
            self._console.say("Note", "Nothing was begun.")
            return False
        try:
            return await self._service.trust(closed.pack)
        except Trouble as trouble:
            self._console.say("Note", str(trouble))
            return False


def _welcome(questions: int, topics: int, tip: str) -> str:
    told = (
        f"{questions} questions in {topics} topics." if questions else "The bank holds no question that can be asked."
    )
    return "\n".join(filter(None, (f"Hotseat, an interview in plain lines. {told}", tip)))


def _haystack(question: QuestionLine) -> str:
    return " ".join((question.id, question.title, question.topic, question.level, question.kind)).lower()


def _question(question: QuestionLine) -> str:
    seen = f", done {question.seen} times" if question.seen > 1 else ", done once" if question.seen else ""
    closed = ", its pack is not trusted yet" if question.closed else ""
    if question.lacks:
        closed += f", not available here: {harmless.line(question.lacks, 120)}"
    title, topic = harmless.line(question.title, 80), harmless.line(question.topic, 40)
    return (
        f"{title} ({question.kind}, {question.level}, {question.minutes:.0f} min, {topic}{seen}{closed}): {question.id}"
    )
