"""Functions of a submission, sent to the processes it starts.

A pool that starts fresh interpreters (joblib's is one) sends a function by the name of its module, and no interpreter can
import a submission. Told so, it sends the function's code instead.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib import import_module

_SENDERS = "cloudpickle", "joblib.externals.cloudpickle"
"""What sends functions to other processes: the library by itself, and the copy that joblib carries before version 1.6."""


def send_by_value(module: str) -> None:
    """Lets the installed senders send what the loaded module ``module`` defines as code."""
    for sender in _SENDERS:
        with suppress(ModuleNotFoundError):
            import_module(sender).register_pickle_by_value(sys.modules[module])
