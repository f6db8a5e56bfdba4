"""What of a file is compared with the reference: the answer and all that it reaches, and nothing else."""

from __future__ import annotations

import pytest

from hotseat.front.answer_code import answer_code
from hotseat.front.replay_diff import answers_diff

FILE = """# %% Imports
import numpy as np

SCALE = 2
UNUSED = 3


# how it is done
def helper(x):
    return SCALE * x


@staticmethod
def double(x):
    return helper(x)


# %% tests
assert double(2) == 4


def test_double():
    assert double(0) == 0
"""


def test_the_answer_is_what_is_asked_for_and_all_that_it_reaches() -> None:
    found = answer_code(FILE, ["double"])
    for part in ("import numpy as np", "SCALE = 2", "# how it is done\ndef helper", "@staticmethod\ndef double"):
        assert part in found, part
    for part in ("UNUSED", "assert", "test_double", "# %%"):
        assert part not in found, part


@pytest.mark.parametrize("code", ["def double(x:\n", "x = 1\n", ""])
def test_where_the_answer_is_not_known_the_whole_file_is(code: str) -> None:
    assert answer_code(code, ["double"]) == code


def test_two_files_with_the_same_answer_do_not_differ_whatever_else_is_in_them() -> None:
    assert answers_diff(FILE, answer_code(FILE, ["double"]), ["double"]) == ()
