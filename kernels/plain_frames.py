"""pandas' share of plain data: Series, DataFrame, Index and the scalars of their cells, column by column.

An array of a pandas dtype crosses as its dtype's name, its values and its nulls. What a frame carries beside that
(attributes, flags, the frequency of a time index) does not cross; a dtype outside the list below makes the whole
object opaque.
"""

from __future__ import annotations

from typing import Any, cast

import numpy as np
import pandas as pd

from hotseat.kernels.plaindata import Decoder, Encoder, Node, NotPlain, class_name, register

_MASKED = {f"{sign}Int{width}" for sign in ("", "U") for width in (8, 16, 32, 64)} | {"Float32", "Float64", "boolean"}
_TEXT = {"str": np.nan, "string": pd.NA}
"""The dtypes of text by name, and what stands for a null in each."""


class _Unknown(Exception):
    """A dtype outside the list."""


def _values(encoder: Encoder, array: Any) -> Node:
    """The values of a column or an index. Raises _Unknown."""
    dtype = array.dtype
    name = str(dtype)
    if isinstance(dtype, np.dtype) or type(array) is pd.arrays.NumpyExtensionArray:
        return encoder.node(np.asarray(array))
    if name in _MASKED:
        nulls = np.asarray(array.isna())
        plain = array.to_numpy(dtype=dtype.numpy_dtype, na_value=dtype.numpy_dtype.type(0))
        return ["pm", name, encoder.node(plain), encoder.node(nulls)]
    if isinstance(dtype, pd.StringDtype) and name in _TEXT:
        nulls = np.asarray(array.isna())
        texts = [None if null else text for text, null in zip(array, nulls, strict=True)]
        return ["ps", name, encoder.node(texts)]
    if isinstance(dtype, pd.CategoricalDtype):
        return ["pc", _index(encoder, dtype.categories), encoder.node(np.asarray(array.codes)), bool(dtype.ordered)]
    if isinstance(dtype, pd.DatetimeTZDtype):
        stamps = pd.DatetimeIndex(array).tz_convert("UTC").tz_localize(None).to_numpy()
        return ["pz", str(dtype.tz), encoder.node(stamps)]
    raise _Unknown(name)


def _index(encoder: Encoder, index: Any) -> Node:
    if type(index) is pd.MultiIndex:
        levels = [_values(encoder, index.get_level_values(k).array) for k in range(index.nlevels)]
        return ["pI", encoder.node(list(index.names)), levels]
    if type(index) is pd.RangeIndex:
        return ["pr", index.start, index.stop, index.step, encoder.node(index.name)]
    return ["pi", encoder.node(index.name), _values(encoder, index.array)]


def _whole_index(encoder: Encoder, value: Any) -> Node:
    try:
        return _index(encoder, value)
    except _Unknown as error:
        return encoder.opaque(f"{class_name(type(value))} of {error}")


def _series(encoder: Encoder, value: Any) -> Node:
    try:
        return ["pS", encoder.node(value.name), _index(encoder, value.index), _values(encoder, value.array)]
    except _Unknown as error:
        return encoder.opaque(f"Series with {error}")


def _frame(encoder: Encoder, value: Any) -> Node:
    try:
        columns = [_values(encoder, value.iloc[:, k].array) for k in range(value.shape[1])]
        return ["pD", _index(encoder, value.index), _index(encoder, value.columns), columns]
    except _Unknown as error:
        return encoder.opaque(f"DataFrame with {error}")


def _timestamp(encoder: Encoder, value: pd.Timestamp) -> Node:
    zone = None if value.tz is None else str(value.tz)
    plain = value if value.tz is None else value.tz_convert("UTC").tz_localize(None)
    return ["pt", zone, encoder.node(plain.to_datetime64())]


def _timedelta(encoder: Encoder, value: pd.Timedelta) -> Node:
    return ["pd", encoder.node(value.to_timedelta64())]


def _plain_array(decoder: Decoder, node: Node) -> np.ndarray[Any, Any]:
    found = decoder.value(node)
    if type(found) is not np.ndarray or found.ndim != 1:
        raise NotPlain("a column without values")
    return found


