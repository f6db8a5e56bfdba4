"""The replay of a session: its timeline, and what was said, written, run, judged and seen at the moment that is looked at."""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import TYPE_CHECKING, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Static

from hotseat.front import replay as front
from hotseat.front.replay_diff import answers_diff
from hotseat.front.replay_player import Player
from hotseat.front.times import clock
from hotseat.interview.commands import RemoveBookmark, SetBookmark
from hotseat.interview.looked_back import LONGEST_NOTE
from hotseat.review.replay import Replay, Stop
from hotseat.tui import safe
from hotseat.tui.key_table import REPLAY, bindings, key_of
from hotseat.tui.replay_view import diff_parts
from hotseat.tui.screens.dialogs import AskLine, Read
from hotseat.tui.widgets.keybar import KeyBar
from hotseat.tui.widgets.output import Output
from hotseat.tui.widgets.replay_bar import Playing, ReplayBar
from hotseat.tui.widgets.replay_scrubber import Mark, Scrubber
from hotseat.tui.widgets.replay_stage import ReplayStage
from hotseat.tui.widgets.replay_timeline import ReplayTimeline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hotseat.review.replay_recording import Recording
    from hotseat.tui.app import HotseatApp

FRAME, STILL_FRAME = 0.1, 1.0
"""Seconds between two looks while it plays; the second where motion is reduced."""
SLICE = 250
"""Records that are folded between two looks at the keyboard."""


