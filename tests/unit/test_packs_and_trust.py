"""Packs of others: found, told of, and not run before the person has trusted exactly what would be run."""

from __future__ import annotations

import json
import os
import shutil
import stat
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from support.judge_packs import CHECKS
from support.packs_on_disk import CODE, write_pack

from hotseat.cli.banks import open_bank
from hotseat.cli.drawing import NotTrusted, interview_started, practice_started
from hotseat.cli.packs import PackFacts, askable, closed_pack, facts, packs_of, trust, waiting
from hotseat.cli.places import Places
from hotseat.cli.trust import MARK, TrustStore
from hotseat.question_bank.bank import Bank
from hotseat.question_bank.draw import Wanted
from hotseat.question_bank.engines import unavailable
from hotseat.question_bank.pack import Pack
from hotseat.question_bank.trust import NOT_TRUSTED, Trust, declared, digest, pieces, seal


@pytest.fixture
def here(own_home: Path) -> Places:
    own_home.mkdir()
    return Places(own_home, own_home)


def pack_named(bank: Bank, name: str) -> Pack:
    return next(pack for pack in bank.packs if pack.name == name)


def told(here: Places, name: str) -> PackFacts:
    bank = open_bank(here)
    return facts(bank, pack_named(bank, name))


# --- where packs are ----------------------------------------------------------------------------------------------


def test_packs_are_found_in_the_data_folder_and_where_the_settings_say(here: Places, tmp_path: Path) -> None:
    write_pack(here.packs / "acme", suffix="-a")
    write_pack(tmp_path / "far" / "acme", suffix="-b")
    (here.packs / ".hidden").mkdir()
    (here.packs / "note.txt").write_text("no folder")
    here.settings.write_text(f"packs = [{str(tmp_path / 'far' / 'acme')!r}, 'nowhere']\n")
    found, missing = packs_of(here)
    assert [pack.name for pack in found] == ["hotseat", "acme", "acme-2"]
    assert missing == [str(here.config / "nowhere")]
    bank = open_bank(here)
    assert {"double-a", "why-b"} <= set(bank.questions)
    assert any("no folder" in problem.message and "nowhere" in problem.message for problem in bank.problems)


@pytest.mark.parametrize("name", ["hotseat", "own"])
def test_no_folder_is_taken_for_the_built_in_pack_or_the_own_one(here: Places, name: str) -> None:
    write_pack(here.packs / name, suffix="-x")
    bank = open_bank(here)
    assert bank.pack_of("double-x").name == f"{name}-2"
    assert closed_pack(bank, "double-x") is not None


