"""Looking at a session that another program has open: its journal is read, and never locked or written."""

from __future__ import annotations

from pathlib import Path

import psutil

from hotseat.front.elsewhere import Onlook
from hotseat.interview import journal
from hotseat.review.history import JOURNAL, folder_of
from hotseat.review.replay_recording import Recording, extended, of_records


class Onlooker:
    """Reads one session again and again; what was read once is not read anew."""

    def __init__(self, root: Path, session: str) -> None:
        self._path = folder_of(root, session) / JOURNAL
        self._session = session
        self._known: journal.JournalContents | None = None
        self._recording: Recording | None = None

    def look(self, known: Recording | None) -> Onlook:
        """What is new to somebody who knows this much of it. Raises OSError or ValueError where nothing can be read."""
        pid = journal.owner(self._path)
        still = pid is not None and psutil.pid_exists(pid)
        if self._known is None or self._recording is None or known is not self._recording:
            return Onlook(self._first(), still)
        try:
            found = journal.read_on(self._path, self._known)
        except OSError:
            return Onlook(open=still)  # removed, perhaps: whoever writes it puts it back
        more = found.records[len(self._known.records) :]
        if not more:
            return Onlook(open=still)
        # What is being written now counts as a torn end, and is read the next time.
        self._known, self._recording = found, extended(self._recording, more)
        return Onlook(self._recording, still)

    def _first(self) -> Recording:
        found = journal.read(self._path)
        recording = of_records(found.records, session=self._session)
        if not recording.records:
            raise ValueError("nothing was recorded in it.")
        self._known, self._recording = found, recording
        return recording
