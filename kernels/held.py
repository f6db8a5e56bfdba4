"""The question what a kernel holds now: names that are defined, packages that could be imported; asked without a trace."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from hotseat.kernels.connection import Content


def question(names: Sequence[str], packages: Sequence[str]) -> Content:
    """What an execute request asks, which runs nothing that a cell would notice."""
    asked = {f"n{k}": f"{name!r} in globals()" for k, name in enumerate(names)}
    asked |= {
        f"p{k}": f"__import__('importlib.util').util.find_spec({name!r}) is not None" for k, name in enumerate(packages)
    }
    return {
        "code": "",
        "silent": True,
        "store_history": False,
        "user_expressions": asked,
        "allow_stdin": False,
        "stop_on_error": False,
    }


def answer(reply: Content, names: Sequence[str], packages: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
    """Which of the names and which of the packages are there, by the kernel's reply."""
    told = reply.get("user_expressions")
    answers = cast("dict[str, object]", told) if isinstance(told, dict) else {}
    found = {key for key, value in answers.items() if _is_true(value)}
    return (
        frozenset(name for k, name in enumerate(names) if f"n{k}" in found),
        frozenset(name for k, name in enumerate(packages) if f"p{k}" in found),
    )


def _is_true(answer: object) -> bool:
    """Whether the kernel's answer to an expression is the text of True."""
    data = cast("dict[str, object]", answer).get("data") if isinstance(answer, dict) else None
    return isinstance(data, dict) and cast("dict[str, object]", data).get("text/plain") == "True"
