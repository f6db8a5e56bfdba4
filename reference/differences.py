"""The first difference between two plain values, in one sentence.

Numbers are compared as numbers, never as text: within ``atol + rtol * |expected|``, shapes exactly, nothing
broadcast, nan and infinity only where they are expected. What holds a truth value, a number, text, an array, a tensor or
a frame must come back as such; whether a lone number is Python's, NumPy's or an array without dimensions does not matter,
and neither does the difference between a list and a tuple.
"""

from __future__ import annotations

import math
import sys
from dataclasses import dataclass
from typing import Any, Literal, cast

import numpy as np
from numpy.typing import NDArray

from hotseat.kernels.plaindata import Opaque
from hotseat.reference.shown import exact, rounded, short

Array = NDArray[Any]


@dataclass(frozen=True)
class Tolerance:
    """How near is near enough."""

    rtol: float = 1e-7
    atol: float = 1e-9
    nan: Literal["equal", "never"] = "equal"
    """``equal``: nan where nan is expected; ``never``: the answer may hold no nan at all."""
    dtype: str | None = None
    """What arrays must hold: a dtype's name, or ``float``, ``int``, ``bool``, ``complex`` for any width; None: any number."""
    labels: bool = True
    """Whether index, column names and dtypes of frames must agree too."""

    def __post_init__(self) -> None:
        if not (self.rtol >= 0 and self.atol >= 0 and math.isfinite(self.rtol + self.atol)):
            raise ValueError("a tolerance must be a finite number, zero or more")


EXACT = Tolerance(0.0, 0.0)


def kind_of(value: Any) -> str:
    """What a value is, in words: "an array", "a truth value"."""
    if value is None:
        return "None"
    if isinstance(value, Opaque):
        return f"an object of type {value.type}"
    if isinstance(value, bool | np.bool_):
        return "a truth value"
    if isinstance(value, int | float | complex | np.number):
        return "a number"
    if isinstance(value, str):
        return "text"
    if isinstance(value, np.ndarray):
        return "an array"
    if isinstance(value, list | tuple):
        return "a list" if isinstance(value, list) else "a tuple"
    if isinstance(value, dict):
        return "a dictionary"
    name = type(value).__name__
    return {"Tensor": "a tensor", "Series": "a Series", "DataFrame": "a DataFrame"}.get(name, f"a {name}")


def difference(got: Any, want: Any, near: Tolerance = EXACT, where: str = "the answer") -> str | None:
    """None where ``got`` is as good as ``want``, else the first difference as a sentence.

    Raises ValueError where ``want`` itself is no plain data, which is a fault of the question.
    """
    if isinstance(want, Opaque):
        raise ValueError(f"the reference returned an object of type {want.type}, which cannot be compared")
    pandas = sys.modules.get("pandas")
    torch = sys.modules.get("torch")
    if torch is not None and isinstance(want, torch.Tensor):
        return _tensors(got, want, near, where)
    if pandas is not None and isinstance(want, pandas.DataFrame | pandas.Series | pandas.Index):
        return _frames(got, want, near, where)
    if pandas is not None and (want is pandas.NA or want is pandas.NaT):
        return None if got is want else _told(got, want, where)
    if isinstance(want, np.ndarray) and want.ndim:
        return _arrays(got, cast("Array", want), near, where)
    if isinstance(want, list | tuple):
        return _sequences(got, cast("list[Any] | tuple[Any, ...]", want), near, where)
    if isinstance(want, dict):
        return _dictionaries(got, cast("dict[Any, Any]", want), near, where)
    return _scalars(got, want, near, where)


def _told(got: Any, want: Any, where: str) -> str:
    found, expected = rounded(got), rounded(want)
    if found == expected:
        found, expected = exact(got), exact(want)
    return f"{_start(where)} is {found} where {expected} was expected."


def _inside(where: str, key: str) -> str:
    """The name of an item inside ``where``: "the answer at [2]", "the answer at [2][0]"."""
    return f"{where}{key}" if where.endswith("]") else f"{where} at {key}"


def _start(where: str) -> str:
    return where[:1].upper() + where[1:]


def _kinds(got: Any, want: Any, where: str) -> str:
    return f"{_start(where)} is {kind_of(got)} where {kind_of(want)} was expected."


def _lone(value: Any) -> Any:
    """A number or truth value out of a NumPy scalar, or out of an array or tensor without dimensions."""
    if isinstance(value, np.ndarray) and value.ndim == 0:
        return cast("Array", value)[()]
    torch = sys.modules.get("torch")
    tensor: Any = value
    return (
        tensor.detach().item() if torch is not None and isinstance(value, torch.Tensor) and tensor.ndim == 0 else value
    )


