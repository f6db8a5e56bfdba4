"""Drawing an interview: the seed decides, budgets hold, what was seen waits, what no longer fits is named."""

from __future__ import annotations

import pytest

from hotseat.question_bank.draw import KEPT_BACK, Odds, Wanted, draw_plan, kept_back, ranked
from hotseat.question_bank.interview_model import Agenda, Draw, Section
from hotseat.question_bank.model import Question, RubricPoint


def question(name: str, minutes: float = 10, part: str = "deep-dive", **more: object) -> Question:
    return Question.model_validate(
        {"id": name, "title": name, "kind": "talk", "prompt": "p", "model_answer": "m", "minutes": minutes,
         "part": part, "rubric": (RubricPoint(id="a", text="b"),), **more}
    )  # fmt: skip


def agenda(*sections: tuple[float, Draw]) -> Agenda:
    built = tuple(
        Section(id=f"s{n}", title=f"Part {n}", minutes=minutes, draw=(draw,))
        for n, (minutes, draw) in enumerate(sections, 1)
    )
    return Agenda(id="a", title="A", minutes=sum(s.minutes for s in built), sections=built)


def bank(*questions: Question) -> dict[str, Question]:
    return {q.id: q for q in questions}


TEN = bank(*(question(f"q{n}") for n in range(10)))
TWO = agenda((30, Draw(parts=("deep-dive",), count=3)))


def test_the_same_seed_draws_the_same_and_another_seed_something_else() -> None:
    first = draw_plan(TWO, TEN, seed=1)
    assert draw_plan(TWO, dict(reversed(TEN.items())), seed=1) == first
    assert len({draw_plan(TWO, TEN, seed=n).questions for n in range(20)}) > 10


def test_a_new_question_does_not_shuffle_the_others() -> None:
    before = ranked(TEN, seed=4)
    after = ranked({**TEN, "new": question("new")}, seed=4)
    assert tuple(i for i in after if i != "new") == before


def test_unseen_ones_come_first_then_those_seen_longest_ago() -> None:
    seen = ["q3", "q1", "q4", "q1", "q5"]
    order = ranked(TEN, seed=7, seen=seen)
    assert order[-4:] == ("q3", "q4", "q1", "q5")
    assert not set(draw_plan(TWO, TEN, seed=7, seen=frozenset(seen)).questions) & set(seen)


def test_seen_ones_are_drawn_when_nothing_else_is_left() -> None:
    seen = [f"q{n}" for n in range(9)]
    assert draw_plan(TWO, TEN, seed=1, seen=seen).questions == ("q9", "q0", "q1")


def test_named_questions_come_in_their_order_and_strangers_are_dropped() -> None:
    drawn = draw_plan(agenda((30, Draw(ids=("q2", "none", "q1")))), TEN, seed=1)
    assert drawn.questions == ("q2", "q1")
    assert drawn.dropped == (("none", "the bank has no such question"),)


def test_no_question_is_drawn_twice_across_sections() -> None:
    both = agenda((10, Draw(ids=("q1",))), (40, Draw(count=4)), (20, Draw(ids=("q1", "q2"))))
    drawn = draw_plan(both, bank(*(question(f"q{n}") for n in range(1, 6))), seed=3).questions
    assert len(drawn) == len(set(drawn)) == 5


def test_a_shorter_interview_scales_each_section_and_names_what_no_longer_fits() -> None:
    two = agenda((60, Draw(ids=("long", "short"))), (60, Draw(ids=("other",))))
    has = bank(question("long", 40), question("short", 10), question("other", 20))
    drawn = draw_plan(two, has, seed=1, minutes=60)
    assert [s.minutes for s in drawn.sections] == [30, 30]
    assert drawn.questions == ("short", "other")
    assert drawn.dropped == (("long", "needs 40 minutes; Part 1 has 30 left"),)


def test_a_shorter_one_takes_the_place_of_what_no_longer_fits() -> None:
    has = bank(question("long", 40), question("short", 10))
    one = agenda((40, Draw(parts=("deep-dive",))))
    seed = next(n for n in range(50) if draw_plan(one, has, seed=n).questions == ("long",))
    drawn = draw_plan(one, has, seed=seed, minutes=20)
    assert drawn.questions == ("short",)
    assert drawn.dropped == (("long", "needs 40 minutes; Part 1 has 10 left"),)


def test_a_longer_interview_drops_nothing() -> None:
    drawn = draw_plan(TWO, TEN, seed=1, minutes=60)
    assert drawn.sections[0].minutes == 60 and len(drawn.questions) == 3 and not drawn.dropped


def test_a_drill_stands_in_for_pair_programming_only_where_no_pair_is_left() -> None:
    has = bank(question("d", part="drill"), question("p", part="pair"), question("e", part="end-to-end"))
    assert draw_plan(agenda((30, Draw(parts=("pair",)))), has, seed=1).questions == ("p",)
    assert draw_plan(agenda((30, Draw(parts=("pair",), count=3))), has, seed=1).questions == ("p", "d")
    assert draw_plan(agenda((30, Draw(parts=("pair",)))), has, seed=1, seen=["p"]).questions == ("d",)


def test_a_wish_takes_the_place_of_the_draws_own_topic_and_then_of_its_part() -> None:
    has = bank(
        question("s", topic="sampling"), question("c", topic="clustering"),
        question("x", part="end-to-end", topic="clustering"),
    )  # fmt: skip
    one = agenda((30, Draw(parts=("deep-dive",), topics=("sampling",))), (30, Draw(parts=("pair",))))
    assert draw_plan(one, has, seed=1).questions == ("s",)
    assert draw_plan(one, has, seed=1, wanted=Wanted(topics=["clustering"])).questions == ("c", "x")


