"""A helper with code that knows a few names."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from hotseat.kernels.code_help import Matches, Place


@dataclass
class Knows:
    """Knows a few names, and what was asked."""

    names: tuple[str, ...] = ("mean", "median", "memmap")
    cut: bool = False
    gate: asyncio.Event | None = None
    asked: list[Place] = field(default_factory=list[Place])

    async def complete(self, place: Place) -> Matches:
        self.asked.append(place)
        if self.gate:
            await self.gate.wait()
        return Matches(self.names, place.cursor - len(place.prefix), "kernel", self.cut)

    async def signature(self, place: Place) -> str:
        self.asked.append(place)
        if self.gate:
            await self.gate.wait()
        return "mean(a, axis=None)\nThe mean along an axis."

    async def docs(self, place: Place) -> str:
        self.asked.append(place)
        return "Signature: mean(a)\nDocstring: The mean. [bold]\x1b[31m"
