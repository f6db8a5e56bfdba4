"""Plain data across a process border: a closed set of types, taken apart by exact type, put together again from bytes.

Nothing is pickled and nothing is evaluated. What is not in the set crosses as :class:`Opaque`, the name of its class
alone, and a subclass is not in the set: an array that redefines equality arrives as no array at all. Named tuples and the
dictionaries of :mod:`collections` are what people return for a tuple or a dictionary, and cross as that: their items alone,
read past whatever their class says.

One message is ``HSP1``, the length of a JSON tree in four bytes (big-endian), the tree, and the raw bytes of its arrays
one after the other. In the tree, None, bool, str, finite float and int below 2**63 stand for themselves; everything else
is a list that begins with a tag. The sizes of both sides are bounded by :class:`Bounds`.

NumPy is met only where a value holds an array; pandas and torch likewise, through :mod:`hotseat.kernels.plain_frames`
and :mod:`hotseat.kernels.plain_tensors`. ``decode(..., libraries=False)`` refuses all three, for the side that has none
of them loaded.
"""

from __future__ import annotations

import json
import math
import re
import struct
import sys
from collections import Counter, OrderedDict, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

MAGIC = b"HSP1"
WIDEST_INT = 1 << 20
"""Bits of the largest integer that crosses."""


@dataclass(frozen=True)
class Opaque:
    """Stands for a value that is none of the plain types; only its class's name crossed."""

    type: str


@dataclass(frozen=True)
class Bounds:
    """How large one message may be."""

    size: int = 64 << 20
    """Bytes in all."""
    depth: int = 40
    """Containers inside containers."""
    nodes: int = 1_000_000
    """Values in all; an array of numbers counts as one."""
    text: int = 64 << 20
    """Bytes of the JSON tree alone, which takes longer to read than raw bytes do."""


BOUNDS = Bounds()


class TooLarge(ValueError):
    """The value is larger than the bounds; the message says in which way."""


class NotPlain(ValueError):
    """The bytes are not a message that :func:`encode` writes."""


Node = Any
"""A JSON value of the tree."""


def class_name(kind: type) -> str:
    """The name a class was given, read past any metaclass that would answer something else."""
    return str(type.__dict__["__name__"].__get__(kind))[:120]


class Encoder:
    """Takes one value apart. ``node`` returns its tree and gathers the raw bytes in ``buffers``."""

    def __init__(self, bounds: Bounds, strict: bool = False) -> None:
        self.bounds = bounds
        self.strict = strict
        self.buffers: list[bytes] = []
        self.size = 0
        self.nodes = 0
        self.depth = 0

    def raw(self, data: bytes) -> list[int]:
        """Keeps ``data`` and returns where it will lie: offset and length."""
        start = self.size
        self.size += len(data)
        if self.size > self.bounds.size:
            raise TooLarge(f"it takes more than {self.bounds.size >> 20} MB")
        self.buffers.append(data)
        return [start, len(data)]

    def room(self, size: int) -> None:
        """Raises TooLarge before ``size`` bytes are copied that would not fit."""
        if self.size + size > self.bounds.size:
            raise TooLarge(f"it takes more than {self.bounds.size >> 20} MB")

    def node(self, value: Any) -> Node:
        """The tree of ``value``. Raises TooLarge."""
        self.nodes += 1
        if self.nodes > self.bounds.nodes:
            raise TooLarge(f"it holds more than {self.bounds.nodes:,} values")
        encoder = _ENCODERS.get(id(type(value)))
        if encoder is None:
            _register_loaded()
            encoder = _ENCODERS.get(id(type(value)))
            if encoder is None and _is_named_tuple(type(value)):
                encoder = _tuple
            if encoder is None:
                return self.opaque(class_name(type(value)))
        self.depth += 1
        if self.depth > self.bounds.depth:
            raise TooLarge(f"it is nested more than {self.bounds.depth} deep")
        try:
            return encoder(self, value)
        finally:
            self.depth -= 1

    def opaque(self, name: str) -> Node:
        """The tree of a value outside the set. Raises NotPlain where that is not allowed."""
        if self.strict:
            raise NotPlain(f"it holds an object of type {name}")
        return ["x", name]


