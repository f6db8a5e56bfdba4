"""What there is to be seen in a notebook's code: calls, loops, splits, chosen numbers, and habits that bring trouble.

Everything is read from the syntax tree; nothing is run.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator, Mapping

from hotseat.question_bank.model import NotebookQuestion, Sight
from hotseat.question_bank.notebook_code import Code, Seen, dotted, nodes, read, written

LONG = 12
"""Lines from which a cell is worth being walked through."""
_SPLITTERS = (
    "train_test_split",
    "KFold",
    "StratifiedKFold",
    "GroupKFold",
    "TimeSeriesSplit",
    "ShuffleSplit",
    "random_split",
)
_LEARNERS = (
    "StandardScaler",
    "MinMaxScaler",
    "RobustScaler",
    "Normalizer",
    "PowerTransformer",
    "QuantileTransformer",
    "PCA",
    "TruncatedSVD",
    "SimpleImputer",
    "KNNImputer",
    "KBinsDiscretizer",
    "OneHotEncoder",
    "OrdinalEncoder",
    "TargetEncoder",
    "SelectKBest",
    "SMOTE",
    "TfidfVectorizer",
)
"""What learns something from the rows it is fitted to, and so must not see those that a model is tested on."""
_SERIES = ("lag", "lags", "lagged", "season", "seasonal", "forecast", "forecasts", "horizon", "timeseries", "arima")
"""Words of somebody who works on a series."""
_NAMES_OF_ONE = ("series", "window", "windows")
"""What a variable of somebody who works on a series is called; pandas calls any column a Series."""
_ALONG_TIME = ("shift", "rolling", "resample", "asfreq", "date_range", "sliding_window_view", "seasonal_decompose")
"""What is called on a series and hardly elsewhere."""
_ORDERS = ("sort_values", "set_index")
_TIMES = ("date", "time", "timestamp", "datetime", "day", "hour", "week", "month")
"""Columns that make a series where the rows are put in their order; a date of birth among others makes none."""
_METRICS = (
    "accuracy_score",
    "balanced_accuracy_score",
    "f1_score",
    "precision_score",
    "recall_score",
    "roc_auc_score",
    "average_precision_score",
    "log_loss",
    "mean_squared_error",
    "mean_absolute_error",
    "r2_score",
)
_CHANCE = (
    "rand",
    "randn",
    "random",
    "normal",
    "uniform",
    "choice",
    "permutation",
    "shuffle",
    "randint",
    "multivariate_normal",
)
_SEEDERS = ("seed", "manual_seed", "default_rng", "RandomState", "seed_everything", "set_seed")


def look(code: Code, question: NotebookQuestion) -> Iterator[Seen]:
    """Everything in a notebook that this question can be asked about, in the order of the text."""
    if question.sight == "call":
        yield from _called(code, question)
    elif question.sight == "chosen-number":
        yield from _chosen(code, question.calls)
    else:
        yield from _LOOKS[question.sight](code)


def _is(name: str, wanted: str) -> bool:
    return name == wanted or name.endswith(f".{wanted}")


def _at(number: int, node: ast.stmt | ast.expr, name: str = "", value: str = "") -> Seen:
    return Seen(number, node.lineno, node.end_lineno or node.lineno, name, value)


def _called(code: Code, question: NotebookQuestion) -> Iterator[Seen]:
    for number, name, call in code.calls:
        wanted = next((w for w in question.calls if _is(name, w)), None)
        if wanted and not (question.lacks and any(k.arg in (question.lacks, None) for k in call.keywords)):
            yield _at(number, call, wanted.rpartition(".")[2])


def _chosen(code: Code, arguments: tuple[str, ...]) -> Iterator[Seen]:
    for number, name, call in code.calls:
        for keyword in call.keywords:
            value = keyword.value
            number_given = isinstance(value, ast.Constant) and type(value.value) in (int, float)
            if keyword.arg in arguments and number_given:
                yield _at(number, call, name.rpartition(".")[2] or "call", f"{keyword.arg}={ast.unparse(value)}")


def _row_loop(code: Code) -> Iterator[Seen]:
    for number, tree in code.trees.items():
        for node in ast.walk(tree):
            if not isinstance(node, ast.For) or not isinstance(node.iter, ast.Call):
                continue
            name = dotted(node.iter.func)
            rows = name.endswith((".iterrows", ".itertuples"))
            counted = name == "range" and any(_sizes(n) for n in ast.walk(node.iter))
            if rows or counted:
                yield _at(number, node, name.rpartition(".")[2])


def _sizes(node: ast.AST) -> bool:
    """Whether it asks how many rows there are."""
    if isinstance(node, ast.Call):
        return dotted(node.func) == "len"
    first = isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and node.slice.value == 0
    return first and isinstance(node, ast.Subscript) and dotted(node.value).endswith("shape")


def _fitted_before_split(code: Code) -> Iterator[Seen]:
    """What learns from rows before they are split, where what it made of them reaches the split."""
    for number, name, call in code.calls:
        learner = _learner(code, name, call)
        if learner and _reaches_split(code, number, call):
            yield _at(number, call, learner)


def _reaches_split(code: Code, number: int, call: ast.Call) -> bool:
    """Whether what comes out of a call goes into a split further down, by the names that carry it."""
    carriers: set[str] = set()
    begun = False
    for where, step in code.steps:
        if not begun and (where != number or not any(node is call for node in nodes(step))):
            continue
        carried = not begun or bool(read(step) & carriers)
        if begun and carried and any(isinstance(c, ast.Call) and _splits(c) for c in nodes(step)):
            return True
        begun = True
        whole, part = written(step)
        carriers = carriers | whole | part if carried else carriers - whole
    return False


def _splits(call: ast.Call) -> bool:
    return any(_is(dotted(call.func), name) for name in (*_SPLITTERS, "split"))


def _learner(code: Code, name: str, call: ast.Call) -> str:
    """What learns from rows in this call; an empty text where nothing does."""
    end = name.rpartition(".")[2]
    if end == "qcut":
        return end
    func = call.func
    if not isinstance(func, ast.Attribute) or end not in ("fit", "fit_transform", "fit_resample"):
        return ""
    owner = func.value
    called = isinstance(owner, ast.Call)
    made = dotted(owner.func).rpartition(".")[2] if called else code.makers.get(dotted(owner), "")
    return made if made in _LEARNERS else ""


def _scored_on_training(code: Code) -> Iterator[Seen]:
    """Scores of the rows of the fit, where the same score is taken of no other rows."""
    fitted: set[str] = set()
    of_the_fit: list[tuple[int, ast.Call, str]] = []
    elsewhere: set[str] = set()
    for number, name, call in code.calls:
        end = name.rpartition(".")[2]
        given = [ast.unparse(a) for a in call.args]
        if end == "fit" and given:
            fitted.add(given[0])
        elif end == "score" or end in _METRICS:
            scored = given[:1] if end == "score" else _predicted(call)
            if any(rows in fitted for rows in scored):
                of_the_fit.append((number, call, end))
            elif scored:
                elsewhere.add(end)
    yield from (_at(number, call, end) for number, call, end in of_the_fit if end not in elsewhere)


def _predicted(call: ast.Call) -> list[str]:
    """The rows whose predictions a metric is given."""
    return [
        ast.unparse(c.args[0])
        for a in call.args
        for c in ast.walk(a)
        if isinstance(c, ast.Call) and c.args and dotted(c.func).rpartition(".")[2].startswith("predict")
    ]


def _is_series(code: Code) -> bool:
    """Whether the rows of a notebook follow one another in time, as far as its code shows."""
    if any(part in _SERIES for word in code.words for part in (word, *word.split("_"))):
        return True
    names = (n.id for tree in code.trees.values() for n in ast.walk(tree) if isinstance(n, ast.Name))
    if any(part in _NAMES_OF_ONE for name in names for part in name.split("_")):
        return True
    for _, name, call in code.calls:
        end = name.rpartition(".")[2]
        given = [n.value for n in ast.walk(call) if isinstance(n, ast.Constant) and isinstance(n.value, str)]
        if end in _ALONG_TIME or (
            end in _ORDERS and any(part in _TIMES for word in given for part in word.lower().split("_"))
        ):
            return True
    return False


def _random_split_of_series(code: Code) -> Iterator[Seen]:
    if not _is_series(code):
        return
    for number, name, call in code.calls:
        shuffled = not any(
            k.arg == "shuffle" and isinstance(k.value, ast.Constant) and k.value.value is False for k in call.keywords
        )
        if _is(name, "train_test_split") and shuffled:
            yield _at(number, call, "train_test_split")


def _out_of_order(code: Code) -> Iterator[Seen]:
    before = 0
    for cell in code.notebook.code:
        if cell.run is None:
            continue
        if cell.run < before:
            yield Seen(cell.number, 1, 1, "", f"[{cell.run}] after [{before}]")
        before = max(before, cell.run)


def _functions(code: Code) -> Iterator[Seen]:
    found = [
        (node, number)
        for number, tree in code.trees.items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and len(node.body) > 1
    ]
    for node, number in sorted(found, key=lambda f: -((f[0].end_lineno or 0) - f[0].lineno)):
        yield _at(number, node, node.name)


def _longest_cell(code: Code) -> Iterator[Seen]:
    cells = [c for c in code.notebook.code if c.number in code.trees]
    longest = max(cells, key=lambda c: c.source.count("\n"), default=None)
    if longest is not None and longest.source.count("\n") + 1 >= LONG:
        yield Seen(longest.number, 1, longest.source.count("\n") + 1)


def _hidden_warnings(code: Code) -> Iterator[Seen]:
    for number, name, call in code.calls:
        hides = call.args and isinstance(call.args[0], ast.Constant) and call.args[0].value == "ignore"
        if hides and name in ("warnings.filterwarnings", "warnings.simplefilter", "filterwarnings", "simplefilter"):
            yield _at(number, call, "warnings")


def _swallowed_errors(code: Code) -> Iterator[Seen]:
    for number, tree in code.trees.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.ExceptHandler):
                wide = node.type is None or (
                    isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException")
                )
                if wide and all(isinstance(s, ast.Pass | ast.Continue) for s in node.body):
                    yield Seen(number, node.lineno, node.end_lineno or node.lineno, "except")


def _chance_without_seed(code: Code) -> Iterator[Seen]:
    seeded = any(_is(name, s) for _, name, _ in code.calls for s in _SEEDERS)
    given = any(k.arg in ("random_state", "seed", "generator") for _, _, call in code.calls for k in call.keywords)
    if seeded or given:
        return
    for number, name, call in code.calls:
        end = name.rpartition(".")[2]
        if end == "train_test_split" or (
            end in _CHANCE and name.partition(".")[0] in ("np", "numpy", "random", "torch")
        ):
            yield _at(number, call, end)


_LOOKS: Mapping[Sight, Callable[[Code], Iterator[Seen]]] = {
    "row-loop": _row_loop,
    "fitted-before-split": _fitted_before_split,
    "scored-on-training": _scored_on_training,
    "random-split-of-series": _random_split_of_series,
    "out-of-order": _out_of_order,
    "function": _functions,
    "longest-cell": _longest_cell,
    "hidden-warnings": _hidden_warnings,
    "swallowed-errors": _swallowed_errors,
    "chance-without-seed": _chance_without_seed,
}
