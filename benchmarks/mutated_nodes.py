"""What one node of a syntax tree may be mistaken for: another operator, boundary, constant, function, order of arguments.

Nothing here knows where in a file the node stands; :mod:`mutators` puts each of them there, one at a time.
"""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from typing import Any

_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Div,
    ast.Mod: ast.FloorDiv,
    ast.Pow: ast.Mult,
    ast.MatMult: ast.Mult,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
}
_ORDERED = (ast.Sub, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow, ast.MatMult)
"""Operators whose sides may not be exchanged."""
_COMPARED: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE, ast.Gt),
    ast.LtE: (ast.Lt, ast.Gt, ast.GtE),
    ast.Gt: (ast.GtE, ast.LtE, ast.Lt),
    ast.GtE: (ast.Gt, ast.Lt, ast.LtE),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_NEIGHBOURS: dict[str, tuple[str, ...]] = {
    "min": ("max",),
    "max": ("min",),
    "minimum": ("maximum",),
    "maximum": ("minimum",),
    "argmin": ("argmax",),
    "argmax": ("argmin",),
    "any": ("all",),
    "all": ("any",),
    "mean": ("sum",),
    "median": ("mean",),
    "sum": ("mean",),
    "std": ("var",),
    "var": ("std",),
    "floor": ("ceil",),
    "ceil": ("floor",),
    "rint": ("floor",),
    "zeros": ("ones",),
    "zeros_like": ("ones_like",),
    "log": ("log1p",),
    "train": ("eval",),
    "eval": ("train",),
}
"""Functions that people take for one another."""


def instead(node: ast.AST, imported: set[str]) -> Iterator[tuple[str, ast.AST]]:
    """What may stand in the place of a node."""
    match node:
        case ast.BinOp():
            yield from _operations(node)
        case ast.AugAssign():
            yield "operator", _with(node, op=_ARITHMETIC[type(node.op)]())
            yield "operator", ast.copy_location(ast.Assign([node.target], node.value), node)
        case ast.UnaryOp():
            yield "unary", node.operand
        case ast.Compare():
            yield from _comparisons(node)
        case ast.BoolOp():
            other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield "boolean", _with(node, op=other)
            for k in range(len(node.values)):
                left = node.values[:k] + node.values[k + 1 :]
                yield "boolean", left[0] if len(left) == 1 else _with(node, values=left)
        case ast.Constant():
            for value in _constants(node.value):
                yield "constant", ast.Constant(value)
        case ast.Call():
            yield from _calls(node, imported)
        case ast.Attribute(ctx=ast.Load()):
            for name in _NEIGHBOURS.get(node.attr, ()):
                yield "neighbour", _with(node, attr=name)
        case ast.Slice():
            for bound in ("lower", "upper", "step"):
                if getattr(node, bound) is not None:
                    yield "slice", _with(node, **{bound: None})
        case ast.IfExp():
            yield "forced condition", node.body
            yield "forced condition", node.orelse
        case ast.Tuple(ctx=ast.Load()) | ast.List(ctx=ast.Load()):
            for items in _exchanged(node.elts):
                yield "swapped items", _with(node, elts=items)
        case ast.Return() if node.value is not None:
            yield "return value", _with(node, value=ast.Constant(None))
        case ast.Raise(exc=ast.Call() as made):
            yield "exception", _with(node, exc=_with(made, func=ast.Name("RuntimeError", ast.Load())))
        case ast.Break():
            yield "jump", ast.Continue()
        case ast.Continue():
            yield "jump", ast.Break()
        case ast.arguments():
            for k, default in enumerate(node.defaults):
                if isinstance(default, ast.Constant) and default.value is None:
                    changed = [*node.defaults[:k], ast.Constant(0), *node.defaults[k + 1 :]]
                    yield "default", _with(node, defaults=changed)
        case _:
            return


def _with(node: Any, **fields: Any) -> Any:
    other = copy.copy(node)
    for name, value in fields.items():
        setattr(other, name, value)
    return other


def _operations(node: ast.BinOp) -> Iterator[tuple[str, ast.AST]]:
    yield "operator", _with(node, op=_ARITHMETIC[type(node.op)]())
    if isinstance(node.op, _ORDERED):
        yield "swapped sides", _with(node, left=node.right, right=node.left)
    yield "dropped term", node.left
    yield "dropped term", node.right


def _comparisons(node: ast.Compare) -> Iterator[tuple[str, ast.AST]]:
    for k, operator in enumerate(node.ops):
        for turn, other in enumerate(_COMPARED[type(operator)]):
            kind = "boundary" if turn == 0 and len(_COMPARED[type(operator)]) > 1 else "comparison"
            yield kind, _with(node, ops=[*node.ops[:k], other(), *node.ops[k + 1 :]])
    if len(node.ops) > 1:
        yield "comparison", _with(node, ops=node.ops[1:], left=node.comparators[0], comparators=node.comparators[1:])
        yield "comparison", _with(node, ops=node.ops[:-1], comparators=node.comparators[:-1])


def _constants(value: Any) -> tuple[Any, ...]:
    if isinstance(value, bool):
        return (not value,)
    if isinstance(value, int):
        return value + 1, value - 1
    if isinstance(value, float):
        return (1.0,) if value == 0 else (2 * value, value / 2, 0.0)
    return ()


def _calls(node: ast.Call, imported: set[str]) -> Iterator[tuple[str, ast.AST]]:
    for k in range(len(node.keywords)):
        yield "dropped keyword", _with(node, keywords=node.keywords[:k] + node.keywords[k + 1 :])
    if len(node.args) > 1:
        for k in range(len(node.args)):
            yield "dropped argument", _with(node, args=node.args[:k] + node.args[k + 1 :])
    for args in _exchanged(node.args):
        yield "swapped arguments", _with(node, args=args)
    if isinstance(node.func, ast.Name) and node.func.id == "range":
        return
    root: ast.AST = node.func
    while isinstance(root, ast.Attribute):
        root = root.value
    if isinstance(node.func, ast.Attribute) and not (isinstance(root, ast.Name) and root.id in imported):
        yield "dropped call", node.func.value
    elif node.args and not isinstance(node.args[0], ast.Starred):
        yield "dropped call", node.args[0]


def _exchanged(items: list[ast.expr]) -> Iterator[list[ast.expr]]:
    for k in range(len(items) - 1):
        yield [*items[:k], items[k + 1], items[k], *items[k + 2 :]]