class Decoder:
    """Puts one value together from its tree and the raw bytes."""

    def __init__(self, buffers: memoryview, bounds: Bounds, libraries: bool) -> None:
        self.buffers = buffers
        self.bounds = bounds
        self.libraries = libraries
        self.nodes = 0
        self.depth = 0

    def raw(self, start: Any, length: Any) -> memoryview:
        """The bytes that :meth:`Encoder.raw` kept. Raises NotPlain."""
        if type(start) is not int or type(length) is not int or start < 0 or length < 0:
            raise NotPlain("a buffer without a place")
        if start + length > len(self.buffers):
            raise NotPlain("a buffer past the end")
        return self.buffers[start : start + length]

    def value(self, node: Node) -> Any:
        """The value of a tree. Raises NotPlain."""
        self.nodes += 1
        if self.nodes > self.bounds.nodes:
            raise NotPlain("too many values")
        if type(node) is not list:
            if type(node) is dict:
                raise NotPlain("an object in the tree")
            return node
        items = cast("list[Any]", node)
        tag = items[0] if items else None
        decoder = self._decoder(tag) if type(tag) is str else None
        if decoder is None:
            raise NotPlain("an unknown kind of value")
        self.depth += 1
        if self.depth > self.bounds.depth:
            raise NotPlain("nested too deeply")
        try:
            return decoder(self, *items[1:])
        except TypeError as error:
            raise NotPlain(f"a malformed {tag} node") from error
        finally:
            self.depth -= 1

    def _decoder(self, tag: str) -> Callable[..., Any] | None:
        library = _TAGS.get(tag[:1])
        if library is not None:
            if not self.libraries:
                return None
            _load(library)
        return _DECODERS.get(tag)


def encode(value: Any, bounds: Bounds = BOUNDS, *, strict: bool = False) -> bytes:
    """One message that holds ``value``. Raises TooLarge where it is larger than the bounds.

    With ``strict``, raises NotPlain for a value outside the set instead of sending its class's name.
    """
    encoder = Encoder(bounds, strict)
    tree = encoder.node(value)
    text = json.dumps(tree, separators=(",", ":"), allow_nan=False).encode("ascii")
    if len(text) > bounds.text or len(text) + encoder.size > bounds.size:
        raise TooLarge(f"it takes more than {bounds.size >> 20} MB")
    return b"".join([MAGIC, struct.pack(">I", len(text)), text, *encoder.buffers])


def decode(data: bytes | bytearray | memoryview, bounds: Bounds = BOUNDS, *, libraries: bool = True) -> Any:
    """The value that a message holds. Raises NotPlain for anything that is no whole message within the bounds.

    With ``libraries`` false, arrays, frames and tensors are refused, so that no library is loaded to read a message.
    """
    view = memoryview(data)
    if len(view) < 8 or bytes(view[:4]) != MAGIC or len(view) > bounds.size + 64:
        raise NotPlain("not a message, or too large a one")
    length = struct.unpack(">I", view[4:8])[0]
    if 8 + length > len(view):
        raise NotPlain("a message cut short")
    if length > bounds.text:
        raise NotPlain("a message with too long a tree")
    try:
        tree = json.loads(bytes(view[8 : 8 + length]), parse_constant=_no_constant)
        return Decoder(view[8 + length :], bounds, libraries).value(tree)
    except NotPlain:
        raise
    except (ValueError, OverflowError, RecursionError, MemoryError, LookupError, AttributeError) as error:
        raise NotPlain(f"a message that does not decode: {type(error).__name__}") from error


def _no_constant(name: str) -> Any:
    raise NotPlain(f"a bare {name}")


# --- the built-in types -------------------------------------------------------------------------------------------


def _itself(encoder: Encoder, value: Any) -> Node:
    return value


def _text(encoder: Encoder, value: str) -> Node:
    encoder.room(len(value))
    if not value.isascii():
        try:
            value.encode("utf-8")
        except UnicodeEncodeError:  # JSON would join two lone surrogates into one character
            return ["s", *encoder.raw(value.encode("utf-8", "surrogatepass"))]
    return value


def _int(encoder: Encoder, value: int) -> Node:
    if -(1 << 63) <= value < 1 << 63:
        return value
    if value.bit_length() > WIDEST_INT:
        raise TooLarge("it is an integer of more than 300,000 digits")
    return ["i", f"{value:x}"]


def _float(encoder: Encoder, value: float) -> Node:
    return value if math.isfinite(value) else ["f", repr(value)]


def _complex(encoder: Encoder, value: complex) -> Node:
    return ["c", _float(encoder, value.real), _float(encoder, value.imag)]


def _bytes(encoder: Encoder, value: bytes) -> Node:
    return ["b", *encoder.raw(value)]


def _list(encoder: Encoder, value: list[Any]) -> Node:
    return ["l", [encoder.node(item) for item in value]]


def _tuple(encoder: Encoder, value: tuple[Any, ...]) -> Node:
    return ["t", [encoder.node(item) for item in tuple.__iter__(value)]]


