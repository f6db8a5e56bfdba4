"""A bundle for a friend tells nothing of who made it; the friend's scores come back checked, and stand beside one's own."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from support.golden import session
from support.interview_fakes import Play

from hotseat.interview import events as e
from hotseat.interview.journal import Header, Journal
from hotseat.review.export.formats import export
from hotseat.review.peers import keep, peer_scores
from hotseat.review.share import NAMES, bundle
from hotseat.review.share_form import BadForm, form, session_of, taken, token
from hotseat.review.strip import Person, Stripper

ADA = Person(("ada", "Ada Lovelace", "Lovelace", "al"), ("engine-7",), ())
HOME = "/" + "home/ada"
TELLING = (
    f"I am Ada Lovelace (ada@example.org) at engine-7.local, files in {HOME}/secret/plan.csv, ~/things/x.py and "
    rf"C:\{'Users'}\Ada Lovelace\notes.txt; see http://git.example.org/ada and ada@engine-7:~$ or 192.168.3.14"
)
TOLD = ("ada", "lovelace", "engine-7", "secret", "plan.csv", "notes.txt", "git.example", "192.168", "x.py")


def sat(root: Path, text: str) -> str:
    """A session in which this was said, run, printed and handed in."""
    play = Play()
    play.to_questions()
    seq = play.state.seq
    events: list[e.Event] = [
        e.CandidateSaid(text, "answer", "ridge"),
        e.CodeEdited("ridge", 0, 0, f"path = '''{text}'''\n"),
        e.CodeEdited("ridge", 0, 4, "there"),
        e.CellRun(1, "ridge", 0, f"print('''{text}''')"),
        e.CellOutput(1, ({"kind": "stream", "name": "stdout", "text": text, "back": 0},)),
        e.CellOutput(1, ({"kind": "failure", "name": "E", "message": text, "traceback": text, "line": None},)),
        e.CellEnded(1, "failed", text, 0.1, 1),
        e.Submitted(1, "ridge", f"# {text}"),
        e.Judged(1, "ridge", {"verdict": "fail", "reason": text, "checks": [{"name": text, "message": text}]}),
        e.VerdictContested(1, text, "cases/x.json"),
        e.BookmarkSet(seq + 1, text),
        e.SessionEnded("left"),
    ]
    records = [e.to_record(r) for r in play.records]
    records += [e.to_record(e.Recorded(seq + 1 + n, 20.0 + n, "", event)) for n, event in enumerate(events)]
    name = "20260101-101010-cafe"
    with Journal.create(root / name / "journal.jsonl", Header(name, "2026-01-01T10:10:10+00:00", "0.1.0")) as journal:
        journal.append(records, sync=False)
    return name


def test_nothing_in_a_bundle_tells_who_made_it(tmp_path: Path) -> None:
    name = sat(tmp_path, TELLING)
    made = bundle(tmp_path, name, ADA)
    with zipfile.ZipFile(io.BytesIO(made.packed())) as packed:
        assert tuple(packed.namelist()) == NAMES
        assert {i.date_time for i in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        for file in NAMES:
            text = packed.read(file).decode().lower()
            for telling in (*TOLD, name, "20260101"):
                assert telling not in text, (file, telling)
    page = made.files["page.html"]
    assert "[name]" in page and "[path]" in page and "[e-mail address]" in page and "[host name]" in page
    assert 'id="scores"' not in page and 'id="habits"' not in page, "who is to score it is not told our scores"
    assert "Candidate" in page and ">You<" not in page
    assert {kind for kind, _ in made.taken} == {"name", "path", "e-mail address", "address", "host name"}
    assert bundle(tmp_path, name, ADA).packed() == made.packed(), "the same session gives the same bundle"


@pytest.mark.parametrize(
    "text",
    [
        "y = X@w.sum(axis=0); z = a@b.T",
        "3 / 4 and/or 1.2.3 at 10:30, [a](b) x//y",
        "from sklearn.cluster import KMeans",
        "adaptive methods, the Canada set, Al2O3",
        "127.0.0.1 and localhost",
        "@app.get('/items/{id}')",
    ],
)
def test_code_and_words_that_tell_nobody_stay(text: str) -> None:
    assert Stripper(ADA).text(text) == text


def test_a_path_into_a_library_keeps_what_is_the_librarys() -> None:
    stripped = Stripper(ADA).text(f'File "{HOME}/env/lib/python3.11/site-packages/numpy/linalg/_linalg.py", line 3')
    assert stripped == 'File "[path]/numpy/linalg/_linalg.py", line 3'


def test_a_name_that_is_an_ordinary_word_can_be_kept_and_names_of_machines_users_are() -> None:
    assert Stripper(Person(("mark",), (), ("Mark",))).text("mark the rows") == "mark the rows"
    assert Stripper(Person(("root", "user"), ())).text("the square root of a user") == "the square root of a user"
    assert Stripper(Person(("mark",), ())).text("Mark’s rows") == "[name]’s rows"


# The form.


def filled(tmp_path: Path, name: str, **changes: str) -> Path:
    text = form(name, [("coding", "Coding"), ("communication", "Communication")])
    for old, new in (change.split("=>") for change in changes.values()):
        assert old in text
        text = text.replace(old, new, 1)
    path = tmp_path / "form.yaml"
    path.write_text(text, encoding="utf-8")
    return path


GOOD = {
    "a": "name: ''=>name: Grace",
    "b": "  coding:\n    score: ''\n    note: ''=>  coding:\n    score: 'Solid'\n    note: 'Clear names\u202e, it''s fine.'",
    "c": "overall:\n  score: ''=>overall:\n  score: 'strong'",
}


def test_scores_come_back_and_stand_beside_ones_own(tmp_path: Path) -> None:
    name = session(tmp_path, "v1/practice")
    found, data = session_of(filled(tmp_path, name, **GOOD), ["other", name])
    assert found == name
    given = taken(tmp_path / "form.yaml", data, ["coding", "communication"], "2026-01-02")
    assert (given.name, given.word, given.scores["coding"].word) == ("Grace", "strong", "solid")
    assert given.scores["coding"].note == "Clear names\ufffd, it's fine."
    assert "communication" not in given.scores, "what was left empty is not there"
    path, replaced = keep(tmp_path, name, given)
    assert not replaced and json.loads(path.read_text())["name"] == "Grace"
    assert keep(tmp_path, name, given) == (path, True)
    (back,) = peer_scores(tmp_path, name)
    assert back == given
    page = export(tmp_path, name, "html")
    assert '<h2 id="peers">Peer scores</h2>' in page and "Grace" in page
    assert json.loads(export(tmp_path, name, "json"))["peers"] == [given.to_data()]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("score: ''=>score: 'brilliant'", "says “brilliant” under “overall”; a score is one of: strong, solid"),
        ("  coding:=>  codng:", "scores “codng”, which is no competency of this session; “coding” is one"),
        ("format: hotseat-peer/1=>format: hotseat-peer/9", "was made by another version of Hotseat"),
        ("format: hotseat-peer/1=>format: something", "is no form"),
        ("name: ''=>nmae: ''", "has a line “nmae” that no form has"),
        ("name: ''=>name: [a]", "has a list under “name”"),
        ("name: ''=>name: 'it's'", "line 10"),
        ("bundle: '=>bundle: '0", "belongs to no session on this machine"),
        (f"note: ''=>note: '{'x' * 2001}'", "has 2,001 characters under “overall.note”; 2,000 are taken"),
        ("overall:\n  score: ''\n  note: ''=>overall: good", "needs a score and a note under “overall”"),
        ("name: ''=>name: &a ''", "line 10"),
        ("name: ''=>name: ''", "holds no score and no note yet"),
    ],
)
def test_what_does_not_belong_in_a_form_is_told_with_its_place(tmp_path: Path, change: str, said: str) -> None:
    path = filled(tmp_path, "s", a=change)
    with pytest.raises(BadForm) as told:
        _, data = session_of(path, ["s"])
        taken(path, data, ["coding", "communication"], "2026-01-02")
    assert said in str(told.value) and str(told.value).startswith("form.yaml")


def test_a_form_that_is_no_file_or_too_large_is_told(tmp_path: Path) -> None:
    for make in (lambda p: None, lambda p: p.mkdir(), lambda p: p.write_text("a: b\n" * 400_000)):
        path = tmp_path / f"f{len(list(tmp_path.iterdir()))}.yaml"
        make(path)
        with pytest.raises(BadForm):
            session_of(path, ["s"])


def test_files_beside_a_session_that_are_no_scores_are_passed_over(tmp_path: Path) -> None:
    name = session(tmp_path, "v1/practice")
    folder = tmp_path / name / "peers"
    folder.mkdir()
    (folder / "a.json").write_text("[1]")
    (folder / "b.json").write_text('{"format": "hotseat-peer/1", "scores": 3}')
    (folder / "c.json").write_text("[" * 5000)
    (folder / "d.json").mkdir()
    (folder / "e.json").symlink_to("/etc/passwd")
    assert peer_scores(tmp_path, name) == ()
    assert peer_scores(tmp_path, "../x") == ()


def test_a_session_cannot_be_read_from_its_forms_token() -> None:
    assert "20260101" not in token("20260101-101010-cafe")
    assert token("a") != token("b")
