"""What the types of the bank refuse, in a sentence: the key, the fault, the nearest right thing."""

from __future__ import annotations

import difflib
import types
from collections.abc import Callable, Iterator
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError

from hotseat.counted import counted
from hotseat.question_bank.model import Misfit
from hotseat.question_bank.problem import Problem
from hotseat.question_bank.strict_yaml import Document, Steps

_PATTERNS = {
    r"^[a-z0-9][a-z0-9_-]{0,63}$": "may hold only lower-case letters, digits, hyphens and underscores, "
    "at most 64 of them, such as 'davies-bouldin'",
    r"^(always|passed|failed|incident|covered:[a-z0-9_-]+|missed:[a-z0-9_-]+)$": "must be 'always', 'passed', "
    "'failed', 'covered:<point>' or 'missed:<point>'",
    r"^[A-Za-z_][A-Za-z0-9_]*$": "must be a Python name, such as 'zscore'",
    r"^[A-Za-z_][A-Za-z0-9_.]*$": "must be a name as code writes it, such as 'fit' or 'np.quantile'",
    r"^[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9])?$": "must be the name of a library, such as 'numba'",
    r"^https://": "must begin with https://",
}
"""What each pattern in the model asks for."""

_BOUNDS = {"greater_than": ("gt", "above"), "greater_than_equal": ("ge", "at least"),
           "less_than": ("lt", "below"), "less_than_equal": ("le", "at most")}  # fmt: skip


def nearest(word: str, among: Iterator[str] | list[str]) -> str | None:
    """The one word of ``among`` that looks most like ``word``, or None where none does."""
    return next(iter(difflib.get_close_matches(word, list(among), 1, 0.6)), None)


def faults(error: ValidationError, document: Document, model: type[BaseModel]) -> Iterator[Problem]:
    """One problem for each complaint of the model about the document."""
    for detail in error.errors(include_url=False, include_context=True):
        steps: Steps = tuple(step for step in detail["loc"] if step != "[key]")
        kind, value, context = detail["type"], detail["input"], detail.get("ctx", {})
        if kind == "missing":
            yield document.problem(steps[:-1], f"key {steps[-1]!r} is missing")
        elif kind == "extra_forbidden":
            yield document.problem(steps, _unknown_key(model, steps), at_key=True)
        elif kind == "value_error":
            fault = context["error"]
            at = fault.at if isinstance(fault, Misfit) else ()
            yield document.problem((*steps, *at), str(fault))
        elif "[key]" in detail["loc"]:
            yield document.problem(
                steps,
                f"the key {_shown(steps[-1])} {_PATTERNS.get(context['pattern'], 'does not fit')}",
                at_key=True,
            )
        elif value is None:
            yield document.problem(steps, "has no value; write one, or leave the key out")
        else:
            yield document.problem(steps, _sentence(kind, value, context, detail["msg"], model, steps))


def _unknown_key(model: type[BaseModel], steps: Steps) -> str:
    key, known = str(steps[-1]), keys_at(model, steps[:-1])
    if near := nearest(key, known):
        return f"unknown key {key!r}, did you mean {near!r}?"
    for other in known:
        if any(key in keys_at(model, (*steps[:-1], other, *inner)) for inner in ((), (0,))):
            return f"unknown key {key!r} here; it belongs under {other!r}"
    return f"unknown key {key!r}; the keys here are {', '.join(known)}"


def _sentence(
    kind: str, value: Any, context: dict[str, Any], message: str, model: type[BaseModel], steps: Steps
) -> str:
    if kind == "literal_error":
        return _not_one_of(value, [str(v) for v in _choices(_type_at(model, steps))])
    if kind in _BOUNDS:
        name, words = _BOUNDS[kind]
        return f"is {_shown(value)} and must be {words} {context[name]:g}"
    wanted: dict[str, Callable[[], str]] = {
        "string_type": lambda: f"must be text, not {_sort(value)}" + _quotes(value),
        "float_type": lambda: f"must be a number, not {_sort(value)}",
        "int_type": lambda: f"must be a whole number, not {_sort(value)}",
        "bool_type": lambda: f"must be true or false, not {_sort(value)}",
        "tuple_type": lambda: f"must be a list (items that begin with '- '), not {_sort(value)}",
        "model_type": lambda: f"must be a mapping (lines of the form 'key: value'), not {_sort(value)}",
        "dict_type": lambda: f"must be a mapping (lines of the form 'key: value'), not {_sort(value)}",
        "string_too_short": lambda: "is empty; write something",
        "string_too_long": lambda: f"has {len(value)} characters; at most {context['max_length']} are allowed",
        "too_short": lambda: (
            f"holds {counted(context['actual_length'], 'item')}; at least {context['min_length']} are needed"
        ),
        "too_long": lambda: (
            f"holds {counted(context['actual_length'], 'item')}; at most {context['max_length']} are allowed"
        ),
        "string_pattern_mismatch": lambda: f"{_shown(value)} {_PATTERNS.get(context['pattern'], 'does not fit')}",
    }
    return wanted[kind]() if kind in wanted else message[:1].lower() + message[1:]


def _not_one_of(value: Any, choices: list[str]) -> str:
    if not isinstance(value, str):
        return f"must be one of {', '.join(choices)}, not {_sort(value)}"
    if near := nearest(value, choices):
        return f"{_shown(value)} is not known here, did you mean {near!r}?"
    return f"{_shown(value)} is not known here; choose one of {', '.join(choices)}"


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 60 else text[:57] + "..."


def _sort(value: Any) -> str:
    if isinstance(value, bool):
        return f"the truth value {str(value).lower()}"
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, str):
        return f"the text {_shown(value)}"
    if value is None:
        return "nothing"
    return "a list" if isinstance(value, tuple) else "a mapping"


def _quotes(value: Any) -> str:
    return "; put it in quotes" if isinstance(value, int | float) else ""


def keys_at(model: type[BaseModel], steps: Steps) -> list[str]:
    """The keys that the model knows at the end of ``steps``; empty where it has no keys of its own there."""
    found = _type_at(model, steps)
    return list(found.model_fields) if isinstance(found, type) and issubclass(found, BaseModel) else []


def _type_at(model: type[BaseModel], steps: Steps) -> Any:
    found: Any = model
    for step in steps:
        found = _bare(found)
        if isinstance(found, type) and issubclass(found, BaseModel):
            field = found.model_fields.get(str(step))
            found = None if field is None else field.annotation
        else:
            arguments = get_args(found)
            is_mapping = get_origin(found) is dict
            found = arguments[1 if is_mapping else 0] if arguments else None
    return _bare(found)


def _bare(annotation: Any) -> Any:
    """The annotation without ``Annotated`` and without ``| None``."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType):
            annotation = next(a for a in get_args(annotation) if a is not type(None))
        else:
            return annotation


def _choices(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) is Literal else ()
