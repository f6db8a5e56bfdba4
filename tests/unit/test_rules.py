"""Rules of a question: loops and forbidden names are found in the source, and nothing else is."""

from __future__ import annotations

import pytest

from hotseat.reference.rules import broken_rules

FORBIDDEN = ["sklearn.metrics.roc_auc_score"]


@pytest.mark.parametrize(
    "source",
    [
        "from sklearn.metrics import roc_auc_score\nf = roc_auc_score",
        "from sklearn.metrics import roc_auc_score as score\ndef f(x): return score(x)",
        "import sklearn.metrics\ndef f(x): return sklearn.metrics.roc_auc_score(x)",
        "import sklearn.metrics as m\ndef f(x): return m.roc_auc_score(x)",
        "from sklearn import metrics\ng = metrics.roc_auc_score\ndef f(x): return g(x)",
        "import sklearn\nm = sklearn.metrics\ndef f(x): return m.roc_auc_score(x)",
        "from sklearn import metrics\ndef f(x): return getattr(metrics, 'roc_auc_score')(x)",
        "from sklearn.metrics import *\ndef f(x): return roc_auc_score(x)",
        "from sklearn.metrics._ranking import roc_auc_score\ndef f(x): return roc_auc_score(x)",
        "from sklearn.metrics import roc_auc_score as f",
        "def f(x): return x\nfrom sklearn.metrics import roc_auc_score as f",
        "# %%\ndef f(x): return x\n# %%\nfrom sklearn.metrics import *",
        "def f(x): return eval('__import__(\"sklearn.metrics\", fromlist=[1]).roc_auc_score(x)')",
        "from sklearn import metrics\ndef f(x): return eval('metrics.roc_auc_score')(x)",
        "from sklearn import metrics\nclass A:\n    go = metrics.roc_auc_score\ndef f(x): return A.go(x)",
        "from sklearn import metrics\nclass A:\n    def go(self, x): return metrics.roc_auc_score(x)\ndef f(x): return A().go(x)",
        "from sklearn import metrics\ndef test_g(x): return metrics.roc_auc_score(x)\ndef f(x): return test_g(x)",
        "from sklearn import metrics\ng = metrics.roc_auc_score\ndef f(x): return globals()['g'](x)",
        "from sklearn import metrics\nclass A: pass\nA.go = metrics.roc_auc_score\ndef f(x): return A.go(x)",
        "from sklearn import metrics\ndef f(x): return x\nmetrics.roc_auc_score(1, 2)",
        "from sklearn.metrics import roc_curve, roc_auc_score\ndef f(x): return roc_auc_score(x)",
        "import numpy, sklearn.metrics as m\ndef f(x): return m.roc_auc_score(x)",
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
        "def f(x): return x\ndef test_f():\n    from sklearn.metrics import roc_auc_score as g\n    assert g(1)\ntest_f()",
        "from sklearn.metrics import roc_auc_score\ndef f(x): return x\nassert f(1) == roc_auc_score(1)",
        "# %%\ndef f(x): return x\n# %%\nfrom sklearn.metrics import roc_auc_score as g\nprint(g(1))\ng(2)",
        "from sklearn.metrics import roc_auc_score as theirs\ndef f(x): return x\nprint(f(1), theirs(1))",
        "from sklearn.metrics import roc_auc_score as g\ndef f(x): return x\nfor k in range(3):\n    assert f(k) == g(k)",
        "from sklearn.metrics import roc_auc_score as theirs\ndef f(x): return x\nexpected = theirs(1)\nassert f(1) == expected",
        "from sklearn.metrics import roc_auc_score, roc_curve\ndef f(x): return roc_curve(x)\nassert f(1) == roc_auc_score(1)",
        "class TestF:\n    def test_it(self):\n        from sklearn.metrics import roc_auc_score\ndef f(x): return x",
        "from sklearn.metrics import roc_auc_score\ndef f(x):\n    roc_auc_score = x\n    return roc_auc_score",
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
        ("class A:\n    def go(self, x):\n        while x: pass\na = A()\ndef f(x): return a.go(x)", "a while loop"),
        ("class A:\n    def __call__(self, x):\n        while x: pass\ndef f(x): return A()(x)", "a while loop"),
        ("each = map\ndef f(x): return list(each(abs, x))", "map"),
        ("import builtins\ndef f(x): return list(builtins.map(abs, x))", "map"),
        ("from functools import partial\neach = partial(map, abs)\ndef f(x): return list(each(x))", "map"),
        ("import numpy as np\n@np.vectorize\ndef one(v): return v\ndef f(x): return one(x)", "numpy.vectorize"),
        ("import numpy as np\none = np.vectorize(lambda v: v)\ndef f(x): return one(x)", "numpy.vectorize"),
        ("from numpy import apply_along_axis as go\ndef f(x): return go(sum, 0, x)", "numpy.apply_along_axis"),
        ("import numpy as np\ngo = np.lib.apply_along_axis\ndef f(x): return go(sum, 0, x)", "numpy.apply_along_axis"),
        ("import pandas as pd\ndef f(x): return pd.Series(x).apply(lambda v: v)", ".apply with a Python function"),
        ("import pandas as pd\ndef one(v): return v\ndef f(x): return pd.Series(x).map(one)", ".map with a Python"),
        ("import pandas as pd\ndef f(x): return pd.Series(x).agg(func=lambda v: v)", ".agg with a Python function"),
        ("import pandas as pd\ndef f(x): return pd.Series(x).transform(lambda v: v)", ".transform with a Python"),
        ("def f(x): return [] if not len(x) else [x[0]] + f(x[1:])", "calls itself"),
        (
            "def f(x):\n    def go(k): return [] if k == len(x) else [x[k]] + go(k + 1)\n    return go(0)",
            "calls itself",
        ),
        ("def g(x): return f(x[1:])\ndef f(x): return g(x) if len(x) else x", "calls itself"),
        ("def f(x):\n    first, *rest = x\n    return [first, *f(rest)] if rest else x", "calls itself"),
        ("exec('def g(x):\\n    for v in x: pass')\ndef f(x): return g(x)", "a for loop inside exec"),
        ("def f(x): return eval('[v for v in x]')", "a comprehension inside eval"),
        ("def f(x): return eval('[v fo' + 'r v in x]')", "eval of code that cannot be read beforehand"),
        ("# %%\ndef f(x): return x\n# %%\ndef f(x):\n    for v in x: pass", "a for loop"),
        ("def f(x):\n    for v in x: pass\ng = f\ndef f(x): return g(x)", "a for loop"),
    ],
)
def test_loops_are_found_in_the_asked_functions_and_in_what_they_call(source: str, what: str) -> None:
    assert any(what in sentence for sentence in broken_rules(source, ["f"], no_loops=True))


