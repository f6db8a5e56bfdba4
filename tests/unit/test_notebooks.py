"""A candidate's notebook: read whatever it holds, looked at without running it, asked about where there is something to ask."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotseat.question_bank.about_notebook import PREFIX, about, notebook_questions
from hotseat.question_bank.model import NotebookQuestion, Sight
from hotseat.question_bank.notebook import LARGEST, NotANotebook, Notebook, parse_notebook, read_notebook, take_home
from hotseat.question_bank.notebook_code import Code
from hotseat.question_bank.sights import look

ASKED = notebook_questions()


def notebook(*cells: str, runs: tuple[int | None, ...] = ()) -> Notebook:
    """A notebook of code cells."""
    made = [
        {"cell_type": "code", "source": text, "execution_count": run, "metadata": {}, "outputs": []}
        for text, run in zip(cells, (*runs, *(None,) * len(cells)), strict=False)
    ]
    return parse_notebook(json.dumps({"cells": made, "nbformat": 4}).encode(), "n.ipynb")


def asked(sight: Sight, *calls: str, lacks: str | None = None) -> NotebookQuestion:
    point = {"id": "p", "text": "It says so."}
    return NotebookQuestion.model_validate(
        {"id": "q", "title": "t", "sight": sight, "calls": calls, "lacks": lacks, "aspect": "why",
         "prompt": "Cell $cell: $name $value?",
         "model_answer": "m", "rubric": [point]}
    )  # fmt: skip


def seen(
    sight: Sight, *cells: str, calls: tuple[str, ...] = (), lacks: str | None = None
) -> list[tuple[int, str, str]]:
    found = look(Code.of(notebook(*cells)), asked(sight, *calls, lacks=lacks))
    return [(s.cell, s.name, s.value) for s in found]


# Reading.


def test_sources_of_both_forms_and_prose_are_read_in_order() -> None:
    data = {"cells": [{"cell_type": "markdown", "source": ["# A\n", "b"]}, {"cell_type": "code", "source": "x = 1"}]}
    read = parse_notebook(json.dumps(data).encode(), "n")
    assert [(c.number, c.code, c.source) for c in read.cells] == [(1, False, "# A\nb"), (2, True, "x = 1")]
    assert read.percent() == "# %% [markdown] [1]\n# # A\n# b\n\n# %% [2]\nx = 1\n"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"not json", "holds no JSON"),
        (b"\xff\xfe\x00", "holds no JSON"),
        (b"[" * 100_000, "holds no JSON"),
        (b"[]", "has no cells"),
        (b'{"worksheets": []}', "has no cells"),
        (b'{"cells": {}}', "has no cells"),
        (b'{"cells": []}', "holds no code"),
        (b'{"cells": [{"cell_type": "markdown", "source": "x"}]}', "holds no code"),
    ],
)
def test_what_is_no_notebook_is_refused_in_a_sentence(data: bytes, said: str) -> None:
    with pytest.raises(NotANotebook, match=said):
        parse_notebook(data, "n.ipynb")


def test_a_file_that_is_not_there_or_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotANotebook, match="cannot be read: No such file"):
        read_notebook(tmp_path / "none.ipynb")
    with (tmp_path / "large.ipynb").open("wb") as file:
        file.truncate(LARGEST + 1)
    with pytest.raises(NotANotebook, match="Clear its outputs"):
        read_notebook(tmp_path / "large.ipynb")


def test_control_sequences_in_cells_and_names_are_made_harmless() -> None:
    data = json.dumps({"cells": [{"cell_type": "code", "source": "x = '\x1b]52;c;aGk=\x07\u202e'"}]}).encode()
    read = parse_notebook(data, "a\x1b[2Jb.ipynb")
    assert not set("\x1b\x07\u202e") & set(read.percent() + read.name)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(["cells", "cell_type", "source", "metadata", "tags", "execution_count"]), inner, max_size=5
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_no_json_makes_the_reading_fall_over(data: Any) -> None:
    try:
        read = parse_notebook(json.dumps({"cells": data}).encode(), "n")
    except NotANotebook:
        return
    about(read, ASKED, 1)


@pytest.mark.parametrize(
    "cell",
    [
        "def f(:\n",
        "%%bash\nrm -rf /",
        "(" * 5000,
        "x = " + "-" * 20_000 + "1",
        "\\",
        "'\x00'",
        "if True:\n    %time f()\n",
    ],
)
def test_a_cell_that_is_no_python_is_passed_over(cell: str) -> None:
    assert [n for n, _ in Code.of(notebook(cell, "x = 1")).trees.items()][-1] == 2


def test_magics_and_shell_lines_do_not_hide_the_python_beside_them() -> None:
    code = "%matplotlib inline\n!pip install x\nfiles = !ls\nif True:\n    %time fit()\nPCA(n_components=3)"
    assert seen("chosen-number", code, calls=("n_components",)) == [(1, "PCA", "n_components=3")]


# Sights.


def test_a_call_is_found_by_the_end_of_its_name_and_by_what_it_lacks() -> None:
    cell = "np.linalg.inv(A); inv(B); reinvent(C)\nKMeans(3)\nKMeans(3, random_state=0)\nKMeans(**given)"
    assert seen("call", cell, calls=("inv",)) == [(1, "inv", ""), (1, "inv", "")]
    assert len(seen("call", cell, calls=("KMeans",), lacks="random_state")) == 1


def test_a_chosen_number_is_a_number_that_is_written_there() -> None:
    cell = "KMeans(n_clusters=3)\nKMeans(n_clusters=k)\nKMeans(n_clusters=True)\nFoo(n_clusters=0.5)"
    assert [v for _, _, v in seen("chosen-number", cell, calls=("n_clusters",))] == ["n_clusters=3", "n_clusters=0.5"]


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("for i, row in df.iterrows():\n    pass", True),
        ("for r in df.itertuples():\n    pass", True),
        ("for i in range(len(df)):\n    pass", True),
        ("for i in range(len(df) - 8):\n    pass", True),
        ("for i in range(X.shape[0]):\n    pass", True),
        ("for j in range(X.shape[1]):\n    pass", False),
        ("for k in range(2, 8):\n    pass", False),
        ("for name in df.columns:\n    pass", False),
    ],
)
def test_a_loop_over_rows_is_told_from_other_loops(cell: str, found: bool) -> None:
    assert bool(seen("row-loop", cell)) is found


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        (("Z = StandardScaler().fit_transform(X)", "a, b = train_test_split(Z)"), ["StandardScaler"]),
        (("s = PCA(2)\ns.fit(X)\nZ = s.transform(X)", "W = Z * 2\na, b = train_test_split(W)"), ["PCA"]),
        (("for c in df:\n    df[c] = pd.qcut(df[c], 4)", "train, test = train_test_split(df)"), ["qcut"]),
        (("Z = MinMaxScaler().fit_transform(X)\nr = []\nfor z in Z:\n    r.append(z)", "train_test_split(r)"), ["MinMaxScaler"]),
        (("a, b = train_test_split(X)", "Z = StandardScaler().fit_transform(a)"), []),
        (("Z = StandardScaler().fit_transform(X)", "a, b = train_test_split(other)"), []),
        (("Z = StandardScaler().fit_transform(X)", "Z = load()", "a, b = train_test_split(Z)"), []),
        (("model = KMeans(3).fit(X)", "a, b = train_test_split(X)"), []),
        (("Z = StandardScaler().fit_transform(X)",), []),
    ],
)  # fmt: skip
def test_what_learns_before_the_split_is_found_where_it_reaches_the_split(
    cells: tuple[str, ...], found: list[str]
) -> None:
    assert [name for _, name, _ in seen("fitted-before-split", *cells)] == found


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("m.fit(A, b)\nm.score(A, b)", True),
        ("m.fit(A, b)\nm.score(C, d)", False),
        ("m.fit(A, b)\nr2_score(b, m.predict(A))", True),
        ("m.fit(A, b)\nroc_auc_score(b, m.predict_proba(A)[:, 1])", True),
        ("m.fit(A, b)\nr2_score(d, m.predict(C))", False),
        ("m.fit(A, b)\nprint(m.score(A, b), m.score(C, d))", False),
        ("m.fit(A, b)\nm.score(A, b)\nr2_score(d, m.predict(C))", True),
    ],
)
def test_a_score_on_the_rows_of_the_fit_is_found(cell: str, found: bool) -> None:
    assert bool(seen("scored-on-training", cell)) is found


def test_a_random_split_is_a_fault_only_where_there_is_time_in_the_data() -> None:
    assert seen("random-split-of-series", "df = df.set_index('date')\ntrain_test_split(df)")
    assert seen("random-split-of-series", "df['before'] = df['sales'].shift(1)\ntrain_test_split(df)")
    assert seen("random-split-of-series", "df = df.sort_values(['shop', 'sold_time'])\ntrain_test_split(df)")
    assert not seen("random-split-of-series", "train_test_split(customers)")
    assert not seen("random-split-of-series", "y = pd.Series(df['cancellation_date'].isna())\ntrain_test_split(df, y)")
    assert not seen(
        "random-split-of-series", "df = df.drop(columns=['birth_date', 'updated_at'])\ntrain_test_split(df)"
    )
    assert not seen("random-split-of-series", "df['lag'] = 1\ntrain_test_split(df, shuffle=False)")


def test_cells_that_ran_after_later_ones_are_out_of_order() -> None:
    code = Code.of(notebook("a = 1", "b = 2", "c = 3", "d = 4", runs=(1, 5, 3, None)))
    assert [(s.cell, s.value) for s in look(code, asked("out-of-order"))] == [(3, "[3] after [5]")]


def test_chance_without_a_seed_is_found_unless_anything_is_seeded() -> None:
    assert seen("chance-without-seed", "x = np.random.normal(size=3)")
    assert not seen("chance-without-seed", "np.random.seed(1)\nx = np.random.normal(size=3)")
    assert not seen("chance-without-seed", "x = np.sort(y)\nfit(seed=2)")


def test_hidden_warnings_swallowed_errors_functions_and_long_cells_are_found() -> None:
    assert seen("hidden-warnings", "import warnings\nwarnings.filterwarnings('ignore')")
    assert seen("swallowed-errors", "try:\n    f()\nexcept:\n    pass")
    assert seen("swallowed-errors", "for x in y:\n    try:\n        f()\n    except Exception:\n        continue")
    assert not seen("swallowed-errors", "try:\n    f()\nexcept KeyError:\n    pass")
    assert (
        seen("function", "def small(x):\n    y = x\n    return y\n\ndef large(x):\n    a = 1\n    b = 2\n    return a")[
            0
        ][1]
        == "large"
    )
    assert seen("longest-cell", "x = 1", "\n".join(["y = 2"] * 20)) == [(2, "", "")]
    assert not seen("longest-cell", "x = 1")


# Questions.


def test_what_is_asked_names_the_cell_and_shows_its_code_and_leaves_no_gap() -> None:
    for one in about(take_home(), ASKED, 3):
        text = one.question.model_dump_json()
        assert "$" not in text.replace("$$", "") and f"cell {one.seen.cell}" in one.question.prompt
        assert one.question.id.startswith(PREFIX) and "```python\n" in one.question.prompt


def test_code_that_holds_a_fence_cannot_end_the_block_it_is_shown_in() -> None:
    one = about(notebook('pca = PCA(n_components=2)\ntext = """\n```\n# Heading\n"""'), ASKED, 1)[0]
    assert "````python\n" in one.question.prompt and one.question.prompt.endswith("````")


def test_the_seed_decides_and_a_few_questions_go_across_aspects_and_cells() -> None:
    first = [a.question.id for a in about(take_home(), ASKED, 1)]
    assert first == [a.question.id for a in about(take_home(), ASKED, 1)]
    early = about(take_home(), ASKED, 1)[:4]
    assert len({a.seen.cell for a in early}) >= 2


def test_a_notebook_with_nothing_to_ask_about_gives_no_question() -> None:
    assert about(notebook("x = 1"), ASKED, 1) == ()


def test_the_take_home_shows_most_of_what_can_be_seen() -> None:
    code = Code.of(take_home())
    sights = [s for s in get_args(Sight) if s not in ("call", "chosen-number")]
    assert [s for s in sights if not list(look(code, asked(s)))] == []


def test_each_part_of_the_take_home_can_be_shown_by_itself() -> None:
    for topic in ("function-recovery", "sampling", "clustering", "time-series", "tokenization"):
        part = take_home().tagged(topic)
        assert 4 <= len(part.cells) < len(take_home().cells)
        assert part.cells[1].source.startswith("import time")
