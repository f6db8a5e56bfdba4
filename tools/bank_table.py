"""Write ``docs/bank.md`` again: the table of all questions that ship, made from the bank itself. A test compares.

python tools/bank_table.py
"""

from __future__ import annotations

from pathlib import Path

from hotseat.question_bank.bank import load_bank
from hotseat.question_bank.table import table
from hotseat.reference.builtin import builtin_pack

PAGE = Path(__file__).resolve().parent.parent / "docs" / "bank.md"
HEAD = """# The questions

Every question that ships with Hotseat, as `hotseat bank list --markdown` prints them. *drill*, *pair*, *deep-dive*,
*end-to-end* and *follow-up* say where in an interview a question belongs. A question with an engine is asked only where that
library is installed: `pip install 'hotseat[engines]'`, and `pip install 'hotseat[spark]'` with a Java for pyspark.

"""


def page() -> str:
    """The whole text of the page."""
    return f"{HEAD}{table(load_bank([builtin_pack()]).questions.values())}\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
