"""Checkers: comparisons by name, which a question's checks use as their ``holds``.

Hotseat's own comparers have names, and an installed distribution may bring more as entry points of the group
``hotseat.checkers``. Each is a function of its settings that gives a ``holds``: a function of the case, what was got and what the
reference gave, which returns None or one sentence. It is run in the examiner's sandbox, as the checks themselves are, on values
put together from bytes; beside the candidate's code nothing of it is run.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, cast

from hotseat.reference import compare
from hotseat.reference.check import Holds
from hotseat.reference.extensions import CHECKERS, Extension, NotUsable, installed

__all__ = ["OWN", "NotUsable", "checker", "installed_checkers"]

OWN: Mapping[str, Callable[..., Holds]] = {
    "same": compare.same,
    "same-frame": compare.same_frame,
    "same-set": compare.same_set,
    "close-scalar": compare.close_scalar,
    "in-range": compare.in_range,
    "raises": compare.raises,
}
"""Those that come with Hotseat, by the names that nobody else can take."""


def installed_checkers() -> Mapping[str, Extension]:
    """Those that installed distributions bring, by name; nothing of them is imported."""
    return installed(CHECKERS, OWN)


def checker(name: str, *args: Any, **settings: Any) -> Holds:
    """The comparison of this name with these settings. Raises NotUsable where nothing installed gives it, or it fails."""
    own = OWN.get(name)
    if own is not None:
        return own(*args, **settings)
    found = installed_checkers().get(name)
    if found is None:
        raise NotUsable(unknown(name))
    make = found.load()
    if not callable(make):
        raise NotUsable(f"{name} of {found.distribution} is no function. Mend or reinstall that package.")
    try:
        holds = make(*args, **settings)
    except Exception as error:
        told = f"{type(error).__name__}: {error}"[:200]
        raise NotUsable(f"{name} of {found.distribution} does not take these settings: {told}.") from None
    if not callable(holds):
        raise NotUsable(
            f"{name} of {found.distribution} gives no function to compare with. Mend or reinstall that package."
        )
    return cast("Holds", holds)


def unknown(name: str) -> str:
    """That nothing here gives a checker, and what to do, in a sentence or two."""
    return (
        f"nothing that is installed brings the checker {name!r}. Install what does (pip install …), or mend the name."
    )
