"""Tests of what reaches beyond one terminal and one machine; ``make beyond`` runs them, ``make test`` does not."""

from __future__ import annotations

import os

collect_ignore_glob = [] if os.environ.get("HOTSEAT_BEYOND") else ["test_*.py"]
