"""The examiner: the trusted side of the checks, in a sandboxed process of its own.

It alone runs a question's checks: makes the cases from a seed, cuts out the observers that go to the witness, compares
what was seen on the submission with what was seen on the reference, and words what failed. It never runs the submission.
Checks are code too, so it is sandboxed like everything else; what it raises is a fault of the question, told as such.
"""

from __future__ import annotations

import inspect
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, cast

import numpy as np

from hotseat.kernels.channel import Channel, Message
from hotseat.kernels.plaindata import NotPlain, TooLarge, decode, encode
from hotseat.reference import compare
from hotseat.reference.check import Call, Case, Check, Kind, Observation, Opaque, Raised
from hotseat.reference.checks_file import QuestionFault, load_checks
from hotseat.reference.raised import raised_sentence
from hotseat.reference.rules import Reading, read_rules
from hotseat.reference.shown import rounded, short, whole
from hotseat.reference.submission import DoesNotParse

SHOWN = 160
"""Characters that one argument may take; an answer may take twice as many."""
NOT_AN_ANSWER = {"NameError", "ImportError", "SystemExit", "MemoryError", "RecursionError", "NotImplementedError"}
"""Exceptions that a reference never answers with on purpose."""


@dataclass(frozen=True)
class _Key:
    """Which cases: of which check, from which seed, in which turn, and of which size where growth is measured."""

    check: int
    seed: int
    turn: int
    size: int


@dataclass(frozen=True)
class Seen:
    """What came of comparing one case."""

    sentence: str | None
    size: int
    """Bytes of the case: the measure of a small counterexample."""
    case: Case
    got: Observation
    want: Observation


