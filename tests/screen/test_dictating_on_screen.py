"""A spoken answer on the screen: shown while it is recorded, put into the box to be looked over, never sent by itself."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, cast

from support.screens import notices, playing, rows, until
from support.speech import command as speech
from support.stage import Stage
from textual.pilot import Pilot

from hotseat.interview.drafts import LONGEST_MESSAGE
from hotseat.tui.app import HotseatApp
from hotseat.tui.screens.interview import InterviewScreen
from hotseat.tui.widgets.answer import AnswerBox


def box(app: HotseatApp) -> AnswerBox:
    return app.screen.query_one(AnswerBox)


def said(stage: Stage) -> list[str]:
    assert stage.engine is not None
    return [m.text for m in stage.engine.state.messages if m.who == "candidate"]


async def sit_down(pilot: Pilot[Any], command: str) -> None:
    cast(HotseatApp, pilot.app).dictate = command
    await pilot.press("i", "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen))
    await until(pilot, lambda: "[greet]" in rows(pilot.app) or "[checklist]" in rows(pilot.app))


async def test_a_key_records_and_stops_and_the_words_wait_in_the_box_at_the_cursor(tmp_path: Path) -> None:
    stage, ready = Stage(), tmp_path / "ready"
    async with playing(stage) as (app, pilot):
        await sit_down(pilot, speech("record", "the median", str(ready)))
        await pilot.press(*"I takeagain", "left", "left", "left", "left", "left", "alt+w")
        await until(pilot, lambda: "● recording 0:0" in rows(app))
        assert "alt+w stop · esc throw it away" in rows(app)
        await pilot.press("f3")
        await until(pilot, lambda: app.screen.focused is not box(app))
        assert "● recording 0:0" in rows(app), "also where another pane is shown"
        await until(pilot, ready.exists)
        await pilot.press("alt+w")
        await until(pilot, lambda: box(app).text == "I take the median again")
        await until(pilot, lambda: "Look it over" in notices(app))
        assert "recording" not in rows(app)
        assert said(stage) == [], "nothing is sent by itself"
        await pilot.press("f2", "enter")
        await until(pilot, lambda: said(stage) == ["I take the median again"])


async def test_escape_throws_a_recording_away_and_another_can_begin_at_once() -> None:
    async with playing(Stage()) as (app, pilot):
        await sit_down(pilot, speech("deaf"))
        await pilot.press(*"kept", "alt+w")
        await until(pilot, lambda: "● recording" in rows(app))
        await pilot.press("escape")
        await until(pilot, lambda: "recording" not in rows(app))
        await until(pilot, lambda: "thrown away" in notices(app))
        app.dictate = speech("say", "words")
        await pilot.press("alt+w")
        await until(pilot, lambda: box(app).text == "kept words")


async def test_the_word_takes_a_recorded_file(tmp_path: Path) -> None:
    file = tmp_path / "my answer.wav"
    file.write_text("spoken before", encoding="utf-8")
    async with playing(Stage()) as (app, pilot):
        await sit_down(pilot, speech("hear", "{file}"))
        box(app).insert(f"/dictate {file}")
        await pilot.press("enter")
        await until(pilot, lambda: box(app).text == "file my answer.wav: spoken before")


REFUSED = (
    ("", "/dictate", "No dictation command is set"),
    ("no-such-program", "/dictate", "there is no such program"),
    (speech("hear", "{file}"), "/dictate", "type /dictate and the file's path"),
    (speech("say", "x"), "/dictate x.wav", "has no {file} in it"),
    (speech("hear", "{file}"), "/dictate missing.wav", "There is no file"),
    (speech("fail"), "/dictate", "ended with an error (3): no such model: tiny."),
    (speech("say", ""), "/dictate", "Nothing was heard"),
    (speech("say", "x"), "/dictate cancel", "nothing to cancel"),
)


async def test_what_cannot_be_done_is_told_in_a_sentence_and_the_box_is_left_alone() -> None:
    async with playing(Stage()) as (app, pilot):
        await sit_down(pilot, "")
        for command, typed, told in REFUSED:
            app.dictate = command
            box(app).insert(typed)
            await pilot.press("enter")
            await until(pilot, partial(_told, app, told))
            assert box(app).text == ""
            assert "recording" not in rows(app)
            app.clear_notifications()


def _told(app: HotseatApp, sentence: str) -> bool:
    return sentence in notices(app)


async def test_words_of_a_stranger_are_harmless_and_no_longer_than_a_message() -> None:
    async with playing(Stage()) as (app, pilot):
        await sit_down(pilot, speech("raw", r"\x1b]0;owned\x07[b]bold[/b] \x1b[31m[@click=app.quit]x"))
        await pilot.press("alt+w")
        await until(pilot, lambda: box(app).text == "[b]bold[/b] [@click=app.quit]x")
        box(app).load_text("x" * (LONGEST_MESSAGE - 3))
        box(app).move_cursor(box(app).document.end)
        await pilot.press("alt+w")
        await until(pilot, lambda: "the end was left out" in notices(app))
        assert len(box(app).text) == LONGEST_MESSAGE
