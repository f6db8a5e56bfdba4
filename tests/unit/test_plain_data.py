"""Plain data: what crosses, what does not, and that nothing from the other side is believed."""

from __future__ import annotations

import json
import struct
import subprocess
import sys
from collections import Counter, OrderedDict, defaultdict, namedtuple
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pandas as pd
import pytest
import torch

from hotseat.kernels.plaindata import Bounds, NotPlain, Opaque, TooLarge, decode, encode


def crossed(value: object) -> object:
    return decode(encode(value))


def message(tree: object, raw: bytes = b"") -> bytes:
    text = json.dumps(tree).encode()
    return b"HSP1" + struct.pack(">I", len(text)) + text + raw


class Array(np.ndarray):
    def __eq__(self, other: object) -> bool:  # type: ignore[override]
        return True


class Meta(type):
    def __eq__(cls, other: object) -> bool:
        return True

    def __hash__(cls) -> int:
        return hash(np.ndarray)


class Liar(metaclass=Meta):
    __class__ = np.ndarray  # type: ignore[assignment]


@pytest.mark.parametrize(
    "value",
    [
        Liar(),
        np.zeros(3).view(Array),
        np.ma.masked_all(3),
        np.asmatrix([1.0]),
        {1, 2},
        range(3),
        iter([1]),
        lambda: 0,
        type("Text", (str,), {})("a"),
        type("Number", (float,), {})(1.0),
        np.zeros(2, [("a", int)]),
        pd.Series(pd.period_range("2020", periods=2)),
        torch.zeros(2).to_sparse(),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_is_no_plain_type_crosses_as_its_name_alone(value: object) -> None:
    assert isinstance(crossed([value])[0], Opaque)  # type: ignore[index]
    with pytest.raises(NotPlain):
        encode(value, strict=True)


@pytest.mark.parametrize("dtype", [torch.bool, torch.bfloat16, torch.float16, torch.int64, torch.complex64])
def test_tensors_cross_with_dtype_shape_and_gradient_flag(dtype: torch.dtype) -> None:
    tensor = torch.ones(2, 3).to(dtype).T
    found = crossed(tensor)
    assert isinstance(found, torch.Tensor) and found.dtype is dtype and torch.equal(found, tensor)
    assert crossed(torch.nn.Parameter(torch.zeros(0, 2))).requires_grad  # type: ignore[attr-defined]


def test_frames_cross_with_dtypes_nulls_index_and_repeated_names() -> None:
    frame = pd.DataFrame(
        {
            "number": [1.0, np.nan],
            "text": ["a", None],
            "whole": pd.array([1, None], dtype="Int64"),
            "kind": pd.Categorical(["u", None], categories=["v", "u"], ordered=True),
            "when": pd.to_datetime(["2020-01-01", None]),
            "where": pd.to_datetime(["2020-06-01", "2021-01-01"]).tz_localize("Europe/Berlin"),
            "mixed": pd.Series(["a", pd.NA], dtype=object),
            "old": pd.Series(["a", None], dtype="string"),
            "truth": pd.array([True, None], dtype="boolean"),
        },
        index=pd.MultiIndex.from_tuples([("a", 1), ("b", 2)], names=["x", None]),
    )
    pd.testing.assert_frame_equal(frame, crossed(frame))  # type: ignore[arg-type]
    twice = pd.DataFrame([[1, "b"]], columns=["a", "a"])
    pd.testing.assert_frame_equal(twice, crossed(twice))  # type: ignore[arg-type]
    empty = pd.DataFrame(columns=["a"], index=pd.RangeIndex(0))
    pd.testing.assert_frame_equal(empty, crossed(empty), check_index_type=True)  # type: ignore[arg-type]


def test_arrays_arrive_writable_and_of_their_own() -> None:
    original = np.arange(6).reshape(2, 3)
    found = crossed(original)
    assert isinstance(found, np.ndarray) and found.flags.writeable and found.flags.owndata
    found[0, 0] = 9
    assert original[0, 0] == 0


def test_truth_values_are_zero_or_one_whatever_the_bytes_say() -> None:
    array = decode(message(["a", "|b1", [2], 0, 2], b"\x02\x00"))
    assert array.tobytes() == b"\x01\x00"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"HSP1",
        b"HSP2\0\0\0\0",
        message([]),
        message({}),
        message(["q", 1]),
        message([["l"], 1]),
        message(["l"]),
        message(["l", 1, 2]),
        message(["d", [[1]]]),
        message(["d", [[["l", []], 1]]]),
        message(["b", 0, 5], b"abc"),
        message(["b", -1, 1], b"abc"),
        message(["b", True, 1], b"abc"),
        message(["f", "1"]),
        message(["i", "__import__"]),
        message(["a", "O", [1], 0, 8], b"12345678"),
        message(["a", "<f8,<f8", [1], 0, 16], b"1" * 16),
        message(["a", "<f8", [2], 0, 8], b"12345678"),
        message(["a", "<f8", [-1, -1], 0, 8], b"12345678"),
        message(["a", "<f8", [1] * 40, 0, 8], b"12345678"),
        message(["n", "<f8", 0, 4], b"1234"),
        message(["o", [3], [1]]),
        message(["T", "float32", [2], False, 0, 4], b"1234"),
        message(["T", "Tensor", [1], False, 0, 4], b"1234"),
        message(["pS", None, 1, 2]),
        message(["pI", ["l", []], []]),
        message(["pi", None, ["pc", 1, 2, True]]),
        message(["pi", None, ["pz", "/etc/passwd", ["a", "<M8[ns]", [0], 0, 0]]]),
        message(["pr", "a", 1, 1, None]),
        message(["x", 1]),
        b"HSP1" + struct.pack(">I", 3) + b"NaN",
        b"HSP1" + struct.pack(">I", 2_000_000) + b"[" * 1_000_000 + b"]" * 1_000_000,
        b"HSP1\xff\xff\xff\xff",
    ],
)
def test_bytes_that_are_no_message_are_refused_and_nothing_else_happens(data: bytes) -> None:
    with pytest.raises(NotPlain):
        decode(data)


