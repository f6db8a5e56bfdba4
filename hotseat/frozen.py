"""Frozen dataclasses that are quick to define: their methods are written and compiled when one of them is first used.

``dataclasses.dataclass(frozen=True)`` compiles six methods for each class, half a millisecond of a start. An interview's rooms
hold more than a hundred such classes, and a session's first screen makes objects of a dozen.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, FrozenInstanceError, dataclass, field, fields, make_dataclass
from typing import Any, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T")
_LATE = ("__repr__", "__eq__", "__hash__", "__init__")
"""``__init__`` last: it tells other threads that the others are there."""


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[T]) -> type[T]:
    """The class as ``dataclass(frozen=True)`` makes it, for ``fields``, ``replace`` and ``asdict`` too.

    What derives from it must be made by this function as well.
    """
    cls.__doc__ = (
        cls.__doc__ or cls.__name__
    )  # or else dataclass works the signature out, which takes longer than the rest
    made: Any = dataclass(init=False, repr=False, eq=False)(cls)
    made.__init__, made.__repr__, made.__eq__, made.__hash__ = _init, _repr, _eq, _hash
    made.__setattr__, made.__delattr__ = _set, _delete
    return made


def _completed(item: Any, wanted: str) -> Callable[..., Any]:
    """The item's method of this name, made together with the others of its class."""
    own: type[Any] = type(item)
    for cls in own.__mro__:
        if cls.__dict__.get("__init__") is _init:
            _complete(cls)
            break
    method: Callable[..., Any] = getattr(item, wanted)
    return method


def _complete(cls: Any) -> None:
    rows = [(f.name, f.type, _copied(f)) for f in fields(cls)]
    after = {"__post_init__": _init} if hasattr(cls, "__post_init__") else {}
    twin = make_dataclass(cls.__name__, rows, frozen=True, namespace={"__doc__": cls.__doc__, **after})
    for name in _LATE:
        method: Any = twin.__dict__[name]
        method.__module__, method.__qualname__ = cls.__module__, f"{cls.__qualname__}.{name}"
        setattr(cls, name, method)


def _copied(f: Any) -> Any:
    default = {} if f.default is MISSING else {"default": f.default}
    factory = {} if f.default_factory is MISSING else {"default_factory": f.default_factory}
    rest = {"init": f.init, "repr": f.repr, "hash": f.hash, "compare": f.compare, "kw_only": f.kw_only}
    return field(**default, **factory, **rest)


def _init(self: Any, *given: Any, **named: Any) -> None:
    _completed(self, "__init__")(*given, **named)


def _repr(self: Any) -> str:
    return str(_completed(self, "__repr__")())


def _eq(self: Any, other: object) -> Any:
    return _completed(self, "__eq__")(other)


def _hash(self: Any) -> int:
    return int(_completed(self, "__hash__")())


def _set(self: Any, name: str, value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _delete(self: Any, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")