def _dict(encoder: Encoder, value: dict[Any, Any]) -> Node:
    return ["d", [[encoder.node(key), encoder.node(item)] for key, item in dict.items(value)]]


def _is_named_tuple(kind: type) -> bool:
    """Whether a class was made by ``collections.namedtuple`` or from ``typing.NamedTuple``; asks nothing of the class itself."""
    line: tuple[type, ...] = type.__dict__["__mro__"].__get__(kind)
    return tuple in line and any("_fields" in type.__dict__["__dict__"].__get__(one) for one in line)


def _opaque(encoder: Encoder, value: Opaque) -> Node:
    return ["x", value.type]


def _from_list(decoder: Decoder, items: Any) -> list[Any]:
    if type(items) is not list:
        raise NotPlain("a sequence without items")
    return [decoder.value(item) for item in cast("list[Any]", items)]


def _from_tuple(decoder: Decoder, items: Any) -> tuple[Any, ...]:
    return tuple(_from_list(decoder, items))


def _from_bytes(decoder: Decoder, start: Any, length: Any) -> bytes:
    return bytes(decoder.raw(start, length))


def _from_surrogates(decoder: Decoder, start: Any, length: Any) -> str:
    return bytes(decoder.raw(start, length)).decode("utf-8", "surrogatepass")


def _from_dict(decoder: Decoder, pairs: Any) -> dict[Any, Any]:
    if type(pairs) is not list:
        raise NotPlain("a dictionary without items")
    found: dict[Any, Any] = {}
    for pair in cast("list[Any]", pairs):
        if type(pair) is not list or len(cast("list[Any]", pair)) != 2:
            raise NotPlain("a dictionary item that is no pair")
        found[decoder.value(pair[0])] = decoder.value(pair[1])
    return found


def _from_float(decoder: Decoder, name: Any) -> float:
    if name not in ("nan", "inf", "-inf"):
        raise NotPlain("a float of no known name")
    return float(name)


def _from_int(decoder: Decoder, digits: Any) -> int:
    if type(digits) is not str or len(digits) > WIDEST_INT // 4 + 2 or not re.fullmatch(r"-?[0-9a-f]+", digits):
        raise NotPlain("an integer that is none")
    return int(digits, 16)


def _from_complex(decoder: Decoder, real: Any, imag: Any) -> complex:
    parts = decoder.value(real), decoder.value(imag)
    if type(parts[0]) is not float or type(parts[1]) is not float:
        raise NotPlain("a complex number that is none")
    return complex(*parts)


def _from_opaque(decoder: Decoder, name: Any) -> Opaque:
    if type(name) is not str:
        raise NotPlain("a class without a name")
    return Opaque(name[:120])


Encode = Callable[[Encoder, Any], Node]
_ENCODERS: dict[int, Encode] = {}
"""By the identity of the class, so that no metaclass has a say in the look-up."""
_KEPT: list[type] = []
"""The classes behind those identities, kept alive."""
_DECODERS: dict[str, Callable[..., Any]] = {
    "l": _from_list,
    "t": _from_tuple,
    "d": _from_dict,
    "f": _from_float,
    "i": _from_int,
    "c": _from_complex,
    "b": _from_bytes,
    "s": _from_surrogates,
    "x": _from_opaque,
}
_LIBRARIES = {
    "numpy": "hotseat.kernels.plain_arrays",
    "pandas": "hotseat.kernels.plain_frames",
    "torch": "hotseat.kernels.plain_tensors",
}
"""The library whose types a module adds."""
_TAGS = {"a": "numpy", "n": "numpy", "o": "numpy", "p": "pandas", "T": "torch"}
"""The first letter of a tag, and the library its type belongs to."""
_registered: set[str] = set()


def register(types: dict[type, Encode], decoders: dict[str, Callable[..., Any]]) -> None:
    """Adds types and tags to the set; called by the three modules above, once each."""
    for kind, encoder in types.items():
        _KEPT.append(kind)
        _ENCODERS[id(kind)] = encoder
    _DECODERS.update(decoders)


def _load(library: str) -> None:
    if library not in _registered:
        _registered.add(library)
        __import__(_LIBRARIES[library])


def _register_loaded() -> None:
    """Adds the types of those libraries that this process has loaded since."""
    for library in _LIBRARIES:
        if library in sys.modules:
            _load(library)


register(
    {
        type(None): _itself,
        bool: _itself,
        str: _text,
        int: _int,
        float: _float,
        complex: _complex,
        bytes: _bytes,
        list: _list,
        tuple: _tuple,
        dict: _dict,
        OrderedDict: _dict,
        defaultdict: _dict,
        Counter: _dict,
        Opaque: _opaque,
    },
    {},
)
