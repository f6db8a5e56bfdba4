"""A spoken answer in plain lines: enter stops the recording, and what was heard is an unsent answer like one that was typed."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.interview_fakes import TALK
from support.lines import ENVIRON, Lines, Quick, fast, piped, play, practising
from support.speech import command as speech
from support.stage import Stage
from support.waiting import until

from hotseat.plain.dictating import DICTATE


@pytest.fixture(autouse=True)
def _fast(monkeypatch: pytest.MonkeyPatch) -> None:
    fast(monkeypatch)


async def _said(lines: Lines, wanted: str, times: int = 1) -> None:
    """A process has to start first, for which a busy machine takes its time."""
    for tries in range(6):
        try:
            await lines.until(wanted, times=times)
            return
        except AssertionError:
            if tries == 5:
                raise


def _answers(stage: Stage) -> list[str]:
    assert stage.engine is not None
    return [m.text for m in stage.engine.state.messages if m.who == "candidate"]


async def test_enter_stops_a_recording_and_an_empty_line_sends_what_was_heard(tmp_path: Path) -> None:
    stage = Stage(hand=Quick(20))  # type: ignore[arg-type]
    ready = tmp_path / "ready"
    environ = {**ENVIRON, DICTATE: speech("record", "the second half", str(ready))}
    at_work = play(stage, tmp_path, first=practising(stage, TALK.id), environ=environ)
    lines = at_work.lines
    await lines.until("You: ")
    lines.type("The first half, and", "/dictate")
    await until(ready.exists, 30)
    lines.type("")
    await _said(lines, "That was heard, and is not sent.")
    assert _answers(stage) == []
    lines.type("")
    await _said(lines, "Interviewer: ", 2)
    assert _answers(stage) == ["The first half, and\nthe second half"]
    lines.type("/quit now")
    assert await at_work.code() == 0


async def test_a_recording_can_be_thrown_away_and_another_line_is_taken_afterwards(tmp_path: Path) -> None:
    stage = Stage(hand=Quick(20))  # type: ignore[arg-type]
    ready = tmp_path / "ready"
    environ = {**ENVIRON, DICTATE: speech("record", "words", str(ready))}
    at_work = play(stage, tmp_path, first=practising(stage, TALK.id), environ=environ)
    lines = at_work.lines
    await lines.until("You: ")
    lines.type("/dictate")
    await until(ready.exists, 30)
    lines.type("/cancel")
    await _said(lines, "The dictation is thrown away")
    ready.unlink()
    lines.type("/draft")
    await _said(lines, "Nothing is typed that has not been sent.")
    lines.type("/dictate")
    await until(ready.exists, 30)
    lines.type("/draft")
    await _said(lines, "That was heard, and is not sent.")
    await _said(lines, "words", 2)
    lines.type("/quit now")
    assert await at_work.code() == 0


async def test_the_line_that_was_to_stop_a_recording_that_ended_by_itself_sends_nothing(tmp_path: Path) -> None:
    stage = Stage(hand=Quick(20))  # type: ignore[arg-type]
    environ = {**ENVIRON, DICTATE: speech("say", "words that nobody has looked over")}
    at_work = play(stage, tmp_path, first=practising(stage, TALK.id), environ=environ)
    lines = at_work.lines
    await lines.until("You: ")
    lines.type("/dictate")
    await _said(lines, "The recording ended by itself.")
    lines.type("")
    await _said(lines, "that line sent nothing")
    assert _answers(stage) == []
    lines.type("")
    await _said(lines, "Interviewer: ", 2)
    assert _answers(stage) == ["words that nobody has looked over"]
    lines.type("/quit now")
    assert await at_work.code() == 0


async def test_a_pipe_waits_for_the_words_of_a_file(tmp_path: Path) -> None:
    file = tmp_path / "a.wav"
    file.write_text("from a file", encoding="utf-8")
    stage = Stage(hand=Quick(20))  # type: ignore[arg-type]
    environ = {**ENVIRON, DICTATE: speech("hear", "{file}")}
    at_work = play(stage, tmp_path, first=practising(stage, TALK.id), environ=environ, typed=False)
    at_work.lines.type(f"/dictate {file}", "", "/quit now")
    at_work.lines.end()
    assert await at_work.code() == 0
    assert _answers(stage) == ["file a.wav: from a file"]


async def test_without_a_command_it_is_told_how_to_have_one(tmp_path: Path) -> None:
    stage = Stage(hand=Quick(20))  # type: ignore[arg-type]
    said, code = await piped(stage, tmp_path, "/dictate", "/quit now", first=practising(stage, TALK.id))
    assert code == 0
    assert "No dictation command is set" in said
