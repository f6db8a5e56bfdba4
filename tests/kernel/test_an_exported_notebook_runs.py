"""The notebook of a session opens in Jupyter's own tools, and its cells run there as they ran in the session."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import nbclient
import nbformat
import pytest
from support.golden import NAMES, session

from hotseat.review.export.formats import export

ENGINES = ("duckdb", "gplearn", "kneed", "numba", "onnxruntime")
"""Libraries that a session's code may use and that need not be there."""
pytestmark = [pytest.mark.kernel, pytest.mark.timeout(180)]


@pytest.mark.parametrize("name", [n for n in NAMES if n.endswith(("/strong-interview", "/pictures"))])
def test_the_cells_show_the_same_kinds_of_things_again(tmp_path: Path, name: str) -> None:
    made: Any = nbformat.reads(export(tmp_path, session(tmp_path, name), "ipynb"), as_version=4)  # type: ignore[no-untyped-call]
    cells = [c for c in made.cells if c.cell_type == "code"]
    if missing := [name for name in ENGINES if find_spec(name) is None and _imports(cells, name)]:
        pytest.skip(f"{', '.join(missing)} is not installed: pip install 'hotseat[engines]'")
    before = [_kinds(c) for c in cells]
    counts = [c.execution_count for c in cells if "supplied" not in c.metadata["hotseat"]]
    assert counts and counts == sorted(counts)
    # A cell that failed in the session fails here too, and the rest goes on.
    client = nbclient.NotebookClient(made, timeout=90, kernel_name="python3", allow_errors=True)
    client.execute()
    assert [_kinds(c) for c in cells] == before


def _imports(cells: list[Any], library: str) -> bool:
    return any(f"import {library}" in c.source or f"from {library}" in c.source for c in cells)


def _kinds(cell: Any) -> set[str]:
    """What a cell shows; a value comes as one, or as a table that is displayed."""
    return {"shown" if o.output_type in ("execute_result", "display_data") else o.output_type for o in cell.outputs}
