"""A whole practice with a language model whose server tells the key at every turn; all that was written is then searched."""

from __future__ import annotations

import asyncio
import itertools
import json
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from support.model_server import ModelServer, Raw, Reply, Say, serving, statements

pexpect = pytest.importorskip("pexpect")
pytest.importorskip("pyte")

from support.terminal import HOTSEAT  # noqa: E402

from hotseat.review.export.formats import FORMATS, export  # noqa: E402

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

KEY = "sk-tell-nobody-9d81c37f20"
TOKEN = "ghp-of-the-shell-55aa01"
THOUGHT = "quizzically-thought"
CODED = "quizzically_coded"
TYPED = f"""Is the {THOUGHT} constant?

/write
# %%
def zscore(x):
    import os
    seen = "".join(os.environ.values())
    try:
        seen += open("/proc/self/environ").read()
    except OSError:
        pass
    assert "{KEY[:12]}" not in seen and "{TOKEN[:12]}" not in seen
    spread = x.std()
    return (x - x.mean()) / spread if spread > 0 else np.zeros_like(x, dtype=float)
# %%
import os, pathlib
everything = "".join(os.environ.values()) + pathlib.Path("/proc/self/environ").read_text()
print("secrets seen:", sum(s in everything for s in ("{KEY[:12]}", "{TOKEN[:12]}")))
{CODED} = 1
raise ValueError("{THOUGHT}")
.
/run
/submit
I think the {THOUGHT} spread is what it takes, and the mean goes to zero.

/end
yes
1
"""


def telling(key: str) -> Iterator[Reply]:
    """Every way in which a server can give a key back, again and again."""
    error = json.dumps({"error": {"message": f"Incorrect API key provided: {key}"}}).encode()
    whole = {"message": {"content": f"Welcome, {key}."}, "finish_reason": "stop"}
    return itertools.cycle(
        [
            Say(("Hello, ", "your key is ", key[:9], key[9:], ", and we begin.")),
            Raw(error, status=401, kind="application/json"),
            Say((f"{key}\n",)),
            Raw(b"data: " + error + b"\n\n"),
            Raw(json.dumps({"choices": [whole]}).encode(), kind="application/json"),
            Raw(error, status=500, kind="application/json"),
            Raw(f'data: {{"choices": [{{"delta": {{}}, "finish_reason": "{key}"}}]}}\n\n'.encode()),
            Raw(f"<html>{key}</html>".encode(), kind="text/html"),
            Raw(b"", status=429),
        ]
    )


def answering(key: str) -> Callable[[dict[str, Any]], Reply]:
    ways = telling(key)

    def answer(request: dict[str, Any]) -> Reply:
        told = statements(request)
        if told:
            given = [{"id": s["id"], "opinion": key, "quote": key} for s in told["statements"]]
            return Say((json.dumps({"opinions": given}),))
        return next(ways)

    return answer


class Person:
    """Somebody at the command line, with secrets in their shell."""

    def __init__(self, home: Path, server: ModelServer) -> None:
        self.environ = {
            **os.environ,
            "HOTSEAT_HOME": str(home),
            "HOTSEAT_LLM_URL": server.url,
            "HOTSEAT_LLM_MODEL": "tiny",
            "HOTSEAT_LLM_KEY": KEY,
            "SERVICE_TOKEN": TOKEN,
            "GITHUB_PAT": TOKEN,
        }
        self.said = ""
        """All that came on standard output and standard error."""

    async def run(self, *arguments: str, typed: str = "") -> str:
        command = await asyncio.create_subprocess_exec(
            str(HOTSEAT),
            *arguments,
            env=self.environ,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await command.communicate(typed.encode())
        self.said += out.decode() + err.decode()
        return out.decode()


def held(folder: Path) -> Iterator[tuple[str, str]]:
    """Every file below a folder, archives opened, as text, and every name."""
    for path in folder.rglob("*"):
        yield f"the name of {path}", path.name
        if not path.is_file():
            continue
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    yield f"{path}/{name}", archive.read(name).decode("utf-8", "replace")
        yield str(path), path.read_bytes().decode("utf-8", "replace")


@pytest.mark.in_turn
async def test_no_key_of_the_model_and_no_token_of_the_shell_is_written_and_the_log_quotes_nobody(
    own_home: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    async with serving(answering(KEY)) as server:
        server.models = ("tiny", f"tiny-{KEY}")
        person = Person(own_home, server)
        played = await person.run("practice", "zscore", "--plain", typed=TYPED)
        (row,) = [json.loads(line) for line in (await person.run("review", "--json")).splitlines()]
        session = row["id"]
        for form in FORMATS.values():
            made = export(own_home / "sessions", session, form.name)
            (out / f"x{form.suffix}").write_text(made, encoding="utf-8")
        await person.run("share", session, "-o", str(out / "bundle.zip"))
        await person.run("data", "export", str(out / "all.zip"))
        found = await person.run("review", "--search", THOUGHT)
        assert f"Bearer {KEY}" in server.keys and len(server.asked) >= 2, "the key was sent where it belongs"
    # It was a real practice, in which a cell ran, a submission was judged and an answer was given.
    assert "secrets seen: 0" in played and row["verdicts"] == ["pass"], person.said
    assert session in found
    files = list(held(own_home)) + list(held(out))
    assert {"journal.jsonl", "x.html", "x.ipynb", "x.md", "x.json", "x.cast"} <= {
        Path(where).name for where, _ in files
    }
    assert any(where.endswith("bundle.zip/page.html") for where, _ in files), [w for w, _ in files]
    assert any(THOUGHT in text for where, text in files if where.endswith("journal.jsonl"))
    for secret in (KEY, KEY[9:], TOKEN):
        assert [where for where, text in files if secret in text] == []
        assert secret not in person.said
    logs = [(where, text) for where, text in files if where.endswith(".log")]
    assert [where for where, text in logs if THOUGHT in text or CODED in text] == []
