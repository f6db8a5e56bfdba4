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
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import replace

from hotseat.harmless import plain
from hotseat.kernels.nursery import FORKS, Nursery, NurseryFault
from hotseat.kernels.preload import ENGINES, LIBRARIES, Profile, engines_of
from hotseat.question_bank.engines import unavailable, unavailable_sentence
from hotseat.question_bank.lint_files import FLAW_OF_THE_RULES, flaws
from hotseat.question_bank.model import Needs, Question
from hotseat.question_bank.pack import Pack
from hotseat.question_bank.problem import BrokenFile
from hotseat.question_bank.python_text import NotPython, docstring
from hotseat.reference.examiner_desk import IdleExaminers, QuestionFault
from hotseat.reference.own_tests import find
from hotseat.reference.own_tests_trial import OwnTestsTrial, Tried
from hotseat.reference.sides import Material, Observations, Sides
from hotseat.reference.submission import LARGEST_SOURCE, DoesNotParse
from hotseat.reference.timing import is_timed
from hotseat.reference.trial import Trial
from hotseat.reference.verdict import CheckResult, Verdict, Word, reason_of, score_of, word_of
from hotseat.reference.witness_stand import MachineFault, NeedLacking, NotLoaded

SEEDS = 64
"""How many seeds a question's inputs are drawn from; false-alarm rates are held over all of them."""
CACHE_BYTES, CACHE_SEEDS = 48 << 20, 128
"""What the observations of references may take in memory, and for how many questions and seeds they are kept."""
MOST_READY = 2
"""Questions for which a trial waits for its submission: the one at hand and the one before."""
MOST_WITH_ENGINES = 2
"""Warm parents with optional libraries that stay: those used last."""
_log = logging.getLogger(__name__)
_ROLES = ("hotseat.reference.witness", "hotseat.reference.examiner", "hotseat.reference.own_tests_witness")
_DATA = tuple(f"hotseat.reference.take_home.{name}" for name in ("distribution", "iris", "series"))
"""What makes data. Loaded before a child loses sight of this folder, so that checks and evidence may import it."""


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

    def __init__(
        self, packs: Sequence[Pack], *, forks: bool = FORKS, at_once: int = 4, keeps_examiners: bool = False
    ) -> None:
        """``forks`` false starts a fresh interpreter per process; ``at_once`` submissions are judged side by side.

        With ``keeps_examiners`` one goes on to the next submission to the same question, its checks loaded anew, which
        saves a fifth of the time. That is for a question's own solutions: what strangers hand in is kept apart from the next.
        """
        self._packs = tuple(packs)
        self._forks = forks
        self._nurseries: OrderedDict[tuple[Profile, tuple[str, ...]], Nursery] = OrderedDict()
        """By profile and optional libraries, the one used last at the end."""
        self._room = asyncio.Semaphore(at_once)
        self._cache: OrderedDict[tuple[str, int], Observations] = OrderedDict()
        self._ready: OrderedDict[str, tuple[str, int, Trial]] = OrderedDict()
        """By question: the digest and the seed of a trial that waits for its submission."""
        self._readying: set[str] = set()
        self._idle = IdleExaminers(keeps_examiners)
        self._closed = False

    async def warm(self, needs: Needs) -> None:
        """Starts the warm parent that has these needs loaded and waits for it. Raises NurseryFault."""
        await self.nursery(needs).start()

    async def prepare(self, question: Question) -> None:
        """Draws the next submission's seed and gets its trial ready: processes, cases, what the reference does.

        To be called in idle time; it does nothing where that has been done. Faults are left to be told by :meth:`judge`.
        """
        if question.kind != "code" or question.id in self._readying or unavailable(question) is not None:
            return
        self._readying.add(question.id)
        trial: Trial | None = None
        try:
            material = self._material(question)
            if self._waiting(question.id, material.digest) is not None:
                return
            seed = self._draw(question.id)
            async with self._room:
                trial = self._trial(material, seed)
                await trial.get_ready()
            self._ready[question.id] = material.digest, seed, trial
            trial = None
            while len(self._ready) > MOST_READY:
                self._ready.popitem(last=False)[1][2].close()
            await self.rest()
        except (NotTrusted, QuestionFault, MachineFault, NurseryFault):
            return
        except Exception as fault:
            _own_failure(question, fault)
        finally:
            self._readying.discard(question.id)
            if trial is not None:
                trial.close()

    async def judge(
        self,
        question: Question,
        code: str,
        *,
        seed: int | None = None,
        on_check: Callable[[CheckResult], None] | None = None,
        only: Collection[str] = (),
        brief: bool = False,
    ) -> Verdict:
        """The verdict on ``code``, a file in the percent format.

        ``seed`` makes the inputs of an earlier verdict again; left out, one is drawn from the question's pool.
        ``on_check`` hears of each check as it is settled, in order. ``only`` names the checks to run, where not all are
        wanted; the others stay not run, so the verdict is then no pass. With ``brief`` the rest is left out once a check
        has not passed. Never raises for what the code, the question or the machine does.
        """
        began = time.monotonic()
        try:
            verdict = await self._judged(question, code, seed, on_check, only, brief)
            await self.rest()
            return verdict
        except Exception as fault:
            reason = _own_failure(question, fault)
            return Verdict(question.id, "not-judged", reason, 0.0, time.monotonic() - began, seed=seed)

    async def _judged(
        self,
        question: Question,
        code: str,
        seed: int | None,
        on_check: Callable[[CheckResult], None] | None,
        only: Collection[str],
        brief: bool,
    ) -> Verdict:
        began = time.monotonic()
        drawn = seed

        def verdict(word: Word, reason: str, trial: Trial | None = None) -> Verdict:
            checks = tuple(_harmless(check) for check in trial.results) if trial else ()
            return Verdict(
                question=question.id,
                verdict=word,
                reason=plain(reason),
                score=0.0 if word == "not-judged" else score_of(checks),
                seconds=time.monotonic() - began,
                checks=checks,
                seed=drawn,
                printed=plain(trial.printed) if trial else "",
                notes=tuple(map(plain, trial.notes)) if trial else (),
                missing_names=trial.missing_names if trial else (),
                missing_packages=trial.missing_packages if trial else (),
            )

        def heard(result: CheckResult) -> None:
            if on_check is not None:
                on_check(_harmless(result))

        async def ask(trial: Trial) -> None:
            trial.on_check, trial.only, trial.brief = heard, only, brief
            try:
                await trial.run(code)
            finally:
                trial.close()

        if question.kind != "code":
            return verdict("not-judged", "This question is answered in words, so there is no code to judge.")
        if lacking := unavailable_sentence(question):
            return verdict("not-judged", lacking)
        if len(code) > LARGEST_SOURCE:
            return verdict("error", f"The submission is longer than {LARGEST_SOURCE:,} characters.")
        trial: Trial | None = None
        try:
            material = self._material(question)
            async with self._room:
                waiting = self._waiting(question.id, material.digest, seed)
                if waiting is not None:
                    drawn, trial = waiting
                    del self._ready[question.id]
                else:
                    drawn = self._draw(question.id) if seed is None else seed
                    trial = self._trial(material, drawn)
                try:
                    await ask(trial)
                except (QuestionFault, MachineFault, NurseryFault) as fault:
                    if waiting is None or isinstance(fault, NeedLacking):
                        raise
                    # What waited may have been ended meanwhile without anybody having noticed yet; nothing fresh has failed.
                    trial = self._trial(material, drawn)
                    await ask(trial)
        except NotLoaded as fault:
            return verdict(fault.word, str(fault), trial)
        except QuestionFault as fault:
            return verdict("not-judged", f"The question is at fault, not your code: {_bare(fault)}.", trial)
        except (NotTrusted, NeedLacking) as fault:
            return verdict("not-judged", str(fault), trial)
        except (MachineFault, NurseryFault) as fault:
            return verdict("not-judged", f"This machine could not judge it: {_bare(fault)}. Please try again.", trial)
        except Exception as fault:
            return verdict("not-judged", _own_failure(question, fault), trial)
        if trial.missing:
            first = f" {_bare(trial.notes[0])}." if trial.notes and not trial.lacking else ""
            return verdict("error", f"{trial.missing}{first} {trial.lacking}".rstrip(), trial)
        return verdict(word_of(trial.results), f"{reason_of(trial.results)} {trial.lacking}".rstrip(), trial)

    def timed_checks(self, question: Question, seed: int) -> frozenset[str] | None:
        """The names of the checks that hold time to a bound, which whatever runs beside them may disturb.

        None where that is not known: no submission was judged with this seed so far, or none came as far as the checks.
        """
        try:
            plan = self._observations(self._material(question).digest, seed).plan
        except (NotTrusted, QuestionFault):
            return None
        return None if plan is None else frozenset(check.name for check in plan.checks if is_timed(check))

    async def try_own_tests(
        self, question: Question, code: str, idle: Callable[[], Awaitable[object]] | None = None
    ) -> Tried | None:
        """What the submission's own tests hold against the question's reference and known-wrong solutions.

        None where that cannot be said: no known-wrong solution, code that does not parse, a machine that cannot. It takes
        seconds; ``idle`` is waited for before each process. A cancelled call ends its processes.
        """
        try:
            material = self._material(question)
            wrong = self._faulty(question)
            own = find(code, material.starter)
            if not wrong:
                return None
            trial = OwnTestsTrial(self.nursery(question.needs), question, own, seeds_of(question.id)[0], idle)
            return await trial.run(material.solution, wrong)
        except (DoesNotParse, NotTrusted, QuestionFault, MachineFault, NurseryFault) as fault:
            _log.info("own tests of a submission to %s were not tried: %s", question.id, fault)
            return None
        except Exception as fault:
            _own_failure(question, fault)
            return None

    def nursery(self, needs: Needs) -> Nursery:
        """Where sandboxed processes come from that have a question's libraries loaded; closed with the judge.

        Raises NurseryFault once that is closed.
        """
        if self._closed:
            raise NurseryFault("the judge has been closed")
        key = needs.profile, engines_of(needs.packages)
        if key not in self._nurseries:
            hidden = [folder for pack in self._packs for folder in (pack.questions, pack.code)]
            engines = [module for name in key[1] for module in ENGINES[name]]
            preload = [*LIBRARIES[needs.profile], *_ROLES, *_DATA]
            self._nurseries[key] = Nursery(preload, optional=engines, hidden=hidden, forks=self._forks)
        self._nurseries.move_to_end(key)
        return self._nurseries[key]

    async def rest(self) -> None:
        """Ends what holds optional libraries for questions that were asked before, where nothing runs in it."""
        special = [nursery for (_, engines), nursery in self._nurseries.items() if engines]
        for nursery in special[:-MOST_WITH_ENGINES]:
            if nursery.awake:  # one that is just starting has somebody who waits for it
                await nursery.rest()

    async def close(self) -> None:
        """Ends the warm parents and every process under them."""
        self._closed = True
        for _, _, trial in self._ready.values():
            trial.close()
        self._ready.clear()
        self._idle.close()
        for nursery in list(self._nurseries.values()):
            await nursery.close()
        self._nurseries.clear()

    # --- underneath -----------------------------------------------------------------------------------------------

    def _draw(self, question: str) -> int:
        return secrets.choice(seeds_of(question))

    def _material(self, question: Question) -> Material:
        """The files of a question, read now. Raises QuestionFault, and NotTrusted where they may not be run."""
        _, texts = self._home(question)
        file = f"{question.id}.py"
        checks, starter = texts[f"checks/{file}"], texts.get(f"starters/{file}")
        solution = texts.get(f"solutions/{file}")
        if solution is None:
            raise QuestionFault(f"no reference for {question.id!r} lies beside its checks")
        solution, starter = plain(solution), None if starter is None else plain(starter)
        parts = (question.model_dump_json(), checks, solution, starter or "")
        digest = hashlib.sha256(b"".join(b"%d:" % len(p.encode()) + p.encode() for p in parts)).hexdigest()
        return Material(question, checks, file, solution, starter, digest)

    def _waiting(self, question: str, digest: str, seed: int | None = None) -> tuple[int, Trial] | None:
        """The seed and the trial that waits for this question's submission, if there is one that fits.

        One that no longer does, for its files have changed or a process has ended, is closed.
        """
        found = self._ready.get(question)
        if found is None:
            return None
        kept, drawn, trial = found
        if kept != digest or not trial.ready:
            del self._ready[question]
            trial.close()
            return None
        return (drawn, trial) if seed in (None, drawn) else None

    def _faulty(self, question: Question) -> list[str]:
        """The known-wrong solutions that behave wrongly; those that only break the rules of the source are left out."""
        pack, _ = self._home(question)
        try:
            texts = pack.beside("wrong", question.id)
            flawed = {name: text for name, text in texts.items() if flaws(docstring(text)) != [FLAW_OF_THE_RULES]}
        except BrokenFile as broken:
            raise QuestionFault(f"its known-wrong solutions cannot be read: {broken.problems[0]}") from None
        except NotPython as error:
            raise QuestionFault(f"one of its known-wrong solutions {error}") from None
        if refusal := pack.refusal(question, flawed):
            raise NotTrusted(refusal)
        return list(flawed.values())

    def _home(self, question: Question) -> tuple[Pack, dict[str, str]]:
        """The pack that a question's code lies in, and that code, which may be run. Raises QuestionFault and NotTrusted.

        Another pack may hold files of the same name: the one that also has the question counts before it, and one that
        may be run before one that nobody trusts.
        """
        known = [pack for pack in self._packs if pack.checks(question.id).is_file()]
        if not known:
            raise QuestionFault(f"no pack holds checks for {question.id!r}")
        refusals: list[Exception] = []
        for pack in sorted(known, key=lambda pack: not pack.holds(question.id)):
            try:
                texts = pack.run_texts(question.id)
            except BrokenFile as broken:
                refusals.append(QuestionFault(f"its files cannot be read: {broken.problems[0]}"))
                continue
            refusal = pack.refusal(question, texts)
            if not refusal:
                return pack, texts
            refusals.append(NotTrusted(refusal))
        raise refusals[0]

    def _trial(self, material: Material, seed: int) -> Trial:
        observations = self._observations(material.digest, seed)
        return Trial(Sides(self.nursery(material.question.needs), material, seed, observations, self._idle))

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


def _own_failure(question: Question, fault: Exception) -> str:
    """What is said of an exception that nobody thought of; it is logged whole."""
    _log.error("the judge failed over a submission to %s", question.id, exc_info=fault)
    return f"The judge itself failed ({type(fault).__name__}). Please try again."


def _bare(fault: Exception | str) -> str:
    return str(fault).rstrip(".")


def _harmless(check: CheckResult) -> CheckResult:
    return replace(check, name=plain(check.name), message=plain(check.message)[:4000])
