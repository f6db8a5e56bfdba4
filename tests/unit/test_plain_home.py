"""The line mode around a session: the menu, finding a question, trust in a pack, past sessions and the debrief."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from support import scene
from support.lines import piped, play
from support.stage import OVERVIEW, Stage, Wary

from hotseat.front.service import SessionLine
from hotseat.interview.commands import Overrule
from hotseat.review.peers import PeerScores

SESSION = scene.started().session
ENDED = SessionLine(SESSION, "Two hours", "interview", "2030-01-01 09:00", 7200, "finished", "solid")
OPEN = SessionLine("s1", "Double it", "practice", "2030-01-02 09:00", 60)


async def test_home_tells_what_there_is_and_an_empty_line_quits(tmp_path: Path) -> None:
    faults = replace(OVERVIEW, faults=("q.yaml: the prompt is missing.",), hints=("No sandbox here.",), tip="Breathe.")
    said, code = await piped(Stage(overview_=faults), tmp_path, "")
    assert code == 0
    for part in (
        "46 questions in 11 topics",
        "Breathe.",
        "the prompt is missing",
        "No sandbox here.",
        "3. Plan",
        "4. Review",
    ):
        assert part in said
    assert "Continue" not in said


async def test_the_end_of_the_input_at_home_ends_the_program(tmp_path: Path) -> None:
    stage = Stage()
    _, code = await piped(stage, tmp_path)
    assert code == 0 and stage.calls[-1] == "close"


async def test_what_is_no_answer_is_asked_again_and_words_count_as_numbers_do(tmp_path: Path) -> None:
    said, _ = await piped(Stage(), tmp_path, "9", "nonsense", "Quit")
    assert said.count("Type a number from 1 to 5") == 2


async def test_an_interview_is_chosen_by_its_agenda(tmp_path: Path) -> None:
    stage = Stage()
    said, _ = await piped(stage, tmp_path, "interview", "2", "/quit now", "quit")
    assert "interview half-hour" in stage.calls and "Half an hour: 30 min, no pause" in said


async def test_a_question_is_found_by_words_and_begun_by_its_number(tmp_path: Path) -> None:
    stage = Stage()
    said, _ = await piped(stage, tmp_path, "practice", "zebra", "code", "1", "/quit now", "quit")
    assert "No question fits" in said and "1. Double it (code" in said
    assert "practice double" in stage.calls


async def test_a_question_is_begun_by_its_id_or_drawn(tmp_path: Path) -> None:
    stage = Stage()
    await piped(stage, tmp_path, "practice", "ridge", "/quit now", "practice", "surprise", "/quit now", "quit")
    assert [c for c in stage.calls if c.startswith("practice")] == ["practice ridge", "practice None"]


async def test_the_session_left_open_last_is_offered_first(tmp_path: Path) -> None:
    stage = Stage(overview_=replace(OVERVIEW, open=OPEN))
    said, _ = await piped(stage, tmp_path, "1", "/quit now", "quit")
    assert "1. Continue: Double it, 60 s in" in said and "resume s1" in stage.calls


async def test_what_cannot_be_begun_is_told_and_home_goes_on(tmp_path: Path) -> None:
    said, code = await piped(Stage(trouble="The disk is full."), tmp_path, "interview", "1", "quit")
    assert code == 0 and "Note: The disk is full." in said


async def test_a_pack_is_trusted_only_by_a_clear_word(tmp_path: Path) -> None:
    for rows, trusted in (((), []), (("",), []), (("yes",), []), (("1",), []), (("2",), ["acme"])):
        stage = Wary()
        said, code = await piped(stage, tmp_path, *rows, first=lambda s=stage: s.start_practice("double"))
        assert code == 0 and "Trust only what you know." in said
        assert stage.trusted == trusted, rows
        assert ("Write `double(x)`" in said or "[greet]" in said) == bool(trusted)


async def test_trust_that_cannot_be_kept_begins_nothing(tmp_path: Path) -> None:
    stage = Wary(fault="That cannot be kept.")
    said, _ = await piped(stage, tmp_path, "2", first=lambda: stage.start_practice("double"))
    assert "That cannot be kept." in said and stage.engine is None


# Past sessions.


def library() -> Stage:
    return Stage(sessions_=(OPEN, ENDED), states={SESSION: scene.ended()})


async def test_past_sessions_are_listed_read_and_exported(tmp_path: Path) -> None:
    stage = library()
    said, code = await piped(
        stage,
        tmp_path,
        "2",
        "1",
        "2",
        "scores",
        "habits",
        "transcript",
        "export",
        "export docx",
        "export html",
        "",
        "",
        page="review",
    )
    assert code == 0
    assert "1. Practice of 2030-01-02 09:00: Double it, 60 s, open" in said
    for part in (
        "Hire signal: ",
        "Line 1, ",
        "The verdict.",
        "What a good answer says.",
        "The five habits.",
        "Interviewer at ",
        "Written to",
    ):
        assert part in said, part
    assert [call for call in stage.calls if call.startswith("export")] == [
        f"export {SESSION} md",
        f"export {SESSION} html",
    ]
    assert "There is no form 'docx'. The forms are: html, a page to read in a browser; ipynb" in said


async def test_an_open_session_can_be_gone_on_with_from_the_list(tmp_path: Path) -> None:
    stage = library()
    await piped(stage, tmp_path, "1", "2", "/quit now", "", page="review")
    assert "resume s1" in stage.calls


async def test_a_session_that_is_not_there_is_told(tmp_path: Path) -> None:
    said, code = await piped(Stage(), tmp_path, page="nowhere")
    assert code == 0 and "There is no session" in said


async def test_a_point_is_overruled_in_the_debrief_and_taken_back(tmp_path: Path) -> None:
    stage = library()
    at_work = play(stage, tmp_path, page=SESSION)
    lines = at_work.lines
    await lines.until("Debrief: ")
    talk = next(n for n in range(1, 9) if f"Question {n}: " in lines.said and "points covered" in _row(lines.said, n))
    lines.type(f"overrule {talk}", "2", "1")
    said = await lines.until("by your own word")
    lines.type(f"overrule {talk}", "2", "1")
    await lines.until("Take my word back")
    lines.type("")
    assert await at_work.code() == 0
    assert "Which point was read wrongly?" in said
    assert [w.covered for w in stage.looked_back if isinstance(w, Overrule)][1:] == [None]


def _row(said: str, question: int) -> str:
    return next(row for row in said.split("\n") if f"Question {question}: " in row)


async def test_a_verdict_is_contested_in_the_debrief_and_words_in_answers_are_only_talk(tmp_path: Path) -> None:
    stage = library()
    at_work = play(stage, tmp_path, page=SESSION)
    lines = at_work.lines
    await lines.until("Debrief: ")
    code = next(n for n in range(1, 9) if any(w in _row(lines.said, n) for w in ("PASS", "FAIL")))
    talk = next(n for n in range(1, 9) if n != code and f"Question {n}: " in lines.said)
    lines.type(f"contest {talk}", f"contest {code} it is right", f"contest {code}", "contest 99", "nonsense", "/quit")
    assert await at_work.code() == 0
    assert "only the judge's verdict on code" in lines.said
    assert "marked as disputed" in lines.said and "already" in lines.said and "knows no 'nonsense'" in lines.said
    assert any(c.endswith("it is right") for c in stage.calls)


async def test_that_a_friend_has_scored_the_session_is_said_as_it_is_opened(tmp_path: Path) -> None:
    stage = library()
    stage.peers_ = (PeerScores("Grace", "2030-01-02", {}, "solid"),)
    at_work = play(stage, tmp_path, page=SESSION)
    at_work.lines.type("", "/quit")
    assert await at_work.code() == 0
    assert "Note: Scored by Grace too: peers tells it." in at_work.lines.said
