"""Drafts are kept and never count; an answer can be amended while its question is open, and is read anew."""

from __future__ import annotations

import json

import pytest
from support.interview_fakes import Play, started

from hotseat.interview import commands as c
from hotseat.interview import events as e
from hotseat.interview.drafts import LONGEST_DRAFT, LONGEST_MESSAGE, changed, last_amendment
from hotseat.interview.evolve import fold
from hotseat.interview.habits import SUGGEST_ALTERNATIVES, observe
from hotseat.interview.interviewer import reading_is_current
from hotseat.review.transcript import transcript


@pytest.fixture
def play() -> Play:
    play = Play(started())
    play.to_questions()
    return play


def _answer(play: Play, text: str) -> int:
    play.say(text)
    return next(m.seq for m in reversed(play.state.messages) if m.who == "candidate")


# Drafts.


def test_a_draft_is_in_the_state_and_nothing_of_it_is_said(play: Play) -> None:
    before = play.state.messages
    play.do(c.Draft("Lasso sets"))
    play.do(c.Draft("Lasso sets, so to speak"))
    assert play.state.draft == "Lasso sets, so to speak"
    assert play.state.messages == before
    assert not play.state.questions["ridge"].threads["main"].said
    assert "so to speak" not in transcript(play.state)


def test_sending_anything_clears_the_draft(play: Play) -> None:
    play.do(c.Draft("Lasso sets"))
    play.say("Lasso sets weights to zero.")
    assert play.state.draft == ""


def test_the_journal_grows_with_what_is_typed_and_not_with_each_draft(play: Play) -> None:
    text, begun = "", len(play.records)
    for n in range(200):
        text += f"word{n:04} "
        play.do(c.Draft(text))
    written = sum(len(json.dumps(e.to_record(r))) for r in play.records[begun:])
    assert len(play.records) - begun == 200
    assert written < 200 * 220


def test_a_draft_that_did_not_change_writes_nothing(play: Play) -> None:
    play.do(c.Draft("Lasso"))
    count = len(play.records)
    play.do(c.Draft("Lasso"))
    assert len(play.records) == count


def test_a_draft_is_kept_while_the_clock_stands_still() -> None:
    play = Play(started("practice"))
    play.to_questions()
    play.do(c.Pause())
    assert play.do(c.Draft("Lasso")) is None
    assert play.state.draft == "Lasso"


def test_a_draft_of_any_length_is_kept_up_to_its_bound(play: Play) -> None:
    assert play.do(c.Draft("x" * (LONGEST_DRAFT + 5))) is None
    assert len(play.state.draft) == LONGEST_DRAFT


def test_drafts_stream_so_that_no_key_waits_for_the_disk() -> None:
    assert e.AnswerDrafted.streams
    assert not e.AnswerAmended.streams


@pytest.mark.parametrize(("old", "new"), [("", "a"), ("abc", "abxc"), ("abc", ""), ("aaa", "aa"), ("same", "same")])
def test_what_changed_makes_the_new_text_of_the_old_one(old: str, new: str) -> None:
    start, end, text = changed(old, new)
    assert old[:start] + text + old[end:] == new


# Amendments.


def test_an_amendment_takes_the_place_of_what_was_said_and_both_wordings_are_kept(play: Play) -> None:
    seq = _answer(play, "Lasso shrinks all weights alike.")
    play.say("Ridge keeps them all.")
    count = len(play.state.messages)
    play.do(c.Amend(seq, "Lasso sets weights to zero."))
    message = next(m for m in play.state.messages if m.seq == seq)
    assert message.text == "Lasso sets weights to zero."
    assert message.earlier == ("Lasso shrinks all weights alike.",)
    assert len(play.state.messages) == count
    assert play.state.questions["ridge"].threads["main"].text == "Lasso sets weights to zero.\nRidge keeps them all."
    assert [r.event for r in play.records if isinstance(r.event, e.CandidateSaid)][-2].text.startswith("Lasso shrinks")
    told = transcript(play.state)
    assert "You, amended:** Lasso sets weights to zero." in told
    assert "> Before it was amended: Lasso shrinks all weights alike." in told


def test_a_message_can_be_amended_again_and_every_wording_is_kept(play: Play) -> None:
    seq = _answer(play, "one")
    play.do(c.Amend(seq, "two"))
    play.do(c.Amend(seq, "three"))
    message = next(m for m in play.state.messages if m.seq == seq)
    assert (message.text, message.earlier) == ("three", ("one", "two"))


def test_follow_ups_asked_already_stay_and_the_first_answer_can_still_be_amended(play: Play) -> None:
    seq = _answer(play, "Ridge shrinks them together.")
    play.read("main", {"zero": False, "shrink": True})
    play.wait(10)
    assert play.acts()[-1] == "probe"
    threads = set(play.state.questions["ridge"].threads)
    assert play.do(c.Amend(seq, "Ridge shrinks them together, and lasso sets some to zero.")) is None
    assert set(play.state.questions["ridge"].threads) == threads
    assert play.acts()[-1] == "probe"


