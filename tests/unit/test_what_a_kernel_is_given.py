"""The environment of a live kernel: what it needs, no secret of the person's, and nothing that reports to anybody."""

from __future__ import annotations

from pathlib import Path

from hotseat.kernels.launch import environment


def test_no_library_reports_home_or_listens_outside() -> None:
    env = environment({"PATH": "/bin", "ORT_DISABLE_TELEMETRY": "0"}, Path("/run"), "mark", own=True, bounded=False)
    assert env["ORT_DISABLE_TELEMETRY"] == "1" and env["SPARK_LOCAL_IP"] == "127.0.0.1"


def test_a_token_of_the_shell_reaches_no_cell() -> None:
    given = {"PATH": "/bin", "OMP_NUM_THREADS": "2", "GH_TOKEN": "x", "AWS_SECRET_KEY": "x", "CUDA_TOKEN": "x"}
    env = environment(given, Path("/run"), "mark", own=True, bounded=False)
    assert env["OMP_NUM_THREADS"] == "2" and not {"GH_TOKEN", "AWS_SECRET_KEY", "CUDA_TOKEN"} & env.keys()
