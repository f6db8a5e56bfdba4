"""A replay in plain lines: by words from moment to moment, and what stood, was printed and was judged there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from support import scene
from support.lines import piped
from support.stage import Stage

from hotseat.front.service import ReferenceLine
from hotseat.interview.commands import RemoveBookmark, SetBookmark

SESSION = scene.started().session


def stage() -> Stage:
    return Stage(
        recordings={SESSION: scene.recording()},
        states={SESSION: scene.ended()},
        references={"zscore": ReferenceLine("import numpy as np\n", "The question has changed since this session.")},
    )


async def heard(over: Stage, folder: Path, *typed: str) -> str:
    said, code = await piped(over, folder, "replay", *typed, page=SESSION)
    assert code == 0
    return said


async def test_one_goes_by_failures_parts_steps_and_times(tmp_path: Path) -> None:
    said = await heard(
        stage(),
        tmp_path,
        "failure",
        "f back",
        "next 3",
        "section",
        "s back",
        "4:21",
        "at noon",
        "fail",
        "fail",
        "fail",
        "",
    )
    assert "5:31 of 7:00; 09:00:00 UTC; part 3, Pair programming; Standardise an array." in said
    assert "Failure. Cell 3 failed: RuntimeWarning" in said and "Bookmark: the constant array" in said
    assert "Nothing failed before this moment." in said and "Nothing failed after this moment." in said
    assert "5:50: You: “My mistake" in said and "shows a habit: think aloud, acknowledge mistakes" in said
    assert "It can; refuse it" in said and "A time is written as 12:30" in said
    assert "Back in the debrief" in said


async def test_code_output_verdict_habits_and_talk_are_told_as_they_were_then(tmp_path: Path) -> None:
    before = await heard(stage(), tmp_path, "code", "output", "verdict", "diff", "back")
    for none in (
        "No code yet.",
        "No cell was run yet.",
        "Nothing was judged yet.",
        "nothing to compare",
        "beginning of",
    ):
        assert none in before
    said = await heard(stage(), tmp_path, "7:00", "code 5-6", "output", "verdict", "habits", "talk 1", "code 99")
    assert "5: def zscore(x: np.ndarray)" in said and "# %% try it" not in said
    assert "Cell 3, [3] failed in 620 ms." in said and "invalid value encountered in divide" in said
    assert "FAIL, 2 of 5 checks passed, submission 1." in said
    assert "Say so when you were wrong. Seen" in said and "Think aloud. " in said
    assert "Interviewer at 6:42: Three checks do not hold yet." in said and "There are 12 lines" in said


async def test_the_diff_alone_tells_the_reference(tmp_path: Path) -> None:
    over = stage()
    said = await heard(over, tmp_path, "6:00", "code")
    assert not any(call.startswith("reference") for call in over.calls) and "Out 1" not in said
    said = await heard(over, tmp_path, "6:00", "diff")
    assert "The question has changed since this session." in said
    assert "# %% imports" not in said and "Same 1: import numpy as np" in said


async def test_bookmarks_are_set_heard_gone_to_and_taken_out(tmp_path: Path) -> None:
    over = stage()
    said = await heard(
        over, tmp_path, "bookmarks", "4:21", "bookmark ask earlier", "bookmarks", "bookmarks 1", "unmark", "unmark"
    )
    seq = next(r.seq for r in scene.records() if r.at == 261 and "refuse" in str(r.event))
    assert over.looked_back == [SetBookmark(seq, "ask earlier"), RemoveBookmark(seq)]
    assert "1. 5:31: Failure. Cell 3 failed" in said and "A bookmark is set at 4:21: ask earlier" in said
    assert "There is no bookmark at this moment." in said


async def test_words_that_are_none_are_answered_with_the_nearest_and_help_tells_all(tmp_path: Path) -> None:
    said = await heard(stage(), tmp_path, "failur", "wibble", "help", "quit")
    assert "Did you mean failure?" in said and "The replay knows no 'wibble'" in said and "/unmark" in said


async def test_what_is_lost_is_said_and_what_cannot_be_read_leads_back(tmp_path: Path) -> None:
    over = stage()
    over.recordings[SESSION] = replace(scene.recording(), whole=3, lost=("The journal is damaged at line 5.",))
    said = await heard(over, tmp_path, "failure")
    assert "The journal is damaged at line 5." in said and "Records before this moment are lost" in said
    over.recordings.clear()
    assert "cannot be replayed" in await heard(over, tmp_path, "")


async def test_text_from_the_journal_is_harmless(tmp_path: Path) -> None:
    over = stage()
    over.references["zscore"] = ReferenceLine("\x1b]0;owned\x07x", "\x1b[2Jnote")
    said = await heard(over, tmp_path, "6:00", "bookmark \x1b[31mred", "diff", "bookmarks", "where")
    assert "\x1b" not in said and "\x07" not in said