def _from_values(decoder: Decoder, node: Node) -> Any:
    """A pandas array or a NumPy array."""
    tag = cast("list[Any]", node)[0] if type(node) is list and node else None
    if tag == "pm":
        name, plain, nulls = node[1], _plain_array(decoder, node[2]), _plain_array(decoder, node[3])
        if name not in _MASKED or nulls.dtype != bool or nulls.shape != plain.shape:
            raise NotPlain("a masked column that is none")
        found = pd.array(plain, dtype=name)
        found[nulls] = pd.NA
        return found
    if tag == "ps":
        texts = decoder.value(node[2])
        if node[1] not in _TEXT or type(texts) is not list:
            raise NotPlain("a column of text that is none")
        if any(text is not None and type(text) is not str for text in cast("list[Any]", texts)):
            raise NotPlain("a column of text that holds something else")
        return pd.array(cast("list[Any]", texts), dtype=node[1])
    if tag == "pc":
        codes = _plain_array(decoder, node[2])
        return pd.Categorical.from_codes(codes, _any_index(decoder, node[1]), ordered=bool(node[3]))
    if tag == "pz":
        stamps = _plain_array(decoder, node[2])
        return pd.DatetimeIndex(stamps).tz_localize("UTC").tz_convert(_zone(node[1])).array
    return _plain_array(decoder, node)


def _zone(name: Any) -> str:
    if type(name) is not str or len(name) > 64 or name.startswith(("/", ".", "tzlocal", "dateutil")):
        raise NotPlain("a time zone that is none")
    return name


def _any_index(decoder: Decoder, node: Node) -> Any:
    found = decoder.value(node)
    if not isinstance(found, pd.Index):
        raise NotPlain("an index that is none")
    return found


def _from_index(decoder: Decoder, name: Node, values: Node) -> Any:
    array = _from_values(decoder, values)
    return pd.Index(array, dtype=array.dtype, name=decoder.value(name))


def _from_range(decoder: Decoder, start: Any, stop: Any, step: Any, name: Node) -> Any:
    if any(type(bound) is not int for bound in (start, stop, step)):
        raise NotPlain("a range that is none")
    return pd.RangeIndex(start, stop, step, name=decoder.value(name))


def _from_levels(decoder: Decoder, names: Node, levels: Any) -> Any:
    if type(levels) is not list:
        raise NotPlain("an index without levels")
    arrays = [_from_values(decoder, level) for level in cast("list[Any]", levels)]
    return pd.MultiIndex.from_arrays(arrays, names=decoder.value(names))


def _from_series(decoder: Decoder, name: Node, index: Node, values: Node) -> Any:
    array = _from_values(decoder, values)
    return pd.Series(array, index=_any_index(decoder, index), dtype=array.dtype, name=decoder.value(name))


def _from_frame(decoder: Decoder, index: Node, columns: Node, values: Any) -> Any:
    if type(values) is not list:
        raise NotPlain("a frame without columns")
    rows = _any_index(decoder, index)
    parts: dict[int, Any] = {}
    for place, node in enumerate(cast("list[Any]", values)):
        array = _from_values(decoder, node)
        parts[place] = pd.Series(array, index=rows, dtype=array.dtype)
    found = pd.DataFrame(parts, index=rows)
    found.columns = _any_index(decoder, columns)
    return found


def _from_timestamp(decoder: Decoder, zone: Any, stamp: Node) -> Any:
    found = pd.Timestamp(decoder.value(stamp))
    return found if zone is None else found.tz_localize("UTC").tz_convert(_zone(zone))


def _from_timedelta(decoder: Decoder, span: Node) -> Any:
    return pd.Timedelta(decoder.value(span))


def _from_null(decoder: Decoder, name: Any) -> Any:
    return pd.NaT if name == "NaT" else pd.NA


def _nat(encoder: Encoder, value: Any) -> Node:
    return ["pN", "NaT"]


def _na(encoder: Encoder, value: Any) -> Node:
    return ["pN", "NA"]


register(
    {
        pd.Series: _series,
        pd.DataFrame: _frame,
        pd.Index: _whole_index,
        pd.RangeIndex: _whole_index,
        pd.MultiIndex: _whole_index,
        pd.DatetimeIndex: _whole_index,
        pd.TimedeltaIndex: _whole_index,
        pd.CategoricalIndex: _whole_index,
        pd.Timestamp: _timestamp,
        pd.Timedelta: _timedelta,
        type(pd.NaT): _nat,
        type(pd.NA): _na,
    },
    {
        "pi": _from_index,
        "pI": _from_levels,
        "pr": _from_range,
        "pS": _from_series,
        "pD": _from_frame,
        "pt": _from_timestamp,
        "pd": _from_timedelta,
        "pN": _from_null,
    },
)
