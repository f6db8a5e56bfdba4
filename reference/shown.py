"""How a value is shown to people: on one line, as Python writes it, whole where it is short and cut where it may be cut.

What does not fit is shown with fewer of its items, and at last by its kind and shape: never broken off in the middle of an
array, so that what is there can be copied. Whatever came back from a submission may be asked for here: nothing raises, and
what cannot be written out, such as an integer of thousands of digits, is told by its kind.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from hotseat.kernels.plaindata import Opaque

ITEMS = (48, 24, 12, 8, 4)
"""How many items of an array, a column or a list are shown, the most that fits."""
WIDEST_INT = 1000
"""Bits of an integer up to which its digits are written out; past it, their number is told."""
LONGEST_TEXT = 2000
"""Characters or bytes of a text that are looked at."""


def short(value: Any, width: int = 160) -> str:
    """``value`` as Python writes it, on one line and at most ``width`` characters long."""
    text = ""
    for most in ITEMS:
        text = " ".join(_text(value, most).split())
        if len(text) <= width:
            return text
    text = _kind_and_shape(value) or text
    return text if len(text) <= width else text[: width - 1] + "…"


def whole(value: Any, width: int = 160) -> str:
    """``value`` as :func:`short` has it where all of it fits, else what it is and how large."""
    text = " ".join(_text(value, ITEMS[0]).split())
    if len(text) <= width and "..." not in text and "…" not in text:
        return text
    if isinstance(value, dict | list | tuple | str):
        return f"<{type(value).__name__} of {len(cast('list[Any]', value))}>"
    return _kind_and_shape(value) or short(value, width)


def exact(value: Any) -> str:
    """A number with all its digits; anything else as :func:`short` has it."""
    return _or_kind(lambda: repr(float(value)), value) if isinstance(value, float | np.floating) else short(value)


def rounded(value: Any) -> str:
    """A number with six digits; anything else as :func:`short` has it."""
    return _or_kind(lambda: f"{float(value):.6g}", value) if isinstance(value, float | np.floating) else short(value)


def _text(value: Any, most: int) -> str:
    return _or_kind(lambda: _written(value, most), value)


def _or_kind(write: Callable[[], str], value: Any) -> str:
    """What ``write`` returns, or the value's kind and shape where it cannot be written out."""
    try:
        with np.errstate(all="ignore"):
            return write()
    except Exception:  # a library's own way to write its values may fail in ways that are its own
        return _kind_and_shape(value) or f"<{type(value).__name__}>"


def _written(value: Any, most: int) -> str:
    if isinstance(value, Opaque):
        return f"<{value.type}>"
    if isinstance(value, np.ndarray):
        return _array(cast("NDArray[Any]", value), most)
    if isinstance(value, np.generic):
        return _text(value.item(), most) if not isinstance(value.item(), np.generic) else repr(value)
    if type(value) is float:
        return _number(value)
    if type(value) is int:
        return _integer(value)
    if isinstance(value, str | bytes):
        return repr(value[:LONGEST_TEXT])
    if isinstance(value, list | tuple):
        items = cast("list[Any] | tuple[Any, ...]", value)
        inside = _listed([_text(item, most) for item in items[:most]], len(items))
        after = "," if len(items) == 1 else ""
        return f"({inside}{after})" if isinstance(items, tuple) else f"[{inside}]"
    if isinstance(value, dict):
        pairs = list(cast("dict[Any, Any]", value).items())
        return "{" + _listed([f"{_text(k, most)}: {_text(v, most)}" for k, v in pairs[:most]], len(pairs)) + "}"
    return _framed(value, most) or repr(value)


def _listed(texts: list[str], count: int) -> str:
    return ", ".join(texts) + (", …" if count > len(texts) else "")


def _integer(value: int) -> str:
    """An integer; of a very wide one how many digits it has, which Python itself refuses to count by writing them."""
    if value.bit_length() <= WIDEST_INT:
        return repr(value)
    return f"<int of about {math.ceil(value.bit_length() * math.log10(2)):,} digits>"


def _number(value: float) -> str:
    """A float with ten digits and no more zeros than it needs."""
    if not math.isfinite(value) or value == 0 or not 1e-4 <= abs(value) < 1e10:
        return repr(float(f"{value:.10g}"))
    return np.format_float_positional(float(f"{value:.10g}"), trim="0")


def _decimal(value: Any) -> str:
    """A number of an array, of whichever width, with six places at most."""
    if not np.isfinite(value) or value == 0 or not 1e-4 <= abs(value) < 1e10:
        return repr(float(f"{value:.6g}"))
    return np.format_float_positional(value, precision=6, trim="0")


def _array(value: NDArray[Any], most: int) -> str:
    rows = max(1, most // (6 if value.ndim > 1 else 3))

    def inner(one: Any) -> str:
        return _text(one, most)

    inside = np.array2string(
        value,
        threshold=most,
        edgeitems=rows,
        separator=", ",
        max_line_width=sys.maxsize,
        formatter=cast("Any", {"float_kind": _decimal, "int": str, "bool": str, "object": inner}),
    )
    cut = value.size > most
    return f"array({inside}" + (f", shape {value.shape})" if cut or (value.ndim > 1 and not value.size) else ")")


def _framed(value: Any, most: int) -> str:
    """A tensor, a frame or a series; empty for anything else."""
    torch, pandas = sys.modules.get("torch"), sys.modules.get("pandas")
    if torch is not None and isinstance(value, torch.Tensor):
        plain = value.detach()
        plain = plain.to(torch.float32) if plain.dtype is torch.bfloat16 else plain
        return "tensor" + _array(plain.numpy(), most).removeprefix("array")
    if pandas is None or not isinstance(value, pandas.DataFrame | pandas.Series):
        return ""
    if isinstance(value, pandas.Series):
        inside, named = _column(value, most), "Series"
    else:
        names = list(value.columns)[:most]
        columns = [f"{_text(name, most)}: {_column(value.iloc[:, k], most)}" for k, name in enumerate(names)]
        inside, named = "{" + _listed(columns, value.shape[1]) + "}", "DataFrame"
    plain = isinstance(value.index, pandas.RangeIndex) and value.index.start == 0 and value.index.step == 1
    return f"{named}({inside}" + (")" if plain else f", index={_column(value.index, most)})")


def _column(column: Any, most: int) -> str:
    """The entries of a column or an index; what is missing is written as pandas writes it."""
    missing = column[:most].isna()
    pairs = zip(column[:most], missing, strict=True)
    return f"[{_listed([str(item) if gone else _text(item, most) for item, gone in pairs], len(column))}]"


def _kind_and_shape(value: Any) -> str:
    """What a value is that does not fit even with few of its items; empty where that does not describe it."""
    try:
        shape = getattr(value, "shape", None)
    except Exception:
        return ""
    if isinstance(shape, tuple) and len(cast("tuple[Any, ...]", shape)) > 0:
        return f"<{type(value).__name__.removeprefix('nd')} of shape {tuple(cast('tuple[int, ...]', shape))}>"
    return ""
