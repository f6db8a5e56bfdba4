"""Tables, arrays and HTML that a kernel sends become plain cells and plain text, bounded, and nothing of them is run."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotseat.front.tables import WIDEST, TableView, laid_out, table
from hotseat.kernels import hypertext, messages, values
from hotseat.kernels.outputs import Markdown, Output, Result, Table, from_dict

FRAME = """<div><style scoped>.dataframe tbody tr th { color: red }</style>
<table border="1" class="dataframe"><thead>
<tr><th></th><th colspan="2">price</th></tr><tr><th></th><th>mean</th><th>max</th></tr><tr><th>city</th><th></th><th></th></tr>
</thead><tbody>
<tr><th>Bern</th><td>1.5</td><td>&lt;b&gt;2&lt;/b&gt;</td></tr>
<tr><th>...</th><td>...</td><td>...</td></tr>
<tr><th>Chur</th><td>2.5</td><td>[bold]3[/]</td></tr>
</tbody></table><p>1,200 rows × 2 columns</p></div>"""


def shown(data: dict[str, Any]) -> Output | None:
    return messages.output("execute_result", {"data": data, "execution_count": 1})


def a_table(data: dict[str, Any]) -> Table:
    found = shown(data)
    assert isinstance(found, Table)
    return found


def view(found: Table) -> TableView:
    read = table(found.to_dict())
    assert read is not None
    return read


def test_the_html_of_pandas_becomes_cells_with_its_head_its_index_and_what_is_left_out() -> None:
    found = view(a_table({"text/html": FRAME, "text/plain": "as text"}))
    assert found.head == (("", "price", "price"), ("city", "mean", "max"))
    assert found.body == (("Bern", "1.5", "<b>2</b>"), ("Chur", "2.5", "[bold]3[/]"))
    assert (found.index, found.rows, found.columns, found.row_gap) == (1, 1200, 2, 1)
    assert found.size == "1,200 rows × 2 columns"
    assert found.left_out == "Here are its first 1 and last 1 rows."


def test_what_the_kernel_tells_of_a_table_adds_its_class_and_its_dtypes() -> None:
    html = "<table><thead><tr><th></th><th>a</th></tr></thead><tbody><tr><th>0</th><td>1</td></tr></tbody></table>"
    told = {"what": "DataFrame", "rows": 9, "columns": 1, "row_gap": 1, "column_gap": None, "html": html}
    told |= {"dtypes": ["float64"], "index_dtypes": ["int64"]}
    found = a_table({values.MIME: json.dumps(told), "text/html": FRAME, "text/plain": "   a\n0  1"})
    assert (found.what, found.dtypes, found.rows, found.text) == ("DataFrame", "int64\tfloat64", 9, "   a\n0  1")
    assert from_dict(found.to_dict()) == found


def test_polars_tells_dtypes_in_its_head_and_its_shape_around_the_table() -> None:
    html = (
        "<div><small>shape: (1_000, 2)</small><table><thead><tr><th>a</th><th>b</th></tr>"
        "<tr><td>i64</td><td>str</td></tr></thead><tbody><tr><td>1</td><td>&quot;x&quot;</td></tr>"
        "<tr><td>&hellip;</td><td>&hellip;</td></tr><tr><td>9</td><td>z</td></tr></tbody></table></div>"
    )
    found = view(a_table({"text/html": html, "text/plain": "t"}))
    assert (found.dtypes, found.rows, found.columns, found.index) == (("i64", "str"), 1000, 2, 0)
    assert found.row_gap == 1 and found.numeric(0) and not found.numeric(1)


def test_an_array_is_told_with_shape_and_dtype() -> None:
    told = {"what": "Tensor", "shape": [2, 3], "dtype": "float32", "device": "cuda:0", "gradient": True}
    found = shown({values.MIME: json.dumps(told), "text/plain": "tensor([...])"})
    assert found == Result(1, "tensor([...])", "Tensor · 2 × 3 · float32 · cuda:0 · requires grad")


@pytest.mark.parametrize(
    "forged",
    [
        "[]",
        "{",
        "null",
        '{"html": 3}',
        '{"html": "<table>"}',
        '{"shape": "x"}',
        '{"shape": {}}',
        "[" * 100_000,
        7,
        None,
    ],
)
def test_a_forged_form_is_passed_over_for_the_next_one(forged: object) -> None:
    assert shown({values.MIME: forged, "text/plain": "42"}) == Result(1, "42")
    assert isinstance(shown({values.MIME: forged, "text/html": FRAME, "text/plain": "42"}), Table)


def test_html_without_a_table_gives_its_words_only_where_there_is_no_better_text() -> None:
    html = "<style>p{}</style><h1>Model</h1><script>steal()</script><p>ready &amp; fitted<p>"
    assert shown({"text/html": html, "text/plain": "Pipeline()"}) == Result(1, "Pipeline()")
    assert shown({"text/html": html, "text/plain": "<IPython.core.display.HTML object>"}) == Result(
        1, "Model\nready & fitted"
    )


def test_a_formula_is_marked_as_one() -> None:
    assert shown({"text/latex": "$x$", "text/plain": "x"}) == Markdown("$x$", formula=True)


NASTY = (
    "<a ", "<!--", "<", "&", "<td>", "<tr>", "<table>", "<style>", "<td a='", "</td", "&#x41;", "<![CDATA[", "<?", "<td a=1 ",
    "<td colspan=999999 rowspan=999999>x", "</table>", "<thead>", "\x1b]52;c;x\x07",
)  # fmt: skip


@pytest.mark.parametrize("piece", NASTY)
def test_hostile_html_is_read_into_bounded_cells(piece: str) -> None:
    html = "<table><tr><td>" + piece * (hypertext.LONGEST // len(piece) - 10)
    grid = hypertext.table(html)
    if grid is not None:
        assert sum(map(len, grid.body)) <= hypertext.MOST_CELLS
        assert all(len(cell) <= hypertext.LONGEST_CELL and "\x1b" not in cell for row in grid.body for cell in row)
    assert hypertext.table(html * 2) is None


@given(st.lists(st.sampled_from([*NASTY, "x", "</tr>", "</thead>", "<th>", "<tbody>", "\t", "\n"]), max_size=60))
def test_any_html_gives_rows_of_one_width_or_nothing(pieces: list[str]) -> None:
    found = shown({"text/html": "<table>" + "".join(pieces), "text/plain": "t"})
    if isinstance(found, Table):
        read = table(found.to_dict())
        assert read is None or len({len(row) for row in (*read.head, *read.body)}) == 1
        assert from_dict(found.to_dict()) == found


def frame(rows: int, columns: int, **more: Any) -> TableView:
    body = "\n".join("\t".join([str(n), *(f"{n}.{c}" for c in range(columns))]) for n in range(rows))
    head = "\t".join(["", *(f"column {c}" for c in range(columns))])
    told = {"kind": "table", "what": "DataFrame", "head": head, "body": body, "index": 1, "dtypes": ""}
    found = table(told | {"rows": rows, "columns": columns} | more)
    assert found is not None
    return found


def test_columns_that_find_no_room_are_counted_and_the_index_stays() -> None:
    laid = laid_out(frame(3, 20), 40, 12)
    assert laid.hidden == 17 and laid.body[0].split() == ["0", "0.0", "0.1", "0.2"]
    assert all(len(row) <= 40 for row in (*laid.head, *laid.body))


def test_rows_beyond_the_bound_give_way_to_a_row_of_dots() -> None:
    laid = laid_out(frame(100, 1), 40, 10)
    assert laid.more == 90 and len(laid.body) == 11 and laid.body[5] == "⋮"
    assert laid.body[-1].split() == ["99", "99.0"]


def test_wide_signs_keep_columns_below_one_another_and_a_long_cell_is_cut() -> None:
    body = "0\t日本語\t1\n1\tab\t2\n2\t" + "x" * 100 + "\t3"
    found = table({"head": "\tname\tn", "body": body, "index": 1, "rows": 3, "columns": 2})
    assert found is not None
    laid = laid_out(found, 200, 12)
    assert laid.body[0].index("1") == laid.body[1].index("2") - 3
    assert "…" in laid.body[2] and len(laid.body[2]) < WIDEST + 12


def test_an_empty_frame_shows_its_columns() -> None:
    found = table({"head": "\ta\tb", "body": "", "index": 1, "rows": 0, "columns": 2, "dtypes": "int64\tint64\tobject"})
    assert found is not None
    assert found.size == "0 rows × 2 columns" and not found.left_out
    laid = laid_out(found, 80, 12)
    assert laid.head[0].split() == ["a", "b"] and laid.body == ()


@pytest.mark.parametrize(
    "broken", [{}, {"head": 3, "body": None}, {"head": "a", "index": -1, "rows": "x", "row_gap": 99}]
)
def test_a_broken_table_in_a_journal_breaks_nothing(broken: dict[str, Any]) -> None:
    found = table(broken)
    assert found is None or laid_out(found, 20, 5)
