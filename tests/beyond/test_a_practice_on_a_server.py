"""The installed program in plain lines, with its cells on a real Jupyter server and the judge here."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("jupyter_server")

from support.jupyter_servers import TOKEN, JupyterServer
from support.terminal import HOTSEAT

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

TYPED = """/write
# %%
def zscore(x):
    spread = x.std()
    return (x - x.mean()) / spread if spread > 0 else np.zeros_like(x, dtype=float)
# %%
import os
print("seen in", os.getcwd())
open("made-there.txt", "w").write("x")
.
/run
/submit
/end
yes
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[JupyterServer]:
    made = JupyterServer(tmp_path_factory.mktemp("server"))
    made.start()
    yield made
    made.stop()


def hotseat(home: Path, *arguments: str, typed: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "HOTSEAT_HOME": str(home), "HOTSEAT_KERNEL_TOKEN": TOKEN, **more}
    return subprocess.run(
        [str(HOTSEAT), *arguments], input=typed, env=env, capture_output=True, text=True, timeout=180, check=False
    )


def test_code_runs_there_and_the_submission_is_judged_here(own_home: Path, server: JupyterServer) -> None:
    done = hotseat(own_home, "practice", "zscore", "--plain", "--kernel-server", server.url, typed=TYPED)
    assert done.returncode == 0, done.stderr
    assert f"Note: Cells run on {server.url}, in its kernel python3" in done.stdout
    assert f"seen in {server.folder / 'root'}" in done.stdout and (server.folder / "root" / "made-there.txt").exists()
    assert "Checks: PASS" in done.stdout
    assert server.kernels() == []
    (journal,) = own_home.glob("**/journal.jsonl")
    assert f"Cells run on {server.url}" in journal.read_text()
    for file in own_home.rglob("*"):
        assert not file.is_file() or TOKEN.encode() not in file.read_bytes(), f"the token stands in {file}"
    assert TOKEN not in done.stdout + done.stderr
    moments = hotseat(own_home, "review", "--transcript", journal.parent.name)
    assert moments.returncode == 0


def test_without_the_server_the_interview_goes_on_in_words(own_home: Path) -> None:
    typed = "What comes back for a constant input?\n\n/run\n/submit\n/end\nyes\n"
    done = hotseat(own_home, "practice", "zscore", "--plain", typed=typed, HOTSEAT_KERNEL_SERVER="http://127.0.0.1:9")
    assert done.returncode == 0, done.stderr
    assert "The kernel server at http://127.0.0.1:9 cannot be reached: connection refused." in done.stdout
    assert "You: What comes back" in done.stdout and "Interviewer: " in done.stdout and "Debrief: " in done.stdout


def test_the_kernels_of_a_server_are_listed_and_the_doctor_tells_of_it(own_home: Path, server: JupyterServer) -> None:
    listed = hotseat(own_home, "kernels", "--kernel-server", server.url, "--json")
    assert json.loads(listed.stdout)["kernels"][0]["name"] == "python3"
    refused = hotseat(own_home, "kernels", "--kernel-server", server.url, HOTSEAT_KERNEL_TOKEN="wrong-one")
    assert refused.returncode == 3 and "does not take the token" in refused.stderr and "wrong-one" not in refused.stderr
    told = hotseat(own_home, "doctor", "--json", HOTSEAT_KERNEL_SERVER=server.url)
    findings = [json.loads(line) for line in told.stdout.splitlines()]
    (found,) = [f for f in findings if f["subject"] == "kernel server"]
    assert found["state"] == "ok" and server.url in found["sentence"] and "starts python3" in found["sentence"]
    told = hotseat(own_home, "doctor", "--json", HOTSEAT_KERNEL_SERVER=server.url, HOTSEAT_KERNEL_TOKEN="wrong-one")
    (found,) = [f for f in map(json.loads, told.stdout.splitlines()) if f["subject"] == "kernel server"]
    assert found["state"] == "lacking" and "token" in found["sentence"]


def test_an_address_with_a_token_in_it_is_refused_without_repeating_it(own_home: Path) -> None:
    done = hotseat(own_home, "practice", "zscore", "--plain", "--kernel-server", "http://box:8888/lab?token=sesame")
    assert done.returncode == 2 and "HOTSEAT_KERNEL_TOKEN" in done.stderr and "sesame" not in done.stderr + done.stdout
