"""Checks of the symbolic regression: the formula is evaluated on rows that were never shown, and must be a short one.

The formula comes back as text. It is read here as an expression of a few known functions and nothing else, so that no text
can do more than compute. The data come from formulas of four to six parts, without noise, so the search is short.
"""

import ast
import operator

import numpy as np

from hotseat.reference.check import Case, Check, Kind
from hotseat.reference.compare import input_kept, raised_sentence

PROMISED = 0.99
LONGEST = 60
"""Functions, operators, variables and numbers that a formula may have; the true ones have six at most."""
ROWS, FRESH = 200, 400
TRUTH = {}
"""The fresh inputs and outputs that belong to a case. They never leave this side."""

TARGETS = {
    "tanh": lambda a, b, c: np.tanh(a) + b * c,
    "exp": lambda a, b, c: np.exp(a) * b,
    "cosh": lambda a, b, c: np.cosh(a) - b,
    "sin": lambda a, b, c: np.sin(a + b),
    "cos": lambda a, b, c: np.cos(a * b),
    "tanh of a sum": lambda a, b, c: np.tanh(a + b),
}
OPERATORS = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: np.divide,
    ast.Pow: np.power,
}


def protected_division(a, b):
    """As gplearn divides: by a number near zero gives one."""
    return np.where(np.abs(b) > 0.001, np.divide(a, b), 1.0)


FUNCTIONS = {
    "add": (2, np.add),
    "sub": (2, np.subtract),
    "mul": (2, np.multiply),
    "div": (2, protected_division),
    "max": (2, np.maximum),
    "min": (2, np.minimum),
    "neg": (1, np.negative),
    "abs": (1, np.abs),
    "inv": (1, lambda a: protected_division(1.0, a)),
    "sqrt": (1, lambda a: np.sqrt(np.abs(a))),
    "log": (1, lambda a: np.where(np.abs(a) > 0.001, np.log(np.abs(a)), 0.0)),
    "sin": (1, np.sin),
    "cos": (1, np.cos),
    "tan": (1, np.tan),
    "tanh": (1, np.tanh),
    "exp": (1, np.exp),
    "cosh": (1, np.cosh),
    "sinh": (1, np.sinh),
    "square": (1, np.square),
    "subtract": (2, np.subtract),
    "multiply": (2, np.multiply),
    "divide": (2, np.divide),
    "power": (2, np.power),
    "maximum": (2, np.maximum),
    "minimum": (2, np.minimum),
    "negative": (1, np.negative),
}
"""gplearn's own, which win where NumPy has the same name, and those of NumPy that the contract lists."""


class NotAFormula(Exception):
    """The text is no expression of the allowed kind; the message says why."""


def observe_formula(candidate, X, y, seed):
    return candidate.discover_formula(X, y, seed)


def observe_twice(candidate, X, y, seed):
    return [candidate.discover_formula(X.copy(), y.copy(), seed) for _ in range(2)]


def evaluated(text, X):
    """The formula's value for every row. Raises NotAFormula."""
    if not isinstance(text, str) or len(text) > 5000:
        raise NotAFormula("The formula should be a text of reasonable length.")
    text = text.strip().replace("np.", "").replace("numpy.", "")
    try:
        tree = ast.parse(text, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise NotAFormula("The formula cannot be read as a Python expression.") from None
    parts = sum(isinstance(node, ast.Call | ast.BinOp | ast.UnaryOp | ast.Constant) for node in ast.walk(tree))
    variables = {f"{x}{i}": X[:, i] for i in range(X.shape[1]) for x in "xX"}
    parts += sum(isinstance(node, ast.Name) and node.id in variables for node in ast.walk(tree))
    if parts > LONGEST:
        raise NotAFormula(f"The formula has {parts} parts, and {LONGEST} are allowed.")

    def value(node):
        if isinstance(node, ast.Constant) and type(node.value) in (int, float):
            return float(node.value)
        if isinstance(node, ast.Name) and node.id in variables:
            return variables[node.id]
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
            return -value(node.operand) if isinstance(node.op, ast.USub) else value(node.operand)
        if isinstance(node, ast.BinOp) and type(node.op) in OPERATORS:
            return OPERATORS[type(node.op)](value(node.left), value(node.right))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS:
            count, function = FUNCTIONS[node.func.id]
            if len(node.args) == count and not node.keywords:
                return function(*(value(one) for one in node.args))
        raise NotAFormula(
            "The formula holds something other than numbers, columns, + - * / ** and the named functions."
        )

    with np.errstate(all="ignore"):
        try:
            return np.broadcast_to(value(tree), len(X))
        except (ZeroDivisionError, OverflowError):
            raise NotAFormula("The formula divides by zero or overflows.") from None


def data(*names):
    def inputs(rng):
        cases = []
        for name in names:
            X = rng.uniform(-2, 2, (ROWS + FRESH, 3))
            y = TARGETS[name](*(X[:, i] for i in rng.permutation(3)))
            case = Case((X[:ROWS].copy(), y[:ROWS].copy(), int(rng.integers(1000))), note=f"a formula with {name}")
            TRUTH[case.args[0].tobytes()] = X[ROWS:], y[ROWS:]
            cases.append(case)
        return cases

    return inputs


def holds_on_fresh_rows(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    X, y = TRUTH[case.args[0].tobytes()]
    try:
        found = evaluated(got.value, X)
    except NotAFormula as fault:
        return Kind(str(fault))
    share = 1 - ((y - found) ** 2).sum() / ((y - y.mean()) ** 2).sum()
    if not share >= PROMISED:
        return f"The formula explains {share:.3f} of the variance of fresh rows; {PROMISED} is asked for."
    return input_kept(case, got, want)


def twice_the_same(case, got, want):
    if got.raised:
        return raised_sentence(got.raised)
    if str(got.value[0]) != str(got.value[1]):
        return Kind("A second call with the same seed gave another formula.")
    return None


CHECKS = [
    Check("a formula with tanh", data("tanh"), observe_formula, holds_on_fresh_rows, visible=True, many_answers=True),
    Check(
        "a formula with exp",
        data("exp"),
        observe_formula,
        holds_on_fresh_rows,
        weight=2,
        many_answers=True,
        hint="Which functions may occur in the formulas that your search can write?",
    ),
    Check(
        "a formula with cosh",
        data("cosh"),
        observe_formula,
        holds_on_fresh_rows,
        weight=2,
        many_answers=True,
        hint="Which functions may occur in the formulas that your search can write?",
    ),
    Check(
        "formulas with sine and cosine",
        data("sin", "cos"),
        observe_formula,
        holds_on_fresh_rows,
        weight=2,
        many_answers=True,
        hint="Which functions may occur in the formulas that your search can write?",
    ),
    Check(
        "the same seed gives the same formula",
        data("tanh of a sum"),
        observe_twice,
        twice_the_same,
        many_answers=True,
        hint="What is drawn at random in the search?",
    ),
]
