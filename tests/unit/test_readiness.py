"""Readiness is told with its reasons, and rather too strictly than too kindly."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import pytest
from support.practice_history import NOW, Q, facts, mock, outcome, practice

from hotseat.review.guesses import calibration, gap_told
from hotseat.review.history import Summary
from hotseat.review.readiness import Readiness, readiness

TOPICS = ("sampling", "sql", "statistics", "clustering")
BANK = [Q(f"q{n}", topic=TOPICS[n % 4], part="drill") for n in range(40)]
ANSWERED = [practice(outcome(f"q{n}", 3, topic=TOPICS[n % 4], share=0.95)) for n in range(16)]
GOOD = [mock(9, 0.75), mock(6, 0.78), mock(2, 0.8)]


def told(mocks: Sequence[Summary], answered: Sequence[Summary] = ANSWERED) -> Readiness:
    return readiness(facts([*mocks, *answered], BANK), NOW)


def test_a_good_and_steady_history_is_ready_and_says_what_that_rests_on() -> None:
    found = told(GOOD)
    assert found.word == "ready" and not found.missing
    assert len(found.reasons) == 6


@pytest.mark.parametrize(
    ("mocks", "answered", "said"),
    [
        ([], [], "0 mocks in the last 60 days"),
        (GOOD[:2], ANSWERED, "2 mocks in the last 60 days"),
        (GOOD, ANSWERED[:5], "5 different questions answered"),
        ([mock(90, 0.9), mock(80, 0.9), mock(70, 0.9)], ANSWERED, "0 mocks in the last 60 days"),
        ([mock(40, 0.9), mock(30, 0.9), mock(20, 0.9)], ANSWERED, "The last mock was 20 days ago"),
    ],
)
def test_little_or_old_evidence_is_not_enough(mocks: list[Summary], answered: list[Summary], said: str) -> None:
    found = told(mocks, answered)
    assert found.word == "not enough evidence"
    assert any(s.startswith(said) for s in found.missing)


@pytest.mark.parametrize(
    ("mocks", "said"),
    [
        ([mock(9, 0.5), mock(6, 0.55), mock(2, 0.5)], "scored 52% on average"),
        ([mock(9, 0.95), mock(6, 0.4), mock(2, 0.9)], "give or take 30%"),
        ([mock(9, 0.95), mock(6, 0.9), mock(2, 0.55)], "the latest 55%"),
        ([mock(9, 0.95), mock(6, 0.8), mock(2, 0.8)], "The later mocks were worse than the earlier ones, by 15%"),
        (
            [mock(9, 0.8, minutes=30), mock(6, 0.8, minutes=30), mock(2, 0.8, minutes=60)],
            "longest of these mocks took 60",
        ),
        ([mock(d, 0.8, scores={"testing": 0.2}) for d in (9, 6, 2)], "Weak in these mocks: testing (20%)"),
    ],
)
def test_what_stands_in_the_way_is_named(mocks: list[Summary], said: str) -> None:
    found = told(mocks)
    assert found.word == "not ready"
    assert any(said in sentence for sentence in found.missing), found.missing


def test_a_competency_that_was_never_seen_is_no_strength() -> None:
    blind = [mock(d, 0.8, scores={}) for d in (9, 6, 2)]
    blind = [Summary(**{**vars(m), "scores": tuple(s for s in m.scores if s[0] != "coding")}) for m in blind]
    assert "Never seen in these mocks: coding." in told(blind).missing


def test_topics_nobody_asked_about_are_named() -> None:
    narrow = [practice(outcome(f"q{n}", 3, topic="sampling", share=0.95)) for n in range(0, 64, 4)]
    found = told(GOOD, narrow)
    assert found.word == "not ready"
    assert any("make 25% of what an interview may ask; not yet:" in s for s in found.missing)


def test_what_will_be_forgotten_by_the_day_counts_against_it() -> None:
    shaky = [practice(outcome(f"q{n}", 13, topic=TOPICS[n % 4], share=0.1)) for n in range(16)]
    assert any("is likely to be still known then" in s for s in told(GOOD, shaky).missing)
    there = facts([*GOOD, *ANSWERED], BANK)
    assert readiness(there, NOW, NOW + timedelta(days=2)).word == "ready"
    assert readiness(there, NOW, NOW + timedelta(days=200)).word == "not ready"


def test_no_better_history_is_ever_less_ready() -> None:
    scores = [0.5, 0.62, 0.7, 0.8, 0.95]
    words = [told([mock(9, s), mock(6, s), mock(2, s)]).word for s in scores]
    assert words == sorted(words, key=["not ready", "ready"].index)


@pytest.mark.parametrize(
    ("guesses", "word"),
    [
        ([], "not enough guesses"),
        ([(0.9, 0.5)] * 7, "not enough guesses"),
        ([(0.9, 0.5), (0.8, 0.6)] * 5, "over-confident"),
        ([(0.3, 0.9)] * 9, "under-confident"),
        ([(0.8, 0.75), (0.7, 0.78)] * 5, "well judged"),
        ([(0.9, 0.2), (0.1, 0.8)] * 6, "wide of the mark"),
        ([(0.9, 0.2), (0.2, 0.7), (0.9, 0.3), (0.3, 0.9)] * 2, "wide of the mark"),
    ],
)
def test_guesses_say_something_only_once_there_are_enough(guesses: list[tuple[float, float]], word: str) -> None:
    assert calibration(guesses).word == word


def test_a_gap_is_told_in_figures_and_in_words() -> None:
    assert gap_told(0.8, 0.5) == "You guessed 80; it came to 50. That is 30 too high."
    assert gap_told(0.4, 1.0) == "You guessed 40; it came to 100. That is 60 too low."
    assert gap_told(0.8, 0.75) == "You guessed 80; it came to 75. That is well judged."
