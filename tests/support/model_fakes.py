"""An engine with a language model beside it: the real client and the real speech, fakes for all else."""

from __future__ import annotations

from collections.abc import Mapping

from support.engine_fakes import Bench, EchoRunner, MemoryCases, MemoryJournal, NoAnswers, SubstringAssessor, WordJudge
from support.interview_fakes import SharedWords
from support.model_server import ModelServer

from hotseat.interview.clock import InterviewClock
from hotseat.interview.effects import Effects
from hotseat.interview.engine import Engine
from hotseat.interview.ports import Assessor
from hotseat.interview.rehearsal import VirtualClock
from hotseat.interview.state import State
from hotseat.interview.turn import Mind
from hotseat.question_bank.interview_model import Persona
from hotseat.voices.chat_client import ChatClient
from hotseat.voices.model_speech import ModelSpeech, Patience
from hotseat.voices.scripted import ScriptedVoice

LINES: Mapping[str, tuple[str, ...]] = {
    "greet": ("Hello, I am Mira. Today we do “$title”, and we have $minutes for it.",),
    "checklist": ("Go through the list of things to have ready. Tell me when you want to begin.",),
    "open-section": ("We come to “$section”. We have about $minutes for it.",),
    "ask": ("Here is the question.",),
    "clarify": ("Good question.",),
    "clarify-unmatched": ("I have nothing prepared on that. What would you assume?",),
    "probe": ("One part is still open for me.",),
    "contested": ("You said:\n\n“$quote”\n\nHow could we check that?",),
    "hint-1": ("Here is a small nudge.",),
    "failed": ("Look at “$check” first.\n\n$counterexample\n\nWhat does your code do there?",),
    "silence": ("What are you thinking about at the moment?",),
    "follow-up": ("Let me follow up on that.",),
    "move-on": ("Thank you. Let us move on.",),
    "skip": ("All right, we leave this one.",),
    "dont-know": ("That is all right. How would you go about finding out?",),
    "closing-invite": ("The last $minutes are yours. What would you like to know about the team?",),
    "goodbye": ("Thank you for your time. Your debrief is ready for you.",),
}
PERSONA = Persona(id="warm", name="Mira Holm", title="A colleague who wants you to do well", lines=dict(LINES))
SHORT = Patience(first=0.25, whole=0.6, rest=3600.0, opinion=5.0, at_the_end=1.0)
"""Bounds short enough for a test in which the model stays silent."""
LONG = Patience(first=20.0, whole=30.0, rest=3600.0, opinion=20.0, at_the_end=5.0)
"""Bounds that no loaded machine reaches by accident."""


def model_bench(
    server: ModelServer,
    patience: Patience = LONG,
    *,
    state: State | None = None,
    assessor: Assessor | None = None,
    key: str = "",
) -> Bench:
    """A fresh engine whose interviewer a model words."""
    journal, runner, clock, cases = MemoryJournal(), EchoRunner(), VirtualClock(), MemoryCases()
    speech = ModelSpeech(ChatClient(server.url, "tiny", key=lambda: key), PERSONA, patience)
    effects = Effects(runner, WordJudge(), assessor or SubstringAssessor(), NoAnswers(), cases, speech)
    mind = Mind(ScriptedVoice(PERSONA), SharedWords())
    engine = Engine(journal, effects, mind, InterviewClock(clock, base=state.at if state else 0.0), state=state)
    return Bench(engine, journal, runner, clock, cases)
