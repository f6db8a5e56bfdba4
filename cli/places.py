"""Where Hotseat keeps its files: the platform's data and config folders, or all under ``HOTSEAT_HOME``.

What can be deleted at any time lies in ``hotseat`` under the folder that ``HOTSEAT_CACHE`` names, where it names one.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Places:
    """Folders and files; nothing is made until it is needed."""

    data: Path
    config: Path
    cache: Path | None = None
    """What can be deleted at any time; a folder beside the data where it is None."""

    @property
    def index(self) -> Path:
        """The folder of what was read of the bank; see :mod:`hotseat.question_bank.index`."""
        return self.cache or self.data / "cache"

    @property
    def sessions(self) -> Path:
        """One folder a session."""
        return self.data / "sessions"

    @property
    def own_pack(self) -> Path:
        """The person's own questions."""
        return self.data / "pack"

    @property
    def packs(self) -> Path:
        """Packs of others, a folder each."""
        return self.data / "packs"

    @property
    def trust(self) -> Path:
        """Which packs the person trusts."""
        return self.data / "trust.json"

    @property
    def log(self) -> Path:
        """What went wrong, for us."""
        return self.data / "hotseat.log"

    @property
    def screen(self) -> Path:
        """What the screen remembers: how the panes lie."""
        return self.data / "screen.json"

    @property
    def plan(self) -> Path:
        """The plan until an interview."""
        return self.data / "plan.json"

    @property
    def kernel(self) -> Path:
        """Where a kernel waits that is started ahead of a session."""
        return self.data / "kernel"

    @property
    def first_steps(self) -> Path:
        """The first steps, which are no session."""
        return self.data / "first-steps"

    @property
    def labels(self) -> Path:
        """The person's own word on rubric points."""
        return self.data / "labels.jsonl"

    @property
    def settings(self) -> Path:
        return self.config / "config.toml"

    def named(self) -> dict[str, Path]:
        """Every place by the name it is told by; the folder that most of them lie in comes first."""
        return {
            "data": self.data,
            "sessions": self.sessions,
            "own questions": self.own_pack,
            "packs": self.packs,
            "trust": self.trust,
            "settings": self.settings,
            "screen": self.screen,
            "labels": self.labels,
            "plan": self.plan,
            "log": self.log,
            "first steps": self.first_steps,
            "spare kernel": self.kernel,
            "cache": self.index,
        }


def places() -> Places:
    """The places for this person, as the environment says."""
    home, cache = _folder("HOTSEAT_HOME"), _folder("HOTSEAT_CACHE")
    if cache:
        cache /= "hotseat"  # a folder of its own: it is deleted whole when the person wants all gone
    if home:
        return Places(home, home, cache)
    from platformdirs import PlatformDirs

    dirs = PlatformDirs("hotseat", appauthor=False)
    return Places(Path(dirs.user_data_dir), Path(dirs.user_config_dir), cache or Path(dirs.user_cache_dir))


def _folder(variable: str) -> Path | None:
    named = os.environ.get(variable, "").strip()
    return Path(named).expanduser().absolute() if named else None


def make_private(folder: Path) -> Path:
    """Make a folder that only this person can read. Raises OSError where it cannot be made or written to."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not os.access(folder, os.W_OK | os.X_OK):
        raise PermissionError(13, "the folder cannot be written to", str(folder))
    return folder
