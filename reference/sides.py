"""The sides of a trial: the submission, the reference and the starter, each in a witness of its own, and the examiner.

Every side is asked the same cases in the same form. What the reference did for a seed is kept, so that it is observed once.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, field

from hotseat.kernels.nursery import Nursery
from hotseat.kernels.sandbox import Limits
from hotseat.question_bank.model import Question
from hotseat.reference.examiner_desk import ExaminerDesk, IdleExaminers, Listed, Plan, QuestionFault
from hotseat.reference.witness_stand import Asked, NotAnswered, NotLoaded, Observed, WitnessStand

REFERENCE_PATIENCE = 3.0
"""How many times a check's limit the reference may take before it is the question's fault."""


@dataclass(frozen=True)
class Material:
    """A question with its files, as read when the submission came."""

    question: Question
    checks: str
    file: str
    """The name of the file of checks."""
    solution: str
    starter: str | None
    digest: str
    """SHA-256 over everything that observations depend on."""


@dataclass
class Observations:
    """What the reference did for one seed, check by check; filled as it is needed."""

    plan: Plan | None = None
    cases: dict[int, list[bytes]] = field(default_factory=dict[int, list[bytes]])
    wants: dict[int, list[bytes]] = field(default_factory=dict[int, list[bytes]])

    def size(self) -> int:
        """Bytes it takes."""
        return sum(len(one) for kept in (self.cases, self.wants) for many in kept.values() for one in many)


@dataclass
class Sides:
    """The processes of one trial. Always :meth:`close` it."""

    nursery: Nursery
    material: Material
    seed: int
    observations: Observations
    idle: IdleExaminers
    """Where an examiner comes from and goes to."""
    _stands: list[WitnessStand] = field(default_factory=list[WitnessStand])
    _desk: ExaminerDesk | None = None
    _rivals: dict[str, WitnessStand] = field(default_factory=dict[str, WitnessStand])

    @property
    def plan(self) -> Plan:
        """The checks; :meth:`open` comes first."""
        assert self.observations.plan is not None
        return self.observations.plan

    @property
    def examiner(self) -> ExaminerDesk:
        """The examiner; :meth:`open` comes first."""
        assert self._desk is not None
        return self._desk

    @property
    def alive(self) -> bool:
        """Whether every process that was started still runs."""
        return all(stand.alive for stand in self._stands) and (self._desk is None or self._desk.alive)

    async def open(self) -> Plan:
        """Starts the examiner, if it has not been, and returns its checks.

        Raises QuestionFault, MachineFault and NurseryFault.
        """
        if self._desk is None:
            self._desk = self.idle.take(self.material.digest) or ExaminerDesk(
                self.nursery, self.material.checks, self.material.file
            )
            self.observations.plan = await self._desk.open()
        return self.plan

    async def asked(self, index: int, turn: int = 0, size: int = 0) -> Asked:
        """The cases of a check; ``turn`` 0 is judged, later ones are timed, with inputs of ``size`` where growth is."""
        check = self.plan.checks[index]
        judged = turn == 0 and size == 0
        cases = self.observations.cases.get(index) if judged else None
        if cases is None:
            cases = await self.examiner.cases(index, self.seed, turn, size)
            if judged:
                self.observations.cases[index] = cases
        seeds = [self._derived(f"{check.name}:{turn}:{size}:{k}") for k in range(len(cases))]
        return Asked(check.function, check.observer, cases, seeds)

    async def wants(self, index: int) -> list[bytes]:
        """What the reference does in a check, from what is kept where it has been observed."""
        if index not in self.observations.wants:
            asked = await self.asked(index)
            stand = await self.rival("reference")
            seconds = self.seconds(self.plan.checks[index]) * REFERENCE_PATIENCE
            try:
                found = await stand.observe(asked, seconds)
            except NotAnswered as fault:
                raise QuestionFault(f"its reference gives no answer: {fault}") from None
            self.observations.wants[index] = [one.seen for one in found]
        return self.observations.wants[index]

    async def timed(self, which: str, index: int, asked: Asked) -> list[Observed]:
        """The answers of the question's own code, ``reference`` or ``starter``, each with its time."""
        stand = await self.rival(which)
        seconds = self.seconds(self.plan.checks[index]) * 10 * REFERENCE_PATIENCE
        try:
            return await stand.time(asked, seconds, marked=True)
        except NotAnswered as fault:
            raise QuestionFault(f"its own code gives no answer: {fault}") from None

    async def rival(self, which: str) -> WitnessStand:
        """A witness of the question's own code, ``reference`` or ``starter``, loaded."""
        known = self._rivals.get(which)
        if known is not None:
            return known
        source = self.material.solution if which == "reference" else self.material.starter
        if source is None:
            raise QuestionFault("it measures against its starter, which is not there")
        stand = self.stand(source)
        stand.observers = self.plan.observers
        try:
            await stand.load()
        except NotLoaded as fault:
            raise QuestionFault(f"its {which} cannot be loaded: {fault}") from None
        self._rivals[which] = stand
        return stand

    def stand(self, source: str, forbidden: Sequence[str] = ()) -> WitnessStand:
        """A witness stand for some code under the question's limits; nothing is started yet."""
        question = self.material.question
        needs = question.needs
        limits = Limits(
            memory=needs.memory,
            cpu_seconds=int(60 + 40 * needs.seconds),
            open_files=1024 if needs.processes else 128,
            processes=needs.processes,
            loopback=needs.loopback,
        )
        stand = WitnessStand(
            self.nursery,
            source,
            question.functions,
            question.imports,
            limits,
            needs.seconds,
            self._derived("load"),
            forbidden,
        )
        self._stands.append(stand)
        return stand

    def _derived(self, what: str) -> int:
        """A seed for a process's own generators that tells nothing about the seed of the inputs."""
        return int.from_bytes(hashlib.sha256(f"{self.seed}:{what}".encode()).digest()[:4], "big")

    def seconds(self, check: Listed) -> float:
        """The time that a check may take."""
        return self.material.question.needs.seconds if check.seconds is None else check.seconds

    def close(self) -> None:
        """Ends every process."""
        for stand in self._stands:
            stand.close()
        desk, self._desk = self._desk, None
        if desk is not None:
            self.idle.give(self.material.digest, desk)
