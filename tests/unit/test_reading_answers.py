"""What is promised about answers in words: what earns a point, what does not, and whose words are quoted."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.builtin_bank import builtin_bank

from hotseat.question_bank.model import RubricPoint
from hotseat.reference.reading.forest import weighing
from hotseat.reference.reading.guards import listed
from hotseat.reference.reading.passage import read
from hotseat.reference.reading.repairs import cues, taken_back
from hotseat.reference.reading.topic import rarity
from hotseat.reference.reading.words import stem
from hotseat.reference.rubric import Reading, first_gap, points_of, read_answer

PROMPT = "Compare batch gradient descent with stochastic gradient descent. When do you use which?"
MODEL = (
    "Batch gradient descent computes the gradient over the whole data set for each step, so steps are exact and slow. "
    "Stochastic gradient descent uses a few examples a step, so steps are cheap and noisy. "
    "The noise can help to leave poor minima. The learning rate should decay over time so that it converges."
)
POINTS = (
    RubricPoint(
        id="exact",
        text="Batch gradient descent uses the whole data set for each step and is exact but slow",
        phrases=("gradient over all the data", "exact but slow steps", "looks at every row before it moves"),
        wrong=("batch gradient descent uses a few examples a step",),
    ),
    RubricPoint(
        id="noisy",
        text="Stochastic gradient descent uses a few examples a step and is cheap but noisy",
        phrases=("noisy gradient estimate", "cheap steps", "mini-batch of examples"),
        wrong=("stochastic gradient descent uses the whole data set for each step",),
        weight=2,
    ),
    RubricPoint(
        id="decay",
        text="The learning rate should decay so that it converges",
        phrases=("learning rate schedule", "smaller steps over time", "decrease the step size"),
        wrong=("the learning rate should grow over time",),
    ),
)
GOOD = (
    "Batch gradient descent takes the gradient over the whole data set, so each step is exact but slow. "
    "SGD uses a mini-batch of examples, which gives cheap steps with a noisy gradient. "
    "I let the learning rate decay so that it converges."
)


def _read(answer: str, points: tuple[RubricPoint, ...] = POINTS) -> Reading:
    return read_answer(PROMPT, MODEL, points, answer)


def _state(reading: Reading) -> dict[str, str]:
    return {
        p.id: "covered" if p.covered else "contradicted" if p.contradicted else "unclear" if p.unclear else "missing"
        for p in reading.points
    }


def test_a_good_answer_covers_every_point() -> None:
    assert set(_state(_read(GOOD)).values()) == {"covered"}
    assert _read(GOOD).score > 0.8


def test_a_part_of_an_answer_covers_a_part_of_the_points() -> None:
    state = _state(_read("I let the learning rate decay so that it converges."))
    assert state["decay"] == "covered"
    assert "covered" not in {state["exact"], state["noisy"]}


@pytest.mark.parametrize("answer", ["", "   \n", "I don't know.", "no idea, sorry", "I'd rather not say, pass"])
def test_nothing_said_earns_nothing(answer: str) -> None:
    reading = _read(answer)
    assert reading.score == 0
    assert reading.empty
    assert set(_state(reading).values()) == {"missing"}


def test_a_keyword_list_is_not_credited() -> None:
    reading = _read(
        "batch gradient descent whole data set exact slow stochastic mini-batch examples cheap noisy gradient"
        " learning rate decay schedule converges"
    )
    assert reading.stuffed
    assert reading.score == 0


def test_a_keyword_list_joined_by_commas_and_ands_is_not_credited() -> None:
    reading = _read(
        "whole data set, exact and slow steps, mini-batch and cheap steps, noisy gradient, learning rate decay,"
        " schedule and convergence"
    )
    assert not any(p.covered for p in reading.points)


def test_bullets_are_not_taken_for_a_keyword_list() -> None:
    reading = _read("- batch: whole data set each step -> exact, slow\n- sgd: few examples -> cheap but noisy")
    assert not reading.stuffed
    assert _state(reading)["noisy"] == "covered"


def test_the_question_pasted_back_is_not_credited() -> None:
    assert _read(PROMPT + " I compare batch gradient descent with stochastic gradient descent.").score < 0.1


def test_a_negated_point_is_contradicted_and_not_covered() -> None:
    state = _state(_read("The learning rate should not decay, and no schedule is needed."))
    assert state["decay"] == "contradicted"


def test_a_wrong_belief_is_contradicted_and_not_covered() -> None:
    state = _state(_read("The learning rate should grow over time."))
    assert state["decay"] == "contradicted"


@pytest.mark.parametrize(
    ("said", "beside"),
    [
        (
            "The next doubling will bring less, maybe 1.7 points, so we would not reach 8 percent by doubling.",
            "There's a floor because annotators disagree, no model and no amount of data will bring the error to zero.",
        ),
        (
            "Don't expect twice the data to halve the error.",
            "More data does not help once both curves have met. A larger gap does not mean we need a bigger model.",
        ),
    ],
)
def test_what_one_sentence_says_is_not_held_for_its_contrary_because_of_what_the_others_deny(
    said: str, beside: str
) -> None:
    question = builtin_bank().questions["learning-curves"]

    def state(answer: str) -> str:
        reading = read_answer(question.prompt, question.model_answer, question.rubric, answer)
        return _state(reading)["diminishing"]

    assert state(said) in ("covered", "unclear") and state(f"{beside} {said}") in ("covered", "unclear")
    assert state("With twice the data it makes half as many mistakes.") == "contradicted"


def test_a_wrong_belief_that_is_rejected_is_not_held_against_the_person() -> None:
    state = _state(_read("The learning rate should not grow over time, it should decay so that it converges."))
    assert state["decay"] == "covered"


def test_swapping_the_subjects_of_a_comparison_is_not_credited() -> None:
    reading = _read(
        "Stochastic gradient descent uses the whole data set for each step, so it is exact but slow. "
        "Batch gradient descent uses a few examples a step and is cheap but noisy."
    )
    state = _state(reading)
    assert "covered" not in {state["exact"], state["noisy"]}


def test_evidence_is_verbatim_and_stands_only_where_something_was_found() -> None:
    for answer in (GOOD, "  um,  batch GD is *exact* but slow\n\n— and SGD?  noisy, cheap steps.", "nothing to see"):
        for point in _read(answer).points:
            assert point.evidence in answer
            assert bool(point.evidence) == (point.covered or point.contradicted or point.unclear)


def test_the_states_exclude_each_other_and_probabilities_are_probabilities() -> None:
    for answer in (GOOD, "SGD is not noisy.", "x", "Steps are cheap, maybe.", PROMPT):
        reading = _read(answer)
        assert 0 <= reading.score <= 1
        for point in reading.points:
            assert point.covered + point.contradicted + point.unclear <= 1
            assert 0 <= point.probability <= point.spoken <= 1


def test_the_score_does_not_rise_with_filler() -> None:
    short = "Batch gradient descent takes the gradient over the whole data set, so each step is exact but slow."
    filler = (
        " I have worked on this for many years and in my experience it is always a matter of looking closely."
        " There are many ways to go about it and people have different opinions on what they like most."
    )
    assert _read(short + filler).score <= _read(short).score + 0.02


def test_the_score_does_not_rise_by_saying_it_twice() -> None:
    short = "SGD uses a mini-batch of examples, which gives cheap steps with a noisy gradient."
    assert _read(f"{short} {short}").score <= _read(short).score + 0.02


def test_typing_errors_are_forgiven() -> None:
    assert _state(_read("the lerning rate shoud decya so that it convergs"))["decay"] == "covered"


def test_a_rubric_of_id_and_text_alone_is_read() -> None:
    bare = tuple(RubricPoint(id=p.id, text=p.text) for p in POINTS)
    reading = read_answer(PROMPT, None, bare, GOOD)
    assert set(_state(reading).values()) == {"covered"}


def test_the_order_of_points_is_that_of_the_rubric_and_the_data_is_plain() -> None:
    data = _read(GOOD).to_dict()
    assert list(data) == ["score", "points"]
    assert [p["id"] for p in data["points"]] == [p.id for p in POINTS]
    assert list(data["points"][0]) == ["id", "covered", "contradicted", "unclear", "probability", "evidence"]
    json.dumps(data, allow_nan=False)


def test_the_first_gap_is_the_weightiest_point_not_spoken_of() -> None:
    assert first_gap(_read("I let the learning rate decay so that it converges."), POINTS) == "noisy"
    assert first_gap(_read(GOOD), POINTS) is None


def test_a_gap_goes_before_a_point_that_was_only_contradicted() -> None:
    light = tuple(p.model_copy(update={"weight": 1.0}) for p in POINTS)
    reading = _read("Batch uses all the data, exact but slow. The learning rate should grow over time.", light)
    assert first_gap(reading, light) == "noisy"


def test_an_answer_of_any_shape_is_read_without_an_error() -> None:
    for answer in (
        "\x00\ud800",
        "\\frac{\\frac{{",
        "}}}}",
        "((((",
        "√" * 50,
        "a" * 50_000,
        "^_^ ^{",
        "1.2.3 -- 4/0",
        "-" * 99,
    ):
        assert 0 <= _read(answer).score <= 1


def test_the_trees_are_small_and_say_what_they_were_fitted_on() -> None:
    from importlib.resources import files

    data = json.loads(files("hotseat.reference.reading").joinpath("trees.json").read_text("utf-8"))
    assert len(data["fitted_on"]["sha256"]) == 64
    for kind in ("words", "embeddings"):
        for part in ("spoken", "meant"):
            forest = data[kind][part]
            assert len(forest["trees"]) <= 200
            assert not any("length" in name or "words" in name for name in forest["figures"])


def test_the_words_of_a_point_never_count_against_it() -> None:
    forest = weighing("words").spoken
    for name in ("text", "model", "second", "vocabulary", "told", "plain"):
        at = forest.figures.index(name)
        low = [0.3] * len(forest.figures)
        high = [*low[:at], 0.9, *low[at + 1 :]]
        assert forest.chance(high) >= forest.chance(low), name


@pytest.mark.parametrize(
    ("answer", "state"),
    [
        ("Stochastic gradient descent uses the whole data set for each step, no wait, it uses a few examples a step, "
         "so it is cheap but noisy.", "covered"),
        ("Stochastic gradient descent uses a few examples a step and is cheap but noisy.", "covered"),
    ],
)  # fmt: skip
def test_what_is_taken_back_does_not_count_but_what_is_said_instead_does(answer: str, state: str) -> None:
    assert _state(_read(answer))["noisy"] == state


@pytest.mark.parametrize(
    "text",
    [
        "The rate is low, no wait, it's high.",
        "It shrinks. Sorry, I mean it grows.",
        "It is the first one... actually no, the second.",
        "Rows, no, columns are scaled.",
        "Low means sharp. Hang on, I swapped them.",
    ],
)
def test_a_correction_is_heard(text: str) -> None:
    assert cues(text)


@pytest.mark.parametrize(
    "text",
    [
        "No, a small p-value does not prove anything.",
        "There is no need to wait, the test can stop.",
        "It says no to every case.",
        "I would rather use the median.",
        "The parrot repeats no, no, no all day.",
    ],
)
def test_an_ordinary_no_takes_nothing_back(text: str) -> None:
    assert all(count == 1 or passage_word == "no" for count, passage_word in _counts(text))


def _counts(text: str) -> list[tuple[float, str]]:
    passage = read(text)
    return list(zip(taken_back(passage)[0], (t.word for t in passage.tokens), strict=True))


@pytest.mark.parametrize(
    "text",
    [
        "GROUP BY, ROW_NUMBER, PARTITION BY, ORDER BY DESC, CTE, subquery, tie breaker, RANK, composite index, QUALIFY",
        "iterrows vectorise NumPy np.where merge map apply axis=1 Numba Cython itertuples contiguous memory dtype",
    ],
)
def test_a_list_of_terms_is_seen_whatever_signs_it_holds(text: str) -> None:
    passage = read(text)
    assert len(listed(passage)) == len(passage.tokens)


@pytest.mark.parametrize(
    "text",
    [
        "The loss is the cross entropy between labels and predicted probabilities.",
        "The fitted vector is the orthogonal projection of y onto the span of the columns of X.",
        "The M-step computes the responsibilities and the E-step updates the means.",
    ],
)
def test_a_dense_sentence_is_no_list_of_terms(text: str) -> None:
    assert not listed(read(text))


def test_a_model_answer_alone_makes_a_plain_rubric() -> None:
    points = points_of(MODEL)
    assert [p.text for p in points] == [s.strip() for s in MODEL.replace(". ", ".|").split("|")]
    assert read_answer(PROMPT, MODEL, points, MODEL).score > 0.8
    assert read_answer(PROMPT, MODEL, points, "").score == 0


ELSEWHERE = (
    "I would keep one table of users with their newest orders and join it on the customer number, which is unique there. "
    "Before the join I count the rows whose key is missing, because they would vanish without a word, and afterwards I "
    "check that the number of rows is still the same. A second look goes to the time zones, since the shop writes local "
    "time and the warehouse writes universal time, so orders near midnight move to another day. The whole thing runs each "
    "night over the data of the last week, which is slow but simple; a few examples of every country go to a person who "
    "reads them. If a file comes late, the steps after it wait, and the report says so instead of showing yesterday's sums."
)


def test_a_long_answer_to_another_question_earns_no_point() -> None:
    reading = _read(ELSEWHERE)
    assert "covered" not in set(_state(reading).values())
    assert reading.score < 0.1


def test_a_good_answer_amid_a_long_digression_is_still_heard() -> None:
    half = len(ELSEWHERE.split(". ")) // 2
    before, after = ". ".join(ELSEWHERE.split(". ")[:half]), ". ".join(ELSEWHERE.split(". ")[half:])
    assert set(_state(_read(f"{before}.\n\n{GOOD}\n\n{after}")).values()) == {"covered"}


def test_words_of_many_questions_tell_less_of_a_topic_than_words_of_one() -> None:
    assert rarity(stem("cost")) < rarity(stem("centroid")) <= 1
    assert rarity("no-question-knows-this") == 1


def test_two_things_of_one_sentence_that_are_swapped_earn_nothing() -> None:
    points = (
        RubricPoint(
            id="which",
            text="Squared error yields the mean and absolute error the median",
            phrases=("MSE gives the mean", "MAE gives the median"),
        ),
    )
    right = read_answer(
        "Which loss yields what?", None, points, "Squared error gives the mean, absolute error the median."
    )
    wrong = read_answer(
        "Which loss yields what?", None, points, "Squared error gives the median, absolute error the mean."
    )
    assert _state(right) == {"which": "covered"}
    assert _state(wrong)["which"] != "covered"


KEEPS = (
    RubricPoint(
        id="lost",
        text="A diagonal covariance treats the columns as independent, so the correlations are lost",
        phrases=("the correlations are lost", "assumes independent columns"),
        wrong=("a diagonal covariance keeps the correlations",),
    ),
)


@pytest.mark.parametrize(
    "answer",
    [
        "The diagonal model does not keep the correlations.",
        "It is not true that a diagonal covariance keeps the correlations.",
        "Some say that a diagonal covariance keeps the correlations, but that is wrong.",
    ],
)
def test_a_wrong_belief_that_is_denied_says_the_point(answer: str) -> None:
    assert _state(read_answer("Diagonal or full?", None, KEEPS, answer)) == {"lost": "covered"}


def test_a_wrong_belief_that_is_said_contradicts_the_point() -> None:
    reading = read_answer("Diagonal or full?", None, KEEPS, "A diagonal covariance keeps the correlations.")
    assert _state(reading) == {"lost": "contradicted"}


ANSWERS = Path(__file__).parents[2] / "benchmarks" / "data" / "answers" / "training.jsonl"
FIGURES = """
import json, sys
from hotseat.question_bank.model import RubricPoint
from hotseat.reference.rubric import measured
for line in open(sys.argv[1], encoding="utf-8").readlines()[14::45]:
    row = json.loads(line)
    points = [RubricPoint(id=p["id"], text=p["text"]) for p in row["rubric_points"]]
    print([(f.spoken, f.meant) for f in measured(row["question"], row["model_answer"], points, row["answer"])])
"""


def test_an_answer_is_read_the_same_in_every_process() -> None:
    """Sets are walked through in another order where strings have other hashes."""

    def figures(seed: str) -> bytes:
        env = {**os.environ, "PYTHONHASHSEED": seed}
        return subprocess.run(
            [sys.executable, "-c", FIGURES, str(ANSWERS)], env=env, capture_output=True, check=True
        ).stdout

    assert figures("1") == figures("2") != b""
