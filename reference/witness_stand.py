"""The judge's end of a witness: starts it, loads a submission, asks case by case, and starts it anew when it is gone.

Time is taken here, outside the process that runs the submission. A witness that does not answer in time, ends, or says
something that was not asked for is killed with all it started; what it was asked counts as not answered, and the next
question goes to a fresh one.
"""

from __future__ import annotations

import asyncio
import contextlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from hotseat.kernels import namespaces
from hotseat.kernels.channel import Message
from hotseat.kernels.child import Child, ChildEnded, DeadlineReached, Garbled
from hotseat.kernels.nursery import Nursery
from hotseat.kernels.plaindata import BOUNDS
from hotseat.kernels.sandbox import Limits
from hotseat.reference.asides import Asides

ENTRY = "hotseat.reference.witness:serve"
START_SECONDS = 30.0
"""How long a forked process may take until it is confined; this is the machine's time, not the submission's."""
IMPORT_SECONDS = 5.0
"""What loading a submission, or the first answer of one that imports later, may take beyond the question's limit, for
libraries that are not at hand."""
SKIPS = 3
"""How many cells that do not end are left out before the submission is given up."""
ANSWERS = BOUNDS.size
"""Bytes that the answers to one check may take together."""
_IMPORTS_LATER = re.compile(r"^(?!import\b|from\b)[^#\n]*import", re.MULTILINE)
"""Source that may import something only when it is called."""


class MachineFault(Exception):
    """The machine, not the submission, is at fault; the message says how."""


class NeedLacking(MachineFault):
    """The question needs something beyond the strict sandbox that this machine cannot give safely."""


class NotLoaded(Exception):
    """The submission could not be loaded at all."""

    def __init__(self, word: Literal["error", "timeout"], message: str) -> None:
        super().__init__(message)
        self.word: Literal["error", "timeout"] = word


class NotAnswered(Exception):
    """The witness did not answer a case."""

    def __init__(self, outcome: Literal["error", "timeout"], message: str, case: int) -> None:
        super().__init__(message)
        self.outcome: Literal["error", "timeout"] = outcome
        self.case = case


@dataclass(frozen=True)
class Loaded:
    """What loading a submission came to."""

    defined: dict[str, str]
    """For each function asked for that is defined: ``callable``, or the type of what stands there instead."""
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Observed:
    """One case's answer, unopened, and the seconds from sending the case until the answer was there."""

    seen: bytes
    seconds: float
    preparing: float = 0.0
    """What of the seconds went by until the case was said to be decoded, where it was timed."""
    transport: float = 0.0
    """What of the seconds went by between the end of the call and the answer's arrival, where that was marked."""


@dataclass(frozen=True)
class Asked:
    """What to observe: a function of the submission or an observer, a case as bytes each, a seed each."""

    function: str | None
    observer: str | None
    cases: Sequence[bytes]
    seeds: Sequence[int]


