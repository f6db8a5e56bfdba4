"""Records made by ``frozen`` behave as frozen dataclasses do."""

from __future__ import annotations

import copy
import pickle
from dataclasses import FrozenInstanceError, asdict, field, fields, replace
from typing import Any, ClassVar

import pytest

from hotseat.frozen import frozen


@frozen
class Point:
    """A place."""

    kind: ClassVar[str] = "place"
    x: int
    y: int = 0


@frozen
class Named(Point):
    name: str = ""
    seen: list[int] = field(default_factory=list[int], compare=False)

    def __post_init__(self) -> None:
        if self.name == "no":
            raise ValueError(self.name)


@frozen
class Untouched:
    x: int


def test_fields_defaults_and_order_are_a_dataclasss() -> None:
    assert [f.name for f in fields(Named)] == ["x", "y", "name", "seen"]
    assert repr(Named(1, name="a")) == "Named(x=1, y=0, name='a', seen=[])"
    assert asdict(Named(1)) == {"x": 1, "y": 0, "name": "", "seen": []}
    assert Named(1).seen is not Named(1).seen
    assert Named.__match_args__ == ("x", "y", "name", "seen")
    assert Point.__doc__ == "A place."


def test_a_record_equals_its_like_alone_and_can_be_a_key() -> None:
    assert Named(1, seen=[1]) == Named(1, seen=[2]) != Named(2)
    assert Point(1) != Named(1)
    assert len({Point(1), Point(1), Point(2)}) == 2


def test_a_record_cannot_be_changed() -> None:
    point: Any = Point(1)
    with pytest.raises(FrozenInstanceError):
        point.x = 2
    with pytest.raises(FrozenInstanceError):
        del point.x
    assert replace(point, y=5) == Point(1, 5)


def test_what_is_checked_after_the_start_is_checked() -> None:
    with pytest.raises(ValueError, match="no"):
        Named(1, name="no")
    with pytest.raises(TypeError, match="x"):
        Point()  # pyright: ignore[reportCallIssue]


def test_copies_of_records_that_were_never_made_by_name_are_records_too() -> None:
    assert copy.copy(Point(3)) == Point(3)
    assert pickle.loads(pickle.dumps(Named(3, name="b"))) == Named(3, name="b")
    bare = Untouched.__new__(Untouched)
    object.__setattr__(bare, "x", 1)
    assert bare == bare and repr(bare).startswith("Untouched(")


def test_defining_a_record_compiles_none_of_its_methods() -> None:
    @frozen
    class Fresh:
        x: int

    stub = Fresh.__init__
    Fresh(1)
    assert Fresh.__init__ is not stub
