"""``hotseat grade`` for submissions in large numbers: judged side by side here or on a cluster, a line of JSON for each.

Nothing about a result depends on who judges, how many are judged at a time, or what was judged before: the seed of its inputs
follows from the question and the code alone.
"""

from __future__ import annotations

import collections
import contextlib
import hashlib
import queue
import sys
import threading
import time
import warnings
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hotseat import __version__, harmless
from hotseat.cli.banks import find, open_bank
from hotseat.cli.hands import Hands, HereHands
from hotseat.cli.places import Places
from hotseat.cli.results import FORMAT, Key, Printed, ResultsFile
from hotseat.cli.submissions import Contents, Submission, collect, read
from hotseat.cli.trouble import CHECK_FAILED, ENVIRONMENT, INTERRUPTED, OK, Stop, is_tty, say, wrong_use
from hotseat.counted import counted
from hotseat.frozen import frozen

if TYPE_CHECKING:
    from hotseat.question_bank.bank import Bank

MOST_JOBS = 512
_VERDICTS = ("pass", "fail", "error", "timeout", "not-judged")
_TICK = 0.2
"""Seconds between two looks at whether all goes well."""


@frozen
class Wishes:
    """What the command line asks for."""

    first: str | None
    """A question's id, or the first of the sources where these tell the questions."""
    rest: tuple[Path, ...] = ()
    jobs: int | None = None
    dask: str = ""
    output: Path | None = None
    resume: bool = False
    seed: int | None = None
    """The place of a seed in each question's pool; None for the one that follows from the submission."""
    own_tests: bool = False


def grade_many(here: Places, wishes: Wishes) -> int:
    """Judge them all; returns 0 when all pass, 1 when any does not, 3 when any was not judged."""
    from hotseat.reference.judge import SEEDS

    if wishes.seed is not None and not 0 <= wishes.seed < SEEDS:
        wrong_use(f"--seed is a number from 0 to {SEEDS - 1}, not {wishes.seed}.")
    if wishes.resume and wishes.output is None:
        wrong_use("--resume goes on with a file of results: -o RESULTS.jsonl")
    if wishes.dask and wishes.jobs is not None:
        wrong_use("--jobs is for this machine; with --dask the cluster's workers say how much they take at a time.")
    if wishes.jobs is not None and not 1 <= wishes.jobs <= MOST_JOBS:
        wrong_use(f"--jobs is a number from 1 to {MOST_JOBS}, not {wishes.jobs}.")
    bank = open_bank(here)
    submissions = _collected(bank, wishes)
    results = Printed() if wishes.output is None else ResultsFile(wishes.output, resume=wishes.resume)
    try:
        run = _Run(bank, submissions, wishes, results)
        if run.left:
            hands = _hands(here, wishes, len(run.left))
            try:
                run.carry_out(hands)
            finally:
                hands.close()
        run.sum_up()
    finally:
        results.close()
    if run.counts["not-judged"]:
        return ENVIRONMENT
    return OK if run.counts["pass"] == len(submissions) else CHECK_FAILED


def _collected(bank: Bank, wishes: Wishes) -> list[Submission]:
    first, rest = wishes.first, wishes.rest
    if first is None:
        wrong_use("Say what to judge: hotseat grade ID FILES, FOLDERS or LISTS")
    if first in bank.questions and (rest or not Path(first).exists()):
        if not rest:
            wrong_use(f"Say which files: hotseat grade {first} FILE...")
        return collect(bank, first, rest)
    if Path(first).exists():
        return collect(bank, None, [Path(first), *rest])
    find(bank, first)
    raise AssertionError("an unknown question ends the command")


def _hands(here: Places, wishes: Wishes, many: int) -> Hands:
    if wishes.dask:
        from hotseat.cli.cluster import ClusterHands

        return ClusterHands(wishes.dask)
    from hotseat.many import processors

    return HereHands(here, min(wishes.jobs or processors(), many))


