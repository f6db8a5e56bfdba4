"""The points a person has overruled, kept as labels in one file of theirs, a JSON object a line; it goes nowhere else."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hotseat.interview import disk


class LabelFile:
    """Appends labels to a file that only this person can read."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def keep(self, label: Mapping[str, Any]) -> None:
        """Append one label, a line in one write. Raises OSError where it cannot be written."""
        disk.make_private(self._path.parent)
        line = json.dumps(label, ensure_ascii=False) + "\n"
        descriptor = disk.open_regular(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        try:
            disk.write_whole(descriptor, line.encode("utf-8", "backslashreplace"))
            disk.sync(descriptor)
        finally:
            os.close(descriptor)
