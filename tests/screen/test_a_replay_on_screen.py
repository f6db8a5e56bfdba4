"""The replay on screen: any moment as it was, playing, ways to a moment, bookmarks, and the diff to the reference."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import pytest
from support import scene
from support.screens import notices, playing, rows, shot, until
from support.stage import Stage
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from hotseat.front.service import ReferenceLine, SessionLine
from hotseat.interview import events as e
from hotseat.interview.commands import RemoveBookmark, SetBookmark
from hotseat.review.replay_recording import of_records
from hotseat.tui.app import HotseatApp
from hotseat.tui.screens import replay as replay_module
from hotseat.tui.screens.debrief import DebriefScreen
from hotseat.tui.screens.replay import ReplayScreen
from hotseat.tui.widgets.replay_panes import ReplayCode
from hotseat.tui.widgets.replay_scrubber import Scrubber

SESSION = scene.started().session
REFERENCE = """\
import numpy as np


def zscore(x):
    spread = x.std()
    return (x - x.mean()) / spread if spread else x * 0
"""
SIZES = [(80, 24), (120, 40), (200, 60)]


def stage() -> Stage:
    made = Stage(
        recordings={SESSION: scene.recording()},
        states={SESSION: scene.ended()},
        references={"zscore": ReferenceLine(REFERENCE)},
    )
    return made


@asynccontextmanager
async def replaying(
    over: Stage, seq: int | None = None, *, size: tuple[int, int] = (120, 40), theme: str = "hotseat-dark"
) -> AsyncIterator[tuple[HotseatApp, Pilot[int], ReplayScreen]]:
    """The replay of the scene, opened at an event."""
    async with playing(over, size=size, theme=theme) as (app, pilot):
        app.show_moment(SESSION, seq)
        await until(pilot, lambda: isinstance(app.screen, ReplayScreen) and app.screen.player is not None)
        screen = app.screen
        assert isinstance(screen, ReplayScreen)
        await until(pilot, lambda: screen.query_one(ReplayCode).language == "python")
        yield app, pilot, screen


def at(screen: ReplayScreen) -> str:
    assert screen.player is not None
    return screen.player.moment.words


def failed_run() -> int:
    return next(r.seq for r in scene.records() if isinstance(r.event, e.CellEnded) and r.event.ending == "failed")


@pytest.mark.parametrize("look", ["hotseat-dark", "hotseat-light"])
@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
async def test_how_it_looks(picture: SnapshotAssertion, size: tuple[int, int], look: str) -> None:
    async with replaying(stage(), failed_run(), size=size, theme=look) as (app, pilot, _):
        await until(pilot, lambda: "RuntimeWarning" in rows(app))
        assert shot(app) == picture(name="failure")
        if size != SIZES[0] or look != "hotseat-light":
            return
        for number, pane in enumerate(("talk", "code", "output", "verdict", "habits"), 2):
            await pilot.press(str(number))
            await pilot.pause()
            if pane == "output":
                await until(pilot, lambda: "Traceback" in rows(app))
            assert shot(app) == picture(name=pane)


async def test_a_moment_shows_the_talk_the_code_the_output_and_both_clocks_as_they_were() -> None:
    async with replaying(stage(), failed_run()) as (app, pilot, _):
        await until(pilot, lambda: "Traceback" in rows(app))
        shown = rows(app)
        assert "5:31 of 7:00" in shown and "09:00:00 UTC" in shown
        assert "spread = x.std()" in shown and "refuse it with a" in shown
        assert "⚑ the constant array" in shown
        await pilot.press("home")
        await until(pilot, lambda: "0:00 of 7:00" in rows(app))
        assert "spread = x.std()" not in rows(app) and "Traceback" not in rows(app)
        assert "No code yet." in rows(app) and "No cell was run yet." in rows(app)


async def test_failures_parts_bookmarks_and_times_are_gone_to() -> None:
    async with replaying(stage()) as (app, pilot, screen):
        await pilot.press("f")
        assert at(screen).startswith("Cell 3 failed")
        await pilot.press("f")
        await until(pilot, lambda: "3 of 5" in rows(app) or "2 of 5 checks" in rows(app))
        assert at(screen).startswith("Submission 1 failed")
        await pilot.press("f")
        await until(pilot, lambda: "Nothing failed after this moment." in notices(app))
        await pilot.press("F")
        assert at(screen).startswith("Cell 3 failed")
        await pilot.press("S")
        assert at(screen) == "Part 3: Pair programming"
        await pilot.press("b")
        assert at(screen).startswith("Cell 3 failed")
        await pilot.press("full_stop")
        assert at(screen).startswith("You: “My mistake")
        await pilot.press("comma", "comma")
        assert at(screen).startswith("Cell 3: RuntimeWarning")
        await pilot.press("t")
        await until(pilot, lambda: "Go to a time" in rows(app))
        await pilot.press(*"4:21", "enter")
        await until(pilot, lambda: "4:21 of" in rows(app))
        assert "It can; refuse it" in at(screen)
        await pilot.click(Scrubber, offset=(1, 1))
        await until(pilot, lambda: "0:0" in rows(app).split(" of 7:00")[0][-5:])


async def test_it_plays_with_idle_time_skipped_and_stops_at_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(replay_module, "monotonic", lambda: now[0])
    monkeypatch.setattr(replay_module, "FRAME", 0.01)
    async with replaying(stage()) as (app, pilot, screen):
        player = screen.player
        assert player is not None
        await pilot.press("plus", "plus", "space")
        await until(pilot, lambda: "▶ plays 4×" in rows(app))
        now[0] += 2.0  # eight seconds of the interview, of which the first are the greeting
        await until(pilot, lambda: player.time >= 8)
        assert at(screen).startswith("On the list you tick") and "0:08 of" in rows(app)
        now[0] += 1000
        await until(pilot, lambda: "stopped" in rows(app))
        assert player.at_end and "7:00 of 7:00" in rows(app)
        await pilot.press("space")
        await until(pilot, lambda: "▶ plays 4×" in rows(app) and player.time < 60)
        await pilot.press("space", "minus", "i")
        await until(pilot, lambda: "stopped 2×" in rows(app) and "idle played" in rows(app))


async def test_a_bookmark_is_set_its_note_changed_and_taken_out() -> None:
    over = stage()
    async with replaying(over) as (app, pilot, screen):
        await pilot.press("S", "s", "m")
        await until(pilot, lambda: "Set a bookmark" in rows(app))
        await pilot.press(*"well", "enter")
        await until(pilot, lambda: "⚑ well" in rows(app))
        await pilot.press("m")
        await until(pilot, lambda: "Change the bookmark's note" in rows(app) and "well" in rows(app))
        await pilot.press(*" done", "enter")
        await until(pilot, lambda: "⚑ well done" in rows(app))
        await pilot.press("x")
        await until(pilot, lambda: "⚑ well done" not in rows(app))
        seq = screen.player.moment.seq if screen.player else 0
        assert over.looked_back == [SetBookmark(seq, "well"), SetBookmark(seq, "well done"), RemoveBookmark(seq)]
        await pilot.press("x")
        await until(pilot, lambda: "There is no bookmark at this moment." in notices(app))


async def test_the_reference_is_asked_for_and_shown_by_the_diff_alone() -> None:
    over = stage()
    async with replaying(over) as (app, pilot, _):
        await pilot.press("d")
        await until(pilot, lambda: "nothing to compare" in notices(app))
        assert not any(call.startswith("reference") for call in over.calls)
        await pilot.press("f", "d")
        await until(pilot, lambda: "From your code to the reference" in rows(app))
        shown = rows(app)
        assert "+     return (x - x.mean()) / spread if spread" in shown
        assert "-     return (x - x.mean()) / spread  # what if it is 0?" in shown
        await pilot.press("escape")
        await until(pilot, lambda: "From your code" not in rows(app))
        over.trouble = "The session is still open."
        await pilot.press("d")
        await until(pilot, lambda: "still open" in notices(app))


async def test_debrief_and_list_of_sessions_lead_to_it_and_escape_leads_back() -> None:
    over = stage()
    over.sessions_ = (SessionLine(SESSION, "Two hours", "interview", "2030-01-01 09:00", 7200, "finished", "solid"),)
    async with playing(over, size=(120, 40)) as (app, pilot):
        await pilot.press("r")
        await until(pilot, lambda: "Two hours" in rows(app))
        await pilot.press("p")
        await until(pilot, lambda: "0:00 of 7:00" in rows(app))
        await pilot.press("escape")
        await until(pilot, lambda: "Two hours" in rows(app) and "0:00 of" not in rows(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))
        await pilot.press("p")
        await until(pilot, lambda: "0:00 of 7:00" in rows(app))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, DebriefScreen))


async def test_a_session_that_cannot_be_read_leads_back_with_the_reason() -> None:
    async with playing(Stage()) as (app, pilot):
        app.show_moment("nowhere")
        await until(pilot, lambda: "there is no such session" in notices(app))
        assert not isinstance(app.screen, ReplayScreen)


async def test_what_is_lost_is_said_and_unsure_moments_own_up() -> None:
    over, whole = stage(), scene.recording()
    over.recordings[SESSION] = replace(whole, whole=30, lost=("The journal is damaged at line 32.",))
    async with replaying(over, 20) as (app, pilot, _):
        assert "! The journal is damaged at line 32." in rows(app)
        assert "Records before this moment are lost" not in rows(app)
        await pilot.press("end")
        await until(pilot, lambda: "Records before this moment are lost" in rows(app))


HOSTILE = "\x1b]0;owned\x07[bold]x[/] [@click=app.quit]y[/] \u202egnp\x9b31m"


async def test_text_from_the_journal_cannot_steer_the_screen() -> None:
    check = {"name": HOSTILE, "outcome": "failed", "message": HOSTILE}
    hostile = [
        e.CandidateSaid(HOSTILE, "aloud", "zscore"),
        e.CodeEdited("zscore", 0, 0, HOSTILE),
        e.CellRun(9, "zscore", 0, HOSTILE),
        e.CellOutput(9, ({"kind": "stream", "name": "stdout", "text": HOSTILE},)),
        e.CellEnded(9, "died", HOSTILE, 0.1),
        e.Submitted(9, "zscore", HOSTILE),
        e.Judged(
            9,
            "zscore",
            {
                "verdict": "fail",
                "reason": HOSTILE,
                "checks": [check],
            },
        ),
        e.BookmarkSet(3, HOSTILE),
        e.Unknown(HOSTILE, {}),
    ]
    last = scene.records()
    more = [e.Recorded(len(last) + n, 430.0 + n, HOSTILE, event) for n, event in enumerate(hostile, 1)]
    over = stage()
    over.recordings[SESSION] = of_records([e.to_record(r) for r in (*last, *more)], session=SESSION)
    over.references["zscore"] = ReferenceLine(HOSTILE, HOSTILE)
    async with replaying(over, len(last)) as (app, pilot, _):
        for key in ("right", "right", "right", "right", "right", "right", "right", "right", "right", "b"):
            await pilot.press(key)
            await pilot.pause()
            shown = rows(app)
            assert "\x1b" not in shown and "\x9b" not in shown and "\u202e" not in shown and "\x07" not in shown
        assert "[bold]x[/]" in shown
        await pilot.press("f", "d")
        await until(pilot, lambda: "From your code" in rows(app))
        assert "\x1b" not in rows(app) and "[@click=app.quit]" in rows(app)


async def test_panes_are_gone_round_by_key_and_by_number_narrow_and_wide() -> None:
    async with replaying(stage(), failed_run(), size=(80, 24)) as (app, pilot, screen):
        assert screen.focused is not None and screen.focused.id == "replay-timeline"
        seen: list[str] = []
        for _ in range(6):
            await pilot.press("tab")
            seen.append(str(screen.focused.id if screen.focused else ""))
        assert seen == [f"replay-{p}" for p in ("talk", "code", "output", "verdict", "habits", "timeline")]
        await pilot.press("3")
        assert "spread = x.std()" in rows(app) and "Traceback" not in rows(app)
        await pilot.resize_terminal(120, 40)
        await until(pilot, lambda: "Ask before you code." in rows(app) and "spread = x.std()" in rows(app))
        await pilot.press("4")
        await until(pilot, lambda: "Traceback" in rows(app))


async def test_motion_that_is_reduced_is_a_look_a_second() -> None:
    over = stage()
    app = HotseatApp(over, motion=False)
    async with app.run_test(size=(120, 40)) as pilot:
        app.show_moment(SESSION)
        await until(pilot, lambda: isinstance(app.screen, ReplayScreen) and app.screen.player is not None)
        await pilot.press("space")
        assert isinstance(app.screen, ReplayScreen)
        assert app.screen.look_seconds == replay_module.STILL_FRAME
