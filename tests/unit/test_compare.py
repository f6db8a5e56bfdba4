"""Comparers: what holds, what does not, and the sentence that says why."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
import torch

from hotseat.kernels.plaindata import Opaque
from hotseat.reference import compare
from hotseat.reference.check import Case, Observation, Raised
from hotseat.reference.differences import EXACT, Tolerance, difference
from hotseat.reference.shown import short, whole

NAN = float("nan")


def held(holds: Any, got: Any, want: Any, *args: Any, after: tuple[Any, ...] | None = None) -> str | None:
    def side(value: Any) -> Observation:
        if isinstance(value, Raised):
            return Observation(None, args, {}, value)
        return Observation(value, args)

    got_side = side(got)
    if after is not None:
        got_side = Observation(got_side.value, after, {}, got_side.raised)
    return holds(Case(args), got_side, side(want))


VALUE_ERROR = Raised("ValueError", ("ValueError", "Exception", "BaseException"), "no", "")
CHILD = Raised("MyError", ("MyError", "ValueError", "Exception", "BaseException"), "no", "")


@pytest.mark.parametrize(
    ("got", "want"),
    [
        (1.0, 1.0 + 1e-10),
        (np.float32(0.5), 0.5),
        (np.array(2.0), 2.0),
        (torch.tensor(2.0), 2.0),
        (3, 3.0),
        (np.array([1, 2]), np.array([1.0, 2.0])),
        (np.array([NAN, np.inf]), np.array([NAN, np.inf])),
        ([1, (2.0,)], (1, [2.0])),
        ({"a": [1.0], 2: None}, {2: None, "a": [1.0]}),
        (np.array(["a"]), np.array(["a"])),
        (np.array([1.0, "a", None], object), np.array([1.0, "a", None], object)),
        (np.array(["NaT", "2020-01-01"], "M8[D]"), np.array(["NaT", "2020-01-01"], "M8[ns]")),
        (torch.ones(2, 2), torch.ones(2, 2)),
        (np.zeros((0, 3)), np.zeros((0, 3))),
        (np.bool_(True), True),
        (1 + 2j, np.complex64(1 + 2j)),
    ],
)
def test_numbers_are_compared_as_numbers_whoever_made_them(got: Any, want: Any) -> None:
    assert held(compare.same(), got, want) is None


@pytest.mark.parametrize(
    ("got", "want", "words"),
    [
        (0.0, np.zeros(3), "is a number where an array was expected"),
        (np.zeros((1, 3)), np.zeros(3), "has the shape (1, 3) where (3,) was expected"),
        (np.array([]), np.zeros(3), "has the shape (0,)"),
        (np.array([1.0, NAN]), np.array([1.0, 2.0]), "at [1] is nan where 2 was expected"),
        (np.array([1.0, 2.0]), np.array([1.0, NAN]), "at [1] is 2 where nan was expected"),
        (np.array([-np.inf]), np.array([np.inf]), "at [0] is -inf where inf was expected"),
        (
            np.array([[1.0, 5.0], [7.0, 8.0]]),
            np.array([[1.0, 2.0], [3.0, 8.0]]),
            "at [0, 1] is 5 where 2 was expected. 1 more of its 4 values differs.",
        ),
        ([1.0, 2.0], np.array([1.0, 2.0]), "is a list where an array was expected"),
        (Opaque("MaskedArray"), np.zeros(3), "is an object of type MaskedArray where an array"),
        (np.array([True, False]), np.array([1.0, 0.0]), "holds bool where float64"),
        (np.array([1.0], object), np.array([1.0]), "holds object where float64"),
        (True, 1, "is a truth value where a number was expected"),
        (1, True, "is a number where a truth value was expected"),
        ("1", 1, "is text where a number was expected"),
        (None, 1.0, "is None where a number was expected"),
        (1.0, None, "is a number where None was expected"),
        ([1, 2], [1], "has 2 items where 1 was expected."),
        ([1], [1, 2], "has 1 item where 2 were expected."),
        (pd.Series([1.0]), pd.Series([1.0, 2.0]), "has 1 row where 2 were expected."),
        ([[1.0], [2.0]], [[1.0], [3.0]], "at [1][0] is 2 where 3 was expected"),
        ({"a": 1}, {"a": 1, "b": 2}, "lacks the key 'b'"),
        ({"a": 1, "c": 2}, {"a": 1}, "was not expected: 'c'"),
        (1.00000012, 1.00000013, None),
        (np.array([2**60 + 1]), np.array([2**60]), None),
        (np.zeros(2), torch.zeros(2), "is an array where a tensor was expected"),
        (pd.Series([1.0]), np.array([1.0]), "is a Series where an array was expected"),
    ],
)
def test_what_differs_is_told_with_place_and_both_values(got: Any, want: Any, words: str | None) -> None:
    sentence = held(compare.same(), got, want)
    assert (sentence is None) if words is None else words in str(sentence)


def test_exact_comparison_sees_the_last_bit_of_a_large_integer() -> None:
    assert difference(np.array([2**60 + 1]), np.array([2**60]), EXACT)
    assert difference(2**60 + 1, 2**60, EXACT)


def test_a_tolerance_cannot_be_negative_or_infinite() -> None:
    for bad in (-1.0, float("inf"), NAN):
        with pytest.raises(ValueError, match="tolerance"):
            Tolerance(rtol=bad)


def test_a_reference_that_is_no_plain_data_is_a_fault_of_the_question() -> None:
    with pytest.raises(ValueError, match="cannot be compared"):
        difference(1.0, Opaque("generator"))


def test_dtypes_are_held_where_they_are_asked_for() -> None:
    assert held(compare.same(dtype="float"), np.array([1, 2]), np.array([1.0, 2.0])) == (
        "The answer holds int64 where float was expected."
    )
    assert held(compare.same(dtype="float"), np.array([1, 2], "f4"), np.array([1.0, 2.0])) is None
    assert held(compare.same(dtype="float32"), torch.ones(1).double(), torch.ones(1)) is not None
    assert held(compare.same(nan="never"), NAN, NAN) is not None


def test_an_exception_where_an_answer_was_expected_is_told_with_its_message() -> None:
    assert held(compare.same(), VALUE_ERROR, 1.0) == "It raised ValueError: no"


def test_a_reference_that_raises_expects_the_same_or_a_child_of_it() -> None:
    assert held(compare.same(), CHILD, VALUE_ERROR) is None
    assert held(compare.raises("ValueError"), CHILD, 1.0) is None
    assert held(compare.raises("TypeError", "KeyError"), CHILD, 1.0) == (
        "It raised MyError where TypeError or KeyError was expected."
    )
    assert held(compare.raises("ValueError"), 5, 1.0) == "It returned 5 where ValueError was expected."


def test_inputs_changed_in_place_are_told_with_place() -> None:
    before, after = np.array([1.0, NAN]), np.array([2.0, NAN])
    sentence = held(compare.same(), 1.0, 1.0, before, after=(after,))
    assert sentence == "The input was changed in place: argument 1 at [0] is 2 where 1 was passed in."
    assert held(compare.same(), 1.0, 1.0, before, after=(before.copy(),)) is None
    assert held(compare.same(keep_input=False), 1.0, 1.0, before, after=(after,)) is None
    assert held(compare.same(), 1.0, 1.0, [1, 2], after=([1, 2, 3],)) is not None
    assert held(compare.input_kept, 1.0, 1.0, before, after=()) is not None


def test_choices_and_conjunctions() -> None:
    either = compare.any_of(compare.raises("ValueError"), compare.same())
    assert held(either, VALUE_ERROR, NAN) is None
    assert held(either, NAN, NAN) is None
    assert held(either, 1.0, NAN) == "It returned 1.0 where ValueError was expected."
    both = compare.all_of(compare.in_range(0, 1), compare.close_scalar(atol=0.1))
    assert held(both, 0.55, 0.5) is None
    assert "does not lie" in str(held(both, 1.05, 1.0))
    assert held(both, 0.7, 0.5) is not None


@pytest.mark.parametrize("value", [NAN, np.inf, np.array([0.5]), "0.5", True, None, Opaque("Liar"), [[1], [2, 3]]])
def test_one_finite_number_is_one_finite_number(value: Any) -> None:
    assert held(compare.close_scalar(), value, 0.5) is not None


def test_ranges_hold_for_every_number_and_for_at_least_one() -> None:
    assert held(compare.in_range(0, 1), np.array([0.0, 1.0]), None) is None
    for bad in (np.array([]), np.array([0.0, 1.1]), np.array([NAN]), "a", None):
        assert held(compare.in_range(0, 1), bad, None) is not None


def test_numbers_in_range_come_in_the_shape_of_the_reference() -> None:
    one = np.array([0.0])
    assert held(compare.in_range(0, 0), np.zeros(1), one) is None
    for bad in (0.0, np.zeros((3, 7)), np.zeros(2)):
        assert "shape" in str(held(compare.in_range(0, 0), bad, one))


def test_sets_are_compared_without_order_and_with_repeats() -> None:
    same_set = compare.same_set()
    assert held(same_set, [3, 1.0, 2], [1, 2, 3]) is None
    assert held(same_set, np.array([[1, 2], [0, 1]]), np.array([[0, 1], [1, 2]])) is None
    assert "is not among" in str(held(same_set, [1, 1], [1, 2]))
    assert held(same_set, [1], [1, 2]) == "The answer lacks 2."
    assert held(compare.same_set(repeats=False), [1, 1, 2], [2, 1]) is None


def test_rows_of_a_query_are_compared_in_their_order_and_wrong_order_is_told_from_wrong_values() -> None:
    def rows(*told: list[Any]) -> tuple[list[str], list[list[Any]]]:
        return ["customer", "total"], list(told)

    want = rows([2_000_000_000, 0.1], [7, None], ["x", 3])
    assert held(compare.same_rows, rows([2_000_000_000, 0.1 + 1e-8], [7, None], ["x", 3.0]), want) is None
    assert held(compare.same_rows, (["CUSTOMER", "Total"], want[1]), want) is None, "SQL knows no case of a name"
    for got, words in (
        (rows([2_000_000_001, 0.1], [7, None], ["x", 3]), "A value of the column customer is not"),
        (rows([2_000_000_000, 0.1001], [7, None], ["x", 3]), "A value of the column total is not"),
        (rows([2_000_000_000, 0.1], [7, 0], ["x", 3]), "A value of the column total is not"),
        (rows(["x", 3], [7, None], [2_000_000_000, 0.1]), "not in the order asked for"),
        (rows([7, None], [7, None], ["x", 3]), "A value of the column customer is not"),
        (rows([7, None], ["x", 3]), "too few rows"),
        ((["customer", "sum"], want[1]), "The columns are customer, sum where customer, total were asked for."),
        (VALUE_ERROR, "ValueError"),
    ):
        assert words in str(held(compare.same_rows, got, want)), got


def test_frames_are_compared_with_values_nulls_labels_and_dtypes() -> None:
    want = pd.DataFrame({"a": [1.0, NAN], "b": ["x", None]}, index=[3, 4])
    same_frame = compare.same_frame()
    assert held(same_frame, want.copy(), want) is None
    for got, words in (
        (want.reset_index(drop=True), "the index of the answer"),
        (want.rename(columns={"a": "c"}), "the column names of the answer"),
        (want.assign(a=[1.0, 2.0]), "Column 'a' of the answer at [1] is 2 where nan"),
        (want.assign(a=[1, 2]), "has the dtype int64 where float64"),
        (want.assign(b=["x", "y"]), "is present in row 1"),
        (want.iloc[:1], "has the shape (1, 2)"),
        (want.to_numpy(), "is an array where a DataFrame"),
    ):
        assert words.lower() in str(held(same_frame, got, want)).lower()
    assert held(compare.same_frame(labels=False), want.reset_index(drop=True), want) is None
    deep = want.set_index(pd.MultiIndex.from_tuples([(1, "a"), (2, "b")]))
    assert held(same_frame, deep.copy(), deep) is None
    assert held(same_frame, deep.iloc[::-1], deep) is not None


def test_samples_of_one_distribution_pass_over_many_seeds_and_others_do_not() -> None:
    same = compare.same_distribution(false_alarm=1e-4)
    for seed in range(40):
        rng = np.random.default_rng(seed)
        assert held(same, rng.normal(size=(400, 3)), rng.normal(size=(800, 3))) is None
        assert held(same, rng.integers(0, 3, 300), rng.integers(0, 3, 300)) is None
    rng = np.random.default_rng(1)
    want = rng.multivariate_normal([0, 0], [[1, 0.9], [0.9, 1]], 3000)
    assert "not together" in str(held(same, rng.normal(size=(3000, 2)), want))
    assert "another distribution" in str(held(same, want + np.array([0.3, 0.0]), want))
    assert held(same, np.full((3000, 2), NAN), want) == "The sample holds nan or infinity."
    assert held(same, want[:, :1], want) is not None and held(same, want[:0], want) is not None


def test_cases_can_be_pooled() -> None:
    pooled = compare.pooled(compare.same_distribution())
    rng = np.random.default_rng(0)
    cases = [Case()] * 300
    want = [Observation(float(v)) for v in rng.normal(size=300)]
    assert pooled(cases, [Observation(float(v)) for v in rng.normal(size=300)], want) is None
    assert pooled(cases, [Observation(float(v)) for v in rng.normal(2, size=300)], want) is not None
    assert pooled(cases, [Observation("a")] * 300, want) is not None
    assert pooled(cases, [Observation(None, raised=VALUE_ERROR)] * 300, want) == "It raised ValueError: no"


@pytest.mark.parametrize(
    "value",
    [np.zeros(10**6), ["x" * 1000] * 1000, {k: k for k in range(100)}, pd.DataFrame({"a": range(999)}), "y" * 9999],
)
def test_values_are_shown_on_one_short_line(value: Any) -> None:
    assert len(short(value)) <= 160 and "\n" not in short(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.array([-1.0, 0.35, NAN]), "array([-1.0, 0.35, nan])"),
        (np.array([0.1, 0.4], dtype="float32"), "array([0.1, 0.4])"),
        (np.array([1e8 + 0.125, 1e-17]), "array([100000000.125, 1e-17])"),
        (np.array([[1, 20], [3, 4]]), "array([[1, 20], [3, 4]])"),
        (
            pd.DataFrame({"age": [30.0, NAN], "town": ["Ada", None]}),
            "DataFrame({'age': [30.0, nan], 'town': ['Ada', nan]})",
        ),
        (pd.DataFrame({"n": [1, 2]}, index=["x", "y"]), "DataFrame({'n': [1, 2]}, index=['x', 'y'])"),
        (np.zeros((4, 0)), "array([], shape (4, 0))"),
        ((1.0, [True, None]), "(1.0, [True, None])"),
    ],
)
def test_a_small_value_is_shown_whole(value: Any, text: str) -> None:
    assert short(value) == text


def test_a_large_array_is_not_broken_off_in_the_middle() -> None:
    shown = short([np.linspace(0.0, 1.0, 900).reshape(300, 3), np.arange(50)])
    assert shown.count("array(") == shown.count(", shape (") == 2 and "…" not in shown
    assert short(pd.DataFrame(np.ones((90, 20))), 60) == "<DataFrame of shape (90, 20)>"


def test_what_does_not_fit_whole_may_be_told_by_its_size_instead() -> None:
    assert whole(np.arange(3)) == "array([0, 1, 2])"
    assert whole(np.zeros((64, 4))) == "<array of shape (64, 4)>"
    assert whole({k: np.zeros(30) for k in range(9)}) == "<dict of 9>"
