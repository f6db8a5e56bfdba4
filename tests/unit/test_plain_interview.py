"""The line mode over the real engine with fakes behind it: an interview from end to end, in a pipe and with somebody typing."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from support.interview_fakes import CODE, TALK
from support.lines import Play, Quick, fast, piped, play, practising
from support.stage import FakeEnding, FakeRunner, Stage

from hotseat.interview.commands import Repeat
from hotseat.interview.engine import Engine, replay
from hotseat.interview.state import State
from hotseat.plain.wording import Wording

GOOD = ("/write", "# %%", "def double(x):", "    return 2 * x", "# %%", "print(double(21))", ".")


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    fast(monkeypatch)


def recorded(stage: Stage) -> State:
    """What the journal adds up to, as a resume would read it."""
    return replay(stage.journal.records)


def quick_stage() -> Stage:
    return Stage(hand=Quick())  # type: ignore[arg-type]


def margin(said: str) -> set[str]:
    """The words at the margin."""
    return {row.partition(":")[0] for row in said.split("\n") if row and not row.startswith(" ")}


class Chatty(FakeRunner):
    """Its cells print more than is recorded, and all of it lies in a file."""

    def __init__(self, file: Path | None) -> None:
        super().__init__()
        self.file = file

    def whole_output(self, file: str) -> str:
        return str(self.file) if self.file and file == self.file.name else ""

    async def run(
        self,
        code: str,
        on_output: Callable[[Mapping[str, Any]], None],
        ask_input: Callable[[str, bool], Awaitable[str | None]],
    ) -> FakeEnding:
        on_output({"kind": "stream", "name": "stdout", "text": "the beginning\n"})
        on_output({"kind": "kept", "file": "output-00000000.txt", "text": "More was printed. All of it is kept."})
        return FakeEnding("finished", "Done.", 1)


# A pipe.


async def test_a_pipe_sits_a_practice_to_the_debrief_each_line_after_the_effect_of_the_one_before(
    tmp_path: Path,
) -> None:
    stage = quick_stage()
    rows = ("Which types can x be?", "", *GOOD, "/run", "/submit", "/time", "/hint", "/end", "yes", "1", "scores", "")
    said, code = await piped(stage, tmp_path, *rows, first=practising(stage, "double"))
    assert code == 0
    order = [
        "Which types",
        "Whole numbers.",
        "You: /run",
        "42",
        "cell 2: finished",
        "Checks: PASS",
        "You: /time",
        "[no-hint-here]",
        "Debrief: ",
    ]
    assert [part for part in order if part not in said] == [], said
    at = [said.index(part) for part in order]
    assert at == sorted(at), said
    assert "Your code." in said and "def double(x):" in said
    assert margin(said) <= {"Note", "Interviewer", "You", "Output", "Checks", "Clock", "Code", "Choice", "Debrief"}
    assert "\r" not in said and "\x1b" not in said and "─" not in said
    state = recorded(stage)
    assert state.ended == "left" and stage.journal.closed
    assert state.questions["double"].last_verdict == "pass"


async def test_the_end_of_a_pipe_sends_what_was_typed_and_leaves_the_session_open_and_saved(tmp_path: Path) -> None:
    stage = quick_stage()
    said, code = await piped(stage, tmp_path, "I would take lasso.", first=practising(stage, "ridge"))
    assert code == 0
    state = recorded(stage)
    assert not state.ended and stage.journal.closed
    assert [m.text for m in state.messages if m.who == "candidate"] == ["I would take lasso."]
    assert "hotseat resume s1 --plain" in said


async def test_a_pipe_waits_for_the_follow_up_before_the_next_answer_is_taken(tmp_path: Path) -> None:
    stage = quick_stage()
    rows = ("Lasso sets exactly zero, ridge shrinks correlated.", "", "It mixes both penalties.", "")
    said, _ = await piped(stage, tmp_path, *rows, first=practising(stage, "ridge"))
    assert said.index("And the elastic net?") < said.index("You: It mixes")
    assert recorded(stage).questions["ridge"].threads["both"].said


async def test_an_empty_input_begins_and_leaves_without_a_word(tmp_path: Path) -> None:
    stage = quick_stage()
    said, code = await piped(stage, tmp_path, first=practising(stage, "double"))
    assert code == 0 and "Traceback" not in said and not recorded(stage).ended


async def test_input_of_a_cell_is_the_next_line_and_at_the_end_of_the_pipe_the_cell_is_stopped(tmp_path: Path) -> None:
    stage = quick_stage()
    ask = ("/write", "ask Your name?", ".", "/run", "Ada")
    said, _ = await piped(stage, tmp_path, *ask, first=practising(stage, "double"))
    assert said.index("Output: Your name?") < said.index("You: Ada") < said.index("got Ada")
    stage = quick_stage()
    await piped(stage, tmp_path, *ask[:-1], first=practising(stage, "double"))
    assert stage.runner.interrupted == 1


async def test_a_whole_interview_goes_through_its_parts_with_the_clock_told_at_each(tmp_path: Path) -> None:
    stage = quick_stage()
    rows = (
        *("I am ready.", "", "/next", "yes", *GOOD, "/submit", "/next"),
        *("Which tools does the team use?", "", "/next", "yes", "habits", ""),
    )
    said, code = await piped(stage, tmp_path, *rows, first=lambda: stage.start_interview("two-hour"))
    assert code == 0
    for part in ("Clock: Part 2 of 3, The work", "Clock: Part 3 of 3, Closing", "Python and Postgres."):
        assert part in said, said
    assert "You have not answered this question" in said
    assert recorded(stage).ended == "finished"
    assert "The five habits." in said


async def test_time_over_and_the_last_minutes_are_told_in_figures(tmp_path: Path) -> None:
    stage = Stage()
    at_work = play(stage, tmp_path, first=lambda: stage.start_interview("two-hour"), typed=True)
    lines = at_work.lines
    lines.type("/next")
    await lines.until("Part 2 of 3")
    stage.hand.now = 60 + 1200 - 290
    await lines.until("min left for The work.")
    await lines.until("Time is over for Ridge or lasso.")
    lines.type("/quit now")
    assert await at_work.code() == 0


# Somebody who types.


async def typing(stage: Stage, folder: Path, question: str = "double", environ: dict[str, str] | None = None) -> Play:
    at_work = play(stage, folder, first=practising(stage, question), environ=environ)
    await at_work.lines.until("You: ")
    return at_work


async def leave(at_work: Play) -> str:
    at_work.lines.type("/quit now")
    assert await at_work.code() == 0
    return at_work.lines.said


async def test_an_answer_is_a_draft_line_by_line_and_is_sent_by_an_empty_line(tmp_path: Path) -> None:
    stage = quick_stage()
    at_work = await typing(stage, tmp_path, "ridge")
    at_work.lines.type("First line.")
    await at_work.lines.until("More: ")
    at_work.lines.type("Second line.")
    await at_work.lines.until("More: ", times=2)
    assert stage.engine and stage.engine.state.draft == "First line.\nSecond line."
    at_work.lines.type("/time")  # a command in the middle sends nothing
    await at_work.lines.until("Clock: ", times=2)
    assert not any(m.who == "candidate" for m in recorded(stage).messages)
    at_work.lines.type("")
    await at_work.lines.until("You: ", times=2)
    state = recorded(stage)
    assert [m.text for m in state.messages if m.who == "candidate"] == ["First line.\nSecond line."]
    assert state.draft == ""
    await leave(at_work)


async def test_an_unsent_answer_stands_again_when_the_session_is_gone_on_with(tmp_path: Path) -> None:
    stage = quick_stage()
    at_work = await typing(stage, tmp_path, "ridge")
    at_work.lines.type("Half a thought")
    await at_work.lines.until("More: ")
    at_work.app.leave(143)
    assert await at_work.code() == 143
    state = recorded(stage)
    assert state.draft == "Half a thought" and stage.journal.closed


async def test_a_slash_that_is_no_command_is_told_and_not_lost(tmp_path: Path) -> None:
    stage = quick_stage()
    at_work = await typing(stage, tmp_path, "ridge")
    at_work.lines.type("/usr/bin is a path", "/hnit")
    await at_work.lines.until("Did you mean /hint?")
    at_work.lines.type("//", "//two", "")
    said = await leave(at_work)
    assert "There is no command /usr/bin." in said
    texts = [m.text for m in recorded(stage).messages if m.who == "candidate"]
    assert texts == ["/hnit\n/two"]


async def test_several_paragraphs_go_into_one_answer_up_to_a_dot(tmp_path: Path) -> None:
    stage = quick_stage()
    rows = ("/paste", "One.", "", "..", "Two.", ".")
    await piped(stage, tmp_path, *rows, first=practising(stage, "ridge"))
    assert [m.text for m in recorded(stage).messages if m.who == "candidate"] == ["One.\n\n.\nTwo."]


async def test_code_that_is_pasted_into_an_answer_stays_code(tmp_path: Path) -> None:
    stage = quick_stage()
    rows = ("So:", "/paste", "def f(x):", "    return x", ".")
    await piped(stage, tmp_path, *rows, first=practising(stage, "ridge"))
    assert [m.text for m in recorded(stage).messages if m.who == "candidate"] == [
        "So:\n```python\ndef f(x):\n    return x\n```"
    ]


async def test_a_message_that_is_too_long_stays_and_can_be_dropped(tmp_path: Path) -> None:
    stage = quick_stage()
    rows = ("x" * 20_001, "", "/drop", "short", "")
    said, _ = await piped(stage, tmp_path, *rows, first=practising(stage, "ridge"))
    assert "a message holds 20,000" in said and "kept as it was" in said
    assert [m.text for m in recorded(stage).messages if m.who == "candidate"] == ["short"]


async def test_an_answer_is_amended_and_a_dot_alone_leaves_it(tmp_path: Path) -> None:
    stage = quick_stage()
    rows = ("First wording.", "", "/amend", ".", "/amend 2", "/amend", "Second wording.", ".")
    said, _ = await piped(stage, tmp_path, *rows, first=practising(stage, "ridge"))
    assert "There is one answer to amend; /amend takes it." in said
    assert "stays as it was" in said and "is amended" in said
    (message,) = [m for m in recorded(stage).messages if m.who == "candidate"]
    assert (message.text, message.earlier) == ("Second wording.", ("First wording.",))


async def test_the_code_file_is_the_code_and_is_recorded_when_it_is_saved_elsewhere(tmp_path: Path) -> None:
    stage = quick_stage()
    at_work = await typing(stage, tmp_path)
    path = tmp_path / "code" / "double.py"
    assert str(path) in at_work.lines.said
    path.write_text("print('from outside')\n")
    for _ in range(400):
        if recorded(stage).questions["double"].code == "print('from outside')\n":
            break
        await at_work.lines.until("You: ")
        await asyncio.sleep(0.01)
    else:
        raise AssertionError("the change was not recorded")
    path.write_text("def double(x):\n    return 2 * x\n")
    at_work.lines.type("/submit")
    await at_work.lines.until("Checks: PASS")
    at_work.lines.type("/undo", "/show")
    await at_work.lines.until("1: print('from outside')")
    assert path.read_text() == "print('from outside')\n"
    await leave(at_work)


async def test_lines_of_code_are_changed_by_their_numbers(tmp_path: Path) -> None:
    stage = quick_stage()
    rows = (
        *("/write", "a = 1", "b = 2", "c = 3", "."),
        *(
            "/replace 2",
            "b = 20",
            "bb = 21",
            ".",
            "/delete 1",
            "/insert 1",
            "# top",
            ".",
            "/append",
            "print(b, bb, c)",
            ".",
        ),
        *("/delete 9", "/replace", "/run"),
    )
    said, _ = await piped(stage, tmp_path, *rows, first=practising(stage, "double"))
    code = "# top\nb = 20\nbb = 21\nc = 3\nprint(b, bb, c)\n"
    assert recorded(stage).questions["double"].code == code
    assert (tmp_path / "code" / "double.py").read_text() == code
    assert "20 21 3" in said and "There are 5 lines" in said and "Say which lines" in said


async def test_the_persons_editor_takes_code_and_answers_out_and_back(tmp_path: Path) -> None:
    editor = tmp_path / "editor"
    editor.write_text('#!/bin/sh\necho "# edited" >> "$1"\n')
    editor.chmod(0o700)
    stage = quick_stage()
    at_work = await typing(stage, tmp_path, environ={"VISUAL": str(editor), "PATH": "/usr/bin:/bin"})
    at_work.lines.type("/edit")
    await at_work.lines.until("Back from the editor")
    await at_work.lines.until("You: ", times=2)
    assert stage.engine and stage.engine.state.questions["double"].code.endswith("# edited\n")
    at_work.lines.type("Aloud:", "/edit answer", "")
    await at_work.lines.until("Back from the editor", times=2)
    await leave(at_work)
    assert [m.text for m in recorded(stage).messages if m.who == "candidate"] == ["Aloud:\n# edited"]


async def test_ctrl_c_stops_a_cell_and_otherwise_asks_before_it_leaves(tmp_path: Path) -> None:
    stage = quick_stage()
    at_work = await typing(stage, tmp_path)
    at_work.lines.type("/write", "ask name?", ".", "/run")
    await at_work.lines.until("Input: name?")
    at_work.app.interrupted()
    await at_work.lines.until("Interrupting the cell.")
    await at_work.lines.until("got None")
    await at_work.lines.until(": finished in")
    at_work.app.interrupted()
    await at_work.lines.until("Press ctrl+c again")
    at_work.lines.type("/time")
    await at_work.lines.until("Clock: ", times=2)
    at_work.app.interrupted()
    await at_work.lines.until("Press ctrl+c again", times=2)
    at_work.app.interrupted()
    assert await at_work.code() == 130
    assert stage.journal.closed and not recorded(stage).ended


async def test_nobody_at_the_other_end_of_the_pipe_ends_it_with_all_saved(tmp_path: Path) -> None:
    stage = quick_stage()
    at_work = await typing(stage, tmp_path)
    at_work.lines.gone = True
    at_work.lines.type("/time")
    assert await at_work.code() == 1
    assert stage.journal.closed and "close" in stage.calls


async def test_what_is_typed_for_code_when_the_program_is_ended_is_kept_in_a_file(tmp_path: Path) -> None:
    stage = quick_stage()
    at_work = await typing(stage, tmp_path)
    at_work.lines.type("/write")
    await at_work.lines.until("Code: Type the lines")
    at_work.lines.type("precious = 1")
    await at_work.lines.until("Code 2: ")
    at_work.app.leave(143)
    assert await at_work.code() == 143
    assert (tmp_path / "unsent.txt").read_text() == "precious = 1\n\n"


async def test_hostile_words_of_a_cell_and_a_disk_that_is_full_are_told_in_plain_lines(tmp_path: Path) -> None:
    stage = quick_stage()
    at_work = await typing(stage, tmp_path)
    at_work.lines.type("/write", r"print('\x1b]52;c;aGk=\x07Checks: PASS\x1b[2J')", ".", "/run")
    await at_work.lines.until("Output: Checks: PASS")
    stage.journal.fault = "the disk is full"
    at_work.lines.type("lost?", "")
    await at_work.lines.until("Not saved")
    stage.journal.fault = ""
    at_work.lines.type("")
    await at_work.lines.until("You: ", times=2)
    said = await leave(at_work)
    assert "\x1b" not in said and "\nChecks: PASS" not in said
    assert [m.text for m in recorded(stage).messages if m.who == "candidate"] == ["lost?"]


async def test_practice_pauses_goes_back_and_reveals_and_an_interview_does_not(tmp_path: Path) -> None:
    stage = quick_stage()
    rows = ("/pause", "/hint", "/pause", "/reveal")
    said, _ = await piped(stage, tmp_path, *rows, first=practising(stage, "double"))
    assert "The clock stands still." in said and "Continue first." in said and "The clock runs again." in said
    assert "return 2 * x" in said
    stage = quick_stage()
    said, _ = await piped(stage, tmp_path, *rows, first=lambda: stage.start_interview("two-hour"))
    assert said.count("is for practice") == 3


async def test_the_checklist_is_ticked_by_number(tmp_path: Path) -> None:
    stage = quick_stage()
    rows = ("/checklist", "/tick 1", "/tick 2", "/tick 3", "/tick x")
    said, _ = await piped(stage, tmp_path, *rows, first=practising(stage, "double"))
    state = recorded(stage)
    assert state.ticked_habits["think-aloud"] and state.ticked_items["water"]
    assert said.count("from 1 to 2") == 2


async def test_a_verdict_is_contested_with_and_without_a_reason_behind_the_word(tmp_path: Path) -> None:
    stage = quick_stage()
    said, _ = await piped(
        stage,
        tmp_path,
        "/contest",
        "/submit",
        "/contest",
        "yes",
        "It is right.",
        "/contest",
        first=practising(stage, "double"),
    )
    assert (
        "Submit your code first" in said and "marked as disputed" in said and "contested this verdict already" in said
    )
    (submission,) = recorded(stage).submissions.values()
    assert submission.contest_reason == "It is right."


async def test_every_word_in_the_help_is_done_and_none_breaks(tmp_path: Path) -> None:
    from hotseat.plain import words

    for word in words.WORDS:
        if word.name in ("quit", "end"):
            continue
        for question in (TALK, CODE):
            stage = quick_stage()
            at_work = play(stage, tmp_path, first=practising(stage, question.id), typed=False)
            at_work.lines.type(f"/{word.name}", ".", f"/{word.name} 1", ".", "")
            at_work.lines.end()
            assert await at_work.code() == 0, word.name
            assert "failed (" not in at_work.lines.said and "did not work" not in at_work.lines.said, word.name


async def test_code_being_typed_when_its_question_is_closed_goes_into_a_file_and_the_next_line_counts(
    tmp_path: Path,
) -> None:
    stage = Stage(questions_=(CODE, TALK))
    at_work = play(stage, tmp_path, first=lambda: stage.start_interview("two-hour"))
    lines = at_work.lines
    lines.type("/next")
    await lines.until("Part 2 of 3")
    lines.type("/write", "half = 1")
    await lines.until("Code 2: ")
    assert stage.engine
    stage.hand.now = 60 + 600 + 200
    await lines.until("Clock: Ridge or lasso")
    await lines.until("What you were typing is kept in")
    lines.type("/time")
    await lines.until("part 2 of 3: ")
    lines.type("/quit now")
    assert await at_work.code() == 0
    assert (tmp_path / "unsent.txt").read_text() == "half = 1\n\n"
    assert recorded(stage).questions["double"].code == "def double(x):\n    ...\n"


@pytest.mark.parametrize("typed", [False, True])
@pytest.mark.parametrize("refused", ["/write", "/append", "/insert 1", "/replace 1-2"])
async def test_code_pasted_with_a_word_that_is_refused_is_kept_in_a_file_and_never_sent_as_an_answer(
    tmp_path: Path, refused: str, typed: bool
) -> None:
    stage = Stage()
    at_work = play(stage, tmp_path, first=practising(stage, TALK.id), typed=typed)
    at_work.lines.type(refused, "half = 1", "", "print(half)", ".", "/quit now")
    assert await at_work.code() == 0
    said = at_work.lines.said
    assert said.index("there is no code") < said.index(f"What you were typing is kept in {tmp_path / 'unsent.txt'}")
    assert (tmp_path / "unsent.txt").read_text() == "half = 1\n\nprint(half)\n\n"
    assert [one.text for one in recorded(stage).messages if one.who == "candidate"] == []


async def test_lines_for_a_range_that_is_not_there_are_kept_too(tmp_path: Path) -> None:
    stage = Stage()
    rows = ("/replace 70-80", "half = 1", ".", "/quit now")
    said, code = await piped(stage, tmp_path, *rows, first=practising(stage, CODE.id))
    assert code == 0 and "What you were typing is kept in" in said
    assert (tmp_path / "unsent.txt").read_text() == "half = 1\n\n"


async def test_a_reply_to_a_choice_stays_one_when_the_interview_moves_on_meanwhile(tmp_path: Path) -> None:
    stage = Stage(questions_=(CODE, TALK))
    at_work = play(stage, tmp_path, first=lambda: stage.start_interview("two-hour"))
    lines = at_work.lines
    lines.type("/next")
    await lines.until("Part 2 of 3")
    lines.type("/next")
    await lines.until("Move on?")
    stage.hand.now = 60 + 600 + 200
    await lines.until("Clock: Ridge or lasso")
    lines.type("yes")
    await lines.until("moved on meanwhile; nothing was done")
    lines.type("/quit now")
    assert await at_work.code() == 0
    assert recorded(stage).current == "ridge"
    assert not [m for m in recorded(stage).messages if m.who == "candidate"]


class Speaks:
    """A language model's voice that words each message when the test says so."""

    def __init__(self) -> None:
        self.note = ""
        self.spoken: dict[int, str] = {}
        self.told: list[Any] = []

    def listen(self, listener: Any) -> Any:
        self.told.append(listener)
        return lambda: self.told.remove(listener)

    def after(self, state: Any, events: Any) -> None:
        return None

    async def close(self, *, ended: bool) -> None:
        return None