class Examiner:
    """One question's checks."""

    def __init__(self, channel: Channel) -> None:
        self._channel = channel
        self._checks: list[Check] = []
        self._expected: dict[tuple[int, int], list[Observation]] = {}
        self._cases: dict[_Key, list[tuple[Case, bytes]]] = {}

    def serve(self) -> None:
        """Answers until the channel closes; a fault of the question is an answer too."""
        answers: dict[str, Callable[[Message], Message]] = {
            "load": self._load,
            "rules": self._rules,
            "cases": self._make,
            "expect": self._expect,
            "compare": self._compare,
            "tell": self._tell,
        }
        while (request := self._channel.receive()) is not None:
            try:
                answer = answers[request["do"]](request)
            except QuestionFault as fault:
                answer = {"said": "fault", "message": str(fault)}
            except Exception as error:
                answer = {"said": "fault", "message": f"{type(error).__name__}: {error}"[:500]}
            self._channel.send(answer)

    # --- what is checked ------------------------------------------------------------------------------------------

    def _load(self, request: Message) -> Message:
        found = load_checks(request["source"], request["file"])
        self._checks, self._expected, self._cases = found.checks, {}, {}
        return {"said": "loaded", "observers": "\n\n".join(found.observers.values()), "checks": found.listed()}

    def _rules(self, request: Message) -> Message:
        try:
            found = read_rules(
                request["source"],
                request["functions"],
                no_loops=request["no_loops"],
                forbidden=request["forbidden"],
            )
        except DoesNotParse as fault:
            found = Reading((str(fault),))
        return {"said": "rules", "broken": list(found.broken), "tests": [list(span) for span in found.tests]}

    # --- cases ----------------------------------------------------------------------------------------------------

    def _make(self, request: Message) -> Message:
        return {"said": "cases", "cases": [data for _, data in self._made(request)]}

    def _made(self, request: Message) -> list[tuple[Case, bytes]]:
        """The cases that a request is about and their bytes; the same for the same check, seed, turn and size."""
        key = _Key(request["check"], request["seed"], request["round"], request["size"])
        if key not in self._cases:
            check = self._checks[key.check]
            state = [key.seed, zlib.crc32(check.name.encode()), key.turn] + ([key.size] if key.size else [])
            generator = np.random.default_rng(state)
            if key.turn or key.size:
                # Timed cases may be large and are not asked for again once their turn is over.
                self._cases = {kept: made for kept, made in self._cases.items() if not kept.turn and not kept.size}
            try:
                if key.size and check.growth is not None:
                    cases = list(check.growth.inputs(generator, key.size))
                else:
                    cases = list(check.inputs(generator))
            except Exception as error:
                message = f"the inputs of {check.name!r} cannot be made: {type(error).__name__}: {error}"
                raise QuestionFault(message[:500]) from error
            if not cases or any(type(case) is not Case for case in cases):
                raise QuestionFault(f"the inputs of {check.name!r} are no list of cases, or an empty one")
            try:
                self._cases[key] = [
                    (case, encode({"args": case.args, "kwargs": case.kwargs}, strict=True)) for case in cases
                ]
            except (TooLarge, NotPlain) as error:
                raise QuestionFault(f"a case of {check.name!r} cannot be sent: {error}") from error
        return self._cases[key]

    def _tell(self, request: Message) -> Message:
        """Which case it was, in the words the candidate may read."""
        check = self._checks[request["check"]]
        case, _ = self._made(request)[request["case"]]
        if check.visible:
            lines = [f"Input: {_called(check, case)}"]
        else:
            lines = [f"It happened for {case.note}."] if case.note else []
            lines += [check.hint] if check.hint else []
        return {"said": "told", "message": "\n".join(lines)}

    # --- comparing ------------------------------------------------------------------------------------------------

    def _expect(self, request: Message) -> Message:
        """Reads what the reference did ahead of time."""
        self._expected[request["check"], request["seed"]] = self._wants(request | {"round": 0, "size": 0})
        return {"said": "expected"}

    def _wants(self, request: Message) -> list[Observation]:
        """What the reference did with the cases that a request is about."""
        check, made = self._checks[request["check"]], self._made(request)
        if len(request["want"]) != len(made):
            raise QuestionFault(f"{check.name!r} has {len(made)} cases, of which the reference has not answered all")
        return [self._wanted(check, case, data) for (case, _), data in zip(made, request["want"], strict=True)]

    def _compare(self, request: Message) -> Message:
        check = self._checks[request["check"]]
        made = self._made(request)
        known = request["want"] is None
        wants = self._expected.pop((request["check"], request["seed"])) if known else self._wants(request)
        if len(request["got"]) != len(made):
            raise QuestionFault(f"{check.name!r} has {len(made)} cases, of which not all were observed")
        seconds: list[float] = request["seconds"]
        gots: list[Observation] = []
        for (case, _), data, spent in zip(made, request["got"], seconds, strict=True):
            try:
                gots.append(_observation(data, case, spent))
            except Exception as error:  # whatever a library raises over bytes that the submission made
                said = str(error) if isinstance(error, NotPlain) else type(error).__name__
                return {"said": "compared", "outcome": "error", "message": f"The answer came back garbled: {said}."}
        cases = [case for case, _ in made]
        failed: list[Seen] = []
        if check.holds is not None or check.holds_all is None:
            holds = check.holds or compare.same()
            for (case, data), got, want in zip(made, gots, wants, strict=True):

                def one(answer: Observation, case: Case = case, want: Observation = want) -> str | None:
                    return holds(case, answer, want)

                sentence = self._tried(check, one, got, want)
                if sentence is not None:
                    failed.append(Seen(sentence, len(data), case, got, want))
        if not failed and check.holds_all is not None:
            together = check.holds_all

            def all_of_them(answers: Sequence[Observation]) -> str | None:
                return together(cases, answers, wants)

            sentence = self._tried(check, all_of_them, gots, wants)
            if sentence is not None:
                broken = next((k for k, got in enumerate(gots) if got.raised and not wants[k].raised), None)
                return self._failed_together(check, sentence, None if broken is None else gots[broken])
        if not failed:
            return {"said": "compared", "outcome": "passed", "message": ""}
        return self._failed(check, failed, len(made))

    def _wanted(self, check: Check, case: Case, data: bytes) -> Observation:
        try:
            want = _observation(data, case, 0.0)
        except NotPlain as error:
            raise QuestionFault(f"the reference's answer to {check.name!r} cannot be read: {error}") from error
        if want.raised is not None and (NOT_AN_ANSWER & set(want.raised.bases) or want.raised.type == "AnswerNotTaken"):
            message = f"the reference raises {want.raised.type} in {check.name!r}: {want.raised.message}"
            raise QuestionFault(message[:500])
        return want

    def _tried(self, check: Check, holds: Callable[[Any], str | None], got: Any, want: Any) -> str | None:
        """What ``holds`` says of ``got``. Where it does not hold, the reference's own answer must: else it is a fault."""
        try:
            sentence = holds(got)
        except Exception as error:
            sentence = f"The answer could not be compared with what was expected ({type(error).__name__}: {error})."[
                :500
            ]
        if sentence is None:
            return None
        try:
            own = holds(want)
        except Exception as error:
            raise QuestionFault(f"comparing in {check.name!r} fails: {type(error).__name__}: {error}"[:500]) from error
        for said in (sentence, own):
            if said is not None and type(cast("Any", said)) not in (str, Kind):
                given = type(cast("Any", said)).__name__
                raise QuestionFault(
                    f"comparing in {check.name!r} gives an object of type {given}, not a sentence or None"
                )
        if own is not None:
            raise QuestionFault(f"the reference does not hold in {check.name!r}: {_full(own)}"[:500])
        return sentence

    def _failed(self, check: Check, failed: Sequence[Seen], count: int) -> Message:
        worst = min(failed, key=lambda seen: seen.size)
        crashed = worst.got.raised if worst.want.raised is None else None
        lines: list[str] = []
        if check.visible:
            lines.append(_full(worst.sentence))
            lines.append(f"Input: {_called(check, worst.case)}")
            lines += _answers(check, worst)
            if len(failed) > 1:
                every = "Both inputs fail" if count == 2 else f"All {count} inputs fail"
                many = every if len(failed) == count else f"{len(failed)} of {count} inputs fail"
                least = "smaller" if len(failed) == 2 else "smallest"
                lines.append(f"{many}; this is the {least} of them.")
        else:
            note = worst.case.note
            if not (check.hint and note.casefold() == check.name.casefold()):
                lines.append(f"Fails for {note}." if note else "Fails for a hidden case.")
            if crashed is not None:
                lines.append(raised_sentence(crashed))
            elif isinstance(worst.sentence, Kind):
                lines.append(str(worst.sentence))
            if check.hint:
                lines.append(check.hint)
        return _compared(lines, crashed)

    def _failed_together(self, check: Check, sentence: str, broken: Observation | None) -> Message:
        crashed = None if broken is None else broken.raised
        lines = [_full(sentence)] if check.visible else ["Fails over all its cases taken together."]
        if not check.visible:
            lines += [raised_sentence(crashed)] if crashed is not None else []
            lines += [str(sentence)] if crashed is None and isinstance(sentence, Kind) else []
            lines += [check.hint] if check.hint else []
        return _compared(lines, crashed)


