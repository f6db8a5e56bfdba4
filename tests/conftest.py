"""What every test stands on: the program's files in a folder of the test's own, and no colour or terminal from outside."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotseat.reference.reading import at_hand


def pytest_configure(config: pytest.Config) -> None:
    """What is promised of reading holds by words alone; embeddings that happen to be installed must not decide a test.

    Here, because some test files make an assessor, which begins to load them, while they are collected.
    """
    patch = pytest.MonkeyPatch()
    patch.setattr(at_hand, "folder", lambda: None)
    config.add_cleanup(patch.undo)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the person's own sessions and settings."""
    home = tmp_path / "hotseat-home"
    monkeypatch.setenv("HOTSEAT_HOME", str(home))
    monkeypatch.delenv("NO_COLOR", raising=False)
    return home
