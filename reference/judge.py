"""The judge: a submission in, a verdict out.

It owns the warm parents, the pool of seeds and the cache of what the references did, and lends them to one
:class:`~hotseat.reference.trial.Trial` per submission. It imports no library that a submission might use, and a verdict is
never ``pass`` by default: see :mod:`hotseat.reference.verdict` for what it amounts to.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from hotseat.harmless import plain
from hotseat.kernels.nursery import FORKS, LIBRARIES, Nursery, NurseryFault, Profile
from hotseat.question_bank.model import Question
from hotseat.question_bank.pack import Pack
from hotseat.question_bank.problem import BrokenFile
from hotseat.reference.examiner_desk import QuestionFault
from hotseat.reference.submission import LARGEST_SOURCE
from hotseat.reference.trial import Material, Observations, Trial
from hotseat.reference.verdict import CheckResult, Verdict, Word, reason_of, score_of, word_of
from hotseat.reference.witness_stand import MachineFault, NeedLacking, NotLoaded

SEEDS = 64
"""How many seeds a question's inputs are drawn from; false-alarm rates are held over all of them."""
CACHE_BYTES, CACHE_SEEDS = 48 << 20, 128
"""What the observations of references may take in memory, and for how many questions and seeds they are kept."""
_log = logging.getLogger(__name__)
_ROLES = ("hotseat.reference.witness", "hotseat.reference.examiner")


class NotTrusted(Exception):
    """The pack's code may not be run; the message says why and what to do."""


def seeds_of(question: str) -> tuple[int, ...]:
    """The pool of seeds of a question: fixed, so that it can be tried out whole."""
    digests = (hashlib.sha256(f"{question}:{k}".encode()).digest() for k in range(SEEDS))
    return tuple(int.from_bytes(digest[:4], "big") for digest in digests)


