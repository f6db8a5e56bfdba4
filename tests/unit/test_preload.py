"""What a warm parent loads before it forks."""

from __future__ import annotations

import subprocess
import sys

import pytest

from hotseat.kernels.nursery import environment
from hotseat.kernels.preload import ENGINES, LIBRARIES, engines_of
from hotseat.question_bank.engines import EXTRAS, installed


def test_every_optional_library_that_hotseat_names_is_loaded_ahead() -> None:
    assert ENGINES.keys() == EXTRAS.keys()


def test_names_that_hotseat_does_not_know_are_never_loaded_outside_the_sandbox() -> None:
    assert engines_of(["numba", "evil", "duckdb", "numba"]) == ("duckdb", "numba")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux forks from a warm parent")
def test_no_library_starts_a_thread_as_it_is_loaded() -> None:
    engines = [module for name, modules in ENGINES.items() if installed(name) for module in modules]
    names = [*LIBRARIES["science"], *engines]
    load = f"import os, importlib\nfor name in {names!r}: importlib.import_module(name)\n"
    code = f"{load}print(len(os.listdir('/proc/self/task')))"
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True, timeout=120
    )
    assert done.stdout.split()[-1] == "1"
