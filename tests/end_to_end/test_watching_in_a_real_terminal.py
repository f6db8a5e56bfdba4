"""``--watch`` and the editor beside the app, with the installed program, the real judge and the real kernel."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

pytest.importorskip("pexpect")
pytest.importorskip("pyte")

from support.terminal import HOTSEAT, Terminal

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

WRONG = "# %%\ndef zscore(x):\n    return (x - x.mean()) / x.std()\n"
RIGHT = (
    "# %%\nimport numpy as np\n\n# %%\n"
    "def zscore(x):\n"
    "    spread = x.std()\n"
    "    return (x - x.mean()) / spread if spread > 0 else np.zeros_like(x, dtype=float)\n"
)


@pytest.mark.in_turn
def test_a_save_is_judged_a_key_is_heard_and_a_pass_ends_it(own_home: Path, tmp_path: Path) -> None:
    file = tmp_path / "answer.py"
    with Terminal(
        "practice", "zscore", "--watch", "--file", str(file), env={"HOTSEAT_HOME": str(own_home)}
    ) as terminal:
        terminal.until("Each time you save, it is judged")
        file.write_text(WRONG, encoding="utf-8")
        terminal.until("a constant input gives zeros: does not hold")
        terminal.type("h")
        terminal.until("Write the formula down")
        file.write_text(RIGHT, encoding="utf-8")
        terminal.until("Every check passed")
        assert terminal.ended() == 0
    told = subprocess.run([str(HOTSEAT), "review", "--json"], capture_output=True, text=True, check=True).stdout
    assert '"ended": "left"' in told


@pytest.mark.parametrize(("key", "code"), [("q", 1), ("\x03", 130)])
def test_leaving_early_keeps_the_file_and_the_session(own_home: Path, tmp_path: Path, key: str, code: int) -> None:
    file = tmp_path / "answer.py"
    with Terminal(
        "practice", "zscore", "--watch", "--file", str(file), env={"HOTSEAT_HOME": str(own_home)}
    ) as terminal:
        terminal.until("q quit")
        terminal.type(key)
        assert terminal.ended() == code
    assert "def zscore" in file.read_text(encoding="utf-8")
    told = subprocess.run([str(HOTSEAT), "review", "--json"], capture_output=True, text=True, check=True).stdout
    assert '"status": "open"' in told


@pytest.mark.in_turn
def test_undo_goes_on_after_a_kill_and_a_second_editor_is_heard(own_home: Path) -> None:
    env = {"HOTSEAT_HOME": str(own_home)}
    with Terminal("practice", "zscore", env=env) as terminal:
        terminal.until("kernel ready")
        terminal.press("f3")
        terminal.type("alpha")
        terminal.until("alpha")
        (path,) = own_home.glob("sessions/*/code/zscore.py")
        terminal.until(lambda _: path.read_text(encoding="utf-8").startswith("alpha"))
        path.write_text("# from another editor\n", encoding="utf-8")
        terminal.until("# from another editor")
        terminal.until(lambda _: bool(list(own_home.glob("sessions/*/undo/zscore.json"))))
        terminal.until(lambda _: "another editor" in next(own_home.glob("sessions/*/undo/*.json")).read_text())
        terminal.kill()
    with Terminal("resume", env=env) as terminal:
        terminal.until("# from another editor")
        terminal.until("kernel ready")
        terminal.press("f3")
        terminal.type("\x1a")
        terminal.until(lambda text: "alpha" in text and "from another editor" not in text)
        terminal.kill()