def test_a_relative_folder_and_one_below_home_are_understood(
    here: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    write_pack(here.config / "beside", suffix="-a")
    write_pack(tmp_path / "below", suffix="-b")
    monkeypatch.setenv("HOTSEAT_PACKS", os.pathsep.join(["beside", "~/below"]))
    assert [pack.name for pack in packs_of(here)[0]] == ["hotseat", "beside", "below"]


def test_a_pack_that_nobody_trusts_takes_no_id_from_one_that_is_trusted(here: Places) -> None:
    write_pack(here.packs / "acme")
    trust(here, told(here, "acme"))
    write_pack(here.packs / "[red]x", title="Another")
    bank = open_bank(here)
    assert bank.pack_of("double").name == "acme" and bank.questions["double"].title == "Double"
    assert bank.pack_of("why").name == "acme"
    assert (told(here, "acme").code, told(here, "acme").standing) == (1, "trusted")
    lost = [problem for problem in bank.problems if "already used in pack acme" in problem.message]
    assert {Path(problem.file).name for problem in lost} == {"double.yaml", "why.yaml"}
    assert all("[red]x" in problem.file for problem in lost)
    trust(here, told(here, "[red]x"))
    assert open_bank(here).pack_of("double").name == "acme", "what it was trusted with is what it held then"


def test_among_packs_that_nobody_trusts_the_first_keeps_its_ids(here: Places) -> None:
    write_pack(here.packs / "acme")
    write_pack(here.packs / "bell")
    assert open_bank(here).pack_of("double").name == "acme"
    trust(here, told(here, "bell"))
    assert open_bank(here).pack_of("double").name == "acme", "bell had no question in code when it was trusted"


# --- what trust is ------------------------------------------------------------------------------------------------


def test_what_ships_may_run_and_a_pack_of_unknown_origin_may_not(here: Places) -> None:
    write_pack(here.packs / "acme")
    bank = open_bank(here)
    shipped, acme = bank.packs
    assert shipped.refusal(bank.questions["zscore"], shipped.run_texts("zscore")) == ""
    refusal = acme.refusal(bank.questions["double"], acme.run_texts("double"))
    assert "not trusted" in refusal and refusal.endswith("hotseat pack trust acme")
    assert Pack.at(here.packs / "acme").trust == NOT_TRUSTED


@pytest.mark.parametrize(
    "change",
    ["checks/double.py", "solutions/double.py", "starters/double.py", "right/double__new.py", "wrong/double__new.py"],
)
def test_a_change_of_any_code_takes_trust_away(here: Places, change: str) -> None:
    folder = write_pack(here.packs / "acme")
    assert told(here, "acme").standing == "new"
    trust(here, told(here, "acme"))
    assert told(here, "acme").standing == "trusted"
    (folder / change).parent.mkdir(exist_ok=True)
    with (folder / change).open("a") as file:
        file.write("# one more line\n")
    found = told(here, "acme")
    assert found.standing == "changed" and found.changed == (change,)
    assert any(change in line for line in found.lines())


@pytest.mark.parametrize(
    "change",
    [
        {"imports": ["import os"]},
        {"needs": {"processes": True}},
        {"evidence": [{"id": "e", "claim": "c", "code": "1"}]},
    ],
)
def test_what_a_questions_file_lets_run_counts_as_code(here: Places, change: dict[str, Any]) -> None:
    folder = write_pack(here.packs / "acme")
    trust(here, told(here, "acme"))
    (folder / "questions" / "double.yaml").write_text(yaml.safe_dump(CODE | change))
    found = told(here, "acme")
    assert found.standing == "changed" and found.changed == ("questions/double",)


def test_a_change_of_words_does_not(here: Places) -> None:
    folder = write_pack(here.packs / "acme")
    trust(here, told(here, "acme"))
    (folder / "questions" / "double.yaml").write_text(yaml.safe_dump(CODE | {"prompt": "Double it, please."}))
    assert told(here, "acme").standing == "trusted"


def test_a_pack_of_words_alone_needs_no_trust(here: Places) -> None:
    write_pack(here.packs / "words", code=False)
    assert told(here, "words").standing == "no code" and waiting(open_bank(here)) == {}


def test_what_was_shown_is_what_is_trusted(here: Places) -> None:
    """A file that is changed between the showing and the yes is not trusted by it."""
    folder = write_pack(here.packs / "acme")
    shown = told(here, "acme")
    (folder / "checks" / "double.py").write_text("CHECKS = []\n")
    trust(here, shown)
    assert told(here, "acme").standing == "changed"


def test_a_text_is_run_only_as_it_was_trusted(here: Places) -> None:
    """Even where the bank was opened before the change, and where it is the YAML file's part that differs."""
    folder = write_pack(here.packs / "acme")
    trust(here, told(here, "acme"))
    bank = open_bank(here)
    acme, question = pack_named(bank, "acme"), bank.questions["double"]
    assert acme.refusal(question, acme.run_texts("double")) == ""
    (folder / "solutions" / "double.py").write_text("import os\n")
    assert "solutions/double.py of the pack acme is not what you trusted" in acme.refusal(
        question, acme.run_texts("double")
    )
    other = question.model_copy(update={"imports": ("import os",)})
    assert "questions/double" in acme.refusal(other, {})


def test_files_that_cannot_be_read_are_never_what_was_trusted(here: Places, tmp_path: Path) -> None:
    folder = write_pack(here.packs / "acme")
    (tmp_path / "secret.py").write_text("key = 1\n")
    (folder / "checks" / "double.py").unlink()
    (folder / "checks" / "double.py").symlink_to(tmp_path / "secret.py")
    shown = told(here, "acme")
    trust(here, shown)
    assert not any(seal(text) == shown.pieces["checks/double.py"].seal for text in ("", "key = 1\n", "unreadable"))


def test_the_digest_is_of_names_and_texts(tmp_path: Path) -> None:
    one, two = write_pack(tmp_path / "one"), write_pack(tmp_path / "two")
    assert digest(pieces(one, [])) == digest(pieces(two, []))
    (two / "checks" / "double.py").rename(two / "checks" / "other.py")
    assert digest(pieces(one, [])) != digest(pieces(two, []))


def test_a_question_of_another_pack_cannot_borrow_trusted_checks(here: Places) -> None:
    """Checks are looked for by id in all packs; those of a sealed pack run only for its own question."""
    write_pack(here.packs / "acme")
    trust(here, told(here, "acme"))
    bank = open_bank(here)
    strange = bank.questions["double"].model_copy(update={"imports": ("import antigravity",)})
    assert declared(strange) != declared(bank.questions["double"])
    acme = pack_named(bank, "acme")
    assert acme.refusal(strange, acme.run_texts("double"))


# --- the person's own pack ----------------------------------------------------------------------------------------


def test_the_own_pack_stays_trusted_while_its_author_edits_it(here: Places) -> None:
    write_pack(here.own_pack)
    TrustStore(here.trust).own(here.own_pack)
    (here.own_pack / "checks" / "double.py").write_text(CHECKS + "\n# edited\n")
    bank = open_bank(here)
    assert told(here, "own").standing == "own" and "double" in askable(bank)


def test_a_pack_copied_to_the_place_of_the_own_one_is_not_the_own_one(here: Places, tmp_path: Path) -> None:
    write_pack(here.own_pack, suffix="-mine")
    TrustStore(here.trust).own(here.own_pack)
    shutil.rmtree(here.own_pack)
    write_pack(here.own_pack, suffix="-theirs")
    assert told(here, "own").standing == "new"
    (here.own_pack / MARK).write_text("forged\n")
    assert told(here, "own").standing == "new"


def test_own_is_said_of_a_folder_alone_and_not_of_its_copies(here: Places) -> None:
    write_pack(here.own_pack)
    TrustStore(here.trust).own(here.own_pack)
    shutil.copytree(here.own_pack, here.packs / "copy")
    assert told(here, "copy").standing in ("new", "no code")
    assert TrustStore(here.trust).trust_in(here.packs / "copy") == NOT_TRUSTED


# --- the file -----------------------------------------------------------------------------------------------------


def test_the_file_of_trust_is_private_and_whole(here: Places) -> None:
    write_pack(here.packs / "acme")
    trust(here, told(here, "acme"))
    if sys.platform != "win32":
        assert stat.S_IMODE(here.trust.stat().st_mode) == 0o600
    assert {path.name for path in here.data.iterdir()} - {"cache"} == {"packs", "trust.json"}
    assert TrustStore(here.trust).distrust(here.packs / "acme")
    assert not TrustStore(here.trust).distrust(here.packs / "acme")
    assert told(here, "acme").standing == "new"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "null",
        '{"version": 2, "packs": {}}',
        '{"version": 1, "packs": []}',
        '{"version": 1, "packs": {"FOLDER": null}}',
        '{"version": 1, "packs": {"FOLDER": {"since": "", "digest": "", "seals": {"a": 1}, "mark": ""}}}',
        '{"version": 1, "packs": {"FOLDER": {"since": "", "digest": "", "seals": {}, "mark": 0}}}',
        "[" * 100_000,
        "\udcff",
    ],
    ids=range(11),
)
def test_what_cannot_be_read_is_not_trusted(here: Places, text: str) -> None:
    folder = write_pack(here.packs / "acme")
    here.trust.write_bytes(text.replace("FOLDER", str(folder.resolve())).encode("utf-8", "surrogateescape"))
    assert told(here, "acme").standing == "new"
    trust(here, told(here, "acme"))
    assert told(here, "acme").standing == "trusted"


