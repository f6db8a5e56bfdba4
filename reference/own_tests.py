"""The candidate's own tests, found in the source: bare asserts in cells, and functions named ``test_...``. Nothing is run.

A submission becomes a list of steps, in the order of the file: a step prepares (an import, a helper, a data set, the answer
itself), or it is a test. A bare assert is a test where it stands, since it sees the names as they are by then; a test
function is defined where it stands and called after the last cell, as pytest does. So is a method of a test class. A call of
a test function without arguments at the top of a cell is left out, or it would be tried twice. A plain fixture of the same file,
one that needs nothing but other plain fixtures and lives as long as one test, is made anew for each test that asks for it.

Each step tells which names it reads and which it sets, so that whoever runs it can say whether a test looks at what the asked
functions gave, be it in a call of its own or in a name that an earlier step has set.

A test that stands in the starter too is the candidate's own all the same, and counted as the starter's.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from hotseat.reference.submission import DoesNotParse, parsed

MOST_TESTS = 200
"""Tests of one submission that are looked at; those past it are left out."""
LARGEST = 100_000
"""Characters of a file that is looked through; it is done between two keystrokes."""
_Function = ast.FunctionDef | ast.AsyncFunctionDef
Called = Literal["function", "method"]
Why = Literal["fixture", "skipped", "async", "many"]
"""Why a test is not tried: it asks for a fixture that is no plain one of its file; it is marked to be skipped or to fail; it
is a coroutine; it comes after ``MOST_TESTS`` others."""


@dataclass(frozen=True)
class Step:
    """One statement of the submission, or one call of a test function."""

    kind: Literal["prepare", "fixture", "statement", "function", "method"]
    """``prepare``: run, whatever comes of it; ``fixture``: a function kept for the tests that ask for it by its name;
    ``statement``: run, and holds when it ends; ``function`` and ``method``: called by name."""
    code: str
    """The statement's text; of a function its name, of a method ``Class.method``."""
    test: int = 0
    """Which test it is, from 0; of no meaning where it prepares."""
    reads: tuple[str, ...] = ()
    """The names it reads anywhere inside, sorted; those of a test function's body where it is called."""
    sets: tuple[str, ...] = ()
    """The names it sets at the top of the file, sorted."""


@dataclass(frozen=True)
class OwnTest:
    """One test."""

    name: str
    """What the candidate knows it by: the function's name, or ``the assert in line 12``."""
    line: int
    of_starter: bool = False


@dataclass(frozen=True)
class LeftOut:
    """A test that is not tried."""

    name: str
    why: Why


@dataclass(frozen=True)
class OwnTests:
    """What was found in one submission."""

    steps: tuple[Step, ...]
    tests: tuple[OwnTest, ...]
    left_out: tuple[LeftOut, ...] = ()
    """Tests that cannot be called by themselves, or are too many."""


def find(source: str, starter: str | None) -> OwnTests:
    """The tests of a submission. Raises DoesNotParse where it is no Python, or more of it than anybody writes."""
    if len(source) > LARGEST:
        raise DoesNotParse(1, 1, f"the file is longer than {LARGEST:,} characters")
    try:
        nodes = [node for _, tree in parsed(source)[0] for node in tree.body]
        found = _Finder(_fingerprints(starter), _plain_fixtures(nodes))
        for node in nodes:
            found.take(node)
    except RecursionError:
        raise DoesNotParse(1, 1, "it is nested too deeply") from None
    calls = [Step(kind, name, test, reads) for name, (kind, test, reads) in found.calls.items()]
    return OwnTests((*found.steps, *calls), tuple(found.tests), tuple(dict.fromkeys(found.left_out)))


