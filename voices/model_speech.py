"""A language model's words beside the interview: in time and in order, or not at all.

Nothing waits for the model. A message has been decided and recorded, offline words included, before the model hears of it;
what it makes of the beginning is recorded as a second event. When it is late, fails or talks nonsense, the words that were
decided stand, and nothing is lost. Wordings go before second opinions: those are broken off when there is something to say.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import re
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from types import MappingProxyType

from hotseat.interview import commands as c
from hotseat.interview import events as e
from hotseat.interview.hearing import words as count_words
from hotseat.interview.interviewer import answer_text, rubric_thread
from hotseat.interview.state import QuestionState, State
from hotseat.question_bank.interview_model import Persona
from hotseat.question_bank.model import RubricPoint
from hotseat.voices.chat_client import ChatClient
from hotseat.voices.exchange import ModelTrouble
from hotseat.voices.rules import beginning, objection
from hotseat.voices.saying import Saying, messages, saying_of, stems
from hotseat.voices.second_reader import second_opinions

log = logging.getLogger(__name__)

MOST_TOKENS = 160
MOST_FAULTS = 2
MOST_UNFIT = 3
"""Faults in a row, and wordings in a row that may not be said, after which the model is left in peace for a while."""
MOST_TRIES = 4
"""Of one second opinion, that is broken off when there is something to say."""
_THOUGHTS = re.compile(r"\A\s*<think>.*?(?:</think>\s*|\Z)", re.DOTALL)
_THINKS = "<think>"


@dataclass(frozen=True)
class Patience:
    """How long the model is waited for, in seconds."""

    first: float = 3.0
    """From the decision to the first word, and from one word to the next."""
    whole: float = 8.0
    """From the decision to the last word."""
    rest: float = 60.0
    """After several faults, without asking again."""
    opinion: float = 45.0
    """For a second opinion, which nobody waits for."""
    at_the_end: float = 6.0
    """For the second opinions that are under way when a session ends."""


@dataclass(frozen=True)
class _Job:
    """A second opinion to ask for."""

    question: str
    thread: str
    words: int
    prompt: str
    answer: str
    points: tuple[RubricPoint, ...]
    tries: int = 0


class ModelSpeech:
    """Fits a chat client to the interview; see ``interview.ports.Speech``."""

    def __init__(self, client: ChatClient, persona: Persona, patience: Patience | None = None) -> None:
        self._client = client
        self._persona = persona
        self._patience = patience or Patience()
        self._own_words = frozenset[str]().union(*(stems(line) for rows in persona.lines.values() for line in rows))
        self._post: Callable[[c.Command], Awaitable[None]] = _nobody
        self._listeners: list[Callable[[], None]] = []
        self._spoken: dict[int, str] = {}
        self._waiting: deque[tuple[Saying, float]] = deque()
        """What is to be worded, each with the moment by which its first word must have come."""
        self._speaking: asyncio.Task[None] | None = None
        self._jobs: deque[_Job] = deque()
        self._known: set[tuple[str, str, int]] = set()
        """The answers on which a second opinion was asked."""
        self._reading: asyncio.Task[None] | None = None
        self._asking: asyncio.Task[None] | None = None
        """The request for a second opinion that is under way; it may be broken off."""
        self._faults = 0
        self._rests_until = 0.0
        self._silent = False
        self._told = False
        self._closed = False

    @property
    def spoken(self) -> Mapping[int, str]:
        """The messages that are being worded, and how much of each may be shown."""
        return MappingProxyType(self._spoken)

    @property
    def note(self) -> str:
        """Whose words they are at the moment."""
        return f"offline voice, {self._client.model} is silent" if self._silent else f"worded by {self._client.model}"

    def bind(self, post: Callable[[c.Command], Awaitable[None]]) -> None:
        """Where reports go."""
        self._post = post

    def listen(self, listener: Callable[[], None]) -> Callable[[], None]:
        """Call ``listener`` whenever something of it changes; returns how to stop that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    def _changed(self) -> None:
        for listener in tuple(self._listeners):
            listener()

    def after(self, state: State, events: Sequence[e.Recorded]) -> None:
        """Take up the messages among these events, and the answers that are complete with them."""
        if self._closed:
            return
        now = asyncio.get_running_loop().time()
        for recorded in events:
            if isinstance(recorded.event, e.InterviewerSaid) and now >= self._rests_until:
                saying = saying_of(state, recorded, self._own_words)
                if saying is not None:
                    self._take(saying, now + self._patience.first)
        if any(isinstance(r.event, e.QuestionClosed | e.AnswerRead | e.SessionEnded) for r in events):
            self.go_on(state)

    def go_on(self, state: State) -> None:
        """Ask for the second opinions that closed questions still lack."""
        for there in state.questions.values():
            for job in _due(there, bool(state.ended)):
                key = (job.question, job.thread, job.words)
                if key not in self._known:
                    self._known.add(key)
                    self._jobs.append(job)
        if self._jobs and (self._reading is None or self._reading.done()):
            self._reading = asyncio.create_task(self._read(), name="hotseat-second-opinions")

    async def settle(self) -> None:
        """Wait until all is worded and all opinions are given."""
        while waiting := [t for t in (self._speaking, self._reading) if t is not None and not t.done()]:
            await asyncio.wait(waiting)

    async def close(self, *, ended: bool) -> None:
        """Stop. What is being worded stays as it was decided."""
        self._waiting.clear()
        await _stopped(self._speaking)
        if ended and self._reading is not None and not self._reading.done():
            await asyncio.wait({self._reading}, timeout=self._patience.at_the_end)
        self._closed = True
        await _stopped(self._reading)
        await _stopped(self._asking)
        self._spoken.clear()

    # Wordings.

    def _take(self, saying: Saying, deadline: float) -> None:
        self._spoken[saying.said] = ""
        self._waiting.append((saying, deadline))
        asyncio.get_running_loop().call_at(deadline, self._too_late, saying.said)
        if self._asking is not None:
            self._asking.cancel()
        if self._speaking is None or self._speaking.done():
            self._speaking = asyncio.create_task(self._speak(), name="hotseat-wording")

    def _too_late(self, said: int) -> None:
        """A message that has waited behind others for too long goes without the model."""
        kept = deque(w for w in self._waiting if w[0].said != said)
        if len(kept) < len(self._waiting):
            self._waiting = kept
            self._as_decided(said)

    def _as_decided(self, said: int) -> None:
        self._spoken.pop(said, None)
        self._changed()

    async def _speak(self) -> None:
        while self._waiting:
            saying, deadline = self._waiting.popleft()
            try:
                lead = await self._worded(saying, deadline)
            except _Unfit as fault:
                log.info("wording refused: %s", str(fault))
                await self._fault("The language model's wordings cannot be used.", MOST_UNFIT)
            except ModelTrouble as fault:
                self._silent = True
                await self._fault(str(fault), MOST_FAULTS)
            except Exception:
                log.exception("wording")
                self._silent = True
                await self._fault("The language model's client failed.", MOST_FAULTS)
            else:
                self._faults, self._silent = 0, False
                await self._post(c.LeadArrived(saying.said, lead, self._client.model))
            finally:
                self._as_decided(saying.said)

    async def _worded(self, saying: Saying, deadline: float) -> str:
        """Other words for a lead. Raises ModelTrouble where none came, and _Unfit where they may not be said."""
        now = asyncio.get_running_loop().time
        last = deadline - self._patience.first + self._patience.whole
        text = ""
        try:
            async with asyncio.timeout_at(deadline) as bound:
                pieces = self._client.stream(messages(saying, self._persona), MOST_TOKENS)
                async with aclosing(pieces):
                    async for piece in pieces:
                        text += piece
                        seen = _aloud(text)
                        if seen:
                            bound.reschedule(min(now() + self._patience.first, last))
                            self._show(saying, seen)
        except TimeoutError:
            raise ModelTrouble("The language model did not answer in time.") from None
        text = _aloud(text).strip().strip('"').strip()
        if why := objection(text, saying):
            raise _Unfit(why)
        return text

    def _show(self, saying: Saying, seen: str) -> None:
        shown, why = beginning(seen.lstrip('"'), saying)
        if why:
            raise _Unfit(why)
        if shown != self._spoken.get(saying.said):
            self._spoken[saying.said] = shown
            self._changed()

    async def _fault(self, reason: str, most: int) -> None:
        """After ``most`` faults in a row leave the model in peace for a while; tell the first silence, once."""
        self._faults += 1
        if self._faults >= most:
            self._silent = True
            self._rests_until = asyncio.get_running_loop().time() + self._patience.rest
            for saying, _ in self._waiting:
                self._spoken.pop(saying.said, None)
            self._waiting.clear()
        if self._silent and not self._told:
            self._told = True
            await self._post(c.ModelWentSilent(self._client.model, reason))

    # Second opinions.

    async def _read(self) -> None:
        while self._jobs:
            while self._speaking is not None and not self._speaking.done():
                await asyncio.wait({self._speaking})
            job = self._jobs.popleft()
            asking = self._asking = asyncio.create_task(self._opinion(job), name="hotseat-second-opinion")
            await asyncio.wait({asking})
            if asking.cancelled() and job.tries + 1 < MOST_TRIES and not self._closed:
                again = _Job(job.question, job.thread, job.words, job.prompt, job.answer, job.points, job.tries + 1)
                self._jobs.append(again)
            self._asking = None

    async def _opinion(self, job: _Job) -> None:
        try:
            async with asyncio.timeout(self._patience.opinion):
                found = await second_opinions(self._client, job.prompt, job.points, job.answer)
        except (ModelTrouble, TimeoutError) as fault:
            log.info("second opinion: %s", str(fault) or "none in time")
            return
        except Exception:
            log.exception("second opinion")
            return
        self._asking = None  # What has come is no longer broken off.
        if found:
            await self._post(c.SecondOpinionArrived(job.question, job.thread, found, job.words, self._client.model))


