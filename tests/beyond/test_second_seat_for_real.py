"""The second seat between two processes: the app in a real terminal, and who watches it in another."""

from __future__ import annotations

from pathlib import Path

from support.terminal import Terminal


def test_somebody_watches_speaks_marks_and_the_candidate_sees_and_keeps_it(tmp_path: Path) -> None:
    env = {"HOTSEAT_HOME": str(tmp_path / "home"), "HOTSEAT_ASK_GUESS": "0"}
    with Terminal("practice", "zscore", "--second-seat", env=env) as app:
        app.until("kernel ready")
        with Terminal("seat", "--name", "Ana", env=env, columns=100) as seat:
            seat.until("You have the second seat")
            app.until("Ana joins us now")
            seat.type("Why divide by n?")
            seat.press("enter")
            app.until("Ana: Why divide by n?")
            app.type("Because all of the data is here.")
            app.press("enter")
            seat.until("Candidate: Because all of the data is here.")
            seat.type("/mark coding solid Calm and clear")
            seat.press("enter")
            seat.until("Coding is marked solid")
            app.kill()
            seat.until("The session was closed")
    with Terminal("resume", "--second-seat", env=env) as again:
        again.until("Because all of the data is here.")
        again.until("Ana: Why divide by n?")
        with Terminal("seat", "--name", "Ben", env=env, columns=100) as other:
            other.until("You have the second seat")
            again.until("Ben joins us now")
        again.kill()
    assert '"Calm and clear"' in next((tmp_path / "home").rglob("peers/*.json")).read_text()