def test_named_questions_that_are_not_wanted_are_dropped_with_the_reason() -> None:
    drawn = draw_plan(agenda((30, Draw(ids=("q1",)))), TEN, seed=1, wanted=Wanted(levels=("expert",)))
    assert drawn.dropped == (("q1", "is not what was asked for: expert"),)


def test_a_section_that_stays_short_says_why() -> None:
    three = agenda((30, Draw(topics=("sampling",), count=2)))
    assert draw_plan(three, TEN, seed=1).unfilled == (("s1", "Part 1 asks for 2 and the bank has none left that suit"),)
    two = agenda((30, Draw(count=2)))
    assert draw_plan(two, bank(question("q1")), seed=1).unfilled == (
        ("s1", "Part 1 asks for 2 and the bank has 1 left that suits"),
    )
    tight = agenda((5, Draw()))
    assert draw_plan(tight, TEN, seed=1).unfilled == (("s1", "none of the 10 questions that suit fits into 5 minutes"),)
    one = bank(question("q1"))
    assert draw_plan(tight, one, seed=1).unfilled == (
        ("s1", "the only question that suits does not fit into 5 minutes"),
    )
    several, other = "none of the 9 other questions that suit fits", "the only other question that suits does not fit"
    for has, told in ((TEN, several), (bank(question("q1"), question("q2")), other)):
        unfilled = draw_plan(agenda((11, Draw(count=2))), has, seed=1).unfilled
        assert unfilled == (("s1", f"{told} into the 1 minute left"),)


def test_the_room_that_is_left_is_told_in_tenths_and_never_as_enough() -> None:
    has = bank(question("long", 10))
    named = draw_plan(agenda((10, Draw(ids=("long",))), (10, Draw())), has, seed=1, minutes=19.998)
    assert named.dropped == (("long", "needs 10 minutes; Part 1 has 9.9 left"),)
    by_filter = draw_plan(agenda((10, Draw()), (10, Draw())), bank(question("a"), question("b")), seed=1, minutes=7.25)
    assert by_filter.unfilled[0] == ("s1", "none of the 2 questions that suit fits into 3.6 minutes")


def test_ranked_keeps_to_what_is_wanted() -> None:
    has = bank(question("a", level="easy"), question("b", level="hard"), question("c", topic="sampling"))
    assert ranked(has, seed=1, wanted=Wanted(levels={"hard"})) == ("b",)
    assert ranked(has, seed=1, wanted=Wanted(topics={"sampling"}, kinds={"code"})) == ()


@pytest.mark.parametrize("minutes", [0, -5, float("nan")])
def test_an_interview_without_length_is_refused(minutes: float) -> None:
    with pytest.raises(ValueError, match="more than 0 minutes"):
        draw_plan(TWO, TEN, seed=1, minutes=minutes)


def test_a_draw_may_stay_with_the_topic_of_the_sections_first_question() -> None:
    both = bank(
        *(question(f"s{n}", topic="sampling") for n in range(5)),
        *(question(f"c{n}", topic="clustering") for n in range(5)),
    )
    stays = Section(
        id="s",
        title="S",
        minutes=30,
        draw=(Draw(parts=("deep-dive",)), Draw(parts=("deep-dive",), count=2, same_topic=True)),
    )
    course = Agenda(id="a", title="A", minutes=30, sections=(stays,))
    drawn = [draw_plan(course, both, seed=s).questions for s in range(20)]
    assert all(len({i[0] for i in questions}) == 1 for questions in drawn)
    assert {questions[0][0] for questions in drawn} == {"s", "c"}


def test_staying_with_a_topic_leaves_no_gap_where_the_topic_is_used_up() -> None:
    few = bank(question("s0", topic="sampling"), question("c0", topic="clustering"))
    stays = Section(
        id="s", title="S", minutes=30, draw=(Draw(parts=("deep-dive",)), Draw(parts=("deep-dive",), same_topic=True))
    )
    course = Agenda(id="a", title="A", minutes=30, sections=(stays,))
    assert set(draw_plan(course, few, seed=1).questions) == {"s0", "c0"}


MANY = bank(*(question(f"q{n}") for n in range(200)))
KEPT = Odds(kept_back=kept_back(MANY))


def test_about_a_fifth_is_kept_back_whatever_else_the_bank_holds() -> None:
    kept = kept_back(MANY)
    assert abs(len(kept) / len(MANY) - KEPT_BACK) < 0.08
    assert kept_back([i for i in MANY if i.endswith("7")]) == {i for i in kept if i.endswith("7")}


def test_what_is_kept_back_is_drawn_only_where_all_else_was_seen_and_more() -> None:
    order = ranked(MANY, seed=2, odds=KEPT, seen=["q1", "q2"])
    kept = [i for i in order if i in KEPT.kept_back]
    assert order[-len(kept) :] == tuple(kept), "even what was seen comes before it"


def test_the_final_mock_begins_with_what_was_kept_back_and_unseen() -> None:
    seen = sorted(KEPT.kept_back)[:3]
    order = ranked(MANY, seed=2, odds=Odds(kept_back=KEPT.kept_back, final=True), seen=seen)
    first = order[: len(KEPT.kept_back) - 3]
    assert set(first) == set(KEPT.kept_back) - set(seen)
    assert order[-3:] == tuple(seen)


def test_what_was_kept_back_and_seen_is_like_any_other() -> None:
    name = min(KEPT.kept_back)
    order = ranked(MANY, seed=2, odds=KEPT, seen=[name])
    others = [i for i in order if i not in KEPT.kept_back]
    assert order.index(name) == len(others), "after what is unseen, before what is kept"
