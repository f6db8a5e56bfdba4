"""Text from outside cannot steer the terminal or the screen, through whatever widget it comes."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from rich.segment import Segment
from support.hostile import SHORT, STEERS, WORDS
from support.interview_fakes import CODE
from support.screens import playing, rows, until
from support.stage import AGENDAS, Stage
from textual.app import App
from textual.color import Color
from textual.strip import Strip
from textual.widget import Widget

from hotseat.front.service import Overview, QuestionLine, SessionLine
from hotseat.interview import events as e
from hotseat.interview.evolve import fold
from hotseat.question_bank.model import Question
from hotseat.tui import safe
from hotseat.tui.app import HotseatApp
from hotseat.tui.screens.debrief import DebriefScreen

HOSTILE = SHORT
FORBIDDEN = re.compile(r"[\t\r\x1b]|" + STEERS.pattern)


def painted(app: App[object]) -> str:
    """Every character that the screen sends, with all of its styles' links."""
    out: list[str] = []
    for strip in app.screen._compositor.render_strips():
        for segment in strip:
            out.append(segment.text)
            if segment.style and segment.style.link:
                out.append(segment.style.link)
        out.append("\n")
    return "".join(out)


def harmless_screen(app: App[object]) -> None:
    shown = painted(app)
    assert not FORBIDDEN.search(shown), repr(FORBIDDEN.findall(shown))
    assert "]52;" not in shown and "owned" not in shown and "javascript" not in shown.replace("[link=javascript:1]", "")


class Raw(Widget):
    """Sends what it is given, as no widget of ours should."""

    def render_line(self, y: int) -> Strip:
        return Strip([Segment(HOSTILE), Segment("\x1b[2J", None, [(1,)])])  # type: ignore[list-item]


def test_the_net_leaves_harmless_segments_alone() -> None:
    segments = [Segment("plain"), Segment("ünïcode 日本 ✓")]
    assert safe.Net().apply(segments, Color(0, 0, 0)) is segments


def test_the_net_catches_what_a_widget_let_through() -> None:
    caught = safe.Net().apply(Raw().render_line(0)._segments, Color(0, 0, 0))
    assert not FORBIDDEN.search("".join(s.text for s in caught))
    assert not any(s.control for s in caught)


async def test_the_net_hangs_before_every_widget_of_the_app() -> None:
    app = HotseatApp(Stage())
    async with app.run_test(size=(80, 24)) as pilot:
        await app.screen.mount(Raw())
        await pilot.pause()
        assert "owned" in painted(app) and not FORBIDDEN.search(painted(app))


@pytest.mark.parametrize(
    "text", [HOSTILE, WORDS, "[" * 1000, "a\u0301" * 500, "‍‍👩‍🔬 日本語" * 20, "\r\b\r\b", "\x1b" * 200]
)
def test_content_from_outside_is_plain_and_never_markup(text: str) -> None:
    for content in (safe.said(text), safe.line(text), safe.painted(text)):
        assert not FORBIDDEN.search(content.plain)
        assert not any("click" in str(span.style) for span in content.spans)
    assert safe.said("a[b]c [/] x[0]").plain == "a[b]c [/] x[0]"


async def test_hostile_lists_names_and_faults_on_the_home_pick_and_review_screens() -> None:
    line = SessionLine(HOSTILE[:20], HOSTILE, "interview", HOSTILE, 60.0)
    stage = Stage(
        overview_=Overview(3, 1, AGENDAS, line, (HOSTILE,), (HOSTILE,)),
        sessions_=(replace(line, id="a"), replace(line, id="b", fault=HOSTILE)),
        trouble=HOSTILE,
    )

    async def questions() -> list[QuestionLine]:
        return [QuestionLine("q", HOSTILE, "code", HOSTILE, HOSTILE, 10)]

    stage.questions = questions  # type: ignore[method-assign]
    async with playing(stage) as (app, pilot):
        harmless_screen(app)
        await pilot.press("b")
        await until(pilot, lambda: "What is wrong" in rows(app))
        harmless_screen(app)
        await pilot.press("escape", "p")
        await until(pilot, lambda: "1 of 1" in rows(app))
        harmless_screen(app)
        await pilot.press("down", "enter")
        await pilot.pause(0.2)
        harmless_screen(app)
        await pilot.press("escape", "r")
        await until(pilot, lambda: "Review" in rows(app) and "Interview" in rows(app))
        harmless_screen(app)


async def test_hostile_output_verdicts_speech_and_code_on_the_interview_and_debrief_screens() -> None:
    raw = CODE.model_dump(mode="json") | {
        "title": HOSTILE.replace("\ud800", ""),
        "prompt": HOSTILE.replace("\ud800", ""),
    }
    stage = Stage(questions_=(Question.model_validate(raw),))
    check = {"name": HOSTILE, "outcome": "failed", "message": HOSTILE, "seconds": 0.1, "hidden": False}
    verdict = {"verdict": "fail", "reason": HOSTILE, "score": 0.0, "checks": [check]}
    outputs = tuple(
        {"kind": kind, "text": HOSTILE, "name": "stdout", "traceback": HOSTILE, "mime": HOSTILE, "message": HOSTILE}
        for kind in ("stream", "result", "markdown", "picture", "failure", "notice", HOSTILE)
    )
    async with playing(stage, size=(120, 40)) as (app, pilot):
        await pilot.press("i", "enter")
        await until(pilot, lambda: "[checklist]" in rows(app))
        harmless_screen(app)
        engine = stage.engine
        assert engine is not None
        told: list[e.Event] = [
            e.SectionOpened(1),
            e.QuestionOpened("double"),
            e.InterviewerSaid(HOSTILE, "ask", "double"),
            e.CandidateSaid(HOSTILE, "answer", "double"),
            e.CodeEdited("double", 0, 0, HOSTILE.replace("\ud800", "") + "\n"),
            e.CellRun(1, "double", 0, HOSTILE),
            e.CellOutput(1, outputs),
            e.CellEnded(1, "died", HOSTILE, 0.1),
            e.InputAsked(1, HOSTILE, False),
            e.Submitted(1, "double", HOSTILE),
            e.Judged(1, "double", verdict),
            e.KernelChanged(HOSTILE, HOSTILE),
        ]
        records = [e.Recorded(engine.state.seq + 1 + i, 1.0, "", event) for i, event in enumerate(told)]
        for record in records:
            engine.state = fold([record], engine.state)
            app.screen.post_message(app.screen.Happened(engine.state, [record]))  # type: ignore[attr-defined]
        await until(pilot, lambda: "FAIL" in rows(app))
        for key in ("f2", "f3", "alt+o", "alt+c", "alt+l"):
            await pilot.press(key)
            await pilot.pause()
            harmless_screen(app)
        app.push_screen(DebriefScreen(engine.state))
        await until(pilot, lambda: "So far" in rows(app))
        for _ in range(12):
            harmless_screen(app)
            await pilot.press("down")
        await pilot.press("t")
        await pilot.pause()
        harmless_screen(app)


async def test_a_service_that_fails_with_hostile_words_is_told_harmlessly() -> None:
    async with playing(Stage(trouble=HOSTILE)) as (app, pilot):
        await pilot.press("i", "enter")
        await until(pilot, lambda: "exe.gpj" in rows(app) or "[/]" in rows(app))
        harmless_screen(app)
