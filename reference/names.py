"""What the names of a submission stand for, as dotted names.

A name is followed through ``import ... as``, ``from ... import ...``, plain assignment (``f = sklearn.metrics.roc_auc_score``),
``getattr`` with a constant and ``importlib.import_module`` with a constant. The source is read, never run.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Sequence

from hotseat.reference.reach import read_text


class Names:
    """What each bare name of a submission stands for, as a dotted name."""

    def __init__(self) -> None:
        self._known: dict[str, set[str]] = {}

    def learn(self, nodes: Iterable[ast.AST]) -> None:
        """Takes in the imports and plain assignments among some nodes."""
        every = list(nodes)
        for node in every:
            if isinstance(node, ast.Import):
                for alias in node.names:
                    target = alias.name if alias.asname else alias.name.partition(".")[0]
                    self._add(alias.asname or target, target)
            elif isinstance(node, ast.ImportFrom) and node.module:
                for alias in node.names:
                    self._add(alias.asname or alias.name, f"{node.module}.{alias.name}")
        for node in every:
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

    def uses(self, nodes: Iterable[ast.AST], forbidden: Sequence[str]) -> Iterator[tuple[int, str]]:
        """The lines at which one of the forbidden names, or something inside it, is imported or read."""
        for node in nodes:
            found: set[str] = set()
            text = read_text(node, ast.unparse(node.func)) if isinstance(node, ast.Call) else None
            if text is not None:
                yield from self.uses(list(ast.walk(text)), forbidden)
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
