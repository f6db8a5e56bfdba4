"""A start is quick because it loads little; these hold it to that."""

from __future__ import annotations

import json
import subprocess
import sys

HEAVY = {"torch", "sklearn", "pandas", "matplotlib", "scipy"}


def _loaded(code: str) -> set[str]:
    return {name.partition(".")[0] for name in _modules(code)}


def _modules(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys, json; print(json.dumps(sorted(sys.modules)))"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(json.loads(done.stdout.splitlines()[-1]))


def test_the_command_line_starts_without_textual_and_without_the_libraries() -> None:
    loaded = _loaded("import hotseat.cli.main, hotseat.cli.commands")
    assert not loaded & (HEAVY | {"textual", "rich", "numpy", "yaml", "pydantic", "jupyter_client", "zmq"})


def test_plain_lines_are_told_without_a_screen() -> None:
    rooms = "app, home, sitting, reading, coding, asking, answering, telling, debrief, markdown, roles"
    loaded = _loaded(f"import hotseat.cli.plain, hotseat.cli.wiring\nfrom hotseat.plain import {rooms}")
    assert not loaded & (HEAVY | {"textual", "rich", "numpy", "jupyter_client", "zmq"})


def test_the_app_loads_none_of_the_heavy_libraries_before_its_first_frame() -> None:
    loaded = _loaded("import hotseat.tui.app, hotseat.cli.wiring, hotseat.cli.sessions, hotseat.cli.banks")
    assert not loaded & (HEAVY | {"jupyter_client", "numpy"})


def test_the_home_screen_waits_for_nothing_but_itself() -> None:
    loaded = _modules(
        "import hotseat.cli.main, hotseat.cli.front_ends, hotseat.cli.screen, hotseat.tui.app, hotseat.tui.keymap"
    )
    slow = (
        "hotseat.interview",
        "hotseat.question_bank.model",
        "hotseat.reference",
        "hotseat.review",
        "hotseat.kernels",
    )
    assert not [name for name in loaded if name.startswith(slow)]
    assert not loaded & {"pydantic", "yaml", "markdown_it", "typer"}


def test_without_a_language_model_nothing_of_it_is_loaded() -> None:
    code = "import hotseat.tui.app, hotseat.cli.wiring, hotseat.cli.service, hotseat.tui.screens.interview, sys"
    done = subprocess.run(
        [sys.executable, "-c", f"{code}; print([m for m in sys.modules if 'tornado' in m or 'voices.chat' in m])"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"


def test_reading_answers_needs_no_heavy_library() -> None:
    loaded = _loaded("import hotseat.reference.rubric")
    assert not loaded & (HEAVY | {"numpy"})