class _Finder:
    """Goes through the statements in order."""

    def __init__(self, given: Counter[str], fixtures: Mapping[str, ast.FunctionDef]) -> None:
        self._given = given
        self._fixtures = fixtures
        self.steps: list[Step] = []
        self.calls: dict[str, tuple[Called, int, tuple[str, ...]]] = {}
        """What is called after the last cell, by name: its kind, which test it is and the names it reads."""
        self.tests: list[OwnTest] = []
        self.left_out: list[LeftOut] = []

    def take(self, node: ast.stmt) -> None:
        """One statement at the top of a cell."""
        if _is_main(node) or _calls_a_test_again(node):
            return
        if not isinstance(node, _Function | ast.ClassDef) and claims(node):
            line = _line(node)
            test = self._add(OwnTest(f"the assert in line {line}", line, self._is_starters(node)))
            kind = "prepare" if test is None else "statement"
            self.steps.append(Step(kind, ast.unparse(node), test or 0, _reads(node), _sets(node)))
            return
        if isinstance(node, ast.FunctionDef) and self._fixtures.get(node.name) is node:
            node.decorator_list = []
            self.steps.append(Step("fixture", ast.unparse(node), 0, _reads(node), (node.name,)))
            return
        self.steps.append(Step("prepare", ast.unparse(node), 0, _reads(node), _sets(node)))
        if isinstance(node, _Function) and node.name.startswith("test_"):
            self._called("function", node.name, node, _why_not(node, 0, self._fixtures))
        elif isinstance(node, ast.ClassDef) and _is_test_class(node):
            for inner in node.body:
                if isinstance(inner, _Function) and inner.name.startswith("test"):
                    why = _why_not(inner, 1, self._fixtures)
                    self._called("method", f"{node.name}.{inner.name}", inner, why)

    def _called(self, kind: Called, name: str, node: _Function, why: Why | None) -> None:
        """A test function or method; where its name is used twice, the last one counts, as in Python."""
        if why is not None:
            self.left_out.append(LeftOut(name, why))
            return
        test = OwnTest(name, node.lineno, self._is_starters(node))
        if name in self.calls:
            self.tests[self.calls[name][1]] = test
        elif (place := self._add(test)) is not None:
            self.calls[name] = kind, place, _reads(node)

    def _add(self, test: OwnTest) -> int | None:
        """The test's place, or None where there are too many."""
        if len(self.tests) >= MOST_TESTS:
            self.left_out.append(LeftOut(test.name, "many"))
            return None
        self.tests.append(test)
        return len(self.tests) - 1

    def _is_starters(self, node: ast.stmt) -> bool:
        """Whether it stands in the starter, where each may be found once."""
        known = ast.dump(node)
        if self._given[known] <= 0:
            return False
        self._given[known] -= 1
        return True


def _fingerprints(starter: str | None) -> Counter[str]:
    """How often each statement and test function stands in the starter."""
    try:
        cells = parsed(starter or "")[0]
    except DoesNotParse:
        return Counter()
    tops = [node for _, tree in cells for node in tree.body]
    inner = [node for top in tops if isinstance(top, ast.ClassDef) for node in top.body]
    return Counter(ast.dump(node) for node in (*tops, *inner))


def _is_main(node: ast.stmt) -> bool:
    """What stands under ``if __name__ == "__main__"`` is not run when a submission is judged either."""
    return isinstance(node, ast.If) and ast.unparse(node.test) == "__name__ == '__main__'"


def _calls_a_test_again(node: ast.stmt) -> bool:
    call = node.value if isinstance(node, ast.Expr) else None
    return isinstance(call, ast.Call) and not call.args and not call.keywords and _names_a_test(call.func)


def _names_a_test(node: ast.expr) -> bool:
    return isinstance(node, ast.Name) and node.id.startswith("test_")


def claims(node: ast.AST) -> bool:
    """Whether a statement claims something, outside any function it defines."""
    return any(_claims(inner) for inner in _outside_functions(node))


def _outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    if isinstance(node, _Function | ast.ClassDef | ast.Lambda):
        return
    for inner in ast.iter_child_nodes(node):
        yield from _outside_functions(inner)


def _claims(node: ast.AST) -> bool:
    """An assert, ``raise AssertionError``, ``numpy.testing.assert_...``, ``pytest.raises``, a test called with arguments."""
    if isinstance(node, ast.Assert):
        return True
    if isinstance(node, ast.Raise):
        return node.exc is not None and "AssertionError" in ast.unparse(node.exc)
    if isinstance(node, ast.Call):
        name = ast.unparse(node.func).rpartition(".")[2]
        return name.startswith("assert") or _is_raises(node.func) or (bool(node.args) and _names_a_test(node.func))
    return False