async def test_words_that_a_language_model_still_says_are_waited_for_and_stay_in_order(tmp_path: Path) -> None:
    stage = Stage()
    engine = await practising(stage, "ridge")()
    speech = Speaks()
    engine.effects.speech = speech  # type: ignore[assignment]
    said: list[str] = []
    wording = Wording(engine, lambda message: said.append(message.text))
    first = engine.state.messages[0].seq
    speech.spoken[first] = "Well,"
    wording.add(first)
    await engine.do(Repeat())
    second = engine.state.messages[-1].seq
    wording.add(second)
    wording.settle()
    assert said == [] and wording.waits
    speech.spoken.clear()
    for listener in speech.told:
        listener()
    assert said == [engine.state.messages[0].text, engine.state.messages[-1].text] and not wording.waits
    engine.effects.speech = None
    await engine.close()


async def test_a_greeting_that_is_still_being_worded_is_said_in_its_last_words_and_whose_they_are(
    tmp_path: Path,
) -> None:
    stage = Stage()
    engine = await practising(stage, "ridge")()
    speech = Speaks()
    speech.note = "worded by tiny"
    engine.effects.speech = speech  # type: ignore[assignment]
    first = engine.state.messages[0].seq
    speech.spoken[first] = "Well,"

    async def begun() -> Engine:
        return engine

    at_work = play(stage, tmp_path, first=begun)
    said = await at_work.lines.until("Note: The interviewer: worded by tiny.")
    assert "When would you take ridge" not in said
    speech.spoken.clear()
    for listener in speech.told:
        listener()
    await at_work.lines.until("When would you take ridge")
    await leave(at_work)