class Judge:
    """Judges submissions for the questions of ``packs``. Safe for concurrent use within one event loop.

    Always :meth:`close` it; a cancelled :meth:`judge` ends its processes.
    """

    def __init__(self, packs: Sequence[Pack], *, forks: bool = FORKS, at_once: int = 4) -> None:
        """``forks`` false starts a fresh interpreter per process; ``at_once`` submissions are judged side by side."""
        self._packs = tuple(packs)
        self._forks = forks
        self._nurseries: dict[Profile, Nursery] = {}
        self._room = asyncio.Semaphore(at_once)
        self._cache: OrderedDict[tuple[str, int], Observations] = OrderedDict()
        self._next_seed: dict[str, int] = {}

    async def warm(self, profile: Profile) -> None:
        """Starts the warm parent of a profile and waits for its libraries. Raises NurseryFault."""
        await self.nursery(profile).start()

    async def prepare(self, question: Question) -> None:
        """Observes the reference ahead, for the seed that the next submission will get. To be called in idle time.

        Faults are left to be told by :meth:`judge`.
        """
        try:
            material = self._material(question)
            seed = self._next_seed.setdefault(question.id, self._draw(question.id))
            async with self._room:
                trial = self._trial(material, seed, None)
                try:
                    await trial.observe_reference()
                finally:
                    trial.close()
        except (NotTrusted, QuestionFault, MachineFault, NurseryFault):
            return

    async def judge(
        self,
        question: Question,
        code: str,
        *,
        seed: int | None = None,
        on_check: Callable[[CheckResult], None] | None = None,
        only: Collection[str] = (),
    ) -> Verdict:
        """The verdict on ``code``, a file in the percent format.

        ``seed`` makes the inputs of an earlier verdict again; left out, one is drawn from the question's pool.
        ``on_check`` hears of each check as it is settled, in order. ``only`` names the checks to run, where not all are
        wanted; the others stay not run, so the verdict is then no pass. Never raises for what the code, the question or the
        machine does.
        """
        began = time.monotonic()
        if seed is None:
            seed = self._next_seed.pop(question.id, None) or self._draw(question.id)

        def verdict(word: Word, reason: str, trial: Trial | None = None) -> Verdict:
            checks = tuple(_harmless(check) for check in trial.results) if trial else ()
            printed, notes = (plain(trial.printed), tuple(map(plain, trial.notes))) if trial else ("", ())
            score = 0.0 if word == "not-judged" else score_of(checks)
            spent = time.monotonic() - began
            return Verdict(question.id, word, plain(reason), score, spent, checks, seed, printed, notes)

        def heard(result: CheckResult) -> None:
            if on_check is not None:
                on_check(_harmless(result))

        if question.kind != "code":
            return verdict("not-judged", "This question is answered in words, so there is no code to judge.")
        if len(code) > LARGEST_SOURCE:
            return verdict("error", f"The submission is longer than {LARGEST_SOURCE:,} characters.")
        trial: Trial | None = None
        try:
            material = self._material(question)
            async with self._room:
                trial = self._trial(material, seed, heard)
                trial.only = only
                try:
                    await trial.run(code)
                finally:
                    trial.close()
        except NotLoaded as fault:
            return verdict(fault.word, str(fault), trial)
        except QuestionFault as fault:
            return verdict("not-judged", f"The question is at fault, not your code: {_bare(fault)}.", trial)
        except (NotTrusted, NeedLacking) as fault:
            return verdict("not-judged", str(fault), trial)
        except (MachineFault, NurseryFault) as fault:
            return verdict("not-judged", f"This machine could not judge it: {_bare(fault)}. Please try again.", trial)
        except Exception as fault:
            _log.exception("the judge failed over a submission to %s", question.id)
            return verdict("not-judged", f"The judge itself failed ({type(fault).__name__}). Please try again.", trial)
        if trial.missing:
            first = f" {trial.notes[0]}." if trial.notes else ""
            return verdict("error", f"{trial.missing}{first}", trial)
        return verdict(word_of(trial.results), reason_of(trial.results), trial)

    def nursery(self, profile: Profile) -> Nursery:
        """Where sandboxed processes with the libraries of a profile come from; closed with the judge."""
        if profile not in self._nurseries:
            hidden = [folder for pack in self._packs for folder in (pack.questions, pack.code)]
            self._nurseries[profile] = Nursery([*LIBRARIES[profile], *_ROLES], hidden=hidden, forks=self._forks)
        return self._nurseries[profile]

    async def close(self) -> None:
        """Ends the warm parents and every process under them."""
        for nursery in self._nurseries.values():
            await nursery.close()
        self._nurseries.clear()

    # --- underneath -----------------------------------------------------------------------------------------------

    def _draw(self, question: str) -> int:
        return secrets.choice(seeds_of(question))

    def _material(self, question: Question) -> Material:
        """The files of a question, read now. Raises QuestionFault, and NotTrusted where they may not be run."""
        pack = next((pack for pack in self._packs if pack.checks(question.id).is_file()), None)
        if pack is None:
            raise QuestionFault(f"no pack holds checks for {question.id!r}")
        try:
            texts = pack.run_texts(question.id)
        except BrokenFile as broken:
            raise QuestionFault(f"its files cannot be read: {broken.problems[0]}") from None
        refusal = pack.refusal(question, texts)
        if refusal:
            raise NotTrusted(refusal)
        file = f"{question.id}.py"
        checks, starter = texts[f"checks/{file}"], texts.get(f"starters/{file}")
        solution = texts.get(f"solutions/{file}")
        if solution is None:
            raise QuestionFault(f"no reference for {question.id!r} lies beside its checks")
        solution, starter = plain(solution), None if starter is None else plain(starter)
        parts = (question.model_dump_json(), checks, solution, starter or "")
        digest = hashlib.sha256(b"".join(b"%d:" % len(p.encode()) + p.encode() for p in parts)).hexdigest()
        return Material(question, checks, file, solution, starter, digest)

    def _trial(self, material: Material, seed: int, on_check: Callable[[CheckResult], None] | None) -> Trial:
        nursery = self.nursery(material.question.needs.profile)
        return Trial(nursery, material, seed, self._observations(material.digest, seed), on_check)

    def _observations(self, digest: str, seed: int) -> Observations:
        """What is known of the reference for this seed; the oldest of the rest is dropped when the cache is full."""
        key = digest, seed
        found = self._cache.setdefault(key, Observations())
        self._cache.move_to_end(key)
        while len(self._cache) > 1 and (
            len(self._cache) > CACHE_SEEDS or sum(kept.size() for kept in self._cache.values()) > CACHE_BYTES
        ):
            self._cache.popitem(last=False)
        return found


def _bare(fault: Exception) -> str:
    return str(fault).rstrip(".")


def _harmless(check: CheckResult) -> CheckResult:
    return replace(check, name=plain(check.name), message=plain(check.message)[:4000])
