"""When a question is due follows from the grades alone, the same each time, and what is asked next follows from that."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import fsrs.card
import fsrs.scheduler
import pytest
from support.practice_history import AGENDAS, NOW, Q, facts, outcome, practice

from hotseat.question_bank.draw import Wanted
from hotseat.review.charts import Standing, mean_of
from hotseat.review.plan_facts import Facts
from hotseat.review.schedule import cards, due, reviews
from hotseat.review.schedule_choice import choose, importance, strengths

GRADED = {"again": {"share": 0.1}, "hard": {"share": 0.6}, "good": {"share": 0.8}, "easy": {"share": 1.0}}


def picked(there: Facts, count: int = 3, **more: object) -> list[tuple[str, str]]:
    found = choose(
        there.known,
        there.questions,
        there.agenda,
        there.kept_back,
        NOW,
        count=count,
        seed=1,
        **more,  # type: ignore[arg-type]
    )
    return [(p.question, p.why) for p in found]


def test_the_better_a_question_was_known_the_later_it_comes_back() -> None:
    known = cards(reviews(outcome(word, 0, **changes) for word, changes in GRADED.items()))
    days = {word: (known[word].due - NOW) / timedelta(days=1) for word in GRADED}
    assert days == {"again": 1.0, "hard": 1.5, "good": 2.0, "easy": 8.0}
    twice = cards(reviews([outcome("q", 2), outcome("q", 0)]))["q"]
    assert twice.due - NOW > timedelta(days=2) and twice.times == 2


def test_the_library_is_never_let_read_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    class NoClock:
        @staticmethod
        def now(zone: object = None) -> object:
            raise AssertionError("the clock was read")

    monkeypatch.setattr(fsrs.card, "datetime", NoClock)
    monkeypatch.setattr(fsrs.scheduler, "datetime", NoClock)
    known = cards(reviews([outcome("a", 3), outcome("b", 2, share=0.1), outcome("a", 1)]))
    assert [c.question for c in due(known, NOW)] == ["b"]
    assert 0.5 < known["a"].known(NOW) <= 1


def test_the_order_in_which_sessions_are_read_does_not_matter() -> None:
    history = [outcome("a", 9, share=0.1), outcome("a", 5), outcome("b", 4), outcome("a", 1)]
    assert cards(reviews(history)) == cards(reviews(reversed(history)))


def test_a_time_that_cannot_be_read_counts_nothing() -> None:
    assert reviews([outcome("a", 1), outcome("b", 1, at="when I was young"), outcome("c", 1, at="")])[0].question == "a"
    assert len(reviews([outcome("b", 1, at="9999-12-31T23:59:59-20:00")])) == 0


def test_a_question_is_due_from_the_morning_of_its_day_where_the_person_lives() -> None:
    known = cards(reviews([outcome("a", 2)]))  # due today at 18:00 in UTC
    assert due(known, NOW - timedelta(hours=12)), "the day counts, not the hour"
    assert not due(known, NOW - timedelta(hours=19))
    there = ZoneInfo("Pacific/Auckland")  # where it is due on the fifth, at seven in the morning
    assert not due(known, (NOW - timedelta(hours=9)).astimezone(there))
    assert due(known, (NOW - timedelta(hours=6, minutes=30)).astimezone(there))


def test_practice_takes_what_is_due_first_and_says_since_when_and_how_it_went() -> None:
    bank = [Q("old"), Q("fresh", topic="sql"), Q("done", topic="sql")]
    there = facts([practice(outcome("old", 4, share=0.6)), practice(outcome("done", 1, share=1.0))], bank)
    first, second = picked(there)
    assert first == ("old", "due for 2 days; last time hard")
    assert second == ("fresh", "new; nothing on sql was asked yet")


def test_what_is_weak_and_what_is_asked_much_is_new_first() -> None:
    bank = [Q("w1", topic="sql", part="drill"), Q("g1", part="drill"), Q("u1", topic="probability", part="drill")]
    history = [practice(outcome("x", 0.1, share=0.1, topic="sql"), outcome("y", 0.1, share=1.0))]
    there = facts(history, bank)
    assert [name for name, _ in picked(there)] == ["w1", "u1", "g1"]
    assert dict(picked(there))["w1"] == "new; sql went badly last time"
    shares = importance({q.id: q for q in [Q("a", part="drill"), Q("b", part="end-to-end")]}, AGENDAS["whole"])
    assert shares["a"] == 1.0 and shares["b"] == 0.0
    assert strengths(there.known.cards.values())["sql"].word == "not enough evidence"


def test_a_topic_is_called_weak_by_the_rule_of_the_charts_and_not_before() -> None:
    for count in range(1, 12):
        answers = [outcome(f"x{n}", 0.1, share=0.1, topic="sql") for n in range(count)]
        there = facts([practice(*answers)], [Q("w1", topic="sql", part="drill")])
        charted = Standing("sql", mean_of([0.0] * count)).word
        assert strengths(there.known.cards.values())["sql"].word == charted
        assert ("is weak so far" in dict(picked(there))["w1"]) == (charted == "weak")
    assert charted == "weak"


def test_nothing_is_asked_that_cannot_be_or_is_kept_back_until_it_was_seen() -> None:
    bank = [Q("free"), Q("kept"), Q("kept-but-seen")]
    history = [practice(outcome("gone", 30, share=0.1), outcome("kept-but-seen", 30, share=0.1))]
    names = [name for name, _ in picked(facts(history, bank, kept_back=["kept", "kept-but-seen"]))]
    assert sorted(names) == ["free", "kept-but-seen"], "what the bank has no more, or not here, is not due either"


def test_filters_hold_for_what_is_due_too_and_the_plan_of_the_day_comes_before_what_is_new() -> None:
    bank = [Q("a"), Q("b", topic="sql"), Q("c", topic="sql"), Q("d", topic="sql")]
    there = facts([practice(outcome("a", 30))], bank)
    assert picked(there, 1, wanted=Wanted({"sql"}))[0][0] in "bcd"
    assert [n for n, _ in picked(there, 2, planned=[("d", "new"), ("a", "")])] == ["a", "d"]
    assert picked(there, 2, planned=[("d", "new")])[1] == ("d", "new; your plan has it for today")


def test_with_nothing_due_and_nothing_new_the_next_one_comes_early() -> None:
    there = facts([practice(outcome("a", 0.1, share=1.0), outcome("b", 0.1))], [Q("a"), Q("b")])
    assert [n for n, _ in picked(there)] == ["b", "a"]
    assert picked(there)[0][1].startswith("nothing is due or new; this one comes soonest")
