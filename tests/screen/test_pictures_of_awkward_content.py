"""Every screen in three sizes with what is awkward to show: words without a break, wide characters, emoji, nothing at all, and
ten thousand lines. The pictures are rows of text, so that what is cut off, overlaps or is shifted can be read.

A picture that changed on purpose is taken anew with ``pytest --snapshot-update tests/screen``.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

import pytest
from rich.cells import cell_len
from support import scene
from support.screens import playing, rows, until
from support.stage import OVERVIEW, Stage
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode
from textual.pilot import Pilot

from hotseat.front.service import AgendaLine, SessionLine
from hotseat.interview import events as e
from hotseat.interview.evolve import fold
from hotseat.interview.state import State
from hotseat.tui.app import HotseatApp
from hotseat.tui.screens.debrief import DebriefScreen
from hotseat.tui.screens.dialogs import Ask, AskLine, Choice, Read
from hotseat.tui.screens.interview import InterviewScreen
from hotseat.tui.screens.pick import PickScreen
from hotseat.tui.widgets.prose import Markdown

SIZES = [(80, 24), (120, 40), (200, 60)]
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 3
WIDE = "標準偏差がゼロのときは零を返す。" * 6
EMOJI = "👩‍💻 🇩🇪 👍🏽 ❤️ 🧑🏿‍🚀 " * 8
AWKWARD = f"{WORD}\n\n{WIDE}\n\n{EMOJI}\n\nא ב ג   \u202eright to left\u202c\n\n- {WORD}\n- {WIDE}"
LINES = 10_000
SESSIONS = (
    SessionLine("a", WORD, "interview", "2030-01-03 18:00", 2460),
    SessionLine("b", WIDE, "practice", "2030-01-02 09:12", 640, "finished", "solid"),
    SessionLine("c", EMOJI, "interview", "2030-01-01 09:00", 7100, "finished", "partial"),
    SessionLine("d", "", "interview", "2029-12-24 10:00", 0, fault=f"{WORD} {WIDE}"),
)


class Rows(SingleFileSnapshotExtension):
    """One text file a picture."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.fixture
