"""No text from outside is read as Textual markup: what is shown is content, or a constant of our own."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import hotseat.tui

TUI = Path(hotseat.tui.__file__).parent
SHOWS_TEXT = {"Static", "Label", "Button", "Option", "OptionList", "Collapsible", "Input", "Tree", "Select", "Checkbox"}
PARSES_MARKUP = {"Static", "Label", "OptionList", "notify"}
"""These read a plain string as markup unless they are told not to."""
TITLES = {"border_title", "border_subtitle", "tooltip"}


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def outside(node: ast.expr) -> bool:
    """Whether an expression is a string put together at run time: it might hold anything."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) and not number(part) for part in node.values)
    if isinstance(node, ast.BinOp):
        return outside(node.left) or outside(node.right)
    return isinstance(node, ast.Call) and name_of(node) in {"str", "format", "join", "repr"} and not content(node)


def number(part: ast.FormattedValue) -> bool:
    return isinstance(part.value, ast.BinOp | ast.Call) and (
        "len" in ast.dump(part.value) or "Constant" in ast.dump(part.value)
    )


def content(node: ast.Call) -> bool:
    return isinstance(node.func, ast.Attribute) and "Content" in ast.dump(node.func.value)


def sources() -> Iterator[tuple[Path, ast.Module]]:
    for path in sorted(TUI.rglob("*.py")):
        yield path, ast.parse(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("path", "tree"), list(sources()), ids=lambda x: x.name if isinstance(x, Path) else "")
def test_widgets_get_content_or_constants_and_markup_is_off(path: Path, tree: ast.Module) -> None:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = name_of(node)
            if name in SHOWS_TEXT | {"notify", "set_options", "update"}:
                assert not any(outside(arg) for arg in node.args), f"{path.name}:{node.lineno}: {ast.unparse(node)}"
            if name in PARSES_MARKUP:
                off = [k.value for k in node.keywords if k.arg == "markup"]
                told = bool(off) and isinstance(off[0], ast.Constant) and off[0].value is False
                assert told, f"{path.name}:{node.lineno}: {name} without markup=False"
        if isinstance(node, ast.Assign):
            for target in node.targets:
                if isinstance(target, ast.Attribute) and target.attr in TITLES:
                    assert not outside(node.value), f"{path.name}:{node.lineno}: {ast.unparse(node)}"


@pytest.mark.parametrize(("path", "tree"), list(sources()), ids=lambda x: x.name if isinstance(x, Path) else "")
def test_markup_is_parsed_nowhere(path: Path, tree: ast.Module) -> None:
    used = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    assert not used & {"from_markup", "render_markup"}, path.name


@pytest.mark.parametrize(
    "code",
    [
        "Static(f'{title}')",
        "Static(title)",
        "x.border_title = f'Code {name}'",
        "app.notify(str(fault))",
        "Option('a' + f'{b}')",
    ],
)
def test_the_rule_catches_what_it_is_for(code: str) -> None:
    with pytest.raises(AssertionError):
        test_widgets_get_content_or_constants_and_markup_is_off(Path("made_up.py"), ast.parse(code))