def _scalars(got: Any, want: Any, near: Tolerance, where: str) -> str | None:
    got, want = _lone(got), _lone(want)
    if isinstance(want, bool | np.bool_):
        if not isinstance(got, bool | np.bool_):
            return _kinds(got, want, where)
        return None if bool(got) == bool(want) else _told(got, want, where)
    if isinstance(want, int | float | complex | np.number):
        if isinstance(got, bool | np.bool_) or not isinstance(got, int | float | complex | np.number):
            return _kinds(got, want, where)
        if isinstance(got, int | np.integer) and isinstance(want, int | np.integer):
            if int(got) == int(want):
                return None
            if near.rtol == near.atol == 0:
                return _told(got, want, where)
        try:
            agree = bool(_near(np.asarray(got), np.asarray(want), near).all())
        except OverflowError:  # an integer that no float reaches
            agree = False
        return None if agree else _told(got, want, where)
    if type(got) is not type(want) and not (isinstance(got, str) and isinstance(want, str)):
        return _kinds(got, want, where)
    if isinstance(want, np.datetime64 | np.timedelta64):
        same = bool(got == want) or bool(np.isnat(got) and np.isnat(want))
        return None if same else _told(got, want, where)
    return None if got == want else _told(got, want, where)


def _near(got: Array, want: Array, near: Tolerance) -> NDArray[np.bool_]:
    """Where two arrays of numbers of the same shape agree."""
    if got.dtype.kind in "biu" and want.dtype.kind in "biu" and near.rtol == near.atol == 0:
        return np.asarray(got == want)
    wide = np.complex128 if "c" in (got.dtype.kind, want.dtype.kind) else np.float64
    a, b = got.astype(wide), want.astype(wide)
    with np.errstate(all="ignore"):
        close = np.abs(a - b) <= near.atol + near.rtol * np.abs(b)
    finite = np.isfinite(a) & np.isfinite(b)
    same = np.where(finite, close, (a == b) | (np.isnan(a) & np.isnan(b) & (near.nan == "equal")))
    return np.asarray(same, dtype=bool)


_FAMILIES = {"float": "f", "int": "iu", "bool": "b", "complex": "c"}


def _dtype_fault(dtype: np.dtype[Any], asked: str | None, where: str) -> str | None:
    if asked is None:
        return None
    fits = dtype.kind in _FAMILIES[asked] if asked in _FAMILIES else dtype == np.dtype(asked)
    return None if fits else f"{_start(where)} holds {dtype} where {asked} was expected."


def _arrays(got: Any, want: Array, near: Tolerance, where: str) -> str | None:
    if not isinstance(got, np.ndarray):
        return _kinds(got, want, where)
    found = cast("Array", got)
    if found.shape != want.shape:
        return f"{_start(where)} has the shape {found.shape} where {want.shape} was expected."
    fault = _dtype_fault(found.dtype, near.dtype, where)
    if fault is not None:
        return fault
    numbers = "iufc"
    if want.dtype.kind in numbers and found.dtype.kind in numbers:
        agree = _near(found, want, near)
    elif want.dtype.kind == "O":
        for place, expected in np.ndenumerate(want):
            fault = difference(found[place], expected, near, _inside(where, _at(place)))
            if fault is not None:
                return fault
        return None
    elif want.dtype.kind == found.dtype.kind:
        agree = np.asarray(found == want)
        if want.dtype.kind in "mM":
            agree = agree | (np.isnat(found) & np.isnat(want))
    else:
        return f"{_start(where)} holds {found.dtype} where {want.dtype} was expected."
    if agree.all():
        return None
    place = tuple(int(k) for k in np.argwhere(~agree)[0])
    rest = int((~agree).sum()) - 1
    more = f" {rest} more of its {agree.size} values {'differs' if rest == 1 else 'differ'}." if rest else ""
    return _told(found[place], want[place], _inside(where, _at(place))) + more


def _at(place: tuple[int, ...]) -> str:
    return f"[{', '.join(map(str, place))}]"


def _tensors(got: Any, want: Any, near: Tolerance, where: str) -> str | None:
    torch = sys.modules["torch"]
    if want.ndim == 0 and isinstance(_lone(got), int | float | complex | np.number):
        return _scalars(got, want, near, where)
    if not isinstance(got, torch.Tensor):
        return _kinds(got, want, where)
    asked = near.dtype
    if asked is not None and asked not in _FAMILIES and got.dtype is not getattr(torch, asked):
        return f"{_start(where)} holds {str(got.dtype).removeprefix('torch.')} where {asked} was expected."
    plain = Tolerance(near.rtol, near.atol, near.nan, asked if asked in _FAMILIES else None)
    arrays = [_as_array(tensor, torch) for tensor in (got, want)]
    if not want.ndim and not got.ndim:
        return _scalars(arrays[0], arrays[1], plain, where)
    return _arrays(arrays[0], arrays[1], plain, where)


