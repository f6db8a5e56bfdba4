"""The preview of a pack: its questions as a candidate sees them, the findings beside them, and what is saved meanwhile."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from support.commands import command
from support.packs_on_disk import example_pack
from support.screens import notices, rows, shot, until
from support.stage import Stage
from syrupy.assertion import SnapshotAssertion
from textual.pilot import Pilot

from hotseat.cli.pack_desk import PackDesk, pack_view, stamp
from hotseat.cli.places import Places
from hotseat.front.pack_preview import FindingLine, PackLine
from hotseat.tui.app import HotseatApp
from hotseat.tui.screens import preview
from hotseat.tui.screens.dialogs import Ask
from hotseat.tui.screens.home import HomeScreen
from hotseat.tui.screens.preview import PreviewScreen


class Desk(PackDesk, Stage):
    """A stage whose packs are real files; the code of their questions is not run."""

    def __init__(self, here: Places) -> None:
        Stage.__init__(self)
        self._here = here

    try_out = Stage.try_out


@pytest.fixture
def acme(own_home: Path, tmp_path: Path) -> Path:
    return example_pack(tmp_path / "acme", "code", "talk")


@asynccontextmanager
async def looking(
    acme: Path, question: str = "top-share", size: tuple[int, int] = (80, 24), look: str = "hotseat-dark"
) -> AsyncIterator[tuple[HotseatApp, Pilot[int], Desk]]:
    desk = Desk(Places(acme.parent, acme.parent))
    app = HotseatApp(desk, theme=look, pack=(str(acme), question))
    async with app.run_test(size=size, notifications=True) as pilot:
        await until(pilot, lambda: isinstance(app.screen, PreviewScreen) and "Findings" in rows(app))
        await until(pilot, lambda: "As the candidate" in rows(app) and "min" in rows(app))
        yield app, pilot, desk


async def test_all_parts_are_reached_by_keyboard_and_hints_come_rung_by_rung(acme: Path) -> None:
    async with looking(acme, size=(120, 40)) as (app, pilot, _):
        seen = ""
        for _ in range(13):
            seen += rows(app)
            await pilot.press("n")
        for words in (
            "how much of our revenue",
            "raise NotImplementedError",
            "What about refunds?",
            "whole amounts give",
        ):
            assert words in seen, words
        for words in (
            "Rubric",
            "Model answer",
            "Follow-up: deeper",
            "Follow-up: change",
            "asked once the",
        ):
            assert words in seen, words
        assert "Hints, 1 of 3" in seen and "Think of what should" not in seen and "takes the first k" not in seen
        await pilot.press("h")
        await until(pilot, lambda: "Hints, 2 of 3" in rows(app))
        await pilot.press("h")
        await until(pilot, lambda: "Hints, 3 of 3" in rows(app) and "shows the next rung" not in rows(app))
        await pilot.press("h")
        await until(pilot, lambda: "Hints, 1 of 3" in rows(app))


async def test_what_a_candidate_does_not_see_can_be_hidden(acme: Path) -> None:
    async with looking(acme, size=(120, 40)) as (app, pilot, _):
        await pilot.press("a")
        await until(pilot, lambda: "before it is over" in rows(app))
        seen = ""
        for _ in range(5):
            seen += rows(app)
            await pilot.press("n")
        assert "a hidden check" in seen and "whole amounts give a fraction too" in seen
        assert "Rubric" not in seen and "a negative amount is refused" not in seen and "Return 0.0" not in seen


async def test_what_is_saved_is_seen_and_what_is_wrong_is_told_with_its_line(
    acme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = acme / "questions" / "statistics" / "top-share.yaml"
    whole = path.read_text()
    monkeypatch.setattr(preview, "LOOK_SECONDS", 0.05)
    async with looking(acme) as (app, pilot, _):
        path.write_text(whole.replace("title: The share of the largest", "title: Who pays the bills"))
        await until(pilot, lambda: "Who pays the bills" in rows(app), rounds=400)
        path.write_text(whole.replace("level: easy", "level: simple"))
        await until(pilot, lambda: "statistics/top-share.yaml:5" in rows(app), rounds=400)
        assert "cannot be used" in rows(app) and "1 error" in rows(app)
        (acme / "right" / "top-share__heap.py").unlink()
        path.write_text(whole)
        await until(pilot, lambda: "at least 3 are needed" in rows(app), rounds=400)
        path.unlink()
        await until(
            pilot, lambda: "belongs to no question" in rows(app) or "The mean went down" in rows(app), rounds=400
        )
        assert isinstance(app.screen, PreviewScreen)


async def test_another_question_is_shown_with_its_own_findings(acme: Path) -> None:
    (acme / "wrong" / "top-share__smallest.py").write_text("x = 1\n")
    async with looking(acme, "mean-went-down") as (app, pilot, _):
        assert "Nothing to mend" in rows(app)
        app.screen.query_one("#preview-questions").focus()
        await pilot.press("down")
        await until(pilot, lambda: "its docstring lacks" in rows(app))


async def test_running_a_question_asks_where_nobody_stands_for_the_pack_and_shows_what_does_not_hold(
    acme: Path,
) -> None:
    async with looking(acme) as (app, pilot, desk):
        desk.trouble = "acme holds 1 question in code."
        desk.tried_out = (
            FindingLine("top-share", "error", "right/top-share__heap.py", 1, "should pass, and does not", ran=True),
        )
        await pilot.press("g")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, PreviewScreen))
        assert desk.calls.count("try top-share") == 1 and "try top-share agreed" not in desk.calls
        await pilot.press("g")
        await until(pilot, lambda: isinstance(app.screen, Ask))
        await pilot.press("down", "enter")
        await until(pilot, lambda: "should pass, and does not" in rows(app) and "1 more by running it" in rows(app))
        desk.tried_out = ()
        desk.trouble = ""
        await pilot.press("g")
        await until(pilot, lambda: "its code holds" in rows(app))


async def test_a_pack_is_chosen_from_home_and_a_folder_that_holds_none_is_told(acme: Path, tmp_path: Path) -> None:
    desk = Desk(Places(acme.parent, acme.parent))
    (acme.parent / "packs").mkdir()
    (acme.parent / "packs" / "mine").symlink_to(acme, target_is_directory=True)
    app = HotseatApp(desk)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await until(pilot, lambda: isinstance(app.screen, HomeScreen) and "questions in" in rows(app))
        await pilot.press("k")
        await until(pilot, lambda: "Which pack?" in rows(app) and "mine 0.1.0" in rows(app))
        await pilot.press("end", "enter")
        await until(pilot, lambda: "Which folder?" in rows(app))
        await pilot.press(*str(tmp_path / "no"), "enter")
        await until(pilot, lambda: "no pack in" in notices(app))
        await pilot.press("k")
        await until(pilot, lambda: "Which pack?" in rows(app))
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, PreviewScreen))
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, HomeScreen))


async def test_a_pack_whose_last_question_goes_is_still_looked_at(acme: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(preview, "LOOK_SECONDS", 0.05)
    async with looking(acme) as (app, pilot, _):
        for path in (acme / "questions").rglob("*.yaml"):
            path.unlink()
        await until(pilot, lambda: "0 questions" in rows(app), rounds=400)
        await pilot.press("n", "h", "a", "g", "e", "tab")
        await until(pilot, lambda: "holds no questions" in rows(app))
        assert isinstance(app.screen, PreviewScreen)
        view = pack_view(acme)
        assert len(set(view.about(""))) == len(view.about("")) > 0


async def test_hostile_words_of_a_pack_stay_words(acme: Path) -> None:
    path = acme / "questions" / "statistics" / "top-share.yaml"
    path.write_text(
        path.read_text().replace(
            "title: The share of the largest", 'title: "[b]x[/b] \\e]0;owned\\a [@click=app.quit]y"'
        )
    )
    async with looking(acme) as (app, _, __):
        assert "[b]x" in rows(app) and "\x1b" not in rows(app) and "\x07" not in rows(app)


def test_a_stamp_changes_with_every_file_that_is_saved_and_with_nothing_else(acme: Path) -> None:
    before = stamp(acme)
    (acme / "notes.txt").write_text("x")
    assert stamp(acme) == before == pack_view(acme).stamp
    seen = {before}
    for name in ("checks/top-share.py", "pack.yaml", "questions/statistics/top-share.yaml"):
        (acme / name).write_text((acme / name).read_text() + "\n")
        seen.add(stamp(acme))
    (acme / "wrong" / "top-share__smallest.py").unlink()
    seen.add(stamp(acme))
    assert len(seen) == 5


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=lambda s: f"{s[0]}x{s[1]}")
async def test_the_picture_of_a_preview(picture: SnapshotAssertion, acme: Path, size: tuple[int, int]) -> None:
    (acme / "wrong" / "top-share__smallest.py").write_text('"""Takes the smallest.\n\nfails: the largest ones\n"""\n')
    async with looking(acme, size=size) as (app, pilot, _):
        await pilot.press("n")
        await pilot.pause()
        assert shot(app) == picture


def test_the_same_is_told_as_text_where_no_screen_can_be_drawn(acme: Path) -> None:
    told = command("pack", "preview", str(acme), "--question", "top-share")
    assert told.code == 0 and "Follow-up, change, passed" in told.out and "The mean went down" not in told.out
    assert command("pack", "preview", str(acme.parent)).code == 2
    wrong = command("pack", "preview", str(acme), "--question", "none")
    assert wrong.code == 2 and "top-share" in wrong.err


async def test_a_pack_list_tells_versions_and_questions(acme: Path, own_home: Path) -> None:
    assert command("pack", "install", str(acme), "--yes").code == 0
    found = await Desk(Places(own_home, own_home)).packs()
    assert found == [PackLine("acme", "0.1.0", str(own_home / "packs" / "acme"), 2)]