def test_a_reading_from_before_the_amendment_is_late_and_one_of_the_new_wording_counts_even_when_it_is_shorter(
    play: Play,
) -> None:
    seq = _answer(play, "Lasso sets weights to zero and that is what it does.")
    play.read("main", {"zero": True, "shrink": False})
    play.do(c.Amend(seq, "Ridge shrinks."))
    there = play.state.questions["ridge"]
    assert not reading_is_current(there), "it must be read anew"
    point = {"id": "zero", "covered": True, "contradicted": False, "unclear": False, "probability": 0.9, "evidence": ""}
    play.do(c.ReadingArrived("ridge", "main", 0.9, (point,), 2, amended=0))
    assert not reading_is_current(play.state.questions["ridge"])
    play.do(c.ReadingArrived("ridge", "main", 0.1, (), 2, amended=last_amendment(there, "main")))
    reading = play.state.questions["ridge"].threads["main"].reading
    assert reading is not None and reading.score == 0.1
    assert reading_is_current(play.state.questions["ridge"])


def test_habits_go_by_the_amended_wording(play: Play) -> None:
    seq = _answer(play, "Lasso it is.")
    play.do(c.Amend(seq, "Lasso it is; alternatively the elastic net, rather than ridge."))
    habit = next(h for h in observe(play.state) if h.id == SUGGEST_ALTERNATIVES)
    assert seq in habit.seqs


def test_the_interviewer_waits_after_an_amendment_as_after_a_message(play: Play) -> None:
    seq = _answer(play, "Ridge shrinks them together.")
    play.now += 4
    play.do(c.Amend(seq, "Ridge shrinks them together, all of them."))
    play.read("main", {"zero": False, "shrink": True})
    said = len(play.state.messages)
    play.now += 3
    play.do(c.Tick())
    assert len(play.state.messages) == said
    play.wait(10)
    assert len(play.state.messages) > said


def test_only_answers_to_the_open_question_can_be_amended(play: Play) -> None:
    asked = _answer(play, "How many columns are there?")
    answer = _answer(play, "Ridge shrinks them together.")
    greeting = play.state.messages[0].seq
    for seq in (asked, greeting, 10_000):
        refusal = play.do(c.Amend(seq, "Something else."))
        assert refusal is not None and "Only an answer" in refusal.sentence
    refusal = play.do(c.Amend(answer, "   "))
    assert refusal is not None and "nothing" in refusal.sentence
    refusal = play.do(c.Amend(answer, "x" * (LONGEST_MESSAGE + 1)))
    assert refusal is not None and "20,001" in refusal.sentence
    play.do(c.Next())
    refusal = play.do(c.Amend(answer, "Too late."))
    assert refusal is not None and "closed" in refusal.sentence
    assert not [r for r in play.records if isinstance(r.event, e.AnswerAmended)]


def test_amending_to_the_same_words_writes_no_amendment(play: Play) -> None:
    seq = _answer(play, "Ridge shrinks.")
    play.do(c.Draft("Ridge shr", amends=seq))
    assert play.do(c.Amend(seq, "Ridge shrinks.")) is None
    assert play.state.amending == 0
    assert not [r for r in play.records if isinstance(r.event, e.AnswerAmended)]


def test_a_half_typed_amendment_is_kept_beside_the_draft_and_both_come_back(play: Play) -> None:
    seq = _answer(play, "Ridge shrinks.")
    play.do(c.Draft("And lasso"))
    play.do(c.Draft("Ridge shrinks them all", amends=seq))
    state = fold(e.from_record(json.loads(json.dumps(e.to_record(r)))) for r in play.records)
    assert (state.draft, state.amending, state.amendment) == ("And lasso", seq, "Ridge shrinks them all")
    play.do(c.Amend(seq, "Ridge shrinks them all."))
    assert (play.state.draft, play.state.amending, play.state.amendment) == ("And lasso", 0, "")


def test_leaving_an_amendment_keeps_the_draft_and_the_message(play: Play) -> None:
    seq = _answer(play, "Ridge shrinks.")
    play.do(c.Draft("And lasso"))
    play.do(c.Draft("Ridge does", amends=seq))
    play.do(c.Draft("And lasso"))
    assert (play.state.draft, play.state.amending) == ("And lasso", 0)
    assert next(m for m in play.state.messages if m.seq == seq).text == "Ridge shrinks."


def test_a_block_of_code_in_an_answer_stays_a_block_in_the_transcript(play: Play) -> None:
    play.say("```python\nfor x in y:\n    print(x)\n```\nThat is it.")
    assert "You:**\n\n```python\nfor x in y:\n    print(x)\n```\nThat is it." in transcript(play.state)


def test_a_block_that_is_never_closed_swallows_nothing_of_the_transcript(play: Play) -> None:
    play.say("This one:\n```python\nx = 1")
    rows = transcript(play.state).split("\n")
    assert sum(row.startswith("```") for row in rows) % 2 == 0
