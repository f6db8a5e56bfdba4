"""What every test stands on: the program's files in a folder of the test's own, and no colour or terminal from outside.

A run of everything leaves out what is marked ``long`` and, of the tests that open the app or are marked ``in_turn``, those whose
turn is another day: each costs a second of a processor or many, and there are hundreds. ``HOTSEAT_LONG=1`` takes all, as ``make
long`` does; so does a run of files or tests that are named.
"""

from __future__ import annotations

import inspect
import os
import shutil
import tempfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

import hypothesis
import pytest

from hotseat.reference.reading import at_hand

TURNS = 3
"""In so many days in a row every such test has its turn."""


def pytest_configure(config: pytest.Config) -> None:
    """What is promised of reading holds by words alone; embeddings that happen to be installed must not decide a test.

    Here, because some test files make an assessor, which begins to load them, while they are collected.
    """
    # Workers get the day from the process that started them, so that all of them choose alike at midnight too.
    os.environ.setdefault("HOTSEAT_DAY", str(datetime.now(UTC).toordinal()))
    if "HOTSEAT_CACHE" not in os.environ:
        # The built-in bank is read once, and not anew by each of the hundreds of programs that the tests start.
        os.environ["HOTSEAT_CACHE"] = cache = tempfile.mkdtemp(prefix="hotseat-tests-cache-")
        config.add_cleanup(lambda: shutil.rmtree(cache, ignore_errors=True))
    # How long an example takes says much about what else the machine does, and little about the code.
    hypothesis.settings.register_profile("untimed", deadline=None)
    hypothesis.settings.load_profile("untimed")
    patch = pytest.MonkeyPatch()
    patch.setattr(at_hand, "folder", lambda: None)
    config.add_cleanup(patch.undo)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Choose what a run of everything takes."""
    if os.environ.get("HOTSEAT_LONG") or config.getoption("keyword") or config.args != config.getini("testpaths"):
        return
    day = int(os.environ["HOTSEAT_DAY"])
    left_out = [item for item in items if item.get_closest_marker("long") or not _has_its_turn(item, day)]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        gone = set(left_out)
        items[:] = [item for item in items if item not in gone]


def _has_its_turn(item: pytest.Item, day: int) -> bool:
    function = getattr(item, "function", None)
    on_screen = item.path.parent.name == "screen" and inspect.iscoroutinefunction(function)
    if not (on_screen or item.get_closest_marker("in_turn")):
        return True
    return zlib.crc32(item.nodeid.encode()) % TURNS == day % TURNS


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the person's own sessions and settings."""
    home = tmp_path / "hotseat-home"
    monkeypatch.setenv("HOTSEAT_HOME", str(home))
    monkeypatch.delenv("NO_COLOR", raising=False)
    return home
