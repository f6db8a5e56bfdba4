"""Forbidden calls are noticed while a submission runs, by whatever road they are reached."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest
import pytest_asyncio
from support.builtin_bank import builtin_bank
from support.judge_packs import Bench

from hotseat.question_bank.bank import Bank
from hotseat.reference.judge import Judge
from hotseat.reference.rules import CHECK_NAME
from hotseat.reference.verdict import Verdict

pytestmark = [pytest.mark.sandbox, pytest.mark.asyncio(loop_scope="module")]


@pytest.fixture(scope="module")
def bank() -> Bank:
    return builtin_bank()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def judge(bank: Bank) -> AsyncIterator[Judge]:
    judge = Judge(bank.packs)
    yield judge
    await judge.close()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bench(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bench]:
    bench = Bench(tmp_path_factory.mktemp("pack"))
    yield bench
    await bench.judge.close()


def rules(verdict: Verdict) -> tuple[str, str]:
    check = next(one for one in verdict.checks if one.name == CHECK_NAME)
    return check.outcome, check.message


HIDDEN_ROADS = {
    "a name put together": "    return getattr(m, 'roc_auc' + '_score')(y_true, y_score)",
    "a name looked up": "    return vars(m)['_'.join(['roc', 'auc', 'score'])](y_true, y_score)",
    "eval": "    return eval('m.roc' + '_auc_score')(y_true, y_score)",
    "a callback": "    import functools\n    return functools.partial(vars(m)['roc_auc_scor' + 'e'], y_true)(y_score)",
    "another thread": (
        "    from concurrent.futures import ThreadPoolExecutor\n"
        "    with ThreadPoolExecutor(1) as pool:\n"
        "        return pool.submit(getattr(m, 'roc_auc' + '_score'), y_true, y_score).result()"
    ),
    "a private road": "    import sys\n    r = sys.modules['sklearn.metrics._rank' + 'ing']\n"
    "    return getattr(r, 'roc_auc' + '_score')(y_true, y_score)",
}


@pytest.mark.parametrize("road", HIDDEN_ROADS)
async def test_a_forbidden_function_is_noticed_however_it_is_reached(judge: Judge, bank: Bank, road: str) -> None:
    code = f"import sklearn.metrics as m\n\ndef binary_auc(y_true, y_score):\n{HIDDEN_ROADS[road]}\n"
    verdict = await judge.judge(bank.questions["binary-auc"], code, seed=1)
    outcome, message = rules(verdict)
    assert verdict.verdict != "pass" and outcome == "failed"
    assert "calls sklearn.metrics.roc_auc_score while it runs" in message
    assert road == "another thread" or "(cell 1)" in message, "a thread's frames do not lead back to who started it"


SCORER = """
class Model:
    classes_ = np.array([0, 1])
    _estimator_type = "classifier"
    def fit(self, X, y): return self
    def __sklearn_tags__(self):
        from sklearn.utils import ClassifierTags, InputTags, Tags, TargetTags
        return Tags(estimator_type="classifier", target_tags=TargetTags(required=True),
                    classifier_tags=ClassifierTags(), input_tags=InputTags())
    def decision_function(self, X): return np.asarray(X)[:, 0]
def binary_auc(y_true, y_score):
    from sklearn.metrics import get_scorer
    return float(get_scorer("roc_auc")(Model(), y_score[:, None], y_true))
"""
RELOADED = """
import importlib, sys, sklearn.metrics
m = importlib.reload(sys.modules["sklearn.metrics._rank" + "ing"])
score = getattr(m, "roc_au" + "c_score")
def binary_auc(y_true, y_score): return score(y_true, y_score)
"""
BY_SPEC = """
import importlib.util, sklearn.metrics
spec = importlib.util.find_spec("sklearn.metrics._ranking")
m = importlib.util.module_from_spec(spec)
spec.loader.exec_module(m)
score = getattr(m, "roc_au" + "c_score")
def binary_auc(y_true, y_score): return score(y_true, y_score)
"""
UNDER_ANOTHER_NAME = """
import importlib.util, sklearn.metrics._ranking as r
spec = importlib.util.spec_from_file_location("sklearn.metrics.mine", r.__file__)
m = importlib.util.module_from_spec(spec)
spec.loader.exec_module(m)
score = getattr(m, "roc_au" + "c_score")
def binary_auc(y_true, y_score): return score(y_true, y_score)
"""
CROSS_VALIDATED = """
import sklearn.model_selection as s
class Same:
    def fit(self, X, y): return self
    def get_params(self, deep=True): return {}
def binary_auc(y_true, y_score):
    from sklearn.metrics import make_scorer
    import sklearn.metrics as m
    from sklearn.base import ClassifierMixin, BaseEstimator
    class Model(ClassifierMixin, BaseEstimator):
        def fit(self, X, y):
            self.classes_ = np.array([0, 1])
            return self
        def predict(self, X): return X[:, 0]
    rows = np.arange(len(y_true))
    scorer = make_scorer(vars(m)["roc_auc" + "_score"])
    return s.cross_val_score(Model(), y_score[:, None], y_true, scoring=scorer, cv=[(rows, rows)])[0]