def _as_array(tensor: Any, torch: Any) -> Array:
    plain = tensor.detach()
    return (plain.to(torch.float32) if plain.dtype is torch.bfloat16 else plain).numpy()


def _sequences(got: Any, want: list[Any] | tuple[Any, ...], near: Tolerance, where: str) -> str | None:
    if not isinstance(got, list | tuple):
        return _kinds(got, want, where)
    items = cast("list[Any] | tuple[Any, ...]", got)
    if len(items) != len(want):
        return _other_length(where, len(items), len(want), "item")
    for place, (item, expected) in enumerate(zip(items, want, strict=True)):
        fault = difference(item, expected, near, _inside(where, f"[{place}]"))
        if fault is not None:
            return fault
    return None


def _other_length(where: str, found: int, wanted: int, what: str) -> str:
    have, were = f"{found} {what}{'' if found == 1 else 's'}", "was" if wanted == 1 else "were"
    return f"{_start(where)} has {have} where {wanted} {were} expected."


def _dictionaries(got: Any, want: dict[Any, Any], near: Tolerance, where: str) -> str | None:
    if not isinstance(got, dict):
        return _kinds(got, want, where)
    found = cast("dict[Any, Any]", got)
    for key in want:
        if key not in found:
            return f"{_start(where)} lacks the key {short(key)}."
    for key in found:
        if key not in want:
            return f"{_start(where)} has a key that was not expected: {short(key)}."
    for key, expected in want.items():
        fault = difference(found[key], expected, near, _inside(where, f"[{short(key)}]"))
        if fault is not None:
            return fault
    return None


def _frames(got: Any, want: Any, near: Tolerance, where: str) -> str | None:
    pandas = sys.modules["pandas"]
    kinds = (pandas.DataFrame, pandas.Series, pandas.Index)
    if next((k for k in kinds if isinstance(got, k)), None) is not next(k for k in kinds if isinstance(want, k)):
        return _kinds(got, want, where)
    if isinstance(want, pandas.Index):
        return _columns(got, want, near, where)
    if isinstance(want, pandas.Series):
        if len(got) != len(want):
            return _other_length(where, len(got), len(want), "row")
        if near.labels and got.name != want.name:
            return f"{_start(where)} is named {short(got.name)} where {short(want.name)} was expected."
        fault = _columns(got.index, want.index, EXACT, f"the index of {where}") if near.labels else None
        return fault or _columns(got, want, near, where)
    if got.shape != want.shape:
        return f"{_start(where)} has the shape {got.shape} where {want.shape} was expected."
    if near.labels:
        fault = _columns(got.columns, want.columns, EXACT, f"the column names of {where}")
        fault = fault or _columns(got.index, want.index, EXACT, f"the index of {where}")
        if fault is not None:
            return fault
    for place in range(want.shape[1]):
        column = f"column {short(want.columns[place])} of {where}"
        fault = _columns(got.iloc[:, place], want.iloc[:, place], near, column)
        if fault is not None:
            return fault
    return None


def _columns(got: Any, want: Any, near: Tolerance, where: str) -> str | None:
    """Compares two columns or two indexes: dtype, nulls, values."""
    if len(got) != len(want):
        return _other_length(where, len(got), len(want), "value")
    if isinstance(want, sys.modules["pandas"].MultiIndex):
        return difference(list(got), list(want), near, where)
    texts = {"object", "str", "string"}
    if near.labels and str(got.dtype) != str(want.dtype) and not {str(got.dtype), str(want.dtype)} <= texts:
        return f"{_start(where)} has the dtype {got.dtype} where {want.dtype} was expected."
    if isinstance(got.dtype, np.dtype) and isinstance(want.dtype, np.dtype) and want.dtype.kind in "biufc":
        return _arrays(got.to_numpy(), want.to_numpy(), near, where)
    missing_got, missing = np.asarray(got.isna()), np.asarray(want.isna())
    for place in np.flatnonzero(missing_got != missing).tolist():
        state = ("missing", "present") if missing_got[place] else ("present", "missing")
        return f"{_start(where)} is {state[0]} in row {place}, where it was expected to be {state[1]}."
    present = [(k, a, b) for k, (a, b, gone) in enumerate(zip(got, want, missing, strict=True)) if not gone]
    for place, a, b in present:
        fault = difference(a, b, near, f"row {place} of {where}")
        if fault is not None:
            return fault
    return None
