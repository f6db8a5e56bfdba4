"""What events set going: cells, judging, the reading of answers. What they report comes back as commands.

Effects hold no truth: when they die with the process, the journal still tells what had been asked of them.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from hotseat.interview import commands as c
from hotseat.interview import events as e
from hotseat.interview.contest import case_of
from hotseat.interview.drafts import last_amendment, thread_of
from hotseat.interview.hearing import words
from hotseat.interview.interviewer import answer_text, rubric_thread
from hotseat.interview.labels import label_of
from hotseat.interview.leftovers import explained, wanting
from hotseat.interview.own_tests import OwnTests
from hotseat.interview.ports import Answers, Assessor, Cases, Judge, Labels, Runner, Speech
from hotseat.interview.running_cells import RunningCells
from hotseat.interview.state import State

if TYPE_CHECKING:
    from hotseat.question_bank.model import Question

log = logging.getLogger(__name__)

REST_SECONDS = 0.5
"""How long the screen and the kernel have nothing to do before what may be needed later is got ready."""
READING_SECONDS = 3.0
"""How long the end of a session waits for answers that are still being read."""

Post = Callable[[c.Command], Awaitable[c.Refusal | None]]


class Effects:
    """Carries out what events ask for, beside the interview."""

    def __init__(
        self,
        runner: Runner | None,
        judge: Judge,
        assessor: Assessor,
        answers: Answers,
        cases: Cases,
        speech: Speech | None = None,
        labels: Labels | None = None,
        ahead: Callable[[], None] | None = None,
    ) -> None:
        """``runner`` None: the session has no code to run; ``speech`` None: the offline voice is all there is; ``labels``
        None: overruled points are in the journal alone. ``ahead`` begins to get ready what later answers need."""
        self.speech = speech
        self._runner = runner
        self._cells = RunningCells(runner, self._send, self._go) if runner else None
        self._judge = judge
        self._assessor = assessor
        self._answers = answers
        self._cases = cases
        self._labels = labels
        self._ahead = ahead
        self._post: Post = _nobody
        self._tasks: set[asyncio.Task[None]] = set()
        self._judging: dict[int, asyncio.Future[Mapping[str, Any]]] = {}
        self.on_check: Callable[[int, Mapping[str, Any]], None] = _unheard
        """Hears of each check while a submission is judged. That is no event: the verdict holds them all."""
        self._trying: dict[str, asyncio.Task[None]] = {}
        """The tries of own tests under way, by question."""
        self._readying: set[asyncio.Task[None]] = set()
        """What is got ready for later."""
        self._ended = False

    def bind(self, post: Post) -> None:
        """Where reports go."""
        self._post = post
        if self.speech:
            self.speech.bind(self._send)

    async def settle(self, *, everything: bool = False) -> None:
        """Wait until nothing is under way; what nobody waits for, as tries of own tests, only with ``everything``."""
        while waiting := self._tasks - (set() if everything else {*self._trying.values(), *self._readying}):
            await asyncio.wait(waiting)
        if self.speech:
            await self.speech.settle()

    async def before(self, state: State, events: Iterable[e.Recorded]) -> str:
        """Do what must be done before these events may be recorded; returns why it could not be, or an empty text."""
        for recorded in events:
            if isinstance(recorded.event, e.VerdictContested):
                contested = recorded.event
                case = case_of(state, state.submissions[contested.submission], contested.reason, recorded.wall)
                try:
                    await asyncio.to_thread(self._cases.keep, contested.file, case)
                except OSError as fault:
                    log.warning("case: %s", fault)
                    told = fault.strerror or str(fault)
                    return f"The case cannot be written to {self.case_path(contested.file)}: {told}. Mend that and try again."
        return ""

    def case_path(self, file: str) -> str:
        """Where the case of a contested verdict lies."""
        return self._cases.path(file)

    def after(self, state: State, events: Sequence[e.Recorded]) -> None:
        """Set going what these events ask for."""
        if self.speech:
            self.speech.after(state, events)
        for recorded in events:
            match recorded.event:
                case e.CellRun() as run if self._cells:
                    self._cells.run(run)
                case e.Submitted() as submitted:
                    self._stop_trying(submitted.question)
                    self._go(self._judge_code(state, submitted), "judge")
                case e.CandidateSaid(act=act, question=str(question), thread=thread, told=told) if (
                    act in ("answer", "aloud") or told
                ):
                    self._go(self._read_answer(state, question, thread), "assess")
                case e.AnswerAmended(message=message) if found := thread_of(state, message):
                    self._go(self._read_answer(state, *found), "assess")
                case e.QuestionOpened(question=question):
                    self._open(state, question)
                case e.Judged(submission=submission, question=question, verdict=verdict) if (
                    verdict.get("verdict") != "not-judged"
                ):
                    self._try(state, question, submission)
                case e.IncidentHappened(kind="kernel-dies"):
                    self.crash()
                case e.PointOverruled() | e.OverruleWithdrawn() as word:
                    self._go(self._keep_label(state, word, recorded.wall), "label")
                case e.SessionEnded():
                    self._ended = True
                    if self._cells:
                        self._cells.stop_after(max(state.cells, default=0))
                case _:
                    pass

    def reply(self, text: str) -> None:
        """Give a line to the ``input()`` that waits; a password never goes through an event."""
        if self._cells:
            self._cells.reply(text)

    def open_again(self, state: State, question: str) -> None:
        """Get ready for a question that was open when the session was closed."""
        self._open(state, question)
        there = state.questions[question]
        judged = [s for s in there.submissions if state.submissions[s].judged]
        if judged and (there.own_tests is None or there.own_tests.submission < judged[-1]):
            self._try(state, question, judged[-1])

    def read_unread(self, state: State) -> None:
        """Read the answers whose reading was lost with the process."""
        for name, there in state.questions.items():
            threads = {rubric_thread(there, t): t for t in there.threads}
            for rubric, thread in threads.items():
                reading = there.threads[rubric].reading
                said = words(answer_text(there, thread))
                if said and (reading is None or reading.words != said):
                    self._go(self._read_answer(state, name, thread), "assess")
        if self.speech:
            self.speech.go_on(state)

    def _open(self, state: State, question: str) -> None:
        there = state.questions[question]
        if self._cells:
            self._cells.supply(question, "\n".join(there.question.imports))
        ready = self._go(self._get_ready(there.question), "warm")
        self._readying.add(ready)
        ready.add_done_callback(self._readying.discard)

    async def _get_ready(self, question: Question) -> None:
        """Get ready for answers and submissions, once the screen is drawn and the kernel has nothing to do."""
        if self._cells:
            await self._cells.rest()
        await asyncio.sleep(REST_SECONDS)
        if self._cells:
            await self._cells.rest()
        if self._ahead:
            self._ahead()
        if question.kind == "code":
            await self._judge.warm(question)

    def _try(self, state: State, question: str, submission: int) -> None:
        """Try a submission's own tests in the background."""
        self._stop_trying(question)
        work = self._try_own_tests(state, question, submission)
        self._trying[question] = self._go(work, "own-tests")

    def _stop_trying(self, question: str) -> None:
        """What an older submission's tests catch no longer matters."""
        task = self._trying.pop(question, None)
        if task is not None:
            task.cancel()

    def start_kernel(self) -> None:
        """Start the kernel beside whatever else goes on; calling it again does nothing."""
        if self._cells:
            self._cells.start_kernel()

    def watch_tails(self, on_tail: Callable[[int, str], None]) -> None:
        """Let ``on_tail`` see the end so far of what a run prints beyond what is shown; that is no event."""
        if self._cells:
            self._cells.on_tail = on_tail

    def whole_output(self, file: str) -> str:
        """Where all that a cell printed lies, by the name in its output of the kind ``kept``; empty where it is gone."""
        return self._cells.whole_output(file) if self._cells else ""

    def interrupt(self) -> None:
        """Interrupt the running cell and forget those that wait behind it."""
        if self._cells:
            self._cells.interrupt()

    def restart(self) -> None:
        """Restart the kernel; cells that ran or waited end."""
        if self._cells:
            self._cells.restart()

    def crash(self) -> None:
        """Let the kernel die; cells that ran or waited end with it."""
        if self._cells:
            self._cells.crash()

    def reveal(self, state: State, question: str) -> None:
        """Fetch what may be shown once a question is given up."""
        there = state.questions[question].question
        solution = self._answers.solution(question) if there.kind == "code" else ""
        self._go(self._send(c.SolutionArrived(question, there.model_answer or "", solution)), "reveal")

    async def close(self) -> None:
        """Stop everything; bounded in time. What a debrief would miss is done first: readings, and tries of own tests."""
        reading = {t for t in self._tasks if t.get_name() in ("hotseat-assess", "hotseat-label")}
        if self._ended:
            reading |= set(self._trying.values()) & self._tasks
        if reading:
            await asyncio.wait(reading, timeout=READING_SECONDS)
        if self.speech:
            await self.speech.close(ended=self._ended)
        if self._cells:
            await self._cells.close()
        for task in set(self._tasks):
            task.cancel()
        if self._tasks:
            await asyncio.wait(set(self._tasks), timeout=3)
        if self._runner and self._cells and self._cells.started:
            await self._runner.stop()
        await self._judge.close()

    def _go(self, work: Coroutine[Any, Any, None], name: str) -> asyncio.Task[None]:
        task = asyncio.get_running_loop().create_task(_logged(work, name), name=f"hotseat-{name}")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        task.add_done_callback(lambda _: work.close())  # one that was cancelled before it began
        return task

    async def _send(self, command: c.Command) -> None:
        """Report what happened; while it cannot be written it is kept and tried again."""
        wait = 0.2
        while isinstance(await self._post(command), c.NotSaved):
            await asyncio.sleep(wait)
            wait = min(2 * wait, 3.0)

    async def _judge_code(self, state: State, submitted: e.Submitted) -> None:
        question = state.questions[submitted.question].question
        work = self._judge.judge(question, submitted.code, lambda check: self.on_check(submitted.submission, check))
        judging = self._judging[submitted.submission] = asyncio.ensure_future(work)
        try:
            verdict = await self._explained(dict(await judging))
        except asyncio.CancelledError:
            if submitted.submission in self._judging:
                judging.cancel()
                raise
            said = "You stopped the judge. Your code is kept; submit it when you are ready."
            verdict = _unjudged(question.id, said) | {"stopped": True}
        except Exception as fault:
            log.exception("judge")
            said = f"The judge itself failed ({type(fault).__name__}). Your code is kept; submit it again."
            verdict = _unjudged(question.id, said)
        finally:
            self._judging.pop(submitted.submission, None)
        await self._send(c.VerdictArrived(submitted.submission, submitted.question, verdict))

    def stop_judging(self) -> None:
        """End the judging that is under way; it becomes a verdict that nothing was judged."""
        while self._judging:
            self._judging.popitem()[1].cancel()

    async def _explained(self, verdict: dict[str, Any]) -> dict[str, Any]:
        """The verdict, with what the live kernel has of the names and packages that the judge missed."""
        names, packages = wanting(verdict)
        if self._runner is None or not (self._cells and self._cells.started) or not (names or packages):
            return verdict
        return explained(verdict, *await self._runner.holds(names, packages))

    async def _try_own_tests(self, state: State, question: str, submission: int) -> None:
        code = state.submissions[submission].code
        tried = await self._judge.try_own_tests(state.questions[question].question, code)
        if tried is not None:
            await self._send(c.OwnTestsArrived(question, OwnTests.of(tried, submission)))

    async def _keep_label(self, state: State, word: e.PointOverruled | e.OverruleWithdrawn, wall: str) -> None:
        label = label_of(state, word, wall)
        if label is None or self._labels is None:
            return
        try:
            await asyncio.to_thread(self._labels.keep, label)
        except OSError as fault:
            # The person's word stands in the journal; only what might be learnt from it is not kept.
            log.warning("label: %s", fault)

    async def _read_answer(self, state: State, question: str, thread: str) -> None:
        there = state.questions[question]
        text = answer_text(there, thread)
        own = there.follow_up(there.rubric_of(thread))
        prompt = own.prompt if own else there.question.prompt
        model = own.model_answer if own else there.question.model_answer
        points = there.points_of(thread)
        if not points:
            score, readings = 0.0, ()
        else:
            score, readings = await asyncio.to_thread(self._assessor.read, prompt, model, points, text)
        rubric, amended = rubric_thread(there, thread), last_amendment(there, thread)
        await self._send(c.ReadingArrived(question, rubric, score, tuple(map(dict, readings)), words(text), amended))


async def _logged(work: Coroutine[Any, Any, None], name: str) -> None:
    try:
        await work
    except asyncio.CancelledError:
        raise
    except Exception:
        log.exception("%s", name)


async def _nobody(command: c.Command) -> None:
    return None


def _unheard(submission: int, check: Mapping[str, Any]) -> None:
    return None


def _unjudged(question: str, reason: str) -> dict[str, Any]:
    """A verdict that nothing was judged."""
    return {
        "question": question,
        "verdict": "not-judged",
        "reason": reason,
        "score": 0.0,
        "seconds": 0.0,
        "checks": [],
    }