"""


@pytest.mark.parametrize("code", [SCORER, RELOADED, BY_SPEC, UNDER_ANOTHER_NAME, CROSS_VALIDATED])
async def test_a_scorer_or_a_module_loaded_once_more_is_noticed_too(judge: Judge, bank: Bank, code: str) -> None:
    verdict = await judge.judge(bank.questions["binary-auc"], f"import numpy as np\n{code}", seed=1)
    outcome, message = rules(verdict)
    assert outcome == "failed" and "calls sklearn.metrics.roc_auc_score while it runs" in message, verdict.checks[1]


async def test_own_tests_may_compare_with_what_is_forbidden(judge: Judge, bank: Bank) -> None:
    """In the source and while the cells run, directly and through the library's own calls."""
    code = (
        (bank.pack_of("binary-auc").solution("binary-auc") or "")
        + """
# %% Tests
from sklearn.metrics import roc_auc_score as library
y, s = np.array([0, 1, 1, 0]), np.array([0.1, 0.4, 0.3, 0.2])
print(library(y, s))
def test_against_the_library():
    from sklearn.linear_model import LogisticRegression
    from sklearn.model_selection import cross_val_score
    X = np.random.default_rng(0).normal(size=(60, 2))
    assert cross_val_score(LogisticRegression(), X, (X[:, 0] > 0).astype(int), scoring="roc_auc").mean() > 0.9
test_against_the_library()
assert abs(binary_auc(y, s) - library(y, s)) < 1e-12
"""
    )
    verdict = await judge.judge(bank.questions["binary-auc"], code, seed=1)
    assert rules(verdict) == ("passed", "") and verdict.verdict == "pass", verdict.notes


async def test_what_a_test_kept_of_the_library_is_noticed_when_the_answer_calls_it(judge: Judge, bank: Bank) -> None:
    code = """
import numpy as np, sys
# %%
def binary_auc(y_true, y_score):
    return sys.modules["submission"].kept(y_true, y_score)
# %% Tests
import sklearn.metrics as m
kept = getattr(m, "roc_auc" + "_score")
assert kept(np.array([0, 1]), np.array([0.1, 0.4])) == 1
"""
    verdict = await judge.judge(bank.questions["binary-auc"], code, seed=1)
    assert rules(verdict)[0] == "failed" and "calls sklearn.metrics.roc_auc_score" in rules(verdict)[1]


async def test_a_library_may_call_its_own_functions(judge: Judge, bank: Bank) -> None:
    """roc_curve and what it calls are allowed; scikit-learn itself calls NumPy's forbidden trapezoid in ``auc``."""
    for path in bank.pack_of("binary-auc").right("binary-auc"):
        verdict = await judge.judge(bank.questions["binary-auc"], path.read_text(), seed=1)
        assert rules(verdict) == ("passed", ""), path.name


async def test_a_forbidden_class_is_noticed_when_it_is_made(judge: Judge, bank: Bank) -> None:
    code = (
        "import numpy as np, importlib\n\ndef zscore(x):\n"
        "    scaler = getattr(importlib.import_module('sklearn.pre' + 'processing'), 'Standard' + 'Scaler')()\n"
        "    return scaler.fit_transform(np.asarray(x, float)[:, None])[:, 0]\n"
    )
    verdict = await judge.judge(bank.questions["zscore"], code, seed=1)
    outcome, message = rules(verdict)
    assert outcome == "failed" and "calls sklearn.preprocessing.StandardScaler while it runs" in message, verdict


async def test_where_no_check_came_to_an_end_the_rules_are_not_said_to_be_kept(bench: Bench) -> None:
    verdict = await bench("def double(x):\n    while True: pass\n", rules={"forbidden": ["math.prod"]})
    assert verdict.verdict == "timeout" and verdict.score == 0.0
    assert rules(verdict)[0] == "not-run" and "is not known" in rules(verdict)[1]
    assert verdict.reason == "0 of 4 checks passed; “doubles” ran out of time."


async def test_the_rules_are_settled_once_and_heard_of_last(judge: Judge, bank: Bank) -> None:
    heard: list[str] = []
    code = bank.pack_of("zscore").solution("zscore") or ""
    verdict = await judge.judge(bank.questions["zscore"], code, seed=1, on_check=lambda check: heard.append(check.name))
    assert heard.count(CHECK_NAME) == 1 and heard[-1] == CHECK_NAME and verdict.verdict == "pass"


async def test_what_is_noticed_while_running_can_only_count_against_a_submission(bench: Bench) -> None:
    """The watch lives beside the candidate's code; whoever forges its report names calls, and never a pass."""
    code = """
    import sys
    frame = sys._getframe()
    while frame:
        if type(frame.f_locals.get('self')).__name__ == 'Witness':
            frame.f_locals['self']._calls._noted.append(['math.prod', 'somewhere'])
        frame = frame.f_back
    def double(x):
        return 2 * x
    """
    verdict = await bench(code, rules={"forbidden": ["math.prod", "math.comb"]})
    assert rules(verdict)[0] in ("failed", "passed")
    again = await bench("def double(x):\n    return 2 * x\n", rules={"forbidden": ["math.prod"]})
    assert again.verdict == "pass" and replace(again.checks[0], seconds=0.0).outcome == "passed"
