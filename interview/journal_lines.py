"""The lines of a journal: how a record becomes one, and what a file of them still says after an accident.

A journal is JSON Lines in plain ASCII. The first line is the header, every other one a record. Each line ends in two
more keys: ``chain``, a hash over the line and the chain of the line before it, and ``crc``, a check sum of the line
alone. So a line that was damaged, taken out, put in or moved is noticed, and a line that is whole is known to be so even
where its neighbours are not. Only the loss of whole lines at the very end cannot be seen. Nothing here opens a file.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Iterable
from typing import Any, Literal

from hotseat.counted import counted
from hotseat.frozen import frozen
from hotseat.interview.journal_trouble import JournalError, JournalTooNew

FORMAT = "hotseat-journal"
VERSION = 1
"""The newest version that is read, and the one that is written."""

Record = dict[str, Any]
"""``seq`` (counted up by one), ``at`` (seconds of the interview), ``wall`` (UTC, ISO 8601), ``kind`` and ``data``."""

_CHAIN = ',"chain":"%s"'
_CRC = ',"crc":"%08x"}\n'
_CHAIN_LENGTH, _CRC_LENGTH = len(_CHAIN % ("0" * 16)), len(_CRC % 0)


@frozen
class Header:
    """A journal's first line."""

    session: str
    created: str
    """UTC, ISO 8601."""
    hotseat: str
    """The version of Hotseat that began the journal."""
    version: int = VERSION


@frozen
class Damage:
    """What is wrong with a journal, from the first line that does not hold."""

    kind: Literal["torn", "broken"]
    """``torn``: only the end was being written when the process or the machine stopped. ``broken``: something changed
    what had been written, for whole lines follow."""
    line: int
    """Counted from 1."""
    size: int
    """Bytes from that line to the end."""
    later: int
    """Records after the damage that are whole by themselves."""

    @property
    def sentence(self) -> str:
        """What a person should know about it."""
        if self.kind == "torn":
            if self.size == 1:
                return "The last byte was cut off while it was written; all before it is whole."
            return f"The last {self.size} bytes were cut off while they were written; all before them is whole."
        return (
            f"The journal is damaged at line {self.line}. What stands before it is whole; {counted(self.later, 'record')} "
            "after it can still be read."
        )


@frozen
class JournalContents:
    """What a journal holds."""

    header: Header
    records: tuple[Record, ...]
    """The records before any damage, in order; kinds that nobody knows are among them."""
    damage: Damage | None
    later: tuple[Record, ...] = ()
    """Whole records after the damage. Some between may be missing, so no state follows from them."""
    size: int = 0
    """Bytes of the lines before any damage."""
    chain: str = ""
    """The chain of the last of these lines."""

    @property
    def broken(self) -> bool:
        """Whether something changed what had been written, so that nothing may be added any more."""
        return self.damage is not None and self.damage.kind == "broken"


def header_line(header: Header) -> tuple[bytes, str]:
    """A journal's first line and its chain."""
    fields = {
        "format": FORMAT,
        "version": header.version,
        "hotseat": header.hotseat,
        "created": header.created,
        "session": header.session,
    }
    return encode(fields, "")


def encode(content: dict[str, Any], chain: str) -> tuple[bytes, str]:
    """A line and its chain. Raises TypeError or ValueError for what is no plain data."""
    text = json.dumps(content, separators=(",", ":"))
    link = _link(chain, text.encode("ascii"))
    line = (text[:-1] + _CHAIN % link).encode("ascii")
    return line + (_CRC % zlib.crc32(line)).encode("ascii"), link


def _link(chain: str, text: bytes) -> str:
    return hashlib.sha256(chain.encode("ascii") + text).hexdigest()[:16]


def decode(line: bytes) -> tuple[dict[str, Any], str, bytes]:
    """The content of a line with its line break, the chain it names, and the text that chain was made from.

    Raises ValueError where the line is not whole.
    """
    signed, crc = line[:-_CRC_LENGTH], line[-_CRC_LENGTH:]
    if not signed or crc != (_CRC % zlib.crc32(signed)).encode("ascii"):
        raise ValueError("the check sum does not fit")
    try:
        content: Any = json.loads(line.decode("ascii"))
    except RecursionError:
        raise ValueError("nested too deeply") from None
    if not isinstance(content, dict):
        raise ValueError("not an object")
    del content["crc"]
    chain = str(content.pop("chain", ""))
    return content, chain, signed[:-_CHAIN_LENGTH] + b"}"


def is_record(content: dict[str, Any]) -> bool:
    """Whether a line's content has all that a record has, each of its sort."""
    seq, at = content.get("seq"), content.get("at")
    return (
        type(seq) is int
        and isinstance(at, int | float)
        and not isinstance(at, bool)
        and isinstance(content.get("wall"), str)
        and isinstance(content.get("kind"), str)
        and isinstance(content.get("data"), dict)
    )


def read_header(line: bytes, name: str) -> tuple[Header, str]:
    """The header in the first line of the journal called ``name``, and its chain.

    Raises :class:`JournalTooNew` for a newer format and :class:`JournalError` for anything else that is no header.
    """
    stranger = f"{name} is no journal of Hotseat, or its first line is damaged"
    try:
        content, chain, text = decode(line)
    except ValueError:
        raise JournalError(stranger) from None
    version = content.get("version")
    if content.get("format") != FORMAT or type(version) is not int or version < 1:
        raise JournalError(stranger)
    hotseat = str(content.get("hotseat", ""))
    if version > VERSION:
        raise JournalTooNew(
            f"{name} was written by Hotseat {hotseat}, in format {version}; this Hotseat reads up to {VERSION}. "
            "Update Hotseat to open it"
        )
    if chain != _link("", text):
        raise JournalError(stranger)
    return Header(str(content.get("session", "")), str(content.get("created", "")), hotseat, version), chain


def scan(lines: Iterable[bytes], name: str) -> JournalContents:
    """What the lines of the file called ``name`` say, each with its line break but perhaps the last.

    Raises :class:`JournalError` where the first is no header; every other fault becomes the contents' damage.
    """
    reader = iter(lines)
    first = next(reader, b"")
    header, chain = read_header(first, name)
    return scan_on(reader, JournalContents(header, (), None, size=len(first), chain=chain))


def scan_on(lines: Iterable[bytes], before: JournalContents) -> JournalContents:
    """What the lines say together with those before them, which were without damage."""
    chain, records = before.chain, list(before.records)
    later: list[Record] = []
    good, rest, bad_line = before.size, 0, 0
    for number, line in enumerate(lines, len(records) + 2):
        try:
            content, link, text = decode(line)
            whole = is_record(content)
        except ValueError:
            content, link, text, whole = {}, "", b"", False
        follows = whole and link == _link(chain, text) and (not records or content["seq"] == records[-1]["seq"] + 1)
        if follows and not bad_line:
            records.append(content)
            chain, good = link, good + len(line)
            continue
        bad_line, rest = bad_line or number, rest + len(line)
        if whole:
            later.append(content)
    damage = Damage("broken" if later else "torn", bad_line, rest, len(later)) if bad_line else None
    return JournalContents(before.header, tuple(records), damage, tuple(later), good, chain)
