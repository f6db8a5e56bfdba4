"""The strict part of YAML: what plain scalars mean, what is refused, and where the fault is said to be."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from hotseat.question_bank.problem import BrokenFile, Problem
from hotseat.question_bank.strict_yaml import MAX_BYTES, parse, read_text, scalar


def fault(text: str) -> Problem:
    with pytest.raises(BrokenFile) as caught:
        parse(text, "q.yaml")
    return caught.value.problems[-1]


@pytest.mark.parametrize(
    "text", ["no", "NO", "yes", "on", "Off", "True", "FALSE", "010", "0x1F", "0o17", "22:30", "1_000", "2024-01-01",
     "2024-01-01T10:00:00Z", ".inf", ".nan", "-.inf", "1e999", "<<", "=", "12345678901234567890", "+", "-", ".", "1.2.3"]
)  # fmt: skip
def test_what_yaml_1_1_would_change_stays_text(text: str) -> None:
    assert scalar(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [("true", True), ("false", False), ("null", None), ("~", None), ("", None), ("0", 0), ("-7", -7), ("+3", 3),
     ("42", 42), ("1.5", 1.5), ("-.5", -0.5), ("1.", 1.0), ("1e3", 1000.0), ("2.5E-2", 0.025)],
)  # fmt: skip
def test_plain_scalars_mean_truth_values_nothing_and_decimal_numbers(text: str, value: object) -> None:
    found = scalar(text)
    assert found == value and type(found) is type(value)


def test_quoted_scalars_are_always_text() -> None:
    assert parse("a: 'true'\nb: \"12\"\nc: |\n  3\n", "q").data == {"a": "true", "b": "12", "c": "3\n"}


def test_several_lines_of_text_keep_their_line_breaks() -> None:
    assert parse("a: |\n  one\n\n  two\n", "q").data["a"] == "one\n\ntwo\n"


def test_lists_come_back_as_tuples_and_know_their_places() -> None:
    document = parse("a:\n  - x\n  - b: 1\n", "q")
    assert document.data == {"a": ("x", {"b": 1})}
    assert document.values["a", 1, "b"] == (3, 8)
    assert document.keys["a", 1, "b"] == (3, 5)


@pytest.mark.parametrize(
    ("written", "shown"),
    [(r"\e]52;c;cHduZWQ=\a", ""), (r"\e[31mred", "red"), (r"a\0b\x9dx", "ab"), ("[/nope]", "[/nope]"),
     (r"\u202Eabc", "\ufffdabc"), ("[@click=app.quit]x[/]", "[@click=app.quit]x[/]")],
)  # fmt: skip
def test_escapes_in_strings_are_made_harmless(written: str, shown: str) -> None:
    assert parse(f'a: "{written}"', "q").data["a"] == shown


@pytest.mark.parametrize(
    ("text", "line", "column", "word"),
    [
        ("a: &x 1\nb: *x\n", 1, 4, "anchor"),
        ("a: 1\nb: *x\n", 2, 4, "alias"),
        ("a: &a [*a]\n", 1, 4, "anchor"),
        ('a: !!python/object/apply:os.system ["touch x"]\n', 1, 4, "tag"),
        ("a: !!str x\n", 1, 4, "tag"),
        ("a: 1\n---\nb: 2\n", 2, 1, "second document"),
        ("%YAML 1.1\n---\na: 1\n", 1, 1, "directives"),
        ("? [a]\n: b\n", 1, 3, "key must be plain text"),
        ("a:\n\tb: 1\n", 2, 1, "tab"),
        ("a: b: c\n", 1, 5, "quotes"),
        ("a: @x\n", 1, 4, "'@'"),
        ("a: 'x\n", 1, 4, "quotation mark"),
        ("a: [1,\n  2\n\n", 1, 4, "bracket"),
        ("a: \x1b\n", 1, 4, "U+001B"),
        ("a: x\nbb: \x00y\n", 2, 5, "U+0000"),
        ("", 1, 1, "empty"),
        ("# only this\n", 1, 1, "empty"),
        ("- a\n", 1, 1, "mapping"),
        ("just words\n", 1, 1, "mapping"),
    ],
)
def test_what_is_refused_is_refused_with_its_place(text: str, line: int, column: int, word: str) -> None:
    problem = fault(text)
    assert word in problem.message
    assert (problem.line, problem.column) == (line, column)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("a: " + "[" * 10_000, "nested"),
        ("a: " + "{b: " * 10_000, "nested"),
        ("a: [" + "x," * 1_000_000 + "]", "values"),
        ("a: '" + "x" * 900_000 + "'", "longer"),
        ("l0: &l0 [x]\n" + "".join(f"l{n}: &l{n} [{f'*l{n - 1},' * 9}]\n" for n in range(1, 10)), "anchor"),
        ("a: &a {x: 1}\nb:\n  <<: [*a, *a]\n", "anchor"),
    ],
    ids=["brackets", "braces", "nodes", "scalar", "laughs", "merge"],
)
def test_bombs_are_refused_before_they_cost_anything(text: str, word: str) -> None:
    begun = time.process_time()
    assert word in fault(text).message
    assert time.process_time() - begun < 2.0


def test_repeated_keys_are_all_named_with_the_first_ones_line() -> None:
    problems = parse("a: 1\nb: 2\na: 3\nc: {d: 1, d: 2}\n", "q.yaml").problems
    assert [str(p) for p in problems] == [
        "q.yaml:3:1: a: key 'a' is repeated (first on line 1)",
        "q.yaml:4:11: c.d: key 'd' is repeated (first on line 4)",
    ]


def test_keys_that_are_no_text_are_named() -> None:
    problems = parse("1: a\ntrue: b\n~: c\n", "q.yaml").problems
    assert [(p.line, p.message) for p in problems] == [
        (1, "the key '1' is not text; put it in quotes"),
        (2, "the key 'true' is not text; put it in quotes"),
        (3, "the key '~' is not text; put it in quotes"),
    ]


def reading(path: Path, inside: Path | None = None) -> Problem:
    with pytest.raises(BrokenFile) as caught:
        read_text(path, inside=inside)
    return caught.value.problems[0]


@pytest.mark.parametrize(
    ("data", "line", "column", "word"),
    [
        (b"\xef\xbb\xbfa: 1\n", 1, 1, "byte order mark"),
        ("a: 1\n".encode("utf-16"), 1, 1, "UTF-16"),
        ("a: é\nb: x".encode() + b"\xff\n", 2, 5, "0xff"),
        (b"a" * (MAX_BYTES + 1), 1, 1, "larger than 1024 KB"),
    ],
)
def test_a_file_in_no_plain_utf_8_is_named_with_its_place(
    tmp_path: Path, data: bytes, line: int, column: int, word: str
) -> None:
    file = tmp_path / "q.yaml"
    file.write_bytes(data)
    problem = reading(file)
    assert word in problem.message
    assert (problem.line, problem.column) == (line, column)


def test_folders_pipes_loops_and_missing_files_are_sentences(tmp_path: Path) -> None:
    loop = tmp_path / "loop.yaml"
    loop.symlink_to(loop)
    os.mkfifo(tmp_path / "pipe.yaml")
    assert "is a folder" in reading(tmp_path).message
    assert "no such file" in reading(tmp_path / "none.yaml").message
    assert "not a regular file" in reading(tmp_path / "pipe.yaml").message
    assert "cannot be read" in reading(loop).message
    assert "cannot be opened" in reading(Path("nul\0.yaml")).message
    assert "cannot be read" in reading(tmp_path / ("x" * 300)).message


def test_links_may_not_lead_out_of_the_pack(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    (tmp_path / "secret.yaml").write_text("a: 1\n")
    (pack / "real.yaml").write_text("a: 2\n")
    (pack / "out.yaml").symlink_to(tmp_path / "secret.yaml")
    (pack / "in.yaml").symlink_to(pack / "real.yaml")
    assert "leads out of its pack" in reading(pack / "out.yaml", inside=pack).message
    assert read_text(pack / "in.yaml", inside=pack) == "a: 2\n"
    assert read_text(pack / "out.yaml") == "a: 1\n"


def test_problems_show_no_control_characters() -> None:
    problem = Problem("a\x1b]0;x\x07.yaml", 1, 2, "k\x1b[2J", "bad\nthing\u202e")
    assert str(problem) == "a.yaml:1:2: k: bad thing\ufffd"
