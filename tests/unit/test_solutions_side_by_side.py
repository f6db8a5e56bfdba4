"""A question's solutions are judged side by side only where that changes nothing."""

from __future__ import annotations

import asyncio
from collections import Counter

from hotseat.reference.gate import Told, _all  # pyright: ignore[reportPrivateUsage]


class Bench:
    """Tries solutions, and counts how many are at it together."""

    def __init__(self) -> None:
        self.running = 0
        self.tries: Counter[str] = Counter()
        self.crowded: set[str] = set()

    async def __call__(self, name: str) -> Told:
        self.tries[name] += 1
        self.running += 1
        await asyncio.sleep(0)
        crowd = self.running > 1
        await asyncio.sleep(0)
        self.running -= 1
        if crowd:
            self.crowded.add(name)
        if name.startswith("slow"):
            return Told(("too late",) if crowd else (), late=crowd)
        if name.startswith("hung"):
            return Told(late=True)
        return Told(("bad",) if name.startswith("bad") else ())


async def test_what_another_may_have_cost_a_solution_is_tried_again_alone() -> None:
    bench = Bench()
    told = await _all(dict.fromkeys(("slow", "good", "hung", "bad"), bench), alone=())
    assert {name: found.messages for name, found in told.items()} == {
        "slow": (),
        "good": (),
        "hung": (),
        "bad": ("bad",),
    }
    assert bench.tries == {"slow": 2, "good": 1, "hung": 2, "bad": 2}


async def test_what_wants_the_machine_to_itself_has_it() -> None:
    bench = Bench()
    await _all(dict.fromkeys(("one", "slow", "two", "three"), bench), alone={"slow", "two"})
    assert not bench.crowded & {"slow", "two"} and bench.tries == {"one": 1, "slow": 1, "two": 1, "three": 1}
