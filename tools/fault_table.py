"""Writes the table of docs/reliability.md from the list of faults: what could go wrong, what is promised, which tests hold it.

    python tools/fault_table.py [--check]

``--check`` writes nothing and exits with 1 where the page is not what the list gives.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import yaml

ROOT = Path(__file__).resolve().parent.parent
FAULTS = ROOT / "tests" / "support" / "faults.yaml"
PAGE = ROOT / "docs" / "reliability.md"
BEGIN, END = "<!-- faults -->\n", "<!-- end of faults -->\n"


def table(faults: dict[str, dict[str, dict[str, Any]]]) -> str:
    """The faults as Markdown, a table for each group."""
    parts: list[str] = []
    for group, rows in faults.items():
        parts += [f"### {group}", "", "| | fault | promise | held by |", "|---|---|---|---|"]
        for name, row in rows.items():
            files = dict.fromkeys(str(test).partition("::")[0] for test in row["tests"])
            held = ", ".join(f"`{file.removesuffix('.py')}`" for file in files)
            why = f"{held}. {row['why']}" if held and "why" in row else row.get("why", held)
            parts.append(f"| {name} | {row['fault']} | {row['promise']} | {why} |")
        parts.append("")
    return "\n".join(parts)


def page(text: str, faults: dict[str, dict[str, dict[str, Any]]]) -> str:
    """The page with its table made anew. Raises ValueError where its marks are not there."""
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{PAGE.name} lacks the line {(END if begin else BEGIN).strip()}")
    return f"{before}{BEGIN}\n{table(faults)}\n{END}{after}"


def main(arguments: Sequence[str]) -> int:
    faults = cast("dict[str, dict[str, dict[str, Any]]]", yaml.safe_load(FAULTS.read_text("utf-8")))
    text = PAGE.read_text("utf-8")
    new = page(text, faults)
    if "--check" in arguments:
        return int(new != text)
    PAGE.write_text(new, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