def _full(sentence: str | None) -> str:
    """The sentence as a visible check says it."""
    return sentence.full if isinstance(sentence, Kind) else str(sentence)


def _compared(lines: list[str], crashed: Raised | None) -> Message:
    if crashed is not None and crashed.traceback:
        lines.append(crashed.traceback)
    outcome = "failed" if crashed is None else "error"
    return {"said": "compared", "outcome": outcome, "message": "\n".join(lines)}


def _called(check: Check, case: Case) -> str:
    """The input as the candidate may try it: the call, or what the observer was given, by name."""
    show, args = short, case.args
    named: list[str] = []
    if not isinstance(check.observe, Call):
        show, named = whole, [f"{name}=" for name in list(inspect.signature(check.observe).parameters)[1:]]
    shown = [f"{name}{show(arg, SHOWN)}" for name, arg in zip_longest(named[: len(args)], args, fillvalue="")]
    inside = ", ".join([*shown, *(f"{name}={show(arg, SHOWN)}" for name, arg in case.kwargs.items())])
    text = f"{check.observe.function}({inside})" if isinstance(check.observe, Call) else inside or "none"
    return f"{text} ({case.note})" if case.note else text


def _answers(check: Check, seen: Seen) -> list[str]:
    """What was expected and what came back of a plain call, where the sentence does not say so already.

    What an observer returns is the check's own way of looking, and says nothing to the candidate.
    """
    if not isinstance(check.observe, Call):
        return []
    want, got = seen.want, seen.got
    expected = None if isinstance(want.value, Opaque) or want.value is None else short(want.value, 2 * SHOWN)
    if want.raised is not None:
        expected = want.raised.type
    if check.many_answers:
        expected = None
    came = None if got.raised is not None else short(got.value, 2 * SHOWN)
    said = _full(seen.sentence)
    if came == expected or (
        (came is None or rounded(got.value) in said)
        and (expected is None or expected in said or rounded(want.value) in said)
    ):
        return []
    return [f"{what}: {text}" for what, text in (("Expected", expected), ("Came back", came)) if text is not None]


def _observation(data: bytes, case: Case, seconds: float) -> Observation:
    """What a witness sent of a case, held to its form. Raises NotPlain."""
    found: Any = decode(data)
    if type(found) is not dict or set(cast("dict[Any, Any]", found)) != {"value", "args", "kwargs", "raised"}:
        raise NotPlain("not an observation")
    raised, args, kwargs = found["raised"], found["args"], found["kwargs"]
    if args is None and kwargs is None:
        args, kwargs = case.args, case.kwargs  # they are still what was sent
    if type(args) is not tuple or type(kwargs) is not dict:
        raise NotPlain("an observation without arguments")
    if raised is None:
        return Observation(found["value"], args, kwargs, None, seconds)
    return Observation(None, args, kwargs, _raised(raised), seconds)


def _raised(found: Any) -> Raised:
    """An exception as a witness tells it. Raises NotPlain."""
    if type(found) is not dict or set(cast("dict[Any, Any]", found)) != {"type", "bases", "message", "traceback"}:
        raise NotPlain("an exception that is none")
    texts = found["type"], found["message"], found["traceback"]
    bases: Any = found["bases"]
    if any(type(text) is not str for text in texts) or type(bases) is not list:
        raise NotPlain("an exception that is none")
    return Raised(texts[0], tuple(str(name) for name in cast("list[Any]", bases)), texts[1], texts[2])


def serve(channel: Channel) -> None:
    """What the nursery calls in a fresh sandboxed process."""
    Examiner(channel).serve()
