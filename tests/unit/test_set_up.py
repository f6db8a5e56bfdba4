"""Setting up installs what is asked for once, and more only when more is asked for."""

from __future__ import annotations

import importlib.util
import subprocess
from pathlib import Path
from types import ModuleType

import pytest

TOOL = Path(__file__).resolve().parents[2] / "tools" / "bootstrap.py"


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location("bootstrap", TOOL)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.touch()
    monkeypatch.setattr(module, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(module, "PYTHON", python)
    module.installed = []  # type: ignore[attr-defined]
    monkeypatch.setattr(module, "pip_install", lambda *given: module.installed.append(given[1]))
    return module


def test_a_second_start_installs_nothing(tool: ModuleType) -> None:
    assert tool.main([]) == tool.main([]) == 0
    assert tool.installed == [".[dev]"]


def test_the_optional_libraries_come_when_they_are_asked_for_and_stay(tool: ModuleType) -> None:
    for arguments in ([], ["--engines"], ["--engines"], []):
        assert tool.main(arguments) == 0
    assert tool.installed == [".[dev]", ".[dev,engines,spark]"]


def test_a_change_of_what_is_needed_installs_again(tool: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    tool.main(["--engines"])
    monkeypatch.setattr(tool, "fingerprint", lambda: "another")
    tool.main([])
    tool.main([])
    assert tool.installed == [".[dev,engines,spark]", ".[dev]"]


def test_a_failed_installation_is_tried_again(tool: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:

        def fails(*given: str) -> None:
            raise subprocess.CalledProcessError(2, "pip")

        broken.setattr(tool, "pip_install", fails)
        assert tool.main([]) == 2
    assert tool.main([]) == 0 and tool.installed == [".[dev]"]