class _Run:
    """One run of the command."""

    def __init__(
        self, bank: Bank, submissions: Sequence[Submission], wishes: Wishes, results: Printed | ResultsFile
    ) -> None:
        self._wishes, self._results = wishes, results
        self._all = submissions
        self._material = {
            name: _brought(bank, name, wishes.own_tests) for name in {one.question for one in submissions}
        }
        self.counts: collections.Counter[str] = collections.Counter()
        self.kept = 0
        self._seconds, self._many, self._unit = 0.0, 0, ""
        self.left = self._not_held()
        """The numbers of the submissions that are to be judged."""
        self._told: queue.SimpleQueue[tuple[str, Any]] = queue.SimpleQueue()
        self._read: dict[int, Contents] = {}
        """What was read of the submissions that are being judged, without their code."""
        self._again: list[int] = []
        self._stopping = threading.Event()

    def _not_held(self) -> list[int]:
        if not isinstance(self._results, ResultsFile) or not self._wishes.resume:
            return list(range(len(self._all)))
        if self._results.mended:
            say("The last line of the results was torn; it was cut off.")
        if self._results.other_versions:
            others = ", ".join(sorted(harmless.line(one, 40) for one in self._results.other_versions))
            say(f"Some of the results there were given by another version of Hotseat: {others}. They are kept.")
        left: list[int] = []
        for number, one in enumerate(self._all):
            verdict = self._results.held(self._key(one, read(one)), own_tests=self._wishes.own_tests)
            if verdict:
                self.counts[verdict] += 1
                self.kept += 1
            else:
                left.append(number)
        return left

    def _key(self, one: Submission, contents: Contents) -> Key:
        seed = None if contents.verdict else self._seed(one, contents)
        return Key(one.question, one.id, contents.digest, self._material[one.question]["digest"], seed)

    def _seed(self, one: Submission, contents: Contents) -> int:
        """The place of the seed in the question's pool."""
        from hotseat.reference.judge import SEEDS

        if self._wishes.seed is not None:
            return self._wishes.seed
        return int(hashlib.sha256(f"{one.question}:{contents.digest}".encode()).hexdigest(), 16) % SEEDS

    # --- the work -------------------------------------------------------------------------------------------------

    def carry_out(self, hands: Hands) -> None:
        """Judge what is left; exits with 130 where it is interrupted, and with 3 where it cannot go on."""
        warnings.filterwarnings("ignore", module=r"joblib\b")  # it would tell of what an interrupt leaves undone
        self._many, self._unit = hands.many, hands.unit
        worker = threading.Thread(target=self._drive, args=(hands,), name="grading", daemon=True)
        meter = Meter(len(self._all), self.kept)
        began = time.monotonic()
        worker.start()
        try:
            self._listen(hands, meter)
        except KeyboardInterrupt:
            self._break_off(hands, worker)
            meter.end()
            raise Stop(
                INTERRUPTED, f"Interrupted after {self._done:,} of {len(self._all):,}. {self._how_on()}"
            ) from None
        except BaseException:
            self._break_off(hands, worker)
            raise
        finally:
            self._seconds = time.monotonic() - began
            meter.end()

    @property
    def _done(self) -> int:
        return sum(self.counts.values())

    def _listen(self, hands: Hands, meter: Meter) -> None:
        """Give each result as it comes, until there are no more."""
        while True:
            try:
                kind, told = self._told.get(timeout=_TICK)
            except queue.Empty:
                meter.tick(self._done)
                if trouble := hands.trouble():
                    raise Stop(ENVIRONMENT, f"{trouble} {self._how_on()}") from None
                continue
            if kind == "ended":
                if told is not None:
                    raise told
                if trouble := hands.trouble():
                    raise Stop(ENVIRONMENT, f"{trouble} {self._how_on()}")
                return
            meter.clear()
            self._give(told)
            meter.tick(self._done)

    def _give(self, line: dict[str, Any]) -> None:
        self._results.add(line)
        self.counts[line["verdict"]] += 1

    def _break_off(self, hands: Hands, worker: threading.Thread) -> None:
        """Stop everybody; what was judged by then is given all the same."""
        self._stopping.set()
        hands.stop()
        worker.join(2)
        with contextlib.suppress(queue.Empty):
            while True:
                kind, told = self._told.get_nowait()
                if kind == "line":
                    self._give(told)

    def _how_on(self) -> str:
        if self._wishes.output is None:
            return "With -o RESULTS.jsonl a run can be gone on with."
        return f"To go on: the same command with --resume. What is judged lies in {harmless.line(str(self._wishes.output))}"

    def _drive(self, hands: Hands) -> None:
        """In a thread of its own: hand the tasks over and take the answers in."""
        try:
            for answer in hands.judged(self._tasks(self.left)):
                self._take(answer)
            for alone in range(len(self._again)):
                for answer in hands.judged(self._tasks([self._again[alone]]), alone=True):
                    self._take({**answer, "again": False})
        except BaseException as fault:
            self._told.put(("ended", None if self._stopping.is_set() else fault))
        else:
            self._told.put(("ended", None))

    def _tasks(self, numbers: Iterable[int]) -> Iterator[dict[str, Any]]:
        """The tasks, each made when it is its turn. What cannot be judged is told at once."""
        from hotseat.reference.judge import seeds_of

        for number in numbers:
            if self._stopping.is_set():
                return
            one = self._all[number]
            contents, brought = read(one), self._material[one.question]
            if contents.verdict or "refused" in brought:
                verdict, fault = contents.verdict or "not-judged", contents.fault or brought["refused"]
                self._told.put(("line", self._line(one, contents, {"verdict": _unjudged(verdict, fault)}, seed=None)))
                continue
            self._read[number] = Contents(contents.digest)
            yield {
                "number": number,
                "brought": brought,
                "code": contents.code,
                "seed": seeds_of(one.question)[self._seed(one, contents)],
                "own_tests": self._wishes.own_tests,
            }

    def _take(self, answer: dict[str, Any]) -> None:
        number = answer["number"]
        if answer.get("again"):
            self._again.append(number)
            return
        one, contents = self._all[number], self._read.pop(number)
        if "lost" in answer:
            answer = {**answer, "verdict": _unjudged("not-judged", harmless.line(answer["lost"], 500))}
        self._told.put(("line", self._line(one, contents, answer, seed=self._seed(one, contents))))

    def _line(self, one: Submission, contents: Contents, answer: dict[str, Any], *, seed: int | None) -> dict[str, Any]:
        """A result as ``docs/grading.md`` tells it."""
        verdict: dict[str, Any] = answer["verdict"]
        checks: list[dict[str, Any]] = verdict["checks"]
        line: dict[str, Any] = {
            "format": FORMAT,
            "question": one.question,
            "id": one.id,
            "file": one.file or None,
            "verdict": verdict["verdict"],
            "score": verdict["score"],
            "reason": verdict["reason"],
            "checks": [{name: value for name, value in check.items() if name != "seconds"} for check in checks],
            "notes": verdict["notes"],
            "printed": verdict["printed"],
            "missing_names": verdict["missing_names"],
            "missing_packages": verdict["missing_packages"],
            "seed": seed,
            "code_digest": contents.digest,
            "question_digest": self._material[one.question]["digest"],
            "version": __version__,
        }
        if self._wishes.own_tests:
            line["own_tests"] = answer.get("own_tests")
        line["run"] = {
            "seconds": verdict["seconds"],
            "check_seconds": [check["seconds"] for check in checks],
            "attempts": answer.get("attempts", 0),
            "worker": answer.get("worker", ""),
        }
        return line

    # --- the end --------------------------------------------------------------------------------------------------

    def sum_up(self) -> None:
        """Say on standard error what came of it, and how fast."""
        words = ", ".join(f"{self.counts[word]:,} {word}" for word in _VERDICTS if self.counts[word])
        say(f"{counted(len(self._all), 'submission')}: {words}.")
        judged = len(self.left)
        if self.kept:
            kept_was, judged_was = ("was" if n == 1 else "were" for n in (self.kept, judged))
            say(f"{self.kept:,} of them {kept_was} in the file already; {judged:,} {judged_was} judged now.")
        if judged and self._seconds:
            rate = judged / self._seconds
            told = f"{judged:,} in {_time(self._seconds)}: {rate:.2f} a second with {counted(self._many, self._unit)}"
            say(f"{told}, {rate / self._many:.2f} a second per {self._unit}." if self._many > 1 else f"{told}.")