def test_loops_elsewhere_are_nobodys_business() -> None:
    source = "def f(x): return x\ndef test_f():\n    for v in (1, 2): assert f(v) == v\nfor v in (1, 2): print(v)"
    assert broken_rules(source, ["f"], no_loops=True) == []


@pytest.mark.parametrize(
    "source",
    [
        "def f(x): return x.mean()\ndef mean(values):\n    for v in values: pass",
        "def f(x): return x.mean()\nclass Oracle:\n    def mean(self):\n        for v in self: pass",
        "class A:\n    def go(self, x): return x\n    def check(self):\n        for v in self: pass\ndef f(x): return A().go(x)",
        "def f(x):\n    map = x + 1\n    return map",
        "def f(x, filter=None): return x if filter is None else x[filter]",
        "def f(x):\n    for v in x: pass\n# %% better\ndef f(x): return x + 1",
        "import numpy as np\ndef f(x):\n    return f(np.asarray(x)) if isinstance(x, list) else x",
        "import pandas as pd, numpy as np\ndef f(x): return pd.Series(x).transform(np.sqrt).agg('sum')",
        "def f(x):\n    def mean(x): return x\n    return mean(x)\ndef mean(x):\n    while x: pass",
        "names = [n for n in 'ab']\ndef f(x): return x, names",
        "import scaler\ndef f(x): return scaler.transform(x)",
    ],
)
def test_what_only_looks_like_a_loop_of_the_answer_is_left_alone(source: str) -> None:
    assert broken_rules(source, ["f"], no_loops=True) == []


def test_the_sentence_names_cell_and_line_of_the_file() -> None:
    source = "# %% one\nimport numpy as np\n# %% two\ndef f(x):\n    return [v for v in x]\n"
    assert broken_rules(source, ["f"], no_loops=True) == [
        "Line 5 (cell 2) has a comprehension, where no Python loop is allowed."
    ]