def _is_raises(function: ast.expr) -> bool:
    return ast.unparse(function) in ("pytest.raises", "raises", "pytest.warns")


def _line(node: ast.stmt) -> int:
    """The line of the first claim in a statement."""
    return next(
        (getattr(inner, "lineno", node.lineno) for inner in _outside_functions(node) if _claims(inner)), node.lineno
    )


def _is_test_class(node: ast.ClassDef) -> bool:
    return node.name.startswith("Test") or any("TestCase" in ast.unparse(base) for base in node.bases)


def _why_not(node: _Function, bound: int, fixtures: Collection[str]) -> Why | None:
    """Why a test cannot be called with what its decorators and fixtures bring, ``bound`` arguments aside; None where it can."""
    if isinstance(node, ast.AsyncFunctionDef):
        return "async"
    marks = [ast.unparse(mark) for mark in node.decorator_list]
    if any(mark.startswith(("pytest.mark.skip", "pytest.mark.xfail", "unittest.skip")) for mark in marks):
        return "skipped"
    if any(mark.startswith("pytest.fixture") for mark in marks):
        return "fixture"
    if any(mark.partition("(")[0].rpartition(".")[2] in ("given", "staticmethod", "classmethod") for mark in marks):
        return None
    return None if _required(node, bound) <= _brought(node) | set(fixtures) else "fixture"


def _required(node: _Function, bound: int = 0) -> set[str]:
    """The arguments that have no default."""
    names = [a.arg for a in (*node.args.posonlyargs, *node.args.args)][bound:]
    required = set(names[: len(names) - len(node.args.defaults)] if node.args.defaults else names)
    return required | {
        a.arg for a, given in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True) if given is None
    }


def _plain_fixtures(nodes: Sequence[ast.stmt]) -> dict[str, ast.FunctionDef]:
    """The fixtures that live as long as one test and need nothing but one another, by name; of two of a name the last."""
    known = {node.name: node for node in nodes if isinstance(node, ast.FunctionDef) and _is_fixture(node)}
    plain: dict[str, ast.FunctionDef] = {}
    while more := {n: f for n, f in known.items() if n not in plain and _required(f) <= plain.keys()}:
        plain |= more
    return plain


def _is_fixture(node: ast.FunctionDef) -> bool:
    """Whether it is decorated by ``pytest.fixture`` alone, of the scope of one test."""
    if len(node.decorator_list) != 1:
        return False
    mark = node.decorator_list[0]
    if isinstance(mark, ast.Call):
        if mark.args or any(k.arg != "scope" or ast.unparse(k.value) != "'function'" for k in mark.keywords):
            return False
        mark = mark.func
    return ast.unparse(mark) in ("pytest.fixture", "fixture")


def _reads(node: ast.AST) -> tuple[str, ...]:
    return tuple(sorted({n.id for n in ast.walk(node) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Store)}))


def _sets(node: ast.AST) -> tuple[str, ...]:
    """The names that a statement sets outside the functions and classes it defines, and the names of those."""
    found: set[str] = set()
    for inner in _outside_functions(node):
        if isinstance(inner, _Function | ast.ClassDef):
            found.add(inner.name)
        elif isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
            found.add(inner.id)
    return tuple(sorted(found))


def _brought(node: _Function) -> set[str]:
    """The arguments that ``pytest.mark.parametrize`` gives values for."""
    found: set[str] = set()
    for mark in node.decorator_list:
        if isinstance(mark, ast.Call) and ast.unparse(mark.func).endswith("parametrize") and mark.args:
            first = mark.args[0]
            listed = first.elts if isinstance(first, ast.List | ast.Tuple) else [first]
            for one in listed:
                if isinstance(one, ast.Constant) and isinstance(one.value, str):
                    found |= {name.strip() for name in one.value.split(",")}
    return found
