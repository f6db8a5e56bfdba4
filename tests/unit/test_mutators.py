"""What each mutator makes of a few lines: the slips it is there for, and nothing that cannot run or says the same."""

from __future__ import annotations

import ast
import importlib
import sys
from pathlib import Path
from textwrap import dedent

import pytest

_ROOT = Path(__file__).parents[2]
sys.path.append(str(_ROOT / "benchmarks"))
mutators = importlib.import_module("mutators")


def slips(line: str, kind: str) -> set[str]:
    """What one kind of mutator makes of a line inside a function of a, b and c."""
    found = mutators.mutants(f"def f(a, b, c):\n    {line}\n")
    return {mutant.after for mutant in found if mutant.kind == kind and mutant.before.startswith(line.splitlines()[0])}


@pytest.mark.parametrize(
    ("line", "kind", "expected"),
    [
        ("return a + b", "operator", {"return a - b"}),
        ("return a - b", "swapped sides", {"return b - a"}),
        ("return a / b", "dropped term", {"return a", "return b"}),
        ("a += b", "operator", {"a -= b", "a = b"}),
        ("return -a", "unary", {"return a"}),
        ("return not a", "unary", {"return a"}),
        ("return a < b", "boundary", {"return a <= b"}),
        ("return a < b", "comparison", {"return a >= b", "return a > b"}),
        ("return a == b", "comparison", {"return a != b"}),
        ("return a in b", "comparison", {"return a not in b"}),
        ("return a and b", "boolean", {"return a or b", "return a", "return b"}),
        ("return a[2]", "constant", {"return a[3]", "return a[1]"}),
        ("return a * 0.5", "constant", {"return a * 1.0", "return a * 0.25", "return a * 0.0"}),
        ("return a[1:b]", "slice", {"return a[:b]", "return a[1:]"}),
        ("return f(a, b)", "swapped arguments", {"return f(b, a)"}),
        ("return f(a, b)", "dropped argument", {"return f(b)", "return f(a)"}),
        ("return f(a, key=b)", "dropped keyword", {"return f(a)"}),
        ("return abs(a)", "dropped call", {"return a"}),
        ("return a.copy()", "dropped call", {"return a"}),
        ("return a.any()", "neighbour", {"return a.all()"}),
        ("return (a, b)", "swapped items", {"return (b, a)"}),
        ("return a if b else c", "forced condition", {"return a", "return c"}),
        ("return a", "return value", {"return None"}),
        ("raise ValueError(a)", "exception", {"raise RuntimeError(a)"}),
        ("b.sort()", "removed statement", {"pass"}),
        ("b[a] = 0", "removed statement", {"pass"}),
    ],
)
def test_a_mutator_makes_its_slips(line: str, kind: str, expected: set[str]) -> None:
    assert slips(line, kind) == expected


def changes(source: str) -> dict[str, set[tuple[str, str]]]:
    """For each kind of slip, the lines before and after."""
    found: dict[str, set[tuple[str, str]]] = {}
    for mutant in mutators.mutants(dedent(source)):
        found.setdefault(mutant.kind, set()).add((mutant.before, mutant.after))
    return found


def test_a_guard_is_dropped_and_its_condition_forced() -> None:
    found = changes("def f(a):\n    if a < 0:\n        raise ValueError('below zero')\n    return a\n")
    assert found["dropped guard"] == {("if a < 0:\nraise ValueError('below zero')", "")}
    assert {after for _, after in found["forced condition"]} == {"if True:", "if False:", "if not a < 0:"}


def test_what_stands_around_statements_is_taken_away() -> None:
    found = changes(
        """
        @cached
        def f(a):
            try:
                g(a)
            except TypeError:
                raise ValueError from None
            for x in a:
                if x:
                    continue
                g(x)
        """
    )
    assert ("@cached", "") in found["dropped decorator"]
    assert any(before.startswith("try:") for before, _ in found["dropped guard"])
    assert found["no turns"] == {("for x in a:", "for x in ():")}
    assert found["jump"] == {("continue", "break")}


def test_a_default_of_none_becomes_a_number() -> None:
    assert changes("def f(a, seed=None):\n    pass\n")["default"] == {
        ("def f(a, seed=None):", "def f(a, seed=0):"),
    }


def test_what_nobody_is_held_to_stays() -> None:
    source = 'def f(a: "list[1]") -> tuple[2]:\n    """One and 1."""\n    raise ValueError(f"not {a + 1}")\n'
    assert {mutant.kind for mutant in mutators.mutants(source)} == {"removed statement", "exception"}


def test_an_assignment_stays_where_its_name_would_be_unbound() -> None:
    found = changes("def f(a):\n    b = a\n    for _ in a:\n        b = b - a\n    a = b\n    return a\n")
    assert found["removed statement"] == {("b = b - a", "pass"), ("a = b", "")}


def test_every_mutant_compiles_and_is_there_once() -> None:
    found = mutators.mutants((_ROOT / "reference" / "solutions" / "davies-bouldin.py").read_text(encoding="utf-8"))
    assert len(found) > 60
    assert len({mutant.source for mutant in found}) == len(found)
    for mutant in found:
        ast.parse(mutant.source)


def test_a_mutant_knows_its_line_and_its_place() -> None:
    source = "import math\n\n\nclass A:\n    def f(self, a):\n        # a comment\n        return a + 1\n"
    found = [mutant for mutant in mutators.mutants(source) if mutant.kind == "operator"]
    assert [(m.line, m.inside, m.before, m.after) for m in found] == [(7, "A.f", "return a + 1", "return a - 1")]
