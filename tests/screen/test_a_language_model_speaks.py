"""At the screen: a language model's words come as they are spoken, stay once they are whole, and are never missed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from support.interview_fakes import SharedWords, started
from support.model_fakes import LONG, PERSONA, SHORT
from support.model_server import ModelServer, Raw, Reply, Say, serving, wording
from support.screens import notices, playing, rows, until
from support.stage import WALL, FakeAnswers, FakeJudge, FakeReader, MemoryCases, Stage

from hotseat.interview.clock import InterviewClock
from hotseat.interview.effects import Effects
from hotseat.interview.engine import Engine
from hotseat.interview.events import SessionStarted
from hotseat.interview.turn import Mind
from hotseat.tui.screens.interview import InterviewScreen
from hotseat.tui.widgets.conversation import MessageView
from hotseat.voices.chat_client import ChatClient
from hotseat.voices.model_speech import ModelSpeech, Patience
from hotseat.voices.scripted import ScriptedVoice


@dataclass
class SpeakingStage(Stage):
    """A stage with a language model beside the interview."""

    server: ModelServer = field(default_factory=lambda: ModelServer(lambda request: Raw()))
    patience: Patience = LONG

    async def begin(self, first: SessionStarted) -> Engine:
        speech = ModelSpeech(ChatClient(self.server.url, "tiny"), PERSONA, self.patience)
        effects = Effects(self.runner, FakeJudge(), FakeReader(), FakeAnswers(), MemoryCases(), speech)
        mind = Mind(ScriptedVoice(PERSONA), SharedWords())
        engine = Engine(self.journal, effects, mind, InterviewClock(self.hand), wall=lambda: WALL)
        await engine.begin(first)
        self.engine = engine
        return engine

    async def start_interview(self, agenda: str, *, final: bool = False) -> Engine:
        return await self.begin(started(questions=self.questions_))


def half_then_wait(request: dict[str, Any]) -> Reply:
    minutes = next((k for k in wording(request)["keep"] if "minutes" in k), "")
    return Say(("Hi, I'm Mira ", "and with you ", f"for “A short interview”, {minutes} ", "of it "), ending="silent")


async def sit_down(pilot: Any) -> None:
    await pilot.press("i", "enter")
    await until(pilot, lambda: isinstance(pilot.app.screen, InterviewScreen))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["narrow", "wide"])
async def test_words_are_shown_as_they_come_and_the_decided_ones_take_their_place_when_they_stop(
    size: tuple[int, int],
) -> None:
    async with serving(half_then_wait) as server:
        stage = SpeakingStage(server=server, patience=Patience(first=5.0, whole=6.0, rest=3600.0))
        async with playing(stage, size=size) as (app, pilot):
            await sit_down(pilot)
            await until(pilot, lambda: "Hi, I'm Mira and with you" in rows(app))
            assert "…" in rows(app)
            assert "Hello, I am Mira" not in rows(app)
            await until(pilot, lambda: "Hello, I am Mira. Today we do" in rows(app), rounds=600)
            assert "Hi, I'm Mira" not in rows(app)
            assert "offline voice" in rows(app)
            assert rows(app).count("Hello, I am Mira") == 1


async def test_the_whole_message_takes_the_place_of_its_beginning_and_stands_there_once() -> None:
    def well(request: dict[str, Any]) -> Reply:
        told = wording(request)
        if told["purpose"].startswith("greet"):
            return Say(("Hi, I'm Mira. ", "“A short interview” ", "takes 26 minutes."))
        return Say(("Let me set ", "the scene for you.")) if "lead over to the question," in told["purpose"] else Raw()

    async with serving(well) as server:
        stage = SpeakingStage(server=server)
        async with playing(stage, size=(120, 40)) as (app, pilot):
            await sit_down(pilot)
            await until(pilot, lambda: "” takes 26" in rows(app))
            first = list(app.screen.query(MessageView))
            assert rows(app).count("Hi, I'm Mira.") == 1
            assert "worded by tiny" in rows(app)
            box = app.screen.work.answer  # type: ignore[attr-defined]
            box.focus()
            box.load_text("I am ready")
            await pilot.press("enter")
            await until(pilot, lambda: "Let me set the scene for you." in rows(app))
            await until(pilot, lambda: not stage.engine.effects.speech.spoken)  # type: ignore[union-attr]
            shown = rows(app)
            assert shown.count("Let me set the scene for you.") == 1
            assert "When would you take ridge, and when lasso?" in shown
            assert list(app.screen.query(MessageView))[: len(first)] == first, "what is shown stays the same widget"


async def test_a_brief_is_shown_at_once_while_the_model_is_waited_for() -> None:
    async with serving(lambda request: Say((), ending="silent")) as server:
        stage = SpeakingStage(server=server)
        async with playing(stage, size=(120, 40)) as (app, pilot):
            await sit_down(pilot)
            box = app.screen.work.answer  # type: ignore[attr-defined]
            box.focus()
            box.load_text("I am ready")
            await pilot.press("enter")
            await until(pilot, lambda: "When would you take ridge, and when lasso?" in rows(app))
            assert "Here is the question." not in rows(app)


async def test_silence_of_the_model_is_told_once() -> None:
    async with serving(lambda request: Raw(b"", status=500)) as server:
        stage = SpeakingStage(server=server, patience=SHORT)
        async with playing(stage, size=(120, 40)) as (app, pilot):
            await sit_down(pilot)
            await until(pilot, lambda: "nothing is lost" in notices(app))
            assert "Hello, I am Mira. Today we do" in rows(app)
