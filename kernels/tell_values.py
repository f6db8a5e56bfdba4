"""Sent to a kernel as text and run there once: tells tables and arrays with their shape and their dtypes.

Never imported by Hotseat, and imports nothing of it: it must work in any Python that a kernelspec names, with any release of
pandas or none. It registers one more form, beside text and HTML, in which IPython shows tables, series, arrays and tensors;
no library is loaded for that. Where something goes wrong it tells nothing, and the other forms are shown.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable
from typing import Any

MIME = "application/vnd.hotseat.value+json"
MOST_ROWS = 500
MOST_COLUMNS = 60
MOST_CELLS = 3000
FEWEST_ROWS = 20
TABLES = (("pandas", "DataFrame"), ("pandas.core.frame", "DataFrame"))
COLUMNS = (("pandas", "Series"), ("pandas.core.series", "Series"))
ARRAYS = (
    ("numpy", "ndarray"),
    ("torch", "Tensor"),
    ("jaxlib._jax", "ArrayImpl"),
    ("jaxlib.xla_extension", "ArrayImpl"),
)


def both_ends(length: int, most: int) -> Any:
    """The places to show, and how many of them lie before the gap; None where there is no gap."""
    if length <= most:
        return list(range(length)), None
    head = most - most // 2
    return list(range(head)) + list(range(length - most // 2, length)), head


def name_of(value: Any) -> str:
    return type(value).__name__


def dtypes_of(index: Any) -> Any:
    levels = getattr(index, "levels", None)
    return [str(level.dtype) for level in levels] if levels is not None else [str(index.dtype)]


def table(frame: Any) -> Any:
    rows, columns = frame.shape
    across, column_gap = both_ends(columns, MOST_COLUMNS)
    most = max(FEWEST_ROWS, min(MOST_ROWS, MOST_CELLS // max(len(across), 1)))
    down, row_gap = both_ends(rows, most)
    part = frame.iloc[down, across]
    return {
        "what": name_of(frame),
        "rows": rows,
        "columns": columns,
        "row_gap": row_gap,
        "column_gap": column_gap,
        "dtypes": [str(dtype) for dtype in part.dtypes],
        "index_dtypes": dtypes_of(frame.index),
        "html": part.to_html(max_rows=None, max_cols=None, border=0, show_dimensions=False, notebook=False),
    }


def column(series: Any) -> Any:
    told = table(series.to_frame("" if series.name is None else series.name))
    told["what"] = name_of(series)
    return told


def array(value: Any) -> Any:
    told: Any = {
        "what": name_of(value),
        "shape": [int(n) for n in value.shape],
        "dtype": str(value.dtype).replace("torch.", ""),
    }
    device = getattr(value, "device", None)
    if device is not None and type(value).__module__.startswith("torch"):
        told["device"] = str(device)
    if getattr(value, "requires_grad", False) is True:
        told["gradient"] = True
    return told


def quietly(tell: Callable[[Any], Any]) -> Callable[[Any], Any]:
    def told(value: Any) -> Any:
        try:
            return json.dumps(tell(value))
        except Exception:
            return None

    return told


def register() -> None:
    from IPython import get_ipython
    from IPython.core.formatters import BaseFormatter
    from traitlets import ObjectName, Unicode

    class Values(BaseFormatter):
        format_type = Unicode(MIME)
        print_method = ObjectName("_repr_hotseat_value_")
        _return_type = str

    shell = get_ipython()
    formatter = Values(parent=shell.display_formatter)
    for names, tell in ((TABLES, table), (COLUMNS, column), (ARRAYS, array)):
        for module, name in names:
            formatter.for_type_by_name(module, name, quietly(tell))
    shell.display_formatter.formatters[MIME] = formatter


with contextlib.suppress(Exception):
    register()
