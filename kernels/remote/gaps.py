"""Whether anything that a kernel sent was missed while its connection was away.

The kernels that people use number their messages: ``SESSION_PROCESS_NUMBER``. A reply has a number too, and one that went to
somebody else leaves a hole; the idle message after it tells so. Where a kernel does not number them, nothing can be ruled out.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Literal

REMEMBERED = 1000
"""Requests of others whose replies never come here."""
Verdict = Literal["nothing", "missed", "unknown"]
_NUMBERED = re.compile(r"(.{1,200})_(\d{1,18})", re.DOTALL)


def numbered(message: Mapping[str, Any]) -> tuple[str, int] | None:
    """Which process of a kernel made this message, and its number; None where its id does not tell."""
    header = message.get("header")
    given = header.get("msg_id") if isinstance(header, dict) else None
    found = _NUMBERED.fullmatch(given) if isinstance(given, str) else None
    return (found[1], int(found[2])) if found else None


class Gaps:
    """The numbers of one kernel's messages, as they come."""

    def __init__(self) -> None:
        """Nothing has come yet."""
        self.process = ""
        """What the ids of this kernel's messages begin with; empty until it is known."""
        self._top = -1
        self._holes = 0
        self._replied: set[str] = set()
        """Requests whose reply has come while their end has not."""
        self._owed = 0
        """Holes that are no output: of requests that have ended the reply, where it has not come here, and the beginning."""
        self._busy: set[str] = set()
        """Requests that have begun and not ended."""
        self._ended: set[str] = set()
        self._before = 0
        """Holes that were there when the connection was lost."""
        self.renewed = False
        """Another process answers now: the kernel was started afresh, and its names are gone."""

    def published(self, message: Mapping[str, Any]) -> None:
        """A message came that the kernel published."""
        found = numbered(message)
        if found is None:
            return
        kind, parent = message["msg_type"], str(message["parent_header"].get("msg_id") or "")
        if not self.process and kind == "status" and parent:
            self.process = found[0]
        if found[0] != self.process:
            self.renewed |= kind == "status" and bool(parent)  # the server itself publishes too, but not that
            return
        self._take(found[1])
        state = message["content"].get("execution_state") if kind == "status" else None
        if state == "busy" and len(self._busy) < REMEMBERED:
            self._busy.add(parent)
        if state == "idle":
            if parent not in self._busy:
                self._owed += 1  # a server that looks whether its wires are sound takes this for its sign
            self._busy.discard(parent)
            if parent in self._replied:
                self._replied.discard(parent)
            else:
                self._owed += 1
                if len(self._ended) < REMEMBERED:
                    self._ended.add(parent)

    def replied(self, message: Mapping[str, Any]) -> None:
        """A reply came, or a question."""
        found = numbered(message)
        if found is None or not self.process:
            return
        if found[0] != self.process:
            self.renewed = True
            return
        self._take(found[1])
        if message["msg_type"] == "input_request":
            return
        parent = str(message["parent_header"].get("msg_id") or "")
        if parent in self._ended:
            self._ended.discard(parent)
            self._owed -= 1
        else:
            self._replied.add(parent)

    def lost(self) -> None:
        """The connection is lost."""
        self._before = self._holes - self._owed

    def verdict(self) -> Verdict:
        """Whether messages were missed since, as far as it is known now."""
        if not self.process:
            return "unknown"
        return "missed" if self._holes - self._owed > self._before else "nothing"

    def _take(self, number: int) -> None:
        if number > self._top:
            self._holes += number - self._top - 1 if self._top >= 0 else 0
            self._top = number
        else:
            self._holes -= 1
