"""What a submission leaned on that is not in it: names of an earlier run, packages of another environment.

The live kernel keeps every name until it is restarted, and may belong to the person's own environment; the judge has
neither. That is the classic notebook fault, so the verdict says it in so many words. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any


def wanting(verdict: Mapping[str, Any]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names and the packages that the verdict says were missing; none for one that passed."""
    if verdict.get("verdict") == "pass":
        return (), ()
    return tuple(map(str, verdict.get("missing_names", ()))), tuple(map(str, verdict.get("missing_packages", ())))


def explained(verdict: Mapping[str, Any], names: Collection[str], packages: Collection[str]) -> dict[str, Any]:
    """The verdict with what the live kernel has of the missing: ``names`` it knows, ``packages`` it could import.

    The sentence on such names is ``left_behind``, and in the reason. Where nothing but such a package stood in the way,
    the submission is not judged: its fault is not known.
    """
    found = dict(verdict)
    missing_names, missing_packages = wanting(verdict)
    left = [name for name in missing_names if name in names]
    own = [package for package in missing_packages if package in packages]
    said = [str(verdict.get("reason", "")).strip()]
    if left:
        work, runs, them = ("works", "an earlier run", "it") if len(left) == 1 else ("work", "earlier runs", "them")
        found["left_behind"] = (
            f"{_listed(left)} {work} only with what {runs} left behind: the kernel still knows {them}, but nothing in your "
            f"file defines {them}."
        )
        said.insert(0, found["left_behind"])
    if own:
        only = "is" if len(own) == 1 else "are"
        told = f"{_listed(own)} {only} only in your own environment; submissions are judged in Hotseat's own."
        outcomes = {str(check.get("outcome")) for check in verdict.get("checks", ())}
        if not outcomes & {"failed", "timeout"} and not left and "error" not in outcomes:
            found |= {"verdict": "not-judged", "score": 0.0}
            said = [f"{told} The checks that need {'it' if len(own) == 1 else 'them'} were not run."]
        else:
            said.append(told)
    found["reason"] = " ".join(one for one in said if one)
    return found


def _listed(names: Collection[str]) -> str:
    quoted = [f"`{name}`" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
