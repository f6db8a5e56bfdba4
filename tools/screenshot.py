"""Take the README's pictures: the real app, kernel and judge, driven without a terminal, exported as SVG.

``.venv/bin/python tools/screenshot.py`` writes ``docs/interview.svg`` and ``docs/home.svg``.
"""

from __future__ import annotations

import asyncio
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 90.0
"""Seconds to wait for what is to be seen."""
DOCS = Path(__file__).resolve().parent.parent / "docs"
CODE = '''\
# %% Your function
def davies_bouldin_index(X, labels):
    """Mean over clusters of the worst ratio of spread to separation."""
    groups = [X[labels == k] for k in np.unique(labels)]
    centroids = np.array([g.mean(axis=0) for g in groups])
    spread = np.array([
        np.sqrt(((g - c) ** 2).sum(axis=1).mean())
        for g, c in zip(groups, centroids)
    ])
    gaps = np.linalg.norm(centroids[:, None] - centroids[None], axis=2)
    np.fill_diagonal(gaps, np.inf)
    return ((spread[:, None] + spread[None]) / gaps).max(axis=1).mean()

# %% A small example
import numpy as np

X = np.array([[0.0, 0.0], [0.0, 2.0], [4.0, 0.0], [4.0, 2.0]])
print(davies_bouldin_index(X, np.array(["a", "a", "b", "b"])))
'''


async def main() -> None:
    """Drive the app to the two moments and write them down."""
    with tempfile.TemporaryDirectory() as home:
        os.environ["HOTSEAT_HOME"] = home
        from hotseat.cli.places import places
        from hotseat.cli.service import RealService
        from hotseat.cli.settings import Settings
        from hotseat.front.kept import Kept, write_kept
        from hotseat.interview import commands as c
        from hotseat.tui.app import HotseatApp
        from hotseat.tui.screens.interview import InterviewScreen
        from hotseat.tui.widgets.editor import CodeEditor

        write_kept(places().screen, Kept(welcomed=True))
        service = RealService(places(), Settings(ask_guess=False))
        app = HotseatApp(service)
        async with app.run_test(size=(120, 40)) as pilot:

            async def until(holds: Callable[[], bool]) -> None:
                end = time.monotonic() + PATIENCE
                while not holds():
                    if time.monotonic() > end:
                        raise SystemExit(f"That was never seen; the screen is {type(app.screen).__name__}.")
                    await pilot.pause(0.05)

            await pilot.pause(1.0)
            (DOCS / "home.svg").write_text(app.export_screenshot(title="hotseat"), encoding="utf-8")
            app.practise("davies-bouldin")
            await until(lambda: isinstance(app.screen, InterviewScreen))
            screen = app.screen
            assert isinstance(screen, InterviewScreen)
            engine = screen.engine
            await until(lambda: engine.state.kernel == "ready")
            screen.do(c.Say("Which distance do you want, Euclidean?"))
            await until(lambda: any(m.act.startswith("clarify") for m in engine.state.messages))
            screen.do(
                c.Say(
                    "I take the centroids first, then each cluster's spread around its own, and for every cluster the "
                    "worst ratio to another one."
                )
            )
            screen.query_one(CodeEditor).load_text(CODE)
            await pilot.pause(0.5)
            await pilot.press("f6")
            await until(lambda: bool(engine.state.cells) and engine.state.running_cell is None)
            await pilot.press("f9")
            await until(lambda: any(s.verdict for s in engine.state.submissions.values()))
            await pilot.pause(1.0)
            (DOCS / "interview.svg").write_text(app.export_screenshot(title="hotseat"), encoding="utf-8")
            await screen.shut()
            app.exit(0)


if __name__ == "__main__":
    asyncio.run(main())
