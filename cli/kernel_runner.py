"""The live kernel as the interview's runner. Loads little, so that a kernel can be under way before anything else is there."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hotseat.cli.settings import Settings
    from hotseat.interview.ports import Ending
    from hotseat.kernels.ahead import Begun
    from hotseat.kernels.kernel import Kernel
    from hotseat.kernels.remote.address import Server

WHOLE_OUTPUTS = "outputs"
"""The folder in a session's for what its cells print beyond what is shown."""


class KernelRunner:
    """The live kernel, as the interview's runner."""

    def __init__(
        self,
        folder: Path,
        *,
        name: str | None = None,
        memory_megabytes: int | None = None,
        preload: Sequence[str] = (),
        begun: Begun | None = None,
        server: Server | None = None,
    ) -> None:
        """``folder`` takes the work folder and the log; :meth:`move_to` may change where cells work.

        ``preload`` are libraries that a restart should have; see :class:`hotseat.kernels.kernel.Kernel`.
        ``begun`` is the kernel's process where it was begun already, by :func:`begin_kernel`. ``server`` is
        where the kernel is to run, if not on this machine.
        """
        self._preload = tuple(preload)
        self._folder = folder
        self._name = name
        self._memory = memory_megabytes
        self._begun = begun
        self._server = server
        self._kernel: Kernel | None = None
        self._starting: asyncio.Task[None] | None = None
        self._work: Path | None = None
        self._told: tuple[str, str] = ("stopped", "")
        self._tell: Callable[[str, str], None] = lambda status, sentence: None
        self._behind: Callable[[Mapping[str, Any]], None] = lambda output: None

    @property
    def kernel(self) -> Kernel | None:
        """The kernel itself, for completion; None before the start."""
        return self._kernel

    async def start(
        self, on_status: Callable[[str, str], None], on_background: Callable[[Mapping[str, Any]], None]
    ) -> None:
        """Start the kernel, or take the one that was started ahead, and report how that goes; never raises."""
        self._tell, self._behind = on_status, on_background
        on_status(*self._told if self._starting else ("starting", ""))
        self.start_ahead()
        assert self._starting is not None
        await self._starting
        if self._work is not None and self._told[0] == "ready":
            await self._change_folder(self._work)

    def start_ahead(self) -> None:
        """Begin to start the kernel before any session needs it; calling it again does nothing."""
        if self._starting is None:
            self._starting = asyncio.create_task(self._start(), name="hotseat-kernel-start")

    def move_to(self, folder: Path) -> None:
        """Let the cells of a kernel that was started ahead work in another folder."""
        self._work = folder / "work"

    async def _start(self) -> None:
        from hotseat.kernels.kernel import Kernel

        work = _work(self._folder)
        work.mkdir(parents=True, exist_ok=True)
        self._kernel = Kernel(
            cwd=work,
            log=_log(self._folder),
            name=self._name,
            memory_megabytes=self._memory,
            preload=self._preload,
            whole_outputs=self._folder / WHOLE_OUTPUTS,
            on_status=self._status,
            on_background=lambda output: self._behind(output.to_dict()),
            begun=self._begun,
            server=self._server,
        )
        self._begun = None
        await self._begin(self._kernel.start)

    async def _change_folder(self, work: Path) -> None:
        assert self._kernel is not None
        await asyncio.to_thread(work.mkdir, parents=True, exist_ok=True)
        self._kernel.whole_outputs = work.parent / WHOLE_OUTPUTS
        await self._kernel.work_in(work)

    def whole_output(self, file: str) -> str:
        """Where all that a cell printed lies; an empty text where it is kept no longer."""
        from hotseat.kernels import spill

        folder = self._work.parent if self._work is not None else self._folder
        found = spill.find(folder / WHOLE_OUTPUTS, file)
        return str(found) if found else ""

    def _status(self, status: str) -> None:
        ended = self._kernel.ended if self._kernel else None
        if status == "dead":
            self._report("dead", ended.sentence if ended else "The kernel died. Restart it to run cells again.")
        elif status in ("starting", "ready", "away", "stopped"):
            self._report(status, self._kernel.told if self._kernel and status in ("ready", "away") else "")

    def _report(self, status: str, sentence: str) -> None:
        self._told = (status, sentence)
        self._tell(status, sentence)

    async def _begin(self, start: Callable[[], Awaitable[None]]) -> None:
        from hotseat.kernels.kernel import KernelUnavailable

        try:
            await start()
        except KernelUnavailable as fault:
            self._report("missing", str(fault))
        except OSError as fault:
            self._report("missing", f"The kernel could not be started: {fault.strerror or fault}. Run hotseat doctor.")

    async def run(
        self,
        code: str,
        on_output: Callable[[Mapping[str, Any]], None],
        ask_input: Callable[[str, bool], Awaitable[str | None]],
    ) -> Ending:
        """Run a cell in the kernel."""
        assert self._kernel is not None, "the kernel is started before cells are run"
        return await self._kernel.run(code, on_output=lambda o: on_output(o.to_dict()), ask_input=ask_input)

    async def prepare(self, code: str) -> Ending:
        """Run code that is not the person's."""
        assert self._kernel is not None, "the kernel is started before cells are run"
        return await self._kernel.run(code, on_output=lambda _: None, counted=False)

    async def holds(self, names: Sequence[str], packages: Sequence[str]) -> tuple[frozenset[str], frozenset[str]]:
        """What the kernel has of these names and packages."""
        return await self._kernel.holds(names, packages) if self._kernel else (frozenset(), frozenset())

    async def interrupt(self) -> None:
        if self._kernel:
            await self._kernel.interrupt()

    async def restart(self) -> None:
        if self._kernel:
            await self._begin(self._kernel.restart)

    async def crash(self) -> None:
        if self._kernel:
            await self._kernel.crash()

    async def stop(self) -> None:
        if self._starting is not None and not self._starting.done():
            self._starting.cancel()
        if self._kernel:
            await self._kernel.stop()
        elif self._begun:
            await self._begun.end()


def _work(folder: Path) -> Path:
    return folder / "work"


def _log(folder: Path) -> Path:
    return folder / "kernel.log"


def begin_kernel(folder: Path, settings: Settings) -> Begun | None:
    """Begin the process of a kernel for :func:`new_runner`, before all else; None where a kernel of another name is wanted.

    Loads little. Whoever calls it sees to it that a runner takes it, or that it is ended.
    """
    from hotseat.kernels.ahead import begin

    return (
        None
        if settings.kernel or settings.kernel_server
        else begin(_work(folder), _log(folder), settings.kernel_memory or None)
    )


def new_runner(folder: Path, settings: Settings, begun: Begun | None = None) -> KernelRunner:
    """A runner as the settings want it, with the libraries that a restart should have; nothing is started yet.

    Loads all that a start needs, which takes a while: call it in a thread.
    """
    import_module("hotseat.kernels.kernel")
    from hotseat.kernels.reserve import LIBRARIES

    server: Server | None = None
    if settings.kernel_server:
        from hotseat.cli.kernel_server import server_at

        import_module("hotseat.kernels.remote.life")
        server = server_at(settings.kernel_server)
    return KernelRunner(
        folder,
        name=settings.kernel or None,
        memory_megabytes=settings.kernel_memory or None,
        preload=LIBRARIES,
        begun=begun,
        server=server,
    )
