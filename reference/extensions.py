"""What other installed distributions bring: entry points of a group, by name, looked up when they are asked for and not before.

A distribution is code that the person installed, and runs as such. A name of Hotseat's own is never taken from it, and where two
distributions give one name, neither has it. Only the standard library is needed here, so that it works in the sandbox too.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

CHECKERS = "hotseat.checkers"
"""The group of the checkers: see :mod:`hotseat.reference.checkers`."""
EXPORTERS = "hotseat.exporters"
"""The group of the exporters: see :mod:`hotseat.review.export.exporters`."""
_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


class NotUsable(ValueError):
    """An extension is not there or does not work; the message says which, whose it is, and what to do."""


@dataclass(frozen=True)
class Extension:
    """One entry point."""

    name: str
    distribution: str
    """The name and the version of what brings it, such as ``hotseat-anki 0.1.0``."""
    value: str
    """Where it lies: ``module:object``."""
    fault: str = ""
    """Why it is not used, in a sentence; empty where it is."""

    def load(self) -> Any:
        """The object itself; its module is imported now. Raises NotUsable, whatever goes wrong in there."""
        from importlib.metadata import EntryPoint

        if self.fault:
            raise NotUsable(self.fault)
        try:
            return EntryPoint(self.name, self.value, "hotseat").load()
        except (Exception, SystemExit) as error:
            told = f"{type(error).__name__}: {error}".rstrip(": ")[:200]
            raise NotUsable(
                f"{self.name} of {self.distribution} cannot be loaded: {told}. Mend or reinstall that package."
            ) from None


def installed(group: str, own: Collection[str]) -> Mapping[str, Extension]:
    """The extensions of a group by name, sorted; ``own`` are the names that Hotseat has itself.

    One that cannot be used is among them, with its ``fault``. Nothing of them is imported.
    """
    from importlib import metadata  # slow to import, and only needed here

    found: dict[str, Extension] = {}
    for point in metadata.entry_points(group=group):
        whose = (
            f"{point.dist.metadata['Name']} {point.dist.version}" if point.dist is not None else "an unknown package"
        )
        whose = "".join(sign if sign.isprintable() else "�" for sign in whose)[:80]
        fault = ""
        if not _NAME.fullmatch(point.name):
            told = ascii(point.name)[:60]
            fault = f"{whose} gives the name {told}; a name is made of small letters, digits, and - or _."
        elif point.name in own:
            fault = f"{point.name} is a name of Hotseat's own, so the one of {whose} is not used. It must take another name."
        elif (other := found.get(point.name)) is not None:
            fault = other.fault  # two that bring one name stay at fault, whoever brings it once more
            if not fault and other.distribution != whose:
                fault = f"{other.distribution} and {whose} both bring {point.name}, so neither is used. Uninstall one of them."
        name = point.name if _NAME.fullmatch(point.name) else ascii(point.name)[:60]
        found[name] = Extension(name, whose, point.value, fault)
    return dict(sorted(found.items()))
