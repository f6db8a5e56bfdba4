"""Which tests are found in a submission, by what name, and which of them are the starter's. Nothing is run here."""

from __future__ import annotations

import pytest

from hotseat.reference.own_tests import LARGEST, MOST_TESTS, LeftOut, OwnTests, find
from hotseat.reference.submission import DoesNotParse

STARTER = """\
# %% Imports
import numpy as np

# %% Your function
def zscore(x):
    raise NotImplementedError

# %% Test yourself
z = zscore(np.arange(4.0))
assert abs(z.mean()) < 1e-9
"""


def names(source: str, starter: str | None = None) -> list[str]:
    return [test.name for test in find(source, starter).tests]


def kinds(own: OwnTests) -> list[str]:
    return [step.kind for step in own.steps]


def test_a_bare_assert_is_a_test_where_it_stands_and_the_rest_prepares() -> None:
    own = find(STARTER, None)
    assert [(t.name, t.line) for t in own.tests] == [("the assert in line 10", 10)]
    assert kinds(own) == ["prepare", "prepare", "prepare", "statement"]


def test_a_test_function_is_defined_where_it_stands_and_called_after_the_last_cell() -> None:
    own = find("def test_zero():\n    assert f(0) == 0\n\nx = 1\n", None)
    assert [t.name for t in own.tests] == ["test_zero"]
    assert [(s.kind, s.code) for s in own.steps][1:] == [("prepare", "x = 1"), ("function", "test_zero")]


def test_a_call_of_a_test_is_not_tried_twice_but_one_with_arguments_is_a_test() -> None:
    source = "def test_n(n=2):\n    assert f(n)\n\ntest_n()\ntest_n(5)\n"
    assert names(source) == ["test_n", "the assert in line 5"]


@pytest.mark.parametrize(
    "claim",
    [
        "for k in (1, 2):\n    assert f(k)",
        "np.testing.assert_allclose(f(1), 2)",
        "with pytest.raises(ValueError):\n    f(-1)",
        "try:\n    f(-1)\nexcept ValueError:\n    pass\nelse:\n    raise AssertionError('no error')",
        "with torch.no_grad():\n    y = f(x)\n    assert y.shape == x.shape",
        "if f(1) != 2:\n    raise AssertionError",
    ],
)
def test_whatever_claims_something_at_the_top_of_a_cell_is_a_test(claim: str) -> None:
    own = find(f"{claim}\n", None)
    assert len(own.tests) == 1 and kinds(own) == ["statement"]


@pytest.mark.parametrize(
    "no_claim",
    [
        "def helper(x):\n    assert x > 0\n    return x",
        "class Model:\n    def fit(self):\n        assert True",
        "check = lambda: pytest.raises(ValueError)",
        "print('assert')",
        'if __name__ == "__main__":\n    assert f(1)',
        "def testing_data():\n    return 1",
    ],
)
def test_what_claims_nothing_by_itself_is_no_test(no_claim: str) -> None:
    assert names(f"{no_claim}\n") == []


def test_tests_that_stand_in_the_starter_are_counted_as_the_starters_once_each() -> None:
    mine = STARTER + "assert abs(z.mean()) < 1e-9\nassert z.shape == (4,)\n"
    assert [t.of_starter for t in find(mine, STARTER).tests] == [True, False, False]
    changed = STARTER.replace("1e-9", "1e-6")
    assert [t.of_starter for t in find(changed, STARTER).tests] == [False]


def test_parameters_that_a_decorator_brings_are_no_fixture() -> None:
    source = """
import pytest
@pytest.mark.parametrize("a, b", [(1, 2)])
@pytest.mark.parametrize(["c"], [(3,)])
def test_three(a, b, c, d=4): ...
@given(st.integers())
def test_any(n): ...
def test_folder(tmp_path): ...
@pytest.mark.skip(reason="later")
def test_later(): ...
async def test_waits(): ...
"""
    own = find(source, None)
    assert [t.name for t in own.tests] == ["test_three", "test_any"]
    assert own.left_out == (
        LeftOut("test_folder", "fixture"),
        LeftOut("test_later", "skipped"),
        LeftOut("test_waits", "async"),
    )


def test_plain_fixtures_of_the_file_are_brought_to_the_tests_that_ask_for_them() -> None:
    source = """
import pytest
@pytest.fixture
def x(): return 1
@pytest.fixture(scope="function")
def y(x):
    yield x + 1
@pytest.fixture(scope="module")
def shared(): ...
@pytest.fixture
def odd(tmp_path): ...
@pytest.fixture
def round(circle): ...
@pytest.fixture
def circle(round): ...
def test_plain(x, y): ...
class TestF:
    def test_method(self, y): ...
def test_shared(x, shared): ...
def test_odd(odd): ...
def test_round(circle): ...
"""
    own = find(source, None)
    assert [t.name for t in own.tests] == ["test_plain", "TestF.test_method"]
    assert [(s.code.splitlines()[0], s.sets) for s in own.steps if s.kind == "fixture"] == [
        ("def x():", ("x",)),
        ("def y(x):", ("y",)),
    ]
    assert own.left_out == tuple(LeftOut(name, "fixture") for name in ("test_shared", "test_odd", "test_round"))


def test_each_step_tells_what_it_reads_and_what_it_sets() -> None:
    own = find("out = f(x)\nfor k in out:\n    last = k\nassert last\ndef test_a():\n    assert g(out)\n", None)
    assert [(s.kind, s.reads, s.sets) for s in own.steps] == [
        ("prepare", ("f", "x"), ("out",)),
        ("prepare", ("k", "out"), ("k", "last")),
        ("statement", ("last",), ()),
        ("prepare", ("g", "out"), ("test_a",)),
        ("function", ("g", "out"), ()),
    ]


def test_methods_of_test_classes_are_tests_and_a_name_used_twice_is_one_test() -> None:
    source = (
        "class TestF:\n    def test_a(self): ...\n    def helper(self): ...\n\ndef test_b(): ...\ndef test_b(): ...\n"
    )
    own = find(source, None)
    assert [t.name for t in own.tests] == ["TestF.test_a", "test_b"]
    assert [(s.kind, s.code) for s in own.steps if s.kind != "prepare"] == [
        ("method", "TestF.test_a"),
        ("function", "test_b"),
    ]


def test_notebook_commands_and_many_tests_and_hostile_sources_are_taken_in_stride() -> None:
    assert names("%matplotlib inline\nassert f(1)\n") == ["the assert in line 2"]
    own = find("assert f(1)\n" * (MOST_TESTS + 5), None)
    assert len(own.tests) == MOST_TESTS and [one.why for one in own.left_out] == ["many"] * 5
    for source in ("def f(:\n", "-" * 5000 + "1\n", "1" + "+1" * 3000 + "\n", "x = 1\n" * LARGEST):
        with pytest.raises(DoesNotParse):
            find(source, None)
    assert find("assert f(1)\n", "def broken(:\n").tests[0].of_starter is False
