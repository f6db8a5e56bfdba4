"""What the linter found, and the sheet on which the findings about one file are collected."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from hotseat import harmless
from hotseat.question_bank.problem import BrokenFile
from hotseat.question_bank.strict_yaml import Document, Steps, parse, read_text

Severity = Literal["error", "warning"]


@dataclass(frozen=True, order=True)
class Finding:
    """One thing that is wrong (an error) or could be better (a warning). All text in it is safe to show."""

    file: str
    line: int
    severity: Severity
    message: str

    def __post_init__(self) -> None:
        object.__setattr__(self, "file", harmless.line(self.file, 400))
        object.__setattr__(self, "message", harmless.line(self.message, 600))

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.severity}: {self.message}"


@dataclass
class Sheet:
    """Findings about one file; a place in a YAML file is given by the keys that lead to it."""

    file: Path
    findings: list[Finding] = field(default_factory=list[Finding])
    _document: Document | None = None

    def error(self, message: str, steps: Steps = (), *, line: int | None = None) -> None:
        """Note what makes the bank invalid."""
        self._add("error", message, steps, line)

    def warn(self, message: str, steps: Steps = (), *, line: int | None = None) -> None:
        """Note what could be better."""
        self._add("warning", message, steps, line)

    def _add(self, severity: Severity, message: str, steps: Steps, line: int | None) -> None:
        if line is None:
            line = self._line(steps) if steps else 1
        self.findings.append(Finding(str(self.file), line, severity, message))

    def _line(self, steps: Steps) -> int:
        # The file is parsed again only when something is to be said about it.
        if self._document is None:
            try:
                self._document = parse(read_text(self.file), str(self.file))
            except BrokenFile:
                return 1
        return self._document.problem(steps, "", at_key=True).line
