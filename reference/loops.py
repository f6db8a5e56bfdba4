"""Python loops in the answer of a submission, plain and in disguise.

A loop is a ``for``, a ``while`` or a comprehension; a call that runs Python code once per item (``map``, ``numpy.vectorize``,
``Series.apply`` with a function of the submission's own); a function that calls itself from one item or slice to the next; and
code in a text that holds one of these, or that cannot be read beforehand. The source is read, never run, and whoever sets out
to hide a loop from a reader of source finds a way.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator

from hotseat.reference.names import Names
from hotseat.reference.reach import Answer, Function, Part, read_text, scanned

_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_IN_DISGUISE = {
    "map",
    "filter",
    "functools.reduce",
    "itertools.starmap",
    "itertools.accumulate",
    "numpy.vectorize",
    "numpy.frompyfunc",
    "numpy.apply_along_axis",
    "numpy.apply_over_axes",
    "numpy.nditer",
    "numpy.ndenumerate",
    "numpy.ndindex",
    "numpy.fromiter",
}
"""What runs Python code once per item, which is a loop by another name."""
_TAKING_FUNCTIONS = {"apply", "map", "applymap", "agg", "aggregate", "transform", "starmap", "imap"}
"""Methods, pandas' and others', that call the function they are given once per item."""
_STEPS = (ast.Add, ast.Sub, ast.FloorDiv, ast.RShift)


def loops(answer: Answer, names: Names) -> Iterator[tuple[int, str]]:
    """The line of every loop in the answer, and a sentence on it."""
    for part in answer.parts:
        for line, what in _in_part(part, answer, names):
            yield line, f"Line {line} ({part.cell.name}) has {what}, where no Python loop is allowed."
    bodies = [part for part in answer.parts if not isinstance(part.node, ast.ClassDef)]
    for part, line in _walks_itself(bodies):
        what = "a function that calls itself item by item, which is a loop in disguise"
        yield line, f"Line {line} ({part.cell.name}) has {what}, where no Python loop is allowed."


def _in_part(part: Part, answer: Answer, names: Names) -> Iterator[tuple[int, str]]:
    """What runs once at the top of a cell may loop, unless it makes a function that does."""
    if isinstance(part.node, ast.Import | ast.ImportFrom):
        return
    nodes = list(scanned(part))
    stored = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    stored |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    own = answer.own | stored
    functions = {node.name for node in nodes if isinstance(node, Function)} | answer.functions
    functions |= {
        target.id
        for node in nodes
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    bodies = isinstance(part.node, Function | ast.ClassDef)
    called = {id(inner) for node in nodes if isinstance(node, Function | ast.Lambda) for inner in ast.walk(node)}
    for node in nodes:
        inside = bodies or id(node) in called
        for what in _of_node(node, names, own, functions, inside=inside):
            yield getattr(node, "lineno", 1), what


def _of_node(node: ast.AST, names: Names, own: set[str], functions: set[str], *, inside: bool) -> Iterator[str]:
    if isinstance(node, _LOOPS):
        yield from [f"a {'while' if isinstance(node, ast.While) else 'for'} loop"] if inside else []
    elif isinstance(node, _COMPREHENSIONS):
        yield from ["a comprehension"] if inside else []
    elif isinstance(node, ast.Name | ast.Attribute):
        disguised = _disguised(node, names, own)
        if disguised:
            yield f"{disguised}, which is a loop in disguise"
    elif isinstance(node, ast.Call):
        yield from _of_call(node, names, own, functions)


def _disguised(node: ast.Name | ast.Attribute, names: Names, own: set[str]) -> str | None:
    if isinstance(node, ast.Name) and (isinstance(node.ctx, ast.Store) or node.id in own):
        return None
    for name in sorted(names.of(node)):
        top, last = name.partition(".")[0], name.rpartition(".")[2]
        shortest = f"{top}.{last}" if top in ("numpy", "functools", "itertools") else name.removeprefix("builtins.")
        if shortest in _IN_DISGUISE:
            return shortest
    return None


def _of_call(node: ast.Call, names: Names, own: set[str], functions: set[str]) -> Iterator[str]:
    if isinstance(node.func, ast.Attribute) and node.func.attr in _TAKING_FUNCTIONS:
        given = [*node.args[:1], *(word.value for word in node.keywords if word.arg in ("func", "arg"))]
        if any(_is_own_function(one, functions) for one in given):
            yield f".{node.func.attr} with a Python function, which is a loop in disguise"
    run = {name.removeprefix("builtins.") for name in names.of(node.func)} & {"exec", "eval", "compile"}
    if isinstance(node.func, ast.Name) and node.func.id in own:
        return
    for name in run:
        tree = read_text(node, name)
        if tree is None:
            yield f"{name} of code that cannot be read beforehand"
        for inner in ast.walk(tree) if tree is not None else ():
            yield from (f"{what} inside {name}" for what in _of_node(inner, names, own, functions, inside=True))


def _is_own_function(node: ast.expr, functions: set[str]) -> bool:
    """A lambda, or the name of one of the submission's functions."""
    if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "partial":
        return bool(node.args) and _is_own_function(node.args[0], functions)
    return isinstance(node, ast.Lambda) or (isinstance(node, ast.Name) and node.id in functions)


