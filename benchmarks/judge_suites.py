"""What ``hotseat grade`` says of every right solution, every known-wrong one and every trick that the project keeps.

    python benchmarks/judge_suites.py [--seed N]

Right ones must pass, wrong ones and tricks must not, and nothing may stay unjudged; exits with 1 otherwise. The tricks are
laid over ``zscore`` and graded by its checks with its rules on. Without ``--seed`` every submission's inputs are drawn.
"""

from __future__ import annotations

import argparse
import collections
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))


def graded(question: str, files: Sequence[Path], seed: int | None) -> list[dict[str, Any]]:
    """The verdicts on some files, as the command prints them."""
    chosen = [] if seed is None else ["--seed", str(seed)]
    command = [sys.executable, "-m", "hotseat", "grade", question, *map(str, files), "--json", *chosen]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(f"hotseat grade {question} ended with {done.returncode}: {done.stderr.strip()}")
    return [json.loads(line) for line in done.stdout.splitlines()]


def tricks(folder: Path) -> list[Path]:
    """The tricks as files."""
    from support.judge_tricks import ENDS, LIES, PATCHES, SEARCHES, WRONG

    from hotseat.reference.builtin import builtin_pack

    head = f"import numpy as np\nSOLUTION = {str(builtin_pack().code / 'solutions' / 'zscore.py')!r}\n"
    files: list[Path] = []
    for kind, texts in (("lie", LIES), ("patch", PATCHES), ("search", SEARCHES), ("end", ENDS)):
        for number, text in enumerate(texts.values()):
            file = folder / f"{kind}-{number:02}.py"
            file.write_text(head + text + (WRONG if kind == "patch" else ""), encoding="utf-8")
            files.append(file)
    return files


def main(arguments: Sequence[str]) -> int:
    from hotseat.question_bank.bank import load_bank
    from hotseat.reference.builtin import builtin_pack

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, help="0 to 63")
    seed = parser.parse_args(arguments).seed
    pack = builtin_pack()
    bank = load_bank([pack])
    counts: dict[str, collections.Counter[str]] = collections.defaultdict(collections.Counter)
    bad: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        work: list[tuple[str, str, list[Path]]] = []
        for name in sorted(n for n, q in bank.questions.items() if q.kind == "code"):
            work.append((name, "right", [pack.code / "solutions" / f"{name}.py", *pack.right(name)]))
            work.append((name, "wrong", [pack.code / "starters" / f"{name}.py", *pack.wrong(name)]))
        work.append(("zscore", "tricks", tricks(Path(folder))))
        for question, kind, files in work:
            for verdict in graded(question, files, seed):
                counts[kind][verdict["verdict"]] += 1
                if (verdict["verdict"] == "pass") != (kind == "right") or verdict["verdict"] == "not-judged":
                    bad.append(f"{question}, {Path(verdict['file']).name}: {verdict['verdict']}, {verdict['reason']}")
            print(f"{question:24}{kind:8}{len(files):5} files", flush=True)
    for kind, found in counts.items():
        total = sum(found.values())
        told = ", ".join(f"{count} {word}" for word, count in found.most_common())
        print(f"{kind:8}{total:5}: {told}")
    for line in bad:
        print("UNEXPECTED", line)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
