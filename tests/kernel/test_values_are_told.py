"""A real kernel tells tables, arrays and pictures as what they are, with nothing of ours installed in it."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from hotseat.front.pictures import picture
from hotseat.front.tables import table
from hotseat.kernels.endings import Failed, Finished
from hotseat.kernels.kernel import Kernel
from hotseat.kernels.outputs import Failure, Output, Picture, Result, Stream, Table, page

pytestmark = [pytest.mark.kernel, pytest.mark.asyncio(loop_scope="module")]
DOT = "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAEElEQVR4nGP4z8AARAwQCgAf7gP9i18U1AAAAABJRU5ErkJggg=="


@pytest_asyncio.fixture(loop_scope="module", scope="module", params=["ours", f"py:{sys.executable}"])
async def kernel(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Kernel]:
    folder = tmp_path_factory.mktemp("values")
    name = None if request.param == "ours" else request.param
    kernel = Kernel(cwd=folder, log=folder / "kernel.log", name=name)
    await kernel.start()
    yield kernel
    await kernel.stop()


async def shown(kernel: Kernel, code: str, *, fails: bool = False) -> list[Output]:
    found: list[Output] = []
    ending = await kernel.run(code, on_output=found.append)
    assert isinstance(ending, Failed if fails else Finished), ending
    return found


async def test_the_first_cell_has_the_number_one_and_no_name_of_ours_is_there(kernel: Kernel) -> None:
    (result,) = await shown(kernel, "sorted(name for name in globals() if 'hotseat' in name or 'table' in name)")
    assert result == Result(1, "[]")


async def test_a_frame_a_column_and_a_long_frame_are_tables_with_dtypes(kernel: Kernel) -> None:
    await shown(kernel, "import numpy as np, pandas as pd")
    (small,) = await shown(kernel, "pd.DataFrame({'a': [1, 2], 'b': ['<b>x', '\\x1b]52;c;x\\x07y']})")
    assert isinstance(small, Table)
    view = table(small.to_dict())
    assert view is not None and view.dtypes[1:] == ("int64", "str")
    assert [row[2] for row in view.body] == ["<b>x", "y"] and "\x1b" not in str(small)
    (column,) = await shown(kernel, "pd.Series([1.5, None], name='price')")
    assert isinstance(column, Table) and column.what == "Series" and column.dtypes == "int64\tfloat64"
    (long,) = await shown(kernel, "display(pd.DataFrame(np.zeros((1_000_000, 3))))")
    assert isinstance(long, Table) and (long.rows, long.columns) == (1_000_000, 3) and long.row_gap
    assert len(long.body.split("\n")) <= 500


async def test_an_array_is_told_with_its_shape_and_its_dtype(kernel: Kernel) -> None:
    (array,) = await shown(kernel, "import numpy as np\nnp.zeros((3, 4), dtype='float32')")
    assert isinstance(array, Result) and array.about == "ndarray · 3 × 4 · float32"
    (plain,) = await shown(kernel, "[1, 2]")
    assert isinstance(plain, Result) and plain.about == ""


async def test_a_table_whose_cells_cannot_be_shown_fails_as_it_would_without_us(kernel: Kernel) -> None:
    code = "class Odd:\n    def __repr__(self): raise ValueError('no')\npd.DataFrame({'a': [Odd()]}, dtype=object)"
    found = await shown(kernel, f"import pandas as pd\n{code}", fails=True)
    assert [output.name for output in found if isinstance(output, Failure)] == ["ValueError", "ValueError"]
    assert not any(isinstance(output, Table) for output in found)


async def test_a_picture_and_bars_that_go_up_come_through(kernel: Kernel) -> None:
    code = f"import base64\nfrom IPython.display import Image\nImage(base64.b64decode({DOT!r}))"
    (dot,) = await shown(kernel, code)
    assert isinstance(dot, Picture)
    view = picture(dot.to_dict())
    assert view is not None and (view.width, view.height) == (2, 2)
    bar = r"print(f'\router {n}\n\rinner {n}', end='\x1b[A', flush=True)"
    bars = f"import time\nfor n in range(3):\n    {bar}\n    time.sleep(.06)"
    streams = [output for output in await shown(kernel, bars) if isinstance(output, Stream)]
    assert "".join(o.text for o in page(streams) if isinstance(o, Stream)).split("\n") == ["outer 2", "inner 2"]


async def test_a_traceback_through_a_library_has_frames_to_fold(kernel: Kernel) -> None:
    from hotseat.front.tracebacks import stretches

    found = await shown(kernel, "import pandas as pd\npd.DataFrame({'a': [1]})['z']", fails=True)
    (failure,) = [output for output in found if isinstance(output, Failure)]
    parts = stretches(failure.traceback)
    assert any("pandas" in part.told for part in parts)
    kept = "\n".join(line for part in parts if not part.frames for line in part.lines)
    assert "KeyError" in kept and "site-packages" not in kept and "Cell" in kept
