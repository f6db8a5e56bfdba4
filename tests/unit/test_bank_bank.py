"""A whole bank from folders: what is broken becomes problems, the rest opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from hotseat.question_bank.bank import load_bank
from hotseat.question_bank.pack import Pack
from hotseat.question_bank.problem import BrokenFile

TALK = "id: {id}\ntitle: T\nkind: talk\nprompt: p\nmodel_answer: m\nrubric: [{{id: a, text: b}}]\n"


def put(folder: Path, name: str, own: str | None = None) -> Path:
    file = folder / "questions" / "general" / f"{name}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(TALK.format(id=own or name))
    return file


def test_questions_come_sorted_from_folders_and_from_the_top(tmp_path: Path) -> None:
    put(tmp_path, "zeta")
    put(tmp_path, "alpha")
    (tmp_path / "questions" / "middle.yaml").write_text(TALK.format(id="middle"))
    (tmp_path / "questions" / ".hidden.yaml").write_text("no")
    bank = load_bank([Pack.at(tmp_path)], extras=[])
    assert list(bank.questions) == ["alpha", "middle", "zeta"]
    assert bank.problems == ()
    assert bank.pack_of("zeta") == Pack.at(tmp_path)
    assert bank.file_of("middle").name == "middle.yaml"


def test_a_broken_file_is_a_problem_and_the_rest_still_opens(tmp_path: Path) -> None:
    put(tmp_path, "good")
    put(tmp_path, "bad").write_text("id: bad\ntitel: x\n")
    put(tmp_path, "misnamed", "other")
    put(tmp_path, "bytes").write_bytes(b"\xff\xfe")
    (tmp_path / "questions" / "general" / "old.yml").write_text(TALK.format(id="old"))
    (tmp_path / "outside").write_text(TALK.format(id="out"))
    (tmp_path / "questions" / "out.yaml").symlink_to(tmp_path / "outside")
    (tmp_path / "questions" / "folder.yaml").mkdir()
    bank = load_bank([Pack.at(tmp_path)], extras=[])
    assert list(bank.questions) == ["good"]
    assert {Path(p.file).name for p in bank.problems} == {
        "bad.yaml", "misnamed.yaml", "bytes.yaml", "old.yml", "out.yaml", "folder.yaml"
    }  # fmt: skip
    assert any("did you mean 'title'" in p.message for p in bank.problems)


def test_an_id_used_twice_keeps_the_first_and_names_the_second(tmp_path: Path) -> None:
    put(tmp_path / "one", "same")
    put(tmp_path / "two", "same")
    (tmp_path / "one" / "questions" / "same.yaml").write_text(TALK.format(id="same"))
    bank = load_bank([Pack.at(tmp_path / "one"), Pack.at(tmp_path / "two")], extras=[])
    assert bank.pack_of("same").name == "one"
    assert ["is already used in" in p.message for p in bank.problems] == [True, True]
    assert "pack one" in bank.problems[1].message


def test_folders_that_are_not_there_are_empty(tmp_path: Path) -> None:
    bank = load_bank([Pack.at(tmp_path / "none")], extras=[tmp_path / "none"])
    assert not bank.questions and not bank.agendas and not bank.problems


def test_extras_are_read_by_their_folders(tmp_path: Path) -> None:
    (tmp_path / "agendas").mkdir()
    (tmp_path / "agendas" / "short.yaml").write_text(
        "id: short\ntitle: Short\nminutes: 5\nsections: [{id: s, title: S, minutes: 5}]\n"
    )
    (tmp_path / "teams").mkdir()
    (tmp_path / "teams" / "bad.yaml").write_text("id: bad\n")
    bank = load_bank([], extras=[tmp_path])
    assert list(bank.agendas) == ["short"]
    assert bank.teams == {}
    assert {p.message for p in bank.problems} >= {"key 'facts' is missing", "key 'about' is missing"}


def test_nearest_puts_beginnings_before_likenesses(tmp_path: Path) -> None:
    for name in ("zscore", "sampling-diagonal", "sampling-conditional", "mlp"):
        put(tmp_path, name)
    bank = load_bank([Pack.at(tmp_path)], extras=[])
    assert bank.nearest("zscoer")[0] == "zscore"
    assert bank.nearest("sampling")[:2] == ["sampling-conditional", "sampling-diagonal"]
    assert bank.nearest("") == []
    assert bank.nearest("qqqqqqqq") == []


def test_a_digest_changes_with_each_file_it_covers(tmp_path: Path) -> None:
    file = put(tmp_path, "zscore")
    bank = load_bank([Pack.at(tmp_path)], extras=[])
    seen = {bank.digest("zscore")}
    for folder in ("starters", "solutions", "checks"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "zscore.py").write_text("x = 1\n")
        seen.add(bank.digest("zscore"))
    file.write_text(file.read_text() + "# a word\n")
    seen.add(bank.digest("zscore"))
    assert len(seen) == 5 and all(len(digest) == 64 for digest in seen)
    with pytest.raises(KeyError):
        bank.digest("none")


def test_a_bank_cannot_be_changed(tmp_path: Path) -> None:
    put(tmp_path, "zscore")
    bank = load_bank([Pack.at(tmp_path)], extras=[])
    with pytest.raises(TypeError):
        bank.questions["x"] = bank.questions["zscore"]  # type: ignore[index]


def test_a_packs_code_is_read_as_text_made_harmless_and_only_from_inside(tmp_path: Path) -> None:
    pack = Pack.at(tmp_path / "pack")
    (tmp_path / "pack" / "starters").mkdir(parents=True)
    starter = tmp_path / "pack" / "starters" / "zscore.py"
    assert pack.starter("zscore") is None
    starter.write_text("def zscore(x):\n\treturn x  # \x1b]0;title\x07\n")
    assert pack.starter("zscore") == "def zscore(x):\n\treturn x  # \n"
    starter.write_bytes(b"\xff")
    with pytest.raises(BrokenFile, match="not UTF-8"):
        pack.starter("zscore")
    starter.unlink()
    (tmp_path / "secret.py").write_text("key = 1\n")
    starter.symlink_to(tmp_path / "secret.py")
    with pytest.raises(BrokenFile, match="leads out of its pack"):
        pack.starter("zscore")
