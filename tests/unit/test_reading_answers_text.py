"""How answers are taken apart: formulas, negations, words and their kin, and questions in free words."""

from __future__ import annotations

import pytest

from hotseat.question_bank.model import RubricPoint
from hotseat.reference.reading.passage import read
from hotseat.reference.reading.text import tokens
from hotseat.reference.reading.words import slip, stem
from hotseat.reference.rubric import match_question, read_answer, similarity

SAID = ["mu1", "plus", "sigma12", "sigma22", "inverse", "x2", "minus", "mu2"]


@pytest.mark.parametrize(
    "formula",
    [
        "μ₁ + Σ₁₂Σ₂₂⁻¹(x₂ − μ₂)",
        r"$\mu_1 + \Sigma_{12}\Sigma_{22}^{-1}(x_2 - \mu_2)$",
        "mu1 + S12 S22^-1 (x2 - mu2)",
        "mu_1 + sigma_12 sigma_22**-1 (x_2 - mu_2)",
        "mu one plus sigma one two sigma two two inverse, x two minus mu two",
    ],
)
def test_formulas_in_unicode_latex_ascii_and_speech_are_read_alike(formula: str) -> None:
    assert [t.word for t in tokens(formula)] == SAID


@pytest.mark.parametrize(
    "answer",
    [
        "The standard error is σ/√n.",
        r"$\mathrm{SE} = \frac{\sigma}{\sqrt{n}}$",
        "standard error = sigma / sqrt(n)",
        "The standard error is sigma over root n.",
        "standard error is sigma / n**0.5",
    ],
)
def test_a_point_that_is_a_formula_is_covered_however_it_is_written(answer: str) -> None:
    point = RubricPoint(id="se", text="The standard error is sigma / sqrt(n)")
    reading = read_answer("What is the precision of a mean?", None, (point,), answer)
    assert reading.points[0].covered


def test_a_formula_with_the_wrong_sign_is_not_credited() -> None:
    point = RubricPoint(
        id="cov", text="The conditional covariance is S11 - S12 S22^-1 S21", phrases=("S11 - S12 S22^-1 S21",)
    )
    wrong = read_answer("What is the spread of the rest?", None, (point,), "It is S11 + S12 S22^-1 S21.").points[0]
    right = read_answer("What is the spread of the rest?", None, (point,), "It is S11 - S12 S22^-1 S21.").points[0]
    assert right.covered
    assert wrong.probability < right.probability - 0.2


@pytest.mark.parametrize(
    ("text", "word", "denied"),
    [
        ("The order does not matter", "order", True),
        ("It does not depend on the data", "depend", True),
        ("It is not only fast but cheap", "fast", False),
        ("Use a solver rather than an explicit inverse", "inverse", True),
        ("Use a solver rather than an explicit inverse", "solver", False),
        ("No shuffling, only windows", "windows", False),
        ("Adding an indicator is wrong", "indicator", True),
        ("Adding an indicator is not wrong", "indicator", False),
        ("That has no influence on the ranking", "ranking", True),
    ],
)
def test_what_is_denied_is_known(text: str, word: str, denied: bool) -> None:
    passage = read(text)
    position = [t.word for t in passage.tokens].index(word)
    assert (passage.negated[position] >= 0.5) is denied


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("correlated", "correlation"),
        ("regularisation", "regularize"),
        ("varies", "variance"),
        ("stationary", "stationarity"),
    ],
)
def test_forms_and_spellings_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("mean", "median"), ("quantile", "quantise"), ("precision", "prediction")])
def test_two_words_that_look_alike_stay_two_words(one: str, other: str) -> None:
    assert stem(one) != stem(other)
    assert not slip(one, other)


def test_tokens_know_where_they_stood() -> None:
    text = "Σ₁₂ isn’t  zero;\n- it’s x² at p99, e.g. TimeSeriesSplit."
    for token in tokens(text):
        assert text[token.start : token.end].strip() == text[token.start : token.end] != ""


CANDIDATES = [
    (
        "constant",
        ["What if all the values are the same?", "What about division by zero?", "Can the deviation be zero?"],
    ),
    ("missing", ["Can there be missing values?", "How should I treat NaN?", "What if the array is empty?"]),
    ("in-place", ["May I change the array in place?", "Should I return a new array?"]),
    ("deviation", ["Is it the sample or the population deviation?", "Which ddof should I use?"]),
]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("how should i handle nans?", "missing"),
        ("is it ok to modify the array in place", "in-place"),
        ("population or sample standard deviation?", "deviation"),
        ("what if every value is the same", "constant"),
        ("populatoin or smaple deviaton?", "deviation"),
    ],
)
def test_a_question_in_free_words_finds_what_it_asks_for(asked: str, expected: str) -> None:
    found = match_question(asked, CANDIDATES)
    assert found is not None
    assert found[0] == expected


@pytest.mark.parametrize(
    "asked", ["", "hello", "what is the weather like in Paris", "do you use Kubernetes?", "how many servers run it?"]
)
def test_a_question_that_fits_nothing_is_matched_with_nothing(asked: str) -> None:
    assert match_question(asked, CANDIDATES) is None
    assert match_question(asked, []) is None


def test_likeness_is_symmetric_and_highest_for_the_same_text() -> None:
    a, b = "How do you release a model?", "How are models deployed and released?"
    assert similarity(a, b) == pytest.approx(similarity(b, a))
    assert similarity(a, a) == pytest.approx(1.0)
    assert similarity(a, "The office has green plants") < 0.2 < similarity(a, b)


@pytest.mark.parametrize(
    "ways",
    [
        (r"\frac{a}{b}", "a/b"),
        ("sigma^2", "σ²", r"\sigma^{2}"),
        ("O(n^2)", "O(n²)", "O(n**2)"),
        (r"\Sigma_{22}^{-1}", "Σ₂₂⁻¹", "S22^-1", "sigma two two inverse"),
        ("(X'X)^-1 X'y", r"(X^\top X)^{-1} X^\top y", "(XᵀX)⁻¹Xᵀy"),
        (r"\sqrt{n}", "sqrt(n)", "√n"),
        (r"\mathbb{E}[X]", "E[X]"),
        (r"softmax(QK^T/\sqrt{d})V", "softmax(Q K^T / sqrt(d)) V"),
        ("Σ(x - m)²", r"\sum (x - m)^2", "sum (x - m)**2"),
    ],
)
def test_a_formula_reads_the_same_however_it_is_typed(ways: tuple[str, ...]) -> None:
    assert len({tuple(t.word for t in tokens(way)) for way in ways}) == 1


def test_a_bar_over_a_letter_is_its_mean() -> None:
    assert "mean" in {t.word for t in tokens("x̄")}
    assert "mean" in {t.word for t in tokens(r"\bar{x}")}
    assert "mean" in {t.word for t in tokens("xbar")}
