"""Takes out of a session what tells who a person is and where they work: names, paths, hosts, addresses.

What is known of the person (user name, full name, host) goes wherever it stands as a word; paths, addresses and the names of
machines go by their form. What somebody says of themselves in words of their own cannot be known; whoever shares a session
is told so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from pydantic import BaseModel

from hotseat.frozen import frozen

COMMON = frozenset(
    {"root", "admin", "administrator", "user", "users", "home", "guest", "test", "ubuntu", "debian", "pi", "ec2-user"}
    | {"runner", "jovyan", "vscode", "app", "nobody", "default", "localhost", "container", "docker", "python", "data"}
)
"""Names that tell nobody's, and stand in many texts as ordinary words."""
SHORTEST = 3
"""Characters of a name below which it is no word to look for."""
_STRUCTURE = frozenset(
    {"id", "act", "kind", "mode", "who", "thread", "ending", "mime", "how", "closed_how", "competency", "competencies"}
    | {"level", "topic", "current", "last", "ended", "file", "dtypes", "outcome", "status", "digest", "digests"}
    | {"versions", "seed", "sources"}
)
"""Fields that hold no words of anybody's, and by which parts find each other."""
_NAMED = "[\\w.@+~%=-]"
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("e-mail address", re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}?\.[A-Za-z]{2,24}(?![\w(\[])")),
    ("address", re.compile(r"\b(?:[a-z][a-z0-9+.-]{1,12})://[^\s'\"<>)\]}]+", re.IGNORECASE)),
    ("path", re.compile(r"\b[A-Za-z]:\\(?:Users\\[^\\\n\"'<>|]+)?(?:\\?[^\\\s\"'<>|:]+)*\\?")),
    ("path", re.compile(rf"(?<![\w/.~])~{_NAMED}*(?:/{_NAMED}+)+/?")),
    ("path", re.compile(rf"(?<![\w/:.<~)\]-])(?:/{_NAMED}+){{2,}}/?")),
    ("path", re.compile(rf"(?<![\w/:.<~)\]-])/(?:home|Users|root|tmp|mnt|media|srv|Volumes)/{_NAMED}*")),
    (
        "address",
        re.compile(
            r"\b(?!127\.0\.0\.1\b|0\.0\.0\.0\b)(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?:25[0-5]|2[0-4]\d|1?\d?\d)){3}\b"
        ),
    ),
    (
        "host name",
        re.compile(r"\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}?\.(?:local|lan|internal|corp|intranet|localdomain)\b"),
    ),
    ("host name", re.compile(r"(?<=[\w.-]@)[\w-]{1,63}(?:\.[\w-]{1,63}){0,6}(?=[:\s])")),
)
_LIBRARY = re.compile(r".*(?:site-packages|dist-packages|lib/python3\.\d+)/(.+)")
"""Of a path into a library, what stands behind its folder says nothing of anybody."""


@frozen
class Person:
    """What is known of somebody, to be taken out wherever it stands as a word."""

    names: tuple[str, ...] = ()
    """User name, full name and its parts, and what the person asks for besides."""
    hosts: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    """Words that stay although they are names."""


class Stripper:
    """Takes things out of texts, and counts what it took."""

    def __init__(self, person: Person) -> None:
        kept = {word.lower() for word in person.keep} | COMMON
        self.taken: Counter[tuple[str, str]] = Counter()
        """How often each thing was taken out, by what it is and how it was written."""
        self._words = [
            (kind, re.compile(rf"(?<![^\W_]){re.escape(word)}(?![^\W_])", re.IGNORECASE))
            for kind, words in (("name", person.names), ("host name", person.hosts))
            for word in sorted(set(words), key=len, reverse=True)
            if len(word) >= SHORTEST and word.lower() not in kept
        ]

    def text(self, text: str) -> str:
        """The text without what tells of the person."""
        for kind, pattern in (*_PATTERNS, *self._words):
            text = pattern.sub(lambda found, kind=kind: self._instead(kind, found[0]), text)
        return text

    def _instead(self, kind: str, written: str) -> str:
        self.taken[kind, written] += 1
        if kind == "path":
            library = _LIBRARY.match(written.replace("\\", "/"))
            return f"[path]/{library[1]}" if library else "[path]"
        return f"[{kind}]"

    def all(self, value: Any) -> Any:
        """The same value with every text in it stripped: texts, lists, mappings, records and models."""
        match value:
            case str():
                return self.text(value)
            case tuple() | list():
                return type(value)(self.all(v) for v in value)  # type: ignore[misc]
            case Mapping():
                picture = value.get("kind") == "picture"
                return {k: v if k in _STRUCTURE or (picture and k == "data") else self.all(v) for k, v in value.items()}
            case BaseModel():
                changed = self._changed((n, getattr(value, n)) for n in type(value).model_fields)
                return value.model_copy(update=changed) if changed else value
            case _ if is_dataclass(value) and not isinstance(value, type):
                changed = self._changed((f.name, getattr(value, f.name)) for f in fields(value))
                return replace(value, **changed) if changed else value
            case _:
                return value

    def _changed(self, parts: Iterable[tuple[str, Any]]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for name, old in parts:
            if name in _STRUCTURE or (name == "question" and isinstance(old, str)):
                continue
            new = self.all(old)
            if new is not old and new != old:
                found[name] = new
        return found
