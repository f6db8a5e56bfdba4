"""Which language model is used: off by default, never with a key in a setting, and looked at by the doctor."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from support.model_server import ModelServer, Say, serving
from support.terminal import HOTSEAT

from hotseat.cli import doctor
from hotseat.cli.language_model import ModelSettings, key_of, make_speech, read_model
from hotseat.cli.places import places
from hotseat.cli.settings import read_settings

LOCAL = "http://localhost:11434/v1"
SECRET = "sk-never-shown-0123456789"


def test_without_a_setting_there_is_no_model_and_its_client_is_not_loaded() -> None:
    assert read_model(None, {}) == (None, ())
    assert make_speech(None, None) is None  # type: ignore[arg-type]


def test_options_go_before_the_environment_and_that_before_the_file() -> None:
    table = {"url": LOCAL, "model": "a"}
    found, wrong = read_model(table, {"HOTSEAT_LLM_MODEL": "b"}, None, "c")
    assert (found, wrong) == (ModelSettings(LOCAL, "c"), ())
    assert read_model(table, {"HOTSEAT_LLM_MODEL": "b"})[0] == ModelSettings(LOCAL, "b")
    assert read_model(table, {})[0] == ModelSettings(LOCAL, "a")


@pytest.mark.parametrize("off", [{"url": "", "model": ""}, {}])
def test_an_empty_address_and_name_turn_it_off(off: dict[str, str]) -> None:
    assert read_model(off, {}) == (None, ())


@pytest.mark.parametrize(
    ("url", "base"),
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1"),
        ("http://localhost:11434/v1/", LOCAL),
        ("https://models.example/api/openai/v1/chat/completions", "https://models.example/api/openai/v1"),
        ("http://[::1]:8080/v1", "http://[::1]:8080/v1"),
    ],
)
def test_an_address_is_taken_as_people_write_it(url: str, base: str) -> None:
    found, wrong = read_model({"url": url, "model": "m"}, {})
    assert found is not None
    assert (found.url, wrong) == (base, ())


@pytest.mark.parametrize(
    ("table", "hint"),
    [
        ({"url": LOCAL}, "name is missing"),
        ({"model": "m"}, "address is missing"),
        ({"url": "ftp://x/v1", "model": "m"}, "http"),
        ({"url": "localhost:11434", "model": "m"}, "http"),
        ({"url": f"https://user:{SECRET}@models.example/v1", "model": "m"}, "no user or password"),
        ({"url": f"https://models.example/v1?key={SECRET}", "model": "m"}, "end with its path"),
        ({"url": "http://x:notaport/v1", "model": "m"}, "cannot be read"),
        ({"url": LOCAL, "model": "m", "key_env": SECRET}, "not the key itself"),
        ({"url": LOCAL, "model": "m", "options": {"model": "x"}}, "options"),
    ],
    ids=lambda v: v if isinstance(v, str) else "",
)
def test_a_mistake_is_told_without_the_key_and_leaves_the_offline_voice(table: dict[str, object], hint: str) -> None:
    found, wrong = read_model(table, {})
    assert found is None
    assert any(hint in sentence for sentence in wrong)
    assert SECRET not in " ".join(wrong)


def test_plain_http_to_another_machine_is_warned_of_and_on_this_one_not() -> None:
    found, wrong = read_model({"url": "http://models.example/v1", "model": "m"}, {})
    assert found is not None
    assert "others on the way" in wrong[0]
    for url in (LOCAL, "http://127.0.0.2/v1", "http://[::1]/v1", "https://models.example/v1"):
        assert read_model({"url": url, "model": "m"}, {})[1] == ()


def test_the_settings_file_holds_a_table_for_it(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f'persona = "warm"\n[llm]\nurl = "{LOCAL}"\nmodel = "qwen2.5:7b"\n[llm.options]\nseed = 7\n')
    settings, wrong = read_settings(file)
    assert wrong == ()
    assert settings.llm == ModelSettings(LOCAL, "qwen2.5:7b", options={"seed": 7})
    assert read_settings(file, ("", ""))[0].llm is None
    file.write_text('llm = "yes"\n[lm]\n')
    settings, wrong = read_settings(file)
    assert settings.llm is None
    assert len(wrong) == 2


def test_the_key_comes_from_the_environment_or_the_keyring(monkeypatch: pytest.MonkeyPatch) -> None:
    far = ModelSettings("https://models.example/v1", "m", key_env="MY_KEY")
    asked: list[tuple[str, str]] = []

    def password(service: str, name: str) -> str:
        asked.append((service, name))
        return "from-the-ring"

    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_password=password, __spec__=object()))
    assert key_of(far) == "from-the-ring"
    assert asked == [("hotseat", "models.example")]
    monkeypatch.setenv("MY_KEY", SECRET)
    assert key_of(far) == SECRET
    monkeypatch.setenv("MY_KEY", "two\nlines: evil")
    assert key_of(far) == ""
    assert len(asked) == 1


def test_a_keyring_that_fails_is_no_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    def password(service: str, name: str) -> str:
        raise RuntimeError("locked")

    monkeypatch.setitem(sys.modules, "keyring", SimpleNamespace(get_password=password, __spec__=object()))
    assert key_of(ModelSettings("https://models.example/v1", "m", key_env="NO_SUCH")) == ""


async def _doctor(*models: str, model: str = "tiny", key: str = "") -> list[dict[str, str]]:
    """What the command tells, as it runs beside a real server."""
    async with serving(lambda request: Say(("x",))) as server:
        server.models = models
        return await _told(server, model, key)


async def _told(server: ModelServer, model: str, key: str) -> list[dict[str, str]]:
    import os

    env = {**os.environ, "HOTSEAT_LLM_URL": server.url, "HOTSEAT_LLM_MODEL": model, "HOTSEAT_LLM_KEY": key}
    command = await asyncio.create_subprocess_exec(
        str(HOTSEAT), "doctor", "--json", env=env, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
    )
    out, err = await command.communicate()
    assert SECRET not in (out + err).decode()
    return [json.loads(line) for line in out.decode().splitlines()]


@pytest.mark.kernel
@pytest.mark.in_turn
async def test_the_doctor_says_whether_the_model_answers() -> None:
    (finding,) = [f for f in await _doctor("tiny", key=SECRET) if f["subject"] == "language model"]
    assert finding["state"] == "ok"
    (finding,) = [f for f in await _doctor("other", model="tiny") if f["subject"] == "language model"]
    assert finding["state"] == "weak"
    assert "other" in finding["remedy"]


def test_the_doctor_is_silent_about_a_model_that_is_not_set_and_calm_about_one_that_is_away(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert list(doctor._language_model(places())) == []
    monkeypatch.setenv("HOTSEAT_LLM_URL", "http://127.0.0.1:9/v1")
    monkeypatch.setenv("HOTSEAT_LLM_MODEL", "tiny")
    (finding,) = doctor._language_model(places())
    assert finding.state == "weak"
    assert finding.sentence.endswith("could not be reached (http://127.0.0.1:9/v1).")
    assert "offline voice" in finding.remedy
