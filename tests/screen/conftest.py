"""Pictures of screens, one SVG file each."""

from __future__ import annotations

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from hotseat.tui import notices


class Picture(SingleFileSnapshotExtension):
    """One SVG file a picture."""

    _write_mode = WriteMode.TEXT
    file_extension = "svg"


@pytest.fixture
def picture(snapshot: SnapshotAssertion) -> SnapshotAssertion:
    return snapshot.use_extension(Picture)


@pytest.fixture(autouse=True)
def each_notice_stands_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keys come faster here than from fingers: what they bring about are not notices of one moment."""
    monkeypatch.setattr(notices, "TOGETHER", 0.0)