# --- recursion ----------------------------------------------------------------------------------------------------------


def _walks_itself(parts: Iterable[Part]) -> Iterator[tuple[Part, int]]:
    """The calls by which functions call themselves, by each other too, with a step from one item to the next.

    A call of itself with the argument only brought into shape, ``f(np.asarray(x))``, is no loop.
    """
    functions: dict[str, tuple[Part, ast.AST]] = {}
    for part in parts:
        for node in ast.walk(part.node):
            if isinstance(node, Function):
                functions[node.name] = part, node
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
                functions |= {target.id: (part, node.value) for target in node.targets if isinstance(target, ast.Name)}
    calls = {
        name: [(c, n) for c in _calls(node) if (n := _called(c)) in functions] for name, (_, node) in functions.items()
    }
    for name, (part, node) in functions.items():
        for call, other in calls[name]:
            if name in _reached(other, calls) and _steps(call, node):
                yield part, call.lineno


def _calls(node: ast.AST) -> list[ast.Call]:
    return [inner for inner in ast.walk(node) if isinstance(inner, ast.Call)]


def _called(call: ast.Call) -> str:
    """The function that a call names, by its plain name or as a method of ``self`` or ``cls``."""
    if isinstance(call.func, ast.Name):
        return call.func.id
    at = call.func
    of_self = isinstance(at, ast.Attribute) and isinstance(at.value, ast.Name) and at.value.id in ("self", "cls")
    return at.attr if isinstance(at, ast.Attribute) and of_self else ""


def _reached(start: str, calls: dict[str, list[tuple[ast.Call, str]]]) -> set[str]:
    found, todo = set[str](), [start]
    while todo:
        name = todo.pop()
        if name not in found:
            found.add(name)
            todo += [other for _, other in calls.get(name, [])]
    return found


def _steps(call: ast.Call, function: ast.AST) -> bool:
    """Whether an argument is a slice, an item or the next number, directly or by a name that was given one before."""
    given: list[ast.AST] = [*call.args, *(word.value for word in call.keywords)]
    names = {inner.id for one in given for inner in ast.walk(one) if isinstance(inner, ast.Name)}
    for node in ast.walk(function):
        if isinstance(node, ast.Assign | ast.AugAssign | ast.NamedExpr):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            stored = {inner.id for target in targets for inner in ast.walk(target) if isinstance(inner, ast.Name)}
            if stored & names:
                given += [*targets, node.value]
                if isinstance(node, ast.AugAssign) and isinstance(node.op, _STEPS):
                    return True
    return any(
        isinstance(inner, ast.Subscript | ast.Starred)
        or (isinstance(inner, ast.BinOp) and isinstance(inner.op, _STEPS))
        or (isinstance(inner, ast.Call) and ast.unparse(inner.func).rpartition(".")[2] in ("pop", "next", "popleft"))
        for one in given
        for inner in ast.walk(one)
    )
