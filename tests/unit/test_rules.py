"""Rules of a question: loops and forbidden names are found in the source, and nothing else is."""

from __future__ import annotations

import pytest

from hotseat.reference.rules import broken_rules

FORBIDDEN = ["sklearn.metrics.roc_auc_score"]


@pytest.mark.parametrize(
    "source",
    [
        "from sklearn.metrics import roc_auc_score",
        "from sklearn.metrics import roc_auc_score as score\ndef f(x): return score(x)",
        "import sklearn.metrics\ndef f(x): return sklearn.metrics.roc_auc_score(x)",
        "import sklearn.metrics as m\ndef f(x): return m.roc_auc_score(x)",
        "from sklearn import metrics\ng = metrics.roc_auc_score",
        "import sklearn\nm = sklearn.metrics\ndef f(x): return m.roc_auc_score(x)",
        "from sklearn import metrics\ndef f(x): return getattr(metrics, 'roc_auc_score')(x)",
        "from sklearn.metrics import *\ndef f(x): return roc_auc_score(x)",
        "from sklearn.metrics._ranking import roc_auc_score",
        "import importlib\ndef f(x): return importlib.import_module('sklearn.metrics').roc_auc_score(x)",
        "def f(x): return __import__('sklearn.metrics', fromlist=['a']).roc_auc_score(x)",
    ],
)
def test_a_forbidden_name_is_found_by_every_road(source: str) -> None:
    broken = broken_rules(source, ["f"], forbidden=FORBIDDEN)
    assert broken and all("sklearn.metrics.roc_auc_score" in sentence for sentence in broken)


@pytest.mark.parametrize(
    "source",
    [
        "from sklearn.metrics import roc_curve\ndef f(x): return roc_curve(x)",
        "def roc_auc_score(x): return x\ndef f(x): return roc_auc_score(x)",
        "'''sklearn.metrics.roc_auc_score is not used'''\nname = 'roc_auc_score'",
        "# from sklearn.metrics import roc_auc_score",
        "import sklearn.metrics\nprint(sklearn.metrics.roc_auc_score_like)",
        "def f(x): return x\nif __name__ == '__main__':\n    from sklearn.metrics import roc_auc_score",
    ],
)
def test_what_only_looks_like_a_forbidden_name_is_left_alone(source: str) -> None:
    assert broken_rules(source, ["f"], forbidden=FORBIDDEN) == []


@pytest.mark.parametrize(
    ("source", "what"),
    [
        ("def f(x):\n    for v in x: pass", "a for loop"),
        ("def f(x):\n    while x: pass", "a while loop"),
        ("def f(x): return [v for v in x]", "a comprehension"),
        ("def f(x): return sum(v for v in x)", "a comprehension"),
        ("f = lambda x: {v: 1 for v in x}", "a comprehension"),
        ("def f(x): return list(map(abs, x))", "map"),
        ("import numpy as np\ndef f(x): return np.vectorize(abs)(x)", "numpy.vectorize"),
        ("from functools import reduce\ndef f(x): return reduce(max, x)", "functools.reduce"),
        ("def helper(x):\n    for v in x: pass\ndef f(x): return helper(x)", "a for loop"),
        ("class A:\n    def go(self, x):\n        while x: pass\ndef f(x): return A().go(x)", "a while loop"),
    ],
)
def test_loops_are_found_in_the_asked_functions_and_in_what_they_call(source: str, what: str) -> None:
    assert any(what in sentence for sentence in broken_rules(source, ["f"], no_loops=True))


def test_loops_elsewhere_are_nobodys_business() -> None:
    source = "def f(x): return x\ndef test_f():\n    for v in (1, 2): assert f(v) == v\nfor v in (1, 2): print(v)"
    assert broken_rules(source, ["f"], no_loops=True) == []


def test_the_sentence_names_cell_and_line_of_the_file() -> None:
    source = "# %% one\nimport numpy as np\n# %% two\ndef f(x):\n    return [v for v in x]\n"
    assert broken_rules(source, ["f"], no_loops=True) == [
        "Line 5 (cell 2) has a comprehension, where no Python loop is allowed."
    ]
