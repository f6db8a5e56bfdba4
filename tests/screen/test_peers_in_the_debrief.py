"""What peers said of a session stands beside its own scores, on the screen and in plain lines."""

from __future__ import annotations

from support import scene
from support.screens import playing, rows, until
from support.stage import Stage
from textual.widgets import OptionList

from hotseat.interview.scoring import debrief
from hotseat.plain.peers import NOBODY, peer_rows
from hotseat.review.peers import PeerScore, PeerScores, beside
from hotseat.tui.screens.debrief import DebriefScreen

STATE = scene.ended()
FIRST = debrief(STATE).competencies[0]
GRACE = PeerScores(
    "Grace", "2030-01-03", {FIRST.id: PeerScore("solid", "Clear [bold]steps[/]."), "grit": PeerScore("weak")}, "strong"
)


async def test_an_entry_at_the_end_of_the_list_has_them() -> None:
    stage = Stage(peers_=(GRACE,))
    session = scene.started().session
    stage.states[session] = STATE
    async with playing(stage, size=(120, 40)) as (app, pilot):
        await app.push_screen(DebriefScreen(STATE))
        await until(pilot, lambda: "Scored by" in rows(app))
        await pilot.press("end")
        await until(pilot, lambda: "What peers said" in rows(app))
        assert "Grace: solid  Clear [bold]steps[/]." in rows(app)
        assert "Grit" in rows(app), "what this version does not score is shown all the same"


async def test_a_transcript_stays_open_when_the_list_beside_it_is_made_anew() -> None:
    async with playing(Stage(), size=(120, 40)) as (app, pilot):
        await app.push_screen(DebriefScreen(STATE))
        await until(pilot, lambda: "Scorecard" in rows(app))
        await pilot.press("t")
        transcript, entries = app.screen.query_one("#transcript"), app.screen.query_one("#entries", OptionList)
        await until(pilot, lambda: bool(transcript.display) and transcript.has_focus)
        entries.highlighted = 2  # as when peers are heard, or an earlier key arrives late
        await pilot.pause()
        assert transcript.display
        await pilot.press("tab", "down")
        await until(pilot, lambda: not transcript.display)


async def test_a_transcript_opened_right_after_a_move_in_the_list_stays_open() -> None:
    async with playing(Stage(), size=(120, 40)) as (app, pilot):
        screen = DebriefScreen(STATE)
        await app.push_screen(screen)
        await until(pilot, lambda: "Scorecard" in rows(app))
        app.screen.query_one("#entries", OptionList).highlighted = 3  # that it was come to is told after the key
        screen.action_transcript()
        transcript = app.screen.query_one("#transcript")
        await until(pilot, lambda: transcript.has_focus)
        await pilot.pause()
        assert transcript.display


def test_plain_lines_tell_them_and_who_has_none() -> None:
    told = peer_rows(STATE, (GRACE,))
    assert f"{FIRST.title}. Hotseat: {FIRST.word}." in told
    assert "  Grace: solid. Clear [bold]steps[/]." in told and "  Grace: strong." in told
    assert peer_rows(STATE, ()) == [NOBODY]


def test_without_a_peer_nothing_stands_beside() -> None:
    assert beside(debrief(STATE), ()) == ()