def picture(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(Rows)


def awkward(coded: int = 50, shown: int = 50) -> list[e.Recorded]:
    """The scene's story with awkward words, and so many lines of code and of output, behind it."""
    code = f"# %% {WIDE}\n{WORD} = '{EMOJI}'\n" + "".join(f"x{n} = {n}\n" for n in range(coded))
    printed = "".join(f"{n} {WIDE if n % 7 == 0 else EMOJI if n % 11 == 0 else WORD}\n" for n in range(shown))
    story: list[e.Event] = [
        e.InterviewerSaid(AWKWARD, "ask", "zscore"),
        e.CandidateSaid(AWKWARD, "aloud", "zscore"),
        e.CandidateSaid("\n".join(str(n) for n in range(LINES // 10)), "aloud", "zscore"),
        e.CodeEdited("zscore", 0, len(scene.CODE), code),
        e.CellRun(4, "zscore", 0, f"print('{WIDE}')"),
        e.CellOutput(4, ({"kind": "stream", "name": "stdout", "text": printed},)),
        e.CellEnded(4, "finished", "Done.", 0.5, 4),
        e.InterviewerSaid(f"{WORD} {EMOJI}", "acknowledge", "zscore"),
    ]
    records = scene.records()
    return [*records, *(e.Recorded(len(records) + n, 410.0, scene.WALL, event) for n, event in enumerate(story, 1))]


def many(app: HotseatApp) -> int:
    """Ten thousand lines; a tenth in the larger windows, where as many would show nothing more and take their time."""
    return LINES if app.size.width == SIZES[0][0] else LINES // 10


def over() -> State:
    records = awkward()
    ends: list[e.Event] = [e.QuestionClosed("zscore", "left"), e.SectionClosed(2, 0.0), e.SessionEnded("left")]
    return fold([*records, *(e.Recorded(len(records) + n, 420.0, scene.WALL, x) for n, x in enumerate(ends, 1))])


async def sit(app: HotseatApp, pilot: Pilot[int], stage: Stage, coded: int = 50, printed: int = 50) -> InterviewScreen:
    engine = await stage.begin(scene.started())
    engine.state = fold(awkward(coded, printed))
    stage.hand.now = 420.0
    screen = InterviewScreen(engine)
    await app.push_screen(screen)
    await until(pilot, lambda: "11:59" not in rows(app) and bool(screen.query("#code")))
    await until(pilot, lambda: "left" in rows(app))
    return screen


async def home(app: HotseatApp, pilot: Pilot[int], stage: Stage) -> None:
    await pilot.pause()


async def pick(app: HotseatApp, pilot: Pilot[int], stage: Stage) -> None:
    app.open_pick()
    await until(pilot, lambda: isinstance(app.screen, PickScreen))
    await pilot.pause()


async def review(app: HotseatApp, pilot: Pilot[int], stage: Stage) -> None:
    app.open_review()
    await until(pilot, lambda: "2030-01-03" in rows(app))


async def review_of_nothing(app: HotseatApp, pilot: Pilot[int], stage: Stage) -> None:
    stage.sessions_ = ()
    app.open_review()
    await until(pilot, lambda: "No session yet" in rows(app))


async def talk(app: HotseatApp, pilot: Pilot[int], stage: Stage) -> None:
    screen = await sit(app, pilot, stage)
    screen.work.answer.insert(f"{WORD} {WIDE} {EMOJI}")
    await pilot.pause()


async def code(app: HotseatApp, pilot: Pilot[int], stage: Stage) -> None:
    screen = await sit(app, pilot, stage, coded=many(app))
    await pilot.press("f3")
    screen.work.editor.move_cursor((1, 30))
    await pilot.pause()


async def output(app: HotseatApp, pilot: Pilot[int], stage: Stage) -> None:
    screen = await sit(app, pilot, stage, printed=many(app))
    await pilot.press("alt+o", "alt+z")
    await until(pilot, lambda: screen.work.alone and f"{many(app) - 1} " in rows(app))


async def debrief(app: HotseatApp, pilot: Pilot[int], stage: Stage) -> None:
    await app.push_screen(DebriefScreen(over()))
    await until(pilot, lambda: "Left before the end" in rows(app))


async def question(app: HotseatApp, pilot: Pilot[int], stage: Stage) -> None:
    app.push_screen(Ask(WORD, AWKWARD, [Choice("a", WIDE, WORD), Choice("b", EMOJI)]))
    await until(pilot, lambda: "esc back" in rows(app))


async def line(app: HotseatApp, pilot: Pilot[int], stage: Stage) -> None:
    app.push_screen(AskLine(WORD, AWKWARD, hint=WIDE, most=500))
    await until(pilot, lambda: "esc back" in rows(app))


async def reading(app: HotseatApp, pilot: Pilot[int], stage: Stage) -> None:
    app.push_screen(Read(EMOJI, [Markdown(AWKWARD + "\n\n" + "\n\n".join(str(n) for n in range(LINES // 10)))]))
    await until(pilot, lambda: "esc close" in rows(app))


async def palette(app: HotseatApp, pilot: Pilot[int], stage: Stage) -> None:
    await pilot.press("ctrl+p")
    await until(pilot, lambda: "Practise a" in rows(app) or "Sit an" in rows(app))


async def first_steps(app: HotseatApp, pilot: Pilot[int], stage: Stage) -> None:
    app.first_steps()
    await until(pilot, lambda: "Step 1" in rows(app) and "Your answer" in rows(app))


PLACES = (
    *(home, pick, review, review_of_nothing, talk, code, output, debrief, question, line, reading, palette),
    first_steps,
)


@pytest.mark.parametrize("size", SIZES, ids=lambda s: f"{s[0]}x{s[1]}")
@pytest.mark.parametrize("place", PLACES, ids=lambda p: p.__name__)
async def test_awkward_content_is_shown_whole_and_in_its_place(
    picture: SnapshotAssertion,
    place: Callable[[HotseatApp, Pilot[int], Stage], Awaitable[None]],
    size: tuple[int, int],
) -> None:
    titled = scene.ZSCORE.model_copy(update={"title": f"{WIDE} {WORD}"})
    empty = scene.DIAGONAL.model_copy(update={"title": EMOJI})
    overview = replace(
        OVERVIEW, open=SESSIONS[0], agendas=(AgendaLine("a", WORD, 120),), faults=(f"{WORD}: {WIDE}",), tip=AWKWARD
    )
    stage = Stage(questions_=(titled, empty), overview_=overview, sessions_=SESSIONS)
    async with playing(stage, size=size) as (app, pilot):
        await place(app, pilot, stage)
        app.clear_notifications()
        await pilot.pause()
        seen = rows(app)
        assert max(cell_len(row) for row in seen.split("\n")) <= size[0]
        assert seen == picture
