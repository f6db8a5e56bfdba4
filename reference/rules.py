"""What the answer in a submission may not contain: loops where vectorised code is asked for, and forbidden names.

The answer is the asked functions with all that they reach (see reach.py). What only the candidate's own tests use is free:
holding an answer against a library's is good practice. The source is read, never run.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from dataclasses import dataclass

from hotseat.reference.loops import loops
from hotseat.reference.names import Names
from hotseat.reference.reach import answer_of, scanned
from hotseat.reference.submission import parsed

CHECK_NAME = "keeps to the rules"


@dataclass(frozen=True)
class Reading:
    """What was read out of a submission's source."""

    broken: tuple[str, ...]
    """A sentence with cell and line for each place that breaks the rules, in the order of the lines."""
    tests: tuple[tuple[int, int], ...] = ()
    """The first and the last line of what stands outside the answer, such as the candidate's own tests."""


def broken_rules(
    source: str, functions: Sequence[str], *, no_loops: bool = False, forbidden: Sequence[str] = ()
) -> list[str]:
    """The sentences of :func:`read_rules`. Raises DoesNotParse."""
    return list(read_rules(source, functions, no_loops=no_loops, forbidden=forbidden).broken)


def read_rules(
    source: str, functions: Sequence[str], *, no_loops: bool = False, forbidden: Sequence[str] = ()
) -> Reading:
    """Reads the source for what breaks the rules, and for where the candidate's own tests stand.

    ``no_loops`` looks inside the asked ``functions`` and what they reach of the submission; ``forbidden`` looks besides at
    all that has an effect where they stand. What stands under ``if __name__ == "__main__"`` never runs. Raises DoesNotParse.
    """
    cells = [(cell, _judged(tree)) for cell, tree in parsed(source)[0]]
    answer = answer_of(cells, functions)
    judged = answer.judged()
    names, of_all = Names(), Names()
    for part in answer.parts:
        names.learn(scanned(part))
    for _, tree in cells:
        of_all.learn(ast.walk(tree))
    found: list[tuple[int, str]] = []
    for k, part in enumerate(judged):
        mine = names if k < len(answer.parts) and not answer.opaque else of_all
        for line, name in mine.uses(scanned(part), forbidden):
            found.append(
                (line, f"Line {line} ({part.cell.name}) uses {name}, which the rules of this question forbid.")
            )
    if no_loops:
        found += loops(answer, names)
    return Reading(tuple(sentence for _, sentence in sorted(dict.fromkeys(found))), tuple(answer.tests()))


def _judged(tree: ast.Module) -> ast.Module:
    """The tree without what stands under ``if __name__ == "__main__"``, which never runs when a submission is judged."""
    return ast.Module([node for node in tree.body if not _is_main(node)], tree.type_ignores)


def _is_main(node: ast.stmt) -> bool:
    return isinstance(node, ast.If) and not node.orelse and ast.unparse(node.test) == "__name__ == '__main__'"
