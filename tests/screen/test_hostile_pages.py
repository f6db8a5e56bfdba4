"""Each entry of the catalogue in each field from outside: comparison, page after a practice, peers, packs and their questions.

The net before the terminal is taken away in all of them, so that each place is shown to be harmless by itself.
"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from support import scene
from support.hostile import CATALOGUE, STEERS, steering
from support.interview_fakes import CODE, TALK, started
from support.screens import notices, playing, rows, until
from support.stage import Stage, Wary
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import OptionList

from hotseat.cli.packs import PackFacts
from hotseat.front import attempt_words
from hotseat.front.after_question import way_to_reference
from hotseat.front.attempt_words import AttemptLine, Tried
from hotseat.front.pack_preview import PackLine
from hotseat.front.service import NeedsTrust, ReferenceLine, SessionLine
from hotseat.interview import events as e
from hotseat.interview.engine import Engine
from hotseat.interview.evolve import fold
from hotseat.interview.scoring import debrief
from hotseat.interview.state import State
from hotseat.plain.after_practice import after_question, reference
from hotseat.plain.console import Console
from hotseat.plain.home import Home
from hotseat.plain.peers import peer_rows
from hotseat.plain.roles import block
from hotseat.question_bank.model import Question
from hotseat.question_bank.trust import Piece
from hotseat.review.attempts import Attempted, Comparison, compare
from hotseat.review.peers import PeerScore, PeerScores
from hotseat.tui import safe
from hotseat.tui.app import HotseatApp
from hotseat.tui.peer_view import peer_groups
from hotseat.tui.question_view import after_parts
from hotseat.tui.screens import compare as compare_screen
from hotseat.tui.screens.after_practice import AfterPracticeScreen
from hotseat.tui.screens.debrief import DebriefScreen
from hotseat.tui.screens.dialogs import Ask
from hotseat.tui.screens.packs import ask_which
from hotseat.tui.theme import DARK
from hotseat.tui.widgets.flow import code_flow, flow
from hotseat.tui.widgets.plain_flow import plain_flow
from hotseat.tui.widgets.prose import Beside, Code, Hanging, Markdown, Part, Typed

SIZE = (120, 240)
"""Room for most of a page."""
PAINTED = re.compile(r"[\t\r\x1b]|" + STEERS.pattern)
NAMES = sorted(CATALOGUE, key=lambda name: name == "never ends")
"""Every entry; what never ends comes last, since it takes all with it that follows in the same text."""
each = pytest.mark.parametrize("name", NAMES)


def hostile(name: str) -> str:
    return f"from {CATALOGUE[name]} to"


def storable(text: str) -> str:
    """As a question can hold it; no file of a pack can hold a lone surrogate."""
    return text.replace("\ud800", "")


ALL = tuple(map(hostile, NAMES))


@asynccontextmanager
async def without_net(stage: Stage) -> AsyncIterator[tuple[HotseatApp, Pilot[int]]]:
    async with playing(stage, size=SIZE) as (app, pilot):
        app._filters[:] = [f for f in app._filters if not isinstance(f, safe.Net)]
        yield app, pilot


def harmless_page(app: App[Any], *, whole: bool = True) -> None:
    """What is painted steers nothing and links nowhere; markup stands there as text where the ``whole`` catalogue is shown."""
    segments = [segment for strip in app.screen._compositor.render_strips() for segment in strip]
    shown = "".join(segment.text for segment in segments)
    assert not PAINTED.search(shown), [shown[max(0, m.start() - 40) : m.end() + 40] for m in PAINTED.finditer(shown)]
    assert not any(segment.control for segment in segments)
    styles = [segment.style for segment in segments if segment.style]
    assert not [style.link for style in styles if style.link]
    assert not [style.meta for style in styles if "app.quit" in str(style.meta)]
    assert not whole or ("[@click=app.quit]x[/]" in shown and "[bold [0] [/" in shown)
    assert app.is_running


def laid(parts: Sequence[Part]) -> str:
    """What parts of a page come to, laid out for a width."""
    told: list[str] = []
    for part in parts:
        match part:
            case Markdown(source):
                told.append(flow(source, 100, DARK.name).plain)
            case Hanging(head, text):
                told.append(f"{head.plain}{text.plain}")
            case Beside(left, right):
                told += [laid([left]), right.plain]
            case Typed(text):
                told.append(plain_flow(text, 100).plain)
            case Code(source, language):
                told.append(code_flow(source, language, 100, DARK.name).plain)
            case _:
                told.append(part.plain)
    return "\n".join(told)


def harmless_rows(told: Sequence[str]) -> None:
    """What the line mode writes of them."""
    shown = block("Debrief", "\n".join(told))
    assert shown and not steering(shown)
    assert "\x1b" not in shown and "\r" not in shown


# Two attempts side by side.


def compared(texts: Sequence[str]) -> Comparison:
    """A comparison of two attempts whose every text is the first of these, with a point for each of them."""
    text, outcomes = texts[0], {q.id: q for q in debrief(scene.ended()).questions}
    point = outcomes["diagonal"].points[0]
    points = tuple(replace(point, id=str(n), text=t, state=t, quote=t, read=t) for n, t in enumerate(texts))
    told = replace(outcomes["zscore"], title=text, how=text, verdict=text, points=points)
    code = "\n".join(texts)
    earlier = Attempted(f"1{text}", f"1{text}", told, text, f"x = 1\n{code}\n")
    later = Attempted(f"2{text}", f"2{text}", replace(told, how=f"2{text}"), text, f"x = 2\n{code}\ny\n{code}")
    return compare(earlier, later)


class Attempts(Stage):
    """A service with attempts whose every text is hostile."""

    async def attempts(self, question: str) -> Sequence[AttemptLine]:
        return [AttemptLine(*[text] * 4) for text in ALL]

    async def comparison(self, question: str, one: str, other: str) -> Comparison:
        return compared(ALL)

    async def tried(self, session: str) -> Sequence[Tried]:
        return [Tried(str(n), text, 2) for n, text in enumerate(ALL)]


@each
def test_a_comparison_steers_nothing_whatever_a_journal_says(name: str) -> None:
    found = compared([hostile(name)])
    shown = compare_screen._told(found).plain  # pyright: ignore[reportPrivateUsage]
    assert "Verdict" in shown and not PAINTED.search(shown)
    told = attempt_words.told(found)
    harmless_rows(told)
    assert not any(STEERS.search(row) or "\n" in row for row in told), "no text of a journal begins a line of its own"


async def test_the_comparison_of_two_attempts_steers_nothing_on_the_screen() -> None:
    async with without_net(Attempts()) as (app, pilot):
        app.open_comparison(ALL[0], ALL[0])
        await until(pilot, lambda: isinstance(app.screen, compare_screen.CompareScreen) and "Verdict" in rows(app))
        harmless_page(app)


async def test_the_choice_of_what_is_compared_steers_nothing() -> None:
    stage = Attempts(sessions_=(SessionLine("a", "Practice", "practice", "", 60.0),))
    async with without_net(stage) as (app, pilot):
        await pilot.press("r")
        await until(pilot, lambda: "Practice" in rows(app))
        await pilot.press("m")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await down_the_list(app, pilot)


async def down_the_list(app: HotseatApp, pilot: Pilot[int], step: int = 4) -> None:
    """Look at every answer of a dialog, ``step`` of which stand there at a time."""
    seen = ""
    for _ in range(0, len(ALL), step):
        harmless_page(app, whole=False)
        seen += rows(app)
        await pilot.press(*["down"] * step)
        await pilot.pause()
    assert "[@click=app.quit]" in seen and "[bold [0]" in seen


# The page after a practice.


def practised(texts: Sequence[str]) -> State:
    """A practice over both kinds of question, in which every text is hostile."""
    inside, said = [storable(text) for text in texts], texts[0]
    lines = [" ".join(text.split()) for text in inside]
    ids = [f"p{n}" for n in range(len(texts))]
    own = {
        "title": lines[0],
        "prompt": inside[0],
        "model_answer": "\n\n".join(inside),
        "rubric": [{"id": i, "text": text, "probe": text} for i, text in zip(ids, inside, strict=True)],
        "evidence": [{"id": i, "claim": text, "code": "assert True"} for i, text in zip(ids, lines, strict=True)],
    }
    first = started(
        "practice", questions=[Question.model_validate(q.model_dump(mode="json") | own) for q in (TALK, CODE)]
    )
    known = {"covered": True, "contradicted": False, "unclear": False, "probability": 0.9}
    points = tuple({"id": i, **known, "evidence": text} for i, text in zip(ids, texts, strict=True))
    opinions = tuple({"id": i, "opinion": "absent", "quote": text} for i, text in zip(ids, texts, strict=True))
    checks = [{"name": t, "outcome": "failed", "message": t, "seconds": 0.1, "hidden": False} for t in texts]
    verdict = {"verdict": said, "reason": said, "score": 0.0, "checks": checks, "notes": [said], "printed": said}
    code = "\n".join(["def double(x):", *(f"    # {text}" for text in texts)])
    events: list[e.Event] = [
        first,
        e.SectionOpened(1),
        e.QuestionOpened("ridge"),
        e.CandidateSaid("\n".join(texts), "answer", "ridge"),
        e.AnswerRead("ridge", "main", 1.0, points, 3),
        e.SecondOpinionGiven("ridge", "main", opinions, 3, said),
        e.PointOverruled("ridge", "main", "p0", False),
        e.QuestionClosed("ridge", said),
        e.QuestionOpened("double"),
        e.CodeEdited("double", 0, 0, code),
        e.Submitted(1, "double", code),
        e.Judged(1, "double", verdict),
        e.OwnTestsTried(1, "double", 2, 0, tuple(texts), tuple(texts), 1, 2, tuple(texts), tuple(texts)),
        e.ScoreGuessed("double", 0.5),
        e.VerdictContested(1, said, said),
        e.QuestionClosed("double", said),
        e.SessionEnded(said),
    ]
    return fold([e.Recorded(n, float(n), "", event) for n, event in enumerate(events, 1)])


@each
def test_a_practised_question_steers_nothing_whatever_is_in_it(name: str) -> None:
    text = hostile(name)
    state, found = practised([text]), ReferenceLine(f"def double(x):\n    # {text}\n", text)
    for number, outcome in enumerate(debrief(state).questions, 1):
        way, note = way_to_reference(state, outcome.id, found)
        shown = laid(after_parts(state, outcome, lambda action: "k", way, note))
        assert "A model answer" in shown and not PAINTED.search(shown)
        harmless_rows([*after_question(state, outcome, number), *reference(state, outcome.id, found)])


async def test_the_page_after_a_practice_steers_nothing_on_the_screen() -> None:
    stage, code = Stage(), "\n".join(["def double(x):", *(f"    # to {text}" for text in ALL)])
    stage.references["double"] = ReferenceLine(code, ALL[0])
    async with without_net(stage) as (app, pilot):
        await app.push_screen(AfterPracticeScreen(practised(ALL)))
        await until(pilot, lambda: "What a good answer says" in rows(app))
        harmless_page(app)
        await pilot.press("n")
        await until(pilot, lambda: "submission 1" in rows(app))
        harmless_page(app)
        await pilot.press("pagedown")
        await pilot.pause()
        harmless_page(app, whole=False)
        for key in ("o", "f"):
            await pilot.press(key)
            await until(pilot, lambda: isinstance(app.screen, Ask))
            await down_the_list(app, pilot)
            await pilot.press("escape")
            await until(pilot, lambda: not isinstance(app.screen, Ask))


# What peers said.


def peer(text: str) -> PeerScores:
    score = PeerScore("strong", text)
    return PeerScores(text, text, {text: score, str(debrief(scene.ended()).competencies[0].id): score}, "weak", text)


@each
def test_what_a_peer_said_steers_nothing_whatever_it_is(name: str) -> None:
    state, peers = scene.ended(), (peer(hostile(name)),)
    (group,) = peer_groups(state, peers)
    shown = "".join(f"{entry.label.plain}\n{laid(entry.parts)}" for entry in group.entries)
    assert "Overall" in shown and not PAINTED.search(shown)
    harmless_rows(peer_rows(state, peers))


async def test_what_peers_said_steers_nothing_beside_the_scores_on_the_screen() -> None:
    stage, state = Stage(peers_=tuple(map(peer, ALL))), scene.ended()
    stage.states[state.session] = state
    async with without_net(stage) as (app, pilot):
        await app.push_screen(DebriefScreen(state))
        await until(pilot, lambda: "Scored by" in rows(app))
        await pilot.press("end")
        await until(pilot, lambda: "What peers said" in rows(app))
        harmless_page(app)


# Whether a pack is trusted, and which one is looked at.


class Believed(Wary):
    """A service whose pack says hostile things of itself."""

    async def start_practice(self, question: str | None) -> Engine:
        raise NeedsTrust(ALL[0], ALL)


async def test_the_question_whether_a_pack_is_trusted_steers_nothing_and_first_offers_to_begin_nothing() -> None:
    async with without_net(Believed(fault="\n".join(ALL))) as (app, pilot):
        app.practise(ALL[0])
        await until(pilot, lambda: isinstance(app.screen, Ask))
        harmless_page(app)
        assert app.screen.query_one(OptionList).highlighted == 0 and "Not now" in rows(app)
        await pilot.press("down", "enter")
        await until(pilot, lambda: "from" in notices(app))
        harmless_page(app, whole=False)


@each
def test_what_a_pack_says_of_itself_is_harmless_before_it_is_asked_about(name: str) -> None:
    told = hostile(name)
    piece = Piece("0" * 64, 1)
    pack = PackFacts(told, Path(f"/packs/{told}"), "new", 1, 1, {told: piece}, "0" * 64, (told,), (told,))
    for row in pack.lines():
        assert not steering(row) and "\n" not in row, row


async def test_the_choice_of_a_pack_to_look_at_steers_nothing() -> None:
    async with without_net(Stage()) as (app, pilot):
        ask_which(app, lambda folder: None, [PackLine(text, text, text, 1) for text in ALL])
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await down_the_list(app, pilot, 1)


@each
async def test_in_plain_lines_a_pack_is_asked_about_harmlessly(name: str) -> None:
    said: list[str] = []
    console = Console(lambda: b"", said.append, typed=False, prompts=False)
    home = Home(Believed(), console, lambda session: Path(session), {})
    asked = NeedsTrust(hostile(name), (hostile(name),))
    assert not await home._trusts(asked)  # pyright: ignore[reportPrivateUsage]
    shown = "".join(said)
    assert "This pack brings code." in shown and "Nothing was begun." in shown
    assert not steering(shown) and "\x1b" not in shown and "\r" not in shown