def test_sizes_depths_and_counts_are_bounded_on_both_sides() -> None:
    deep: list[object] = []
    for _ in range(100):
        deep = [deep]
    ring: list[object] = []
    ring.append(ring)
    for value in (deep, ring, np.zeros(10**7), ["a"] * 2000, "a" * 10**6, 1 << (1 << 21)):
        with pytest.raises(TooLarge):
            encode(value, Bounds(size=1 << 19, nodes=1000))
    with pytest.raises(NotPlain):
        decode(message(["l", [None] * 2000]), Bounds(nodes=1000))
    with pytest.raises(NotPlain):
        decode(encode(b"a" * 1000), Bounds(size=100))


def test_a_reader_without_libraries_refuses_arrays_and_loads_nothing() -> None:
    with pytest.raises(NotPlain):
        decode(encode(np.zeros(2)), libraries=False)
    program = (
        "import sys; from hotseat.kernels.plaindata import encode, decode;"
        "assert decode(encode({'a': b'x', 'b': [1, 2.5, None]}), libraries=False) == {'a': b'x', 'b': [1, 2.5, None]};"
        "print(sorted({'numpy', 'pandas', 'torch'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


class LossAndGradient(NamedTuple):
    loss: float
    gradient: list[float]


class Lying(namedtuple("Lying", "a b")):  # made the older way
    def __iter__(self) -> Iterator[object]:
        raise AssertionError("the class is asked nothing")

    def __len__(self) -> int:
        return 0


class Hiding(OrderedDict[str, int]):
    pass


def test_a_named_tuple_crosses_as_its_items_and_its_class_is_asked_nothing() -> None:
    found = decode(encode([LossAndGradient(0.5, [1.0]), Lying(1, 2)]))
    assert found == [(0.5, [1.0]), (1, 2)]
    assert all(type(one) is tuple for one in found)


@pytest.mark.parametrize(
    "value",
    [OrderedDict(b=1, a=2), defaultdict(list, b=[1], a=[]), Counter("abba")],
    ids=lambda value: type(value).__name__,
)
def test_the_dictionaries_of_collections_cross_as_plain_ones_in_their_order(value: dict[str, object]) -> None:
    found = decode(encode(value))
    assert type(found) is dict and list(found.items()) == list(value.items())


def test_a_class_of_ones_own_that_is_a_dictionary_or_a_tuple_stays_outside_the_set() -> None:
    class Pair(tuple[int, int]):
        pass

    assert [type(one) for one in decode(encode([Hiding(a=1), Pair((1, 2))]))] == [Opaque, Opaque]