class ReplayScreen(Screen[None]):
    """Replays one session. All that can be added to it are bookmarks."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(*REPLAY)

    def __init__(self, session: str, seq: int | None = None) -> None:
        """``seq`` is the number of the event to begin at; left out, it begins at the beginning."""
        super().__init__()
        self._session, self._seq = session, seq
        self._player: Player | None = None
        """None while the session is being read."""
        self._title = ""
        self._timer: Timer | None = None
        """Runs while it plays."""
        self._looked = 0.0

    @property
    def _app(self) -> HotseatApp:
        return cast("HotseatApp", self.app)

    @property
    def player(self) -> Player | None:
        """What is looked at; None while the session is being read."""
        return self._player

    def compose(self) -> ComposeResult:
        yield ReplayBar("", id="replay-bar")
        yield Scrubber(id="scrubber")
        yield Static("", markup=False, id="replay-lost")
        yield ReplayStage(id="replay-stage")
        yield Static("Reading the session…", markup=False, id="replay-now")
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one("#replay-lost").display = False
        self.query_one(ReplayStage).timeline.focus()
        self.run_worker(self._open(), group="open", exit_on_error=False)

    async def _open(self) -> None:
        recording = await self._app.ask(self._recording())
        if recording is None:
            self.dismiss()
            return
        replay, now, leave = Replay(recording), self.query_one("#replay-now", Static), key_of(self.app, "replay.back")
        while not replay.grow(SLICE):
            told = f"Reading the session: {len(replay):,} of {len(recording.records):,} moments. {leave} leaves."
            now.update(safe.line(told))
            await asyncio.sleep(0)
        self._begin(replay)

    async def _recording(self) -> Recording:
        return await self._app.service.recording(self._session)

    def _begin(self, replay: Replay) -> None:
        end = replay.end
        self._player = Player(replay)
        self._title = f"{'Practice' if end.mode == 'practice' else 'Interview'}: {end.title or self._session}"
        self.query_one(ReplayStage).open(replay)
        self._mark(replay)
        self._warn(replay.lost)
        self.go_to(0 if self._seq is None else replay.of_seq(self._seq))

    def _warn(self, told: Sequence[str]) -> None:
        """Let these sentences stand above the panes."""
        lost = self.query_one("#replay-lost", Static)
        lost.display = bool(told)
        lost.update(Content("\n").join(safe.line(f"! {sentence}", 300, "$warning") for sentence in told))

    def on_screen_suspend(self) -> None:
        self._stop()

    # What is shown.

    def go_to(self, index: int) -> None:
        """Look at a moment, by its index."""
        if self._player is not None:
            self._player.go_to(index)
            self._show(self._player)

    def _show(self, player: Player) -> None:
        moment = player.moment
        note = player.replay.bookmarks.get(moment.seq)
        mark = "" if note is None else f"{front.BOOKMARK} {note}" if note else front.BOOKMARK
        told = moment.words if moment.sure else f"{moment.words}  {front.UNSURE}"
        colour = "$error bold" if moment.failed else ""
        now = Content.assemble(
            safe.line(mark, 200, "$warning bold"), "  " if mark else "", safe.line(told, 300, colour)
        )
        self.query_one("#replay-now", Static).update(now)
        self.query_one(ReplayStage).show(player.index)
        self._tell_time(player)

    def _tell_time(self, player: Player) -> None:
        moment, at = player.moment, player.time
        wall = front.wall_clock(moment.wall, at - moment.at)
        length, plays = player.replay.moments[-1].at, self._timer is not None
        shown = Playing(self._title, at, length, wall, plays, player.speed, player.skips)
        self.query_one(ReplayBar).show(shown)
        self.query_one(Scrubber).at(at)

    def _mark(self, replay: Replay) -> None:
        """Put the marks on the timeline and on the line of the whole."""
        moments, bookmarks = replay.moments, replay.marked()
        self.query_one(ReplayStage).timeline.mark(bookmarks, [replay.of_seq(seq) for seq in replay.habits])
        sections = [(m.at, front.section_title(replay.end, m.section)) for m in moments if m.opens]
        marks = [Mark(m.at, "failure") for m in moments if m.failed]
        marks += [Mark(m.at, "passed") for m in moments if m.passed]
        marks += [Mark(moments[index].at, "bookmark") for index in bookmarks]
        self.query_one(Scrubber).show(moments[-1].at, sections, marks)

    def action_pane(self, pane: str) -> None:
        """Go to a pane."""
        self.query_one(ReplayStage).go(pane)

    def action_go_round(self, by: int) -> None:
        """Go to the next pane, or the one before."""
        self.query_one(ReplayStage).go_round(by)

    # Playing.

    @property
    def look_seconds(self) -> float:
        """Seconds between two looks while it plays."""
        return STILL_FRAME if self.app.animation_level == "none" else FRAME

    def action_play(self) -> None:
        """Play on from here, or stop."""
        if self._timer is not None:
            self._stop()
        elif self._player is not None:
            if self._player.at_end:
                self.go_to(0)
            self._looked = monotonic()
            self._timer = self.set_interval(self.look_seconds, self._tick)
            self._tell_time(self._player)

    def _stop(self) -> None:
        if self._timer is not None and self._player is not None:
            self._timer.stop()
            self._timer = None
            self._tell_time(self._player)

    def _tick(self) -> None:
        player, now = self._player, monotonic()
        if player is None:
            return
        moved = player.play(now - self._looked)
        self._looked = now
        if moved:
            self._show(player)
        else:
            self._tell_time(player)
        if player.at_end:
            self._stop()

    def action_faster(self, by: int) -> None:
        """Play faster, or slower."""
        if self._player is not None:
            self._player.faster(by)
            self._tell_time(self._player)

    def action_idle(self) -> None:
        """Skip idle time, or play it."""
        if self._player is not None:
            self._player.turn_idle()
            self._tell_time(self._player)

    # Ways to a moment.

    def on_replay_timeline_sought(self, event: ReplayTimeline.Sought) -> None:
        self.go_to(event.moment)

    def on_scrubber_sought(self, event: Scrubber.Sought) -> None:
        if self._player is not None:
            self.go_to(self._player.replay.at_time(event.seconds))

    def action_step(self, by: int) -> None:
        """Go to the next moment at which something happened, or the one before."""
        self._jump("step", by, "")

    def action_failure(self, by: int) -> None:
        """Go to the next failure, or the one before."""
        self._jump("failure", by, "Nothing failed {} this moment.")

    def action_section(self, by: int) -> None:
        """Go to the next part, or the one before."""
        self._jump("section", by, "No part begins {} this moment.")

    def action_bookmark(self, by: int) -> None:
        """Go to the next bookmark, or the one before."""
        some = self._player is not None and self._player.replay.bookmarks
        none = "There is no bookmark {} this moment." if some else "No bookmark yet. M sets one at this moment."
        self._jump("bookmark", by, none)

    def _jump(self, to: Stop, by: int, none: str) -> None:
        if self._player is None:
            return
        index = self._player.replay.stop(to, self._player.index, by)
        if index is not None:
            self.go_to(index)
        elif none:
            self._app.tell(none.format("after" if by > 0 else "before"))

    def action_time(self) -> None:
        """Go to a time of the interview."""
        if self._player is None:
            return
        replay = self._player.replay

        def told(line: str | None) -> None:
            seconds = front.when(line) if line is not None else None
            if seconds is not None:
                self.go_to(replay.at_time(seconds))
            elif line:
                self._app.tell(front.NO_TIME)

        text = f"The session took {clock(replay.moments[-1].at)}. {front.NO_TIME}"
        self.app.push_screen(AskLine("Go to a time", text, hint="12:30", most=12), told)

    # Bookmarks and the diff.

    def action_mark(self) -> None:
        """Set a bookmark at this moment, or change its note."""
        if self._player is None:
            return
        moment = self._player.moment
        note = self._player.replay.bookmarks.get(moment.seq)

        def told(line: str | None) -> None:
            if line is not None:
                self._look_back(SetBookmark(moment.seq, line))

        title = "Set a bookmark" if note is None else "Change the bookmark's note"
        text = f"{clock(moment.at)}  {moment.words}\nA note helps to find it again; it may stay empty."
        self.app.push_screen(AskLine(title, text, hint="A note", most=LONGEST_NOTE, value=note or ""), told)

    def action_unmark(self) -> None:
        """Take the bookmark at this moment out."""
        if self._player is not None:
            if self._player.moment.seq in self._player.replay.bookmarks:
                self._look_back(RemoveBookmark(self._player.moment.seq))
            else:
                self._app.tell("There is no bookmark at this moment.")

    def _look_back(self, word: SetBookmark | RemoveBookmark) -> None:
        async def carry_out() -> None:
            state = await self._app.ask(self._app.service.look_back(self._session, word))
            if state is not None and self._player is not None:
                self._player.replay.bookmarks = state.looked_back.bookmarks
                self._app.changed = True
                self._mark(self._player.replay)
                self._show(self._player)

        self.run_worker(carry_out(), group="look-back", exit_on_error=False)

    def action_diff(self) -> None:
        """Show what leads from the code at this moment to the reference."""
        if self._player is None:
            return
        self._stop()
        replay, index = self._player.replay, self._player.index
        then = front.code_then(replay.state(index), replay.recording.records[index])
        if not then.question:
            self._app.tell(front.NOTHING_TO_COMPARE)
            return

        async def show() -> None:
            found = await self._app.ask(self._app.service.reference(self._session, then.question))
            if found is None or not self.is_current:
                return
            if not found.code:
                self._app.tell(found.note)
                return
            asked = replay.end.questions[then.question].question.functions
            parts = diff_parts(await asyncio.to_thread(answers_diff, then.code, found.code, asked))
            if found.note:
                parts.insert(0, safe.said(found.note, "$warning"))
            title = f"Diff at {clock(replay.moments[index].at)}: {front.question_title(replay.end, then.question)}"
            self.app.push_screen(Read(title, parts))

        self.run_worker(show(), group="diff", exclusive=True, exit_on_error=False)

    def on_output_whole_asked(self, event: Output.WholeAsked) -> None:
        """Say where all that a run printed lies."""
        self._app.tell(f"All that the cell printed lies in the session's folder, as {event.file}", long=True)

    def action_back(self) -> None:
        self.app.pop_screen()
