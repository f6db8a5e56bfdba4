"""Reads a session: the debrief with its scores, questions and habits; a verdict can be contested, a point overruled."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from hotseat import harmless
from hotseat.front.after_question import compares
from hotseat.front.figures import NO_FIGURES, WHICH_FIGURE, claimed
from hotseat.front.service import Service, Trouble
from hotseat.interview.commands import ContestLine, Overrule, Refusal
from hotseat.interview.contest import to_contest
from hotseat.interview.scorecard_words import CONTESTED, WHAT_FOLLOWS, WITHDRAWN
from hotseat.interview.scoring import Line, PointOutcome, QuestionOutcome, debrief
from hotseat.interview.state import State
from hotseat.plain import debrief as told
from hotseat.plain import words
from hotseat.plain.after_practice import after_question, reference
from hotseat.plain.choosing import Choice, choose
from hotseat.plain.console import Console
from hotseat.plain.peers import peer_rows
from hotseat.plain.replay import Replaying
from hotseat.plain.telling import case_told
from hotseat.plain.words import Word
from hotseat.review.export.exporters import forms_told, is_form

PROMPT = "Debrief: "
WORDS = (
    Word(
        "question",
        "N",
        "Hear question N: verdict, points, your words and code, a model answer. The number alone does it.",
    ),
    Word(
        "scores",
        "",
        "Hear the scorecard: each score, its lines with their numbers, and what they rest on.",
        ("scorecard",),
    ),
    Word("line", "N", "Hear what was said around the moment that line N of the scores rests on.", ("moment",)),
    Word("habits", "", "Hear the habits and the checklist.", ("checklist",)),
    Word("peers", "", "Hear what peers said of the session, beside Hotseat's own scores."),
    Word("transcript", "", "Hear the whole conversation.", ("said",)),
    Word("overall", "", "Hear the summary again.", ("summary",)),
    Word("overrule", "N", "Say that a point of question N was read wrongly."),
    Word(
        "contest",
        "N, or line N",
        "Contest the last verdict on question N, or line N of the scores; a reason may stand behind the number. The score "
        "stands, your word beside it.",
        ("dispute",),
    ),
    Word("withdraw", "N", "Take back that you contest line N."),
    Word("figure", "N", "Compute a figure that the model answer of question N claims, and hear it.", ("figures",)),
    Word("replay", "[TIME]", "Go through the session moment by moment, from its beginning or from a time."),
    Word(
        "again",
        "N",
        "Practise question N again, from the start; in a practice of one question the number may be left out.",
    ),
    Word("compare", "N", "Hear the way from your code on question N to the reference.", ("diff", "reference")),
    Word(
        "export", "[FORM]", "Write the session into a file: html, ipynb, md, json or cast; md if left out.", ("save",)
    ),
    Word("help", "", "Hear these words."),
    Word("quit", "", "Close the debrief; so does an empty line.", ("back", "leave", "exit", "close")),
)
HOW = (
    "Type a question's number, or: scores, line 1, contest line 1, habits, transcript, overrule 1, contest 1, compare 1, "
    "again 1, figure 1, export. "
    "help tells more; "
    "an empty line closes the debrief."
)


class Reading:
    """Reads one session; to it can be added a contest of a verdict or a line, and an overruled point."""

    def __init__(self, service: Service, console: Console, state: State, *, damaged: bool = False) -> None:
        """``damaged``: nothing can be added to the session's file."""
        self._service, self._console, self._state, self._damaged = service, console, state, damaged
        self._next: str | None = None
        """The question that is to be practised again."""
        self._does: dict[str, Callable[[str], Awaitable[None]]] = {
            "question": self._question,
            "scores": self._told(told.scores),
            "line": self._line,
            "withdraw": self._withdraw,
            "habits": self._told(told.habits),
            "peers": self._hear_peers,
            "transcript": self._told(told.transcript),
            "overall": self._told(self._overall),
            "overrule": self._overrule,
            "contest": self._contest,
            "figure": self._figure,
            "replay": self._replay,
            "again": self._again,
            "compare": self._compare,
            "export": self._export,
            "help": self._help,
        }

    async def run(self) -> str | None:
        """Tell the summary, then what is asked for, until the debrief is closed or the input ends.

        Returns a question that is to be practised again, if there is one.
        """
        self._say(self._overall(self._state))
        await self._tell_of_peers()
        return await self._asked()

    async def run_after_practice(self) -> str | None:
        """The same for a practice that was just sat: each question is told first, with the way to its reference."""
        outcomes = debrief(self._state).questions
        for number, outcome in enumerate(outcomes, 1):
            self._say(after_question(self._state, outcome, number))
            if compares(self._state, outcome.id):
                await self._compare(str(number))
        return await self._asked()

    async def _asked(self) -> str | None:
        self._console.say("Note", HOW)
        while self._next is None:
            line = await self._console.reply(PROMPT)
            said = (line or "").strip().removeprefix("/")
            if not said:
                return None
            name, _, rest = said.partition(" ")
            if said.isdecimal():
                name, rest = "question", said
            word = words.find(name, WORDS)
            if word is not None and word.name == "quit":
                return None
            if word is None:
                near = words.nearest(name, WORDS)
                meant = f"Did you mean {near}?" if near else HOW
                self._console.say("Note", f"The debrief knows no {harmless.line(name, 40)!r}. {meant}")
            else:
                await self._does[word.name](rest.strip())
        return self._next

    def _overall(self, state: State) -> list[str]:
        return told.overall(state, damaged=self._damaged)

    def _say(self, rows: list[str]) -> None:
        self._console.say("Debrief", "\n".join(rows))

    def _told(self, rows: Callable[[State], list[str]]) -> Callable[[str], Awaitable[None]]:
        async def tell(rest: str) -> None:
            self._say(rows(self._state))

        return tell

    async def _help(self, rest: str) -> None:
        self._console.say("Note", "\n".join(["The slash may be left out here.", *map(words.row, WORDS)]))

    def _chosen(self, typed: str, word: str) -> tuple[QuestionOutcome, str] | None:
        """The question that was meant, and what stands behind its number; with one question no number is needed."""
        outcomes = debrief(self._state).questions
        number, _, rest = typed.partition(" ")
        if not number.isdecimal() and len(outcomes) == 1:
            return outcomes[0], typed
        if number.isdecimal() and len(number) < 6 and 1 <= int(number) <= len(outcomes):
            return outcomes[int(number) - 1], rest.strip()
        many = f"Say which question, from 1 to {len(outcomes)}: {word} 1."
        self._console.say("Note", many if outcomes else "No question was asked in this session.")
        return None

    async def _question(self, rest: str) -> None:
        if found := self._chosen(rest, "question"):
            self._say(told.question(self._state, found[0]))

    def _line_of(self, typed: str, word: str) -> tuple[Line, str] | None:
        """The line of the scorecard that was meant, and what stands behind its number."""
        lines = debrief(self._state).lines
        number, _, rest = typed.partition(" ")
        if number.isdecimal() and len(number) < 6 and 1 <= int(number) <= len(lines):
            return lines[int(number) - 1], rest.strip()
        many = f"Say which line, from 1 to {len(lines)}: {word} 1. scores tells them."
        self._console.say("Note", many if lines else "The scorecard has no line.")
        return None

    async def _line(self, rest: str) -> None:
        if found := self._line_of(rest, "line"):
            self._say(told.moment(self._state, found[0]))

    async def _contest_line(self, rest: str) -> None:
        found = self._line_of(rest, "contest line")
        if found is None:
            return
        line, reason = found
        if not reason:
            self._console.say("Choice", f"{line.text}\nWhat is wrong with this line? {WHAT_FOLLOWS}")
            reason = (await self._console.reply("Reason: ") or "").strip()
        if reason:
            await self._say_of(line, reason, CONTESTED)

    async def _withdraw(self, rest: str) -> None:
        found = self._line_of(rest, "withdraw")
        if found is None:
            return
        if found[0].contest is None:
            self._console.say("Note", "You do not contest that line.")
            return
        await self._say_of(found[0], "", WITHDRAWN)

    async def _say_of(self, line: Line, reason: str, note: str) -> None:
        word = ContestLine(line.name, line.text, reason)
        try:
            self._state = await self._service.look_back(self._state.session, word)
        except Trouble as trouble:
            self._console.say("Note", str(trouble))
            return
        self._console.say("Note", note)

    async def _overrule(self, rest: str) -> None:
        found = self._chosen(rest, "overrule")
        if found is None:
            return
        outcome, points = found[0], found[0].points
        if not points:
            self._console.say("Note", "No rubric belongs to this question, so no point can be overruled.")
            return
        title = "Which point was read wrongly? Your word is kept beside the reading, and the score goes by it."
        at = await choose(
            self._console, title, [Choice(str(n), f"{_state(p).capitalize()}: {p.text}") for n, p in enumerate(points)]
        )
        if at is None:
            return
        point = points[int(at)]
        word = await choose(self._console, f"Your word on this point: {point.text}", _words_on(point))
        if word is not None:
            covered = {"covered": True, "not-covered": False, "reading": None}[word]
            try:
                own = Overrule(outcome.id, point.thread, point.id, covered)
                self._state = await self._service.look_back(self._state.session, own)
            except Trouble as trouble:
                self._console.say("Note", str(trouble))
                return
            after = next(q for q in debrief(self._state).questions if q.id == outcome.id)
            changed = next(p for p in after.points if (p.thread, p.id) == (point.thread, point.id))
            self._say([*told.point_rows(int(at) + 1, changed), f"Hire signal: {debrief(self._state).signal.word}."])

    async def _contest(self, rest: str) -> None:
        first, _, number = rest.partition(" ")
        if first.lower() == "line":
            await self._contest_line(number.strip())
            return
        found = self._chosen(rest, "contest")
        if found is None:
            return
        contestable = to_contest(self._state, found[0].id)
        if isinstance(contestable, Refusal):
            self._console.say("Note", f"{contestable.sentence} A line of the scorecard can be, with: contest line 1")
            return
        reason = found[1]
        if not reason:
            self._console.say("Choice", "What is wrong with the verdict? One line, which may stay empty.")
            typed = await self._console.reply("Reason: ")
            if typed is None:
                return
            reason = typed
        try:
            self._state, path = await self._service.contest(self._state.session, found[0].id, reason)
        except Trouble as trouble:
            self._console.say("Note", str(trouble))
            return
        self._console.say("Note", case_told(str(path)))

    async def _figure(self, rest: str) -> None:
        found = self._chosen(rest, "figure")
        if found is None:
            return
        claims = claimed(self._state, found[0].id)
        if not claims:
            self._console.say("Note", NO_FIGURES)
            return
        at = await choose(self._console, WHICH_FIGURE, [Choice(cell, claim) for cell, claim in claims])
        if at is None:
            return
        self._console.say("Note", "Computing it; that takes some seconds.")
        try:
            figure = await self._service.figure(found[0].id, at)
        except Trouble as trouble:
            self._console.say("Note", str(trouble))
            return
        printed = harmless.plain(figure.printed) or "Nothing was printed."
        self._console.say("Output", f"{harmless.plain(figure.claim)}\n{printed}\n{harmless.plain(figure.sentence)}")

    async def _replay(self, rest: str) -> None:
        state = await Replaying(self._service, self._console, self._state.session).run(rest)
        self._state = state or self._state
        self._console.say("Note", f"Back in the debrief. {HOW}")

    async def _again(self, rest: str) -> None:
        if found := self._chosen(rest, "again"):
            self._next = found[0].id

    async def _compare(self, rest: str) -> None:
        found = self._chosen(rest, "compare")
        if found is None:
            return
        try:
            line = await self._service.reference(self._state.session, found[0].id)
        except Trouble as trouble:
            self._console.say("Note", str(trouble))
            return
        self._say(reference(self._state, found[0].id, line) or ["This question has no reference in code."])

    async def _hear_peers(self, rest: str) -> None:
        try:
            self._say(peer_rows(self._state, await self._service.peers(self._state.session)))
        except Trouble as trouble:
            self._console.say("Note", str(trouble))

    async def _tell_of_peers(self) -> None:
        """Say that others have scored the session, where they have."""
        try:
            names = [peer.name for peer in await self._service.peers(self._state.session)]
        except Trouble as trouble:
            self._console.say("Note", str(trouble))
            return
        if names:
            self._console.say("Note", f"Scored by {' and '.join(names)} too: peers tells it.")

    async def _export(self, rest: str) -> None:
        form = rest.lower() or "md"
        if not is_form(form):
            self._console.say(
                "Note", f"There is no form {harmless.line(form, 40)!r}. The forms are: {forms_told(lines=True)}."
            )
            return
        self._console.say("Note", "Writing the session to a file.")
        try:
            path = await self._service.export(self._state.session, form)
        except Trouble as trouble:
            self._console.say("Note", str(trouble))
            return
        self._console.say("Note", f"Written to\n{path}")


def _state(point: PointOutcome) -> str:
    return f"{point.state} by your own word; the reading says: {point.read}" if point.overruled else point.state


def _words_on(point: PointOutcome) -> list[Choice]:
    covered, not_covered = Choice("covered", "I did say this"), Choice("not-covered", "I did not say this")
    # What would change something comes first.
    choices = [not_covered, covered] if point.state == "covered" else [covered, not_covered]
    if point.overruled:
        choices.insert(0, Choice("reading", "Take my word back", f"the reading counts again: {point.read}"))
    return choices