class Meter:
    """Tells on a terminal how far the work is; its line goes in the end."""

    def __init__(self, total: int, kept: int) -> None:
        self._total, self._kept = total, kept
        self._shown = is_tty(sys.stderr)
        self._began, self._due, self._there = time.monotonic(), 0.0, False

    def tick(self, done: int) -> None:
        """Tell how many are done, now and then."""
        now = time.monotonic()
        if not self._shown or now < self._due:
            return
        self._due = now + 0.2
        judged, seconds = done - self._kept, now - self._began
        pace = ""
        if judged and seconds > 0:
            left = (self._total - done) * seconds / judged
            pace = f", {judged / seconds:.1f} a second, {_time(left)} left"
        print(f"\r\x1b[K{done:,} of {self._total:,} judged{pace} ", end="", file=sys.stderr, flush=True)
        self._there = True

    def clear(self) -> None:
        """Take the line away where results are shown on the same terminal."""
        if self._there and is_tty(sys.stdout):
            self.end()

    def end(self) -> None:
        """Take the line away."""
        if self._there:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)
            self._there = False


def _brought(bank: Bank, question: str, own_tests: bool) -> dict[str, Any]:
    """What judges a question, or why nothing may, each with the digest of its files."""
    from hotseat.question_bank.problem import BrokenFile
    from hotseat.reference.brought import NotBrought, bring

    digest = bank.digest(question)
    try:
        return bring(bank.questions[question], bank.pack_of(question), digest, own_tests=own_tests)
    except NotBrought as refusal:
        return {"digest": digest, "refused": str(refusal)}
    except BrokenFile as broken:
        return {"digest": digest, "refused": f"The question's files cannot be read: {broken.problems[0]}"}


def _unjudged(verdict: str, reason: str) -> dict[str, Any]:
    nothing: dict[str, Any] = {"checks": [], "notes": [], "printed": "", "missing_names": [], "missing_packages": []}
    return {"verdict": verdict, "reason": reason, "score": 0.0, "seconds": 0.0, **nothing}


def _time(seconds: float) -> str:
    if seconds < 100:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 100 else f"{minutes // 60} h {minutes % 60} min"
