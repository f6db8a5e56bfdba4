"""What every test stands on: the program's files in a folder of the test's own, and no colour or terminal from outside."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the person's own sessions and settings."""
    home = tmp_path / "hotseat-home"
    monkeypatch.setenv("HOTSEAT_HOME", str(home))
    monkeypatch.delenv("NO_COLOR", raising=False)
    return home
