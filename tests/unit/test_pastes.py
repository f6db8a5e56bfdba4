"""Much code that comes in at once is noted in the transcript; typing is not."""

from __future__ import annotations

import json

from support.engine_fakes import bench
from support.interview_fakes import CODE, started

from hotseat.front.record import timeline
from hotseat.interview import events as e
from hotseat.interview.commands import Edit, Say
from hotseat.interview.evolve import fold
from hotseat.review.pastes import pastes
from hotseat.review.transcript import transcript

FUNCTION = "def double(x):\n    y = 2 * x\n    return y\n"


async def test_a_paste_is_noted_at_its_time_and_typing_is_not() -> None:
    there = bench()
    await there.engine.begin(started("practice", questions=[CODE]))
    while there.engine.state.current is None:
        await there.engine.do(Say("I am ready"))
    code = there.engine.state.questions[CODE.id].code
    for piece in ("x", " = 1", "\n", "y = 2"):
        code += piece
        await there.engine.do(Edit(code))
    await there.engine.do(Edit(code + "\n" + FUNCTION))
    await there.engine.close()
    records = [json.loads(line) for line in there.journal.lines]
    (found,) = pastes(records)
    assert (found.question, found.lines) == (CODE.id, 3)
    text = transcript(there.engine.state, (found,))
    assert "Noted:** 3 lines of code" in text and "pasted, or from an editor of your own" in text
    assert "Noted:" not in transcript(there.engine.state)


async def test_a_paste_is_an_event_of_its_own_that_tells_its_size_and_not_its_text() -> None:
    there = bench()
    await there.engine.begin(started("practice", questions=[CODE]))
    while there.engine.state.current is None:
        await there.engine.do(Say("I am ready"))
    code = there.engine.state.questions[CODE.id].code
    await there.engine.do(Edit(code + "x", pasted="x"))
    await there.engine.do(Edit(code + FUNCTION, pasted=FUNCTION))
    await there.engine.close()
    records = [json.loads(line) for line in there.journal.lines]
    (paste,) = [r for r in records if r["kind"] == "code-pasted"]
    assert paste["data"] == {"question": CODE.id, "lines": 3, "characters": len(FUNCTION)}
    assert records[paste["seq"] - records[0]["seq"] - 1]["kind"] == "code-edited"
    assert pastes(records) == ()
    state = there.engine.state
    told = "3 lines of code (42 characters) were pasted."
    assert [(t.text, t.tag) for t in timeline(state) if t.tag == "paste"] == [(told, "paste")]
    assert transcript(state).count(told) == 1
    again = fold(e.from_record(r) for r in records)
    assert again.pastes == state.pastes