class Slow(FakeRunner):
    """Runs until it is interrupted."""

    def __init__(self) -> None:
        super().__init__()
        self.stopped = asyncio.Event()

    async def run(self, code: str, on_output: Any, ask_input: Any) -> FakeEnding:
        await self.stopped.wait()
        return FakeEnding("interrupted", "Interrupted.")

    async def interrupt(self) -> None:
        self.stopped.set()


async def test_long_work_is_told_in_figures_and_a_word_typed_meanwhile_stops_it(tmp_path: Path) -> None:
    stage = Stage(hand=Quick(), runner=Slow())  # type: ignore[arg-type]
    at_work = await typing(stage, tmp_path)
    at_work.lines.type("/run")
    said = await at_work.lines.until("Output: Cell 1 has run for 1")
    assert said.endswith("ctrl+c stops it.\n")  # there is no prompt meanwhile
    at_work.lines.type("", "/interrupt")
    said = await at_work.lines.until("Run 1, cell 1: interrupted.")
    assert "A cell runs; ctrl+c or /interrupt stops it." in said
    await leave(at_work)


# More output than is recorded.


async def test_all_that_a_cell_printed_is_opened_in_the_pager(tmp_path: Path) -> None:
    pager, seen = tmp_path / "pager", tmp_path / "seen"
    pager.write_text(f'#!/bin/sh\ncat "$1" > {seen}\n')
    pager.chmod(0o700)
    file = tmp_path / "output-00000000.txt"
    file.write_text("a million lines\n")
    stage = Stage(hand=Quick(), runner=Chatty(file))  # type: ignore[arg-type]
    at_work = await typing(stage, tmp_path, environ={"PAGER": str(pager), "PATH": "/usr/bin:/bin"})
    at_work.lines.type("/run 1")
    await at_work.lines.until("/output 1 whole opens it in your pager.")
    at_work.lines.type("/output 1 whole")
    await at_work.lines.until("Back from the pager.")
    assert seen.read_text() == "a million lines\n"
    await leave(at_work)


async def test_a_pipe_is_told_where_all_that_a_cell_printed_lies(tmp_path: Path) -> None:
    file = tmp_path / "output-00000000.txt"
    file.write_text("a million lines\n")
    stage = Stage(hand=Quick(), runner=Chatty(file))  # type: ignore[arg-type]
    said, _ = await piped(stage, tmp_path, "/run 1", "/output whole", first=practising(stage, "double"))
    assert f"Output: It lies in {file}" in said


@pytest.mark.parametrize(
    ("runner", "told"), [(Chatty(None), "not kept any longer"), (FakeRunner(), "is recorded. /output 1 all")]
)
async def test_what_has_no_file_of_its_own_is_told(tmp_path: Path, runner: FakeRunner, told: str) -> None:
    stage = Stage(hand=Quick(), runner=runner)  # type: ignore[arg-type]
    said, _ = await piped(stage, tmp_path, "/run 1", "/output whole", first=practising(stage, "double"))
    assert told in said
