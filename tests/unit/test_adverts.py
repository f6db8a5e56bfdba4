"""What a job advert names: topics, by words that stand in it, and nothing that it does not ask for."""

from __future__ import annotations

import random
from collections import Counter
from typing import get_args

import pytest
from support.interview_fakes import TALK

from hotseat.question_bank.adverts import MOST, advert_words, named_in
from hotseat.question_bank.draw import Odds, ranked
from hotseat.question_bank.model import Question, Topic

ADVERT = """
Senior Machine Learning Engineer

We build forecasts for wind farms from sensor data. You join a team of six.

What you bring:
- Several years of Python; PyTorch is our framework
- You have put models into production with Docker and Kubernetes, and you know what monitoring means
- Time-series experience
- SQL

Nice to have:
- Kafka
- Experience with LLMs

No experience with computer vision needed.
"""


def question(name: str, topic: str = "general") -> Question:
    return TALK.model_copy(update={"id": name, "topic": topic})


def topics(text: str) -> dict[str, float]:
    return {n.topic: n.odds for n in named_in(text)}


def test_topics_are_named_with_the_words_that_stand_there() -> None:
    named = {n.topic: n.words for n in named_in(ADVERT)}
    assert named["time-series"] == ("forecasts", "sensor data", "Time-series")
    assert named["production"] == ("Docker", "Kubernetes", "monitoring", "Kafka")
    assert named["deep-learning"] == ("PyTorch",)


def test_the_topic_that_is_named_most_comes_first() -> None:
    assert [n.topic for n in named_in(ADVERT)][:2] == ["production", "time-series"]


def test_a_word_counts_once_however_often_it_stands_there() -> None:
    assert topics("Clustering, clustering and more clustering.") == topics("Clustering.")


def test_no_list_of_tools_outweighs_everything() -> None:
    odds = topics("Docker, Kubernetes, AWS, Azure, GCP, Terraform, Airflow, MLflow, Kafka and Spark.")["production"]
    assert odds == 1 + MOST


@pytest.mark.parametrize(
    "line",
    [
        "Nice to have:\n- Kafka",
        "## Nice to have\nKafka",
        "Kafka is a plus.",
        "Ideally you know Kafka.",
        "Bonus points for Kafka",
    ],
)
def test_what_is_only_welcome_counts_half(line: str) -> None:
    assert topics(line) == {"production": 1.5}


def test_what_is_needed_after_what_is_welcome_counts_whole() -> None:
    assert topics("Nice to have:\n- Kafka\n\nRequirements:\n- Docker") == {"production": 2.5}


@pytest.mark.parametrize(
    "line",
    [
        "You need no experience with Kubernetes.",
        "This is not a computer vision role.",
        "Kubernetes is not required.",
        "We work without Spark.",
        "We use Go instead of Kafka.",
    ],
)
def test_what_the_advert_says_is_not_needed_is_not_named(line: str) -> None:
    assert topics(line) == {}


@pytest.mark.parametrize(
    "line",
    ["", "We love data, models and Python.", "Our office is in storage, by the forge.", "broken \x00\x1b]52;c;"],
)
def test_an_advert_that_names_no_topic_leans_nowhere(line: str) -> None:
    assert named_in(line) == ()


def test_plural_and_hyphen_and_case_are_the_same_word() -> None:
    for line in ("random forest", "Random Forests", "RANDOM-FOREST"):
        assert topics(line).get("classical-ml") == 2.0
    assert topics("LLM and LLMs")["language-models"] == 2.0


def test_every_topic_has_words_and_no_word_names_two() -> None:
    words = advert_words()
    assert set(words) == set(get_args(Topic))
    assert [w for w, n in Counter(w for ws in words.values() for w in ws).items() if n > 1] == []


def test_a_long_advert_is_read_in_an_instant_whatever_it_holds() -> None:
    rng = random.Random(1)
    noise = "".join(rng.choice("ab -no\n.t:") for _ in range(100_000))
    assert isinstance(named_in(noise + "\n" + "not " * 5000), tuple)


def test_a_draw_leans_in_proportion_and_forbids_nothing() -> None:
    bank = {
        q.id: q for n in range(40) for q in (question(f"a{n}", topic="sampling"), question(f"b{n}", topic="clustering"))
    }
    first = Counter(ranked(bank, seed=s, odds=Odds({"sampling": 3.0}))[0][0] for s in range(400))
    assert 0.68 < first["a"] / 400 < 0.82


def test_a_draw_that_leans_nowhere_is_the_draw_it_was() -> None:
    bank = {f"q{n}": question(f"q{n}") for n in range(20)}
    assert ranked(bank, seed=3, odds=Odds({"sampling": 5.0})) == ranked(bank, seed=3)
