"""Typing Python: pairs are closed, stepped over and taken away, and enter knows where the next line begins."""

from __future__ import annotations

import pytest

from hotseat.tui.code_typing import Typed, empty_pair, inside_call, next_line, opened, toggled, typed, wrapped


def after_typing(text: str, character: str) -> str:
    """The line with ``|`` for the cursor, once the character is typed."""
    before, _, after = text.partition("|")
    came = typed(before, after, character) or Typed(character)
    whole = before + came.text
    at = len(whole) - came.back
    rest = whole[at:] + after
    return whole[:at] + rest[: came.over] + "|" + rest[came.over :]


@pytest.mark.parametrize(
    ("line", "key", "made"),
    [
        ("f|", "(", "f(|)"),
        ("f(|)", ")", "f()|"),
        ("f((|)", ")", "f(()|)"),
        ("f|x", "(", "f(|x"),
        ("x = |", '"', 'x = "|"'),
        ('x = "|"', '"', 'x = ""|'),
        ('""|', '"', '"""|"""'),
        ("f|", "'", "f'|'"),
        ("Rb|", "'", "Rb'|'"),
        ("don|", "'", "don'|"),
        ("# don|", "'", "# don'|"),
        ("'a|'", "(", "'a(|'"),
        ("'it\\|'", "'", "'it\\'|"),
        ("x = [1, |]", "]", "x = [1, ]|"),
        ("if x: # (|", "(", "if x: # ((|"),
        ("a|", "b", "ab|"),
    ],
)
def test_a_character_between_two_halves_of_a_line(line: str, key: str, made: str) -> None:
    assert after_typing(line, key) == made


@pytest.mark.parametrize(
    ("line", "inside"),
    [
        ("", ""),
        ("a = 'x", "'"),
        ("a = 'x'", ""),
        ('"""', '"""'),
        ('""" a "', '"""'),
        ("# '", "#"),
        ("'#", "'"),
        ("'\\'", "'"),
    ],
)
def test_it_is_known_what_the_cursor_is_inside_of(line: str, inside: str) -> None:
    assert opened(line) == inside


@pytest.mark.parametrize(
    ("before", "after", "goes"),
    [("f(", ")", True), ("'", "'", True), ("'a'", "'", False), ("f(", "]", False), ("", ")", False), ("(", "", False)],
)
def test_only_an_empty_pair_goes_as_a_whole(before: str, after: str, goes: bool) -> None:
    assert empty_pair(before, after) is goes


def test_a_selection_is_wrapped_and_not_lost() -> None:
    assert wrapped("(", "a + b") == "(a + b)"
    assert wrapped('"', "word") == '"word"'
    assert wrapped("x", "word") is None
    assert wrapped('"', "two\nlines") is None


@pytest.mark.parametrize(
    ("before", "after", "made"),
    [
        ("if x:", "", Typed("\n    ")),
        ("if x:  # why", "", Typed("\n    ")),
        ("    y = 1", "", Typed("\n    ")),
        ("# a: b:", "", Typed("\n")),
        ("x = '", "'", Typed("\n")),
        ("f(", ")", Typed("\n    \n", back=1)),
        ("    f(", ")", Typed("\n        \n    ", back=5)),
        ("f(", "", Typed("\n    ")),
        ("    return x", "", Typed("\n")),
        ("        break", "", Typed("\n    ")),
        ("    return (x,", "", Typed("\n    ")),
        ("    returned = 1", "", Typed("\n    ")),
        ("return", "", Typed("\n")),
    ],
)
def test_enter_knows_where_the_next_line_begins(before: str, after: str, made: Typed) -> None:
    assert next_line(before, after, 4) == made


@pytest.mark.parametrize(
    ("lines", "made"),
    [
        (["x"], ["# x"]),
        (["#x"], ["x"]),
        (["", "  y"], ["", "  # y"]),
        (["# a", "b"], ["# # a", "# b"]),
        (["    # deep"], ["    deep"]),
    ],
)
def test_comment_toggle_by_example(lines: list[str], made: list[str]) -> None:
    assert toggled(lines) == made


@pytest.mark.parametrize(
    ("before", "inside"),
    [
        ("f(", True),
        ("f(a, ", True),
        ("np.mean(x[0], ", True),
        ("f(g(1), ", True),
        ("f(\n    a,\n", True),
        ("x[0](", True),
        ("f(1)", False),
        ("f([1, ", False),
        ("x = (1, ", False),
        ("[1, 2, ", False),
        ("def f(a, ", False),
        ("class A(", False),
        ("if (a, ", False),
        ("f(')', ", True),
        ("g() # f(", False),
        ("", False),
    ],
)
def test_a_call_is_told_from_other_brackets(before: str, inside: bool) -> None:
    assert inside_call(before) is inside
