"""Faults in the files beside a question: starter, reference, checks, right and known-wrong solutions.

The files are parsed, never run. That the checks catch what they should is for the gate to find out, which runs them.
"""

from __future__ import annotations

import ast
import difflib
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from hotseat.counted import counted
from hotseat.question_bank.lint_finding import Finding, Sheet
from hotseat.question_bank.model import Question, Topic
from hotseat.question_bank.pack import Pack
from hotseat.question_bank.problem import BrokenFile
from hotseat.question_bank.python_text import NotPython, parsed
from hotseat.question_bank.strict_yaml import read_text

TRAINED_TOPICS: frozenset[Topic] = frozenset({"deep-learning", "function-recovery"})
FLAW_OF_THE_RULES = "rules"
"""What ``fails:`` names in place of a check where the source itself breaks the question's rules."""


def is_from_scratch(question: Question) -> bool:
    """Whether the candidate writes an algorithm, and does not drive an engine or train a network.

    A question is classed as built on an engine or training when its judge has torch at hand, when its topic is one of
    ``TRAINED_TOPICS``, when it belongs to the end-to-end part, or when it drives Spark, each run of which starts a session.
    """
    return not (
        question.needs.profile == "torch"
        or question.topic in TRAINED_TOPICS
        or question.part == "end-to-end"
        or "pyspark" in question.needs.packages
    )


def solutions_wanted(question: Question) -> tuple[int, int]:
    """How many right and how many known-wrong solutions a code question needs at least."""
    return (3, 8) if is_from_scratch(question) else (2, 4)


def check_code(question: Question, pack: Pack, sheet: Sheet) -> Iterator[Finding]:
    """Note what is missing from a code question on its sheet; yields the findings about the other files."""
    trees: dict[str, ast.Module] = {}
    for folder, name in (("starters", "starter"), ("solutions", "reference"), ("checks", "checks")):
        path = pack.code / folder / f"{question.id}.py"
        if not path.exists():
            sheet.error(f"has no {name}: write {folder}/{question.id}.py")
            continue
        beside = Sheet(path)
        tree = _parsed(path, pack, beside)
        if tree is not None:
            trees[name] = tree
            if name == "checks":
                _check_checks(tree, beside)
            else:
                _check_names(question, tree, beside)
        yield from beside.findings
    for kind, paths, needed in zip(
        ("right", "wrong"), (pack.right(question.id), pack.wrong(question.id)), solutions_wanted(question), strict=True
    ):
        if len(paths) < needed:
            has = counted(len(paths), f"{kind} solution")
            sheet.error(f"has {has} in {kind}/; at least {needed} are needed")
        for path in paths:
            beside = Sheet(path)
            tree = _parsed(path, pack, beside)
            if tree is not None and kind == "wrong":
                _check_flaw(tree, trees.get("checks"), beside)
            yield from beside.findings


def _parsed(path: Path, pack: Pack, sheet: Sheet) -> ast.Module | None:
    try:
        return parsed(read_text(path, inside=pack.code))
    except BrokenFile as broken:
        for problem in broken.problems:
            sheet.error(problem.message, line=problem.line)
    except NotPython as error:
        sheet.error(str(error), line=error.line)
    return None


def _check_names(question: Question, tree: ast.Module, sheet: Sheet) -> None:
    defined = {name for node in tree.body for name in _defined(node)}
    for function in question.functions:
        if function not in defined:
            sheet.error(f"does not define {function!r}, which the question asks for")


def _defined(node: ast.stmt) -> list[str]:
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        return [node.name]
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)]
    return [node.target.id] if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) else []


def _check_checks(tree: ast.Module, sheet: Sheet) -> None:
    if not any("CHECKS" in _defined(node) for node in tree.body):
        sheet.error("does not define CHECKS, the list of its checks")
        return
    made = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and _is_check(node.func)]
    shown = [node for node in made if any(k.arg == "visible" and _is_true(k.value) for k in node.keywords)]
    if not shown:
        sheet.error("has no visible check; give at least one visible=True")
    if len(shown) == len(made):
        sheet.error("has no hidden check; leave visible=True out of at least one")


def _is_check(function: ast.expr) -> bool:
    return (isinstance(function, ast.Name) and function.id == "Check") or (
        isinstance(function, ast.Attribute) and function.attr == "Check"
    )


def _is_true(value: ast.expr) -> bool:
    return not (isinstance(value, ast.Constant) and not value.value)


def flaws(docstring: str) -> list[str]:
    """The names after ``fails:`` in a known-wrong solution's docstring, one a line."""
    return [found.strip() for found in re.findall(r"^[ \t]*fails:(.*)$", docstring, re.MULTILINE) if found.strip()]


def _check_flaw(tree: ast.Module, checks: ast.Module | None, sheet: Sheet) -> None:
    docstring = ast.get_docstring(tree) or ""
    names = flaws(docstring)
    if not names:
        sheet.error("its docstring lacks a line 'fails: <name of the check that catches it>'")
    if not re.sub(r"(?m)^[ \t]*fails:.*$", "", docstring).strip():
        sheet.error("its docstring does not say what is wrong with it")
    if checks is None:
        return
    texts = {n.value for n in ast.walk(checks) if isinstance(n, ast.Constant) and isinstance(n.value, str)}
    made_up = any(isinstance(node, ast.JoinedStr) for node in ast.walk(checks))
    for name in names:
        if name == FLAW_OF_THE_RULES or name in texts:
            continue
        near = difflib.get_close_matches(name, texts, 1, 0.6)
        meant = f", did you mean {near[0]!r}?" if near else ""
        say = sheet.warn if made_up else sheet.error
        say(f"fails a check that is not in the checks file: {name!r}{meant}")


def check_strays(pack: Pack, known: Collection[str], talks: Collection[str]) -> Iterator[Finding]:
    """Code files whose name is no question's id; ``talks`` are the questions that have no code."""
    for folder in ("starters", "solutions", "checks", "right", "wrong"):
        for path in sorted((pack.code / folder).glob("*.py")):
            if path.name == "__init__.py":
                continue
            sheet = Sheet(path)
            own, mark, rest = path.stem.partition("__") if folder in ("right", "wrong") else (path.stem, "", "")
            if folder in ("right", "wrong") and not (mark and rest):
                sheet.error(f"is named without its question; call it {folder}/<id>__<what it does>.py")
            elif own not in known:
                near = difflib.get_close_matches(own, known, 1, 0.6)
                meant = f", did you mean {near[0]!r}?" if near else ""
                sheet.error(f"belongs to no question: the bank has no {own!r}{meant}")
            elif own in talks:
                sheet.warn(f"is never used: {own!r} is answered in words")
            yield from sheet.findings
