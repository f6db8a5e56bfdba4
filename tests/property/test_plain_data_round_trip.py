"""Whatever is plain comes back as it was, and whatever bytes come are either a message or refused."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from support.plain_values import VALUES

from hotseat.kernels.plaindata import NotPlain, decode, encode


def alike(a: Any, b: Any) -> bool:
    if type(a) is not type(b):
        return False
    if isinstance(a, np.ndarray):
        return a.dtype == b.dtype and a.shape == b.shape and a.tobytes() == b.tobytes()
    if isinstance(a, float):
        return (math.isnan(a) and math.isnan(b)) or (a == b and math.copysign(1, a) == math.copysign(1, b))
    if isinstance(a, complex):
        return alike(a.real, b.real) and alike(a.imag, b.imag)
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(alike, a, b))
    if isinstance(a, dict):
        return list(a) == list(b) and all(alike(a[key], b[key]) for key in a)
    return a == b


@settings(max_examples=150, deadline=None)
@given(VALUES)
def test_a_plain_value_comes_back_as_it_was(value: Any) -> None:
    assert alike(decode(encode(value, strict=True)), value)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=200), st.integers(0, 300), st.integers(0, 255))
def test_a_damaged_message_is_refused_or_still_a_message(noise: bytes, place: int, byte: int) -> None:
    data = bytearray(encode({"a": [1.5, np.arange(3), "x"], "b": (None, noise)}))
    data[place % len(data)] = byte
    for candidate in (bytes(data), bytes(data[: place % len(data)]), noise):
        try:
            decode(candidate)
        except NotPlain:
            continue