def test_a_write_that_fails_leaves_the_old_file(here: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    write_pack(here.packs / "acme")
    trust(here, told(here, "acme"))
    before = here.trust.read_text()

    def full(fd: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hotseat.interview.disk.sync", full)
    with pytest.raises(OSError, match="No space"):
        TrustStore(here.trust).distrust(here.packs / "acme")
    assert here.trust.read_text() == before and json.loads(before)
    assert not [path for path in here.data.iterdir() if path.name.startswith(".")]


# --- what is asked ------------------------------------------------------------------------------------------------


def test_code_questions_of_an_untrusted_pack_are_left_out_of_the_draw_and_its_talk_is_not(here: Places) -> None:
    write_pack(here.packs / "acme")
    bank = open_bank(here)
    lacking = {q.id for q in bank.summaries.values() if unavailable(q)}
    assert set(bank.questions) - set(askable(bank)) - lacking == {"double"} and "why" in askable(bank)
    for seed in range(12):
        begun = practice_started(bank, None, seed=seed, wanted=Wanted(), persona="warm")
        assert "double" not in begun.questions
    with pytest.raises(NotTrusted, match="hotseat pack trust acme"):
        practice_started(bank, "double", seed=1, wanted=Wanted(), persona="warm")
    assert practice_started(bank, "why", seed=1, wanted=Wanted(), persona="warm").questions
    trust(here, told(here, "acme"))
    bank = open_bank(here)
    assert practice_started(bank, "double", seed=1, wanted=Wanted(), persona="warm").starters["double"]


def test_an_interview_never_draws_what_is_not_trusted(here: Places) -> None:
    for k in range(6):
        write_pack(here.packs / f"pack{k}", suffix=f"-{k}", part="pair", topic="statistics", minutes=5)
    bank = open_bank(here)
    for seed in range(8):
        begun = interview_started(
            bank, "two-hour", seed=seed, minutes=None, wanted=Wanted(), persona="warm", seen=list(askable(bank))
        )
        assert not any(question.startswith("double-") for question in begun.questions)


def test_a_person_is_told_what_they_trust(here: Places) -> None:
    write_pack(here.packs / "acme", needs={"loopback": True})
    found = told(here, "acme")
    whole = "\n".join(found.lines())
    for word in (
        "1 question in code",
        "1 to answer in words",
        "3 files",
        found.digest[:12],
        str(found.folder),
        "double",
    ):
        assert word in whole
    assert "your own rights" in whole and "sockets" in whole


def test_seals_of_another_pack_are_worth_nothing() -> None:
    assert Trust("sealed", {"checks/a.py": seal("x")}).refusal("p", {"checks/b.py": "x"})
    assert Trust("sealed", {"checks/a.py": seal("x")}).refusal("p", {"checks/a.py": "x"}) == ""
    assert "'a b'" in Trust().refusal("a b", {"checks/a.py": "x"})
