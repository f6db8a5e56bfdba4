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


def test_a_plain_way_into_a_session_needs_no_parser() -> None:
    code = "import hotseat.cli.main as m; from hotseat.cli.short_ways import short_way; assert short_way(['practice', 'zscore'])"
    loaded = _modules(f"{code}; import hotseat.cli.front_ends, hotseat.cli.screen, hotseat.tui.app")
    assert not loaded & {"typer", "click", "pydantic", "yaml", "zmq", "hotseat.cli.commands"}


def test_the_kernel_is_under_way_before_any_room_of_the_interview_is_loaded() -> None:
    loaded = _modules(
        "from pathlib import Path; from hotseat.cli.kernel_runner import new_runner; from hotseat.cli.settings import Settings;"
        "new_runner(Path(), Settings())"
    )
    rooms = ("hotseat.interview", "hotseat.question_bank", "hotseat.reference", "hotseat.review", "hotseat.tui")
    assert "hotseat.kernels.kernel" in loaded
    assert not [name for name in loaded if name.startswith(rooms)]
    assert not loaded & {"pydantic", "yaml", "textual", "rich"}


def test_the_kernels_process_is_begun_before_the_toolkit_and_without_the_libraries_that_manage_kernels() -> None:
    loaded = _modules(
        "import hotseat.cli.main, hotseat.cli.front_ends, hotseat.cli.screen, hotseat.cli.kernel_runner, hotseat.kernels.ahead"
    )
    assert not loaded & {
        "textual",
        "rich",
        "pydantic",
        "yaml",
        "jupyter_client",
        "psutil",
        "zmq",
        "hotseat.kernels.kernel",
    }


def test_the_kernel_is_talked_to_without_jupyter_client() -> None:
    loaded = _modules("import hotseat.kernels.kernel, hotseat.kernels.connection, zmq.asyncio")
    assert not loaded & {"jupyter_client", "traitlets", "psutil", "html.parser"}


def test_the_interviews_screen_stands_before_the_bank_and_the_engine_are_loaded() -> None:
    loaded = _modules("import hotseat.tui.app, hotseat.tui.screens.interview, hotseat.cli.glimpse")
    engine = (
        "hotseat.question_bank.model",
        "hotseat.interview.engine",
        "hotseat.interview.decide",
        "hotseat.kernels.kernel",
    )
    assert not [name for name in loaded if name.startswith(engine)]
    assert not loaded & {"pydantic", "yaml", "zmq", "wcwidth"}


SESSION = "import hotseat.cli.service, hotseat.cli.wiring, hotseat.tui.app, hotseat.tui.screens.interview"


def test_a_session_is_on_the_screen_before_the_judge_and_the_reading_of_answers_are_loaded() -> None:
    loaded = _modules(SESSION)
    later = (
        "hotseat.reference.judge",
        "hotseat.reference.reading",
        "hotseat.reference.rubric",
        "hotseat.kernels.nursery",
    )
    assert not [
        name for name in loaded if name.startswith((*later, "rich.markdown", "markdown_it", "jedi", "jupyter_client"))
    ]


def test_a_session_is_on_the_screen_before_the_wordings_of_requests_are_compiled() -> None:
    code = "from hotseat.interview import requests as r; assert r._requests.cache_info().currsize == 0"
    _modules(
        f"{SESSION}; {code}; assert r.request('May I have a hint?') == 'hint'; assert r._requests.cache_info().currsize"
    )


def test_the_methods_of_most_records_wait_for_the_first_record() -> None:
    count = (
        "from hotseat import frozen as f; from hotseat.interview import code_events, commands, events, talk_events;"
        "rooms = (code_events, commands, events, talk_events);"
        "own = [c for m in rooms for c in vars(m).values() if isinstance(c, type) and c.__module__ == m.__name__];"
        "late = [c for c in own if vars(c).get('__init__') is f._init];"
        "assert len(late) >= 0.9 * len(own) > 50, (len(late), len(own))"
    )
    _modules(f"{SESSION}; {count}")


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