@dataclass
class WitnessStand:
    """One submission before the judge. Always :meth:`close` it."""

    nursery: Nursery
    source: str
    functions: Sequence[str]
    imports: Sequence[str]
    limits: Limits
    seconds: float
    """The question's limit for one check."""
    seed: int
    forbidden: Sequence[str] = ()
    """Dotted names whose calls are to be noted while the submission runs."""
    observers: str | None = None
    """The observers' source, once known."""
    asides: Asides = field(default_factory=Asides)
    """What it told besides its answers."""
    layers: tuple[str, ...] = ()
    _child: Child | None = None
    _skip: list[int] = field(default_factory=list[int])
    _notes: list[str] = field(default_factory=list[str])
    _next: int = 1
    _fresh: bool = False
    _answered: bool = False
    """Whether the witness has answered anything, so that what its functions import is at hand."""
    _taught: bool = False

    async def start(self) -> None:
        """Starts a witness that waits for its submission. Raises MachineFault and NurseryFault."""
        self._drop()
        self._child = await self.nursery.child(ENTRY, self.limits)
        self._fresh, self._answered, self._taught = True, False, False
        try:
            await self._confined(self._child)
        except BaseException:
            self._drop()
            raise

    @property
    def alive(self) -> bool:
        """Whether it has a witness that runs."""
        return self._child is not None and self._child.alive

    @property
    def waits(self) -> bool:
        """Whether a witness has been started that has not been given a submission, and lives."""
        return self._fresh and self.alive

    async def load(self) -> Loaded:
        """Runs the submission in a fresh witness. Raises NotLoaded, MachineFault and NurseryFault.

        A waiting witness that had already ended raises MachineFault too: a fresh one would do.
        """
        while True:
            waited = self.waits
            if not waited:
                await self.start()
            child = self._child
            assert child is not None
            self._fresh = False
            cell: int | None = None
            try:
                await child.send(
                    {
                        "do": "load",
                        "source": self.source,
                        "functions": list(self.functions),
                        "imports": list(self.imports),
                        "forbidden": list(self.forbidden),
                        "skip": list(self._skip),
                        "seed": self.seed,
                        "processes": self.limits.processes,
                    }
                )
                deadline = self._now() + self.seconds + IMPORT_SECONDS
                while (message := await child.receive(deadline)).get("said") == "cell":
                    cell = _whole(message, "number")
                return self._loaded(message)
            except DeadlineReached:
                self._drop()
                if cell is None or cell in self._skip or len(self._skip) >= SKIPS:
                    raise NotLoaded("timeout", f"The code itself did not end within {self._patience():g} s.") from None
                self._skip.append(cell)
                self._notes.append(f"Cell {cell} did not end within {self._patience():g} s and was left out.")
            except ChildEnded as error:
                self._drop()
                if error.ending.machine or (waited and cell is None):
                    raise MachineFault(str(error)) from None
                place = "" if cell is None else f" It happened while cell {cell} ran."
                raise NotLoaded("error", f"{error}{place}") from None
            except Garbled:
                self._drop()
                raise NotLoaded("error", "The code wrote into the judge's own channel.") from None

    async def observe(self, asked: Asked, seconds: float) -> list[Observed]:
        """The answers to every case, within ``seconds`` in all. Raises NotAnswered, MachineFault and NurseryFault.

        The first answers may take IMPORT_SECONDS more where the submission's functions import something themselves.
        """
        child = await self._ready()
        if not self._answered and _IMPORTS_LATER.search(self.source):
            seconds += IMPORT_SECONDS
        first = self._next
        self._next += len(asked.cases)
        sending = asyncio.create_task(self._send_all(child, asked, first))
        found: list[Observed] = []
        try:
            deadline = self._now() + seconds
            before, size = self._now(), 0
            for place in range(len(asked.cases)):
                seen = self._seen(await child.receive(deadline), first + place)
                size += len(seen)
                if size > ANSWERS:
                    self._drop()
                    raise NotAnswered("error", f"The answers take more than {ANSWERS >> 20} MB together.", place)
                now = self._now()
                found.append(Observed(seen, now - before))
                before, self._answered = now, True
        except (DeadlineReached, ChildEnded, Garbled) as error:
            raise self._unanswered(error, seconds, len(found)) from None
        except asyncio.CancelledError:
            self._drop()  # its answers would be taken for those to the next question
            raise
        finally:
            sending.cancel()
            with contextlib.suppress(asyncio.CancelledError, ChildEnded):
                await sending
        return found

    async def time(self, asked: Asked, seconds: float, *, marked: bool = False) -> list[Observed]:
        """Like :meth:`observe`, one case at a time, each decoded before the call.

        The time counts from when the case is sent: whoever knows the case can begin to work. ``marked`` is for the
        question's own code, whose witness is believed: it says when the call has ended, so that what taking the answer
        apart and sending it costs can be told from the call.
        """
        child = await self._ready()
        found: list[Observed] = []
        try:
            deadline = self._now() + seconds
            for case, seed in zip(asked.cases, asked.seeds, strict=True):
                number = self._next
                self._next += 1
                before = self._now()
                prepared = await child.ask({"do": "prepare", "id": number, "case": case}, deadline)
                if prepared.get("said") != "prepared" or prepared.get("id") != number:
                    raise Garbled("not what was asked")
                decoded = self._now()
                await child.send(_question(asked, number, None, seed, marked))
                answer = await child.receive(deadline)
                called = self._now()
                if marked:
                    answer = await child.receive(deadline)
                seen, now = self._seen(answer, number), self._now()
                found.append(Observed(seen, now - before, decoded - before, now - called if marked else 0.0))
        except (DeadlineReached, ChildEnded, Garbled) as error:
            raise self._unanswered(error, seconds, len(found)) from None
        except asyncio.CancelledError:
            self._drop()
            raise
        return found

    def close(self) -> None:
        """Ends the witness."""
        self._drop()

    # --- underneath -----------------------------------------------------------------------------------------------

    async def _ready(self) -> Child:
        """A witness that has loaded the submission and the observers."""
        if self._child is None:
            try:
                await self.load()
            except NotLoaded as error:
                raise NotAnswered(error.word, str(error), 0) from None
        child = self._child
        assert child is not None
        if not self._taught and self.observers:
            try:
                message = await child.ask({"do": "observers", "source": self.observers}, self._now() + START_SECONDS)
            except (DeadlineReached, ChildEnded, Garbled) as error:
                raise self._unanswered(error, START_SECONDS, 0) from None
            if message.get("said") != "taken":
                raise self._unanswered(Garbled("not what was asked"), START_SECONDS, 0)
            self._taught = True
        return child

    async def _confined(self, child: Child) -> None:
        try:
            message = await child.receive(self._now() + START_SECONDS)
        except DeadlineReached:
            raise MachineFault("the sandbox did not start in time") from None
        except (ChildEnded, Garbled):
            said = child.output(2000).decode(errors="replace").strip().splitlines()
            raise MachineFault(f"the sandbox did not start: {said[-1] if said else 'it did not say why'}") from None
        layers = message.get("layers")
        if message.get("said") != "ready" or type(layers) is not list:
            raise MachineFault("the sandbox did not start as it should")
        self.layers = tuple(str(layer) for layer in cast("list[Any]", layers))
        lacking = self.limits.lacking(self.layers)
        if lacking:
            raise NeedLacking(lacking_sentence(lacking, str(message.get("refused", ""))))

    def _loaded(self, message: Message) -> Loaded:
        self.asides.take(message, self.forbidden)
        if message.get("said") == "unparsed":
            raise NotLoaded("error", str(message.get("message", "The code is not valid Python."))[:500])
        defined, notes = message.get("defined"), message.get("notes")
        if message.get("said") != "loaded" or type(defined) is not dict or type(notes) is not list:
            raise Garbled("not what was asked")
        names = {str(name): str(kind) for name, kind in cast("dict[Any, Any]", defined).items()}
        return Loaded(names, (*self._notes, *(str(note)[:500] for note in cast("list[Any]", notes)[:20])))

    async def _send_all(self, child: Child, asked: Asked, first: int) -> None:
        cases = zip(asked.cases, asked.seeds, strict=True)
        await child.send(*(_question(asked, first + k, case, seed) for k, (case, seed) in enumerate(cases)))

    def _seen(self, message: Message, number: int) -> bytes:
        seen = message.get("seen")
        if message.get("said") != "observed" or message.get("id") != number or type(seen) is not bytes:
            raise Garbled("not what was asked")
        self.asides.take(message, self.forbidden)
        return seen

    def _unanswered(self, error: Exception, seconds: float, place: int) -> Exception:
        """Ends the witness and says what its silence means."""
        self._drop()
        if isinstance(error, ChildEnded):
            return MachineFault(str(error)) if error.ending.machine else NotAnswered("error", str(error), place)
        if isinstance(error, Garbled):
            return NotAnswered("error", "The code wrote into the judge's own channel.", place)
        return NotAnswered("timeout", f"No answer within {seconds:g} s.", place)

    def _drop(self) -> None:
        if self._child is not None:
            self.asides.print(self._child.output().decode(errors="replace"))
            self._child.kill()
            self._child = None

    def _patience(self) -> float:
        return self.seconds + IMPORT_SECONDS

    @staticmethod
    def _now() -> float:
        return asyncio.get_running_loop().time()


def lacking_sentence(lacking: Sequence[str], refused: str) -> str:
    """Why a question is not judged whose needs this machine cannot meet, and what would help."""
    names = {namespaces.NETWORK: "a network of its own", namespaces.PROCESSES: "other processes"}
    what = " and ".join(names[name] for name in lacking)
    why = f" ({refused})" if refused else ""
    return (
        f"This question's code needs {what}, which this machine cannot keep apart from the rest{why}, so it is not "
        f"judged here. What would help: {namespaces.remedy()}."
    )


def _question(asked: Asked, number: int, case: bytes | None, seed: int, mark: bool = False) -> Message:
    message: Message = {
        "do": "observe",
        "id": number,
        "function": asked.function,
        "observer": asked.observer,
        "seed": seed,
        "mark": mark,
    }
    return message if case is None else message | {"case": case}


def _whole(message: Message, name: str) -> int:
    found = message.get(name)
    if type(found) is not int:
        raise Garbled("not what was asked")
    return found
