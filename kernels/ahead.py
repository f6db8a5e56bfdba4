"""A kernel's process that is begun before there is an event loop: it starts while the program loads what else it needs."""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from hotseat.kernels.choice import KernelUnavailable, Plan
from hotseat.kernels.launch import environment, opened_log, prepare
from hotseat.kernels.process import Process
from hotseat.kernels.starter import Starter

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Begun:
    """A process that is on its way to be a kernel, and what it was begun with."""

    process: Process
    plan: Plan
    cwd: Path
    log: Path
    memory_megabytes: int | None

    async def end(self) -> None:
        """End it, where no kernel has taken it."""
        await self.process.end()
        await self.process.clean()


def begin(cwd: Path, kernel_log: Path, memory_megabytes: int | None) -> Begun | None:
    """Begin the process of the kernel that is meant without a name, in this thread, with which it ends.

    None where it cannot be begun like this; then it is started later in the usual way, which also says what is wrong.
    """
    if sys.platform == "win32":
        return None
    try:
        cwd.mkdir(parents=True, exist_ok=True)
        plan, manager, folder = prepare(None, memory_megabytes, cwd, kernel_log, None)
    except (OSError, KernelUnavailable) as fault:
        log.info("no kernel ahead: %s", fault)
        return None
    assert isinstance(manager, Starter), "what has no name is our own"
    mark = secrets.token_hex(8)
    env = environment(os.environ, folder, mark, own=plan.own, bounded=bool(memory_megabytes))
    try:
        with opened_log(kernel_log, plan) as file:
            start = file.tell()
            manager.start_now(env=env, cwd=str(cwd), stdin=subprocess.DEVNULL, stdout=file, stderr=file)
    except OSError as fault:
        log.info("no kernel ahead: %s", fault)
        shutil.rmtree(folder, ignore_errors=True)
        return None
    return Begun(Process(manager, folder, kernel_log, start, mark, plan.kept), plan, cwd, kernel_log, memory_megabytes)
