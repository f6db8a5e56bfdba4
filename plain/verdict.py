"""A verdict in lines: its word, each check with its own, and what a failed one has to say."""

from __future__ import annotations

from hotseat.counted import counted
from hotseat.front.lines import OUTCOMES, CheckLine, Result, verdict_word
from hotseat.front.times import span
from hotseat.plain.roles import CODE, INDENT

COPIED = ("Input:", "Expected:", "Your code gave:", " ")
MOST_PRINTED = 10
"""Lines that the code printed while it was judged, as they are told."""


def check_row(check: CheckLine) -> str:
    """One check in a line."""
    hidden = ", hidden" if check.hidden else ""
    spent = f", {span(check.seconds)}" if check.seconds >= 0.05 else ""
    return f"{OUTCOMES[check.outcome]}: {check.name}{hidden}{spent}"


def verdict_rows(result: Result) -> list[str]:
    """All that is known of a verdict, the whole of it in the first line."""
    passed = sum(c.outcome == "passed" for c in result.checks)
    counts = f", {passed} of {len(result.checks)} checks passed" if result.checks else ""
    disputed = ", disputed" if result.disputed else ""
    rows = [f"{verdict_word(result.verdict)}{counts}, submission {result.number}{disputed}."]
    if result.reason:
        rows.append(result.reason)
    for check in result.checks:
        rows.append(check_row(check))
        if check.outcome != "passed" and check.message:
            # Rows that are to be copied stay whole, as code does.
            rows += [f"{CODE if row.startswith(COPIED) else INDENT}{row}" for row in check.message.split("\n")]
    rows += result.notes
    if result.printed.strip():
        printed = result.printed.rstrip().split("\n")
        more = len(printed) - MOST_PRINTED
        rows += ["While it was judged your code printed:", *(f"  {row}" for row in printed[:MOST_PRINTED])]
        rows += [f"  and {counted(more, 'more line')}"] if more > 0 else []
    return rows
