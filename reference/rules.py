"""What a submission's source may not contain: loops where vectorised code is asked for, and forbidden names.

The source is read, never run. A name is followed through ``import ... as``, ``from ... import ...``, plain assignment
(``f = sklearn.metrics.roc_auc_score``), ``getattr`` with a constant and ``importlib.import_module`` with a constant.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence

from hotseat.reference.submission import Cell, parsed

CHECK_NAME = "keeps to the rules"
_LOOPS = (ast.For, ast.AsyncFor, ast.While)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
_IN_DISGUISE = {
    "map",
    "filter",
    "functools.reduce",
    "numpy.vectorize",
    "numpy.frompyfunc",
    "numpy.apply_along_axis",
    "numpy.apply_over_axes",
    "numpy.nditer",
    "numpy.ndenumerate",
    "numpy.fromiter",
}
"""Calls that run Python code once per item, which is a loop by another name."""
_Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


def broken_rules(
    source: str, functions: Sequence[str], *, no_loops: bool = False, forbidden: Sequence[str] = ()
) -> list[str]:
    """A sentence with cell and line for each place where the source breaks the rules, in the order of the lines.

    ``no_loops`` looks inside the asked ``functions`` and the submission's own functions that they call; ``forbidden``
    looks at the whole file, save what stands under ``if __name__ == "__main__"``. Raises DoesNotParse.
    """
    cells = [(cell, _judged(tree)) for cell, tree in parsed(source)[0]]
    names = Names()
    for _, tree in cells:
        names.learn(tree)
    found: list[tuple[int, str]] = []
    for cell, tree in cells:
        for line, name in names.uses(tree, forbidden):
            found.append((line, f"Line {line} ({cell.name}) uses {name}, which the rules of this question forbid."))
    if no_loops:
        found += _loops(cells, functions, names)
    return [sentence for _, sentence in sorted(dict.fromkeys(found))]


def _judged(tree: ast.Module) -> ast.Module:
    """The tree without what stands under ``if __name__ == "__main__"``, which never runs when a submission is judged."""
    return ast.Module([node for node in tree.body if not _is_main(node)], tree.type_ignores)


def _is_main(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and not node.orelse and ast.unparse(node.test) == "__name__ == '__main__'"


class Names:
    """What each bare name of a submission stands for, as a dotted name."""

    def __init__(self) -> None:
        self._known: dict[str, set[str]] = {}

    def learn(self, tree: ast.AST) -> None:
        """Takes in the imports and plain assignments of a tree."""
        for node in ast.walk(tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    target = alias.name if alias.asname else alias.name.partition(".")[0]
                    self._add(alias.asname or target, target)
            elif isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    self._add(alias.asname or alias.name, f"{node.module}.{alias.name}")
        for node in ast.walk(tree):
            if isinstance(node, ast.Assign | ast.AnnAssign | ast.NamedExpr) and node.value is not None:
                targets = node.targets if isinstance(node, ast.Assign) else [node.target]
                for target in targets:
                    for dotted in self.of(node.value):
                        if isinstance(target, ast.Name) and "." in dotted:
                            self._add(target.id, dotted)

    def _add(self, name: str, dotted: str) -> None:
        self._known.setdefault(name, set()).add(dotted)

    def of(self, node: ast.AST) -> set[str]:
        """The dotted names an expression may stand for; empty where it is none."""
        if isinstance(node, ast.Name):
            return self._known.get(node.id, {node.id})
        if isinstance(node, ast.Attribute):
            return {f"{base}.{node.attr}" for base in self.of(node.value)}
        if isinstance(node, ast.Call) and node.args:
            called = self.of(node.func)
            last = node.args[-1] if len(node.args) < 3 else node.args[1]
            text = last.value if isinstance(last, ast.Constant) and isinstance(last.value, str) else None
            if text is not None and "getattr" in called and len(node.args) >= 2:
                return {f"{base}.{text}" for base in self.of(node.args[0])}
            if text is not None and called & {"__import__", "importlib.import_module", "import_module"}:
                return {text}
        return set()

    def uses(self, tree: ast.AST, forbidden: Sequence[str]) -> Iterator[tuple[int, str]]:
        """The lines at which one of the forbidden names, or something inside it, is imported or read."""
        for node in ast.walk(tree):
            found: set[str] = set()
            if isinstance(node, ast.Import):
                found = {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module:
                found = {f"{node.module}.{alias.name}" for alias in node.names}
                found |= {
                    f"{name.removesuffix('.*')}.{_last(bad)}"
                    for name in found
                    if name.endswith(".*")
                    for bad in forbidden
                }
            elif isinstance(node, ast.Name | ast.Attribute | ast.Call):
                found = self.of(node)
            for name in sorted(found):
                bad = next((one for one in forbidden if _matches(name, one)), None)
                if bad is not None:
                    yield getattr(node, "lineno", 1), bad


def _last(dotted: str) -> str:
    return dotted.rpartition(".")[2]


def _matches(name: str, forbidden: str) -> bool:
    """``sklearn.metrics._ranking.roc_auc_score`` is ``sklearn.metrics.roc_auc_score`` by its private road."""
    if name == forbidden or name.startswith(f"{forbidden}."):
        return True
    top, private = forbidden.partition(".")[0], [part for part in name.split(".") if not part.startswith("_")]
    return name.startswith(f"{top}.") and ".".join(private) == forbidden


def _loops(cells: Sequence[tuple[Cell, ast.Module]], functions: Sequence[str], names: Names) -> list[tuple[int, str]]:
    bodies: dict[str, list[tuple[Cell, ast.AST]]] = {}
    for cell, tree in cells:
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                bodies.setdefault(node.name, []).append((cell, node))
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Lambda):
                for target in node.targets:
                    if isinstance(target, ast.Name):
                        bodies.setdefault(target.id, []).append((cell, node.value))
    todo, seen = list(functions), set[str]()
    found: list[tuple[int, str]] = []
    while todo:
        name = todo.pop()
        if name in seen:
            continue
        seen.add(name)
        for cell, body in bodies.get(name, []):
            for node in ast.walk(body):
                what = _loop(node, names)
                if what is not None:
                    line = getattr(node, "lineno", 1)
                    found.append((line, f"Line {line} ({cell.name}) has {what}, where no Python loop is allowed."))
                if isinstance(node, ast.Name) and node.id in bodies:
                    todo.append(node.id)
                elif isinstance(node, ast.Attribute) and node.attr in bodies:
                    todo.append(node.attr)
    return found


def _loop(node: ast.AST, names: Names) -> str | None:
    if isinstance(node, _LOOPS):
        return f"a {'while' if isinstance(node, ast.While) else 'for'} loop"
    if isinstance(node, _COMPREHENSIONS):
        return "a comprehension"
    if isinstance(node, ast.Call):
        disguised = names.of(node.func) & _IN_DISGUISE
        if disguised:
            return f"{sorted(disguised)[0]}, which is a loop in disguise"
    return None