class _Unfit(Exception):
    """A wording may not be said; the message says why."""


def _aloud(text: str) -> str:
    """What a model says without what it thinks first; empty while it thinks."""
    start = text.lstrip()
    if start and _THINKS.startswith(start[: len(_THINKS)]) and len(start) < len(_THINKS):
        return ""
    return _THOUGHTS.sub("", text).lstrip()


def _due(there: QuestionState, ended: bool) -> list[_Job]:
    """The second opinions that a question is ready for: it is closed, and its answers have been read to the end."""
    if not ended and (there.open or there.opened_at < 0):
        return []
    jobs: list[_Job] = []
    for thread in {rubric_thread(there, t): t for t in there.threads}:
        held = there.threads[thread]
        answer = answer_text(there, thread)
        said = count_words(answer)
        if not said or held.reading is None or held.reading.words != said:
            continue
        if held.second is not None and held.second.words == said:
            continue
        read = {str(p["id"]): p for p in held.reading.points}
        open_points = tuple(p for p in there.points_of(thread) if not read.get(p.id, {}).get("covered"))
        follow_up = there.follow_up(thread)
        prompt = follow_up.prompt if follow_up else there.question.prompt
        if open_points:
            jobs.append(_Job(there.question.id, thread, said, prompt, answer, open_points))
    return jobs


async def _stopped(task: asyncio.Task[None] | None) -> None:
    if task is not None and not task.done():
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await asyncio.wait({task})


async def _nobody(command: c.Command) -> None:
    return None
