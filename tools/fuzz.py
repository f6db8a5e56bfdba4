"""A fuzzer that looks for what coverage has not seen yet, kept beside the tests: bytes for each reader of what others made.

    python tools/fuzz.py [TARGET ...] [--seconds N] [--findings FOLDER] [--corpus FOLDER]
    python tools/fuzz.py TARGET --again FILE

Each target of ``tools/fuzz_targets.py`` is tried for ``--seconds``, beginning with inputs made of the repository's own files.
What breaks a promise is written as a file into ``--findings``, and told with the command that does it again. ``--corpus`` keeps
what the search has come upon, for the next one to begin with. Needs ``atheris``: ``pip install -e '.[fuzz]'``, on Linux with
CPython 3.11 to 3.13. Exit code 1: something was found; 3: atheris is not here, so nothing was tried.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import importlib.util
import json
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from fuzz_json import change_records
from fuzz_targets import TARGETS, Target

ROOT = Path(__file__).resolve().parent.parent
FINDINGS = ROOT / "build" / "fuzz"
SECONDS = 20
SLOWEST = 10
"""Seconds after which one input is a finding."""
MEMORY = 2_048
"""Megabytes above which one input is a finding."""
LATE = 60
"""Seconds that a search may take to begin and to end, besides."""
EXIT_FOUND, EXIT_NOT_HERE = 1, 3
MISSING = (
    "atheris is not installed, so nothing was fuzzed. On Linux with CPython 3.11 to 3.13: pip install -e '.[fuzz]'"
)


def seed(target: Target, folder: Path) -> None:
    """Write the inputs that a search begins with."""
    folder.mkdir(parents=True, exist_ok=True)
    for data in target.seeds():
        (folder / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)


def search(target: Target, seconds: int, findings: Path, corpus: Path) -> tuple[int, list[Path]]:
    """Search one target in a process of its own; returns how many inputs were tried, and what was found."""
    seed(target, corpus)
    findings.mkdir(parents=True, exist_ok=True)
    before = set(findings.iterdir())
    command = [
        sys.executable,
        str(Path(__file__).resolve()),
        target.name,
        "--inside",
        str(corpus),
        "--findings",
        str(findings),
    ]
    try:
        done = subprocess.run(
            [*command, "--seconds", str(seconds)],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            timeout=seconds + LATE + SLOWEST,
        )
        said, code = done.stderr.decode("utf-8", "replace"), done.returncode
    except subprocess.TimeoutExpired as late:
        said, code = (late.stderr or b"").decode("utf-8", "replace"), 1
    runs = [int(n) for n in re.findall(r"^#(\d+)|^Done (\d+) runs", said, re.MULTILINE) for n in n if n]
    found = sorted(set(findings.iterdir()) - before)
    if code and not found:
        note = findings / f"{target.name}-did-not-run.txt"
        note.write_text(said, encoding="utf-8")
        found = [note]
    return max(runs, default=0), found


def inside(target: Target, corpus: Path, seconds: int, findings: Path) -> None:
    """The search itself; never returns."""
    atheris: Any = importlib.import_module("atheris")
    with atheris.instrument_imports(include=["hotseat"]):
        for data in target.seeds():
            target.holds(data)  # loads all that it needs, so that it is instrumented
    mutator: dict[str, Callable[..., bytes]] = {}
    if target.by_record:

        def change(data: bytes, most: int, dice: int) -> bytes:
            changed = change_records(
                data, random.Random(dice), lambda piece: bytes(atheris.Mutate(piece, len(piece) + 64))
            )
            return changed if len(changed) <= most else data

        mutator["custom_mutator"] = change
    flags = [
        f"-max_total_time={seconds}",
        f"-timeout={SLOWEST}",
        f"-rss_limit_mb={MEMORY}",
        f"-max_len={target.longest}",
    ]
    atheris.Setup(
        [sys.argv[0], *flags, f"-artifact_prefix={findings}/{target.name}-", str(corpus)], target.holds, **mutator
    )
    atheris.Fuzz()


def again(target: Target, file: Path) -> int:
    """Try one input once more; returns the exit code."""
    target.holds(file.read_bytes())
    print(f"{target.name}: the promise holds for {file}.")
    return 0


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=int, default=SECONDS)
    parser.add_argument("--findings", type=Path, default=FINDINGS)
    parser.add_argument("--corpus", type=Path)
    parser.add_argument("--again", type=Path, metavar="FILE")
    parser.add_argument("--inside", type=Path, help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    unknown = [name for name in chosen.targets if name not in TARGETS]
    if unknown or ((chosen.again or chosen.inside) and len(chosen.targets) != 1):
        parser.error(f"the targets are {', '.join(TARGETS)}")
    targets = [TARGETS[name] for name in chosen.targets or TARGETS]
    if chosen.again:
        return again(targets[0], chosen.again)
    if importlib.util.find_spec("atheris") is None:
        print(MISSING, file=sys.stderr)
        return EXIT_NOT_HERE
    if chosen.inside:
        inside(targets[0], chosen.inside, chosen.seconds, chosen.findings)
    findings = chosen.findings.absolute()
    broken = 0
    with tempfile.TemporaryDirectory(prefix="hotseat-corpus-") as passing:
        for target in targets:
            corpus = (chosen.corpus.absolute() if chosen.corpus else Path(passing)) / target.name
            tried, found = search(target, chosen.seconds, findings, corpus)
            broken += len(found)
            print(json.dumps({"target": target.name, "tried": tried, "found": len(found)}), flush=True)
            for file in found:
                print(f"  python tools/fuzz.py {target.name} --again {file}", flush=True)
    print(f"{broken} found, in {findings}." if broken else "Every promise held.")
    return EXIT_FOUND if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
