"""NumPy's share of plain data: arrays of plain dtypes as raw bytes, object arrays item by item, scalars."""

from __future__ import annotations

import re
from typing import Any, cast

import numpy as np

from hotseat.kernels.plaindata import Decoder, Encoder, Node, NotPlain, class_name, register

_DTYPE = re.compile(r"[<>|=]?(?:[biufc]\d{1,2}|[SU]\d{1,9}|[Mm]8(?:\[\d{0,9}[a-zA-Zμ]{1,8}\])?)")
"""Booleans, integers, floats, complex numbers, fixed-width text and times."""
_SCALARS = tuple(
    dict.fromkeys(
        cast("type[np.generic]", kind)
        for kind in (*np.sctypeDict.values(), np.bool_, np.str_, np.bytes_, np.datetime64, np.timedelta64)
        if kind not in (np.object_, np.void)
    )
)


def _array(encoder: Encoder, value: np.ndarray[Any, Any]) -> Node:
    dtype = value.dtype
    if dtype.kind == "O":
        return ["o", list(value.shape), [encoder.node(item) for item in value.ravel().tolist()]]
    if not _DTYPE.fullmatch(dtype.str):
        return encoder.opaque(f"array of {dtype}")
    encoder.room(value.nbytes)
    return ["a", dtype.str, list(value.shape), *encoder.raw(value.tobytes())]


def _scalar(encoder: Encoder, value: np.generic) -> Node:
    if not _DTYPE.fullmatch(value.dtype.str):
        return encoder.opaque(class_name(type(value)))
    return ["n", value.dtype.str, *encoder.raw(value.tobytes())]


def _dtype(name: Any) -> np.dtype[Any]:
    if type(name) is not str or not _DTYPE.fullmatch(name):
        raise NotPlain("an array of no plain dtype")
    return np.dtype(name)


def shape_of(shape: Any) -> tuple[int, ...]:
    """``shape`` as a tuple of whole numbers. Raises NotPlain."""
    if type(shape) is not list or len(cast("list[Any]", shape)) > 32:
        raise NotPlain("an array without a shape")
    sizes = tuple(cast("list[Any]", shape))
    if any(type(size) is not int or size < 0 for size in sizes):
        raise NotPlain("an array without a shape")
    return sizes


def count_of(shape: tuple[int, ...]) -> int:
    """How many items an array of ``shape`` holds."""
    total = 1
    for size in shape:
        total *= size
    return total


def _from_array(decoder: Decoder, name: Any, shape: Any, start: Any, length: Any) -> np.ndarray[Any, Any]:
    dtype, sizes, data = _dtype(name), shape_of(shape), decoder.raw(start, length)
    if count_of(sizes) * dtype.itemsize != len(data):
        raise NotPlain("an array whose bytes do not fill its shape")
    if not len(data):
        return np.empty(sizes, dtype)
    if dtype.kind == "b":
        return np.frombuffer(data, np.uint8).reshape(sizes).astype(bool)
    return np.frombuffer(data, dtype).reshape(sizes).copy()


def _from_objects(decoder: Decoder, shape: Any, items: Any) -> np.ndarray[Any, Any]:
    sizes = shape_of(shape)
    if type(items) is not list or count_of(sizes) != len(cast("list[Any]", items)):
        raise NotPlain("an array whose items do not fill its shape")
    flat = np.empty(len(cast("list[Any]", items)), object)
    for place, item in enumerate(cast("list[Any]", items)):
        flat[place] = decoder.value(item)
    return flat.reshape(sizes)


def _from_scalar(decoder: Decoder, name: Any, start: Any, length: Any) -> Any:
    dtype, data = _dtype(name), decoder.raw(start, length)
    if dtype.itemsize != len(data):
        raise NotPlain("a scalar of another size")
    if not len(data):
        return dtype.type()
    if dtype.kind == "b":
        return np.bool_(data[0] != 0)
    return np.frombuffer(data, dtype)[0]


register(
    {np.ndarray: _array, **dict.fromkeys(_SCALARS, _scalar)},
    {"a": _from_array, "n": _from_scalar, "o": _from_objects},
)
