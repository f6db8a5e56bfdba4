"""The engine: on disk before it is shown, and whatever runs beside comes back as events."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import pytest
from support.engine_fakes import Bench, NoAnswers, bench
from support.interview_fakes import CODE, TALK, started

from hotseat.interview import commands as c
from hotseat.interview.engine import replay
from hotseat.interview.rehearsal import Rehearsal
from hotseat.question_bank.interview_model import Candidate


async def begun(**kw: object) -> Bench:
    b = bench()
    await b.engine.begin(started(**kw))  # type: ignore[arg-type]
    b.engine.effects.start_kernel()
    await b.engine.do(c.Say("ready"))
    await b.engine.settle()
    return b


async def test_what_is_acknowledged_is_synced_before_it_is_shown() -> None:
    b = await begun()
    seen: list[tuple[int, int]] = []
    b.engine.listen(lambda state, events: seen.append((events[-1].seq, b.journal.synced)))
    await b.engine.do(c.Say("Ridge shrinks."))
    seq, synced = seen[0]
    assert synced >= seq
    await b.engine.close()


async def test_live_state_is_what_the_journal_replays_to() -> None:
    b = await begun(questions=[CODE, TALK])
    await b.engine.do(c.Edit("# %%\nprint(1)\n# %%\nboom"))
    await b.engine.do(c.RunCells((0, 1)))
    await b.engine.settle()
    await b.engine.do(c.Submit())
    await b.engine.settle()
    await b.engine.close()
    assert replay(b.journal.records) == b.engine.state
    assert b.journal.closed


async def test_a_full_disk_refuses_with_a_sentence_and_loses_nothing() -> None:
    b = await begun()
    b.journal.fails = True
    before = b.engine.state
    refusal = await b.engine.do(c.Say("Ridge shrinks."))
    assert refusal is not None
    assert "Not saved" in refusal.sentence
    assert b.engine.state is before
    b.journal.fails = False
    assert await b.engine.do(c.Say("Ridge shrinks.")) is None
    assert b.engine.save_trouble == ""
    await b.engine.settle()
    assert [r["seq"] for r in b.journal.records] == list(range(1, len(b.journal.lines) + 1))
    await b.engine.close()


async def test_edits_made_while_the_disk_is_full_are_written_once_there_is_room() -> None:
    b = await begun(questions=[CODE])
    b.journal.fails = True
    await b.engine.do(c.Edit("x = 1\n"))
    assert b.engine.state.questions["double"].code == "x = 1\n"
    b.journal.fails = False
    await b.engine.do(c.Submit())
    await b.engine.settle()
    await b.engine.close()
    assert replay(b.journal.records).questions["double"].code == "x = 1\n"


async def test_cells_run_in_order_and_the_first_failure_stops_the_rest() -> None:
    b = await begun(questions=[CODE])
    await b.engine.do(c.Edit("# %%\none\n# %%\nboom\n# %%\nthree"))
    await b.engine.do(c.RunCells((0, 1, 2)))
    await b.engine.settle()
    endings = [cell.ending for cell in b.engine.state.cells.values()]
    assert endings == ["finished", "failed", "not-run"]
    assert b.runner.ran == ["one", "boom"]
    await b.engine.do(c.RunCells((2,)))
    await b.engine.settle()
    assert b.runner.ran[-1] == "three"
    await b.engine.close()


async def test_input_is_asked_for_and_answered() -> None:
    b = await begun(questions=[CODE])
    await b.engine.do(c.Edit("input()"))
    await b.engine.do(c.RunCells((0,)))
    while b.engine.state.running_cell is None or b.engine.state.running_cell.waits_for is None:
        await __import__("asyncio").sleep(0)
    assert b.engine.state.running_cell.waits_for == "name? "
    assert await b.engine.do(c.ReplyInput("Ada")) is None
    await b.engine.settle()
    assert "hello Ada" in str(b.engine.state.cells[1].outputs)
    await b.engine.close()


async def test_a_judge_that_breaks_is_nobodys_fault_and_never_a_pass() -> None:
    b = await begun(questions=[CODE])
    await b.engine.do(c.Edit("crash"))
    await b.engine.do(c.Submit())
    await b.engine.settle()
    verdict = b.engine.state.submissions[1].verdict
    assert verdict is not None
    assert verdict["verdict"] == "not-judged"
    assert b.engine.state.messages[-1].act == "not-judged"
    await b.engine.close()


async def test_the_judge_is_heard_while_it_works_and_can_be_stopped() -> None:
    b = await begun(questions=[CODE])
    heard: list[tuple[int, object]] = []
    told = asyncio.Event()

    def hear(submission: int, check: Mapping[str, object]) -> None:
        heard.append((submission, check["outcome"]))
        told.set()

    b.engine.effects.on_check = hear
    await b.engine.do(c.Edit("endless"))
    await b.engine.do(c.Submit())
    await told.wait()
    assert heard == [(1, "timeout")]
    assert await b.engine.do(c.Interrupt()) is None
    await b.engine.settle()
    verdict = b.engine.state.submissions[1].verdict
    assert verdict is not None and verdict["verdict"] == "not-judged" and "You stopped the judge" in verdict["reason"]
    assert b.engine.state.messages[-1].act == "judge-stopped", "nothing has failed, so nobody is said to be at fault"
    refusal = await b.engine.do(c.Interrupt())
    assert refusal is not None and "nothing is being judged" in refusal.sentence
    await b.engine.close()
    assert replay(b.journal.records) == b.engine.state


async def test_answers_are_read_and_the_follow_up_comes_by_itself() -> None:
    b = await begun()
    await b.engine.do(c.Say("Ridge shrinks correlated weights together."))
    await b.engine.settle()
    b.clock.advance(6)
    await b.engine.do(c.Tick())
    assert b.engine.state.messages[-1].act == "probe"
    await b.engine.close()


async def test_an_amended_answer_is_read_anew() -> None:
    b = await begun()
    await b.engine.do(c.Say("Ridge shrinks correlated weights together, and lasso does as well."))
    await b.engine.settle()
    before = b.engine.state.questions["ridge"].threads["main"].reading
    seq = next(m.seq for m in b.engine.state.messages if m.text.startswith("Ridge"))
    await b.engine.do(c.Amend(seq, "Lasso sets weights to exactly zero."))
    await b.engine.settle()
    after = b.engine.state.questions["ridge"].threads["main"].reading
    assert before is not None and after is not None
    assert [p["covered"] for p in before.points] != [p["covered"] for p in after.points]
    assert after.words == 6
    assert replay(b.journal.records) == b.engine.state
    await b.engine.close()


async def test_a_draft_is_written_without_being_synced_and_stands_there_after_a_kill() -> None:
    b = await begun()
    synced = b.journal.synced
    await b.engine.do(c.Draft("Half an ans"))
    for _ in range(500):
        await asyncio.sleep(0.01)
        if replay(b.journal.records).draft:
            break
    assert b.journal.synced == synced
    assert replay(b.journal.records).draft == "Half an ans"
    await b.engine.close()


async def test_a_session_goes_on_where_it_stood() -> None:
    b = await begun(questions=[CODE])
    b.clock.advance(100)
    await b.engine.do(c.Edit("half of"))
    await b.engine.do(c.Say("Let me think about it."))
    await b.engine.settle()
    state = replay(b.journal.records)
    again = bench(state)
    await again.engine.go_on(3600)
    assert again.engine.state.questions["double"].code == "half of"
    assert again.engine.clock.now() == pytest.approx(100, abs=0.1)
    assert again.engine.state.messages[-1].act == "resume"
    await again.engine.close()
    await b.engine.close()


@pytest.mark.parametrize(
    ("candidate", "ended"),
    [
        (Candidate(id="strong", title="Strong"), "finished"),
        (Candidate(id="mute", title="Says nothing", answers="nothing", code="nothing", clarifies=0), "finished"),
        (Candidate(id="wrong", title="Wrong first", code="wrong-then-right", hints=2), "finished"),
        (Candidate(id="leaves", title="Leaves", leaves_after=0.2, pace=3), "left"),
    ],
    ids=lambda v: v.id if isinstance(v, Candidate) else "",
)
async def test_scripted_candidates_sit_the_interview_to_its_end(candidate: Candidate, ended: str) -> None:
    b = bench()
    b.engine.effects.start_kernel()
    await b.engine.begin(started())
    state = await Rehearsal(b.engine, b.clock, candidate, NoAnswers(), seed=3).play()
    await b.engine.close()
    assert state.ended == ended
    assert replay(b.journal.records) == b.engine.state


async def test_a_verdict_that_could_not_be_written_is_kept_until_it_can() -> None:
    b = await begun(questions=[CODE])
    await b.engine.do(c.Edit("right"))
    original = b.journal.append
    refused = 0

    def full_once(records: list[dict[str, object]], *, sync: bool) -> None:
        nonlocal refused
        if refused == 0 and any(r["kind"] == "judged" for r in records):
            refused += 1
            raise OSError(28, "No space left on device")
        original(records, sync=sync)

    b.journal.append = full_once  # type: ignore[method-assign]
    await b.engine.do(c.Submit())
    await b.engine.settle()
    assert refused == 1
    verdict = b.engine.state.submissions[1].verdict
    assert verdict is not None
    assert verdict["verdict"] == "pass"
    await b.engine.close()


async def test_time_sat_without_a_word_still_counts_after_a_resume() -> None:
    b = await begun()
    for _ in range(20):
        b.clock.advance(15)
        await b.engine.do(c.Tick())
    before = b.engine.clock.now()
    await b.engine.close()
    assert replay(b.journal.records).at == pytest.approx(before, abs=0.6)


async def test_an_answer_whose_reading_was_lost_is_read_after_a_resume() -> None:
    b = await begun()
    await b.engine.do(c.Say("Ridge shrinks correlated weights together."))
    lines = [r for r in b.journal.records if r["kind"] != "answer-read"]
    again = bench(replay(lines))
    again.journal.lines = []
    await again.engine.go_on(10)
    await again.engine.settle()
    assert again.engine.state.questions["ridge"].threads["main"].reading is not None
    await again.engine.close()
    await b.engine.close()


async def test_a_caller_that_is_cancelled_leaves_state_and_journal_in_step() -> None:
    import asyncio

    b = await begun()
    task = asyncio.create_task(b.engine.do(c.Say("Ridge shrinks.")))
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    await b.engine.do(c.AskHint())
    await b.engine.settle()
    await b.engine.close()
    assert replay(b.journal.records) == b.engine.state


async def test_a_session_without_code_refuses_to_run_a_cell() -> None:
    b = await begun(questions=[TALK])
    await b.engine.do(c.Edit("print(1)"))
    refusal = await b.engine.do(c.RunCells((0,)))
    assert refusal is not None
    assert b.engine.state.running_cell is None
    await b.engine.close()
