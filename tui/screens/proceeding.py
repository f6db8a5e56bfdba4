"""The part of the interview screen about getting on: a submission, a hint, the next question, a pause, and the way out."""

from __future__ import annotations

from hotseat.front import views
from hotseat.interview import commands as c
from hotseat.interview.state import State
from hotseat.tui.command_queue import CommandQueue
from hotseat.tui.key_table import capital_of
from hotseat.tui.screens.dialogs import Ask, Choice, Read
from hotseat.tui.screens.running import Running
from hotseat.tui.widgets.prose import Markdown, Part


class Proceeding(Running):
    """Takes a session from question to question and to its end, and asks first where that is due."""

    _queue: CommandQueue
    """From the moment on when the engine is there."""

    def action_submit(self) -> None:
        self.after_typing(self._submit)

    def _submit(self) -> None:
        from hotseat.front.guessing import asks_before_submission
        from hotseat.tui.screens.guess import ask_before_submission

        self.push_code()
        question = self.code_of
        if question and self._app.service.asks_guess and asks_before_submission(self.state, question):
            ask_before_submission(self.app, question, self.do, lambda: self.do(c.Submit(), question))
        else:
            self.do(c.Submit(), question)

    def action_contest(self) -> None:
        from hotseat.interview.contest import to_contest
        from hotseat.tui.screens.contest import reason_box

        found = to_contest(self.state)
        if isinstance(found, c.Refusal):
            self._app.tell(found.sentence)
            return
        question = found.question

        def told(reason: str | None) -> None:
            if reason is not None:
                self.do(c.Contest(reason, question))

        self.app.push_screen(reason_box(self.state.questions[question].question.title, found.verdict), told)

    def action_next(self) -> None:
        if self.state.ended:
            self._debrief()
            return
        here = self.state.current
        self.after_typing(lambda: self.work.answer.after_sending(lambda: self._after_answers(here)))

    def _after_answers(self, here: str | None) -> None:
        """An answer sent just before counts as given, and code typed just before is kept."""
        self.push_code()
        if not self.waits:
            self._queue.then(lambda: self.call_later(self._next, here))

    def _next(self, here: str | None) -> None:
        question = views.before_moving_on(self.state) if self.state.current == here else ""
        if question and self.is_current:
            choices = [Choice("stay", "Stay here"), Choice("on", "Move on")]

            def chosen(answer: str | None) -> None:
                if answer == "on":
                    self.do(c.Next(), here)

            self.app.push_screen(Ask("Move on?", question, choices), chosen)
        elif not question:
            self.do(c.Next(), here)

    def action_hint(self) -> None:
        self.do(c.AskHint(), self.code_of)

    def action_repeat(self) -> None:
        self.do(c.Repeat())

    def action_skip(self) -> None:
        self.push_code()
        self.do(c.Skip(), self.code_of)

    def action_pause(self) -> None:
        self.do(c.Unpause() if self.state.paused else c.Pause())

    def action_back(self) -> None:
        self.push_code()
        self.do(c.Back())

    def action_reveal(self) -> None:
        there = self.state.open_question
        if there and there.revealed:
            self._show_answer(self.state)
        else:
            self.do(c.Reveal())

    def _show_answer(self, state: State) -> None:
        there = state.questions.get(self.code_of or "")
        if there is None or there.revealed is None:
            return
        answer, solution = there.revealed
        parts: list[Part] = []
        if answer:
            parts.append(Markdown(f"## The model answer\n\n{answer}"))
        if solution:
            parts.append(Markdown(f"\n## The reference\n\n```python\n{solution}\n```"))
        self.app.push_screen(Read(there.question.title, parts))

    def action_leave(self) -> None:
        if self.waits:
            self.app.exit(0)
            return
        if self.state.ended:
            self._app.leave(self)
            return
        key = capital_of(self.app, "home.continue")
        end = "The debrief follows. After that it can be read, not continued."
        choices = [
            Choice("stay", "Stay"),
            Choice("leave", "Leave for now", f"It is kept. Press {key} on the home screen to continue."),
            Choice("end", "End it here", end),
        ]

        def chosen(answer: str | None) -> None:
            if answer == "leave":
                self._app.leave(self)
            elif answer == "end":
                self.push_code()
                self.do(c.Leave())
                self.run_worker(self._to_debrief(), exit_on_error=False)

        self.app.push_screen(Ask("Leave the interview?", "All that you did so far is saved.", choices), chosen)

    async def _to_debrief(self) -> None:
        await self._queue.join()
        if self.state.ended:
            self._debrief()

    def _debrief(self) -> None:
        """Go to the debrief; in practice a guess is asked for before it tells any score."""

        async def opened() -> None:
            await self._queue.join()  # a guess counts only if it is there before the score is
            self._app.debrief(self)

        def go_on() -> None:
            self.run_worker(opened(), exit_on_error=False)

        if self._app.service.asks_guess:
            from hotseat.tui.screens.guess import ask_at_the_end

            ask_at_the_end(self.app, self.state, self.do, go_on)
        else:
            self._app.debrief(self)
