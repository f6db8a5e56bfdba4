"""What is pasted: code of several lines is told from prose and from formulas, and its block survives the way back."""

from __future__ import annotations

import re
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotseat.question_bank.code_blocks import block, inside_block, language_of, split, words_of

CODE = {
    "a function": "def f(x):\n    return x + 1",
    "a function pasted with its indentation": "    def f(self, x):\n        return x + 1",
    "imports": "import numpy as np\nfrom sklearn.svm import SVC",
    "a loop": "for i in range(3):\n    print(i)",
    "pandas": "df = pd.read_csv('a.csv')\ndf.groupby('key').mean()",
    "a cut-off function": "def f(x):\n    y = g(x\n    return",
    "two methods and half a class": "    @property\n    def a(self):\n        return 1\n\n    def b(self):",
    "a session at the prompt": ">>> x = [1, 2]\n>>> x[0]\n1",
    "torch": "with torch.no_grad():\n    y = model(x)\n",
}
PROSE = {
    "one line of code": "def f(x): return x",
    "two words": "yes\nno",
    "an answer": "I would take lasso for selection.\nRidge shrinks correlated weights together, so both stay.",
    "a list": "- first, look at the data\n- then fit a baseline\n- measure it",
    "a derivation": "loss = (y - t) ** 2\ngrad = 2 * (y - t)",
    "a derivation with functions": "l = log(p) + log(1 - p)\ndl = 1 / p - 1 / (1 - p)",
    "an answer with imports in words": "import is what matters here, and\nfor me that is the whole of it.\nIf not, we wait:",
    "a list of numbers": "1. look\n2. think\n3. write",
    "questions": "What is the size of the data?\nWhile we are at it: is it balanced?",
    "prose with a colon and an indent": "For a small sample I would do this:\n    take the median\nand nothing else.",
    "nothing": "",
    "a block already": "```python\nimport a\nimport b\n```",
}


@pytest.mark.parametrize("text", CODE.values(), ids=CODE)
def test_code_of_several_lines_is_told(text: str) -> None:
    assert language_of(text) == "python"


@pytest.mark.parametrize("text", PROSE.values(), ids=PROSE)
def test_prose_and_formulas_stay_prose(text: str) -> None:
    assert language_of(text) is None


def test_sql_and_tracebacks_are_kept_as_they_are_too() -> None:
    assert language_of("SELECT a, b\nFROM t\nWHERE a > 1") == "sql"
    assert language_of('Traceback (most recent call last):\n  File "a.py", line 1\nValueError: no') == "text"


def test_a_doubtful_escape_in_pasted_code_warns_nobody(recwarn: pytest.WarningsRecorder) -> None:
    assert language_of("import re\nre.match('\\d', x is 1)") == "python"
    assert not recwarn.list


@given(st.text(max_size=300))
def test_any_text_is_judged_without_a_fault(text: str) -> None:
    assert language_of(text) in (None, "python", "sql", "text")


@pytest.mark.parametrize("text", ["(" * 5_000 + "\n" + "(" * 5_000, "-" * 9_000 + "1\nx", "x" * 20_000 + "\n" * 50])
def test_hostile_nesting_is_judged_without_a_fault(text: str) -> None:
    assert language_of(text) in (None, "python")


LINES = st.lists(st.sampled_from(["x = 1", "    y = 2", "", "```", "````", "# note", "\tz"]), max_size=8)


@given(LINES)
def test_a_block_gives_back_its_code_whatever_stands_in_it(lines: list[str]) -> None:
    code = "\n".join(lines)
    body = re.sub(r"\A(?:[ \t]*\n)+|\s+\Z", "", code)
    assert split(block(code, "python")) == [(body, "python")]
    assert not inside_block(block(code, "python"))


def test_prose_and_blocks_come_in_their_order() -> None:
    text = textwrap.dedent(
        """\
        Like this:
        ```python
        for x in y:
            print(x)
        ```
        and then *that*.
        ```
        free
        ```"""
    )
    assert split(text) == [
        ("Like this:", None),
        ("for x in y:\n    print(x)", "python"),
        ("and then *that*.", None),
        ("free", "text"),
    ]


@given(st.lists(st.sampled_from(["a", "b c", "```", "```python", "````", "  ```"]), max_size=9))
def test_no_line_of_an_answer_is_lost_on_the_way_to_the_screen(lines: list[str]) -> None:
    shown = "\n".join(part for part, _ in split("\n".join(lines)))
    assert [w for w in shown.split() if "`" not in w] == [w for w in " ".join(lines).split() if "`" not in w]


def test_backticks_that_are_never_closed_are_prose() -> None:
    assert split("```python\nx = 1") == [("```python\nx = 1", None)]
    assert inside_block("```python\nx = 1")


def test_code_is_no_words_but_its_remarks_are() -> None:
    text = textwrap.dedent(
        """\
        I split first.
        ```python
        import numpy as np  # short
        x = 1  # the mean comes from the training rows alone
        ```
        Then I scale."""
    )
    left = words_of(text)
    assert len(left) == len(text)
    told = "I split first. the mean comes from the training rows alone Then I scale."
    assert " ".join(left.split()) == told
    assert left.index("Then") == text.index("Then")


@pytest.mark.parametrize("mark", ["", "text", "latex"])
def test_words_and_formulas_between_backticks_stay_words(mark: str) -> None:
    formula = "Var(x) = E[x^2] - E[x]^2"
    assert words_of(f"```{mark}\n{formula}\n```").strip() == formula


@given(
    st.lists(
        st.sampled_from(["a", "b c", "```", "```python", "````", "  ```", "x = 1 # one two three four"]), max_size=9
    )
)
def test_blanking_the_code_moves_no_character(lines: list[str]) -> None:
    text = "\n".join(lines)
    left = words_of(text)
    assert len(left) == len(text)
    assert all(a in (b, " ") for a, b in zip(left, text, strict=True))
