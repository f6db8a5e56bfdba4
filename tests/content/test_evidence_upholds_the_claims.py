"""Every number that a model answer claims is computed here by its evidence cell, which must agree with it."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.engines import skip_where_lacking

from hotseat.question_bank.bank import load_bank
from hotseat.question_bank.model import Evidence, Question
from hotseat.reference.builtin import builtin_pack

SECONDS = 20.0
"""Processor time a cell may take; a busy machine does not lengthen it."""
SLOWDOWN = 4
"""How many times longer than its processor time a cell may take on a busy machine before it is given up."""
RUNNER = """
import contextlib, io, json, sys, time, traceback
said = []
for name, code in json.load(sys.stdin):
    printed, start, fault = io.StringIO(), time.process_time(), ""
    try:
        with contextlib.redirect_stdout(printed):
            exec(compile(code, f"<evidence {name}>", "exec"), {"__name__": "__evidence__"})
    except BaseException:
        fault = traceback.format_exc(limit=-2)
    said.append((name, printed.getvalue(), fault, time.process_time() - start))
print(json.dumps(said))
"""

BANK = load_bank([builtin_pack()])
WITH_EVIDENCE = [q for q in BANK.questions.values() if q.evidence]
CELLS = [pytest.param(e, id=f"{q.id}/{e.id}") for q in WITH_EVIDENCE for e in q.evidence]


@pytest.mark.timeout(600)
@pytest.mark.parametrize("question", WITH_EVIDENCE, ids=lambda q: q.id)
def test_evidence_upholds_the_claims(question: Question, tmp_path: Path) -> None:
    skip_where_lacking(question)
    cells = [(e.id, e.code) for e in question.evidence]
    one_thread = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    done = subprocess.run(
        [sys.executable, "-I", "-c", RUNNER],
        input=json.dumps(cells),
        cwd=tmp_path,
        env={**os.environ, **one_thread},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=SLOWDOWN * SECONDS * len(cells),
        check=False,
    )
    assert done.returncode == 0, done.stderr
    said = {name: (printed, fault, seconds) for name, printed, fault, seconds in json.loads(done.stdout)}
    assert list(said) == [e.id for e in question.evidence], "a cell that did not run has not been upheld"
    for evidence in question.evidence:
        printed, fault, seconds = said[evidence.id]
        assert not fault, f"{evidence.id} does not uphold “{evidence.claim}”\n{printed}{fault}"
        assert printed.strip(), f"{evidence.id} prints no figure"
        assert seconds < SECONDS, f"{evidence.id} took {seconds:.1f} s of processor time"


@pytest.mark.parametrize("evidence", CELLS)
def test_evidence_can_fail(evidence: Evidence) -> None:
    """A cell holds its claim by an assert about something it has computed, not about a constant."""
    asserts = [node for node in ast.walk(ast.parse(evidence.code)) if isinstance(node, ast.Assert)]
    assert asserts, "no assert in the cell"
    assert all(any(isinstance(n, ast.Name) for n in ast.walk(a.test)) for a in asserts)


@pytest.mark.parametrize("evidence", CELLS)
def test_evidence_ends_in_its_assert(evidence: Evidence) -> None:
    last = ast.parse(evidence.code).body[-1]
    while isinstance(last, ast.For | ast.While | ast.With | ast.If):
        last = last.body[-1]
    assert isinstance(last, ast.Assert)


def test_no_question_escapes_because_it_cannot_be_read() -> None:
    assert [str(p) for p in BANK.problems] == []
    assert WITH_EVIDENCE
